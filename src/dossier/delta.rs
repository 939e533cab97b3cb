//! What has changed from one state of a dossier to the next, as it is appended to the journal; format
//! version 1.
//!
//! A delta is made by comparing two states, not by following edits: whatever has led from one to the other
//! (typing, undoing, what the program notes by itself), what is written is the difference. Applying it to the
//! earlier state gives the later one to the letter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Attachment, Dossier, Row};
use crate::field::Answer;

/// The format of a delta, and of the dossier that it changes.
const FORMAT: u32 = 1;

/// The difference between two states of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    /// Version of this format; 1.
    format: u32,
    /// When the later state was made, RFC 3339.
    changed: String,
    /// The new name, if it has another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Answers by field id; `null` where one was cleared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    answers: BTreeMap<String, Option<Answer>>,
    /// Changed rosters by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    rosters: BTreeMap<String, Items<Arc<Row>>>,
    /// Changed attachments.
    #[serde(default, skip_serializing_if = "Items::is_nothing")]
    attachments: Items<Attachment>,
}

/// The difference between two lists whose items have ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Items<T> {
    /// Ids of the items that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gone: Vec<String>,
    /// Items that are new or have changed.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    put: Vec<T>,
    /// All ids in their order, where new items do not simply follow the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    order: Vec<String>,
}

/// An item of such a list.
trait Item: Clone {
    fn id(&self) -> &str;
    fn is_same(&self, other: &Self) -> bool;
}

impl Item for Arc<Row> {
    fn id(&self) -> &str {
        &self.id
    }

    fn is_same(&self, other: &Self) -> bool {
        // Unchanged rows are shared between states.
        Arc::ptr_eq(self, other) || self == other
    }
}

impl Item for Attachment {
    fn id(&self) -> &str {
        &self.id
    }

    fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

impl Delta {
    /// What has changed from one state to another. `None` where they differ in more than what is edited
    /// (definition, origin): then the later state is to be written whole.
    pub fn between(before: &Dossier, after: &Dossier) -> Option<Self> {
        // Named one by one, so that a new member is thought of here.
        let Dossier {
            format,
            id,
            origin,
            procedure,
            kept,
            migrated_from,
            created,
            example,
            name,
            answers,
            rosters,
            attachments,
            changed,
        } = after;
        let started = (&before.format, &before.id, &before.origin, &before.created);
        let version = (&before.procedure, &before.kept, &before.migrated_from, &before.example);
        if started != (format, id, origin, created) || version != (procedure, kept, migrated_from, example) {
            return None;
        }
        let mut delta = Self {
            format: FORMAT,
            changed: changed.clone(),
            name: (before.name != *name).then(|| name.clone()),
            answers: BTreeMap::new(),
            rosters: BTreeMap::new(),
            attachments: Items::between(&before.attachments, attachments),
        };
        for id in before.answers.keys().chain(answers.keys()) {
            if before.answers.get(id) != answers.get(id) {
                delta.answers.insert(id.clone(), answers.get(id).cloned());
            }
        }
        for id in before.rosters.keys().chain(rosters.keys()) {
            let items = Items::between(before.rows(id), after.rows(id));
            if !items.is_nothing() {
                delta.rosters.insert(id.clone(), items);
            }
        }
        Some(delta)
    }

    /// Makes the later state of the earlier one.
    pub fn apply(self, dossier: &mut Dossier) {
        dossier.changed = self.changed;
        if let Some(name) = self.name {
            dossier.name = name;
        }
        for (id, answer) in self.answers {
            match answer {
                Some(answer) => dossier.answers.insert(id, answer),
                None => dossier.answers.remove(&id),
            };
        }
        for (id, items) in self.rosters {
            let mut rows = dossier.rosters.remove(&id).unwrap_or_default();
            items.apply(&mut rows);
            // A roster without rows is absent.
            if !rows.is_empty() {
                dossier.rosters.insert(id, rows);
            }
        }
        self.attachments.apply(&mut dossier.attachments);
    }
}

impl<T: Item> Items<T> {
    fn between(before: &[T], after: &[T]) -> Self {
        let mut items = Self::default();
        let pairs = || before.iter().zip(after);
        if before.len() == after.len() && pairs().all(|(a, b)| a.id() == b.id()) {
            // As after every key: all stay where they are.
            items.put = pairs().filter(|(a, b)| !a.is_same(b)).map(|(_, b)| b.clone()).collect();
            return items;
        }
        let old: BTreeMap<&str, &T> = before.iter().map(|item| (item.id(), item)).collect();
        let kept: BTreeSet<&str> = after.iter().map(Item::id).collect();
        items.gone = before.iter().map(Item::id).filter(|id| !kept.contains(id)).map(str::to_owned).collect();
        let is_new = |item: &&T| !old.get(item.id()).is_some_and(|old| old.is_same(item));
        items.put = after.iter().filter(is_new).cloned().collect();
        let stayed = before.iter().map(Item::id).filter(|id| kept.contains(id));
        let added = after.iter().map(Item::id).filter(|id| !old.contains_key(id));
        if !stayed.chain(added).eq(after.iter().map(Item::id)) {
            items.order = after.iter().map(|item| item.id().to_owned()).collect();
        }
        items
    }

    fn apply(self, list: &mut Vec<T>) {
        let gone: BTreeSet<&str> = self.gone.iter().map(String::as_str).collect();
        list.retain(|item| !gone.contains(item.id()));
        let places: BTreeMap<String, usize> = list.iter().map(|item| item.id().to_owned()).zip(0..).collect();
        for item in self.put {
            match places.get(item.id()).and_then(|at| list.get_mut(*at)) {
                Some(old) => *old = item,
                None => list.push(item),
            }
        }
        if !self.order.is_empty() {
            let places: BTreeMap<&str, usize> = self.order.iter().map(String::as_str).zip(0..).collect();
            list.sort_by_key(|item| places.get(item.id()).copied().unwrap_or(usize::MAX));
        }
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { gone: Vec::new(), put: Vec::new(), order: Vec::new() }
    }
}

impl<T> Items<T> {
    fn is_nothing(&self) -> bool {
        self.gone.is_empty() && self.put.is_empty() && self.order.is_empty()
    }
}
