//! Portable drafts: saved, opened, refused.

use std::cell::Cell;
use std::io::{self, Cursor, Read, Write as _};

use beian::digest::{sha256_hex, sm3_hex};
use beian::dossier::Dossier;
use beian::draft::{DraftError, DraftReader, DraftWriter, WORK_FACTOR, file_name};
use beian::envelope::{EnvelopeError, PassphraseKey, encrypt_under, open_with_passphrase};
use beian::intake::MAX_FILE_BYTES;
use beian::package::{MAX_ENTRIES, MAX_JSON_BYTES};
use serde_json::json;

use crate::deltas::{attachment, dossier};
use crate::package_support::repack;

const PASSPHRASE: &str = "备份口令 12345";
/// A work factor that takes no time.
const LIGHT: u8 = 4;
const SAVED: &str = "2026-11-29T10:00:00+08:00";

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
    let mut writer = DraftWriter::begin(key(LIGHT), &dossier, SAVED, Vec::new()).unwrap();
    for content in &contents {
        writer.add(&content[..]).unwrap();
    }
    writer.finish().unwrap()
}

fn key(log_n: u8) -> PassphraseKey {
    PassphraseKey::draw(PASSPHRASE, log_n).unwrap()
}

fn open(bytes: &[u8]) -> Result<DraftReader<Cursor<&[u8]>>, DraftError> {
    open_with(PASSPHRASE, bytes)
}

fn open_with<'a>(passphrase: &str, bytes: &'a [u8]) -> Result<DraftReader<Cursor<&'a [u8]>>, DraftError> {
    DraftReader::open_with_passphrase(passphrase, Cursor::new(bytes))
}

