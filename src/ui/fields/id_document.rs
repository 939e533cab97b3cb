//! Kind, number and validity of an identity document.

use yew::prelude::*;

use super::control::Control;
use super::input::Input;
use super::parts::date_range;
use super::selection::{Selection, selection};
use crate::identity::IdKind;

/// A list of kinds, the number, and the validity as printed on the document.
pub(super) fn id_document_input(props: &Input) -> Html {
    let kinds = IdKind::ALL.map(|kind| (kind.code(), kind.label()));
    let number_id = props.part_id("number");
    html! {
        <div class="part-lines">
            <span class="parts">
                { selection(&Selection {
                    id: props.id.clone(),
                    label: "证件种类",
                    named: true,
                    class: "",
                    value: props.answer.part("kind"),
                    options: &[&[("", "请选择")][..], &kinds].concat(),
                    on_choose: props.choose_part("kind"),
                    described_by: props.described_by.clone(),
                    invalid: props.part_invalid("kind"),
                }) }
                <span class="part part-wide">
                    <label for={number_id.clone()}>{ "证件号码" }</label>
                    <Control id={number_id} value={props.shown(props.answer.part("number"))}
                        on_edit={props.edit_part("number")} described_by={props.described_by.clone()}
                        invalid={props.part_invalid("number")} required={props.required}
                        read_only={props.masked} width="width-code" />
                </span>
            </span>
            { date_range(props, props.part_id("from"), ["有效期自", "有效期至"]) }
        </div>
    }
}
