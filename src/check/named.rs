//! Names with their values, as expressions see the answers of a row. There are a few dozen at most, which are
//! looked through faster than hashed, and whose names are shared by all rows of a roster.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use cel::ExecutionError;
use cel::common::traits::{Container, Indexer, Iterable, Sizer, Zeroer};
use cel::common::types::{CelMap, CelMapKey, CelString, Type};
use cel::common::value::{Builtin, BuiltinRef, CowVal, Val};

/// A name that costs nothing to copy.
#[derive(Clone, Debug)]
pub(super) enum Name {
    /// Of the program.
    Own(&'static str),
    /// Of a definition.
    Shared(Arc<str>),
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Own(name) => name,
            Self::Shared(name) => name,
        }
    }
}

/// A map whose keys are texts, each once. To `cel` it is a map; only where one is needed as `cel` holds it itself,
/// it is made.
#[derive(Debug, Default)]
pub(super) struct Named {
    entries: Vec<(Name, Box<dyn Val>)>,
    whole: OnceLock<CelMap<'static>>,
}

impl Clone for Named {
    fn clone(&self) -> Self {
        let entries = self.entries.iter().map(|(name, value)| (name.clone(), value.clone_as_boxed()));
        Self { entries: entries.collect(), whole: OnceLock::new() }
    }
}

impl Named {
    /// Of entries with different names.
    pub(super) fn of(entries: Vec<(Name, Box<dyn Val>)>) -> Self {
        Self { entries, whole: OnceLock::new() }
    }

    /// Adds values, or puts them in the place of others.
    pub(super) fn extend(&mut self, entries: impl IntoIterator<Item = (Name, Box<dyn Val>)>) {
        self.whole.take();
        for (name, value) in entries {
            match self.entries.iter_mut().find(|(known, _)| **known == *name) {
                Some(entry) => entry.1 = value,
                None => self.entries.push((name, value)),
            }
        }
    }

    fn find(&self, name: &str) -> Option<&(dyn Val + 'static)> {
        self.entries.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }

    fn whole(&self) -> &CelMap<'static> {
        self.whole.get_or_init(|| {
            let entry = |(name, value): &(Name, Box<dyn Val>)| {
                (CelMapKey::from(name.to_string()), value.clone_as_boxed())
            };
            CelMap::from(self.entries.iter().map(entry).collect::<std::collections::HashMap<_, _>>())
        })
    }
}

/// What a value that is to `cel` what another is says as the other does.
macro_rules! answers_as {
    ($own:ident => $other:expr) => {
        fn as_container(&$own) -> Option<&dyn Container> {
            $other.as_container()
        }

        fn as_iterable<'b, 'v>(&'b $own) -> Option<&'b (dyn Iterable + 'v)>
        where
            Self: 'v,
        {
            $other.as_iterable()
        }

        fn as_sizer(&$own) -> Option<&dyn Sizer> {
            $other.as_sizer()
        }

        fn as_zeroer(&$own) -> Option<&dyn Zeroer> {
            $other.as_zeroer()
        }

        fn as_builtin<'b, 'v>(&'b $own) -> BuiltinRef<'b, 'v>
        where
            Self: 'v,
        {
            $other.as_builtin()
        }

        fn clone_as_boxed<'v>(&$own) -> Box<dyn Val + 'v>
        where
            Self: 'v,
        {
            Box::new($own.clone())
        }
    };
}
pub(super) use answers_as;

impl Val for Named {
    answers_as!(self => self.whole());

    fn get_type(&self) -> &Type {
        CelMap::cel_type()
    }

    fn cel_type() -> &'static Type {
        CelMap::cel_type()
    }

    fn as_indexer<'b, 'v>(&'b self) -> Option<&'b (dyn Indexer + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn into_indexer<'v>(self: Box<Self>) -> Option<Box<dyn Indexer + 'v>>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn equals(&self, other: &dyn Val) -> bool {
        match other.as_builtin() {
            BuiltinRef::Map(other) => self.whole().equals(other),
            _ => false,
        }
    }

    fn into_builtin<'v>(self: Box<Self>) -> Option<Builtin<'v>>
    where
        Self: 'v,
    {
        Some(Builtin::Map(self.whole().clone()))
    }
}

impl Indexer for Named {
    fn get<'b, 'v>(&'b self, key: &dyn Val) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        match key.downcast_ref::<CelString>().and_then(|key| self.find(key.inner())) {
            Some(value) => Ok(CowVal::Borrowed(value)),
            // What is wrong with the key is said as of any map.
            None => self.whole().get(key),
        }
    }

    fn steal<'v>(self: Box<Self>, key: &dyn Val) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        self.get(key).map(CowVal::into_owned)
    }
}
