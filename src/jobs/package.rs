//! Packages in steps. Making one: a job for each file, so that never more than one is in the worker's memory, one that
//! lays the package out, and where it is encrypted one for each piece. Opening and verifying one: from a content that
//! can be read anywhere, so that the package need not be in memory at all.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, Write};

use serde_bytes::ByteBuf;

use super::buffer::Buffer;
use super::print::Prints;
use super::progress::Teller;
use super::run::{Checks, about, engine, sentence};
use super::{Outcome, PackedPiece};
use crate::check::Engine;
use crate::document::{Document, Faces};
use crate::dossier::{Dossier, FileRecord};
use crate::envelope::{self, Identity, Recipient, StreamWriter};
use crate::package::{
    self, Against, Beside, Contents, Difference, Gathered, ManifestFile, Measured, Outcome as Verified,
    PackageError, Piece, Received,
};
use crate::procedure::Procedure;

/// What a job reads beside its own data, at any place: a package's file.
pub trait Content: Read + Seek {}
impl<T: Read + Seek> Content for T {}

/// The next of the contents beside a job, opened where it is an envelope.
pub(super) fn content<'a>(
    contents: &mut impl Iterator<Item = Box<dyn Content + 'a>>,
    name: &str,
    identity: Option<&str>,
) -> Result<Box<dyn Content + 'a>, String> {
    let mut content = contents.next().ok_or("没有给出文件，请重新选择文件。")?;
    let mut start = Vec::new();
    let peeked = content.by_ref().take(64).read_to_end(&mut start).and_then(|_| content.rewind());
    peeked.map_err(|error| about(name, error))?;
    if !envelope::is_envelope(&start) {
        return Ok(content);
    }
    let identity = identity.ok_or_else(|| about(name, "备案包是加密的，请选择接收方的私钥文件后打开"))?;
    let identity: Identity = identity.parse().map_err(|error| about("", error))?;
    let opened = envelope::open_with_identity(&identity, content).map_err(|error| about(name, error))?;
    Ok(Box::new(opened))
}

/// Takes a file into the package that is being made, or into a new one when it is the first.
pub(super) fn file(
    begun: &mut Option<Gathered>,
    first: bool,
    file: &FileRecord,
    bytes: &[u8],
) -> Result<Outcome, String> {
    if first {
        *begun = Some(Gathered::default());
    }
    let gathered = begun.as_mut().ok_or(BROKEN_OFF)?;
    let (taken, content) = package::take(file, bytes);
    let sha256 = if taken.cleaned { &taken.measured.digests.sha256 } else { &file.sha256 }.clone();
    gathered.add(&file.sha256, taken);
    Ok(Outcome::PackTaken { sha256, content: content.map(ByteBuf::from) })
}

/// Said when the steps do not follow from one another.
pub(super) const BROKEN_OFF: &str = "导出已经中断，请重新导出。";

/// Prints and lays out a package of a dossier that holds [what is asked](crate::check::Asked::part_of).
pub(super) fn lay_out(
    checks: &Checks<'_>,
    dossier: &Dossier,
    measured: &BTreeMap<String, Measured>,
    prints: Prints,
    faces: &Faces,
) -> Result<Outcome, String> {
    let pdf = |document: &Document| document.to_pdf(faces).map_err(sentence);
    let form_pdf = prints.form.as_ref().map(pdf).transpose()?;
    let printed = prints.report.packed().cloned().zip(&prints.documents);
    let documents = printed.map(|(printed, document)| Ok((printed, pdf(document)?)));
    let documents = documents.collect::<Result<Vec<_>, String>>()?;
    let contents = Contents {
        procedure: checks.engine.procedure(),
        dossier,
        report: &prints.report,
        form_pdf: form_pdf.as_deref(),
        documents: &documents,
        measured,
        today: checks.today,
    };
    let packing = package::lay_out(&contents).map_err(sentence)?;
    let pieces = packing.pieces().map(|piece| match piece {
        Piece::Bytes(bytes) => PackedPiece::Bytes(ByteBuf::from(bytes)),
        Piece::Content(file, _) => PackedPiece::Content(file.sha256.clone()),
    });
    Ok(Outcome::Packed { pieces: pieces.collect(), verdict: prints.report.verdict })
}

/// An envelope that is being written.
pub(super) struct Sealing {
    writer: StreamWriter<Buffer>,
    out: Buffer,
}

impl std::fmt::Debug for Sealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealing").finish_non_exhaustive()
    }
}

/// Encrypts the next piece; with a recipient, the first one.
pub(super) fn seal(
    begun: &mut Option<Sealing>,
    recipient: Option<&str>,
    bytes: &[u8],
    last: bool,
) -> Result<Outcome, String> {
    if let Some(recipient) = recipient {
        let recipient: Recipient = recipient.parse().map_err(sentence)?;
        let out = Buffer::default();
        let writer = envelope::encrypt_to(&recipient, out.clone()).map_err(sentence)?;
        *begun = Some(Sealing { writer, out });
    }
    let Sealing { mut writer, out } = begun.take().ok_or(BROKEN_OFF)?;
    writer.write_all(bytes).map_err(sentence)?;
    if last {
        writer.finish().map_err(sentence)?;
    } else {
        *begun = Some(Sealing { writer, out: out.clone() });
    }
    Ok(Outcome::Sealed(ByteBuf::from(out.take())))
}

