//! Findings as a reader meets them: by place and by clause.

use beian::check::grouping::{Line, by_clause, by_place, lines, place_name};
use beian::check::{Finding, Place, State};
use beian::field::Severity;
use beian::procedure::{Procedure, load};

fn certifier_filing() -> Procedure {
    let json = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");
    load("procedure.json", json).unwrap()
}

fn finding(place: &str, clause: &[&str]) -> Finding {
    Finding {
        code: "example".to_owned(),
        severity: Severity::Blocking,
        state: State::Failed,
        clause: clause.iter().map(|code| (*code).to_owned()).collect(),
        about: vec![Place::from(place.to_owned())],
        part: None,
        message: String::new(),
        hint: String::new(),
    }
}

#[test]
fn places_follow_the_form_and_then_the_list_of_materials() {
    let procedure = certifier_filing();
    let findings = [
        finding("materials/4/document", &["G3-4"]),
        finding("legal_representative_id", &["A1-1.3"]),
        finding("form_date", &["A2-statement"]),
        finding("uscc", &["A2"]),
        finding("materials/1.3/back", &["A1-1.3"]),
        finding("org_name", &["A2"]),
    ];
    let groups = by_place(&procedure, &findings);
    let keys: Vec<_> = groups.iter().map(|group| (group.key.as_str(), group.findings.len())).collect();
    assert_eq!(keys, [("organisation", 2), ("statement", 1), ("materials/1.3", 2), ("materials/4", 1)]);
    assert_eq!(groups[0].findings[0].about[0].to_string(), "uscc", "the report's order is kept in a group");
    assert_eq!(groups[2].title, "材料 1.3　法定代表人身份证件");
}

#[test]
fn a_finding_about_nothing_known_still_has_a_group() {
    let procedure = certifier_filing();
    let mut lost = finding("no_such_field", &[]);
    let groups_of = |finding: &Finding| {
        let findings = [finding.clone()];
        let place = by_place(&procedure, &findings).iter().map(|g| g.title.clone()).collect::<Vec<_>>();
        let clause = by_clause(&procedure, &findings).iter().map(|g| g.title.clone()).collect::<Vec<_>>();
        (place, clause)
    };
    assert_eq!(groups_of(&lost), (vec!["其他".to_owned()], vec!["其他".to_owned()]));
    lost.about.clear();
    assert_eq!(groups_of(&lost).0, ["其他"]);
}

#[test]
fn clauses_are_in_order_with_numbers_counted_as_numbers() {
    let procedure = certifier_filing();
    let codes = ["M12-1", "G3-10", "A1-1.3", "G3-9", "", "A1-9", "A1-1.1"];
    let findings =
        codes.map(|code| finding("uscc", if code.is_empty() { &[] } else { std::slice::from_ref(&code) }));
    let groups = by_clause(&procedure, &findings);
    let keys: Vec<_> = groups.iter().map(|group| group.key.as_str()).collect();
    assert_eq!(keys, ["A1-1.1", "A1-1.3", "A1-9", "G3-9", "G3-10", "M12-1", ""]);
    assert_eq!(groups[5].title, "《个人信息出境认证办法》第十二条第一款");
}

#[test]
fn a_place_is_called_by_its_official_wording() {
    let procedure = certifier_filing();
    let name = |place: &str| place_name(&procedure, &Place::from(place.to_owned()));
    assert_eq!(name("handler"), "经办人");
    assert_eq!(name("materials/1.3/back"), "材料 1.3　法定代表人身份证件　背面");
    assert_eq!(name("materials/2/document"), "材料 2　近三年从事数据安全和个人信息保护领域专业工作情况");
}

#[test]
fn checks_that_wait_for_the_same_answer_are_one_line() {
    let waiting = |place: &str| Finding { state: State::Waiting, ..finding(place, &["A2"]) };
    let all = [
        waiting("uscc"),
        finding("org_name", &["A2"]),
        waiting("form_date"),
        waiting("uscc"),
        waiting("rosters/people/a/name"),
        waiting("rosters/people/b/name"),
    ];
    let all: Vec<&Finding> = all.iter().collect();
    let shown: Vec<_> = lines(&all)
        .iter()
        .map(|line| match line {
            Line::One(finding) => (finding.about[0].to_string(), 1),
            Line::Waiting(places, waiting) => (places[0].to_string(), waiting.len()),
        })
        .collect();
    let expected = [("uscc", 2), ("org_name", 1), ("form_date", 1), ("rosters/people/a/name", 2)];
    assert_eq!(shown, expected.map(|(place, number)| (place.to_owned(), number)));
}
