//! Which findings are shown, and in which order.

use yew::prelude::*;

use crate::check::{Finding, Report, Verdict};
use crate::ui::components::{Segment, Weight, segments, verdict_count};

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
    let weights = std::iter::once(None).chain(Weight::ALL.into_iter().map(Some)).map(|weight| {
        let count = weight.map_or(all, |weight| verdict_count(verdict, weight));
        Segment {
            value: weight,
            label: format!("{} {count}", weight.map_or("全部", Weight::word)),
            title: weight.map(Weight::meaning),
            chosen: props.shown == weight,
        }
    });
    let orders = [(Order::Place, "按位置"), (Order::Clause, "按条款")].map(|(order, word)| Segment {
        value: order,
        label: word.to_owned(),
        title: None,
        chosen: props.order == order,
    });
    html! {
        <div class="findings-bar">
            { segments(html! { <legend>{ "显示" }</legend> }, "findings-shown", weights, &props.on_show) }
            { segments(html! { <legend>{ "分组" }</legend> }, "findings-order", orders, &props.on_order) }
        </div>
    }
}