/// Opens a package as a dossier.
pub(super) fn open(
    content: Box<dyn Content + '_>,
    name: &str,
    tell: &mut Teller<'_>,
) -> Result<Outcome, String> {
    let mut watch = tell.files("正在核对文件", 0, 100);
    let filed = package::open_filing(content, &mut watch).map_err(|error| about(name, error))?;
    let mut seen = BTreeSet::new();
    let attached = filed.manifest.files.into_iter().filter(|file| file.attachment.is_some());
    let files = attached.filter(|file| seen.insert(file.digests.sha256.clone())).collect();
    Ok(Outcome::Opened { dossier: Box::new(filed.dossier), files })
}

/// One content of a package.
pub(super) fn open_file(
    content: Box<dyn Content + '_>,
    name: &str,
    file: &ManifestFile,
) -> Result<Outcome, String> {
    let bytes = package::content_of(content, file).map_err(|error| about(name, error))?;
    Ok(Outcome::OpenedFile(ByteBuf::from(bytes)))
}

/// The largest file of a signature; sealed documents stay far below.
const LARGEST_SIGNATURE: u64 = 64 * 1024 * 1024;

/// Files of signatures by their names.
pub(super) fn signatures<'a>(
    names: Vec<String>,
    contents: impl Iterator<Item = Box<dyn Content + 'a>>,
) -> Result<Vec<Beside>, String> {
    let read = |(name, content): (String, Box<dyn Content + 'a>)| {
        let mut bytes = Vec::new();
        content.take(LARGEST_SIGNATURE).read_to_end(&mut bytes).map_err(|error| about(&name, error))?;
        Ok(Beside::of(name, &bytes))
    };
    names.into_iter().zip(contents).map(read).collect()
}

/// Pages of scans whose print marks are read again unless more is asked for: in a browser that is about a minute.
pub(super) const MARKED_PAGES: u32 = 60;

/// The definition that a package names.
pub(super) fn definition_of(content: Box<dyn Content + '_>, name: &str) -> Result<Outcome, String> {
    let found = package::definition_of(content).map_err(|error| about(name, error))?;
    Ok(Outcome::DefinitionOf(found))
}

/// Definitions, compiled, and why others cannot be used: a faulty earlier version says nothing about a package by
/// another.
pub(super) fn engines(procedures: &[String]) -> (Vec<Engine>, Vec<String>) {
    let (mut engines, mut unusable) = (Vec::new(), Vec::new());
    for json in procedures {
        match engine(json) {
            Ok(engine) => engines.push(engine),
            Err(sentence) => unusable.push(format!("没有用于核验的事项定义：{sentence}")),
        }
    }
    (engines, unusable)
}

/// Verifies a package. `beside` are the files of signatures, and further notes.
pub(super) fn verify(
    content: Box<dyn Content + '_>,
    name: &str,
    beside: (Vec<Beside>, Vec<String>),
    against: &Against<'_>,
    tell: &mut Teller<'_>,
) -> Result<Outcome, String> {
    let mut watch = tell.files("正在核对摘要", 10, 90);
    let failed = |error: PackageError| about(name, error);
    let mut received = Received::open(content, against).map_err(failed)?;
    let looks = received.look_at_all(&mut watch).map_err(failed)?;
    let whole = received.whole().map_err(failed)?;
    let dossier = received.dossier().cloned();
    let mut verification = received.conclude(looks, whole).map_err(failed)?;
    let (signatures, notes) = beside;
    verification.signatures = signatures;
    verification.notes.extend(notes);
    let dossier = dossier.filter(|_| verification.outcome != Verified::Altered).map(Box::new);
    Ok(Outcome::Verified { verification: Box::new(verification), dossier })
}

/// Compares two packages of which nothing was changed: an earlier one and a later one, each with its name.
pub(super) fn compare(
    before: (Box<dyn Content + '_>, &str),
    after: (Box<dyn Content + '_>, &str),
    procedures: &[Procedure],
    tell: &mut Teller<'_>,
) -> Result<Outcome, String> {
    let mut filed = |(content, name): (Box<dyn Content + '_>, &str), from| {
        let mut watch = tell.files("正在核对文件", from, from + 50);
        package::open_filing(content, &mut watch).map_err(|error| about(name, error))
    };
    let (after_name, before) = (after.1.to_owned(), filed(before, 0)?);
    let after = filed(after, 50)?;
    if before.dossier.procedure.id != after.dossier.procedure.id {
        return Err(about(&after_name, "与先前的备案包属于不同的事项，不能比较"));
    }
    let procedures: Vec<&Procedure> = procedures.iter().collect();
    Ok(Outcome::Compared(Box::new(Difference::between(&before, &after, &procedures))))
}

/// The supplementary note of a difference.
pub(super) fn supplement(difference: &str) -> Result<Document, String> {
    let difference: Difference = serde_json::from_str(difference).map_err(sentence)?;
    Ok(difference.document())
}
