//! What each fuzz target does with the bytes that it is given: it reads them as the program would, and holds what
//! comes of them to what always holds. Also run by the native tests, over the seeds and mutations of them.
//!
//! A new parser of bytes from outside gets a function here, a line in [`TARGETS`], seeds in `seeds/<name>/`, and a
//! file in `fuzz_targets/`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::sync::LazyLock;

use beian::calendar::{Calendar, HolidayTable};
use beian::check::Engine;
use beian::digest::sha256_hex;
use beian::dossier::{Delta, Dossier, MediaType, ProcedureRef, migrate};
use beian::draft::DraftReader;
use beian::envelope::{self, PassphraseKey};
use beian::field::{FieldKind, Heading};
use beian::intake::{self, Kind};
use beian::mark::{Mark, read as reading};
use beian::narrative;
use beian::package::{Against, open, result_json, verify};
use beian::procedure::{Procedure, load, outline};
use beian::sheet::{self, Choices, SheetFormat};
use beian::volume;
use chrono::NaiveDate;
use image::GrayImage;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a target does.
pub(crate) type Body = fn(&[u8]);

/// All targets by name.
pub(crate) const TARGETS: [(&str, Body); 12] = [
    ("package", package),
    ("dossier", dossier),
    ("procedure", procedure),
    ("sheet", sheet),
    ("narrative", written),
    ("picture", picture),
    ("pdf", pdf),
    ("mark", mark),
    ("scan", scan),
    ("calendar", calendar),
    ("delta", delta),
    ("draft", draft),
];

