//! The letter of complaint: to whom it goes.

use std::collections::BTreeMap;

use beian::calendar::Calendar;
use beian::check::{Engine, Memory};
use beian::document::report::{self, Checked};
use beian::dossier::Dossier;
use beian::procedure;

/// The letter of the sample, which then goes to these alone.
fn letter(engine: &Engine, to: &[(&str, &str)]) -> String {
    let json = std::fs::read_to_string("tests/fixtures/dossiers/complaint/dossier.json").unwrap();
    let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
    dossier.answers.retain(|field, _| !field.starts_with("to_"));
    for (field, name) in to {
        dossier.answers.insert((*field).to_owned(), "yes".into());
        dossier.answers.insert(format!("{field}_name"), (*name).into());
    }
    let mut memory = Memory::default();
    let today = "2026-11-21".parse().unwrap();
    let report = engine.recheck(&mut memory, &dossier, today, &Calendar::built_in(), None);
    let files = BTreeMap::new();
    let checked = Checked { engine, memory: &memory, report: &report, dossier: &dossier, files: &files };
    let document = engine.procedure().document("complaint_letter").unwrap();
    report::compose(&checked, document, None, None).text()
}

#[test]
fn a_letter_goes_to_any_of_those_whom_the_clause_names_and_says_who_else_gets_it() {
    let file = "www/procedures/pi-export-complaint/procedure.json";
    let json = std::fs::read_to_string(file).unwrap();
    let engine = Engine::new(procedure::load(file, &json).unwrap()).unwrap();
    let all = [
        ("to_cac", ""),
        ("to_local_cac", "北京市互联网信息办公室"),
        ("to_department", "工业和信息化部"),
        ("to_certifier", "乙认证中心"),
    ];
    // To the first of those that are chosen, with a copy to the others.
    for chosen in 1_usize..16 {
        let to: Vec<_> = (0..4).filter(|at| chosen & (1 << at) != 0).map(|at| all[at]).collect();
        let names: Vec<&str> =
            to.iter().map(|(_, name)| if name.is_empty() { "国家互联网信息办公室" } else { name }).collect();
        let letter = letter(&engine, &to);
        assert!(letter.contains(&format!("{}：", names[0])), "{names:?}: {letter}");
        let copies = format!("同时提交：{}。", names[1..].join("、"));
        assert_eq!(letter.contains("同时提交："), names.len() > 1, "{names:?}: {letter}");
        assert!(names.len() == 1 || letter.contains(&copies), "{copies} is not in {letter}");
    }
}
