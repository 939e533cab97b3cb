//! The picture: a lane of days for each month in which something falls. It is a table, so that it is read
//! out month by month; kinds differ in shape, so that it is read without colour.

use chrono::{Datelike, Months, NaiveDate};
use yew::prelude::*;

use crate::check::timeline::{MarkKind, Month};

/// Units of the drawing for one day, and the height of a lane.
const DAY: f64 = 10.0;
const HEIGHT: f64 = 24.0;

/// The months with their lanes, and what the shapes mean.
pub(super) fn picture(months: &[Month], today: NaiveDate) -> Html {
    html! {
        <figure class="timeline-picture">
            <ul class="plain timeline-legend" aria-hidden="true">
                { for MarkKind::ALL.map(|kind| html! {
                    <li>
                        <svg class="timeline-sample" viewBox="0 0 12 12" focusable="false">{ shape(kind, 6.0, 6.0, 5.0) }</svg>
                        { kind.label() }
                    </li>
                }) }
                <li><span class="timeline-today-sample"></span>{ "今天" }</li>
            </ul>
            // The roles stand here because a narrow screen shows the table as blocks.
            <table class="timeline-table" role="table">
                <caption class="visually-hidden">{ "各月的期限和状态变化" }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{ "月份" }</th>
                        <th role="columnheader" scope="col" class="timeline-lane-head">
                            <span aria-hidden="true">{ "1日" }</span><span aria-hidden="true">{ "15日" }</span><span aria-hidden="true">{ "31日" }</span>
                            <span class="visually-hidden">{ "日期分布" }</span>
                        </th>
                        { for MarkKind::ALL.map(|kind| html! {
                            <th role="columnheader" scope="col" class="number">{ kind.label() }</th>
                        }) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for months.iter().enumerate().map(|(at, month)| {
                        let before = at.checked_sub(1).map(|before| months[before].first);
                        html! { <>{ gap(before, month.first) }{ row(month, today) }</> }
                    }) }
                </tbody>
            </table>
        </figure>
    }
}

/// The months between two in which nothing falls, as one line.
fn gap(before: Option<NaiveDate>, first: NaiveDate) -> Html {
    let from = before.and_then(|before| before.checked_add_months(Months::new(1)));
    let to = first.checked_sub_months(Months::new(1));
    let Some((from, to)) = from.zip(to).filter(|(from, to)| from <= to) else { return Html::default() };
    let name = |day: NaiveDate| format!("{}年{}月", day.year(), day.month());
    let span = if from == to { name(from) } else { format!("{}至{}", name(from), name(to)) };
    html! { <tr role="row" class="timeline-gap"><td role="cell" colspan="6">{ format!("{span}没有期限") }</td></tr> }
}

fn row(month: &Month, today: NaiveDate) -> Html {
    let is_now = (month.first.year(), month.first.month()) == (today.year(), today.month());
    let number = |kind| match month.count(kind) {
        0 => html! { <td role="cell" class="number timeline-none">{ "0" }</td> },
        count => html! { <td role="cell" class="number">{ count }</td> },
    };
    html! {
        <tr role="row" class={classes!(is_now.then_some("timeline-now"))}>
            <th role="rowheader" scope="row">
                <span class="timeline-year">{ format!("{}年", month.first.year()) }</span>
                { format!("{}月", month.first.month()) }
                if is_now { <span class="timeline-today">{ format!("今天 {}日", today.day()) }</span> }
            </th>
            <td role="cell" class="timeline-lane">{ lane(month, is_now.then(|| today.day())) }</td>
            { for MarkKind::ALL.map(number) }
        </tr>
    }
}

/// The days of a month with their marks; the more there are on a day, the larger the mark.
fn lane(month: &Month, today: Option<u32>) -> Html {
    let centre = |day: u32| f64::from(day) * DAY - DAY / 2.0;
    let last = month.first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt());
    let length = last.map_or(31, |last| last.day());
    let told: Vec<String> =
        month.days.iter().map(|((day, kind), count)| format!("{day}日{}{count}项", kind.label())).collect();
    let label = if told.is_empty() { "没有期限".to_owned() } else { told.join("，") };
    html! {
        <svg class="timeline-days" viewBox={format!("0 0 {} {HEIGHT}", 31.0 * DAY)} role="img" aria-label={label}>
            <path class="timeline-axis" d={format!("M0 {} H{}", HEIGHT / 2.0, f64::from(length) * DAY)} />
            { for (1..=length).map(|day| {
                let (x, tall) = (f64::from(day) * DAY, if day % 5 == 0 { 3.0 } else { 1.5 });
                html! { <path class="timeline-tick" d={format!("M{x} {} v{tall}", HEIGHT / 2.0)} /> }
            }) }
            if let Some(day) = today {
                <path class="timeline-now-line" d={format!("M{} 0 V{HEIGHT}", centre(day))} />
            }
            { for month.days.iter().rev().map(|((day, kind), count)| {
                let size = match count { 1 => 3.6, 2..=9 => 4.4, 10..=99 => 5.4, _ => 6.4 };
                // Deadlines above the line, events below it, so that neither hides the other.
                let y = if *kind == MarkKind::Event { HEIGHT * 0.75 } else { HEIGHT * 0.32 };
                shape(*kind, centre(*day), y, size)
            }) }
        </svg>
    }
}

/// A triangle for what is overdue, a full circle for what is open, a ring for what is done, a rhomb for an
/// event.
fn shape(kind: MarkKind, x: f64, y: f64, size: f64) -> Html {
    let class = match kind {
        MarkKind::Overdue => "timeline-overdue",
        MarkKind::Open => "timeline-open",
        MarkKind::Done => "timeline-done",
        MarkKind::Event => "timeline-event",
    };
    match kind {
        MarkKind::Overdue => {
            let d = format!("M{x} {} l{} {} h{} z", y - size, size, 2.0 * size, -2.0 * size);
            html! { <path {class} {d} /> }
        }
        MarkKind::Event => {
            let d = format!("M{x} {} l{size} {size} l-{size} {size} l-{size} -{size} z", y - size);
            html! { <path {class} {d} /> }
        }
        MarkKind::Open | MarkKind::Done => {
            let (x, y, size) = (x.to_string(), y.to_string(), (size * 0.9).to_string());
            html! { <circle {class} cx={x} cy={y} r={size} /> }
        }
    }
}
