//! Reading a dossier folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Streams;
use super::arguments::Places;
use super::error::{Defect, Failure};
use super::{json, resources};
use crate::check::{self, Engine};
use crate::dossier::{Attachment, Dossier, DossierError, ProcedureRef, TextSeen};
use crate::intake::{self, shown};
use crate::narrative;
use crate::procedure::Procedure;

/// The dossier in its folder.
pub(super) const DOSSIER: &str = "dossier.json";
/// The folder of the attachments.
pub(super) const FILES: &str = "files";

/// A dossier with its definition and its files, or what was made of each.
pub(super) struct Folder<T = Vec<u8>> {
    pub(super) engine: Engine,
    pub(super) dossier: Dossier,
    /// The attachments' contents by SHA-256.
    pub(super) files: BTreeMap<String, T>,
}

impl Folder {
    /// Looks at the files of which nothing has been seen, as the page does with every file that is put in, so that
    /// both find the same. A file that cannot be looked at is told and keeps its place.
    pub(super) fn look(&mut self, folder: &Path, streams: &mut Streams<'_>) {
        let files = &self.files;
        let unseen = self.dossier.attachments.par_iter_mut().filter(|file| file.file.seen.is_none());
        let failed: Vec<Defect> = unseen
            .filter_map(|attachment| {
                let bytes = files.get(&attachment.file.sha256)?;
                let looked =
                    intake::look_into(&mut attachment.file, bytes, &mut |_, _| ControlFlow::Continue(()));
                let reason = looked.err()?.to_string();
                Some(Defect::new(&path(folder, attachment)?, reason))
            })
            .collect();
        failed.iter().for_each(|defect| streams.note(&defect.to_string()));
        self.search();
    }

    /// Searches the text of finished documents for their headings and names, where that was not done yet. What has no
    /// text that can be read has been told before.
    fn search(&mut self) {
        let Self { engine, dossier, files } = self;
        let searched: Vec<(usize, TextSeen)> = (0..dossier.attachments.len())
            .into_par_iter()
            .filter_map(|at| {
                let file = &dossier.attachments[at];
                let material = engine.procedure().material(&file.material)?;
                let (_, headings) = material.contents()?;
                let names = check::wanted_names(dossier, material);
                let wanted = check::wants_search(file, material, &names);
                let bytes = files.get(&file.file.sha256).filter(|_| wanted)?;
                let lines = intake::text_lines(&file.file.name, bytes).ok()?;
                Some((at, narrative::search(&lines, headings, &Vec::from_iter(names))))
            })
            .collect();
        for (at, text) in searched {
            dossier.attachments[at].text = Some(Box::new(text));
        }
    }
}

/// Reads a dossier and all its files; every defect found is told, not only the first.
pub(super) fn read(folder: &Path, places: &Places, streams: &mut Streams<'_>) -> Result<Folder, Failure> {
    read_keeping(folder, places, streams, &|_, _| true)
}

/// The same, keeping only the contents that `keep` asks for: all files of a large dossier need not be held
/// at once.
pub(super) fn read_keeping(
    folder: &Path,
    places: &Places,
    streams: &mut Streams<'_>,
    keep: &(dyn Fn(&Procedure, &Attachment) -> bool + Sync),
) -> Result<Folder, Failure> {
    read_taking(folder, places, streams, &|procedure, _, file, bytes| keep(procedure, file).then_some(bytes))
}

/// What is made of an attached file: given the definition, the dossier, the attachment and its content.
pub(super) type Take<'a, T> = &'a (dyn Fn(&Procedure, &Dossier, &Attachment, Vec<u8>) -> Option<T> + Sync);

