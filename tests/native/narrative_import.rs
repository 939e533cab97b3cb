//! Written documents coming in: what of `.docx`, `.md` and text files is read, and what is refused.

use beian::dossier::MediaType;
use beian::jobs::{Job, Outcome};
use beian::narrative::read;
use serde_bytes::ByteBuf;

use crate::document_support::root;
use crate::jobs_support::Worker;
use crate::narrative_support::{archive, docx, headings, imported, item, outline, p};

#[test]
fn lists_tables_emphasis_and_what_looks_like_markup_come_over() {
    let item = |depth: u8, text: &str| item(3, depth, text);
    let cell = |more: &str, text: &str| {
        format!(r#"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"#)
    };
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("", "项目"),
        cell("", "要求 a|b"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "受理"),
        cell("", "5日"),
        cell("<w:vMerge/>", ""),
        cell("", "10日"),
    );
    let body = [
        p("1", "认证模式"),
        p("0", "1. 按 &lt;b&gt; 与 file_name 和 *星号* 办理"),
        r#"<w:p><w:r><w:t>本机构</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>《细则》：重点</w:t></w:r><w:r><w:t>其余。</w:t></w:r></w:p>"#.to_owned(),
        item(0, "第一项"),
        item(1, "其中"),
        table,
    ]
    .concat();
    let read = imported(&docx(&body, &[]), "rules_text");
    let text = &read.sections[0].text;
    assert_eq!(
        text,
        "1\\. 按 \\<b> 与 file_name 和 \\*星号\\* 办理\n\n本机构《**细则》：重点**其余。\n\n- 第一项\n\n   1. 其中\n\n| 项目 | 要求 a\\|b |\n|---|---|\n| 受理 | 5日 |\n|  | 10日 |"
    );
    assert_eq!(
        beian::text::markdown::plain(text).lines().next().unwrap(),
        "1. 按 <b> 与 file_name 和 *星号* 办理"
    );
}

#[test]
fn tracked_changes_are_taken_as_accepted_and_it_is_said() {
    let body = p("1", "认证依据")
        + r#"<w:p><w:r><w:t>原有</w:t></w:r><w:ins w:id="1"><w:r><w:t>插入</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>删去</w:delText></w:r></w:del><w:moveFrom w:id="3"><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:t>结尾</w:t></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del w:id="4"/></w:rPr></w:pPr><w:r><w:t>上半句，</w:t></w:r></w:p><w:p><w:r><w:t>下半句。</w:t></w:r></w:p>"#;
    let read = imported(
        &docx(&body, &[("word/vbaProject.bin", b"x"), ("word/comments.xml", b"<c/>")]),
        "rules_text",
    );
    assert_eq!(read.sections[0].text, "原有插入结尾\n\n上半句，下半句。");
    assert_eq!(
        read.remarks,
        [
            "文档带有修订标记（插入 1 处、删除 2 处），已按接受全部修订后的文字导入。",
            "文档带有宏：只读取了文字和图片，宏没有运行，也没有导入。",
            "文档中的批注没有导入。",
        ]
    );
}

