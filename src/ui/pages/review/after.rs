//! What is filled in after the package has been handed in: when, what came of it, and what to mend.

use yew::prelude::*;

use crate::procedure::{Procedure, Stage};
use crate::ui::fields::{Look, Questions};
use crate::ui::hooks::{use_dossier, use_procedure};
use crate::ui::route::{Page, Route};

/// Where to go.
#[derive(Properties, PartialEq)]
pub(super) struct AfterProps {
    /// The field to move focus to.
    pub(super) focus: Option<String>,
}

/// The sections and rosters for afterwards, folded until something is in them.
#[component]
pub(super) fn After(props: &AfterProps) -> Html {
    let (procedure, dossier) = (use_procedure(), use_dossier());
    let rosters: Vec<_> = procedure.rosters.iter().filter(|roster| roster.at == Stage::After).collect();
    if procedure.sections_at(Stage::After).next().is_none() && rosters.is_empty() {
        return Html::default();
    }
    let begun = fields(&procedure).any(|id| dossier.answers.contains_key(id))
        || rosters.iter().any(|roster| !dossier.rows(&roster.id).is_empty());
    let wanted = props.focus.as_deref().is_some_and(|focus| fields(&procedure).any(|id| id == focus));
    html! {
        <details class="review-after sheet" open={begun || wanted}>
            <summary><h2>{ "提交以后" }</h2></summary>
            { for procedure.sections_at(Stage::After).map(|section| {
                let fields: Vec<AttrValue> = section.fields.iter().map(|field| field.id.clone().into()).collect();
                html! {
                    <section class="material-fields" key={section.id.clone()} aria-label={section.title.clone()}>
                        if !section.help.is_empty() { <p class="soft">{ &section.help }</p> }
                        <Questions {fields} look={Look::Beside} insist_on={props.focus.clone()} />
                    </section>
                }
            }) }
            { for rosters.iter().map(|roster| {
                let rows = dossier.rows(&roster.id).len();
                let to = Route::Dossier(dossier.id.clone(), Page::Roster(roster.id.clone(), None, None));
                html! {
                    <p key={roster.id.clone()}>
                        <a href={to.to_string()}>{ &roster.title }</a>
                        <span class="soft">{ if rows == 0 { "　没有".to_owned() } else { format!("　{rows} 条") } }</span>
                    </p>
                }
            }) }
        </details>
    }
}

/// Ids of the fields for afterwards.
fn fields(procedure: &Procedure) -> impl Iterator<Item = &str> {
    procedure.sections_at(Stage::After).flat_map(|section| &section.fields).map(|field| field.id.as_str())
}
