//! `beian pack`.
//!
//! Every attachment is read twice, one at a time: to be held against its record and measured, and to be written.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::arguments::{Pack, Places};
use super::error::{Defect, Failure};
use super::folder::Folder;
use super::write::{refused, write_to};
use super::{End, Streams, check, folder, print, resources};
use crate::check::Memory;
use crate::digest::{Digesting, Digests};
use crate::document::form;
use crate::document::report::{self, Checked};
use crate::dossier::{Attachment, Dossier};
use crate::envelope::{self, Recipient};
use crate::intake;
use crate::package::{self, Contents, DRAFT_MARK, Gathered, Packing, Piece, Taken};
use crate::procedure::Procedure;

pub(super) fn run(given: &Pack, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let recipient = given.to.as_deref().map(str::parse::<Recipient>).transpose();
    let recipient = recipient.map_err(|error| Defect::new(Path::new("--to"), format!("{error}。")))?;
    let Folder { engine, dossier, files: taken } =
        folder::read_taking(&given.folder, places, streams, &take)?;
    let today = given.day.get();
    let mut dossier = engine.part_asked(&dossier, today, &resources::calendar(places)?);
    let as_found: Vec<Attachment> = dossier.attachments.clone();
    let (mut gathered, mut files) = (Gathered::default(), BTreeMap::new());
    for (sha256, (taken, picture)) in taken {
        gathered.add(&sha256, taken);
        files.extend(picture.map(|bytes| (sha256, bytes)));
    }
    let measured = gathered.record(&mut dossier);
    let files = gathered.renamed(files);
    let mut memory = Memory::default();
    let report = check::recheck(&engine, &mut memory, &dossier, today, places, streams)?;
    let procedure = engine.procedure();
    if !report.verdict.ready && !given.draft {
        check::print(&report, procedure, streams)?;
        streams.note("没有导出：卷宗未通过自查；确需导出草稿的，请加 --draft。");
        return Ok(End::Found);
    }
    let mark = (!report.verdict.ready).then_some(DRAFT_MARK);
    let document = form::compose(procedure, Some(&dossier), mark);
    let form_pdf = document.map(|form| print::pdf(&form, places, &given.folder)).transpose()?;
    let checked =
        Checked { engine: &engine, memory: &memory, report: &report, dossier: &dossier, files: &files };
    let documents = checked
        .documents()
        .map(|(document, printed)| {
            let document = report::compose(&checked, document, None, mark);
            let pdf = print::pdf(&document, places, &given.folder)?;
            Ok((printed.clone(), pdf))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let contents = Contents {
        procedure,
        dossier: &dossier,
        report: &report,
        form_pdf: form_pdf.as_deref(),
        documents: &documents,
        measured: &measured,
        today,
    };
    let packing =
        package::lay_out(&contents).map_err(|error| Defect::new(&given.folder, error.to_string()))?;
    let name = package::file_name(procedure, &dossier, report.verdict.ready, today);
    let name = if recipient.is_some() { format!("{name}.{SEALED}") } else { name };
    let path = place(given, &name, recipient.is_some());
    let source = Attached { folder: &given.folder, as_found: &as_found, now: &dossier, gathered: &gathered };
    let digests = write(&path, &packing, recipient.as_ref(), &source)?;
    let named = path.file_name().is_some_and(|own| own.to_string_lossy().contains(DRAFT_MARK));
    if mark.is_some() && !named {
        streams.note(&format!("这是未通过自查的草稿，请以“{name}”为文件名保存或发送。"));
    }
    streams.say(&path.display().to_string())?;
    if recipient.is_some() {
        streams.say("  已加密，只有接收方的私钥能打开；以下是解密后备案包的摘要：")?;
    }
    streams.say(&format!("  SHA-256 {}", digests.sha256))?;
    streams.say(&format!("  SM3     {}", digests.sm3))?;
    Ok(End::Good)
}

/// Extension of an encrypted package, after its own.
const SEALED: &str = "age";

/// Where the package goes: into a folder under its right name, else where it was told to. An encrypted one is never
/// called like a plain one.
fn place(given: &Pack, name: &str, sealed: bool) -> PathBuf {
    if given.out.is_dir() {
        return given.out.join(name);
    }
    if sealed && given.out.extension().is_none_or(|extension| extension != SEALED) {
        let mut path = given.out.clone().into_os_string();
        path.push(".");
        path.push(SEALED);
        return path.into();
    }
    given.out.clone()
}

/// What is kept of a content: its measures, and the whole of a picture that a text shows.
fn take(
    procedure: &Procedure,
    _: &Dossier,
    attachment: &Attachment,
    bytes: Vec<u8>,
) -> Option<(Taken, Option<Vec<u8>>)> {
    let is_picture = super::bind::is_picture_of_text(procedure, attachment);
    let (taken, cleaned) = package::take_inspected(&attachment.file, &bytes);
    Some((taken, is_picture.then(|| cleaned.unwrap_or(bytes))))
}

/// The attachments of a folder, to be read again.
struct Attached<'a> {
    folder: &'a Path,
    as_found: &'a [Attachment],
    now: &'a Dossier,
    gathered: &'a Gathered,
}

impl Attached<'_> {
    /// The content that goes into the package under this SHA-256.
    fn content(&self, sha256: &str) -> Result<Vec<u8>, Failure> {
        let at = self.now.attachments.iter().position(|there| there.file.sha256 == sha256);
        let found = at.map(|at| &self.as_found[at]);
        let found = found.ok_or_else(|| Defect::new(self.folder, "附件与记录不符。"))?;
        let bytes = folder::content(self.folder, found)?;
        if !self.gathered.was_cleaned(&found.file.sha256) {
            return Ok(bytes);
        }
        Ok(intake::clean(found.file.media, &bytes).map_or(bytes, |(cleaned, _)| cleaned))
    }
}

