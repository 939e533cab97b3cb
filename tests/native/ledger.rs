//! The ledger against the official texts and against what the procedures really do, both ways.

use std::collections::BTreeSet;

use beian::law::{How, Ledger, citations};
use beian::procedure::{Procedure, RuleCase};

use crate::law::{procedures, read, texts};

/// Procedures that the ledger names and that are still to come.
const COMING: [&str; 0] = [];

/// What procedures still owe to the ledger: nothing. What is owed and not listed here is an error, and so is
/// what is listed and owed no longer.
const OWED: [(&str, How, &[&str]); 0] = [];

/// What the program itself does, whatever the procedure: 保密, by local storage alone, encrypted drafts and
/// exports without metadata, each held by tests of its own.
const BY_THE_PROGRAM: [(&str, How); 1] = [("M14-1", How::Form)];

fn ledger() -> Ledger {
    Ledger::from_json(&read("ledger")).unwrap()
}

/// A procedure with the rules that have both a failing and a passing case.
struct Proved {
    procedure: Procedure,
    rules: BTreeSet<String>,
}

fn proved() -> Vec<Proved> {
    let prove = |procedure: Procedure| {
        let file = format!("{}/www/procedures/{}/cases.json", env!("CARGO_MANIFEST_DIR"), procedure.id);
        let cases: Vec<RuleCase> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let has = |code: &str, ends: &[&str]| {
            cases.iter().any(|case| case.rule == code && ends.contains(&case.expect.as_str()))
        };
        let both = |code: &&str| has(code, &["failed"]) && has(code, &["passed", "not_applicable"]);
        let codes = procedure.rules.iter().map(|rule| rule.code.as_str());
        Proved { rules: codes.filter(both).map(str::to_owned).collect(), procedure }
    };
    procedures().into_iter().map(prove).collect()
}

impl Proved {
    /// Whether it treats a clause in this way.
    fn does(&self, code: &str, how: How) -> bool {
        let cited = citations(&self.procedure, code);
        match how {
            How::Check => cited.rules.iter().any(|rule| self.rules.contains(&rule.code)),
            How::Form => cited.others() > cited.clocks.len(),
            How::Clock => !cited.clocks.is_empty(),
            How::Explain | How::None => true,
        }
    }
}

#[test]
fn every_clause_of_the_texts_is_in_the_ledger_and_no_code_is_invented() {
    let ledger = ledger();
    let listed: BTreeSet<_> = ledger.entries.iter().map(|entry| entry.code.as_str()).collect();
    let texts = texts();
    let codes: Vec<_> =
        texts.iter().flat_map(|text| &text.clauses).map(|clause| clause.code.as_str()).collect();
    for code in &listed {
        assert!(codes.contains(code), "{code} is in the ledger but in neither text");
    }
    for code in codes.iter().filter(|code| !listed.contains(*code)) {
        let items: Vec<_> = codes.iter().filter(|item| item.starts_with(&format!("{code}-"))).collect();
        assert!(
            !items.is_empty() && items.iter().all(|item| listed.contains(*item)),
            "{code} is not in the ledger"
        );
    }
    let order: Vec<_> = codes.iter().filter(|code| listed.contains(*code)).copied().collect();
    assert_eq!(ledger.entries.iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>(), order);
}

#[test]
fn every_entry_says_who_acts_and_what_is_done() {
    for entry in &ledger().entries {
        assert!(!entry.treatments.is_empty() && entry.what.ends_with('。'), "{}", entry.code);
        assert!(!entry.who.label().is_empty() && entry.treatments.iter().all(|t| !t.how.label().is_empty()));
        let decides = entry.treatments.iter().any(|t| !matches!(t.how, How::Explain | How::None));
        let names = entry.treatments.iter().any(|t| !t.procedures.is_empty());
        assert!(!decides || names || ["M14-1", "M19-1"].contains(&entry.code.as_str()), "{}", entry.code);
    }
}

