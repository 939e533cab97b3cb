//! The rows with what they have: who lacks a file, and which file belongs to whom.

use std::collections::HashMap;
use std::sync::Arc;

use yew::prelude::*;

use super::draft::Names;
use super::line::SettledLine;
use crate::dossier::{Attachment, Row};
use crate::ui::route::{Page, Route};

/// So many entries are shown at first, and more each time they are asked for.
pub(super) const SOME: usize = 50;

/// The rows and their files.
pub(super) struct Settled<'a> {
    pub(super) rows: &'a [Arc<Row>],
    pub(super) names: &'a Names,
    /// The files at the place.
    pub(super) files: &'a [&'a Attachment],
    /// Receives the id of a file that is to belong to nobody.
    pub(super) on_release: Callback<String>,
    /// Receives a file that is to be removed.
    pub(super) on_remove: Callback<Attachment>,
}

impl Settled<'_> {
    /// Positions of the rows without a file.
    pub(super) fn lacking(&self) -> Vec<usize> {
        let mut has: HashMap<&str, ()> = HashMap::new();
        has.extend(self.files.iter().filter_map(|file| file.row.as_deref()).map(|row| (row, ())));
        (0..self.rows.len()).filter(|at| !has.contains_key(self.rows[*at].id.as_str())).collect()
    }

    /// The names of the rows without a file, each leading to its row.
    pub(super) fn lacking_list(&self, lacking: &[usize], dossier: &str, roster: &str, most: usize) -> Html {
        html! {
            <ul class="plain assign-lacking">
                { for lacking.iter().take(most).map(|at| {
                    let page = Page::Roster(roster.to_owned(), Some(self.rows[*at].id.clone()), None);
                    let to = Route::Dossier(dossier.to_owned(), page);
                    html! { <li><a href={to.to_string()}>{ &self.names.labels[*at] }</a></li> }
                }) }
            </ul>
        }
    }

    /// The rows that have files, in the roster's order.
    pub(super) fn table(&self, caption: &str, most: usize) -> Html {
        let mut of_row: HashMap<&str, Vec<&Attachment>> = HashMap::new();
        for file in self.files {
            if let Some(row) = file.row.as_deref() {
                of_row.entry(row).or_default().push(file);
            }
        }
        let having =
            self.rows.iter().enumerate().filter_map(|(at, row)| Some((at, of_row.get(row.id.as_str())?)));
        html! {
            <table class="assign-table">
                <caption class="visually-hidden">{ caption }</caption>
                <thead><tr><th scope="col">{ "人员" }</th><th scope="col">{ "文件" }</th><th scope="col"><span class="visually-hidden">{ "操作" }</span></th></tr></thead>
                <tbody>
                    { for having.take(most).flat_map(|(at, files)| files.iter().map(move |file| (at, *file))).map(|(at, file)| {
                        let label = self.names.labels[at].clone();
                        html! {
                            <SettledLine key={file.id.clone()} file={file.clone()} {label}
                                on_release={self.on_release.clone()} on_remove={self.on_remove.clone()} />
                        }
                    }) }
                </tbody>
            </table>
        }
    }
}
