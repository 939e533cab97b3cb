//! Which findings are shown, and in which order.

use yew::prelude::*;

use crate::check::{Finding, Report, Verdict};
use crate::ui::components::{Weight, verdict_count};

/// What findings are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// By section and material.
    #[default]
    Place,
    /// By clause.
    Clause,
}

/// The weights shown; `None` = all.
pub(super) type Shown = Option<Weight>;

/// The findings of the weights shown.
pub(super) fn shown(report: &Report, shown: Shown) -> Vec<&Finding> {
    report.all().filter(|finding| shown.is_none_or(|weight| Weight::of(finding) == weight)).collect()
}

/// Properties of [`FilterBar`].
#[derive(Properties, PartialEq)]
pub(super) struct FilterBarProps {
    /// The numbers beside the choices.
    pub(super) verdict: Verdict,
    /// The weights shown.
    pub(super) shown: Shown,
    /// Receives another choice.
    pub(super) on_show: Callback<Shown>,
    /// The order.
    pub(super) order: Order,
    /// Receives another order.
    pub(super) on_order: Callback<Order>,
}

/// Two groups of radio buttons.
#[component]
pub(super) fn FilterBar(props: &FilterBarProps) -> Html {
    let verdict = &props.verdict;
    let all = Weight::ALL.iter().map(|weight| verdict_count(verdict, *weight)).sum::<usize>();
    let choices = std::iter::once((None, "全部", all))
        .chain(Weight::ALL.into_iter().map(|w| (Some(w), w.word(), verdict_count(verdict, w))));
    html! {
        <div class="findings-bar">
            <fieldset class="segments">
                <legend>{ "显示" }</legend>
                { for choices.map(|(weight, word, count)| {
                    let on_show = props.on_show.clone();
                    html! {
                        <label class="segment">
                            <input
                                type="radio"
                                name="findings-shown"
                                checked={props.shown == weight}
                                onchange={move |_| on_show.emit(weight)}
                            />
                            <span title={weight.map(Weight::meaning)}>{ format!("{word} {count}") }</span>
                        </label>
                    }
                }) }
            </fieldset>
            <fieldset class="segments">
                <legend>{ "分组" }</legend>
                { for [(Order::Place, "按位置"), (Order::Clause, "按条款")].map(|(order, word)| {
                    let on_order = props.on_order.clone();
                    html! {
                        <label class="segment">
                            <input
                                type="radio"
                                name="findings-order"
                                checked={props.order == order}
                                onchange={move |_| on_order.emit(order)}
                            />
                            <span>{ word }</span>
                        </label>
                    }
                }) }
            </fieldset>
        </div>
    }
}
