//! Kind, number and validity of an identity document.

use yew::prelude::*;

use super::control::Control;
use super::input::InputProps;
use super::parts::date_range;
use super::selection::Selection;
use crate::identity::IdKind;

/// A list of kinds, the number, and the validity as printed on the document.
#[component]
pub(super) fn IdDocumentInput(props: &InputProps) -> Html {
    let kinds = std::iter::once(("".into(), "请选择".into()))
        .chain(IdKind::ALL.into_iter().map(|kind| (kind.code().into(), kind.label().into())))
        .collect::<Vec<(AttrValue, AttrValue)>>();
    let number_id = props.part_id("number");
    html! {
        <div class="part-lines">
            <span class="parts">
                <Selection id={props.id.clone()} label="证件种类" named={true} options={kinds}
                    value={props.answer.part("kind").to_owned()} on_choose={props.choose_part("kind")}
                    described_by={props.described_by.clone()} invalid={props.part_invalid("kind")} />
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
