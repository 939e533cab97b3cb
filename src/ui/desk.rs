//! The pages that are not a first screen. They are a part of the program that arrives later: see [`parts`].
//!
//! A new page becomes one more line here. A page is *not* here when it must answer at once: the list of
//! dossiers, the questions.
//!
//! [`parts`]: super::parts

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::browser;
use super::jobs::prepare;
use super::migrated;
use super::pages::{
    AskPage, AssignPage, CalendarPage, ChangesPage, DecisionPage, FindingsPage, LawPage, MaterialsPage,
    PaperPage, PrintPage, ReviewPage, RosterPage, TasksPage, TimelinePage, VerifyPage, WritePage,
};
use super::parts::Desk;
use super::route::{Page, Route};
use super::state::arrival;

/// The entry of the part.
pub const DESK: Desk = Desk {
    draw,
    bring: |services, dossier, definition| Box::pin(migrated::bring(services, dossier, definition)),
    arrive: |services, file, watch| Box::pin(arrival::arrive(services, file, watch)),
    faces: |fonts| Box::pin(async move { fonts.index().await.is_ok() }),
    prepare: |services, definition| {
        spawn_local(async move {
            if let Ok(index) = services.fonts.index().await {
                let (json, folder) = (definition.json.clone(), index.folder.clone());
                prepare(services.jobs.clone(), json, folder, browser::today()).await;
            }
        });
    },
};

/// The page of an address, without its frame.
fn draw(route: &Route) -> Html {
    match route {
        Route::Home | Route::Keep => Html::default(),
        Route::Verify => html! { <VerifyPage /> },
        Route::Law(place) => html! { <LawPage place={place.clone()} /> },
        Route::Calendar(year) => html! { <CalendarPage year={year.clone()} /> },
        Route::Dossier(_, page) => match page.clone() {
            Page::Tasks => html! { <TasksPage /> },
            // Where all questions stand on one page, that page is a first screen.
            Page::Form(focus) => html! { <AskPage {focus} /> },
            Page::Decision => html! { <DecisionPage /> },
            Page::Paper(focus) => html! { <PaperPage {focus} /> },
            Page::Materials(material, slot) => html! { <MaterialsPage {material} {slot} /> },
            Page::Assign(material, slot) => html! { <AssignPage {material} {slot} /> },
            Page::Write(field, part) => {
                let key = field.clone();
                html! { <WritePage {key} {field} {part} /> }
            }
            Page::Roster(roster, row, field) => html! { <RosterPage {roster} focus={(row, field)} /> },
            Page::Findings => html! { <FindingsPage /> },
            Page::Changes => html! { <ChangesPage /> },
            Page::Timeline => html! { <TimelinePage /> },
            Page::Print(document, row) => html! { <PrintPage {document} {row} /> },
            Page::Backup | Page::Unknown => Html::default(),
            Page::Review(focus) => html! { <ReviewPage {focus} /> },
            Page::Law(place) => html! { <LawPage {place} /> },
        },
    }
}
