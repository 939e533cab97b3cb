//! Reading a dossier from JSON: only what this program knows whole.
//!
//! A later format is refused with its number. So is a member that this program does not know, of whatever format:
//! reading over it would lose it with the next save.

use serde::Deserialize;

use super::Dossier;
use crate::json::from_str;

/// The format that this program writes, and the latest that it reads.
pub const FORMAT: u32 = 1;

/// Why a text is no dossier that can be read. Each displays as the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DossierError {
    /// It was written by a later program.
    #[error("格式版本为 {format}，本程序只认识 {FORMAT}，请使用新版的备案通打开")]
    Newer {
        /// The number of its format.
        format: u32,
    },
    /// It is no dossier, is damaged, or has something in it that this program does not know.
    #[error("不是卷宗数据，或者含有本程序不认识的内容（第 {line} 行第 {column} 列）")]
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1, in bytes.
        column: usize,
    },
}

/// The number of a format, whatever else there is.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl Dossier {
    /// Reads a dossier from JSON.
    pub fn from_json(text: &str) -> Result<Self, DossierError> {
        match from_str::<Self>(text) {
            Ok(dossier) if dossier.format == FORMAT => Ok(dossier),
            Ok(dossier) => Err(of(dossier.format, 0, 0)),
            Err(error) => {
                let format = from_str::<Head>(text).map_or(FORMAT, |head| head.format);
                Err(of(format, error.line(), error.column()))
            }
        }
    }
}

fn of(format: u32, line: usize, column: usize) -> DossierError {
    if format > FORMAT { DossierError::Newer { format } } else { DossierError::Unreadable { line, column } }
}
