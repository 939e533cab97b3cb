//! A year as twelve small calendars. What a day is shows by its mark and its frame, not by colour alone.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use crate::calendar::{Calendar, DayReason};
use crate::ui::components::WEEKDAYS;

/// The twelve months of a year.
pub(super) fn months(calendar: &Calendar, year: i32, today: NaiveDate) -> Html {
    html! {
        <div class="calendar-months">
            { for (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1)).map(|first| month(calendar, first, today)) }
        </div>
    }
}

fn month(calendar: &Calendar, first: NaiveDate, today: NaiveDate) -> Html {
    let days: Vec<_> = first.iter_days().take_while(|day| day.month() == first.month()).collect();
    let blank = first.weekday().num_days_from_monday() as usize;
    let cells: Vec<_> = std::iter::repeat_n(None, blank).chain(days.iter().copied().map(Some)).collect();
    let working = days.iter().filter(|day| calendar.is_workday(**day) == Some(true)).count();
    html! {
        <table class="calendar-month" key={first.to_string()}>
            <caption>
                { format!("{}月", first.month()) }
                <span class="calendar-working">{ format!("{working} 个工作日") }</span>
            </caption>
            <thead>
                <tr>{ for WEEKDAYS.iter().map(|day| html! { <th scope="col">{ *day }</th> }) }</tr>
            </thead>
            <tbody>
                { for cells.chunks(7).map(|week| html! {
                    <tr>
                        { for week.iter().map(|day| match day {
                            None => html! { <td /> },
                            Some(day) => cell(calendar, *day, today),
                        }) }
                        { for std::iter::repeat_n(html! { <td /> }, 7 - week.len()) }
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

fn cell(calendar: &Calendar, day: NaiveDate, today: NaiveDate) -> Html {
    let (kind, mark) = match calendar.reason(day) {
        Some(DayReason::Holiday) => ("off", "休"),
        Some(DayReason::MakeUpWorkday) => ("makeup", "班"),
        Some(DayReason::Weekend) => ("weekend", ""),
        Some(DayReason::Workday) | None => ("workday", ""),
    };
    let is_today = day == today;
    let title = (kind != "workday").then(|| calendar.explain(day));
    html! {
        <td class={classes!("calendar-day", format!("calendar-{kind}"), is_today.then_some("calendar-today"))}
            title={title.clone()} aria-current={is_today.then_some("date")}>
            <time datetime={day.to_string()}>{ day.day() }</time>
            if !mark.is_empty() { <span class="calendar-mark" aria-hidden="true">{ mark }</span> }
            if let Some(title) = title { <span class="visually-hidden">{ title }</span> }
        </td>
    }
}
