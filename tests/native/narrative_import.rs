//! Written documents coming in: `.docx` and `.md` files → sections under the mandated headings.

use std::io::{Cursor, Write as _};

use beian::dossier::MediaType;
use beian::field::{Answer, FieldKind, Heading, OtherSection};
use beian::jobs::{Job, Outcome, Runner};
use beian::narrative::{Imported, Onto, Placing, Section, place, read};
use serde_bytes::ByteBuf;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::document_support::{certifier_filing, root};

fn headings(field: &str) -> &'static [Heading] {
    match &certifier_filing().field(field).unwrap().kind {
        FieldKind::Narrative { headings } => headings,
        other => panic!("{other:?}"),
    }
}

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="章标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"#;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:a="a" xmlns:r="r" xmlns:mc="mc" xmlns:wps="wps" xmlns:asvg="asvg"><w:body>{body}</w:body></w:document>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
    ];
    parts.extend(more);
    archive(&parts)
}

fn p(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

fn imported(bytes: &[u8], field: &str) -> Imported {
    read("细则.docx", bytes, headings(field)).unwrap()
}

fn outline(read: &Imported) -> Vec<(&str, Option<&str>)> {
    read.sections.iter().map(|section| (section.title.as_str(), section.means.as_deref())).collect()
}

#[test]
fn sections_are_matched_by_their_headings_whatever_stands_around_the_words() {
    let body = [
        p("TOC1", "第一章 总则\t1"),
        p("0", "澄观信安认证（北京）有限公司个人信息保护认证实施细则"),
        p("1", "第一章　总则"),
        p("0", "为规范认证活动，制定本细则。"),
        p("a2", "第二章 认证的依据"),
        p("0", "依据《个人信息保护认证实施规则》、GB/T 35273。"),
        p("1", "三、认证模式"),
        p("0", "技术验证 + 现场审核 + 获证后监督。"),
        p("1", "4 认证程序"),
        p("2", "4.1 申请"),
        p("0", "提交申请书。"),
        p("1", "认证证书"),
        p("0", "证书有效期三年。"),
        p("1", "认证标志"),
        p("0", "标志的样式。"),
        p("1", "认证责任"),
        p("0", "机构对认证结论负责。"),
        p("1", "附则"),
        p("0", "自发布之日起施行。"),
    ]
    .concat();
    let read = imported(&docx(&body, &[]), "rules_text");
    assert_eq!(
        outline(&read),
        [
            ("", None),
            ("总则", None),
            ("认证的依据", Some("basis")),
            ("认证模式", Some("mode")),
            ("认证程序", Some("procedure")),
            ("认证证书", Some("certificate")),
            ("认证标志", Some("certificate")),
            ("认证责任", Some("responsibility")),
            ("附则", None),
        ]
    );
    assert_eq!(read.sections[4].text, "## 4.1 申请\n\n提交申请书。");
    assert_eq!(read.remarks, ["原来的目录没有导入，打印时自动生成目录。"]);

    let onto = |section: &Section| match &section.means {
        Some(code) => Onto::Heading(code.clone()),
        None => Onto::Own(false),
    };
    let placed: Vec<(Section, Onto)> =
        read.sections.iter().map(|section| (section.clone(), onto(section))).collect();
    let before = Answer::from_parts([("mode", "原来写的一段。")]);
    let after = place(&before, placed.clone(), headings("rules_text"), Placing::After);
    assert_eq!(after.part("mode"), "原来写的一段。\n\n技术验证 + 现场审核 + 获证后监督。");
    assert_eq!(after.part("certificate"), "证书有效期三年。\n\n## 认证标志\n\n标志的样式。");
    let others = OtherSection::all(&after);
    let own: Vec<_> = others.iter().map(|it| (it.title.as_str(), it.after.as_deref(), it.kept)).collect();
    assert_eq!(own, [("文首", None, false), ("总则", None, false), ("附则", Some("responsibility"), false)]);
    let kind = &certifier_filing().field("rules_text").unwrap().kind;
    let unmatched = kind.read(&after).problems.iter().filter(|it| it.code == "section_unmatched").count();
    assert_eq!(unmatched, 3, "each heading that nobody matched is a finding");
    let replaced = place(&before, placed, headings("rules_text"), Placing::Instead);
    assert_eq!(replaced.part("mode"), "技术验证 + 现场审核 + 获证后监督。");
}

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

fn item(list: u8, depth: u8, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

#[test]
fn numbers_that_the_word_processor_counts_come_as_they_are_read() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let row = |name: &str| format!("<w:tr>{}{}</w:tr>", cell(&item(6, 0, "")), cell(&p("0", name)));
    let body = [
        p("1", "认证模式"),
        item(4, 0, "总的要求"),
        item(4, 1, "甲"),
        item(4, 1, "乙"),
        item(4, 2, "丙"),
        item(4, 0, "例外"),
        item(4, 1, "丁"),
        item(5, 0, "另起一份"),
        format!("<w:tbl>{}{}</w:tbl>", row("服务器"), row("门禁")),
        item(4, 0, "接着数"),
        item(6, 0, "简单的数"),
    ];
    let read = imported(&docx(&body.concat(), &[]), "rules_text");
    assert_eq!(
        read.sections[0].text,
        "第一条 总的要求\n\n（一）甲\n\n（二）乙\n\n1\\.2.3 丙\n\n第二条 例外\n\n（一）丁\n\n第一条 另起一份\n\n| 1 | 服务器 |\n|---|---|\n| 2 | 门禁 |\n\n第二条 接着数\n\n1. 简单的数"
    );
}

#[test]
fn endnotes_symbols_and_properties_before_a_change_are_read_and_drawings_are_said_to_be_left() {
    let run = |inside: &str| format!("<w:p><w:r>{inside}</w:r></w:p>");
    let shape = "<w:drawing><wps:wsp><wps:spPr/></wps:wsp></w:drawing>";
    let text_box = format!(
        "<w:drawing><wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>",
        p("0", "框中的字")
    );
    let body = [
        p("1", "认证模式"),
        run(r#"<w:t>按规则</w:t><w:footnoteReference w:id="2"/><w:t>办理</w:t><w:endnoteReference w:id="2"/>"#),
        run(r#"<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是 </w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>否 </w:t><w:sym w:font="Webdings" w:char="F021"/>"#),
        r#"<w:p><w:pPr><w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="1"/><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange w:id="2"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>原为标题的正文。</w:t></w:r></w:p>"#.to_owned(),
        run(shape),
        run(&text_box),
        run(r#"<w:drawing><a:blip r:embed="r1"><asvg:svgBlip r:embed="r2"/></a:blip></w:drawing>"#),
    ];
    let png = crate::scan_kit::png(&image::RgbImage::new(4, 4), None);
    let note = |kind: &str, text: &str| {
        format!(r#"<w:notes><w:{kind} w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}></w:notes>"#)
    };
    let (foot, end) = (note("footnote", "脚注"), note("endnote", "尾注"));
    let rels = r#"<Relationships><Relationship Id="r1" Target="media/image1.png"/><Relationship Id="r2" Target="media/image2.svg"/></Relationships>"#;
    let more: [(&str, &[u8]); 5] = [
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/media/image1.png", &png),
        ("word/media/image2.svg", b"<svg/>"),
        ("word/footnotes.xml", foot.as_bytes()),
        ("word/endnotes.xml", end.as_bytes()),
    ];
    let read = imported(&docx(&body.concat(), &more), "rules_text");
    let digest = beian::digest::sha256_hex(&png);
    assert_eq!(
        read.sections[0].text,
        format!(
            "按规则（注：脚注）办理（注：尾注）\n\n☑是 □否 〓\n\n原为标题的正文。\n\n框中的字\n\n![](图片:{})",
            &digest[..12]
        )
    );
    assert_eq!(
        read.remarks,
        [
            "有 1 处用形状绘制的图（流程图、箭头等）没有导入，其中的文字已导入，请将图另存为图片后插入。",
            "有 1 个符号字体的字符没有导入，原处已用“〓”注明，请改写。",
        ]
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
    let Ok(Outcome::NarrativeRead(read, records)) = Runner::default().run(job, &mut |_| ()) else {
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
fn the_nine_cells_are_told_by_the_matter_above_them() {
    let mut body = String::new();
    for matter in ["一、对个人信息出境活动的投诉", "二、认证客户的投诉", "三、与认证客户的争议"]
    {
        body += &p("1", matter);
        for topic in ["（一）公开的投诉受理渠道", "（二）内部处理工作规范", "（三）实际执行情况"]
        {
            body += &p("2", topic);
            body += &p("0", &format!("{matter}{topic}的内容。"));
        }
    }
    let read = imported(&docx(&body, &[]), "complaints_text");
    let means: Vec<&str> = read.sections.iter().filter_map(|section| section.means.as_deref()).collect();
    let wanted: Vec<&str> = headings("complaints_text").iter().map(|heading| heading.code.as_str()).collect();
    assert_eq!(means, wanted);
    assert_eq!(
        read.sections.len(),
        9,
        "a heading that only gathers others is no section: {:?}",
        outline(&read)
    );
}

#[test]
fn a_document_without_styles_is_cut_at_its_numbers() {
    let body = [
        "一、监督方式",
        "现场监督。",
        "二、监督频次",
        "每年至少一次。",
        "（一）例外",
        "重大变更时增加。",
        "三、其他事项",
        "另行规定。",
    ]
    .map(|text| p("0", text))
    .concat();
    let read = imported(&docx(&body, &[]), "supervision_text");
    assert_eq!(
        outline(&read),
        [("监督方式", Some("manner")), ("监督频次", Some("frequency")), ("其他事项", None)]
    );
    assert_eq!(read.sections[1].text, "每年至少一次。\n\n## （一）例外\n\n重大变更时增加。");
}

/// The sections that mean something: what, and their text.
fn meant(read: &Imported) -> Vec<(&str, &str)> {
    let sections = read.sections.iter();
    sections.filter_map(|section| Some((section.means.as_deref()?, section.text.as_str()))).collect()
}

#[test]
fn what_stands_below_a_heading_that_is_asked_for_stays_with_it() {
    let mut body = p("1", "个人信息保护认证实施细则") + &p("1", "4 认证实施程序");
    for step in ["4.1 认证申请", "4.2 技术验证", "4.3 认证证书的颁发"] {
        body += &(p("2", step) + &p("0", "做法。"));
    }
    body += &(p("1", "5 证书和标志的管理") + &p("2", "5.1 认证证书") + &p("0", "证书三年。"));
    body += &(p("2", "5.2 暂停") + &p("0", "暂停的情形。") + &p("1", "6 认证责任") + &p("1", "7 附则"));
    body += &(p("2", "7.1 解释") + &p("0", "由本机构解释。"));
    let read = imported(&docx(&body, &[]), "rules_text");
    let steps = "## 4.1 认证申请\n\n做法。\n\n## 4.2 技术验证\n\n做法。\n\n## 4.3 认证证书的颁发\n\n做法。";
    let certificate = "## 5.1 认证证书\n\n证书三年。\n\n## 5.2 暂停\n\n暂停的情形。";
    assert_eq!(
        meant(&read),
        [("procedure", steps), ("certificate", certificate), ("responsibility", "")],
        "a heading without text is there and blank"
    );
    assert_eq!(outline(&read).last(), Some(&("附则", None)));
    let before = Answer::from_parts([("responsibility", "原来写的。")]);
    let ways = read.sections.iter().cloned().map(|section| {
        let onto = section.means.clone().map_or(Onto::Own(false), Onto::Heading);
        (section, onto)
    });
    let after = place(&before, ways, headings("rules_text"), Placing::Instead);
    assert_eq!(after.part("responsibility"), "原来写的。", "nothing takes the place of nothing");
}

#[test]
fn a_heading_without_anything_asked_for_above_it_is_cut_beside_the_ones_that_are() {
    let body = [
        p("1", "第一编 总则"),
        p("2", "认证依据"),
        p("0", "依据规则。"),
        p("2", "术语"),
        p("0", "术语的含义。"),
        p("1", "第二编 其他"),
        p("2", "解释"),
        p("0", "由本机构解释。"),
    ];
    let read = imported(&docx(&body.concat(), &[]), "rules_text");
    assert_eq!(outline(&read), [("认证依据", Some("basis")), ("术语", None), ("其他", None)]);
    assert_eq!(read.sections[2].text, "## 解释\n\n由本机构解释。");
}

#[test]
fn the_wording_of_a_mandated_heading_makes_a_heading_of_a_paragraph_however_it_is_set() {
    let bold = |text: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let plain = |text: &str| p("0", text);
    let wanted = [("conditions", "甲。"), ("people", "1\\. 乙\n\n2\\. 丙"), ("technology", "丁。")];
    for heads in [
        ["1. 基础条件", "2. 人力资源", "3. 技术能力"],
        ["基础条件", "人力资源", "技术能力："],
        ["4.1 开展认证服务的基础条件", "4.2 人员配备", "4.3 技术条件"],
        ["（1）基础条件", "（2）人力资源", "（3）技术能力"],
    ] {
        for set in [&bold as &dyn Fn(&str) -> String, &plain] {
            let [first, second, third] = heads.map(set);
            let lines = [first, plain("甲。"), second, plain("1. 乙"), plain("2. 丙"), third, plain("丁。")];
            let read = imported(&docx(&lines.concat(), &[]), "plan_text");
            assert_eq!(meant(&read), wanted, "{heads:?}");
            // The same beside headings that are marked.
            let read = imported(&docx(&(p("1", "工作计划") + &lines.concat()), &[]), "plan_text");
            assert_eq!(meant(&read), wanted, "{heads:?}");
        }
    }
    let sentence = plain("基础条件。") + &bold("人力资源：由人事部负责，见附件。") + &plain("人员");
    let read = imported(&docx(&(p("1", "管理能力") + &sentence), &[]), "plan_text");
    assert_eq!(outline(&read), [("管理能力", Some("management"))], "sentences and single words are text");
}

#[test]
fn a_list_of_the_headings_before_the_text_makes_no_sections_of_its_own() {
    let lines = ["基础条件", "人力资源", "基础条件", "甲。", "人力资源", "乙。"];
    let read = imported(&docx(&lines.map(|text| p("0", text)).concat(), &[]), "plan_text");
    assert_eq!(meant(&read), [("conditions", "甲。"), ("people", "乙。")]);
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
    assert!(plain.remarks[0].contains("有 1 处图片"), "{:?}", plain.remarks);
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

#[test]
fn sections_that_go_nowhere_are_left_and_nothing_else_changes() {
    let section = Section { title: "附录".into(), text: "内容".into(), means: None };
    let before = Answer::from_parts([("mode", "原文")]);
    let after = place(&before, [(section, Onto::Nowhere)], headings("rules_text"), Placing::After);
    assert_eq!(after, before);
}
