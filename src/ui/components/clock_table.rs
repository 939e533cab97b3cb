//! A statutory period as a small calendar: every day with its number, or why it does not count.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use crate::calendar::{Calendar, CountedDay, DayReason, chinese_date};
use crate::check::ClockReport;
use crate::ui::route::Route;

/// The days of the week as heads of columns, Monday first.
pub const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// Title, outcome in one sentence, and the counted days week by week. `workdays` is the period's length.
pub fn clock_table(
    title: &str,
    workdays: u32,
    clock: &ClockReport,
    calendar: &Calendar,
    today: NaiveDate,
) -> Html {
    let outcome = outcome(clock, workdays);
    html! {
        <section class="clock">
            <h2 class="clock-title">{ title }</h2>
            <p class="clock-outcome">{ outcome }</p>
            <p class="clock-standing">{ standing(clock, today) }</p>
            <details class="clock-count" open=true>
                <summary>{ "逐日计算" }</summary>
                <table class="clock-table">
                    <caption class="visually-hidden">{ format!("{}：逐日计算", title) }</caption>
                    <thead>
                        <tr>{ for WEEKDAYS.iter().map(|day| html! { <th scope="col">{ *day }</th> }) }</tr>
                    </thead>
                    <tbody>
                        { for weeks(clock).into_iter().map(|week| html! {
                            <tr>{ for week.into_iter().map(|day| cell(day, clock, calendar, today)) }</tr>
                        }) }
                    </tbody>
                </table>
                <p class="clock-rule">
                    { "起算当日不计，从次日起按国务院办公厅公布的节假日安排计算工作日；调休上班日计为工作日。" }
                    <a href={Route::Calendar(Some(clock.start.year().to_string())).to_string()}>{ "查看节假日安排" }</a>
                </p>
            </details>
        </section>
    }
}

fn outcome(clock: &ClockReport, workdays: u32) -> String {
    let start = chinese_date(clock.start);
    match clock.count.due {
        Some(due) => format!("自{start}起算，当日不计，{workdays} 个工作日，至{}期满。", chinese_date(due)),
        None => format!(
            "自{start}起算，当日不计，{workdays} 个工作日。其间有年份的节假日安排尚未公布，期满日不能确定，最早为{}。",
            chinese_date(clock.count.earliest)
        ),
    }
}

fn standing(clock: &ClockReport, today: NaiveDate) -> String {
    let last = clock.count.due.unwrap_or(clock.count.earliest);
    let left = clock.workdays_left(today);
    let today_text = chinese_date(today);
    match (clock.count.due, today.cmp(&last)) {
        (None, _) => format!("今天是{today_text}。"),
        (Some(_), std::cmp::Ordering::Less) if today < clock.start => {
            format!("今天是{today_text}，期限还没有开始。")
        }
        (Some(_), std::cmp::Ordering::Less) => format!("今天是{today_text}，还有 {left} 个工作日。"),
        (Some(_), std::cmp::Ordering::Equal) => format!("今天是{today_text}，是期限的最后一日。"),
        (Some(_), std::cmp::Ordering::Greater) => {
            format!("今天是{today_text}，期限已过 {} 日。", (today - last).num_days())
        }
    }
}

/// The days in rows from Monday to Sunday; the starting day first, `None` outside the period.
fn weeks(clock: &ClockReport) -> Vec<[Option<Day>; 7]> {
    let start = Day { date: clock.start, counted: None };
    let days = std::iter::once(start)
        .chain(clock.count.days.iter().map(|day| Day { date: day.date, counted: Some(*day) }));
    let mut weeks: Vec<[Option<Day>; 7]> = Vec::new();
    for day in days {
        let column = day.date.weekday().num_days_from_monday() as usize;
        if column == 0 || weeks.is_empty() {
            weeks.push(Default::default());
        }
        if let Some(week) = weeks.last_mut() {
            week[column] = Some(day);
        }
    }
    weeks
}

#[derive(Clone, Copy)]
struct Day {
    date: NaiveDate,
    counted: Option<CountedDay>,
}

fn cell(day: Option<Day>, clock: &ClockReport, calendar: &Calendar, today: NaiveDate) -> Html {
    let Some(day) = day else { return html! { <td class="clock-day clock-day-outside" /> } };
    let (kind, note) = match &day.counted {
        None => ("start", "起算，不计".to_owned()),
        Some(counted) => match (counted.reason, counted.number) {
            (DayReason::MakeUpWorkday, Some(n)) => ("makeup", format!("第{n}日，调休上班")),
            (_, Some(n)) => ("workday", format!("第{n}日")),
            (DayReason::Weekend, None) => ("off", DayReason::Weekend.label().to_owned()),
            // A holiday by its name: 春节放假.
            (reason, None) => {
                let name = calendar.holiday(day.date).map_or("", |holiday| holiday.name.as_str());
                ("off", format!("{name}{}", reason.label()))
            }
        },
    };
    let due = clock.count.due == Some(day.date);
    let is_today = day.date == today;
    let day_text = if day.date.day() == 1 || day.counted.is_none() {
        format!("{}月{}日", day.date.month(), day.date.day())
    } else {
        day.date.day().to_string()
    };
    html! {
        <td class={classes!("clock-day", format!("clock-day-{kind}"), due.then_some("clock-day-due"))}>
            <time class="clock-date" datetime={day.date.to_string()}>{ day_text }</time>
            <span class="clock-note">{ note }</span>
            if due { <strong class="clock-mark">{ "期满" }</strong> }
            if is_today { <strong class="clock-mark">{ "今天" }</strong> }
        </td>
    }
}
