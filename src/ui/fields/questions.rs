//! A list of questions of the open dossier.

use yew::prelude::*;

use super::question::{Look, Question};
use crate::check::{Finding, Place, Report};
use crate::ui::hooks::{use_procedure, use_report, use_slices};

/// Which questions to ask.
#[derive(Properties, PartialEq)]
pub struct QuestionsProps {
    /// Ids of the fields, in order. Those that the dossier does not ask for are left out.
    pub fields: Vec<AttrValue>,
    /// Shows what was found even at fields that have not been visited.
    #[prop_or_default]
    pub insist: bool,
    /// The same for one field, the one that focus moves to.
    #[prop_or_default]
    pub insist_on: Option<String>,
}

/// Asks a list of questions.
#[component]
pub fn Questions(props: &QuestionsProps) -> Html {
    let report = use_report();
    html! {
        <>
            { for props.fields.iter().filter(|id| report.asked.field(id)).map(|id| html! {
                <Asking key={id.to_string()} field={id.clone()} look={Look::Full}
                    insist={props.insist || props.insist_on.as_deref() == Some(id.as_str())} />
            }) }
        </>
    }
}

/// Which question to ask, and how.
#[derive(Properties, PartialEq)]
pub struct AskingProps {
    /// Id of the field.
    pub field: AttrValue,
    /// How it is laid out.
    pub look: Look,
    /// Shows what was found even before the field has been visited.
    pub insist: bool,
}

/// Picks out of the dossier what one question needs, so that only a change of that renders it again.
#[component]
pub fn Asking(props: &AskingProps) -> Html {
    let (procedure, slices) = (use_procedure(), use_slices());
    html! {
        <Question {procedure} field={props.field.clone()} look={props.look} insist={props.insist}
            answer={slices.dossier.answers.get(props.field.as_str()).cloned()}
            findings={about(&props.field, &slices.settled.0, &slices.report)} />
    }
}

/// The findings about a field that had been made when no field was being typed in and still hold.
fn about(field: &str, settled: &Report, now: &Report) -> Vec<Finding> {
    let place = Place::Field(field.to_owned());
    let concerns = |finding: &&Finding| finding.about.contains(&place);
    let still: Vec<&Finding> = now.findings.iter().filter(concerns).collect();
    let holds = |old: &&Finding| still.iter().any(|new| new.code == old.code && new.part == old.part);
    settled.findings.iter().filter(concerns).filter(holds).cloned().collect()
}
