//! Portable drafts: saved, opened, refused.

use std::io::{Cursor, Read as _};

use beian::digest::{sha256_hex, sm3_hex};
use beian::dossier::Dossier;
use beian::draft::{DraftError, DraftReader, DraftWriter};
use beian::envelope::{EnvelopeError, open_with_passphrase};

use crate::deltas::{attachment, dossier};

const PASSPHRASE: &str = "备份口令 12345";

/// A dossier with three contents at four places; two of them under one name.
fn sample() -> (Dossier, Vec<Vec<u8>>) {
    let contents = vec![b"one".to_vec(), vec![7; 150_000], b"three".to_vec()];
    let mut dossier = dossier();
    for (id, name, content) in
        [("a", "身份证.pdf", 0), ("b", "身份证.PDF", 1), ("c", "../批准书?.pdf", 2), ("d", "又.pdf", 0)]
    {
        let mut attached = attachment(id, name);
        let bytes: &Vec<u8> = &contents[content];
        attached.file.size = bytes.len() as u64;
        attached.file.sha256 = sha256_hex(bytes);
        attached.file.sm3 = sm3_hex(bytes);
        dossier.attachments.push(attached);
    }
    (dossier, contents)
}

fn saved() -> Vec<u8> {
    let (dossier, contents) = sample();
    let mut writer =
        DraftWriter::begin(PASSPHRASE, &dossier, "2026-11-29T10:00:00+08:00", Vec::new()).unwrap();
    for content in &contents {
        writer.add(content).unwrap();
    }
    writer.finish().unwrap()
}

fn open(bytes: &[u8]) -> Result<DraftReader<Cursor<&[u8]>>, DraftError> {
    DraftReader::open(PASSPHRASE, Cursor::new(bytes))
}

#[test]
fn a_saved_draft_opens_with_everything_in_it() {
    let bytes = saved();
    let (dossier, contents) = sample();
    let mut draft = open(&bytes).unwrap();
    assert_eq!(*draft.dossier(), dossier);
    assert_eq!(draft.contents().saved, "2026-11-29T10:00:00+08:00");
    assert_eq!(draft.contents().files.len(), 3, "each content once");
    // In any order.
    for at in [2, 0, 1] {
        assert_eq!(draft.content(at).unwrap(), contents[at]);
    }
    assert!(!bytes.windows(6).any(|part| part == &"身份证".as_bytes()[..6]), "no name is readable");
}

/// What the standard tools make of it, `age -d` and `unzip`.
#[test]
fn inside_is_a_plain_archive_with_names_that_fit_every_system() {
    let bytes = saved();
    let mut zip = Vec::new();
    open_with_passphrase(PASSPHRASE, &bytes[..]).unwrap().read_to_end(&mut zip).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names[..3], ["draft.json", "dossier.json", "files/身份证.pdf"]);
    assert!(names[3..].iter().all(|name| name.len() == 6 + 64 + 4 && !name.contains("..")), "{names:?}");
    let mut one = String::new();
    archive.by_name("files/身份证.pdf").unwrap().read_to_string(&mut one).unwrap();
    assert_eq!(one, "one");
}

#[test]
fn a_draft_opens_only_whole_and_with_its_passphrase() {
    let bytes = saved();
    let refused = |passphrase, bytes: &[u8]| DraftReader::open(passphrase, Cursor::new(bytes)).unwrap_err();
    assert_eq!(refused("别的口令 12345", &bytes), DraftError::Envelope(EnvelopeError::WrongPassphrase));
    assert_eq!(refused(PASSPHRASE, b""), DraftError::Envelope(EnvelopeError::NotAnEnvelope));
    assert_eq!(refused(PASSPHRASE, b"PK\x03\x04"), DraftError::Envelope(EnvelopeError::NotAnEnvelope));
    for cut in [100, 300, 60_000, bytes.len() - 1] {
        assert!(open(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    let mut changed = bytes.clone();
    // In the second content, far from the directory at the end.
    changed[100_000] ^= 1;
    let mut draft = open(&changed).unwrap();
    assert_eq!(draft.content(0).unwrap(), b"one");
    assert_eq!(draft.content(1).unwrap_err(), DraftError::Envelope(EnvelopeError::Altered));
}

#[test]
fn a_content_that_is_not_the_recorded_one_is_named_when_saving() {
    let (dossier, _) = sample();
    let mut writer =
        DraftWriter::begin(PASSPHRASE, &dossier, "2026-11-29T10:00:00+08:00", Vec::new()).unwrap();
    assert_eq!(writer.add(b"other").unwrap_err(), DraftError::FileChanged("身份证.pdf".into()));
}

#[test]
fn the_committed_draft_opens_for_ever() {
    let bytes: &[u8] = include_bytes!("../vectors/draft-v1.beian");
    let mut draft = open(bytes).unwrap();
    assert_eq!(*draft.dossier(), sample().0);
    for (at, content) in sample().1.iter().enumerate() {
        assert_eq!(draft.content(at).unwrap(), *content);
    }
}
