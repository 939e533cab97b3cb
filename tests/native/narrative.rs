//! Texts written under mandated headings: what is read of them, what is found, how they are printed.

use std::collections::BTreeMap;

use beian::check::{Engine, Memory, Report, Written};
use beian::document::report::{self, Checked};
use beian::document::{Block, Document};
use beian::dossier::{Dossier, MediaType, ProcedureRef, Row};
use beian::field::{Answer, FieldKind, Heading, OtherSection, Value};
use beian::procedure;
use beian::text::markdown;
use beian::text::without_ordinal;

use crate::document_support::{dense, faces_for, read_pdf, root, text_of};
use crate::narrative_support::picture_of_plan;
use crate::package_support::{CALENDAR, day};

fn kind() -> FieldKind {
    let heading = |code: &str, label: &str| Heading {
        code: code.into(),
        label: label.into(),
        asks: format!("{label}的具体内容。"),
        ..Heading::default()
    };
    FieldKind::Narrative { headings: vec![heading("basis", "认证依据"), heading("mode", "认证模式")] }
}

const LONG: &str =
    "本机构按照《个人信息保护认证实施规则》开展认证，采用技术验证、现场审核和获证后监督相结合的模式。";

fn written(parts: &[(&str, &str)]) -> Answer {
    parts.iter().fold(Answer::from_parts([]), |answer, (name, text)| answer.with_part(name, *text))
}

fn found(answer: &Answer) -> Vec<(&'static str, Option<String>)> {
    kind().read(answer).problems.into_iter().map(|problem| (problem.code, problem.part)).collect()
}

#[test]
fn each_heading_is_said_to_be_missing_too_short_absent_without_reason_or_full_of_placeholders() {
    let at = |code| Some(String::from(code));
    assert!(kind().read(&written(&[])).is_blank());
    assert_eq!(found(&written(&[("basis", LONG), ("mode", LONG)])), []);
    assert_eq!(found(&written(&[("basis", LONG)])), [("heading_not_written", at("mode"))]);
    assert_eq!(
        found(&written(&[("basis", LONG), ("mode", "## \n\n| |\n|---|\n")])),
        [("heading_not_written", at("mode"))]
    );
    assert_eq!(
        found(&written(&[("basis", LONG), ("mode", "按规定办理。")])),
        [("heading_too_short", at("mode"))]
    );
    for absent in ["无", "无。", "**没有**", "不适用"] {
        assert_eq!(
            found(&written(&[("basis", LONG), ("mode", absent)])),
            [("absent_without_reason", at("mode"))]
        );
    }
    assert_eq!(
        found(&written(&[("basis", LONG), ("mode", &format!("{LONG}由××部门负责。"))])),
        [("placeholder_left", at("mode"))]
    );
    let emphasised = format!("**{LONG}** *强调* ***又强调*** 见[网址](https://a.cn)");
    assert_eq!(found(&written(&[("basis", LONG), ("mode", &emphasised)])), [], "marks are no placeholders");
    assert_eq!(found(&written(&[("basis", LONG), ("mode", "![现场审核流程](图片:3f2a9c81d0e2)")])), []);
    let reading = kind().read(&written(&[("basis", LONG)]));
    assert!(reading.problems[0].message.contains("“认证模式”还没有撰写"), "{:?}", reading.problems);
    assert!(reading.problems[0].hint.contains("认证模式的具体内容"), "{:?}", reading.problems);
}

#[test]
fn sections_of_the_writers_own_are_kept_in_order_and_named_until_somebody_says_they_are_meant() {
    let full = written(&[("basis", LONG), ("mode", LONG)]);
    let section = |number, title: &str, kept| OtherSection {
        number,
        title: title.into(),
        text: LONG.into(),
        after: Some("mode".into()),
        kept,
    };
    let answer = section(2, "附则", false).write(&section(1, "总则", true).write(&full));
    assert_eq!(found(&answer), [("section_unmatched", Some("other.02".to_owned()))]);
    let Some(Value::Narrative(read)) = kind().read(&answer).value else { panic!("a warning only") };
    assert_eq!(read.others.iter().map(|other| other.title.as_str()).collect::<Vec<_>>(), ["总则", "附则"]);
    assert!(read.plain().contains("附则"));
    assert_eq!(OtherSection::next(&answer), 3);
    let without = OtherSection { title: String::new(), text: String::new(), ..section(2, "", false) };
    assert_eq!(without.write(&answer), section(1, "总则", true).write(&full), "a blank one is taken out");
    assert_eq!(kind().normalise(&answer), answer);
}

