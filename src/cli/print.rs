//! `beian print`.

use std::path::{Path, PathBuf};

use super::arguments::{Places, Print};
use super::error::{Defect, Failure};
use super::folder::Folder;
use super::write::write_whole;
use super::{End, Streams, check, folder, resources};
use crate::check::Memory;
use crate::document::report::{self, Checked};
use crate::document::{Document, form};
use crate::intake::shown;
use crate::package::DRAFT_MARK;
use crate::procedure::{PrintedDocument, Procedure};
use crate::text::comparable;

pub(super) fn run(given: &Print, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let about = given.folder.as_deref().unwrap_or(&given.out);
    let document = match (&given.folder, &given.procedure) {
        (Some(folder), _) => {
            let read = folder::read(folder, places, streams)?;
            match wanted(given, read.engine.procedure(), about)? {
                Some(document) => Some(report(given, document, &read, places, streams)?),
                None => {
                    let dossier = (!given.blank).then_some(&read.dossier);
                    form::compose(read.engine.procedure(), dossier, None)
                }
            }
        }
        (None, Some(id)) => form::compose(&resources::required_procedure(places, id)?, None, None),
        (None, None) => return Err(Defect::new(Path::new("."), "请给出卷宗目录。").into()),
    };
    let document = document.ok_or_else(|| Defect::new(about, "本事项没有申请表。"))?;
    let pdf = pdf(&document, places, about)?;
    write_whole(&given.out, &pdf)?;
    streams.say(&given.out.display().to_string())?;
    Ok(End::Good)
}

/// The document to be printed; `None` for the form.
fn wanted<'a>(
    given: &Print,
    procedure: &'a Procedure,
    about: &Path,
) -> Result<Option<&'a PrintedDocument>, Failure> {
    let list =
        || procedure.documents.iter().map(|document| document.id.as_str()).collect::<Vec<_>>().join("、");
    match (&given.document, procedure.documents.as_slice()) {
        (Some(id), _) => match procedure.document(id) {
            Some(document) => Ok(Some(document)),
            None if procedure.documents.is_empty() => {
                Err(Defect::new(about, "本事项没有申请表以外的文书。").into())
            }
            None => Err(Defect::new(about, format!("没有名为“{id}”的文书；可以打印：{}。", list())).into()),
        },
        (None, _) if procedure.form.is_some() || given.blank => Ok(None),
        (None, []) => Ok(None),
        (None, [document]) => Ok(Some(document)),
        (None, _) => Err(Defect::new(about, format!("请用 --document 指明文书：{}。", list())).into()),
    }
}

/// Composes a document, marked when something stands against stamping it.
fn report(
    given: &Print,
    document: &PrintedDocument,
    read: &Folder,
    places: &Places,
    streams: &mut Streams<'_>,
) -> Result<Document, Failure> {
    let mut memory = Memory::default();
    let (engine, dossier) = (&read.engine, &read.dossier);
    let report = check::recheck(engine, &mut memory, dossier, given.day.get(), places, streams)?;
    let row = given.row.as_deref().map(|name| row(name, document, read, &given.folder)).transpose()?;
    let mark =
        (!report.against(engine.procedure(), document, row.as_deref()).is_empty()).then_some(DRAFT_MARK);
    let checked = Checked { engine, memory: &memory, report: &report, dossier, files: &read.files };
    Ok(report::compose(&checked, document, row.as_deref(), mark))
}

/// The id of the row that a name or an id means.
fn row(
    name: &str,
    document: &PrintedDocument,
    read: &Folder,
    folder: &Option<PathBuf>,
) -> Result<String, Failure> {
    let about = folder.as_deref().unwrap_or(Path::new("."));
    let wrong = |text: String| Err(Defect::new(about, text).into());
    let roster = document.for_each.as_ref().and_then(|id| read.engine.procedure().roster(id));
    let Some(roster) = roster else {
        return wrong(format!("文书“{}”不是一行一份的，不用 --row。", document.id));
    };
    let named: Vec<_> = read
        .dossier
        .rows(&roster.id)
        .iter()
        .filter(|row| row.id == name || same_name(&row.name(roster), name))
        .collect();
    match named.as_slice() {
        [row] => Ok(row.id.clone()),
        [] => wrong(format!("“{}”中没有“{}”。", roster.title, shown(name))),
        several => {
            let ids: Vec<&str> = several.iter().map(|row| row.id.as_str()).collect();
            let (title, count) = (&roster.title, ids.len());
            wrong(format!("“{title}”中有 {count} 行叫“{}”，请用编号指明：{}。", shown(name), ids.join("、")))
        }
    }
}

fn same_name(a: &str, b: &str) -> bool {
    comparable(a) == comparable(b)
}

/// Prints a document. `about` is the input that a message names.
pub(super) fn pdf(document: &Document, places: &Places, about: &Path) -> Result<Vec<u8>, Failure> {
    let faces = resources::faces(places, std::slice::from_ref(document))?;
    document.to_pdf(&faces).map_err(|error| Defect::new(about, format!("{error}。")).into())
}
