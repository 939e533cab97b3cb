//! A list of questions of the open dossier.

use std::sync::Arc;

use yew::prelude::*;

use super::at::AnswerAt;
use super::question::{Look, Note, Question};
use crate::check::{Finding, Place};
use crate::procedure::Procedure;
use crate::ui::components::ToldAt;
use crate::ui::hooks::{use_procedure, use_report, use_slices};
use crate::ui::state::Slices;

/// Which questions to ask.
#[derive(Properties, PartialEq)]
pub struct QuestionsProps {
    /// Ids of the fields, in order. Those that the dossier does not ask for are left out.
    pub fields: Vec<AttrValue>,
    /// How they are laid out.
    #[prop_or_default]
    pub look: Look,
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
                <Asking key={id.to_string()} field={id.clone()} look={props.look}
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
    let at = AnswerAt::Field(props.field.clone());
    let findings = about(&procedure, &at.place(), &slices);
    let asked = procedure.field(&props.field);
    let other = asked.and_then(|field| slices.dossier.answers.get(field.same_as.as_ref()?));
    let same = other.map(|answer| AttrValue::from(answer.text().to_owned()));
    html! {
        <Question {procedure} {at} look={props.look} insist={props.insist} {findings} {same}
            answer={slices.dossier.answers.get(props.field.as_str()).cloned()} />
    }
}

/// Which cells of a row to fill in.
#[derive(Properties, PartialEq)]
pub struct CellsProps {
    /// Id of the roster.
    pub roster: AttrValue,
    /// Id of the row.
    pub row: AttrValue,
    /// Ids of the fields, in order. Those that the row does not ask for are left out.
    pub fields: Vec<AttrValue>,
    /// How they are laid out.
    #[prop_or_default]
    pub look: Look,
    /// Shows what was found even at cells that have not been visited.
    #[prop_or_default]
    pub insist: bool,
}

/// Asks the questions of one row.
#[component]
pub fn Cells(props: &CellsProps) -> Html {
    let (procedure, slices) = (use_procedure(), use_slices());
    let rows = slices.dossier.rows(&props.roster);
    let Some(row) = rows.iter().find(|row| row.id == *props.row) else { return Html::default() };
    let asked = |id: &&AttrValue| slices.report.asked.cell(&props.roster, &props.row, id);
    html! {
        <>
            { for props.fields.iter().filter(asked).map(|id| {
                let at = AnswerAt::Cell(props.roster.clone(), props.row.clone(), id.clone());
                let findings = about(&procedure, &at.place(), &slices);
                html! {
                    <Question key={id.to_string()} procedure={procedure.clone()} {at} look={props.look}
                        insist={props.insist} {findings} answer={row.answers.get(id.as_str()).cloned()} />
                }
            }) }
        </>
    }
}

/// The findings about a place that had been made when no field was being typed in and still hold.
fn about(procedure: &Procedure, place: &Place, slices: &Slices) -> Vec<Note> {
    let concerns = |finding: &&Arc<Finding>| finding.about.contains(place);
    // A thousand findings are of a few kinds.
    let mut still: Vec<(&String, &Option<String>)> = Vec::new();
    for new in slices.report.findings.iter().filter(concerns) {
        let kind = (&new.code, &new.part);
        if !still.contains(&kind) {
            still.push(kind);
        }
    }
    let holds = |old: &&Arc<Finding>| still.contains(&(&old.code, &old.part));
    let held = slices.settled.0.findings.iter().filter(concerns).filter(holds);
    let mut notes: Vec<Note> = Vec::new();
    for finding in held {
        // What is found alike in a thousand rows is one line here.
        let alike = |note: &&mut Note| note.finding.code == finding.code;
        let told_at = ToldAt::seen_from(procedure, &slices.dossier, place, finding);
        match notes.iter_mut().find(alike).and_then(|note| note.told_at.as_mut()) {
            Some(told) if told_at.is_some() => told.add(),
            _ => notes.push(Note { finding: finding.clone(), told_at }),
        }
    }
    notes
}
