//! The jobs about sheets.

use std::sync::Arc;

use serde_bytes::ByteBuf;

use super::Outcome;
use super::run::sentence;
use crate::digest::sha256_hex;
use crate::dossier::Row;
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
    roster: &Roster,
    rows: &[Arc<Row>],
    choices: &Choices,
) -> Result<Outcome, String> {
    let book = match name {
        "" => sheet::read_pasted(PASTED, &String::from_utf8_lossy(bytes)),
        name => sheet::read(name, bytes),
    };
    let seed: String = sha256_hex(bytes).chars().take(12).collect();
    let import = sheet::import(&book.map_err(sentence)?, roster, rows, choices, &seed);
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
