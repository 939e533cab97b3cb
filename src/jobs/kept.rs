//! What was read from a text and is kept: jobs of one dossier follow each other, and compiling its definition takes
//! longer than many of them.

use std::fmt;
use std::rc::Rc;

/// What the last text came to.
pub(super) struct Kept<T>(Option<(String, Rc<T>)>);

impl<T> Kept<T> {
    /// What a text comes to.
    pub(super) fn read(
        &mut self,
        text: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Rc<T>, String> {
        match &self.0 {
            Some((kept, it)) if kept == text => Ok(Rc::clone(it)),
            _ => {
                let it = Rc::new(read(text)?);
                self.0 = Some((text.to_owned(), Rc::clone(&it)));
                Ok(it)
            }
        }
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}
