//! `beian deadlines`: the statutory periods of a dossier as a calendar file or as JSON.

use super::arguments::{Deadlines, Places};
use super::error::{Defect, Failure};
use super::write::write_whole;
use super::{End, Streams, folder, resources};
use crate::calendar::calendar_file;
use crate::check::timeline;

pub(super) fn run(given: &Deadlines, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let extension = given.out.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let as_calendar = match extension.as_deref() {
        Some("ics") => true,
        Some("json") => false,
        _ => return Err(Defect::new(&given.out, "扩展名应为 .ics 或 .json，请核对 --out 参数。").into()),
    };
    let folder = folder::read(&given.folder, places, streams)?;
    let (dossier, procedure) = (&folder.dossier, folder.engine.procedure());
    let today = given.day.get();
    let report = folder.engine.check(dossier, today, &resources::calendar(places)?, None);
    let marks = timeline::marks(procedure, dossier, &report, today);
    let (bytes, number) = if as_calendar {
        let events = timeline::calendar_events(procedure, dossier, &marks);
        let file = calendar_file(&dossier.name, &events, chrono::Utc::now().naive_utc());
        (file.into_bytes(), events.len())
    } else {
        let deadlines = timeline::deadlines(procedure, &marks);
        (serde_json::to_vec_pretty(&deadlines)?, deadlines.len())
    };
    write_whole(&given.out, &bytes)?;
    streams.say(&format!("已写入 {}，共 {number} 个期限。", given.out.display()))?;
    Ok(End::Good)
}
