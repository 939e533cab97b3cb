//! The official texts as data, and what procedures quote from them.

use std::collections::BTreeSet;

use beian::law::{LawClause, LawError, LawText, Ledger};
use beian::procedure::{self, Procedure};

pub(crate) fn read(file: &str) -> String {
    std::fs::read_to_string(format!("{}/www/law/{file}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub(crate) fn texts() -> [LawText; 2] {
    beian::law::TEXTS.map(|file| LawText::from_json(&read(file)).unwrap())
}

/// Every procedure of the page.
pub(crate) fn procedures() -> Vec<Procedure> {
    let folder = format!("{}/www/procedures", env!("CARGO_MANIFEST_DIR"));
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut procedures: Vec<_> = folders
        .filter(|path| path.is_dir())
        .map(|path| {
            let json = std::fs::read_to_string(path.join("procedure.json")).unwrap();
            procedure::load("procedure.json", &json).unwrap()
        })
        .collect();
    procedures.sort_by(|a, b| a.id.cmp(&b.id));
    procedures
}

fn clause<'a>(texts: &'a [LawText], code: &str) -> Option<(&'a LawText, &'a LawClause)> {
    texts.iter().find_map(|text| Some((text, text.clause(code)?)))
}

#[test]
fn every_clause_that_a_procedure_quotes_is_verbatim_in_the_official_text_and_cited_as_there() {
    let texts = texts();
    for procedure in procedures() {
        for (code, quoted) in procedure.clauses.iter().filter(|(_, clause)| clause.source.is_none()) {
            let (text, clause) = clause(&texts, code).unwrap_or_else(|| panic!("{code} is in neither text"));
            assert!(clause.is_quoted_by(&quoted.text), "{code} is not quoted verbatim: {}", quoted.text);
            assert_eq!(quoted.cite, text.cite(clause), "{code}");
        }
    }
}

#[test]
fn the_texts_have_every_article_paragraph_item_and_cell() {
    let [measures, guide] = texts();
    let articles: BTreeSet<_> = measures.clauses.iter().map(|clause| clause.path[0].as_str()).collect();
    assert_eq!((articles.len(), measures.clauses.len()), (19, 45));
    let count = |prefix: &str| guide.clauses.iter().filter(|c| c.code.starts_with(prefix)).count();
    // Nine materials, with four copies beside the first; fifteen cells and the statement.
    assert_eq!((count("G"), count("A1-"), count("A2-")), (13, 13, 16));
    assert!(guide.preamble.starts_with("根据《个人信息出境认证办法》"));
    assert_eq!(measures.effective_from.map(|day| day.to_string()).as_deref(), Some("2026-01-01"));
    assert!(measures.clause("M19-1").unwrap().text.contains("自2026年1月1日起施行"));
}

#[test]
fn a_citation_follows_from_the_place_in_the_text() {
    let [measures, guide] = texts();
    for (text, code, cite) in [
        (&measures, "M3-1", "《个人信息出境认证办法》第三条"),
        (&measures, "M5-1-2", "《个人信息出境认证办法》第五条第一款第（二）项"),
        (&measures, "M6-1-6", "《个人信息出境认证办法》第六条第（六）项"),
        (&guide, "G3-4", "《个人信息出境认证专业机构备案指南》三（一）第4项"),
        (&guide, "A2-8", "《个人信息出境认证专业机构备案指南》附件2《备案申请表》“邮编”"),
    ] {
        assert_eq!(text.cite(text.clause(code).unwrap()), cite);
    }
    for clause in &measures.clauses {
        assert_eq!(clause.cite, clause.path.concat(), "{}", clause.code);
    }
}

#[test]
fn the_printed_form_has_the_labels_and_the_statement_of_the_official_one() {
    let [_, guide] = texts();
    let procedures = procedures();
    let filing = procedures.iter().find(|p| p.id == "pi-export-certifier-filing").unwrap();
    let form = serde_json::to_string(&filing_form(filing)).unwrap();
    for clause in guide.clauses.iter().filter(|clause| clause.code.starts_with("A2")) {
        for line in clause.text.lines() {
            let line = serde_json::to_string(line).unwrap();
            assert!(form.contains(line.trim_matches('"')), "{}: {line} is not on the form", clause.code);
        }
    }
}

/// The texts on the printed form.
fn filing_form(procedure: &Procedure) -> Vec<String> {
    use beian::procedure::PaperContent;
    let form = procedure.form.as_ref().unwrap();
    let mut texts = vec![form.title.clone()];
    texts.extend(form.below.iter().cloned());
    for cell in &form.cells {
        match &cell.content {
            PaperContent::Label(text) | PaperContent::VerticalLabel(text) => texts.push(text.clone()),
            PaperContent::Statement(statement) => {
                texts.extend(statement.paragraphs.iter().cloned());
                texts.extend([statement.seal.clone(), statement.date_label.clone()]);
            }
            PaperContent::Field(_) | PaperContent::Text(_) => {}
        }
    }
    texts
}

#[test]
fn law_data_that_cannot_be_right_is_refused() {
    let twice = read("guide").replace("\"G2\"", "\"G1\"");
    assert_eq!(LawText::from_json(&twice), Err(LawError::SameCode("G1".into())));
    let later = read("guide").replace("\"format\": 1", "\"format\": 2");
    assert_eq!(LawText::from_json(&later), Err(LawError::UnknownFormat(2)));
    let error = Ledger::from_json(&read("ledger").replacen("\"who\"", "\"whom\"", 1)).unwrap_err();
    assert!(error.to_string().contains("entries[0].whom"), "{error}");
    assert!(Ledger::from_json("{").is_err());
}

#[test]
fn what_is_quoted_of_order_16_is_word_for_word_its_published_text() {
    let copy = std::fs::read_to_string("tests/fixtures/law/order-16.json").unwrap();
    let copy: serde_json::Value = serde_json::from_str(&copy).unwrap();
    let articles = copy["articles"].as_object().unwrap();
    let procedures = procedures();
    let quoted: Vec<_> = procedures
        .iter()
        .flat_map(|procedure| &procedure.clauses)
        .filter(|(_, clause)| clause.source.as_deref() == copy["title"].as_str())
        .collect();
    assert!(quoted.len() >= 7, "{}", quoted.len());
    for (code, clause) in quoted {
        let article = code.strip_prefix("R16-").unwrap_or_else(|| panic!("{code} names no article"));
        let text: Vec<_> =
            articles[article].as_array().unwrap().iter().filter_map(|line| line.as_str()).collect();
        assert_eq!(clause.text, text.join("\n"), "{code}");
    }
}
