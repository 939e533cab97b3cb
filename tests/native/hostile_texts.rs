//! Answers and names that would do something elsewhere: whatever the program writes of them is harmless there, and
//! nothing of them is lost.

use std::io::{Cursor, Read as _};
use std::sync::Arc;

use beian::calendar::{Event, calendar_file};
use beian::check::Engine;
use beian::document::form;
use beian::dossier::{Dossier, Row};
use beian::field::{Answer, FieldKind};
use beian::package::{open, result_json, safe_name};
use beian::sheet::{Choices, SheetFormat, export, import, read, write_table};
use beian::text::markdown;
use serde_json::Value;
use zip::ZipArchive;

use crate::document_support::{certifier_filing, faces_for, filled, read_pdf};
use crate::package_support::{CALENDAR, ENGINES, Sample, day, unpack};
use crate::samples::pdf;
use crate::sheet_support::{PROCEDURE, roster};

/// What browsers, spreadsheets, calendars and file systems have been known to act upon.
const TEXTS: [&str; 20] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "{{7*7}}${7*7}",
    "=HYPERLINK(\"https://example.org\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "'=1+1",
    "发票\u{202E}fdp.exe",
    "\u{2066}甲\u{2069}\u{200B}\u{FEFF}",
    "a\0b\u{1}\u{1B}[31m\u{7F}",
    "]]></w:t><!--&amp;&#0;",
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x",
];

/// A megabyte of text.
fn long() -> String {
    "长".repeat(1024 * 1024 / "长".len())
}

fn all() -> Vec<String> {
    TEXTS.iter().map(|text| (*text).to_owned()).chain([long()]).collect()
}

/// A row for each text, in every field that is a plain text.
fn rows(texts: &[String]) -> Vec<Arc<Row>> {
    let plain = |kind: &FieldKind| matches!(kind, FieldKind::Text { .. } | FieldKind::LongText { .. });
    let fields: Vec<&str> =
        roster().fields.iter().filter(|it| plain(&it.kind)).map(|it| it.id.as_str()).collect();
    assert!(!fields.is_empty());
    let row = |(at, text): (usize, &String)| {
        let answers = fields.iter().map(|field| ((*field).to_owned(), Answer::from(text.as_str())));
        Arc::new(Row { id: format!("r{at}"), answers: answers.collect() })
    };
    texts.iter().enumerate().map(row).collect()
}

#[test]
fn no_cell_of_a_csv_begins_a_formula_and_all_come_back() {
    let rows = rows(&all());
    let csv = export(&PROCEDURE, roster(), &rows, SheetFormat::Csv).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&csv[..]);
    let mut lines = 0;
    for line in reader.records() {
        lines += 1;
        for cell in line.unwrap().iter() {
            let first = cell.trim_start_matches('\u{FEFF}').chars().next().unwrap_or(' ');
            assert!(!"=+-@\t\r＝＋－＠".contains(first), "{cell:.60}");
        }
    }
    assert_eq!(lines, rows.len() + 1);
    let book = read("export.csv", &csv).unwrap();
    let imported = import(&book, &PROCEDURE, roster(), &[], &Choices::default(), "x").rows.unwrap();
    let written = |rows: &[Arc<Row>]| -> Vec<String> {
        let texts = rows.iter().flat_map(|row| row.answers.values()).map(|answer| visible(answer.text()));
        texts.collect()
    };
    let (before, after) = (written(&rows), written(&imported));
    let lost: Vec<&String> = before.iter().filter(|text| !text.is_empty() && !after.contains(text)).collect();
    assert!(lost.is_empty(), "{lost:.200?}");
}

/// What of a text can be seen: fields take out what cannot when they are left.
fn visible(text: &str) -> String {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    beian::text::comparable(&plain)
}

/// The files of a workbook as text.
fn parts(workbook: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let (mut text, name) = (String::new(), file.name().unwrap().into_owned());
        file.read_to_string(&mut text).unwrap();
        parts.push((name, text));
    }
    parts
}

#[test]
fn no_cell_of_a_workbook_is_a_formula_a_link_or_markup() {
    let texts: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
    for (name, text) in parts(export(&PROCEDURE, roster(), &rows(&texts), SheetFormat::Xlsx).unwrap()) {
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                    let tag = tag.name().as_ref().to_owned();
                    assert!(
                        !["f", "hyperlink", "script", "img", "svg"].contains(&tag.as_str()),
                        "{name}: {tag}"
                    );
                }
                _ => {}
            }
        }
        assert!(!text.contains('\0') && !text.contains('\u{1}'), "{name}");
    }
    // A cell holds less than a megabyte: said, with the way that is left.
    let error = export(&PROCEDURE, roster(), &rows(&[long()]), SheetFormat::Xlsx).unwrap_err();
    assert!(error.to_string().contains(&roster().title) && error.to_string().contains("CSV"), "{error}");
    let table =
        write_table("=x", &["=x".to_owned()], vec![texts[..15].to_vec()[..1].to_vec()], SheetFormat::Csv)
            .unwrap();
    assert!(String::from_utf8(table).unwrap().starts_with("\u{FEFF}'=x\r\n"));
}

