//! A statutory period as a small calendar: every day with its number, or why it does not count.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use crate::calendar::{Calendar, Count, CountedDay, DayReason, Term, chinese_date, chinese_weekday};
use crate::check::ClockReport;
use crate::procedure::Clock;
use crate::ui::route::Route;

/// The days of the week as heads of columns, Monday first.
pub const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// Title, outcome in one sentence, and for working days each counted day, week by week.
pub fn clock_table(clock: &Clock, running: &ClockReport, calendar: &Calendar, today: NaiveDate) -> Html {
    let steps = match running.term {
        Term::Workdays(workdays) => {
            let count = calendar.count(running.start, workdays);
            count_table(&clock.title, &count, running.start, calendar, today)
        }
        Term::Months(months) if months != 0 => month_steps(running.start, months, calendar),
        Term::Months(_) | Term::Days(_) => Html::default(),
    };
    html! {
        <section class="clock">
            <h2 class="clock-title">{ &clock.title }</h2>
            <p class="clock-outcome">{ clock_outcome(running) }</p>
            <p class="clock-standing">{ clock_standing(running, calendar, today) }</p>
            { steps }
        </section>
    }
}

/// Every day of a count of working days with its number, or why it does not count, week by week.
pub fn count_table(
    title: &str,
    count: &Count,
    start: NaiveDate,
    calendar: &Calendar,
    today: NaiveDate,
) -> Html {
    html! {
        <details class="clock-count" open=true>
            <summary>{ "逐日计算" }</summary>
            <table class="clock-table">
                <caption class="visually-hidden">{ format!("{}：逐日计算", title) }</caption>
                <thead>
                    <tr>{ for WEEKDAYS.iter().map(|day| html! { <th scope="col">{ *day }</th> }) }</tr>
                </thead>
                <tbody>
                    { for weeks(start, count).into_iter().map(|week| html! {
                        <tr>{ for week.into_iter().map(|day| cell(day, count, calendar, today)) }</tr>
                    }) }
                </tbody>
            </table>
            <p class="clock-rule">
                { "起算当日不计，从次日起按国务院办公厅公布的节假日安排计算工作日；调休上班日计为工作日。" }
                <a href={Route::Calendar(Some(start.year().to_string())).to_string()}>{ "查看节假日安排" }</a>
            </p>
        </details>
    }
}

/// How a period of months ends where it does, step by step: the corresponding day, and the days off from there
/// to the nearest working day. Months below zero lie before the start.
pub fn month_steps(start: NaiveDate, months: i32, calendar: &Calendar) -> Html {
    let (number, before) = (months.unsigned_abs(), months < 0);
    let found =
        if before { calendar.months_before(start, number) } else { calendar.months_after(start, number) };
    let Some(found) = found else { return Html::default() };
    let named = |day: NaiveDate| format!("{}（{}）", chinese_date(day), chinese_weekday(day));
    let day = named(found.corresponding);
    let mut steps = Vec::new();
    steps.push(if before {
        format!("自{}往前数 {number} 个月，对应日为{day}。", chinese_date(start))
    } else {
        format!("起算日{}不计，{number} 个月后的对应日为{day}。", chinese_date(start))
    });
    if found.month_end {
        steps.push("该月没有对应日，以该月最后一日为准（民法典第二百零二条）。".to_owned());
    }
    steps.extend(
        found.stepped_over.iter().map(|off| format!("{}：{}。", named(off.date), off.reason.label())),
    );
    steps.push(match (found.workday, before) {
        (Some(day), _) if day == found.corresponding => "当日是工作日，即为最后一日。".to_owned(),
        (Some(day), true) => {
            format!(
                "最后一日仍是{}，不因放假变动；建议提前到工作日{}办理。",
                chinese_date(found.corresponding),
                named(day)
            )
        }
        (Some(day), false) => format!("顺延到放假结束的次日{}（民法典第二百零三条）。", named(day)),
        (None, true) => format!(
            "最后一日是{}。所在年份的节假日安排尚未公布，当日是否放假还不能确定。",
            chinese_date(found.corresponding)
        ),
        (None, false) => "所在年份的节假日安排尚未公布，最后一日还不能确定。".to_owned(),
    });
    html! { <ol class="clock-steps">{ for steps.into_iter().map(|step| html! { <li>{ step }</li> }) }</ol> }
}

/// When a period ends, in one sentence.
pub fn clock_outcome(running: &ClockReport) -> String {
    let start = chinese_date(running.start);
    if running.term.is_backward() {
        let advised = running
            .advised
            .map_or_else(String::new, |day| format!("当日不是工作日，建议提前到{}。", chinese_date(day)));
        return format!("{start}{}，即{}。{advised}", running.term.label(), chinese_date(running.last()));
    }
    let from = match running.term {
        term if term.is_moment() => return format!("{}。", chinese_date(running.last())),
        term => format!("自{start}起算，当日不计，{}", term.label()),
    };
    match running.due {
        Some(due) => format!("{from}，至{}期满。", chinese_date(due)),
        None => format!(
            "{from}。其间有年份的节假日安排尚未公布，期满日不能确定，最早为{}。",
            chinese_date(running.earliest)
        ),
    }
}

/// How a period stands today, in one sentence.
pub fn clock_standing(clock: &ClockReport, calendar: &Calendar, today: NaiveDate) -> String {
    let last = clock.last();
    if let Some(done) = clock.done {
        return format!("已于{}办理，{}。", chinese_date(done), clock.standing(today).label());
    }
    let today_text = chinese_date(today);
    match (clock.due, today.cmp(&last)) {
        (None, _) => format!("今天是{today_text}。"),
        (Some(_), std::cmp::Ordering::Greater) => {
            format!("今天是{today_text}，期限已过 {} 日。", (today - last).num_days())
        }
        (Some(_), _) => format!("今天是{today_text}，{}。", clock.left(calendar, today)),
    }
}

/// The days in rows from Monday to Sunday; the starting day first, `None` outside the period.
fn weeks(start: NaiveDate, count: &Count) -> Vec<[Option<Day>; 7]> {
    let start = Day { date: start, counted: None };
    let days = std::iter::once(start)
        .chain(count.days.iter().map(|day| Day { date: day.date, counted: Some(*day) }));
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

fn cell(day: Option<Day>, count: &Count, calendar: &Calendar, today: NaiveDate) -> Html {
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
    let due = count.due == Some(day.date);
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
