//! An amount of capital: number, unit, currency; 开办资金 in place of 注册资本; or 不适用.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::control::Control;
use super::input::Input;
use super::question::Look;
use super::selection::{Selection, selection};
use crate::field::Answer;

/// The word for a body that has no capital.
const NOT_APPLICABLE: &str = "不适用";

/// What an amount means until something else is chosen.
const DEFAULT_UNIT: &str = "万元";
const DEFAULT_CURRENCY: &str = "人民币";
const DEFAULT_NOTE: &str = "注册资本";

const UNITS: [&str; 2] = ["万元", "元"];
const CURRENCIES: [&str; 8] = ["人民币", "美元", "欧元", "港元", "日元", "英镑", "新加坡元", "澳门元"];
const NOTES: [&str; 2] = ["注册资本", "开办资金"];

/// The amount with its unit and currency.
pub(super) fn money_input(props: &Input) -> Html {
    let not_applicable = props.answer.part("amount").trim() == NOT_APPLICABLE;
    let on_edit = {
        let (answer, on_edit) = (props.answer.clone(), props.on_edit.clone());
        Callback::from(move |amount: String| on_edit.emit(with_amount(&answer, amount)))
    };
    let tick = {
        let on_choose = props.on_choose.clone();
        Callback::from(move |event: Event| {
            let ticked = event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked());
            on_choose.emit(Answer::from_parts([("amount", if ticked { NOT_APPLICABLE } else { "" })]));
        })
    };
    let tick_id = if not_applicable { props.id.clone() } else { props.part_id("not-applicable") };
    let list = |part: &'static str, label: &'static str, default: &'static str, options: &[&'static str]| {
        let value = Some(props.answer.part(part)).filter(|text| !text.is_empty()).unwrap_or(default);
        let mut offered: Vec<(&str, &str)> = options.iter().map(|option| (*option, *option)).collect();
        if !options.contains(&value) {
            // Something else that was imported or typed elsewhere stays as it is.
            offered.push((value, value));
        }
        let class = match part {
            "unit" => "part-unit",
            "currency" => "part-currency",
            _ => "part-note",
        };
        selection(&Selection {
            id: props.part_id(part),
            label,
            named: false,
            class,
            value,
            options: &offered,
            on_choose: props.choose_part(part),
            described_by: props.described_by.clone(),
            invalid: props.part_invalid(part),
        })
    };
    html! {
        <span class="parts parts-money">
            if not_applicable {
                <output class="control control-fixed width-amount">{ NOT_APPLICABLE }</output>
            } else {
                { list("note", "资金种类", DEFAULT_NOTE, &NOTES) }
                <Control id={props.id.clone()} value={props.answer.part("amount").to_owned()} {on_edit}
                    label={if props.look == Look::Paper { props.label.clone() } else { "金额".into() }} keys="decimal"
                    described_by={props.described_by.clone()} invalid={props.part_invalid("amount")}
                    required={props.required} width="width-amount" />
                { list("unit", "金额单位", DEFAULT_UNIT, &UNITS) }
                { list("currency", "币种", DEFAULT_CURRENCY, &CURRENCIES) }
            }
            <label class="option option-inline" for={tick_id.clone()}>
                <input autocomplete="off" type="checkbox" id={tick_id} checked={not_applicable} onchange={tick}
                    aria-label={format!("{}：{NOT_APPLICABLE}", props.label)} />
                <span>{ NOT_APPLICABLE }</span>
            </label>
        </span>
    }
}

/// The answer with another amount. It states what the lists show, so that it does not depend on this page's
/// defaults; without an amount it states nothing that was not chosen.
fn with_amount(answer: &Answer, amount: String) -> Answer {
    let blank = amount.trim().is_empty();
    let mut answer = answer.with_part("amount", amount);
    for (part, default) in [("unit", DEFAULT_UNIT), ("currency", DEFAULT_CURRENCY), ("note", DEFAULT_NOTE)] {
        if blank && answer.part(part) == default {
            answer = answer.with_part(part, "");
        } else if !blank && answer.part(part).is_empty() {
            answer = answer.with_part(part, default);
        }
    }
    answer
}
