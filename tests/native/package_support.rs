//! A small dossier to pack, and the means to tamper with a package.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::sync::LazyLock;

use beian::calendar::Calendar;
use beian::check::{Engine, Report, Verdict};
use beian::dossier::{Attachment, Dossier, ProcedureRef};
use beian::field::Answer;
use beian::jobs::{Job, Outcome, PackedPiece, Progress};
use beian::package::{
    Against, Contents, Gathered, Measured, MismatchKind, Outcome as Verified, PackageError, Verification,
    file_name, lay_out, open, pack, take, verify,
};
use beian::procedure::{Procedure, load};
use chrono::NaiveDate;
use serde_bytes::ByteBuf;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::jobs_support::Worker;
use crate::samples::{jpeg, pdf, png};

const DEFINITION: &str = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");

pub(crate) fn procedure() -> Procedure {
    load("procedure.json", DEFINITION).unwrap()
}

/// Compiled once: it takes longer than everything else here.
pub(crate) static ENGINES: LazyLock<[Engine; 1]> = LazyLock::new(|| [Engine::new(procedure()).unwrap()]);
pub(crate) static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::built_in);

pub(crate) fn against() -> Against<'static> {
    Against { engines: &*ENGINES, calendar: &CALENDAR, coverage: None, today: day("2026-11-25"), marks: 0 }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A dossier with its files and its report.
pub(crate) struct Sample {
    pub(crate) procedure: Procedure,
    pub(crate) dossier: Dossier,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) report: Report,
    pub(crate) form_pdf: Vec<u8>,
    pub(crate) today: NaiveDate,
}

impl Sample {
    /// Two people's papers, an approval and a plan; the identity card's front stands at two places.
    pub(crate) fn new() -> Self {
        let procedure = procedure();
        let now = "2026-11-20T09:30:00+08:00";
        let mut dossier = Dossier::new("d1".into(), "示例卷宗".into(), ProcedureRef::of(&procedure), now);
        dossier.answers.insert("org_name".into(), Answer::from("华信认证（北京）有限公司"));
        dossier.answers.insert("legal_representative".into(), "𬱖㛃".into());
        dossier.answers.insert("founded_on".into(), "2015年3月2日".into());
        dossier.answers.insert(
            "legal_representative_id".into(),
            Answer::from_parts([("kind", "resident_id"), ("number", "11010519491231002X")]),
        );
        let mut sample = Self {
            procedure,
            dossier,
            files: BTreeMap::new(),
            report: Report::default(),
            form_pdf: pdf(2),
            today: day("2026-11-21"),
        };
        sample.attach("1.1", "copy", "认证机构批准书.pdf", pdf(3));
        sample.attach("1.3", "front", "身份证:正面?.JPG", jpeg(1000, 600));
        sample.attach("1.3", "back", "back.png", png(1000, 600));
        sample.attach("1.4", "front", "IMG_0001.jpeg", jpeg(1000, 600));
        sample.attach("3", "tables", "张三.pdf", pdf(1));
        sample.check();
        sample
    }

    pub(crate) fn attach(&mut self, material: &str, slot: &str, name: &str, bytes: Vec<u8>) {
        let file = beian::intake::inspect(name, &bytes).unwrap();
        self.files.insert(file.sha256.clone(), bytes);
        let id = format!("a{}", self.dossier.attachments.len() + 1);
        let (material, slot) = (material.to_owned(), slot.to_owned());
        self.dossier.attachments.push(Attachment {
            id,
            material,
            slot,
            file,
            printed: None,
            text: None,
            row: None,
        });
    }

    /// Makes the report that the checks come to.
    pub(crate) fn check(&mut self) {
        self.report = ENGINES[0].check(&self.dossier, self.today, &CALENDAR, None);
    }

