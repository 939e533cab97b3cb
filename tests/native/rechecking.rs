//! Checking again after an edit reports the same as checking from nothing, whatever was edited, in every
//! sample of every procedure.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Arc, LazyLock};

use beian::calendar::Calendar;
use beian::check::{Coverage, Engine, Memory};
use beian::dossier::{Dossier, Edit, PageMark, Row};
use beian::field::Answer;
use beian::mark::{Print, Questions};
use beian::procedure::{self, Procedure};
use chrono::NaiveDate;
use proptest::prelude::*;

/// A sample with prints is found to be outdated by edits.
#[test]
fn an_edit_of_a_row_outdates_its_print_and_no_other() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let (sample, engine) = SAMPLES.iter().find(|(_, engine)| engine.procedure().form.is_some()).unwrap();
    let (mut dossier, mut memory) = (sample.clone(), Memory::default());
    let outdated = |report: &beian::check::Report| {
        report
            .all()
            .filter(|finding| finding.code == beian::check::OUTDATED)
            .map(|it| it.message.clone())
            .collect()
    };
    let none: Vec<String> = outdated(&engine.recheck(&mut memory, &dossier, today, &CALENDAR, None));
    assert_eq!(none, [""; 0]);
    let row = dossier.attachments.iter().find_map(|file| file.row.clone()).unwrap();
    dossier.apply(Edit::RowAnswer("people".into(), row, "position".into(), Some("保管员".into())));
    // The list of all people is printed on the statement.
    let mut one: Vec<String> = outdated(&engine.recheck(&mut memory, &dossier, today, &CALENDAR, None));
    one.retain(|message| !message.contains("人员名册已改"));
    assert!(matches!(&one[..], [only] if only.contains("第 1 页打印后，岗位")), "{one:?}");
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::built_in);

/// The samples, each with what checks it.
static SAMPLES: LazyLock<Vec<(Dossier, Engine)>> = LazyLock::new(|| {
    let folders = fs::read_dir("tests/fixtures/dossiers").unwrap();
    let mut paths: Vec<_> = folders.map(|folder| folder.unwrap().path().join("dossier.json")).collect();
    paths.sort();
    let sample = |path| {
        let dossier: Dossier = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let definition = format!("www/procedures/{}/procedure.json", dossier.procedure.id);
        let definition = procedure::load(&definition, &fs::read_to_string(&definition).unwrap()).unwrap();
        (marked(dossier, &definition), Engine::new(definition).unwrap())
    };
    paths.into_iter().map(sample).collect()
});

/// The sample as if what came back stamped were scans of its prints.
fn marked(mut dossier: Dossier, definition: &Procedure) -> Dossier {
    let marks: Vec<Option<String>> = dossier
        .attachments
        .iter()
        .map(|file| {
            let place = format!("{}/{}", file.material, file.slot);
            let is_form = definition.material(&file.material).is_some_and(|material| material.is_form);
            let document = definition.documents.iter().find(|it| it.returns_to.as_ref() == Some(&place));
            let roster = document.and_then(|document| document.for_each.as_ref());
            let row = roster.and_then(|roster| dossier.row(roster, file.row.as_ref()?));
            let questions = Questions::of(definition, document);
            let print = Print::new(&questions, String::new(), Some(&dossier), row.map(|row| &**row), false);
            let all = (0..questions.list().len() as u16).collect();
            (is_form || document.is_some()).then(|| print.mark(1, 1, &all).text())
        })
        .collect();
    for (file, mark) in dossier.attachments.iter_mut().zip(marks) {
        file.file.marks = mark.map(|text| PageMark { page: 1, text }).into_iter().collect();
    }
    dossier
}

/// A face without glyphs beyond the first plane, and without 某.
struct Plane;

impl Coverage for Plane {
    fn covers(&self, c: char) -> bool {
        c != '某' && u32::from(c) < 0x1_0000
    }
}

/// The edit that these numbers stand for.
fn edit(dossier: &Dossier, engine: &Engine, (kind, what, which): (u8, usize, usize)) -> Option<Edit> {
    let definition = engine.procedure();
    let text = |at: usize| ["", "某公司", "𠮷", "2026-13-40", "2026-03-05", "12", "-1"][at % 7];
    let roster = definition.rosters.get(what % definition.rosters.len().max(1));
    let rows = roster.map(|roster| dossier.rows(&roster.id)).unwrap_or_default();
    let row = (!rows.is_empty()).then(|| &rows[which % rows.len()]);
    let copy =
        |row: &Arc<Row>| Arc::new(Row { id: format!("new{}", rows.len()), answers: row.answers.clone() });
    Some(match kind {
        // An answer: blank, not known, wrong, or that of another question or row.
        0 | 1 => {
            let field = definition.fields().nth(what % definition.fields().count())?;
            let others: Vec<_> = dossier.answers.values().collect();
            let answer = match which % 4 {
                0 => None,
                1 => Some(Answer::unknown()),
                2 => Some(Answer::from(text(which / 4))),
                _ => others.get(which / 4 % others.len().max(1)).map(|answer| (*answer).clone()),
            };
            Edit::Answer(field.id.clone(), answer)
        }
        2..=5 => {
            let (roster, row) = (roster?, row?);
            let field = &roster.fields[what / 3 % roster.fields.len()];
            let answer = match which / 5 % 4 {
                0 => None,
                1 => Some(Answer::unknown()),
                2 => Some(Answer::from(text(which / 20))),
                _ => rows[which / 20 % rows.len()].answers.get(&field.id).cloned(),
            };
            Edit::RowAnswer(roster.id.clone(), row.id.clone(), field.id.clone(), answer)
        }
        6 => Edit::RemoveRow(roster?.id.clone(), row?.id.clone()),
        7 => Edit::AddRow(roster?.id.clone(), which / 3 % (rows.len() + 1), copy(row?)),
        8 => {
            let mut turned = rows.to_vec();
            turned.rotate_left(which % rows.len().max(1));
            Edit::Rows(roster?.id.clone(), turned)
        }
        9 => Edit::Detach(dossier.attachments.get(which % dossier.attachments.len().max(1))?.id.clone()),
        _ => {
            let mut file = dossier.attachments.get(which % dossier.attachments.len().max(1))?.clone();
            file.id = format!("file{}", dossier.attachments.len());
            Edit::Attach(0, file)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn checking_again_reports_what_checking_from_nothing_does(
        which in 0..SAMPLES.len(),
        covered in any::<bool>(),
        edits in prop::collection::vec((0..11_u8, 0..1_000_usize, 0..1_000_usize), 1..25),
    ) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let coverage = covered.then_some(&Plane as &dyn Coverage);
        let (sample, engine) = &SAMPLES[which];
        let (mut dossier, mut memory) = (sample.clone(), Memory::default());
        engine.recheck(&mut memory, &dossier, today, &CALENDAR, coverage);
        for numbers in edits {
            let Some(edit) = edit(&dossier, engine, numbers) else { continue };
            let said = format!("{edit:?}");
            dossier.apply(edit);
            let again = engine.recheck(&mut memory, &dossier, today, &CALENDAR, coverage);
            let anew = engine.check(&dossier, today, &CALENDAR, coverage);
            let codes = |report: &beian::check::Report| -> BTreeSet<String> {
                report.all().map(|finding| format!("{} {:?} {}", finding.code, finding.about, finding.message)).collect()
            };
            let (now, then) = (codes(&again), codes(&anew));
            prop_assert!(again == anew, "{said}: only again {:?}, only anew {:?}",
                now.difference(&then).collect::<Vec<_>>(), then.difference(&now).collect::<Vec<_>>());
        }
    }
}
