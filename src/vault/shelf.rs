//! Where whole dossiers lie, whatever they are written as: listed, opened, saved, deleted and taken back.

use std::rc::Rc;

use super::Pending;
use crate::dossier::Dossier;

/// The dossiers that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Those that can be read, the last changed first.
    pub dossiers: Vec<Dossier>,
    /// Ids of those that are damaged.
    pub damaged: Vec<String>,
    /// How many were written by a later version.
    pub newer: usize,
}

impl Listing {
    /// How many cannot be read.
    pub fn unreadable(&self) -> usize {
        self.damaged.len() + self.newer
    }

    /// Puts a dossier into its place.
    pub fn insert(&mut self, dossier: Dossier) {
        let at = self.dossiers.partition_point(|later| later.changed > dossier.changed);
        self.dossiers.insert(at, dossier);
    }
}

/// A dossier as it was found.
pub struct Found {
    /// Its last good state.
    pub dossier: Dossier,
    /// How many later records could not be read and were left aside.
    pub lost: usize,
    /// Where to go on writing.
    pub log: Rc<dyn Log>,
}

/// A place for dossiers.
pub trait Shelf {
    /// All dossiers. Those that cannot be read are only counted, never deleted.
    fn list(&self) -> Pending<'_, Listing>;
    /// The deleted dossiers that can still be taken back.
    fn deleted(&self) -> Pending<'_, Listing>;
    /// The dossier with this id; `None` when there is none.
    fn open<'a>(&'a self, id: &'a str) -> Pending<'a, Option<Found>>;
    /// Where a dossier is written that is not there yet, or no more.
    fn begin(&self, id: &str) -> Rc<dyn Log>;
    /// Saves a dossier whole.
    fn save<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()>;
    /// Deletes a dossier; [`Shelf::take_back`] undoes it, even after a reload where the shelf outlives one.
    fn delete<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()>;
    /// Takes a deleted dossier back.
    fn take_back<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()>;
    /// Deletes a dossier for good, deleted before or not.
    fn discard<'a>(&'a self, id: &'a str) -> Pending<'a, ()>;
    /// Deletes for good what was deleted, but for what cannot be read.
    fn empty_deleted(&self) -> Pending<'_, ()>;
}

/// Where one dossier is written, edit by edit.
pub trait Log {
    /// Writes a state, after the one that was written before it. Without that (`None`, also after a failure) it is
    /// written whole. [`StoreError::Conflict`](super::StoreError::Conflict): another window has written in the
    /// meantime.
    fn write<'a>(&'a self, before: Option<&'a Dossier>, now: &'a Dossier) -> Pending<'a, ()>;
    /// Whether [`Log::checkpoint`] would make the next opening shorter.
    fn is_checkpoint_due(&self) -> bool;
    /// Notes the state that was written last, so that nothing before it need be read again.
    fn checkpoint<'a>(&'a self, now: &'a Dossier) -> Pending<'a, ()>;
    /// What was changed here since `base`, put on top of what another window has made of it.
    fn merge(&self, base: &Dossier, mine: &Dossier, theirs: Dossier) -> Dossier;
}
