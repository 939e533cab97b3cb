//! `beian pack`.

use super::arguments::{Pack, Places};
use super::error::{Defect, Failure};
use super::write::write_whole;
use super::{End, Streams, check, folder, print};
use crate::check::Memory;
use crate::digest::Digests;
use crate::document::form;
use crate::document::report::{self, Checked};
use crate::package::{self, Contents, DRAFT_MARK};

pub(super) fn run(given: &Pack, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let mut read = folder::read(&given.folder, places, streams)?;
    package::remove_metadata(read.engine.procedure(), &mut read.dossier, &mut read.files);
    let today = given.day.get();
    let mut memory = Memory::default();
    let report = check::recheck(&read.engine, &mut memory, &read.dossier, today, places, streams)?;
    let procedure = read.engine.procedure();
    if !report.verdict.ready && !given.draft {
        check::print(&report, procedure, streams)?;
        streams.note("没有导出：卷宗未通过自查；确需导出草稿的，请加 --draft。");
        return Ok(End::Found);
    }
    let mark = (!report.verdict.ready).then_some(DRAFT_MARK);
    let document = form::compose(procedure, Some(&read.dossier), mark);
    let form_pdf = document.map(|form| print::pdf(&form, places, &given.folder)).transpose()?;
    let (engine, dossier, files) = (&read.engine, &read.dossier, &read.files);
    let checked = Checked { engine, memory: &memory, report: &report, dossier, files };
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
        dossier: &read.dossier,
        report: &report,
        form_pdf: form_pdf.as_deref(),
        documents: &documents,
        files: &read.files,
        today,
    };
    let package = package::pack(&contents).map_err(|error| Defect::new(&given.folder, error.to_string()))?;
    let name = package::file_name(&contents);
    let path = if given.out.is_dir() { given.out.join(&name) } else { given.out.clone() };
    write_whole(&path, &package)?;
    let named = path.file_name().is_some_and(|own| own.to_string_lossy().contains(DRAFT_MARK));
    if mark.is_some() && !named {
        streams.note(&format!("这是未通过自查的草稿，请以“{name}”为文件名保存或发送。"));
    }
    let digests = Digests::of(&package);
    streams.say(&path.display().to_string())?;
    streams.say(&format!("  SHA-256 {}", digests.sha256))?;
    streams.say(&format!("  SM3     {}", digests.sm3))?;
    Ok(End::Good)
}
