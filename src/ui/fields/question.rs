//! One question: wording, help, example, input, basis and findings.

use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::at::AnswerAt;
use super::input::{Input, input};
use super::leaving::{after_press, leaves, watch_pointer};
use crate::check::{Finding, State};
use crate::field::{Answer, FieldKind, Severity};
use crate::procedure::{Field, Procedure};
use crate::text::comparable;
use crate::ui::components::{Cited, ToldAt, clauses, finding_note, icon};
use crate::ui::hooks::use_fixed;
use crate::ui::state::{Action, Dispatcher, Fixed, Shared};

/// How a question is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// With wording, help, example and basis.
    #[default]
    Full,
    /// Beside a material: wording and input on one line, without the clauses that stand at the material.
    Beside,
    /// The input alone, as a cell of the official table.
    Paper,
}

/// A finding about a question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Note {
    /// The finding.
    pub(super) finding: Arc<Finding>,
    /// Where it is shown in full, unless that is here.
    pub(super) told_at: Option<ToldAt>,
}

/// What a question shows.
#[derive(Properties, PartialEq)]
pub(super) struct QuestionProps {
    /// The procedure that asks.
    pub(super) procedure: Shared<Procedure>,
    /// Where the answer stands.
    pub(super) at: AnswerAt,
    /// The answer so far.
    pub(super) answer: Option<Answer>,
    /// The text that should stand here too, where the field names another one.
    #[prop_or_default]
    pub(super) same: Option<AttrValue>,
    /// What was found about it.
    pub(super) findings: Vec<Note>,
    /// How it is laid out.
    #[prop_or_default]
    pub(super) look: Look,
    /// Shows what was found even before the field has been visited.
    #[prop_or_default]
    pub(super) insist: bool,
}