    pub(crate) fn contents(&self) -> Contents<'_> {
        Contents {
            procedure: &self.procedure,
            dossier: &self.dossier,
            report: &self.report,
            form_pdf: Some(&self.form_pdf),
            documents: &[],
            measured: &NOTHING,
            today: self.today,
        }
    }

    pub(crate) fn file_name(&self) -> String {
        file_name(&self.procedure, &self.dossier, self.report.verdict.ready, self.today)
    }

    pub(crate) fn pack(&self) -> Vec<u8> {
        self.try_pack().unwrap()
    }

    pub(crate) fn try_pack(&self) -> Result<Vec<u8>, PackageError> {
        let measured =
            self.files.iter().map(|(sha256, bytes)| (sha256.clone(), Measured::of(bytes))).collect();
        pack(&lay_out(&Contents { measured: &measured, ..self.contents() })?, &self.files)
    }

    /// Takes what is no picture out of the pictures, as packing does.
    pub(crate) fn clean(&mut self) {
        let mut gathered = Gathered::default();
        for Attachment { file, .. } in self.dossier.attachments.clone() {
            let (taken, content) = take(&file, &self.files[&file.sha256]);
            if let Some(content) = content {
                self.files.insert(taken.measured.digests.sha256.clone(), content);
            }
            gathered.add(&file.sha256, taken);
        }
        gathered.record(&mut self.dossier);
    }
}

static NOTHING: BTreeMap<String, Measured> = BTreeMap::new();

/// Packs by jobs, file by file, as the page does: the package's bytes and its verdict.
pub(crate) fn pack_by_jobs(
    runner: &mut Worker,
    pack: Job,
    files: &BTreeMap<String, Vec<u8>>,
    tell: &mut dyn FnMut(Progress),
) -> Result<(Vec<u8>, Verdict), String> {
    let Job::Pack { dossier, .. } = &pack else { panic!("another job") };
    let mut kept = BTreeMap::new();
    for (number, Attachment { file, .. }) in dossier.attachments.iter().enumerate() {
        let Some(bytes) = files.get(&file.sha256) else { continue };
        let job =
            Job::PackFile { first: number == 0, file: file.clone(), bytes: ByteBuf::from(bytes.clone()) };
        let Outcome::PackTaken { sha256, content } = runner.run(job, &mut |_| ())? else {
            panic!("not taken")
        };
        kept.insert(sha256, content.map_or_else(|| bytes.clone(), ByteBuf::into_vec));
    }
    let Outcome::Packed { pieces, verdict } = runner.run(pack, tell)? else { panic!("not packed") };
    let pieces = pieces.into_iter().map(|piece| match piece {
        PackedPiece::Bytes(bytes) => bytes.into_vec(),
        PackedPiece::Content(sha256) => kept[&sha256].clone(),
    });
    Ok((pieces.collect::<Vec<_>>().concat(), verdict))
}

/// Verifies against the one definition.
pub(crate) fn verified(package: &[u8]) -> Verification {
    verify(package, &against()).unwrap()
}

/// The files of an archive in order.
pub(crate) fn unpack(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(package)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// An archive of files, compressed as an ordinary archiver would.
pub(crate) fn repack(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The package with one file's content changed.
pub(crate) fn with_file(package: &[u8], path: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut files = unpack(package);
    let file = files.iter_mut().find(|(name, _)| name == path).unwrap();
    change(&mut file.1);
    repack(&files)
}

/// The package with one of its JSON files changed and written canonically again.
pub(crate) fn with_json(package: &[u8], path: &str, change: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    with_file(package, path, |bytes| {
        let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        change(&mut value);
        *bytes = format!("{}\n", beian::package::canonical_json(&value)).into_bytes();
    })
}

/// What does not agree: kind and path of each.
pub(crate) fn kinds(verification: &Verification) -> Vec<(MismatchKind, &str)> {
    verification.mismatches.iter().map(|mismatch| (mismatch.kind, mismatch.path.as_str())).collect()
}

/// Verification finds exactly this at this file, says so in its text, and `open` refuses the package.
pub(crate) fn altered(package: &[u8], kind: MismatchKind, path: &str, message: &str) -> Verification {
    let verification = verified(package);
    assert_eq!(verification.outcome, Verified::Altered);
    assert!(kinds(&verification).contains(&(kind, path)), "{:#?}", verification.mismatches);
    let text = verification.to_string();
    assert!(text.contains(message), "{text}");
    verification
}

/// `open` refuses the package with one Chinese sentence.
pub(crate) fn refused(package: &[u8]) -> String {
    let text = open(package).unwrap_err().to_string();
    assert!(text.ends_with('。') && text.matches('。').count() == 1 && text.contains("，请"), "{text}");
    text
}