#[test]
fn pictures_come_as_files_and_those_of_other_kinds_are_said_to_be_left() {
    let picture =
        std::fs::read(root("tests/fixtures/dossiers/enterprise/files/1.1-认证机构批准书.jpg")).unwrap();
    let digest = beian::digest::sha256_hex(&picture);
    let rels = r#"<Relationships><Relationship Id="r1" Target="media/image1.jpg"/><Relationship Id="r2" Target="media/image2.emf"/></Relationships>"#;
    let drawing =
        |id: &str| format!(r#"<w:p><w:r><w:drawing><a:blip r:embed="{id}"/></w:drawing></w:r></w:p>"#);
    let body = p("1", "基础条件") + &drawing("r1") + &drawing("r2") + &p("0", "图后的文字。");
    let bytes = docx(
        &body,
        &[
            ("word/_rels/document.xml.rels", rels.as_bytes()),
            ("word/media/image1.jpg", &picture),
            ("word/media/image2.emf", b"emf"),
        ],
    );
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    let job = Job::ReadNarrative {
        name: "计划.docx".into(),
        bytes: ByteBuf::from(bytes),
        procedure_json: std::fs::read_to_string(root(path)).unwrap(),
        field: "plan_text".into(),
    };
    let Ok(Outcome::NarrativeRead(read, records)) = Worker::new().run(job, &mut |_| ()) else {
        panic!("read")
    };
    assert_eq!(
        read.sections[0].text,
        format!("![](图片:{})\n\n（此处原有一幅 EMF 格式的图，未能导入）\n\n图后的文字。", &digest[..12])
    );
    assert_eq!(records.iter().map(|it| it.sha256.as_str()).collect::<Vec<_>>(), [digest.as_str()]);
    assert_eq!(read.pictures[&digest].bytes.as_slice(), picture);
    assert!(records[0].seen.is_some(), "it was decoded, so that it can be printed");
    assert!(read.remarks[0].contains("有 1 幅图不是 PNG 或者 JPEG 格式"), "{:?}", read.remarks);
}

#[test]
fn pictures_leave_place_and_camera_behind_before_the_text_names_them() {
    let photo = std::fs::read(root("tests/fixtures/scans/手机照片.jpg")).unwrap();
    let (cleaned, _) = beian::intake::clean(MediaType::Jpeg, &photo).unwrap();
    let rels = r#"<Relationships><Relationship Id="r1" Target="media/image1.jpg"/><Relationship Id="r2" Target="media/image2.png"/></Relationships>"#;
    let body = p("1", "基础条件")
        + r#"<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p><w:p><w:r><w:drawing><a:blip r:embed="r2"/></w:drawing></w:r></w:p>"#;
    let more: [(&str, &[u8]); 3] = [
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/media/image1.jpg", &photo),
        ("word/media/image2.png", b"\x89PNG\r\n\x1a\n"),
    ];
    let read = imported(&docx(&body, &more), "plan_text");
    let digest = beian::digest::sha256_hex(&cleaned);
    assert_eq!(read.pictures[&digest].bytes.as_slice(), cleaned);
    assert_eq!(
        read.sections[0].text,
        format!("![](图片:{})\n\n（此处原有一幅 PNG 格式的图，未能导入）", &digest[..12]),
        "a damaged picture is none"
    );
    assert!(read.remarks[0].starts_with("已从文档的 1 幅图中去除拍摄位置、"), "{:?}", read.remarks);
}

#[test]
fn markdown_and_plain_text_in_the_encodings_of_chinese_offices_are_read() {
    let text = "# 工作计划\n\n## 基础条件\n\n本机构具备条件。\n\n```\n# 不是标题\n```\n\n人力资源\n--------\n\n十二人。\n\n![图](a.png)\n";
    let read = |bytes: &[u8]| beian::narrative::read("计划.md", bytes, headings("plan_text")).unwrap();
    let plain = read(text.as_bytes());
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for other in [read(&gb), read(&utf16)] {
        assert_eq!(other.sections, plain.sections);
    }
    assert_eq!(outline(&plain), [("基础条件", Some("conditions")), ("人力资源", Some("people"))]);
    assert!(plain.sections[0].text.contains("# 不是标题"));
    let data = "---\ntitle: 工作计划\ntags:\n  - 认证\n- 其他\n---\n";
    let with_data = read(format!("{data}{text}").as_bytes());
    assert_eq!(with_data.sections, plain.sections, "data about the file are no text");
    assert!(with_data.remarks[0].contains("没有导入"), "{:?}", with_data.remarks);
    for ruled in [
        "\n本机构的前言。\n\n",
        "\n# 前言\n\n- 条件一\n- 条件二\n\n",
        "见 https://example.org\n",
        "前言: 一\n\n二\n",
    ] {
        let read = read(format!("---\n{ruled}---\n\n{text}").as_bytes());
        let kept: String =
            read.sections.iter().flat_map(|section| [&section.title[..], &section.text]).collect();
        for line in ruled.lines().map(|line| line.trim_start_matches(['#', '-', ' '])) {
            assert!(kept.contains(line), "{line}: {kept}");
        }
    }
    assert!(plain.remarks[0].contains("有 1 处图片"), "{:?}", plain.remarks);
    assert!(plain.remarks[0].contains("用“插图”重新放入"), "as the button is called: {:?}", plain.remarks);
}

#[test]
fn what_cannot_be_read_is_refused_with_one_sentence() {
    let refused =
        |name: &str, bytes: &[u8]| read(name, bytes, headings("plan_text")).unwrap_err().to_string();
    let zeros = vec![b' '; 70 * 1024 * 1024];
    let bomb = archive(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1024 * 1024, "small from outside");
    for (name, bytes, says) in [
        ("空.docx", Vec::new(), "是空文件"),
        ("炸弹.docx", bomb, "解压后超过"),
        ("旧.doc", vec![0xD0, 0xCF, 0x11, 0xE0, 0, 0], "是旧版 .doc 文档，或者设有打开密码"),
        ("表.xlsx", archive(&[("xl/workbook.xml", b"<x/>")]), "是 Excel 工作簿"),
        ("包.zip", archive(&[("a.txt", b"a")]), "是压缩包"),
        ("断.docx", docx(&p("1", "基础条件"), &[])[..200].to_vec(), "不完整或者已损坏"),
        ("坏.docx", archive(&[("word/document.xml", b"<w:document><w:body>" as &[u8])]), "没有文字"),
        ("乱.docx", archive(&[("word/document.xml", b"<w:document></w:body>" as &[u8])]), "不完整或者已损坏"),
        ("白.docx", docx("<w:p/>", &[]), "里没有文字"),
        ("扫描.pdf", b"%PDF-1.7".to_vec(), "是 PDF 文件"),
    ] {
        let sentence = refused(name, &bytes);
        assert!(sentence.contains(says) && sentence.contains(name), "{sentence}");
        assert_eq!(sentence.matches('。').count(), 1, "{sentence}");
    }
}
