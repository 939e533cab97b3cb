//! The field types on screen, one file per family; a mirror of [`crate::field`].