/// One question.
#[component]
pub(super) fn Question(props: &QuestionProps) -> Html {
    let Fixed { dispatcher: dispatch, probe, .. } = use_fixed();
    let group = use_node_ref();
    let was_left = use_state_eq(|| props.answer.is_some());
    let revealed = use_state_eq(|| false);
    let typing = use_state_eq(|| false);
    let unsettled = use_mut_ref(|| false);
    if let Some(probe) = probe {
        probe.emit(props.at.place().to_string());
    }
    let Some(field) = props.at.field(&props.procedure) else { return Html::default() };

    // What to do on leaving reads the answer of that moment, not of the moment of rendering.
    let latest = use_mut_ref(|| None::<Answer>);
    latest.borrow_mut().clone_from(&props.answer);
    let leave: Rc<dyn Fn()> = {
        let (dispatch, procedure, at) = (dispatch.clone(), props.procedure.clone(), props.at.clone());
        let unsettled = unsettled.clone();
        Rc::new(move || {
            if unsettled.replace(false) {
                settle(&dispatch, &procedure, &at, latest.borrow().clone());
            }
        })
    };
    {
        let leave = Rc::clone(&leave);
        use_effect_with((), move |()| {
            watch_pointer();
            // A page that goes away takes its fields with it without their being left.
            move || leave()
        });
    }
    let onfocusout = {
        let (group, was_left, typing) = (group.clone(), was_left.setter(), typing.setter());
        Callback::from(move |event: FocusEvent| {
            let whole = leaves(&event, &group);
            let (leave, was_left, typing) = (Rc::clone(&leave), was_left.clone(), typing.clone());
            after_press(move || {
                leave();
                if whole {
                    was_left.set(true);
                    typing.set(false);
                }
            });
        })
    };
    let edit = |settled: bool| {
        let (dispatch, at, typing) = (dispatch.clone(), props.at.clone(), typing.setter());
        let unsettled = unsettled.clone();
        Callback::from(move |answer: Answer| {
            dispatch.edit(at.edit(Some(answer)));
            if settled {
                dispatch.dispatch(Action::Seal);
            } else {
                *unsettled.borrow_mut() = true;
                typing.set(true);
            }
        })
    };

    let id: AttrValue = props.at.dom_id().into();
    let secret = field.sensitive && props.answer.as_ref().is_some_and(has_number);
    let shown = if *was_left || props.insist {
        speaking(&props.findings, props.answer.is_some())
    } else {
        Vec::new()
    };
    let invalid: Vec<_> = shown
        .iter()
        .filter(|note| note.finding.severity == Severity::Blocking)
        .map(|note| note.finding.part.clone())
        .collect();
    // What is wrong with a number must be seen to be mended.
    let masked = secret && !*revealed && !*typing && invalid.is_empty();
    let (help_id, notes_id) = (format!("{id}-help"), format!("{id}-notes"));
    let input = input(&Input {
        id: id.clone(),
        label: field.label.clone().into(),
        kind: field.kind.clone(),
        // Typing takes the place of 不清楚.
        answer: props
            .answer
            .clone()
            .filter(|answer| !answer.is_unknown())
            .unwrap_or_else(|| Answer::from("")),
        on_edit: edit(false),
        on_choose: edit(true),
        described_by: format!("{help_id} {notes_id}").into(),
        invalid,
        required: !field.optional,
        masked,
        look: props.look,
    });
    let take_over = edit(true);
    let reveal = secret.then(|| {
        let (revealed, id) = (revealed.clone(), id.clone());
        let toggle = Callback::from(move |_: MouseEvent| {
            revealed.set(!*revealed);
            typing.set(false);
        });
        let wording = if masked { "显示" } else { "隐藏" };
        html! {
            <button type="button" class="button-link reveal" onclick={toggle} aria-controls={id}
                aria-label={format!("{wording}{}", field.label)}>{ wording }</button>
        }
    });
    // Always one node each: a list that grows would make its neighbour, the input, anew and lose focus.
    let reveal = reveal.unwrap_or_default();
    let unknown = unknown_button(field, props, dispatch);
    // In the official table no clause stands beside the question.
    let beside = field.basis.first().filter(|_| props.look == Look::Full);
    let notes = html! {
        <div id={notes_id} class="question-notes">
            { for shown.iter().map(|note| match &note.told_at {
                Some(there) => there.note(&note.finding),
                None => finding_note(&props.procedure, &id, beside, &note.finding),
            }) }
        </div>
    };
    let state = worst(&shown);
    match props.look {
        Look::Paper => html! {
            <div ref={group} class={classes!("cell-input", state)} {onfocusout}>
                <span id={help_id} class="visually-hidden">{ &field.help }</span>
                <div class="cell-controls">{ input }{ reveal }{ unknown }</div>
                { notes }
            </div>
        },
        Look::Full | Look::Beside => {
            let beside = props.look == Look::Beside;
            let body = html! {
                <>
                    { help(field, help_id) }
                    <div class="question-input">
                        { input }{ reveal }{ unknown }
                        { same(props, field, take_over) }
                    </div>
                    { notes }
                    if !beside {
                        { clauses(&props.procedure, Cited { codes: &field.basis, rule: None, anchor: &format!("basis-{id}") }) }
                    }
                </>
            };
            let class = classes!("question", beside.then_some("question-beside"), state);
            if has_parts(&field.kind) {
                html! {
                    <fieldset ref={group} {class} {onfocusout}>
                        <legend class="question-label">{ wording(field, beside) }</legend>
                        { body }
                    </fieldset>
                }
            } else if matches!(field.kind, FieldKind::Confirm) {
                html! { <div ref={group} {class} {onfocusout}>{ body }</div> }
            } else {
                html! {
                    <div ref={group} {class} {onfocusout}>
                        <label class="question-label" for={id}>{ wording(field, beside) }</label>
                        { body }
                    </div>
                }
            }
        }
    }
}

/// Puts the answer into its normal form and ends the undo step.
fn settle(dispatch: &Dispatcher, procedure: &Procedure, at: &AnswerAt, answer: Option<Answer>) {
    if let (Some(field), Some(answer)) = (at.field(procedure), answer.filter(|answer| !answer.is_unknown())) {
        let normal = field.kind.normalise(&answer);
        if normal != answer {
            dispatch.edit(at.edit(Some(normal)));
        }
    }
    dispatch.dispatch(Action::Seal);
}

