//! `beian bind`.

use super::arguments::{Bind, Places};
use super::error::{Defect, Failure};
use super::write::write_pieces;
use super::{End, Streams, check, folder, resources};
use crate::check::{Coverage, Memory};
use crate::document::report::Checked;
use crate::dossier::Attachment;
use crate::procedure::Procedure;
use crate::volume::{Binder, Plan, Prints};

pub(super) fn run(given: &Bind, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let read = folder::read_keeping(&given.folder, places, streams, &is_picture_of_text)?;
    let (engine, files) = (&read.engine, &read.files);
    let today = given.day.get();
    let dossier = &engine.part_asked(&read.dossier, today, &resources::calendar(places)?);
    let mut memory = Memory::default();
    let report = check::recheck(engine, &mut memory, dossier, today, places, streams)?;
    let checked = Checked { engine, memory: &memory, report: &report, dossier, files };
    let index = resources::face_index(places)?;
    let plan =
        Plan::of(engine.procedure(), dossier, &report, index.as_ref().map(|index| index as &dyn Coverage));
    let prints = Prints::of(&checked, &plan, today);
    let faces = resources::faces(places, &prints.documents(&plan))?;
    let failed = |error: crate::volume::VolumeError| Defect::new(&given.folder, format!("{error}。")).into();
    let pages = write_pieces(&given.out, |out| {
        let mut binder = Binder::begin(out);
        for file in plan.files() {
            let attachment = dossier.attachments.iter().find(|known| known.file.sha256 == file.sha256);
            let attachment = attachment.ok_or_else(|| Defect::new(&given.folder, "附件与记录不符。"))?;
            let bytes = folder::content(&given.folder, attachment)?;
            binder.file(file, bytes, out, &mut |_| ()).map_err(failed)?;
        }
        binder.finish(&plan, &prints, &faces, out).map_err(failed)
    })?;
    streams.say(&format!("{}（{pages} 页）", given.out.display()))?;
    Ok(End::Good)
}

/// Whether a file is a picture that stands in a text written here: printing needs its content.
pub(super) fn is_picture_of_text(procedure: &Procedure, file: &Attachment) -> bool {
    procedure.material(&file.material).is_some_and(|material| material.narrative(&file.slot).is_some())
}