static FILING: LazyLock<Engine> =
    LazyLock::new(|| engine(include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json")));
static FLOWS: LazyLock<Engine> =
    LazyLock::new(|| engine(include_str!("../fixtures/procedures/flows/procedure.json")));
static REGISTER: LazyLock<Procedure> = LazyLock::new(|| {
    load("register.json", include_str!("../fixtures/definitions/register.json")).expect("sound")
});
static ENGINES: LazyLock<[Engine; 2]> = LazyLock::new(|| {
    [
        engine(include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json")),
        engine(include_str!("../fixtures/procedures/flows/procedure.json")),
    ]
});

fn engine(json: &str) -> Engine {
    Engine::new(load("procedure.json", json).expect("sound")).expect("sound")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day")
}

/// An archive may come in pieces, each of them a byte 1E, a name, a line feed and a content: a fuzzer then changes
/// what is in it and not its checksums.
fn archive(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(pieces) = bytes.strip_prefix(b"\x1E") else { return Cow::Borrowed(bytes) };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for piece in pieces.split(|byte| *byte == 0x1E) {
        let mut halves = piece.splitn(2, |byte| *byte == b'\n');
        let (name, content) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        // The same name twice is not written.
        if zip.start_file(String::from_utf8_lossy(name), options).is_ok() {
            let _ = zip.write_all(content);
        }
    }
    Cow::Owned(zip.finish().map(Cursor::into_inner).unwrap_or_default())
}

/// A package is opened, and verified.
pub(crate) fn package(bytes: &[u8]) {
    let bytes = &*archive(bytes);
    let calendar = Calendar::built_in();
    let against =
        Against { engines: &*ENGINES, calendar: &calendar, coverage: None, today: today(), marks: 0 };
    let verified = verify(bytes, &against);
    if let Ok(opened) = open(bytes) {
        verified.expect("what can be opened can be verified");
        for attachment in &opened.dossier.attachments {
            assert!(opened.files.contains_key(&attachment.file.sha256), "no file is missing");
        }
    }
}

/// A dossier from a data file is read, written, checked, and brought to other definitions.
pub(crate) fn dossier(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(dossier) = beian::json::from_str::<Dossier>(text) else { return };
    let written = serde_json::to_string(&dossier).expect("a dossier can be written");
    assert_eq!(beian::json::from_str::<Dossier>(&written).expect("and read again"), dossier);
    journalled(&dossier);
    for attachment in &dossier.attachments {
        let _ = (attachment.file.facts(), attachment.file.cleaned(), attachment.file.page_marks().count());
    }
    let calendar = Calendar::built_in();
    for engine in [&*FILING, &*FLOWS] {
        let report = engine.check(&dossier, today(), &calendar, None);
        let _ = result_json(engine.procedure(), &dossier, &report, today());
        moved(&dossier, engine.procedure());
    }
    moved(&dossier, &REGISTER);
}

/// What a dossier differs by from an empty one makes it of that one, and the other way round.
fn journalled(dossier: &Dossier) {
    let bare = Dossier {
        answers: BTreeMap::new(),
        rosters: BTreeMap::new(),
        attachments: Vec::new(),
        ..dossier.clone()
    };
    let mut full = dossier.clone();
    // A roster without rows is absent.
    full.rosters.retain(|_, rows| !rows.is_empty());
    for (from, to) in [(&bare, &full), (&full, &bare)] {
        let mut made = from.clone();
        Delta::between(from, to).expect("edits alone").apply(&mut made);
        assert_eq!(&made, to);
    }
}

/// A record of the journal, applied to some dossier.
pub(crate) fn delta(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(delta) = beian::json::from_str::<Delta>(text) else { return };
    let procedure = ProcedureRef { id: "p".into(), version: "1".into(), digest: String::new() };
    let mut dossier = Dossier::new("d".into(), "n".into(), procedure, "2026-11-21T00:00:00+08:00");
    for _ in 0..2 {
        delta.clone().apply(&mut dossier);
    }
    let _ = serde_json::to_string(&dossier).expect("a dossier can be written");
}

/// A draft: what is inside the envelope is hostile, for anybody can close one.
pub(crate) fn draft(bytes: &[u8]) {
    let key = PassphraseKey::draw("p", 1).expect("there is randomness");
    let mut writer = envelope::encrypt_under(key, Vec::new()).expect("memory takes it");
    writer.write_all(&archive(bytes)).expect("memory takes it");
    let closed = writer.finish().expect("memory takes it");
    let opened = PassphraseKey::of("p", &closed[..]).expect("it was closed under this one");
    let Ok(mut draft) = DraftReader::open(&opened, Cursor::new(closed)) else { return };
    for at in 0..draft.contents().files.len() {
        let content = draft.content(at);
        assert!(
            content.is_err() || sha256_hex(&content.unwrap_or_default()) == draft.contents().files[at].sha256
        );
    }
}

/// No answer is lost on the way to another definition, and a second time changes nothing.
fn moved(dossier: &Dossier, procedure: &Procedure) {
    let made = migrate(dossier, None, procedure);
    let count = |dossier: &Dossier| dossier.answers.len() + dossier.kept.len();
    assert!(count(&made.dossier) >= dossier.kept.len(), "nothing that was kept aside is lost");
    assert_eq!(made.dossier.attachments.len(), dossier.attachments.len(), "no file is lost");
    let again = migrate(&made.dossier, Some(procedure), procedure);
    assert!(again.dossier == made.dossier && again.report.is_empty(), "a second time changes nothing");
}

/// A definition is read, compiled, and an empty dossier checked by it.
pub(crate) fn procedure(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = outline("procedure.json", text);
    let Ok(procedure) = load("procedure.json", text) else { return };
    let _ = (procedure.answers_schema(), procedure.values_schema());
    let now = "2026-11-21T09:30:00+08:00";
    let dossier = Dossier::new("d".to_owned(), "d".to_owned(), ProcedureRef::of(&procedure), now);
    moved(&dossier, &procedure);
    if let Ok(engine) = Engine::new(procedure) {
        let _ = engine.check(&dossier, today(), &Calendar::built_in(), None);
    }
}

/// A sheet is read and its import planned; what it would bring in can be exported.
pub(crate) fn sheet(bytes: &[u8]) {
    let Ok(book) = sheet::read("sheet", &archive(bytes)) else { return };
    for roster in &REGISTER.rosters {
        let import = sheet::import(&book, &REGISTER, roster, &[], &Choices::default(), "x");
        if let Some(rows) = import.rows.filter(|rows| rows.len() < 200) {
            sheet::export(&REGISTER, roster, &rows, SheetFormat::Csv).expect("rows can be exported");
        }
    }
}

/// A written document is read and laid under mandated headings.
pub(crate) fn written(bytes: &[u8]) {
    static HEADINGS: LazyLock<Vec<Heading>> = LazyLock::new(|| {
        let kinds = FILING.procedure().fields().map(|field| &field.kind);
        kinds
            .filter_map(|kind| {
                if let FieldKind::Narrative { headings } = kind { Some(headings.clone()) } else { None }
            })
            .next()
            .unwrap_or_default()
    });
    if let Ok(read) = narrative::read("document", &archive(bytes), &HEADINGS) {
        assert!(!read.sections.is_empty(), "a document without anything is refused");
    }
}

/// A picture is taken in: examined, freed of what it carries, looked at.
pub(crate) fn picture(bytes: &[u8]) {
    if !matches!(Kind::of(bytes), Kind::Accepted(MediaType::Pdf)) {
        taken_in(bytes);
    }
}

/// A PDF is taken in, looked at, its text read, and its first pages taken out of it.
pub(crate) fn pdf(bytes: &[u8]) {
    if matches!(Kind::of(bytes), Kind::Accepted(MediaType::Pdf)) {
        taken_in(bytes);
        let _ = intake::text_lines("file", bytes);
        if let Ok(record) = intake::inspect("file", bytes) {
            let _ = volume::split(&record, bytes.to_vec(), &[("part".to_owned(), 1..=record.pages.min(3))]);
        }
    }
}

fn taken_in(bytes: &[u8]) {
    let Ok((media, _)) = intake::examine("file", bytes) else { return };
    let cleaned = intake::clean(media, bytes).map(|(cleaned, _)| cleaned);
    let kept = cleaned.as_deref().unwrap_or(bytes);
    let record = intake::inspect("file", kept).expect("what was cleaned can still be opened");
    let mut watch =
        |page: u32, _: u32| if page < 4 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let _ = intake::look(&record, kept, &mut watch, &mut |page| drop(intake::page_mark(page)));
}

/// The text of a QR code is read as a mark, and what is read is written as the same text.
pub(crate) fn mark(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(mark) = Mark::parse(text) {
        assert_eq!(Mark::parse(&mark.text()).as_ref(), Some(&mark));
    }
}

/// Marks are looked for in the picture of a page; the first byte says how wide it is.
pub(crate) fn scan(bytes: &[u8]) {
    let Some((width, pixels)) = bytes.split_first() else { return };
    let width = 64 + u32::from(*width);
    let height = (pixels.len() as u32 / width).min(512);
    let pixels = pixels[..(width * height) as usize].to_vec();
    let page = GrayImage::from_raw(width, height, pixels).expect("as many points as it says");
    let _ = reading::mark(&page);
}

/// A holiday table is read and counted with.
pub(crate) fn calendar(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = HolidayTable::from_json(text);
    let calendars: BTreeMap<i32, Calendar> = [2026, 2027]
        .into_iter()
        .filter_map(|year| Some((year, Calendar::built_in().with_file_of(year, text).ok()?)))
        .collect();
    for calendar in calendars.values() {
        let _ = (calendar.count(today(), 60), calendar.coverage(), calendar.explain(today()));
    }
}
