//! A finding as shown at its field, and at the other fields that it is about.

use yew::prelude::*;

use super::{Weight, basis_link, weight_mark};
use crate::check::grouping::place_name_in;
use crate::check::{Finding, Place};
use crate::dossier::Dossier;
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::fields::AnswerAt;
use crate::ui::route::{Page, Route};

/// A finding as shown at its field: its weight in a word, what is wrong, how to mend it, on what basis.
/// `field` names the place on the page, `beside` the clause to which a link stands there already.
pub fn finding_note(procedure: &Procedure, field: &str, beside: Option<&String>, finding: &Finding) -> Html {
    let elsewhere = finding.clause.first() != beside;
    note(
        finding,
        html! {
            <>
                <span class="field-note-message">{ &finding.message }</span>
                if !finding.hint.is_empty() { <span class="field-note-hint">{ &finding.hint }</span> }
                if elsewhere {
                    { basis_link(procedure, &finding.clause, format!("note-{field}-{}", finding.code)) }
                }
            </>
        },
    )
}

/// Where a finding is shown in full: its first place.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldAt {
    name: AttrValue,
    address: AttrValue,
    /// Id of the element there, which may be on the same page.
    element: Option<AttrValue>,
    /// At how many further places the same is found, e.g. in other rows.
    further: usize,
}

impl ToldAt {
    /// Where a finding is shown in full, as seen from a place; `None` when that is here. It is at its first place, and as
    /// long as nothing stands there, which says nothing before somebody has been there, at the first where something does.
    pub fn seen_from(
        procedure: &Procedure,
        dossier: &Dossier,
        here: &Place,
        finding: &Finding,
    ) -> Option<Self> {
        let first = finding.about.first().filter(|first| *first != here)?;
        let told = finding.about.iter().find(|place| is_filled(dossier, place)).unwrap_or(first);
        (told != here).then(|| Self {
            name: place_name_in(procedure, dossier, told).into(),
            address: Route::Dossier(dossier.id.clone(), Page::of(procedure, told)).to_string().into(),
            element: AnswerAt::of(told).map(|at| at.dom_id().into()),
            further: 0,
        })
    }

    /// Counts another place at which the same is found.
    pub fn add(&mut self) {
        self.further += 1;
    }

    /// One line that leads there, so that one cause is not told twice.
    pub fn note(&self, finding: &Finding) -> Html {
        let rest = match self.further {
            0 => "处是同一个问题，见该处说明。".to_owned(),
            further => format!("等 {} 处是同一个问题，见各处说明。", further + 1),
        };
        let element = self.element.clone();
        let onclick = move |event: MouseEvent| {
            if element.as_ref().is_some_and(|element| browser::focus(element)) {
                event.prevent_default();
            }
        };
        note(
            finding,
            html! {
                <>{ "与" }<a href={&self.address} {onclick}>{ format!("“{}”", self.name) }</a>{ rest }</>
            },
        )
    }
}

/// Whether something was answered at a place, or it is none for answers.
fn is_filled(dossier: &Dossier, place: &Place) -> bool {
    let takes_answer = matches!(place, Place::Field(_) | Place::Row(_, Some(_), Some(_)));
    !takes_answer || place.answer(dossier).is_some()
}

fn note(finding: &Finding, text: Html) -> Html {
    let weight = Weight::of(finding);
    html! {
        <div class={classes!("field-note", format!("field-note-{}", weight.name()))}>
            { weight_mark(weight) }
            <p>{ text }</p>
        </div>
    }
}
