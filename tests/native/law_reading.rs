//! The texts as a reader finds them: set in their own order, and searched.

use beian::law::{LawText, Piece, Query, outline, pieces};

use crate::law::texts;

/// The outline as lines: `#` a heading, `|` a row, `第五条` before the paragraph that it opens.
fn shown(text: &LawText) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in outline(text) {
        match piece {
            Piece::Heading(level, heading) => lines.push(format!("{} {heading}", "#".repeat(level))),
            Piece::Running(running) => {
                for (at, (line, level)) in running.lines.iter().enumerate() {
                    let number = running.number.filter(|_| at == 0).map(|n| format!("{n}　"));
                    let level = level.map(|level| format!("{} ", "#".repeat(level)));
                    let opening = number.or(level).unwrap_or_default();
                    lines.push(format!("{opening}{line}"));
                }
            }
            Piece::Table(head, rows) => {
                lines.extend(head.text.lines().map(|line| format!("= {line}")));
                lines.extend(
                    rows.iter().map(|r| format!("| {} | {} | {}", r.number(), r.text, r.requirement)),
                );
            }
        }
    }
    lines
}

#[test]
fn an_article_opens_with_its_number_and_has_its_paragraphs_and_items_after_it() {
    let [measures, _] = texts();
    let lines = shown(&measures);
    let from = lines.iter().position(|line| line.starts_with("第五条　")).unwrap();
    let openings: Vec<String> =
        lines[from..from + 8].iter().map(|line| line.chars().take(4).collect()).collect();
    assert_eq!(
        openings,
        ["第五条　", "（一）非", "（二）自", "前款所称", "法律、行", "个人信息", "第六条　", "（一）个"]
    );
    assert_eq!(lines.iter().filter(|line| line.starts_with('第') && line.contains("条　")).count(), 19);
    assert!(
        !lines.iter().any(|line| line.starts_with('#')),
        "the measures have no headings but their articles"
    );
}

#[test]
fn the_guide_has_its_headings_once_each_in_their_place() {
    let [_, guide] = texts();
    let lines = shown(&guide);
    let headings: Vec<_> = lines.iter().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        headings,
        [
            "# 一、适用范围",
            "# 二、备案方式",
            "# 三、备案流程",
            "## （一）材料提交",
            "## （二）备案审核及结果反馈"
        ]
    );
    let at = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    assert_eq!(at("备案流程包括") + 1, at("## （一）"));
    assert_eq!(at("## （一）") + 1, at("办理备案手续"));
    assert_eq!(at("办理备案手续") + 1, at("1.取得"));
    assert!(lines.contains(&"| 1.3 | 法定代表人身份证件 | 影印件".to_owned()));
    assert!(lines.contains(
        &"= 附：1.认证机构批准书　2.统一社会信用代码证件　3.法定代表人身份证件　4.经办人身份证件".to_owned()
    ));
}

#[test]
fn no_clause_is_lost_or_shown_twice() {
    for text in texts() {
        let mut codes = Vec::new();
        for piece in outline(&text) {
            match piece {
                Piece::Heading(..) => {}
                Piece::Running(running) => codes.push(&running.clause.code),
                Piece::Table(head, rows) => {
                    codes.push(&head.code);
                    codes.extend(rows.iter().map(|row| &row.code));
                }
            }
        }
        assert_eq!(codes, text.clauses.iter().map(|clause| &clause.code).collect::<Vec<_>>());
    }
}

/// The text with what is found in brackets.
fn marked(typed: &str, text: &str) -> String {
    let query = Query::new(typed).unwrap();
    pieces(text, &query.marks(text))
        .into_iter()
        .map(|(piece, hit)| if hit { format!("[{piece}]") } else { piece.to_owned() })
        .collect()
}

#[test]
fn what_is_found_is_marked_in_the_text_as_it_stands() {
    assert_eq!(marked("备案", "办理备案手续，备案材料"), "办理[备案]手续，[备案]材料");
    assert_eq!(marked("材料 备案", "备案材料"), "[备案材料]", "words that touch are one mark");
    assert_eq!(marked("经办人", "经 办 人"), "[经 办 人]", "blanks make no difference");
    assert_eq!(marked("ｇｂ/t", "GB/T 35273"), "[GB/T] 35273", "nor do width and case");
    assert_eq!(marked("没有", "备案"), "备案");
    assert_eq!(marked("人人", "人人人"), "[人人人]");
}

#[test]
fn every_word_must_be_found_somewhere() {
    let query = Query::new(" 期限　10个工作日 ").unwrap();
    assert!(query.finds(["办理备案的期限", "自批准之日起10个工作日内"]));
    assert!(!query.finds(["办理备案的期限"]));
    assert_eq!(Query::new(" 　 "), None);
}

#[test]
fn an_article_may_be_called_by_figures() {
    for (typed, found) in
        [("第12条", "第十二条第一款"), ("5条", "第五条第四款"), ("第20条", "第二十条"), ("4款", "第四款")]
    {
        assert!(Query::new(typed).unwrap().finds([found]), "{typed}");
    }
    assert!(Query::new("10个工作日").unwrap().finds(["10个工作日"]), "other figures stay");
    assert!(!Query::new("100条").unwrap().finds(["第十条"]));
}
