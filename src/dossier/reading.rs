//! What stands in a dossier as it is printed: whose filing it is, and what the stamped form must show.

use std::collections::BTreeMap;

use super::{Attachment, Dossier, Row};
use crate::digest::sha256_hex;
use crate::field::Answer;
use crate::procedure::{Field, PaperContent, Procedure, Roster};

/// Enough of a SHA-256 to tell two answers apart.
const DIGEST: usize = 16;

impl Row {
    /// What names the row; blank while that is not filled in.
    pub fn name(&self, roster: &Roster) -> String {
        let field = roster.field(&roster.row_name);
        let printed = field.zip(self.answers.get(&roster.row_name));
        printed.map(|(field, answer)| field.kind.print_answer(answer)).unwrap_or_default()
    }
}

impl Dossier {
    /// Whose filing it is: label and text of the fields that the definition names as its subject, as far
    /// as they are filled in.
    pub fn subject<'a>(&'a self, procedure: &'a Procedure) -> impl Iterator<Item = (&'a str, String)> {
        let fields = procedure.subject.iter().filter_map(|id| procedure.field(id));
        fields.map(|field| (field.label.as_str(), self.printed(field))).filter(|(_, text)| !text.is_empty())
    }

    fn printed(&self, field: &Field) -> String {
        printed_answer(field, self.answers.get(&field.id))
    }

    /// The id under which it was started, by which its prints name it: it stays when a package of the
    /// dossier is opened beside it under another id.
    pub fn origin(&self) -> &str {
        self.origin.as_deref().unwrap_or(&self.id)
    }

    /// A short digest of every answer on the printed form, by field id: kept with the stamped scan, so
    /// that a later change of the form is noticed. Blank answers have one too.
    pub fn print_state(&self, procedure: &Procedure) -> BTreeMap<String, String> {
        let mut state = BTreeMap::new();
        for cell in procedure.form.iter().flat_map(|form| &form.cells) {
            let id = match &cell.content {
                PaperContent::Field(id) => id,
                PaperContent::Statement(statement) => &statement.date_field,
                PaperContent::Label(_) | PaperContent::VerticalLabel(_) | PaperContent::Text(_) => continue,
            };
            if let Some(field) = procedure.field(id) {
                let digest = sha256_hex(self.printed(field).as_bytes());
                state.insert(id.clone(), digest.chars().take(DIGEST).collect());
            }
        }
        state
    }

    /// The fields of the form that were changed after a stamped scan of it was attached.
    pub fn changed_since<'a>(&self, scan: &Attachment, procedure: &'a Procedure) -> Vec<&'a Field> {
        let Some(printed) = &scan.printed else { return Vec::new() };
        let now = self.print_state(procedure);
        let changed = printed.iter().filter(|(id, digest)| now.get(*id).is_some_and(|now| now != *digest));
        changed.filter_map(|(id, _)| procedure.field(id)).collect()
    }
}

/// What is printed for a field; what cannot be read as it was typed.
pub fn printed_answer(field: &Field, answer: Option<&Answer>) -> String {
    let value = answer.and_then(|answer| field.kind.read(answer).value);
    match (value, answer) {
        (None, Some(Answer::Text(text))) => text.trim().to_owned(),
        (None, Some(Answer::Parts(parts))) => parts.values().cloned().collect::<Vec<_>>().join(" "),
        (value, _) => field.kind.print(value.as_ref()),
    }
}