#[test]
fn a_saved_draft_opens_with_everything_in_it() {
    let bytes = saved();
    let (dossier, contents) = sample();
    let mut draft = open(&bytes).unwrap();
    assert_eq!(*draft.dossier(), dossier);
    assert_eq!(draft.contents().saved, SAVED);
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
    open_with_passphrase(PASSPHRASE, Cursor::new(&bytes)).unwrap().read_to_end(&mut zip).unwrap();
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
    let refused = |passphrase, bytes: &[u8]| open_with(passphrase, bytes).unwrap_err();
    assert_eq!(refused("别的口令 12345", &bytes), DraftError::Envelope(EnvelopeError::WrongPassphrase));
    assert_eq!(refused(PASSPHRASE, b""), DraftError::Envelope(EnvelopeError::NotAnEnvelope));
    assert_eq!(refused(PASSPHRASE, b"PK\x03\x04"), DraftError::Envelope(EnvelopeError::NotAnEnvelope));
    for cut in [100, 300, 60_000, bytes.len() - 1] {
        assert!(open(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    // Far from the directory at the end, in the one content that reaches there.
    let (mut dossier, long) = (dossier(), vec![7; 400_000]);
    dossier.attachments.push(attachment("a", "长.pdf"));
    dossier.attachments[0].file.sha256 = sha256_hex(&long);
    dossier.attachments[0].file.size = long.len() as u64;
    let mut writer = begin(&dossier).unwrap();
    writer.add(&long[..]).unwrap();
    let mut changed = writer.finish().unwrap();
    changed[100_000] ^= 1;
    let mut draft = open(&changed).unwrap();
    assert_eq!(draft.content(0).unwrap_err().to_string(), EnvelopeError::Altered.to_string());
}

#[test]
fn a_content_that_is_not_the_recorded_one_is_named_when_saving() {
    let (dossier, _) = sample();
    let mut writer = DraftWriter::begin(key(LIGHT), &dossier, SAVED, Vec::new()).unwrap();
    assert_eq!(writer.add(&b"other"[..]).unwrap_err(), DraftError::FileChanged("身份证.pdf".into()));
}

/// Counts the largest piece that is asked for.
struct Pieces<'a>(&'a [u8], &'a Cell<usize>);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1.set(self.1.get().max(buffer.len()));
        self.0.read(buffer)
    }
}

#[test]
fn files_go_in_and_out_piece_by_piece() {
    let (dossier, contents) = sample();
    let mut writer = DraftWriter::begin(key(LIGHT), &dossier, SAVED, Vec::new()).unwrap();
    let largest = Cell::new(0);
    writer.add(&contents[0][..]).unwrap();
    writer.add(Pieces(&contents[1], &largest)).unwrap();
    // As the page hands it over.
    for piece in contents[2].chunks(2) {
        writer.put(piece).unwrap();
    }
    writer.end_file().unwrap();
    assert_eq!(largest.get(), 64 * 1024);
    let bytes = writer.finish().unwrap();
    let mut draft = open(&bytes).unwrap();
    let (mut whole, mut longest) = (Vec::<u8>::new(), 0);
    let take = |piece: &[u8]| {
        longest = longest.max(piece.len());
        whole.extend(piece);
    };
    draft.pieces(1, take).unwrap();
    assert_eq!(whole, contents[1]);
    assert!(longest < 150_000, "{longest}");
    assert_eq!(draft.content(2).unwrap(), contents[2]);
}

#[test]
fn whoever_finds_a_draft_has_to_work_for_each_guess() {
    let bytes = DraftWriter::begin(key(WORK_FACTOR), &sample().0, SAVED, Vec::new()).unwrap();
    let bytes = bytes.finish().unwrap();
    let head = String::from_utf8_lossy(&bytes[..80]).into_owned();
    let stanza = head.lines().nth(1).unwrap();
    assert!(stanza.starts_with("-> scrypt ") && stanza.ends_with(" 17"), "{stanza}");
}

#[test]
fn the_name_of_a_draft_names_nobody() {
    let (mut dossier, _) = sample();
    dossier.name = "华信认证（北京）有限公司".into();
    dossier.id = "0f3a9c1b2d4e5f60~1a2b3c4d".into();
    assert_eq!(file_name(&dossier, SAVED), "卷宗备份_20261129_0f3a.beian");
}

fn begin(dossier: &Dossier) -> Result<DraftWriter<Vec<u8>>, DraftError> {
    DraftWriter::begin(key(LIGHT), dossier, SAVED, Vec::new())
}

#[test]
fn a_draft_as_large_as_can_be_opened_is_saved_and_a_larger_one_refused() {
    let most = usize::try_from(MAX_JSON_BYTES).unwrap();
    let mut large = dossier();
    let own = serde_json::to_vec(&large).unwrap().len();
    large.name.push_str(&"x".repeat(most - own));
    let bytes = begin(&large).unwrap().finish().unwrap();
    assert_eq!(open(&bytes).unwrap().dossier().name.len(), large.name.len());
    large.name.push('x');
    assert_eq!(
        begin(&large).unwrap_err().to_string(),
        "“填写内容”超过 32 MB，存成的备份文件无法再打开，请减少填写内容和附件后重试"
    );

    let with = |files: usize, size: u64| {
        let mut dossier = dossier();
        dossier.attachments.extend((0..files).map(|n| {
            let mut attached = attachment(&n.to_string(), &format!("{n}.pdf"));
            attached.file.size = size;
            attached
        }));
        begin(&dossier).map(drop)
    };
    assert_eq!(with(1, MAX_FILE_BYTES), Ok(()));
    let error = with(1, MAX_FILE_BYTES + 1).unwrap_err();
    assert!(error.to_string().starts_with("“0.pdf”超过 100 MB，存成的备份文件无法再打开"), "{error}");
    assert_eq!(with(39, MAX_FILE_BYTES), Ok(()));
    assert_eq!(with(41, MAX_FILE_BYTES), Err(DraftError::TooLarge));
    assert_eq!(with(MAX_ENTRIES - 2, 1), Ok(()));
    assert_eq!(with(MAX_ENTRIES - 1, 1), Err(DraftError::TooLarge));
}

/// A draft that anybody may have made: these files besides the dossier, and what `draft.json` says of them.
fn hostile(files: &[(&str, &[u8])], listed: &[(&str, &[u8])]) -> Result<(), DraftError> {
    let list: Vec<_> = listed
        .iter()
        .map(|(path, bytes)| json!({ "path": path, "sha256": sha256_hex(bytes), "size": bytes.len() }))
        .collect();
    let contents = json!({ "format": 1, "saved": SAVED, "files": list }).to_string();
    let own = serde_json::to_vec(&dossier()).unwrap();
    let mut all = vec![("draft.json".to_owned(), contents.into_bytes()), ("dossier.json".to_owned(), own)];
    all.extend(files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())));
    let mut writer = encrypt_under(key(LIGHT), Vec::new()).unwrap();
    writer.write_all(&repack(&all)).unwrap();
    let bytes = writer.finish().unwrap();
    let mut draft = open(&bytes)?;
    (0..draft.contents().files.len()).try_for_each(|at| draft.content(at).map(drop))
}

