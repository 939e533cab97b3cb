//! Answers and rows that are different.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnswerChange, Named, RosterChange, RowChange, RowName};
use crate::dossier::Row;
use crate::field::Answer;
use crate::procedure::{Field, Roster};

type Answers = BTreeMap<String, Answer>;

/// Answers to the questions of the form.
pub(super) fn answers(before: Named<'_>, after: Named<'_>) -> Vec<AnswerChange> {
    let fields =
        |side: Named<'_>| side.procedure.map(|procedure| procedure.fields().cloned().collect::<Vec<_>>());
    let (old, new) = (fields(before).unwrap_or_default(), fields(after).unwrap_or_default());
    changes((&old, &before.dossier().answers), (&new, &after.dossier().answers))
}

/// Compares the answers to some fields: in the order of the later ones, then those that only the earlier ones have, then
/// those of which the definition knows nothing.
fn changes(before: (&[Field], &Answers), after: (&[Field], &Answers)) -> Vec<AnswerChange> {
    let mut ids: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    let named = after.0.iter().chain(before.0).map(|field| field.id.as_str());
    let stated = after.1.keys().chain(before.1.keys()).map(String::as_str);
    ids.extend(named.chain(stated).filter(|id| seen.insert(*id)));
    let field = |side: &'_ [Field], id: &str| side.iter().find(|field| field.id == id).cloned();
    ids.into_iter()
        .filter(|id| before.1.get(*id) != after.1.get(*id))
        .filter_map(|id| {
            let (old, new) = (field(before.0, id), field(after.0, id));
            let printed = |field: Option<&Field>, answers: &Answers| {
                answers.get(id).map(|answer| print(field, answer)).unwrap_or_default()
            };
            let (was, is) = (printed(old.as_ref(), before.1), printed(new.as_ref(), after.1));
            // Another way of writing the same is no difference.
            (was != is).then(|| AnswerChange {
                field: id.to_owned(),
                label: new
                    .as_ref()
                    .or(old.as_ref())
                    .map_or_else(|| id.to_owned(), |field| field.label.clone()),
                before: was,
                after: is,
                sensitive: new.as_ref().or(old.as_ref()).is_none_or(|field| field.sensitive),
            })
        })
        .collect()
}

fn print(field: Option<&Field>, answer: &Answer) -> String {
    match field {
        Some(_) if answer.is_unknown() => "不清楚".to_owned(),
        Some(field) => field.kind.print_answer(answer),
        None => match answer {
            Answer::Text(text) => text.clone(),
            Answer::Parts(parts) => parts.values().cloned().collect::<Vec<_>>().join(" "),
        },
    }
}

/// Rosters of which rows are different, in the order of the later definition.
pub(super) fn rosters(before: Named<'_>, after: Named<'_>) -> Vec<RosterChange> {
    let mut ids: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    let named = [after, before].into_iter().filter_map(|side| side.procedure);
    let named = named.flat_map(|procedure| &procedure.rosters).map(|roster| roster.id.as_str());
    let stated = after.dossier().rosters.keys().chain(before.dossier().rosters.keys()).map(String::as_str);
    ids.extend(named.chain(stated).filter(|id| seen.insert(*id)));
    ids.into_iter().filter_map(|id| roster(id, before, after)).collect()
}

fn roster(id: &str, before: Named<'_>, after: Named<'_>) -> Option<RosterChange> {
    let definition = |side: Named<'_>| side.procedure.and_then(|procedure| procedure.roster(id)).cloned();
    let (old, new) = (definition(before), definition(after));
    let (was, is) = (before.dossier().rows(id), after.dossier().rows(id));
    let old_by_id: BTreeMap<&str, &Row> = was.iter().map(|row| (row.id.as_str(), &**row)).collect();
    let new_by_id: BTreeMap<&str, &Row> = is.iter().map(|row| (row.id.as_str(), &**row)).collect();
    let fields =
        |roster: &Option<Roster>| roster.as_ref().map(|roster| roster.fields.clone()).unwrap_or_default();
    let (old_fields, new_fields) = (fields(&old), fields(&new));
    let name = |row: &Row, roster: &Option<Roster>| RowName {
        row: row.id.clone(),
        name: roster.as_ref().map(|roster| row.name(roster)).unwrap_or_default(),
    };
    let added = is.iter().filter(|row| !old_by_id.contains_key(row.id.as_str()));
    let removed = was.iter().filter(|row| !new_by_id.contains_key(row.id.as_str()));
    let changed = is.iter().filter_map(|row| {
        let earlier = old_by_id.get(row.id.as_str())?;
        let answers = changes((&old_fields, &earlier.answers), (&new_fields, &row.answers));
        (!answers.is_empty()).then(|| RowChange { row: name(row, &new), answers })
    });
    let kept = |rows: &[std::sync::Arc<Row>], other: &BTreeMap<&str, &Row>| -> Vec<String> {
        rows.iter().filter(|row| other.contains_key(row.id.as_str())).map(|row| row.id.clone()).collect()
    };
    let title = new.as_ref().or(old.as_ref()).map_or_else(|| id.to_owned(), |roster| roster.title.clone());
    let change = RosterChange {
        roster: id.to_owned(),
        title,
        added: added.map(|row| name(row, &new)).collect(),
        removed: removed.map(|row| name(row, &old)).collect(),
        changed: changed.collect(),
        reordered: kept(was, &new_by_id) != kept(is, &old_by_id),
    };
    let same = change.added.is_empty() && change.removed.is_empty() && change.changed.is_empty();
    (!same || change.reordered).then_some(change)
}