#[test]
fn a_heading_that_a_rule_misses_is_demanded_though_the_text_may_leave_it_out() {
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    let engine =
        Engine::new(procedure::load(path, &std::fs::read_to_string(root(path)).unwrap()).unwrap()).unwrap();
    let field = engine.procedure().field("work_text").unwrap();
    let FieldKind::Narrative { headings } = &field.kind else { panic!("{field:?}") };
    let json = std::fs::read_to_string(root("tests/fixtures/dossiers/enterprise/dossier.json")).unwrap();
    let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
    dossier.answers.insert("work_way".into(), Answer::from_parts([("choice", "write")]));
    let mut work = |text: Option<Answer>, kinds: &[&str]| {
        match &text {
            Some(text) => drop(dossier.answers.insert("work_text".into(), text.clone())),
            None => drop(dossier.answers.remove("work_text")),
        }
        let row = |kind: &&str| {
            let answers = [("kind".to_owned(), Answer::from_parts([("choice", kind)]))].into();
            std::sync::Arc::new(Row { id: (*kind).to_owned(), answers })
        };
        dossier.rosters.insert("works".into(), kinds.iter().map(row).collect());
        let report = engine.check(&dossier, day("2026-11-21"), &CALENDAR, None);
        let written = Written::of(&report, "work_text", headings, text.as_ref());
        (written.demanded.into_iter().collect::<Vec<_>>().join(" "), written.parts)
    };
    let all = "audit data_security personal_information risk standards";
    assert_eq!(work(None, &[]), (all.to_owned(), (0, 5)));
    let text = || Some(written(&[("standards", LONG)]));
    assert_eq!(work(text(), &["data_security", "personal_information"]), ("audit risk".to_owned(), (1, 3)));
    let rest = ["data_security", "personal_information", "risk", "audit"];
    assert_eq!(work(text(), &rest), (String::new(), (1, 1)));
    assert_eq!(work(None, &["standards", rest[0], rest[1], rest[2], rest[3]]), (String::new(), (0, 0)));
}

#[test]
fn words_are_counted_as_word_processors_count_them() {
    for (text, count) in [
        ("认证依据。", 5),
        ("依据 GB/T 46068—2025 开展", 8),
        ("", 0),
        ("A4 纸 297 mm", 4),
        ("# 标题\n\n- 一\n- 二\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", 8),
    ] {
        assert_eq!(markdown::word_count(&markdown::plain(text)), count, "{text:?}");
    }
}

#[test]
fn a_block_that_is_put_in_goes_behind_what_stands_there_and_never_inside() {
    // `‸` is where the selection ends; the block is `块`.
    for (before, after) in [
        ("‸", "块"),
        ("一段‸文字", "一段文字\n\n块"),
        ("一段\n\n‸", "一段\n\n块"),
        ("一段\n‸", "一段\n\n块"),
        ("‸\n\n一段", "块\n\n一段"),
        ("一段‸\n", "一段\n\n块\n"),
        ("第一段‸\n第二段", "第一段\n\n块\n\n第二段"),
        ("前\n\n![印刷‸颜色](图片:d473)\n\n后", "前\n\n![印刷颜色](图片:d473)\n\n块\n\n后"),
        ("前\n\n![印刷颜色‸](图片:d473)\n后", "前\n\n![印刷颜色](图片:d473)\n\n块\n\n后"),
        ("| 项‸目 | 值 |\n|---|---|\n| 一 | 二 |\n\n后", "| 项目 | 值 |\n|---|---|\n| 一 | 二 |\n\n块\n\n后"),
        ("| 项目 | 值 |\n|--‸-|---|\n| 一 | 二 |", "| 项目 | 值 |\n|---|---|\n| 一 | 二 |\n\n块"),
        ("项 | 值\n---|---\n一‸ | 二\n三 | 四", "项 | 值\n---|---\n一 | 二\n三 | 四\n\n块"),
        ("前‸\n| 项目 |\n|---|\n| 一 |", "前\n\n块\n\n| 项目 |\n|---|\n| 一 |"),
    ] {
        let at = before.find('‸').unwrap();
        let text = before.replace('‸', "");
        let (to, lead, tail) = markdown::place_of_block(&text, at);
        assert_eq!(format!("{}{lead}块{tail}{}", &text[..to], &text[to..]), after, "{before}");
    }
}

