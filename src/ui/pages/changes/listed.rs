//! The changes of one kind, each with what stood there before and what stands there now.

use yew::prelude::*;

use crate::check::Place;
use crate::dossier::{Change, ChangeKind, MigrationReport};
use crate::procedure::Procedure;
use crate::ui::route::{Page, Route};

/// The changes of a kind; nothing where there are none.
pub(super) fn listed(
    report: &MigrationReport,
    kind: ChangeKind,
    procedure: &Procedure,
    dossier: &str,
) -> Html {
    let changes: Vec<&Change> = report.of(kind).collect();
    if changes.is_empty() {
        return Html::default();
    }
    let weight = match kind {
        ChangeKind::Aside | ChangeKind::FileAside => Some("tag-warning"),
        _ => None,
    };
    html! {
        <section class="stack changes-kind" data-kind={format!("{kind:?}")} key={kind.word()}>
            <h2>{ kind.word() }<span class={classes!("tag", weight)}>{ format!("{} 项", changes.len()) }</span></h2>
            <p class="soft prose">{ kind.about() }</p>
            <ul class="plain changes-list">
                { for changes.into_iter().map(|change| html! { <li>{ row(change, procedure, dossier) }</li> }) }
            </ul>
        </section>
    }
}

fn row(change: &Change, procedure: &Procedure, dossier: &str) -> Html {
    let stands = !matches!(change.kind, ChangeKind::Aside | ChangeKind::FileAside);
    let name = match page(&change.place, procedure).filter(|_| stands) {
        Some(page) => {
            html! { <a href={Route::Dossier(dossier.to_owned(), page).to_string()}>{ &change.label }</a> }
        }
        None => html! { { &change.label } },
    };
    html! {
        <>
            <p class="changes-name">
                { name }
                if let Some(was) = &change.was { <span class="soft">{ format!("原为“{was}”") }</span> }
                if change.count > 1 { <span class="soft">{ format!("共 {} 处", change.count) }</span> }
            </p>
            { values(change) }
        </>
    }
}

fn values(change: &Change) -> Html {
    let Change { before, after, .. } = change;
    if before.is_empty() && after.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="changes-values">
            <div><dt>{ "旧" }</dt><dd><bdi>{ before }</bdi></dd></div>
            if !after.is_empty() && after != before {
                <div><dt>{ "新" }</dt><dd><bdi>{ after }</bdi></dd></div>
            }
        </dl>
    }
}

/// Where a place is filled in.
fn page(place: &str, procedure: &Procedure) -> Option<Page> {
    match Place::from(place.to_owned()) {
        // What follows a roster here is a column, not a row.
        Place::Row(roster, ..) => procedure.roster(&roster).map(|_| Page::Roster(roster, None, None)),
        Place::Field(field) => procedure.field(&field).map(|_| Page::of(procedure, &Place::Field(field))),
        place => Some(Page::of(procedure, &place)),
    }
}
