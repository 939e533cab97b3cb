//! One printed table and one stamped scan for each row of a roster: printing, assigning, what is found.

use std::sync::{Arc, LazyLock};

use beian::check::{Engine, Finding, Place, State};
use beian::dossier::{
    Attachment, Dossier, Edit, FileRecord, History, MediaType, PageMark, ProcedureRef, Row, Sign, proposals,
};
use beian::field::{Answer, Severity};
use beian::mark::{Mark, replaced_by, row_tag};
use beian::procedure::{Procedure, load};

use crate::package_support::{CALENDAR, day};

const PATH: &str = "www/procedures/pi-export-certifier-filing/procedure.json";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(definition()).unwrap());

fn definition() -> Procedure {
    load(PATH, &std::fs::read_to_string(PATH).unwrap()).unwrap()
}

fn person(id: &str, name: &str, number: &str) -> Arc<Row> {
    let text = |text: &str| Answer::Text(text.to_owned());
    let parts = |pairs: &[(&str, &str)]| {
        Answer::Parts(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    };
    let answers = [
        ("name", text(name)),
        ("id_document", parts(&[("kind", "resident_id"), ("number", number)])),
        ("position", text("审核员")),
        ("employment", parts(&[("choice", "full_time")])),
        ("reviewed_on", text("2026-11-10")),
    ];
    let answers = answers.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect();
    Arc::new(Row { id: id.to_owned(), answers })
}

fn file(id: &str, name: &str, pages: u32, row: Option<&str>) -> Attachment {
    let file = FileRecord {
        name: name.to_owned(),
        media: MediaType::Pdf,
        size: 1,
        sha256: format!("{:0>64}", name.len() * 7 + name.chars().map(|c| c as usize).sum::<usize>()),
        sm3: "0".repeat(64),
        pages,
        marks: Vec::new(),
        seen: None,
    };
    let row = row.map(str::to_owned);
    Attachment {
        id: id.to_owned(),
        material: "3".into(),
        slot: "tables".into(),
        file,
        printed: None,
        text: None,
        row,
    }
}

/// Two people of one name, and two with names of which one holds the other.
fn people() -> Vec<Arc<Row>> {
    vec![
        person("a", "张三", "11010519491231002X"),
        person("b", "王芳", "440524188001010014"),
        person("c", "王芳", "310199199001193424"),
        person("d", "王芳菲", "11010519900307803X"),
    ]
}

fn dossier(files: Vec<Attachment>) -> Dossier {
    let procedure = ProcedureRef::of(ENGINE.procedure());
    let mut dossier = Dossier::new("d".into(), "d".into(), procedure, "2026-11-20T09:00:00+08:00");
    dossier.rosters.insert("people".to_owned(), people());
    dossier.attachments = files;
    dossier
}

/// The findings about the tables and people of a dossier.
fn found(dossier: &Dossier) -> Vec<Finding> {
    let report = ENGINE.check(dossier, day("2026-11-21"), &CALENDAR, None);
    let codes = ["row_without_file", "file_without_row", "row_with_several_files", "file_of_several_rows"];
    report.all().filter(|finding| codes.contains(&finding.code.as_str())).cloned().collect()
}

fn rows_named(finding: &Finding) -> Vec<&str> {
    let row = |place: &'_ Place| matches!(place, Place::Row(_, Some(_), _));
    let id = |place| match place {
        &Place::Row(_, Some(ref id), _) => id.as_str(),
        _ => "",
    };
    finding.about.iter().filter(|place| row(place)).map(id).collect()
}

#[test]
fn people_and_tables_that_match_one_to_one_are_not_mentioned() {
    let files = ["a", "b", "c", "d"].map(|row| file(&format!("f{row}"), &format!("{row}.pdf"), 1, Some(row)));
    assert_eq!(found(&dossier(files.to_vec())), []);
    let together = ["a", "b", "c", "d"].map(|row| file(&format!("f{row}"), "四人.pdf", 4, Some(row)));
    assert_eq!(found(&dossier(together.to_vec())), [], "one scan of four pages holds four tables");
}

#[test]
fn a_person_without_a_table_blocks_and_is_named() {
    let found = found(&dossier(vec![file("1", "1.pdf", 1, Some("a")), file("2", "2.pdf", 1, Some("c"))]));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].severity, found[0].state), (Severity::Blocking, State::Failed));
    assert_eq!(found[0].message, "4 名人员中，2 名没有人员背景审查表：王芳、王芳菲。");
    assert_eq!(rows_named(&found[0]), ["b", "d"]);
    assert_eq!(found[0].clause[0], "A1-3");
}

