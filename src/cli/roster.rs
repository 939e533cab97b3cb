//! `beian import` and `beian export`: the rosters of a dossier, from and to sheets.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::arguments::{Export, Import, Places};
use super::error::{Defect, Failure};
use super::folder::{self, DOSSIER, Folder};
use super::write::write_whole;
use super::{End, Streams, resources};
use crate::check::Memory;
use crate::digest::sha256_hex;
use crate::document::report::Checked;
use crate::document::{records, records_json};
use crate::dossier::Edit;
use crate::procedure::{RecordTable, Roster};
use crate::sheet::{self, Choices, Preview, SheetFormat};

pub(super) fn import(given: &Import, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let Folder { engine, mut dossier, .. } = folder::read(&given.folder, places, streams)?;
    let roster = roster(&engine.procedure().rosters, &given.roster, &given.folder)?;
    let bytes = fs::read(&given.file).map_err(|error| Defect::unreadable(&given.file, &error))?;
    let name = given.file.file_name().unwrap_or_default().to_string_lossy();
    let book = sheet::read(&name, &bytes).map_err(|error| Defect::new(&given.file, error.to_string()))?;
    let table = match &given.sheet {
        None => None,
        Some(wanted) => {
            let at = book.tables.iter().position(|table| table.name == *wanted);
            Some(at.ok_or_else(|| {
                let names: Vec<&str> = book.tables.iter().map(|table| table.name.as_str()).collect();
                Defect::new(&given.file, format!("没有工作表“{wanted}”，请从{}中选择。", names.join("、")))
            })?)
        }
    };
    if let Some(key) = given.key.as_deref().filter(|key| !key.is_empty() && roster.field(key).is_none()) {
        let ids: Vec<&str> = roster.fields.iter().map(|field| field.id.as_str()).collect();
        let reason = format!("清单没有字段“{key}”，请从{}中选择。", ids.join("、"));
        return Err(Defect::new(&given.folder, reason).into());
    }
    if given.key.as_deref().is_some_and(|key| !key.is_empty()) && engine.procedure().is_of_events(roster) {
        let reason =
            format!("清单“{}”记录先后发生的变化，不能按字段比对，请去掉 --key，全部新增。", roster.title);
        return Err(Defect::new(&given.folder, reason).into());
    }
    let choices = Choices {
        table,
        head: given.head,
        key: given.key.clone(),
        clear_blank: given.clear_blank,
        remove_absent: given.remove_absent,
        skip_wrong: given.skip_wrong,
        renamed: given.renamed,
        ..Choices::default()
    };
    let seed: String = sha256_hex(&bytes).chars().take(12).collect();
    let planned = sheet::import(&book, engine.procedure(), roster, dossier.rows(&roster.id), &choices, &seed);
    let preview = planned.preview;
    let Some(rows) = planned.rows else {
        return Err(Defect::new(&given.file, preview.refusal.unwrap_or_default()).into());
    };
    print(&preview, roster, streams)?;
    if given.dry_run {
        streams.say("只作检查，卷宗没有改动。")?;
    } else {
        dossier.apply(Edit::Rows(roster.id.clone(), rows));
        dossier.changed = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let mut json = serde_json::to_string_pretty(&dossier)?;
        json.push('\n');
        let path = given.folder.join(DOSSIER);
        write_whole(&path, json.as_bytes())?;
        streams.say(&format!("已写入 {}。", path.display()))?;
    }
    let doubts = preview.problems.len() + preview.counts.repeated + preview.counts.skipped;
    Ok(if doubts == 0 { End::Good } else { End::Found })
}

/// Prints how the sheet was read and what becomes of its lines.
fn print(preview: &Preview, roster: &Roster, streams: &mut Streams<'_>) -> Result<(), Failure> {
    for note in &preview.notes {
        streams.note(note);
    }
    let table = preview.tables.get(preview.table).map(|table| table.name.as_str()).unwrap_or_default();
    let table = if table.is_empty() { String::new() } else { format!("工作表“{table}”，") };
    streams.say(&format!("{table}表头在第{}行，共{}行内容。", preview.head, preview.counts.lines))?;
    for head in preview.heads.iter().filter(|head| head.guessed || head.target.is_empty()) {
        let target = preview.targets.iter().find(|target| target.id == head.target);
        streams.say(&match target {
            Some(target) => format!("  {}列“{}”按“{}”导入，请核对。", head.letters, head.text, target.label),
            None => format!("  {}列“{}”不是“{}”的内容，没有导入。", head.letters, head.text, roster.title),
        })?;
    }
    if !preview.missing.is_empty() {
        streams.say(&format!("  表格中没有：{}。", preview.missing.join("、")))?;
    }
    for problem in &preview.problems {
        let word = problem.severity.word();
        streams.say(&format!(
            "  {} {}：[{word}] {}。{}",
            problem.cell, problem.label, problem.message, problem.hint
        ))?;
    }
    streams.say(&summary(preview))
}

