//! Times the checks of a dossier with many rows, and the arithmetic of working days, natively.
//!
//! Prints one figure a line, as `scripts/bench` shows them: `<what>\t<figure>\t<aim>`.
//! `cargo bench --bench checks -- people` times the rosters whose names hold a word.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program that only prints figures")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use beian::calendar::Calendar;
use beian::check::{Engine, Memory};
use beian::dossier::{Dossier, Edit, ProcedureRef, Row};
use beian::field::{Answer, FieldKind};
use beian::procedure::{self, Procedure, Roster};
use chrono::NaiveDate;

/// As the command line has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROWS: usize = 1_000;
const MANY: usize = 5_000;
const KEYSTROKES: usize = 100;

fn main() {
    // What cargo passes begins with dashes; a word names the rosters to time.
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let calendar = Calendar::built_in();
    let day = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    let each = fastest(5, || {
        for _ in 0..1_000 {
            black_box(calendar.count(black_box(day), black_box(30)));
        }
    });
    print("30 working days, counted, native", &format!("{} ns", each.as_nanos() / 1_000), "aim: 1,000 ns");
    let each = fastest(5, || {
        for _ in 0..1_000 {
            black_box(calendar.due(black_box(day), black_box(30)));
        }
    });
    print(
        "30 working days, the last one, native",
        &format!("{} ns", each.as_nanos() / 1_000),
        "aim: 1,000 ns",
    );

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut definitions: Vec<_> = std::fs::read_dir(root.join("www/procedures"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("procedure.json"))
        .filter(|path| path.is_file())
        .collect();
    definitions.sort();
    definitions.push(root.join("tests/fixtures/procedures/flows/procedure.json"));
    for path in definitions {
        let json = std::fs::read_to_string(&path).unwrap();
        let procedure = procedure::load("procedure.json", &json).unwrap();
        let named = |roster: &&Roster| format!("{}/{}", procedure.id, roster.id).contains(&only);
        for roster in procedure.rosters.iter().filter(named) {
            let engine = Engine::new(procedure.clone()).unwrap();
            time(&engine, roster, &calendar);
        }
    }
}

/// A full check, and a keystroke in a cell, of a dossier with rows in one roster.
fn time(engine: &Engine, roster: &Roster, calendar: &Calendar) {
    let name = format!("{}/{}", engine.procedure().id, roster.id);
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let dossier = filled(engine.procedure(), roster, ROWS);
    let full = fastest(5, || {
        black_box(engine.check(&dossier, today, calendar, None));
    });
    print(&format!("{name}: full check of {ROWS} rows, native"), &milliseconds(full), "aim: 20 ms");
    for (rows, aim) in [(ROWS, ""), (MANY.min(roster.most), "")] {
        let mut dossier = filled(engine.procedure(), roster, rows);
        let mut memory = Memory::default();
        engine.recheck(&mut memory, &dossier, today, calendar, None);
        for field in [&roster.row_name, &roster.fields[roster.fields.len() - 1].id] {
            let mut taken: Vec<Duration> = (0..KEYSTROKES)
                .map(|stroke| {
                    let typed = Answer::from(format!("甲{stroke}").as_str());
                    let at = format!("row{}", stroke * 7 % rows);
                    dossier.apply(Edit::RowAnswer(roster.id.clone(), at, field.clone(), Some(typed)));
                    let start = Instant::now();
                    black_box(engine.recheck(&mut memory, &dossier, today, calendar, None));
                    start.elapsed()
                })
                .collect();
            taken.sort();
            let p95 = taken[taken.len() * 95 / 100];
            print(
                &format!("{name}: keystroke in {field} of {rows} rows, native, p95"),
                &milliseconds(p95),
                aim,
            );
        }
    }
}

/// A dossier whose roster has complete rows.
fn filled(procedure: &Procedure, roster: &Roster, rows: usize) -> Dossier {
    let now = "2026-11-20T09:00:00+08:00";
    let mut dossier = Dossier::new("bench".into(), "bench".into(), ProcedureRef::of(procedure), now);
    let row = |n: usize| {
        let answers = roster.fields.iter().map(|field| (field.id.clone(), sample(&field.kind, n))).collect();
        Arc::new(Row { id: format!("row{n}"), answers })
    };
    dossier.apply(Edit::Rows(roster.id.clone(), (0..rows).map(row).collect()));
    dossier
}

/// An answer that can be read, number `n` of its type.
fn sample(kind: &FieldKind, n: usize) -> Answer {
    match kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => {
            Answer::Text(format!("甲{n}").chars().take(*max).collect())
        }
        FieldKind::Date => Answer::Text(format!("2026-0{}-1{}", n % 9 + 1, n % 10)),
        FieldKind::Period => Answer::from_parts([("from", "2026-01-05"), ("to", "长期")]),
        FieldKind::Choice { options } => {
            Answer::from_parts([("choice", options[n % options.len()].code.as_str())])
        }
        FieldKind::Count { .. } => Answer::Text((n % 500).to_string()),
        FieldKind::Money => {
            Answer::from_parts([("amount", "3000"), ("unit", "万元"), ("currency", "人民币")])
        }
        FieldKind::PersonName => Answer::from(["张伟", "王芳", "买买提·吐尔逊", "李娜"][n % 4]),
        FieldKind::Uscc => Answer::from("91110000600037341L"),
        FieldKind::IdDocument => Answer::from_parts([
            ("kind", "passport"),
            ("number", &format!("E{:08}", n % 100_000_000)),
            ("from", "2020-01-05"),
            ("to", "2030-01-05"),
        ]),
        FieldKind::Phone => Answer::Text(format!("138{:08}", n)),
        FieldKind::PostCode => Answer::from("100044"),
        FieldKind::ApprovalNumber => Answer::from("CNCA-R-2002-002"),
        FieldKind::Confirm | FieldKind::Contents { .. } | FieldKind::Narrative { .. } => Answer::from("yes"),
    }
}

/// The shortest of several runs: what the work takes when nothing disturbs it.
fn fastest(times: usize, run: impl Fn()) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..times).map(timed).min().unwrap_or_default()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

fn print(what: &str, figure: &str, aim: &str) {
    println!("{what}\t{figure}\t{aim}");
}
