//! What a dossier asks for. An answer stays in the draft when its question is asked no more, so that nothing is lost by
//! trying another one; but it is never handed over, since whoever fills in cannot see it any longer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dossier::{Attachment, Dossier, Row};
use crate::field::FieldKind;
use crate::procedure::{Procedure, Roster};

/// What a dossier asks for: the fields and places for files whose conditions hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Field ids, and `material/slot`.
    pub(super) places: BTreeSet<String>,
    /// `material/slot` of the places for files whose condition does not hold.
    pub(super) closed: BTreeSet<String>,
    /// Ids of the rosters that are not asked for.
    pub(super) skipped: BTreeSet<String>,
    /// The fields that are not asked in a row, by roster and row.
    pub(super) hidden: BTreeMap<String, HiddenCells>,
}

/// Fields by row id.
pub(super) type HiddenCells = Arc<BTreeMap<String, Arc<BTreeSet<String>>>>;

impl Asked {
    /// What is asked for in any case, or answered already: all that can be said before a check.
    pub fn at_least(procedure: &Procedure, dossier: &Dossier) -> Self {
        let mut places = BTreeSet::new();
        let fields = procedure.fields();
        let asked = fields.filter(|field| field.when.is_none() || dossier.answers.contains_key(&field.id));
        places.extend(asked.map(|field| field.id.clone()));
        let unsure = procedure.rosters.iter().filter(|roster| roster.when.is_some());
        let unsure = unsure.filter(|roster| dossier.rows(&roster.id).is_empty());
        let skipped = unsure.map(|roster| roster.id.clone()).collect();
        Self { places, skipped, ..Self::default() }
    }

    /// Whether a field is asked for.
    pub fn field(&self, id: &str) -> bool {
        self.places.contains(id)
    }

    /// Whether a place for files is asked for.
    pub fn slot(&self, material: &str, slot: &str) -> bool {
        self.places.contains(&format!("{material}/{slot}"))
    }

    /// Whether a roster is asked for.
    pub fn roster(&self, id: &str) -> bool {
        !self.skipped.contains(id)
    }

    /// What stands at a roster that is not asked for, in one sentence: the choice that would ask for it, where its
    /// condition names one, and what becomes of rows that are filled in all the same.
    pub fn unasked(&self, procedure: &Procedure, roster: &Roster) -> Option<String> {
        let when = roster.when.as_deref().filter(|_| !self.roster(&roster.id))?;
        let asked_by = when.rsplit("&&").next().filter(|_| !when.contains("||")).unwrap_or_default().trim();
        let choices = procedure.fields().filter_map(|field| match &field.kind {
            FieldKind::Choice { options } => Some((field, options)),
            _ => None,
        });
        let mut named = choices.filter_map(|(field, options)| {
            let is_named = |code: &str| asked_by == format!("{}.choice == '{code}'", field.id);
            let option = options.iter().find(|option| is_named(&option.code))?;
            Some(format!("现在不要求填写，只在“{}”选择“{}”时填写", field.label, option.label))
        });
        let asked = named.next().unwrap_or_else(|| "按现在的填报不要求填写".to_owned());
        Some(format!("{asked}；已填写的不检查、不提交。"))
    }

    /// Whether a field of a row is asked for.
    pub fn cell(&self, roster: &str, row: &str, field: &str) -> bool {
        let hidden = self.hidden.get(roster).and_then(|rows| rows.get(row));
        hidden.is_none_or(|fields| !fields.contains(field))
    }

    /// The part of a dossier that is handed over: without the answers, rows and files that are not asked for. What
    /// has no place in the definition stays, so that it is found.
    pub fn part_of(&self, procedure: &Procedure, dossier: &Dossier) -> Dossier {
        let mut part = dossier.clone();
        for field in procedure.fields().filter(|field| !self.field(&field.id)) {
            part.answers.remove(&field.id);
        }
        part.rosters.retain(|roster, _| self.roster(roster));
        for (roster, rows) in &mut part.rosters {
            for row in rows {
                if row.answers.keys().any(|field| !self.cell(roster, &row.id, field)) {
                    let Row { id, mut answers } = Row::clone(row);
                    answers.retain(|field, _| self.cell(roster, &id, field));
                    *row = Arc::new(Row { id, answers });
                }
            }
        }
        part.attachments.retain(|file| self.hands_over(procedure, file));
        part
    }

    /// Whether a file stands where one may: not at a place that is closed, nor at a text that is not asked for.
    fn hands_over(&self, procedure: &Procedure, file: &Attachment) -> bool {
        let text = procedure.material(&file.material).and_then(|material| material.narrative(&file.slot));
        !self.closed.contains(&format!("{}/{}", file.material, file.slot))
            && text.is_none_or(|field| self.field(&field.id))
    }
}
