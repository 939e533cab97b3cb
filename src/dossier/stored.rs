//! Writing a dossier that changes little at a time.
//!
//! A dossier with thousands of rows is written again after every pause in typing. Of a row that has not
//! changed since, the text is still at hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Dossier, Row};

/// The texts of rows as written last, by roster and position.
#[derive(Debug, Default)]
pub struct RowTexts(BTreeMap<String, Vec<(Arc<Row>, String)>>);

impl RowTexts {
    /// Writes texts that a later [`json`](Self::json) needs, at most as many; true when none is missing.
    pub fn prepare(&mut self, dossier: &Dossier, most: usize) -> serde_json::Result<bool> {
        let mut left = most;
        for (id, rows) in &dossier.rosters {
            let texts = self.0.entry(id.clone()).or_default();
            texts.truncate(rows.len());
            for (at, row) in rows.iter().enumerate() {
                let known = texts.get_mut(at);
                if known.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, row)) {
                    continue;
                }
                if left == 0 {
                    return Ok(false);
                }
                left -= 1;
                let entry = (row.clone(), serde_json::to_string(row)?);
                match known {
                    Some(known) => *known = entry,
                    None => texts.push(entry),
                }
            }
        }
        Ok(true)
    }

    /// The dossier as JSON, with the rosters last.
    pub fn json(&mut self, dossier: &Dossier) -> serde_json::Result<String> {
        self.prepare(dossier, usize::MAX)?;
        let mut bare = dossier.clone();
        let rosters = std::mem::take(&mut bare.rosters);
        self.0.retain(|id, _| rosters.contains_key(id));
        let mut json = serde_json::to_string(&bare)?;
        if self.0.is_empty() {
            return Ok(json);
        }
        json.truncate(json.len() - 1);
        let mut before = ",\"rosters\":{";
        for (id, rows) in &self.0 {
            json.push_str(before);
            json.push_str(&serde_json::to_string(id)?);
            json.push(':');
            let mut separator = '[';
            for (_, text) in rows {
                json.push(separator);
                json.push_str(text);
                separator = ',';
            }
            json.push(']');
            before = ",";
        }
        json.push_str("}}");
        Ok(json)
    }
}
