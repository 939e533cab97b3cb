//! 期限计算: a count from any day, step by step: working days each with its number or why it does not count, months
//! with the corresponding day and the days off beside it.
//!
//! Its address, `#/calendar/<start>+<term>`, shows the count of any deadline.

use chrono::NaiveDate;
use yew::prelude::*;

use crate::calendar::{Calendar, Term, chinese_date};
use crate::field::{Answer, FieldKind, Value};
use crate::ui::components::{count_table, month_steps};
use crate::ui::fields::Control;

/// In what a period is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Unit {
    #[default]
    Workdays,
    Months,
    MonthsBefore,
}

impl Unit {
    const ALL: [Self; 3] = [Self::Workdays, Self::Months, Self::MonthsBefore];

    fn label(self) -> &'static str {
        match self {
            Self::Workdays => "个工作日",
            Self::Months => "个月",
            Self::MonthsBefore => "个月以前",
        }
    }

    /// The longest period that is counted here.
    fn longest(self) -> u32 {
        match self {
            Self::Workdays => 250,
            Self::Months | Self::MonthsBefore => 120,
        }
    }

    fn term(self, number: u32) -> Option<Term> {
        let months = i32::try_from(number).ok()?;
        Some(match self {
            Self::Workdays => Term::Workdays(number),
            Self::Months => Term::Months(months),
            Self::MonthsBefore => Term::Months(-months),
        })
    }
}

/// What is to be counted, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The day from which the period runs.
    start: String,
    number: String,
    unit: Unit,
}

impl Asked {
    /// Reads the part of an address after `#/calendar/`; `None` when it names no count.
    pub(super) fn from_address(part: &str) -> Option<Self> {
        let (start, term) = part.split_once('+')?;
        let (number, unit) = match Term::from_code(term) {
            Some(Term::Workdays(n)) => (n.to_string(), Unit::Workdays),
            Some(Term::Months(n)) if n < 0 => (n.unsigned_abs().to_string(), Unit::MonthsBefore),
            Some(Term::Months(n)) => (n.to_string(), Unit::Months),
            Some(Term::Days(_)) | None => (term.to_owned(), Unit::Workdays),
        };
        Some(Self { start: start.to_owned(), number, unit })
    }

    /// The day and the period, or what is wrong with them; `None` while one is blank.
    fn read(&self) -> Option<Result<(NaiveDate, Term), String>> {
        if self.start.trim().is_empty() || self.number.trim().is_empty() {
            return None;
        }
        let reading = FieldKind::Date.read(&Answer::from(self.start.as_str()));
        let start = match (reading.value, reading.problems.first()) {
            (Some(Value::Date(start)), _) => start,
            (_, problem) => {
                let said = problem.map(|problem| format!("{}{}", problem.message, problem.hint));
                return Some(Err(format!("起算日期：{}", said.unwrap_or_default())));
            }
        };
        let longest = self.unit.longest();
        let number = crate::text::strip_blanks(&self.number).parse::<u32>();
        let number = number.ok().filter(|number| (1..=longest).contains(number));
        Some(match number.and_then(|number| self.unit.term(number)) {
            Some(term) => Ok((start, term)),
            None => Err(format!("期限应为 1 至 {longest} 之间的整数。")),
        })
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
    let on_unit = {
        let (asked, on_edit) = (asked.clone(), on_edit.clone());
        move |event: Event| {
            let Some(list) = event.target_dyn_into::<web_sys::HtmlSelectElement>() else { return };
            let unit = Unit::ALL.into_iter().find(|unit| unit.label() == list.value());
            on_edit.emit(Asked { unit: unit.unwrap_or_default(), ..asked.clone() });
        }
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
                <label for="count-number">{ "期限" }</label>
                <span class="with-unit">
                    <Control id="count-number" value={asked.number.clone()} width="width-short" {invalid} keys="numeric"
                        on_edit={edit(|asked, text| asked.number = text)} placeholder="10" />
                    <select autocomplete="off" class="control control-list" aria-label="期限的单位" onchange={on_unit}>
                        { for Unit::ALL.map(|unit| html! {
                            <option value={unit.label()} selected={unit == asked.unit}>{ unit.label() }</option>
                        }) }
                    </select>
                </span>
            </div>
            <div aria-live="polite">
                { match read {
                    None => html! {},
                    Some(Err(reason)) => html! { <p class="notice notice-warning">{ reason }</p> },
                    Some(Ok((start, Term::Workdays(workdays)))) => outcome(start, workdays, calendar, today),
                    Some(Ok((start, Term::Months(months)))) => html! {
                        <div class="clock">{ month_steps(start, months, calendar) }</div>
                    },
                    Some(Ok((_, Term::Days(_)))) => html! {},
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
