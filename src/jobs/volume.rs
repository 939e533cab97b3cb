//! Binding the volume in steps: one job for each file, so that never more than one is in the worker's memory,
//! and one for the pages. What they give are the pieces of one file, in order.

use std::collections::BTreeMap;

use serde_bytes::ByteBuf;

use super::Outcome;
use super::progress::Teller;
use super::run::{Checks, sentence};
use crate::check::Memory;
use crate::document::Faces;
use crate::document::report::Checked;
use crate::dossier::{Dossier, FileRecord};
use crate::volume::{Binder, Plan, Prints};

/// Takes a file into the volume that is being bound, or into a new one when it is the first.
pub(super) fn file(
    bound: &mut Option<Binder>,
    first: bool,
    file: &FileRecord,
    bytes: ByteBuf,
    tell: &mut Teller<'_>,
) -> Result<Outcome, String> {
    let mut piece = Vec::new();
    let mut out = |bytes: &[u8]| piece.extend_from_slice(bytes);
    let kept = bound.take().filter(|_| !first);
    let mut binder = match kept {
        Some(binder) => binder,
        None if first => Binder::begin(&mut out),
        None => return Err("装订已经中断，请重新生成合订本。".to_owned()),
    };
    let pages = u64::from(file.pages.max(1));
    let mut watch = |page: u32| {
        tell.step(&format!("正在收入“{}”第 {page} 页", file.name), 100 * u64::from(page) / pages);
    };
    binder.file(file, bytes.into_vec(), &mut out, &mut watch).map_err(sentence)?;
    *bound = Some(binder);
    Ok(Outcome::Bound { bytes: ByteBuf::from(piece), pages: 0 })
}

/// What is printed for the volume of a dossier that holds [what is asked](crate::check::Asked::part_of).
pub(super) fn prints(
    checks: &Checks<'_>,
    dossier: &Dossier,
    files: &BTreeMap<String, Vec<u8>>,
) -> (Plan, Prints) {
    let mut memory = Memory::default();
    let engine = checks.engine;
    let report = engine.recheck(&mut memory, dossier, checks.today, checks.calendar, checks.coverage);
    let checked = Checked { engine, memory: &memory, report: &report, dossier, files };
    let plan = Plan::of(engine.procedure(), dossier, &report, checks.coverage);
    let prints = Prints::of(&checked, &plan, checks.today);
    (plan, prints)
}

/// Writes the pages of the volume.
pub(super) fn pages(
    bound: Option<Binder>,
    (plan, prints): &(Plan, Prints),
    faces: &Faces,
) -> Result<Outcome, String> {
    let mut piece = Vec::new();
    let mut out = |bytes: &[u8]| piece.extend_from_slice(bytes);
    let binder = bound.unwrap_or_else(|| Binder::begin(&mut out));
    let pages = binder.finish(plan, prints, faces, &mut out).map_err(sentence)?;
    let pages = u32::try_from(pages).unwrap_or(u32::MAX);
    Ok(Outcome::Bound { bytes: ByteBuf::from(piece), pages })
}
