//! The ledger against the official texts and against what the procedures really do, both ways.

use std::collections::{BTreeMap, BTreeSet};

use beian::law::{Citations, How, Ledger, citations};
use beian::procedure::{PaperContent, Procedure};

use crate::law::{procedures, read, texts};

const FILING: &str = "pi-export-certifier-filing";

/// What the filing still owes to the ledger: code, treatment, and what it waits for.
const PENDING: [(&str, How, &str); 4] = [
    ("M4-1", How::Check, "needs the text of material 4, or a question about the standards it cites"),
    ("M12-1-8", How::Check, "material 9 may be absent; its titles and purposes are not asked yet"),
    ("M12-3", How::Clock, "the day of submission is not asked yet"),
    ("G4", How::Clock, "the day of submission is not asked yet"),
];

/// Clauses that a rule or material of the filing cites, where the ledger asks for more than is checked.
const PARTLY: [(&str, &str); 13] = [
    ("G3-2", "the three years and the five kinds of work need entries with dates"),
    ("A1-2", "as G3-2"),
    ("M12-1-2", "as G3-2"),
    ("G3-3", "people and tables one to one need the roster of people"),
    ("A1-3", "as G3-3"),
    ("M12-1-3", "as G3-3"),
    ("G3-4", "the mandated headings need the text of the material"),
    ("G3-5", "the mandated headings need the text of the material"),
    ("G3-6", "the mandated headings need the text of the material"),
    ("G3-7", "the mandated headings need the text of the material"),
    ("G3-8", "the nine cells need the text of the material"),
    ("G3-9", "a title and a purpose are not asked for each file"),
    ("A1-9", "as G3-9"),
];

/// What the program itself does for every procedure.
const BY_THE_PROGRAM: [(&str, How); 1] = [("M14-1", How::Form)];

fn ledger() -> Ledger {
    Ledger::from_json(&read("ledger")).unwrap()
}

fn filing() -> Procedure {
    procedures().into_iter().find(|procedure| procedure.id == FILING).unwrap()
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
        for code in cited {
            assert!(
                ledger.entry(code).is_some(),
                "{} cites {code}, which is not in the ledger",
                procedure.id
            );
        }
    }
}

#[test]
fn every_code_that_the_filing_quotes_is_cited_somewhere_in_it() {
    let filing = filing();
    for code in filing.clauses.keys() {
        assert!(!citations(&filing, code).is_empty(), "{code} is quoted and never cited");
    }
}

/// Whether the filing treats a clause in this way.
fn is_done(filing: &Procedure, code: &str, how: How) -> bool {
    let Citations { fields, materials, rules, clocks } = citations(filing, code);
    match how {
        How::Form => !fields.is_empty() || !materials.is_empty() || is_on_the_form(filing, code),
        // That a needed material is there is checked by itself, and so is what a field type knows.
        How::Check => {
            !rules.is_empty()
                || materials.iter().any(|material| !material.optional)
                || is_on_the_form(filing, code)
        }
        How::Clock => !clocks.is_empty(),
        How::Explain | How::None => true,
    }
}

/// Whether the code is a cell of the official form whose label stands beside a field on the printed one.
fn is_on_the_form(filing: &Procedure, code: &str) -> bool {
    let [_, guide] = texts();
    let Some(cell) = guide.clause(code).filter(|_| code.starts_with("A2-")) else { return false };
    let form = filing.form.as_ref().unwrap();
    form.cells.iter().any(|label| {
        let is_label = matches!(&label.content, PaperContent::Label(text) if *text == cell.text);
        is_label
            && form.cells.iter().any(|field| {
                let beside = (field.row, field.column) == (label.row, label.column + label.column_span);
                beside && matches!(field.content, PaperContent::Field(_))
            })
    })
}

#[test]
fn the_filing_does_what_the_ledger_says_or_names_what_is_still_missing() {
    let (ledger, filing) = (ledger(), filing());
    let mut owed = BTreeMap::new();
    for entry in &ledger.entries {
        for how in [How::Check, How::Form, How::Clock] {
            let own = entry.is_treated(how, FILING) && !BY_THE_PROGRAM.contains(&(entry.code.as_str(), how));
            if own && !is_done(&filing, &entry.code, how) {
                owed.insert(format!("{} {how:?}", entry.code), ());
            }
        }
    }
    let pending: BTreeMap<_, _> =
        PENDING.iter().map(|(code, how, _)| (format!("{code} {how:?}"), ())).collect();
    assert_eq!(owed, pending, "left: what the filing owes; right: the list of what is still missing");
}

#[test]
fn what_is_only_partly_checked_is_cited_and_in_the_ledger() {
    let (ledger, filing) = (ledger(), filing());
    for (code, missing) in PARTLY {
        assert!(ledger.entry(code).is_some_and(|entry| entry.who.label() == "专业认证机构"), "{code}");
        assert!(!citations(&filing, code).is_empty() && !missing.is_empty(), "{code}");
    }
}
