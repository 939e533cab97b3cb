//! The parts of the program that are fetched once the first screens can be used.
//!
//! It is one program, taken apart after linking at the functions that `src/main.rs` marks with
//! `#[wasm_split]` (see `scripts/page-parts.mjs`): what only such a function reaches is in its part. The rest
//! of the page therefore reaches a part through [`Parts`] alone; naming something of a part elsewhere
//! would move it into what every visitor waits for.

use std::cell::OnceCell;
use std::fmt;
use std::pin::Pin;

use web_sys::File;
use yew::Html;

use super::checks::Compile;
use super::fonts::Fonts;
use super::packages::{Stopped, Watch};
use super::route::Route;
use super::state::{Definition, Services, Shared};
use crate::dossier::Dossier;

/// A part could not be fetched: no connection, or the host now serves another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFetched;

/// A part on its way.
pub type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, NotFetched>>>>;

/// One part: how to fetch it, and what it hands out once it is here.
pub struct Part<T: 'static> {
    fetch: fn() -> Fetch<T>,
    here: OnceCell<T>,
}

impl<T: Copy> Part<T> {
    /// A part that this function fetches. It is called again only after it has failed.
    pub const fn new(fetch: fn() -> Fetch<T>) -> Self {
        Self { fetch, here: OnceCell::new() }
    }

    /// What it hands out, if it is here.
    pub fn here(&self) -> Option<T> {
        self.here.get().copied()
    }

    /// Waits for it, and fetches it if nobody has yet.
    pub async fn arrived(&self) -> Result<T, NotFetched> {
        if let Some(here) = self.here() {
            return Ok(here);
        }
        let fetched = (self.fetch)().await?;
        Ok(*self.here.get_or_init(|| fetched))
    }
}

/// What the part of the later pages hands out.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Draws the page of an address; see `desk`.
    pub draw: Draw,
    /// Brings a dossier to another version of its definition; see `migrated`.
    pub bring: Bring,
    /// Brings in the example, or what a file holds; see `state::arrival`.
    pub arrive: Arrive,
    /// Loads the index of the printing faces; whether it is there.
    pub faces: fn(Fonts) -> Pin<Box<dyn Future<Output = bool>>>,
    /// Gets the worker ready for the first print or file; see `jobs::prepare`.
    pub prepare: fn(Services, Shared<Definition>),
}

/// Takes the chosen file (`None` = the example) and the watch over the work. Gives the dossier's id, and what the
/// user must know about it.
pub type Arrive = fn(Services, Option<File>, Watch) -> Pin<Box<dyn Future<Output = Result<Came, Stopped>>>>;

/// See [`Arrive`].
pub type Came = (String, Option<String>);

/// Gives the dossier as it is to be opened, with what the user must know about it; `None` where it is shown as
/// another. The error is a sentence for the user.
pub type Bring = fn(Services, Dossier, Shared<Definition>) -> Pin<Box<dyn Future<Output = Brought>>>;

/// See [`Bring`].
pub type Brought = Result<Option<(Dossier, Option<String>)>, String>;

/// Draws the page of an address.
pub type Draw = fn(&Route) -> Html;

/// All parts, in the order in which they are fetched; the guard first where there is something to unlock.
pub struct Parts {
    /// The checks, which the questions can do without for a moment.
    pub checks: Part<Compile>,
    /// The pages that are not a first screen.
    pub desk: Part<Desk>,
    /// What keeps dossiers safe; see `guard`.
    pub guard: Part<Draw>,
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").finish_non_exhaustive()
    }
}

/// How far the parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// On their way.
    Coming,
    /// What unlocks is here.
    Guard,
    /// The checks are here, and the definitions are compiled.
    Checks,
    /// All are here.
    All,
    /// One could not be fetched.
    Failed,
}
