//! What a word processor counts, draws or stores apart, read from documents that come in: numbers, symbols, notes.

use crate::narrative_support::{docx, imported, item, p};

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
