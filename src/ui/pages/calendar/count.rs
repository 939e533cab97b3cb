//! 期限计算: a count of working days from any day, each day with its number or why it does not count.
//!
//! Its address, `#/calendar/<start>+<working days>`, shows the count of any deadline.

use chrono::NaiveDate;
use yew::prelude::*;

use crate::calendar::{Calendar, chinese_date, read_date};
use crate::ui::components::count_table;
use crate::ui::fields::Control;

/// The longest period that is counted here, in working days.
const LONGEST: u32 = 250;

/// What is to be counted, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The day from which the period runs.
    pub(super) start: String,
    /// The number of working days.
    pub(super) workdays: String,
}

impl Asked {
    /// Reads the part of an address after `#/calendar/`; `None` when it names no count.
    pub(super) fn from_address(part: &str) -> Option<Self> {
        let (start, workdays) = part.split_once('+')?;
        Some(Self { start: start.to_owned(), workdays: workdays.to_owned() })
    }

    /// The day and the number, or what is wrong with them; `None` while one is blank.
    fn read(&self) -> Option<Result<(NaiveDate, u32), String>> {
        if self.start.trim().is_empty() || self.workdays.trim().is_empty() {
            return None;
        }
        let Ok(start) = read_date(&self.start) else {
            return Some(Err("起算日期读不出来，请写成 2026-01-05 这样的日期。".to_owned()));
        };
        let workdays = crate::text::strip_blanks(&self.workdays).parse::<u32>();
        match workdays {
            Ok(workdays) if (1..=LONGEST).contains(&workdays) => Some(Ok((start, workdays))),
            _ => Some(Err(format!("工作日数应为 1 至 {LONGEST} 之间的整数。"))),
        }
    }
}

/// The two questions, and the count.
pub(super) fn counting(
    asked: &Asked,
    on_edit: &Callback<Asked>,
    calendar: &Calendar,
    today: NaiveDate,
) -> Html {
    let edit = |change: fn(&mut Asked, String)| {
        let (asked, on_edit) = (asked.clone(), on_edit.clone());
        Callback::from(move |text: String| {
            let mut asked = asked.clone();
            change(&mut asked, text);
            on_edit.emit(asked);
        })
    };
    let read = asked.read();
    let invalid = matches!(read, Some(Err(_)));
    html! {
        <section class="stack calendar-count" aria-labelledby="calendar-count">
            <h2 id="calendar-count" tabindex="-1">{ "期限计算" }</h2>
            <div class="calendar-asked">
                <label for="count-start">{ "起算日期（当日不计）" }</label>
                <Control id="count-start" value={asked.start.clone()} width="width-date" {invalid}
                    on_edit={edit(|asked, text| asked.start = text)} placeholder="2026-01-05" />
                <label for="count-workdays">{ "工作日数" }</label>
                <Control id="count-workdays" value={asked.workdays.clone()} width="width-short" {invalid} keys="numeric"
                    on_edit={edit(|asked, text| asked.workdays = text)} placeholder="10" />
            </div>
            <div aria-live="polite">
                { match read {
                    None => html! {},
                    Some(Err(reason)) => html! { <p class="notice notice-warning">{ reason }</p> },
                    Some(Ok((start, workdays))) => outcome(start, workdays, calendar, today),
                } }
            </div>
        </section>
    }
}

fn outcome(start: NaiveDate, workdays: u32, calendar: &Calendar, today: NaiveDate) -> Html {
    let count = calendar.count(start, workdays);
    let from = format!("自{}起算，当日不计，{workdays} 个工作日", chinese_date(start));
    let sentence = match count.due {
        Some(due) => format!("{from}，至{}期满。", chinese_date(due)),
        None => format!(
            "{from}。其间有年份的节假日安排未公布或者未收录，期满日不能确定，最早为{}。",
            chinese_date(count.earliest)
        ),
    };
    html! {
        <div class="clock">
            <p class="clock-outcome">{ sentence }</p>
            { count_table("期限", &count, start, calendar, today) }
        </div>
    }
}
