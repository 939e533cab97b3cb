//! Several paragraphs, with the number of characters as people count them.

use unicode_segmentation::UnicodeSegmentation;
use yew::prelude::*;

use super::control::Control;
use super::input::Input;
use super::question::Look;
use crate::field::Answer;

/// A text area that grows with its text; at most `max` characters fit.
pub(super) fn long_text_input(props: &Input, max: usize) -> Html {
    let text = props.answer.text();
    let count = text.graphemes(true).filter(|c| !c.chars().all(char::is_whitespace)).count();
    let over = count > max;
    html! {
        <>
            <Control id={props.id.clone()} value={text.to_owned()} lines={true}
                label={(props.look == Look::Paper).then(|| props.label.clone())}
                on_edit={props.on_edit.reform(Answer::Text)} described_by={props.described_by.clone()}
                invalid={!props.invalid.is_empty()} required={props.required} width="width-full" />
            <p class={classes!("counter", over.then_some("counter-over"))}>
                { format!("已写 {count} 字，最多 {max} 字") }
            </p>
        </>
    }
}