/// An import in one sentence.
fn summary(preview: &Preview) -> String {
    let counts = &preview.counts;
    let words = [
        ("新增", counts.added),
        ("替换", counts.replaced),
        ("相同", counts.unchanged),
        ("删去", counts.removed),
        ("重复而不导入", counts.repeated),
        ("有误而不导入", counts.skipped),
        ("示例而不导入", counts.examples),
    ];
    let words = words.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word}{count}行"));
    format!("{}。", words.collect::<Vec<_>>().join("，"))
}

pub(super) fn export(given: &Export, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let Folder { engine, dossier, .. } = folder::read(&given.folder, places, streams)?;
    let procedure = engine.procedure();
    if let Some(table) = procedure.records.iter().find(|table| table.id == given.roster) {
        let mut memory = Memory::default();
        let calendar = resources::calendar(places)?;
        let report = engine.recheck(&mut memory, &dossier, given.day.get(), &calendar, None);
        let files = BTreeMap::new();
        let checked =
            Checked { engine: &engine, memory: &memory, report: &report, dossier: &dossier, files: &files };
        return write_records(given, table, records(&checked, table), streams);
    }
    let roster = roster(&procedure.rosters, &given.roster, &given.folder)?;
    let rows = dossier.rows(&roster.id);
    let extension = given.out.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let failed = |error: sheet::ExportError| Defect::new(&given.out, error.to_string());
    let bytes = match extension.as_str() {
        "xlsx" if given.template => sheet::template(procedure, roster).map_err(failed)?,
        "xlsx" => sheet::export(procedure, roster, rows, SheetFormat::Xlsx).map_err(failed)?,
        "csv" if !given.template => {
            sheet::export(procedure, roster, rows, SheetFormat::Csv).map_err(failed)?
        }
        "json" if !given.template => serde_json::to_string_pretty(rows)?.into_bytes(),
        _ => {
            let kinds = if given.template { ".xlsx" } else { ".xlsx、.csv 或者 .json" };
            return Err(Defect::new(&given.out, format!("扩展名请用 {kinds}。")).into());
        }
    };
    write_whole(&given.out, &bytes)?;
    streams.say(&given.out.display().to_string())?;
    Ok(End::Good)
}

/// Writes a table of records.
fn write_records(
    given: &Export,
    table: &RecordTable,
    lines: Vec<Vec<String>>,
    streams: &mut Streams<'_>,
) -> Result<End, Failure> {
    let heads: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let extension = given.out.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let sheet = |lines, format| {
        sheet::write_table(&table.title, &heads, lines, format)
            .map_err(|error| Defect::new(&given.out, error.to_string()))
    };
    let bytes = match extension.as_str() {
        "xlsx" => sheet(lines, SheetFormat::Xlsx)?,
        "csv" => sheet(lines, SheetFormat::Csv)?,
        "json" => serde_json::to_vec_pretty(&records_json(table, &lines))?,
        _ => return Err(Defect::new(&given.out, "扩展名请用 .xlsx、.csv 或者 .json。").into()),
    };
    write_whole(&given.out, &bytes)?;
    streams.say(&given.out.display().to_string())?;
    Ok(End::Good)
}

/// The roster of that id.
fn roster<'a>(rosters: &'a [Roster], id: &str, folder: &Path) -> Result<&'a Roster, Defect> {
    rosters.iter().find(|roster| roster.id == id).ok_or_else(|| {
        let ids: Vec<&str> = rosters.iter().map(|roster| roster.id.as_str()).collect();
        let reason = match ids.as_slice() {
            [] => "本事项没有清单。".to_owned(),
            _ => format!("本事项没有清单“{id}”，请从{}中选择。", ids.join("、")),
        };
        Defect::new(folder, reason)
    })
}
