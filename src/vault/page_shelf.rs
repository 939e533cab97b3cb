//! Dossiers held as long as the page lives, as they are: nothing is written anywhere.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::shelf::{Found, Listing, Log, Shelf};
use super::{Pending, StoreError};
use crate::dossier::Dossier;

type Dossiers = BTreeMap<String, Dossier>;

/// Holds dossiers in memory.
#[derive(Clone, Debug, Default)]
pub struct PageShelf(Rc<Held>);

#[derive(Debug, Default)]
struct Held {
    dossiers: RefCell<Dossiers>,
    deleted: RefCell<Dossiers>,
}

impl Shelf for PageShelf {
    fn list(&self) -> Pending<'_, Listing> {
        ready(listing(&self.0.dossiers))
    }

    fn deleted(&self) -> Pending<'_, Listing> {
        ready(listing(&self.0.deleted))
    }

    fn open<'a>(&'a self, id: &'a str) -> Pending<'a, Option<Found>> {
        let dossier = self.0.dossiers.borrow().get(id).cloned();
        ready(dossier.map(|dossier| Found { dossier, lost: 0, log: self.begin(id) }))
    }

    fn begin(&self, _: &str) -> Rc<dyn Log> {
        Rc::new(self.clone())
    }

    fn save<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()> {
        put(&self.0.dossiers, dossier);
        ready(())
    }

    fn delete<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()> {
        self.0.dossiers.borrow_mut().remove(&dossier.id);
        put(&self.0.deleted, dossier);
        ready(())
    }

    fn take_back<'a>(&'a self, dossier: &'a Dossier) -> Pending<'a, ()> {
        self.0.deleted.borrow_mut().remove(&dossier.id);
        self.save(dossier)
    }

    fn discard<'a>(&'a self, id: &'a str) -> Pending<'a, ()> {
        self.0.dossiers.borrow_mut().remove(id);
        self.0.deleted.borrow_mut().remove(id);
        ready(())
    }

    fn empty_deleted(&self) -> Pending<'_, ()> {
        self.0.deleted.take();
        ready(())
    }
}

impl Log for PageShelf {
    fn write<'a>(&'a self, _: Option<&'a Dossier>, now: &'a Dossier) -> Pending<'a, ()> {
        self.save(now)
    }

    fn is_checkpoint_due(&self) -> bool {
        false
    }

    fn checkpoint<'a>(&'a self, _: &'a Dossier) -> Pending<'a, ()> {
        ready(())
    }

    /// No other window reaches this memory.
    fn merge(&self, _: &Dossier, mine: &Dossier, _: Dossier) -> Dossier {
        mine.clone()
    }
}

fn ready<'a, T: 'a>(value: T) -> Pending<'a, T> {
    Box::pin(std::future::ready(Ok::<T, StoreError>(value)))
}

fn listing(dossiers: &RefCell<Dossiers>) -> Listing {
    let mut listing = Listing::default();
    dossiers.borrow().values().cloned().for_each(|dossier| listing.insert(dossier));
    listing
}

fn put(into: &RefCell<Dossiers>, dossier: &Dossier) {
    into.borrow_mut().insert(dossier.id.clone(), dossier.clone());
}
