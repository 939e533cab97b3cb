//! Checking again after an edit reports the same as checking from nothing, whatever was edited, in every
//! sample of every procedure.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Arc, LazyLock};

use beian::calendar::Calendar;
use beian::check::{Coverage, Engine, Memory};
use beian::dossier::{Dossier, Edit, Row};
use beian::field::Answer;
use beian::procedure;
use chrono::NaiveDate;
use proptest::prelude::*;

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
        (dossier, Engine::new(definition).unwrap())
    };
    paths.into_iter().map(sample).collect()
});

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
