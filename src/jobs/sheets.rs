//! The jobs about sheets.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_bytes::ByteBuf;

use super::Outcome;
use super::run::{Checks, sentence};
use crate::check::Memory;
use crate::digest::sha256_hex;
use crate::document::report::Checked;
use crate::document::{records, records_json};
use crate::dossier::{Dossier, Row};
use crate::procedure::{Procedure, Roster};
use crate::sheet::{self, Choices, SheetFormat};

/// What a text that was pasted is called in messages.
const PASTED: &str = "粘贴的内容";

/// The roster of a definition.
pub(super) fn roster<'a>(procedure: &'a Procedure, id: &str) -> Result<&'a Roster, String> {
    procedure.roster(id).ok_or_else(|| "本事项没有这份清单，请刷新页面后重试。".to_owned())
}

/// Plans an import. New rows are named after the content that they came with.
pub(super) fn plan(
    name: &str,
    bytes: &[u8],
    (procedure, roster): (&Procedure, &Roster),
    rows: &[Arc<Row>],
    choices: &Choices,
) -> Result<Outcome, String> {
    let book = match name {
        "" => sheet::read_pasted(PASTED, &String::from_utf8_lossy(bytes)),
        name => sheet::read(name, bytes),
    };
    let seed: String = sha256_hex(bytes).chars().take(12).collect();
    let import = sheet::import(&book.map_err(sentence)?, procedure, roster, rows, choices, &seed);
    Ok(Outcome::SheetRead(Box::new(import.preview), import.rows))
}

/// Writes a roster or its template.
pub(super) fn write(
    procedure: &Procedure,
    roster: &Roster,
    rows: Option<&[Arc<Row>]>,
    format: SheetFormat,
) -> Result<Outcome, String> {
    let (written, name) = match rows {
        Some(rows) => (sheet::export(procedure, roster, rows, format), sheet::file_name(roster, "", format)),
        None => (sheet::template(procedure, roster), sheet::file_name(roster, "模板", SheetFormat::Xlsx)),
    };
    Ok(Outcome::SheetWritten { name, bytes: ByteBuf::from(written.map_err(sentence)?) })
}

/// Writes a table of records; without a format as JSON.
pub(super) fn write_records(
    checks: &Checks<'_>,
    dossier: &Dossier,
    table: &str,
    format: Option<SheetFormat>,
) -> Result<Outcome, String> {
    let engine = checks.engine;
    let table = engine.procedure().records.iter().find(|known| known.id == table);
    let table = table.ok_or("本事项没有这份记录，请刷新页面后重试。")?;
    let mut memory = Memory::default();
    let report = engine.recheck(&mut memory, dossier, checks.today, checks.calendar, checks.coverage);
    let files = BTreeMap::new();
    let lines = records(&Checked { engine, memory: &memory, report: &report, dossier, files: &files }, table);
    let bytes = match format {
        Some(format) => {
            let heads: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
            sheet::write_table(&table.title, &heads, lines, format).map_err(sentence)?
        }
        None => serde_json::to_vec_pretty(&records_json(table, &lines)).map_err(sentence)?,
    };
    let extension = format.map_or("json", SheetFormat::extension);
    Ok(Outcome::SheetWritten { name: format!("{}.{extension}", table.title), bytes: ByteBuf::from(bytes) })
}
