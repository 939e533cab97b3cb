//! The error summary over a page: every blocking finding, one click from its field and from its clause,
//! announced.

use yew::prelude::*;

use super::basis_link;
use crate::check::{Finding, Place};
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::fields::dom_id;
use crate::ui::hooks::{use_dossier, use_procedure};
use crate::ui::route::{Page, Route};

/// What was found.
#[derive(Properties, PartialEq)]
pub struct ErrorSummaryProps {
    /// The findings to list, in the order of the page.
    pub findings: Vec<Finding>,
    /// Counts up every time the summary is asked for, so that focus moves to it again.
    pub asked: usize,
}

/// The error summary. Focus moves to it when it is asked for.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let (procedure, dossier) = (use_procedure(), use_dossier());
    use_effect_with(props.asked, |_| {
        browser::focus("error-summary");
    });
    html! {
        <section id="error-summary" class="notice notice-blocking error-summary" tabindex="-1" role="alert"
            aria-labelledby="error-summary-title">
            <h2 id="error-summary-title">{ format!("本页有 {} 个问题须改正", props.findings.len()) }</h2>
            <ul>
                { for props.findings.iter().map(|finding| html! {
                    <li>
                        { link(&procedure, &dossier.id, finding) }
                        { basis_link(&procedure, &finding.clause, anchor(finding)) }
                    </li>
                }) }
            </ul>
        </section>
    }
}

fn anchor(finding: &Finding) -> String {
    let place = finding.about.first().map(ToString::to_string).unwrap_or_default();
    format!("summary-{place}-{}", finding.code)
}

/// The message, leading to the field. The address stays as it is: the field is on this page. A row is on a
/// page of its own.
fn link(procedure: &Procedure, dossier: &str, finding: &Finding) -> Html {
    match finding.about.first() {
        Some(place @ Place::Row(..)) => {
            let route = Route::Dossier(dossier.to_owned(), Page::of(procedure, place));
            html! { <a href={route.to_string()}>{ &finding.message }</a> }
        }
        Some(Place::Field(field)) => {
            let id = dom_id(field);
            let href = format!("#{id}");
            let onclick = Callback::from(move |event: MouseEvent| {
                event.prevent_default();
                browser::focus(&id);
            });
            html! { <a {href} {onclick}>{ &finding.message }</a> }
        }
        _ => html! { { &finding.message } },
    }
}
