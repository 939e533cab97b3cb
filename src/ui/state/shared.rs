//! A shared value that is equal to itself only.

use std::ops::Deref;
use std::rc::Rc;

/// An `Rc` compared by address, so that passing a slice of the state to a component costs one pointer
/// comparison however large the slice is.
#[derive(Debug, Default)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }

    /// The value for changing: in place when nobody else holds it, else a copy.
    pub fn make_mut(&mut self) -> &mut T
    where
        T: Clone,
    {
        Rc::make_mut(&mut self.0)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> Shared<T> {
    /// Takes over a new value, but stays itself when the value is the same.
    #[must_use]
    pub fn replaced_by(&self, value: T) -> Self {
        if *self.0 == value { self.clone() } else { Self::new(value) }
    }
}
