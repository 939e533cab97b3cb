//! The documentation of rules and clauses, as the command line prints it from the data.

use beian::check::{Engine, RuleOutcome};
use beian::procedure::RuleCase;

use crate::law::{procedures, texts};

/// Runs `beian explain` in this process.
fn explain(code: Option<&str>) -> (bool, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["beian", "explain"].into_iter().chain(code).map(Into::into);
    let end = beian::cli::run(arguments, &mut out, &mut err);
    let good = format!("{end:?}") == format!("{:?}", std::process::ExitCode::SUCCESS);
    (good, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn explained(code: &str) -> String {
    let (good, out, err) = explain(Some(code));
    assert!(good && err.is_empty(), "{code}: {err}");
    out
}

#[test]
fn without_a_code_every_rule_and_every_clause_is_listed() {
    let (good, out, _) = explain(None);
    assert!(good);
    let rules = procedures().into_iter().flat_map(|procedure| procedure.rules).map(|rule| rule.code);
    let clauses = texts().into_iter().flat_map(|text| text.clauses).map(|clause| clause.code);
    for code in rules.chain(clauses) {
        assert!(out.contains(&format!("\n  {code}　")), "{code} is not listed");
    }
}

#[test]
fn every_rule_is_explained_with_basis_reason_and_examples() {
    for procedure in procedures() {
        for rule in &procedure.rules {
            let text = explained(&rule.code);
            for part in [&rule.title, &rule.what, &rule.why, &rule.not_covered] {
                assert!(text.contains(part.as_str()), "{}: {part}", rule.code);
            }
            for code in &rule.basis {
                assert!(text.contains(procedure.cite(code)), "{}: {code}", rule.code);
            }
            for part in ["不通过的例子：\n  1. 检查日 ", "     → ", "       办法："] {
                assert!(text.contains(part), "{}: {part}", rule.code);
            }
            assert!(!text.contains("（无）") && !text.contains("无法计算"), "{}:\n{text}", rule.code);
        }
    }
}

#[test]
fn an_example_says_what_is_filled_in_and_what_comes_of_it() {
    let text = explained("document_undated");
    assert!(text.contains("     材料 3 人员安全背景审查说明：1 份\n     → "), "{text}");
    assert!(explained("too_few_certification_staff").contains("从事认证人员数量：约十人"));
    assert!(explained("name_differs").contains("实施细则上的机构名称是“华安认证有限公司”"));
}

#[test]
fn the_examples_are_sorted_by_what_the_engine_says_of_them() {
    for procedure in procedures() {
        let cases = std::fs::read_to_string(format!("www/procedures/{}/cases.json", procedure.id)).unwrap();
        let cases: Vec<RuleCase> = serde_json::from_str(&cases).unwrap();
        let engine = Engine::new(procedure).unwrap();
        let calendar = beian::calendar::Calendar::built_in();
        let mut number = 0;
        for rule in &engine.procedure().rules {
            let found = engine.documentation(&rule.code, &cases, &calendar).unwrap();
            assert_eq!(found.basis.len(), rule.basis.len(), "{}", rule.code);
            assert!(found.passes.iter().all(|example| example.outcome == RuleOutcome::Passed));
            number += found.fails.len() + found.passes.len() + found.neither.len();
        }
        assert_eq!(number, cases.iter().filter(|case| !case.rule.is_empty()).count());
        assert_eq!(engine.documentation("no_such_rule", &cases, &calendar), None);
    }
}

#[test]
fn every_clause_is_explained_with_its_text_and_what_is_done() {
    for text in texts() {
        for clause in &text.clauses {
            let shown = explained(&clause.code);
            assert!(
                shown.contains(&text.cite(clause)) && shown.contains(clause.text.lines().next().unwrap())
            );
        }
    }
    let shown = explained("M12-1");
    assert!(shown.contains("由谁办理：专业认证机构\n本程序的处理（期限计算、规则检查）："), "{shown}");
    assert!(shown.contains("  规则 filed_late　") && shown.contains("  期限 filing　"), "{shown}");
}

#[test]
fn a_code_that_nobody_has_is_refused_with_what_to_do() {
    let (good, out, err) = explain(Some("filed_to_late"));
    assert!(!good && out.is_empty());
    assert!(err.contains("没有编号为“filed_to_late”的规则或条款，用 beian explain 列出全部编号。"), "{err}");
}
