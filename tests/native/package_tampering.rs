//! Packages that were changed, damaged or made to do harm: each named for what it is.