#[test]
fn a_table_of_nobody_and_two_tables_of_one_person_are_found() {
    let mut files: Vec<_> =
        ["a", "b", "c", "d"].map(|row| file(row, &format!("{row}.pdf"), 1, Some(row))).to_vec();
    files.push(file("e", "扫描0007.pdf", 1, None));
    files.push(file("g", "离职的人.pdf", 1, Some("gone")));
    files.push(file("h", "又一份.pdf", 1, Some("a")));
    let found = found(&dossier(files));
    let messages: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "2 份人员背景审查表没有对应到人员：“扫描0007.pdf”、“离职的人.pdf”。",
            "1 名人员的人员背景审查表不止一份：张三（2 份）。",
        ]
    );
    assert!(found.iter().all(|finding| finding.severity == Severity::Warning));
    assert_eq!(rows_named(&found[1]), ["a"]);
}

#[test]
fn one_page_cannot_be_the_table_of_two_people() {
    let files = ["a", "b", "c", "d"].map(|row| file(row, "四人.pdf", 3, Some(row)));
    let found = found(&dossier(files.to_vec()));
    assert_eq!(found[0].message, "“四人.pdf”只有 3 页，对应了 4 名人员。");
}

#[test]
fn file_names_speak_for_people_by_name_or_number_and_never_by_guess() {
    let (definition, rows) = (definition(), people());
    let roster = definition.roster("people").unwrap();
    for (name, expected) in [
        ("张三_背景审查表.pdf", Some(("a", Sign::Name))),
        ("背景审查表张三.jpg", Some(("a", Sign::Name))),
        ("03 张 三（盖章）.pdf", Some(("a", Sign::Name))),
        ("11010519491231002x.pdf", Some(("a", Sign::Number))),
        ("背景审查_310199199001193424.PDF", Some(("c", Sign::Number))),
        ("王芳菲.pdf", Some(("d", Sign::Name))),
        ("王芳菲背景审查表.pdf", Some(("d", Sign::Name))),
        ("王芳_3424.pdf", Some(("c", Sign::Number))),
        ("王芳.pdf", None),
        ("张三、王芳菲.pdf", None),
        ("扫描件0012.pdf", None),
        ("审核员.pdf", None),
    ] {
        let found = proposals(roster, &rows, [file("f", name, 1, None)].iter());
        let found = found.first().map(|proposal| (proposal.row.as_str(), proposal.sign));
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn all_files_are_assigned_in_one_step_and_taken_back_in_one() {
    let before = dossier(vec![file("1", "张三.pdf", 1, None), file("2", "王芳菲.pdf", 1, Some("b"))]);
    let (mut dossier, mut history) = (before.clone(), History::default());
    let assign = |id: &str, row: &str| Edit::Assign(id.to_owned(), Some(row.to_owned()));
    history.edit(&mut dossier, Edit::Together(vec![assign("1", "a"), assign("2", "d"), assign("no", "a")]));
    let rows: Vec<_> = dossier.attachments.iter().map(|file| file.row.as_deref()).collect();
    assert_eq!(rows, [Some("a"), Some("d")]);
    assert!(history.undo(&mut dossier));
    assert_eq!(dossier, before);
}

/// A scan at a person's place with the marks of these pages of a print of this dossier.
fn scan_of(id: &str, row: &str, pages: &[u16], touch: impl Fn(&mut Mark)) -> Attachment {
    let mut scan = file(id, &format!("{id}.pdf"), u32::try_from(pages.len()).unwrap(), Some(row));
    let mark = |page: u16| {
        let mut mark = Mark {
            dossier: 1,
            document: 7,
            row: Some(row_tag(row)),
            draft: false,
            blank: false,
            page,
            pages: 2,
            list: 0,
            asked: Vec::new(),
            answers: Vec::new(),
            rest: None,
        };
        touch(&mut mark);
        mark.text()
    };
    scan.file.marks = pages.iter().zip(1..).map(|(at, page)| PageMark { page, text: mark(*at) }).collect();
    scan
}

#[test]
fn a_new_scan_of_the_same_print_stands_in_for_the_older_ones_of_that_person_alone() {
    let as_is = |_: &mut Mark| {};
    let mut longer = scan_of("longer", "a", &[1], as_is);
    longer.file.pages = 3;
    let old = [
        scan_of("both", "a", &[1, 2], as_is),
        scan_of("first", "a", &[1], as_is),
        scan_of("other person", "b", &[1, 2], as_is),
        scan_of("other document", "a", &[1, 2], |mark| mark.document = 8),
        scan_of("blank", "a", &[1, 2], |mark| mark.blank = true),
        longer,
        file("unmarked", "unmarked.pdf", 1, Some("a")),
        file("nobody", "nobody.pdf", 1, None),
    ];
    let stands_in_for =
        |newer: &Attachment| -> Vec<&str> { replaced_by(&old, newer).map(|old| old.id.as_str()).collect() };
    assert_eq!(stands_in_for(&scan_of("new", "a", &[1, 2], as_is)), ["both", "first"]);
    assert_eq!(stands_in_for(&scan_of("new", "a", &[2], as_is)), [""; 0], "the other page is still needed");
    assert_eq!(stands_in_for(&scan_of("new", "a", &[1, 2], |mark| mark.draft = true)), [""; 0]);
    assert_eq!(stands_in_for(&scan_of("new", "a", &[1, 2], |mark| mark.blank = true)), [""; 0]);
}
