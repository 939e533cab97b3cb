//! Values that expressions see without copying: a row is the same for every rule that reads it, and a
//! roster is the list of its rows.
//!
//! `cel` owns what it is given: a map put into a context, or handed to a comprehension, is copied with all
//! its entries. A [`Light`] value is copied by counting who holds it, and is to `cel` what it holds.

use std::sync::Arc;

use cel::Value as Cel;
use cel::common::traits::{Adder, Container, Indexer, Iterable, Sizer, Zeroer};
use cel::common::types::{CelList, CelNull, Type};
use cel::common::value::{Builtin, BuiltinRef, Val};

use super::named::{Name, Named, answers_as};

/// A value that costs nothing to copy.
#[derive(Debug, Default)]
pub(super) struct Light<T>(Arc<T>);

/// Names with their values.
pub(super) type LightMap = Light<Named>;

/// A list.
pub(super) type LightList = Light<CelList<'static>>;

impl<T> Clone for Light<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl LightMap {
    /// A map of these entries.
    pub(super) fn of(entries: Vec<(Name, Box<dyn Val>)>) -> Self {
        Self(Arc::new(Named::of(entries)))
    }

    /// Puts values into the map; it is copied when something else holds it.
    pub(super) fn extend(&mut self, entries: impl IntoIterator<Item = (Name, Box<dyn Val>)>) {
        let mut now = Arc::unwrap_or_clone(std::mem::take(&mut self.0));
        now.extend(entries);
        self.0 = Arc::new(now);
    }
}

impl LightList {
    /// A list of these maps.
    pub(super) fn of(rows: impl IntoIterator<Item = LightMap>) -> Self {
        let rows: Vec<Box<dyn Val>> = rows.into_iter().map(|row| Box::new(row) as Box<dyn Val>).collect();
        Self(Arc::new(rows.into()))
    }
}

/// A value as expressions hold it.
pub(super) fn held(value: Cel) -> Box<dyn Val> {
    Box::<dyn Val>::try_from(value).unwrap_or_else(|_| Box::new(CelNull))
}

/// What is held answers for all.
impl<T: Val + Clone + 'static> Val for Light<T> {
    answers_as!(self => self.0);

    fn get_type(&self) -> &Type {
        self.0.get_type()
    }

    fn cel_type() -> &'static Type {
        T::cel_type()
    }

    fn as_adder<'b, 'v>(&'b self) -> Option<&'b (dyn Adder + 'v)>
    where
        Self: 'v,
    {
        self.0.as_adder()
    }

    fn as_indexer<'b, 'v>(&'b self) -> Option<&'b (dyn Indexer + 'v)>
    where
        Self: 'v,
    {
        self.0.as_indexer()
    }

    fn into_indexer<'v>(self: Box<Self>) -> Option<Box<dyn Indexer + 'v>>
    where
        Self: 'v,
    {
        Box::new(Arc::unwrap_or_clone(self.0)).into_indexer()
    }

    fn equals(&self, other: &dyn Val) -> bool {
        self.0.equals(other)
    }

    fn into_builtin<'v>(self: Box<Self>) -> Option<Builtin<'v>>
    where
        Self: 'v,
    {
        Box::new(Arc::unwrap_or_clone(self.0)).into_builtin()
    }
}
