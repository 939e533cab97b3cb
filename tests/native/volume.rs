//! The bound volume of the sample dossiers.

use std::process::Command;

use beian::check::Memory;
use beian::document::report::Checked;
use beian::dossier::{Dossier, FileRecord};
use beian::volume::{Binder, Plan, Prints, Source, split};

use crate::document_support::{index, load};
use crate::package_support::{CALENDAR, ENGINES, day};

const FOLDER: &str = "tests/fixtures/dossiers/enterprise";

pub(crate) fn sample() -> Dossier {
    serde_json::from_str(&std::fs::read_to_string(format!("{FOLDER}/dossier.json")).unwrap()).unwrap()
}

pub(crate) fn content(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/files/{name}")).unwrap()
}

/// Binds a dossier; the file and its number of pages.
fn bound(dossier: &Dossier) -> (Vec<u8>, usize, Plan) {
    bound_of(dossier, &|record| content(&record.name))
}

/// The same with other contents of the files.
pub(crate) fn bound_of(
    dossier: &Dossier,
    content: &dyn Fn(&FileRecord) -> Vec<u8>,
) -> (Vec<u8>, usize, Plan) {
    let mut memory = Memory::default();
    let today = day("2026-11-21");
    let report = ENGINES[0].recheck(&mut memory, dossier, today, &CALENDAR, None);
    let files = Default::default();
    let checked = Checked { engine: &ENGINES[0], memory: &memory, report: &report, dossier, files: &files };
    let plan = Plan::of(ENGINES[0].procedure(), dossier, &report, Some(index()));
    let prints = Prints::of(&checked, &plan, today);
    let faces = load(index().needed_for_all(&prints.documents(&plan)));
    let mut file = Vec::new();
    let mut out = |piece: &[u8]| file.extend_from_slice(piece);
    let mut binder = Binder::begin(&mut out);
    for record in plan.files() {
        binder.file(record, content(record), &mut out, &mut |_| ()).unwrap();
    }
    let pages = binder.finish(&plan, &prints, &faces, &mut out).unwrap();
    (file, pages, plan)
}

pub(crate) fn text(name: &str, file: &[u8]) -> String {
    let path = std::env::temp_dir().join(format!("beian-volume-{name}-{}.pdf", std::process::id()));
    std::fs::write(&path, file).unwrap();
    let checked = Command::new("qpdf").arg("--check").arg(&path).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let text = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().unwrap();
    std::fs::remove_file(&path).unwrap();
    String::from_utf8_lossy(&text.stdout).into_owned()
}

#[test]
fn everything_stands_in_official_order_with_its_pages_listed() {
    let dossier = sample();
    let (file, pages, plan) = bound(&dossier);
    let attached: u32 = plan.files().iter().map(|file| file.pages).sum();
    assert!(pages > attached as usize + 2, "{pages}");
    let text = text("whole", &file);
    let sheets: Vec<&str> = text.split('\u{c}').collect();
    assert!(sheets[0].contains("材料合订本"));
    assert!(sheets[1].contains("目") && sheets[1].contains("认证机构批准书"));
    let numbered = (1..pages).all(|page| sheets[page].contains(&format!("{} / {pages}", page + 1)));
    assert!(numbered, "every page but the cover carries its number");
    // Where the list says a material begins, its running header stands.
    let list = sheets.iter().find(|sheet| sheet.contains("材料清单") && sheet.contains("要求")).unwrap();
    let line = list.lines().find(|line| line.trim_start().starts_with("1.1 ")).unwrap();
    let page: usize = line.split_whitespace().last().unwrap().parse().unwrap();
    assert!(sheets[page - 1].contains("材料 1.1 认证机构批准书"), "{}", sheets[page - 1]);
    // The same dossier gives the same bytes.
    assert!(bound(&dossier).0 == file);
}

#[test]
fn without_a_stamped_scan_the_print_stands_in_its_place() {
    let mut dossier = sample();
    dossier.attachments.retain(|file| file.material != "1");
    let (file, _, plan) = bound(&dossier);
    assert_eq!(plan.materials[0].parts[0].source, Source::Form);
    assert!(text("unstamped", &file).contains("统一社会"));
}

#[test]
fn a_scan_is_taken_apart_by_its_pages() {
    let dossier = sample();
    let file = &dossier.attachments.iter().find(|it| it.file.pages >= 3).unwrap().file;
    let parts = [("甲.pdf".to_owned(), 1..=1), ("乙.pdf".to_owned(), 2..=file.pages)];
    let made = split(file, content(&file.name), &parts).unwrap();
    let pages: Vec<u32> = made.iter().map(|(record, _)| record.pages).collect();
    assert_eq!(pages, [1, file.pages - 1]);
    for (record, content) in &made {
        let seen = beian::intake::inspect(&record.name, content).unwrap();
        assert_eq!((&seen.sha256, seen.pages), (&record.sha256, record.pages));
    }
}

#[test]
fn what_follows_a_photograph_and_what_it_says_of_itself_stay_out_of_the_volume() {
    let photo = |record: &FileRecord| {
        let mut bytes = content(&record.name);
        if record.name.ends_with(".jpg") {
            bytes.splice(2..2, *b"\xFF\xFE\x00\x08SECRET");
            bytes.extend(b"SECRET film");
        }
        bytes
    };
    let (volume, ..) = bound_of(&sample(), &photo);
    assert!(volume.windows(3).any(|window| window == b"\xFF\xD8\xFF"), "pictures stand in it as they are");
    assert!(!volume.windows(6).any(|window| window == b"SECRET"));
}