/// The same, keeping of each content what `take` makes of it. As many are read at a time as there are processors.
pub(super) fn read_taking<T: Send>(
    folder: &Path,
    places: &Places,
    streams: &mut Streams<'_>,
    take: Take<'_, T>,
) -> Result<Folder<T>, Failure> {
    let file = folder.join(DOSSIER);
    let mut dossier = dossier(folder)?;
    let procedure = resources::required_procedure(places, &dossier.procedure.id)?;
    adopt(&mut dossier, &procedure, &file, streams)?;
    let mut defects = unknown_answers(&dossier, &procedure, &file);
    let files =
        read_files(folder, &dossier, &mut defects, &|file, bytes| take(&procedure, &dossier, file, bytes));
    if !defects.is_empty() {
        return Err(Failure::Input(defects));
    }
    note_unused(folder, &dossier, streams);
    let engine = resources::engine(places, procedure)?;
    Ok(Folder { engine, dossier, files })
}

/// Reads a dossier as it stands.
pub(super) fn dossier(folder: &Path) -> Result<Dossier, Failure> {
    let file = folder.join(DOSSIER);
    if !folder.is_dir() {
        return Err(Defect::new(folder, "不是卷宗目录，请给出含有 dossier.json 的目录。").into());
    }
    let text = json::read_text(&file)?;
    match Dossier::from_json(&text) {
        Ok(dossier) => Ok(dossier),
        Err(error @ DossierError::Newer { .. }) => {
            Err(Defect::at(&file, "format", format!("{error}。")).into())
        }
        // Where and why, as far as a person can mend it.
        Err(DossierError::Unreadable { .. }) => {
            json::read::<Dossier>(&file)?;
            Err(Defect::at(&file, "format", "没有这个格式版本，请核对。").into())
        }
    }
}

/// Takes the installed definition of the same version for the dossier's. A dossier folder may be written
/// by hand or by other software, which need not know the definition's digest.
fn adopt(
    dossier: &mut Dossier,
    procedure: &Procedure,
    file: &Path,
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    let installed = ProcedureRef::of(procedure);
    if dossier.procedure.version != installed.version {
        let reason = format!(
            "卷宗按 {} 版填写，本机的事项定义是 {} 版。请先运行 beian migrate {}：按本机的版本转换，列出变化，并保留旧卷宗。",
            shown(&dossier.procedure.version),
            installed.version,
            file.parent().unwrap_or(file).display()
        );
        return Err(Defect::at(file, "procedure.version", reason).into());
    }
    if dossier.procedure.digest != installed.digest && !dossier.procedure.digest.is_empty() {
        let reason = "与本机事项定义的摘要不同，按本机的事项定义处理。";
        streams.note(&Defect::at(file, "procedure.digest", reason).to_string());
    }
    dossier.procedure = installed;
    Ok(())
}

/// Answers to questions that are not asked: most likely a misspelt id.
fn unknown_answers(dossier: &Dossier, procedure: &Procedure, file: &Path) -> Vec<Defect> {
    let unknown = dossier.answers.keys().filter(|id| procedure.field(id).is_none());
    let reason = "事项定义中没有这一项，请核对编号。";
    unknown.map(|id| Defect::at(file, format!("answers.{}", shown(id)), reason)).collect()
}

/// Reads every attached file once and holds it against its record.
fn read_files<T: Send>(
    folder: &Path,
    dossier: &Dossier,
    defects: &mut Vec<Defect>,
    take: &(dyn Fn(&Attachment, Vec<u8>) -> Option<T> + Sync),
) -> BTreeMap<String, T> {
    let mut contents = BTreeMap::new();
    let mut ids = BTreeSet::new();
    let read = |attachment: &Attachment| {
        let path = path(folder, attachment)?;
        Some(read_file(&path, attachment).map(|bytes| take(attachment, bytes)).map_err(|why| (path, why)))
    };
    let read: Vec<_> = dossier.attachments.par_iter().map(read).collect();
    for (at, (attachment, read)) in dossier.attachments.iter().zip(read).enumerate() {
        let place = |member: &str| format!("attachments[{at}].{member}");
        if !ids.insert(attachment.id.as_str()) {
            defects.push(Defect::at(
                &folder.join(DOSSIER),
                place("id"),
                "与前面的附件重复，请改为不同的编号。",
            ));
        }
        match read {
            None => {
                let reason = "只能是 files 目录下的文件名，不能含路径。";
                defects.push(Defect::at(&folder.join(DOSSIER), place("name"), reason));
            }
            Some(Ok(taken)) => {
                contents.extend(taken.map(|taken| (attachment.file.sha256.clone(), taken)));
            }
            Some(Err((path, (None, reason)))) => defects.push(Defect::at(&path, "", reason)),
            Some(Err((path, (Some(member), reason)))) => {
                let reason = format!("{reason}（dossier.json 的 {}）", place(member));
                defects.push(Defect::at(&path, "", reason));
            }
        }
    }
    contents
}