/// Writes the package, encrypted where there is a recipient, and gives the digests of the package itself.
fn write(
    path: &Path,
    packing: &Packing,
    recipient: Option<&Recipient>,
    source: &Attached<'_>,
) -> Result<Digests, Failure> {
    let failed = |error: std::io::Error| refused(path, &error);
    write_to(path, |file| match recipient {
        None => write_pieces(file, packing, source, &failed),
        Some(recipient) => {
            let sealed = |error| Failure::from(Defect::new(path, format!("{error}。")));
            let mut out = envelope::encrypt_to(recipient, file).map_err(sealed)?;
            let digests = write_pieces(&mut out, packing, source, &failed)?;
            out.finish().map_err(failed)?;
            Ok(digests)
        }
    })
}

/// Writes piece after piece. Digests are taken beside the writing, which would wait for them otherwise.
fn write_pieces(
    out: &mut (dyn Write + Send),
    packing: &Packing,
    source: &Attached<'_>,
    failed: &dyn Fn(std::io::Error) -> Failure,
) -> Result<Digests, Failure> {
    let mut digesting = Digesting::default();
    let mut put = |bytes: &[u8]| {
        let (sha256, sm3) = digesting.halves(bytes);
        let (written, ()) = rayon::join(
            || {
                sha256();
                out.write_all(bytes)
            },
            sm3,
        );
        written.map_err(failed)
    };
    for piece in packing.pieces() {
        match piece {
            Piece::Bytes(bytes) => put(bytes)?,
            Piece::Content(file, crc32) => {
                let bytes = source.content(&file.sha256)?;
                if package::crc32(&bytes) != crc32 {
                    let changed = package::PackageError::ContentChanged { name: file.name.clone() };
                    return Err(Defect::new(source.folder, changed.to_string()).into());
                }
                put(&bytes)?;
            }
        }
    }
    Ok(digesting.finish())
}
