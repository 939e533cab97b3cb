//! `beian save` and `beian open`: a dossier folder as a portable draft, and back.

use std::fs;
use std::io::BufReader;
use std::path::Path;

use chrono::{Local, SecondsFormat};
use zeroize::Zeroizing;

use super::arguments::{Open, Passphrase, Save};
use super::error::{Defect, Failure};
use super::folder::{self, DOSSIER, FILES};
use super::write::{write_pieces, write_to, write_whole};
use super::{End, Streams};
use crate::draft::{DraftReader, DraftWriter, WORK_FACTOR};
use crate::envelope::PassphraseKey;
use crate::intake::shown;
use crate::keyring::{KeyringError, LEAST_LENGTH, Strength, strength};

pub(super) fn save(given: &Save, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let dossier = folder::dossier(&given.folder)?;
    let passphrase = passphrase(&given.passphrase, streams)?;
    if passphrase.chars().count() < LEAST_LENGTH {
        return Err(Defect::new(&given.out, format!("{}。", KeyringError::TooShort)).into());
    }
    if strength(&passphrase) == Strength::Weak {
        streams
            .note("口令容易被猜中，拿到文件的人可以用程序逐个试；请改用几个不相干的词连成的一句，重新备份。");
    }
    let defect =
        |error: &dyn std::fmt::Display| Failure::from(Defect::new(&given.folder, format!("{error}。")));
    let now = Local::now().to_rfc3339_opts(SecondsFormat::Secs, false);
    write_to(&given.out, |out| {
        let key = PassphraseKey::draw(&passphrase, WORK_FACTOR).map_err(|error| defect(&error))?;
        let mut writer = DraftWriter::begin(key, &dossier, &now, out).map_err(|error| defect(&error))?;
        for file in writer.contents().files.clone() {
            let attachment = dossier.attachments.iter().find(|it| it.file.sha256 == file.sha256);
            let Some(attachment) = attachment else { continue };
            let content = folder::open(&given.folder, attachment)?;
            writer.add(content).map_err(|error| defect(&error))?;
        }
        writer.finish().map(drop).map_err(|error| defect(&error))
    })?;
    streams.say(&given.out.display().to_string())?;
    Ok(End::Good)
}

pub(super) fn open(given: &Open, streams: &mut Streams<'_>) -> Result<End, Failure> {
    folder::must_be_free(&given.out)?;
    let passphrase = passphrase(&given.passphrase, streams)?;
    let unreadable = |error: std::io::Error| Defect::unreadable(&given.file, &error);
    let file = BufReader::new(fs::File::open(&given.file).map_err(unreadable)?);
    let defect =
        |error: &dyn std::fmt::Display| Failure::from(Defect::new(&given.file, format!("{error}。")));
    let mut draft = DraftReader::open_with_passphrase(&passphrase, file).map_err(|error| defect(&error))?;
    let files = given.out.join(FILES);
    fs::create_dir_all(&files).map_err(|error| Defect::unwritable(&files, &error))?;
    let mut dossier = draft.dossier().clone();
    for (at, file) in draft.contents().files.clone().iter().enumerate() {
        let name = file.name();
        write_pieces(&files.join(name), |out| draft.pieces(at, out).map_err(|error| defect(&error)))?;
        let same = dossier.attachments.iter_mut().filter(|it| it.file.sha256 == file.sha256);
        same.for_each(|attachment| name.clone_into(&mut attachment.file.name));
    }
    write_whole(&given.out.join(DOSSIER), &serde_json::to_vec_pretty(&dossier)?)?;
    streams.say(&format!(
        "{}：{}，{} 个附件",
        given.out.display(),
        shown(&dossier.name),
        draft.contents().files.len()
    ))?;
    Ok(End::Good)
}

/// From a file, or a line of the standard input.
fn passphrase(given: &Passphrase, streams: &mut Streams<'_>) -> Result<Zeroizing<String>, Failure> {
    let text = match &given.passphrase_file {
        Some(file) => fs::read_to_string(file).map_err(|error| Defect::unreadable(file, &error))?,
        None => {
            streams.note("口令（显示在屏幕上，输入后回车）：");
            let mut line = String::new();
            let read = std::io::stdin().read_line(&mut line);
            read.map_err(|error| Defect::unreadable(Path::new("标准输入"), &error))?;
            line
        }
    };
    let text = Zeroizing::new(text);
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}
