//! `beian print`.

use std::path::Path;

use super::arguments::{Places, Print};
use super::error::{Defect, Failure};
use super::write::write_whole;
use super::{End, Streams, folder, resources};
use crate::document::{Document, form};

pub(super) fn run(given: &Print, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let document = match (&given.folder, &given.procedure) {
        (Some(folder), _) => {
            let read = folder::read(folder, places, streams)?;
            let dossier = (!given.blank).then_some(&read.dossier);
            form::compose(read.engine.procedure(), dossier, None)
        }
        (None, Some(id)) => form::compose(&resources::required_procedure(places, id)?, None, None),
        (None, None) => return Err(Defect::new(Path::new("."), "请给出卷宗目录。").into()),
    };
    let about = given.folder.as_deref().unwrap_or(&given.out);
    let document = document.ok_or_else(|| Defect::new(about, "本事项没有申请表。"))?;
    let pdf = pdf(&document, places, about)?;
    write_whole(&given.out, &pdf)?;
    streams.say(&given.out.display().to_string())?;
    Ok(End::Good)
}

/// Prints a document. `about` is the input that a message names.
pub(super) fn pdf(document: &Document, places: &Places, about: &Path) -> Result<Vec<u8>, Failure> {
    let faces = resources::faces(places, document)?;
    document.to_pdf(&faces).map_err(|error| Defect::new(about, format!("{error}。")).into())
}