#[test]
fn a_draft_made_to_do_harm_is_refused_before_anything_is_unpacked() {
    let good: [(&str, &[u8]); 2] = [("files/一.pdf", b"one"), ("files/二.pdf", b"two")];
    assert_eq!(hostile(&good, &good), Ok(()));
    let unsafe_name =
        |name: &str, reason: &str| DraftError::UnsafeName { name: name.into(), reason: reason.into() };
    for (one, other, reason) in [
        // Composed and decomposed, full width, case.
        ("files/caf\u{E9}.pdf", "files/cafe\u{301}.pdf", "与“files/caf\u{E9}.pdf”在部分系统上是同一个文件"),
        ("files/ab.pdf", "files/ＡＢ.PDF", "与“files/ab.pdf”在部分系统上是同一个文件"),
        ("files/一.pdf", "files/../dossier.json", "含上级目录或空目录名"),
        ("files/一.pdf", "/etc/passwd", "绝对路径"),
        ("files/一.pdf", "files/NUL.pdf", "Windows 设备名"),
        ("files/一.pdf", "files/二.pdf ", "以句点或空格结尾"),
    ] {
        let files: [(&str, &[u8]); 2] = [(one, b"one"), (other, b"two")];
        assert_eq!(hostile(&files, &files), Err(unsafe_name(other, reason)), "{other}");
    }
    // One content as many files, one path for two contents, names elsewhere.
    let twice = [good[0], ("files/三.pdf", good[0].1)];
    assert_eq!(hostile(&twice, &twice), Err(DraftError::NotADraft));
    assert_eq!(hostile(&good, &[good[0], (good[0].0, b"two")]), Err(DraftError::NotADraft));
    for path in ["draft.json", "files/a/b.pdf", "other.pdf"] {
        let files = [good[0], (path, &b"two"[..])];
        let besides = if path == "draft.json" { &files[..1] } else { &files[..] };
        assert_eq!(hostile(besides, &files), Err(DraftError::NotADraft), "{path}");
    }
    // Listed and not there, or of another size or content.
    let damaged = Err(DraftError::FileDamaged("二.pdf".into()));
    assert_eq!(hostile(&good[..1], &good), damaged);
    assert_eq!(hostile(&good, &[good[0], (good[1].0, b"longer")]), damaged);
    assert_eq!(hostile(&good, &[good[0], (good[1].0, b"owt")]), damaged);
    // More than any draft has.
    let bomb = vec![0; 20 * 1024 * 1024];
    let bomb: [(&str, &[u8]); 1] = [("files/一.pdf", &bomb)];
    assert_eq!(hostile(&bomb, &bomb), Err(DraftError::Oversized));
    let names: Vec<String> = (0..MAX_ENTRIES).map(|n| format!("files/{n}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(hostile(&many, &[]), Err(DraftError::Oversized));
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
