//! The page, in Yew; browser only.
//!
//! Reading order: [`route`] (addresses), [`browser`] (the few calls into the browser), [`windows`] (what
//! several windows have to do with each other), [`state`] (what is
//! open and how it changes), [`hooks`] (how components read it), [`fields`] (one file per family of
//! field types), [`components`] (what several pages share), [`sheets`] (rosters in and
//! out), [`pages`], `scope` (the open dossier), [`parts`], [`checks`],
//! [`desk`] and [`guard`] (what arrives later), [`outlet`] (where large files go out),
//! `app` (puts it together).
//!
//! Invariants: domain logic never sits in a component; a keystroke in one field renders that field only;
//! nothing is dispatched while an input method composes; no inline `style` attribute, because the
//! content security policy refuses it.

mod app;
pub mod browser;
pub mod checks;
pub mod components;
pub mod desk;
pub mod fields;
pub mod files;
pub mod fonts;
pub mod guard;
pub mod hooks;
pub mod jobs;
mod migrated;
pub mod outlet;
pub mod packages;
pub mod pages;
pub mod parts;
pub mod route;
mod scope;
pub mod sheets;
pub mod state;
pub mod windows;

pub use app::{App, AppProps};

use std::rc::Rc;

/// Puts the application into the page's `#app` element.
pub fn mount(parts: parts::Parts) {
    let props = AppProps { parts: Rc::new(parts) };
    let root = gloo::utils::document().get_element_by_id("app");
    match root {
        Some(root) => {
            root.set_text_content(None);
            yew::Renderer::<App>::with_root_and_props(root, props).render();
        }
        None => {
            yew::Renderer::<App>::with_props(props).render();
        }
    }
}