#[test]
fn a_calendar_file_has_as_many_events_as_it_was_given() {
    let event = |text: String| Event {
        uid: text.clone(),
        day: day("2026-11-21"),
        summary: text.clone(),
        description: text,
        remind: vec![1],
    };
    let events: Vec<Event> = all().into_iter().map(event).collect();
    let stamp = day("2026-11-21").and_hms_opt(1, 2, 3).unwrap();
    let file = calendar_file(TEXTS[19], &events, stamp);
    for line in file.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n', '\0', '\u{1B}']), "{line:?}");
    }
    let unfolded = icalendar::parser::unfold(&file);
    let calendar = icalendar::parser::read_calendar(&unfolded).unwrap();
    assert_eq!(calendar.components.len(), events.len());
}

#[test]
fn a_pdf_of_them_has_no_script_and_no_link() {
    for text in &TEXTS {
        let mut dossier = filled();
        for field in ["org_name", "address", "business_scope", "handler"] {
            dossier.answers.insert(field.to_owned(), Answer::from(*text));
        }
        dossier.name = (*text).to_owned();
        let document = form::compose(certifier_filing(), Some(&dossier), Some(text)).unwrap();
        // Characters that cannot be printed are a finding, and printing says so.
        let Ok(pdf) = document.to_pdf(&faces_for(&document)) else {
            let found = ENGINES[0].check(&dossier, day("2026-11-21"), &CALENDAR, None);
            assert!(found.all().any(|finding| finding.code.contains("character")), "{text:?}");
            continue;
        };
        let plain = read_pdf("qpdf", &["--qdf", "--object-streams=disable", "-", "/dev/stdout"], &pdf);
        for word in ["/JavaScript", "/JS", "/URI", "/Launch", "/OpenAction", "/AA "] {
            assert!(!plain.contains(word), "{text:?} has become {word}");
        }
    }
}

#[test]
fn json_of_them_is_json_and_loses_nothing() {
    let engine: &Engine = &ENGINES[0];
    let mut sample = Sample::new();
    let fields: Vec<String> = engine.procedure().fields().map(|field| field.id.clone()).collect();
    for (field, text) in fields.iter().zip(all().into_iter().cycle()) {
        sample.dossier.answers.insert(field.clone(), Answer::Text(text));
    }
    sample.dossier.name = TEXTS[17].to_owned();
    sample.check();
    let json = result_json(engine.procedure(), &sample.dossier, &sample.report, day("2026-11-21"));
    let value: Value = serde_json::from_str(&json).unwrap();
    let asked = sample.report.asked.part_of(engine.procedure(), &sample.dossier);
    assert_eq!(serde_json::from_value::<Dossier>(value["dossier"].clone()).unwrap(), asked);
    assert!(!json.contains('\0') && !json.contains('\u{1B}'), "controls are written out");
    // Findings repeat no more of an answer than people read.
    let longest = sample.report.all().map(|finding| finding.message.chars().count()).max().unwrap();
    assert!(longest < 2000, "a message of {longest} characters");
    let opened = open(&sample.pack()).unwrap();
    assert_eq!(opened.dossier, sample.dossier);
}

#[test]
fn file_names_do_no_harm_where_they_are_unpacked_and_come_back_to_the_letter() {
    let mut sample = Sample::new();
    let names: Vec<String> = TEXTS
        .iter()
        .map(|text| format!("{text}.pdf"))
        .chain(
            ["../../etc/passwd.pdf", "CON.pdf", "a/b\\c:d*?.pdf", "", " . ", "$(reboot).pdf"]
                .map(str::to_owned),
        )
        .collect();
    for (at, name) in names.iter().enumerate() {
        sample.attach("3", "tables", name, pdf(at + 1));
    }
    sample.check();
    let package = sample.pack();
    for (path, _) in unpack(&package) {
        let bad = |c: char| {
            c.is_control()
                || "\\:*?\"<>|".contains(c)
                || ('\u{202A}'..='\u{202E}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!path.contains(bad) && !path.starts_with('/'), "{path:?}");
        for part in path.split('/') {
            assert!(!part.is_empty() && part != ".." && !part.ends_with(['.', ' ']), "{path:?}");
            assert!(part.chars().count() < 200, "{path:?}");
        }
    }
    let opened = open(&package).unwrap();
    for name in &names {
        assert!(opened.dossier.attachments.iter().any(|it| it.file.name == *name), "{name:?} is lost");
    }
    assert!(safe_name(&long(), "x").chars().count() < 200);
}

#[test]
fn markdown_is_only_read_as_text() {
    for text in &TEXTS {
        let plain = markdown::plain(text);
        assert!(!plain.contains("javascript:") || text.starts_with("javascript:"), "{plain}");
    }
    let begun = std::time::Instant::now();
    for text in [long(), "[".repeat(100_000), "![".repeat(50_000), "> ".repeat(50_000), "<br".repeat(50_000)]
    {
        let _ = (markdown::plain(&text), markdown::is_blank(&text));
    }
    // As long as it takes here, unoptimised and beside the other tests; it took minutes while it searched on and on.
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
