//! The sections of written documents that come in, put under the mandated headings.

use beian::field::{Answer, OtherSection};
use beian::narrative::{Imported, Onto, Placing, Section, place};

use crate::document_support::certifier_filing;
use crate::narrative_support::{docx, headings, imported, outline, p};

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
fn sections_that_go_nowhere_are_left_and_nothing_else_changes() {
    let section = Section { title: "附录".into(), text: "内容".into(), means: None };
    let before = Answer::from_parts([("mode", "原文")]);
    let after = place(&before, [(section, Onto::Nowhere)], headings("rules_text"), Placing::After);
    assert_eq!(after, before);
}