#[test]
fn every_code_that_a_procedure_cites_is_in_the_ledger() {
    let ledger = ledger();
    for procedure in procedures() {
        let bases = procedure.fields().map(|field| &field.basis);
        let bases = bases.chain(procedure.materials.iter().map(|material| &material.basis));
        let bases = bases.chain(procedure.rules.iter().map(|rule| &rule.basis));
        let bases = bases.chain(procedure.clocks.iter().map(|clock| &clock.basis));
        let cited: BTreeSet<_> = bases.flatten().chain(procedure.clauses.keys()).collect();
        let of_the_texts = |code: &&String| procedure.source_of(code).is_none();
        for code in cited.into_iter().filter(of_the_texts) {
            assert!(
                ledger.entry(code).is_some(),
                "{} cites {code}, which is not in the ledger",
                procedure.id
            );
        }
    }
}

#[test]
fn every_code_that_a_procedure_quotes_is_cited_somewhere_in_it() {
    for procedure in procedures() {
        let of_scans = procedure.scans.iter().flat_map(|scans| &scans.basis);
        let of_scans: BTreeSet<_> = of_scans.collect();
        for code in procedure.clauses.keys().filter(|code| !of_scans.contains(code)) {
            assert!(!citations(&procedure, code).is_empty(), "{}: {code} is quoted only", procedure.id);
        }
    }
}

#[test]
fn the_first_basis_of_every_rule_is_a_clause_that_the_ledger_gives_to_its_procedure() {
    let ledger = ledger();
    for procedure in procedures() {
        for rule in &procedure.rules {
            let entry = ledger.entry(&rule.basis[0]).unwrap();
            let own = entry.treatments.iter().any(|treatment| {
                treatment.procedures.is_empty() || treatment.procedures.contains(&procedure.id)
            });
            assert!(own, "{} {} rests on {}", procedure.id, rule.code, entry.code);
        }
    }
}

#[test]
fn every_procedure_of_the_ledger_is_there_or_announced_and_every_procedure_is_in_the_ledger() {
    let ledger = ledger();
    let named: BTreeSet<_> = ledger
        .entries
        .iter()
        .flat_map(|entry| &entry.treatments)
        .flat_map(|treatment| treatment.procedures.iter().map(String::as_str))
        .collect();
    let procedures = procedures();
    let there: BTreeSet<_> = procedures.iter().map(|procedure| procedure.id.as_str()).collect();
    let coming: BTreeSet<_> = COMING.into_iter().filter(|id| !there.contains(id)).collect();
    assert_eq!(
        coming.len(),
        COMING.len(),
        "left: still to come; a procedure that is there is to come no longer"
    );
    assert_eq!(named, &there | &coming);
}

#[test]
fn the_procedures_do_what_the_ledger_says_or_it_is_listed_as_owed() {
    let (ledger, proved) = (ledger(), proved());
    let mut owed = BTreeSet::new();
    for entry in &ledger.entries {
        for treatment in &entry.treatments {
            let (code, how) = (entry.code.as_str(), treatment.how);
            if BY_THE_PROGRAM.contains(&(code, how)) {
                continue;
            }
            let does = |id: &str| proved.iter().any(|p| p.procedure.id == id && p.does(code, how));
            if treatment.procedures.is_empty() {
                let by_some = proved.iter().any(|procedure| procedure.does(code, how));
                assert!(by_some, "no procedure does {how:?} {code}");
            }
            for id in treatment.procedures.iter().filter(|id| !COMING.contains(&id.as_str()) && !does(id)) {
                owed.insert(format!("{id} {how:?} {code}"));
            }
        }
    }
    let listed =
        OWED.iter().flat_map(|(id, how, codes)| codes.iter().map(move |c| format!("{id} {how:?} {c}")));
    let listed: BTreeSet<_> = listed.collect();
    assert_eq!(owed, listed, "left: what is owed; right: what is listed as owed");
}