/// The button that answers 不清楚, and takes that back, where it is an answer.
fn unknown_button(field: &Field, props: &QuestionProps, dispatch: Dispatcher) -> Html {
    let pressed = props.answer.as_ref().is_some_and(Answer::is_unknown);
    if !field.unknown && !pressed {
        return Html::default();
    }
    let at = props.at.clone();
    let toggle = move |_: MouseEvent| {
        dispatch.edit(at.edit((!pressed).then(Answer::unknown)));
        dispatch.dispatch(Action::Seal);
    };
    html! {
        <button type="button" class="button button-small unknown" onclick={toggle}
            aria-pressed={if pressed { "true" } else { "false" }} aria-label={format!("{}：不清楚", field.label)}>
            if pressed { { icon("done") } }
            { "不清楚" }
        </button>
    }
}

/// The findings shown at their field. A check that waits is shown only when it waits for something other
/// than this answer, such as a holiday table.
fn speaking(findings: &[Note], answered: bool) -> Vec<&Note> {
    let failed = |note: &&Note| note.finding.state == State::Failed;
    let blocked = findings.iter().filter(failed).any(|note| note.finding.severity == Severity::Blocking);
    findings.iter().filter(|note| failed(note) || answered && !blocked).collect()
}

fn worst(shown: &[&Note]) -> Option<&'static str> {
    shown.iter().map(|note| note.finding.severity).min().map(|severity| match severity {
        Severity::Blocking => "has-blocking",
        Severity::Warning => "has-warning",
        Severity::Advice => "has-advice",
    })
}

/// Whether there is a number to hide. An identity document of which only the kind is chosen has none, and
/// must stay open for it.
fn has_number(answer: &Answer) -> bool {
    !answer.text().is_empty() || !answer.part("number").is_empty()
}

/// The button that takes over the text of another field, so that comparing two documents is one press when
/// they agree. What is stored is the text itself: a later change of the other field is found.
fn same(props: &QuestionProps, field: &Field, on_choose: Callback<Answer>) -> Html {
    let Some(text) = props.same.clone().filter(|text| !text.is_empty()) else { return Html::default() };
    let agrees = props.answer.as_ref().is_some_and(|answer| comparable(answer.text()) == comparable(&text));
    let answer = Answer::from(&*text);
    let name = format!("{}{}申请表一致：{text}", field.label, if agrees { "已与" } else { "与" });
    // The same button stays, so that focus does.
    html! {
        <button type="button" class={if agrees { "button-link same-agrees" } else { "button button-small" }}
            onclick={move |_| on_choose.emit(answer.clone())} aria-label={name}>
            if agrees { { icon("done") } }
            { "与申请表一致" }
        </button>
    }
}

/// Fields of several controls are a group with a legend.
fn has_parts(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Period
            | FieldKind::Choice { .. }
            | FieldKind::Money
            | FieldKind::IdDocument
            | FieldKind::Contents { .. }
            | FieldKind::Narrative { .. }
    )
}

fn wording(field: &Field, beside: bool) -> Html {
    html! {
        <>
            <span>{ &field.label }</span>
            if field.optional {
                <span class="mark mark-optional">{ "选填" }</span>
            } else {
                <span class="mark-required" title="必填" aria-hidden="true">{ "*" }</span>
                <span class="visually-hidden">{ "（必填）" }</span>
            }
            if field.off_form && !beside {
                <span class="mark">{ "不印在申请表上" }</span>
            }
        </>
    }
}

fn help(field: &Field, id: String) -> Html {
    html! {
        <p {id} class="question-help">
            if !field.help.is_empty() { <span>{ &field.help }</span> }
            if !field.example.is_empty() { <span class="example">{ "例如：" }{ &field.example }</span> }
        </p>
    }
}
