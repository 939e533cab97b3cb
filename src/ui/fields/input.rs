//! The input of a question, by its field type.

use yew::prelude::*;

use super::choice::choice_input;
use super::confirm::confirm_input;
use super::contents::contents_input;
use super::control::Control;
use super::date::{DateControl, date_control};
use super::id_document::id_document_input;
use super::long_text::long_text_input;
use super::money::money_input;
use super::period::period_input;
use super::question::Look;
use crate::field::{Answer, FieldKind};
use crate::identity::mask;

/// What every input gets. Pure: the answer in, edits out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Input {
    /// Id of the element that takes focus; parts append `-` and their name.
    pub(super) id: AttrValue,
    /// The question's wording, for parts and for the compact look.
    pub(super) label: AttrValue,
    /// The type.
    pub(super) kind: FieldKind,
    /// The answer so far.
    pub(super) answer: Answer,
    /// Receives an answer that is still being typed.
    pub(super) on_edit: Callback<Answer>,
    /// Receives an answer that was chosen in one go.
    pub(super) on_choose: Callback<Answer>,
    /// Ids of the help and the findings.
    pub(super) described_by: AttrValue,
    /// The parts about which something blocking was found; `None` is the answer as a whole.
    pub(super) invalid: Vec<Option<String>>,
    /// Must be answered.
    pub(super) required: bool,
    /// Shown with its middle hidden and not to be changed.
    pub(super) masked: bool,
    /// Full question or cell of the official table.
    pub(super) look: Look,
}

impl Input {
    /// Whether something blocking was found about a part, or about the whole.
    pub(super) fn part_invalid(&self, part: &str) -> bool {
        self.invalid.iter().any(|of| of.as_deref().is_none_or(|of| of == part))
    }

    /// Id of a part's element. The first part of an answer has the id of the whole.
    pub(super) fn part_id(&self, part: &str) -> AttrValue {
        format!("{}-{part}", self.id).into()
    }

    /// Receives the typed text of one part.
    pub(super) fn edit_part(&self, part: &'static str) -> Callback<String> {
        let (answer, on_edit) = (self.answer.clone(), self.on_edit.clone());
        Callback::from(move |text: String| on_edit.emit(answer.with_part(part, text)))
    }

    /// Receives the chosen value of one part.
    pub(super) fn choose_part(&self, part: &'static str) -> Callback<String> {
        let (answer, on_choose) = (self.answer.clone(), self.on_choose.clone());
        Callback::from(move |text: String| on_choose.emit(answer.with_part(part, text)))
    }

    /// The text to show of a number that may be masked.
    pub(super) fn shown(&self, text: &str) -> AttrValue {
        if self.masked { mask(text).into() } else { text.to_owned().into() }
    }
}

/// The input of a question.
pub(super) fn input(props: &Input) -> Html {
    match &props.kind {
        FieldKind::LongText { max } => long_text_input(props, *max),
        FieldKind::Period => period_input(props),
        FieldKind::Choice { options } => choice_input(props, options),
        FieldKind::Money => money_input(props),
        FieldKind::IdDocument => id_document_input(props),
        FieldKind::Contents { headings } => contents_input(props, headings),
        FieldKind::Confirm => confirm_input(props),
        // Written on a page of its own.
        FieldKind::Narrative { .. } => Html::default(),
        FieldKind::Date => date_control(&DateControl {
            id: props.id.clone(),
            label: compact_label(props),
            value: props.answer.text(),
            on_edit: text_edit(&props.on_edit),
            on_choose: text_edit(&props.on_choose),
            described_by: props.described_by.clone(),
            invalid: !props.invalid.is_empty(),
            required: props.required,
        }),
        FieldKind::Text { .. } => line(props, "text", "width-full"),
        FieldKind::PersonName => line(props, "text", "width-name"),
        FieldKind::Uscc | FieldKind::ApprovalNumber => line(props, "text", "width-code"),
        FieldKind::Phone => line(props, "tel", "width-phone"),
        FieldKind::PostCode => line(props, "numeric", "width-short"),
        FieldKind::Count { unit } => html! {
            <span class="with-unit">
                { line(props, "numeric", "width-short") }
                if !unit.is_empty() { <span class="unit">{ unit }</span> }
            </span>
        },
    }
}

fn line(props: &Input, keys: &'static str, width: &'static str) -> Html {
    html! {
        <Control id={props.id.clone()} label={compact_label(props)} value={props.shown(props.answer.text())}
            on_edit={text_edit(&props.on_edit)} described_by={props.described_by.clone()}
            invalid={!props.invalid.is_empty()} required={props.required} read_only={props.masked}
            {keys} {width} />
    }
}

/// In the official table the visible label stands in a cell of its own, so the control is named here.
fn compact_label(props: &Input) -> Option<AttrValue> {
    (props.look == Look::Paper).then(|| props.label.clone())
}

fn text_edit(on_answer: &Callback<Answer>) -> Callback<String> {
    on_answer.reform(Answer::Text)
}