#[test]
fn the_number_before_a_heading_is_told_from_the_heading() {
    for (written, heading) in [
        ("一、认证依据", "认证依据"),
        ("（二）认证模式", "认证模式"),
        ("第三章 认证实施程序", "认证实施程序"),
        ("第二部分　总则", "总则"),
        ("4.1 认证证书", "认证证书"),
        ("4.认证责任", "认证责任"),
        ("3）人力资源", "人力资源"),
        ("5 场所", "场所"),
        ("一般要求", "一般要求"),
        ("2026年工作安排", "2026年工作安排"),
        ("三年规划", "三年规划"),
        ("十", "十"),
        ("1.", "1."),
    ] {
        assert_eq!(without_ordinal(written), heading);
    }
}

pub(crate) fn engine() -> Engine {
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    Engine::new(procedure::load(path, &std::fs::read_to_string(root(path)).unwrap()).unwrap()).unwrap()
}

/// A dossier whose material 5 is written here.
pub(crate) fn with_plan(engine: &Engine, parts: &[(&str, &str)]) -> Dossier {
    let now = "2026-11-20T09:30:00+08:00";
    let mut dossier = Dossier::new("d1".into(), "示例".into(), ProcedureRef::of(engine.procedure()), now);
    let mut put = |id: &str, answer| drop(dossier.answers.insert(id.to_owned(), answer));
    put("org_name", "澄观信安认证（北京）有限公司".into());
    put("plan_way", Answer::from_parts([("choice", "write")]));
    put("plan_dated_on", "2026-11-18".into());
    put("plan_text", written(parts));
    dossier
}

pub(crate) fn composed(
    engine: &Engine,
    dossier: &Dossier,
    files: &BTreeMap<String, Vec<u8>>,
) -> (Document, Report) {
    let mut memory = Memory::default();
    let report = engine.recheck(&mut memory, dossier, day("2026-11-21"), &CALENDAR, None);
    let checked = Checked { engine, memory: &memory, report: &report, dossier, files };
    let document = engine.procedure().document("plan_report").unwrap();
    (report::compose(&checked, document, None, None), report)
}

/// Writes a PDF where `BEIAN_LOOK` says, to be looked at.
fn look(name: &str, pdf: &[u8]) {
    if let Ok(folder) = std::env::var("BEIAN_LOOK") {
        std::fs::write(std::path::Path::new(&folder).join(name), pdf).unwrap();
    }
}

#[test]
fn a_written_plan_is_printed_with_cover_contents_lists_tables_and_pictures() {
    let engine = engine();
    let picture =
        std::fs::read(root("tests/fixtures/dossiers/enterprise/files/1.1-认证机构批准书.jpg")).unwrap();
    let digest = beian::digest::sha256_hex(&picture);
    let table = "| 设备 | 数量 | 用途 |\n|---|:-:|---:|\n| 检测服务器 | 4 台 | **技术验证**的运行环境 |\n| 门禁 | 2 套 | 审核资料室 |";
    let conditions = format!(
        "## 机构情况\n{LONG}\n第二行自成一段，其中**着重说明**两处 *要点*。\n\n- 第一项\n- 第二项\n  - 其中之一\n\n1. 受理\n2. 审核\n\n### 更细的一级\n{LONG}\n\n#### 再细的一级\n{LONG}"
    );
    let premises =
        format!("{table}\n\n{}\n\n“图”在上面。<br>换行之后。", markdown::picture("机房平面图", &digest));
    let answers = [
        ("conditions", conditions.as_str()),
        ("management", LONG),
        ("technology", LONG),
        ("people", LONG),
        ("premises", &premises),
        ("other.01.title", "第六章 附则"),
        ("other.01.text", "本计划自印发之日起执行。"),
        ("other.01.after", "premises"),
        ("other.01.kept", "yes"),
    ];
    let mut dossier = with_plan(&engine, &answers);
    dossier.attachments.push(picture_of_plan("机房.jpg", MediaType::Jpeg, &picture));
    let files = BTreeMap::from([(digest, picture)]);
    let (document, report) = composed(&engine, &dossier, &files);
    assert!(!report.asked.slot("5", "document"), "the document is the material");
    assert!(!report.all().any(|finding| finding.code == "material_misplaced"), "{:?}", report.findings);
    let text = document.text();
    for line in [
        "# 一、基础条件",
        "## （一）机构情况",
        "### 1. 更细的一级",
        "• 第一项",
        "– 其中之一",
        "2. 审核",
        "│设备│数量│用途│",
        "│检测服务器│4 台│技术验证的运行环境│",
        "〔图〕机房平面图",
        "换行之后。",
        "# 六、附则",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.contains("第二行自成一段，其中着重说明两处 要点。"), "{text}");
    let pdf = document.to_pdf(&faces_for(&document)).unwrap();
    look("plan.pdf", &pdf);
    let printed = dense(&text_of(&pdf));
    assert!(printed.contains("再细的一级") && printed.contains("技术验证的运行环境"), "{printed}");
    assert_eq!(printed, dense(&text_of(&document.to_pdf(&faces_for(&document)).unwrap())));
    let fonts = read_pdf("pdffonts", &["-"], &pdf);
    assert!(fonts.lines().count() >= 4, "body, heavier and sans faces: {fonts}");
    let structure = read_pdf("pdfinfo", &["-struct-text", "-"], &pdf);
    assert!(structure.contains("Figure"), "{structure}");
    // Without its content the picture is said to be missing, and nothing else changes.
    let (bare, _) = composed(&engine, &dossier, &BTreeMap::new());
    assert!(bare.text().contains("（缺少图片：机房平面图）"));
}