/// Refuses a folder to be written that holds something already.
pub(super) fn must_be_free(folder: &Path) -> Result<(), Failure> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Defect::new(folder, "目录中已有文件，请给出新的或者空的目录。").into());
    }
    Ok(())
}

/// Reads a file again that [`read_keeping`] has seen.
pub(super) fn content(folder: &Path, attachment: &Attachment) -> Result<Vec<u8>, Failure> {
    let path = path(folder, attachment).unwrap_or_else(|| folder.to_path_buf());
    fs::read(&path).map_err(|error| Defect::unreadable(&path, &error).into())
}

/// Opens a file to be read piece by piece.
pub(super) fn open(folder: &Path, attachment: &Attachment) -> Result<fs::File, Failure> {
    let path = path(folder, attachment).unwrap_or_else(|| folder.to_path_buf());
    fs::File::open(&path).map_err(|error| Defect::unreadable(&path, &error).into())
}

/// A name from the dossier is only used as a path when it is one plain name.
fn path(folder: &Path, attachment: &Attachment) -> Option<PathBuf> {
    let name = &attachment.file.name;
    let plain = !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', '\0']);
    plain.then(|| folder.join(FILES).join(name))
}

/// Reads one file. An error is a sentence, with the member of the record that does not agree.
fn read_file(path: &Path, attachment: &Attachment) -> Result<Vec<u8>, (Option<&'static str>, String)> {
    let record = &attachment.file;
    let unreadable = |error: &std::io::Error| (Some("name"), Defect::unreadable(path, error).reason);
    let size = fs::metadata(path).map_err(|error| unreadable(&error))?.len();
    intake::refuse_by_size(&record.name, size).map_err(|error| (None, error.to_string()))?;
    let bytes = fs::read(path).map_err(|error| unreadable(&error))?;
    let found = intake::inspect(&record.name, &bytes).map_err(|error| (None, error.to_string()))?;
    let differs =
        |member, what: &str| Err((Some(member), format!("{what}与记录不一致，请更新记录或换回原来的文件。")));
    match () {
        () if found.size != record.size => differs("size", "大小"),
        () if found.sha256 != record.sha256 => differs("sha256", "SHA-256"),
        () if found.sm3 != record.sm3 => differs("sm3", "SM3"),
        () if found.media != record.media => differs("media", "类型"),
        () if found.pages != record.pages => differs("pages", "页数"),
        () => Ok(bytes),
    }
}

/// Files that lie in the folder but belong to nothing are told, for they will not be handed in.
fn note_unused(folder: &Path, dossier: &Dossier, streams: &mut Streams<'_>) {
    let used: BTreeSet<&str> = dossier.attachments.iter().map(|a| a.file.name.as_str()).collect();
    let entries = fs::read_dir(folder.join(FILES)).into_iter().flatten().flatten();
    let mut unused: Vec<PathBuf> = entries
        .filter(|entry| !entry.file_name().to_str().is_some_and(|name| used.contains(name)))
        .map(|entry| entry.path())
        .collect();
    unused.sort();
    for path in unused {
        streams.note(&Defect::new(&path, "卷宗没有引用这个文件，不会收入备案包。").to_string());
    }
}