#[test]
fn a_long_table_and_a_text_of_pictures_alone_lose_nothing_in_print() {
    let engine = engine();
    let rows: String =
        (1..=400).map(|n| format!("| 第{n}项 | 第{n}项工作的做法和记录要求 | 责任部门{n} |\n")).collect();
    let table = format!("| 序号 | 内容 | 部门 |\n|---|---|---|\n{rows}");
    let dossier = with_plan(&engine, &[("conditions", &table)]);
    let (document, _) = composed(&engine, &dossier, &BTreeMap::new());
    let pdf = document.to_pdf(&faces_for(&document)).unwrap();
    let text = dense(&text_of(&pdf));
    for n in 1..=400 {
        assert!(text.contains(&format!("责任部门{n}")), "row {n}");
    }
    let tall = document.lines(&faces_for(&document)).unwrap();
    assert!(tall.len() > 8, "the table goes on over pages");
}

#[test]
fn what_looks_like_markup_but_is_text_is_printed_to_the_letter() {
    let engine = engine();
    let text = "依据 <GB/T 35273> 与 a*b 及 x_y_z，见 [附件] 与 5 < 6 & 7 > 6。\n    缩进四格的一行\n```\n代码 { }\n```\n> 引文一行\n\n~~没有删除线~~";
    let dossier = with_plan(&engine, &[("conditions", text)]);
    let (document, _) = composed(&engine, &dossier, &BTreeMap::new());
    let paragraphs: String = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.clone() + "\n"),
            _ => None,
        })
        .collect();
    for line in [
        "依据 <GB/T 35273> 与 a*b 及 x_y_z，见 [附件] 与 5 < 6 & 7 > 6。",
        "缩进四格的一行",
        "代码 { }",
        "引文一行",
        "~~没有删除线~~",
    ] {
        assert!(paragraphs.contains(line), "{line}\n{paragraphs}");
    }
}

#[test]
fn the_nine_cells_stand_under_their_three_matters() {
    let engine = engine();
    let procedure = engine.procedure();
    let Some(FieldKind::Narrative { headings }) = procedure.field("complaints_text").map(|field| &field.kind)
    else {
        panic!("a narrative");
    };
    assert_eq!(headings.len(), 9);
    let mut dossier = with_plan(&engine, &[]);
    let cells: Vec<(&str, String)> = headings
        .iter()
        .map(|heading| (heading.code.as_str(), format!("{}：{LONG}", heading.name())))
        .collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(code, text)| (*code, text.as_str())).collect();
    dossier.answers.insert("complaints_way".into(), Answer::from_parts([("choice", "write")]));
    dossier.answers.insert("complaints_text".into(), written(&cells[1..]));
    let mut memory = Memory::default();
    let report = engine.recheck(&mut memory, &dossier, day("2026-11-21"), &CALENDAR, None);
    let missing: Vec<&str> = report
        .all()
        .filter(|it| it.code == "heading_not_written" && it.part.as_deref() == Some("export_channel"))
        .map(|it| it.message.as_str())
        .collect();
    assert_eq!(missing.len(), 1, "{:?}", report.findings);
    assert!(missing[0].contains("对个人信息出境活动的投诉：公开的受理渠道"), "{missing:?}");
    let files = BTreeMap::new();
    let checked =
        Checked { engine: &engine, memory: &memory, report: &report, dossier: &dossier, files: &files };
    let document = report::compose(&checked, procedure.document("complaints_report").unwrap(), None, None);
    let text = document.text();
    for line in [
        "# 一、对个人信息出境活动的投诉",
        "## （一）公开的受理渠道",
        "# 三、与认证客户的争议",
        "## （三）实际执行情况",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    look("complaints.pdf", &document.to_pdf(&faces_for(&document)).unwrap());
}
