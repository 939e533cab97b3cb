//! The functions that rules call, listed in [`FUNCTIONS`](crate::procedure::expression::FUNCTIONS).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use cel::{Context, ExecutionError, Value as Cel};
use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::{Calendar, add_months};
use crate::identity::{approval_number, phone, resident_id};
use crate::procedure::{Parameter, ParameterValue};
use crate::text::comparable;

/// What expressions see of files.
#[derive(Default)]
pub(super) struct Files {
    /// Files and pages by `material/slot`.
    pub(super) counts: BTreeMap<String, (i64, i64)>,
    /// The standards that stand in the text of a material's files, by its number, in comparable form.
    pub(super) cited: BTreeSet<(String, String)>,
}

/// The message of an error that means: the holiday table of that year is not published (未公布).
pub(super) const NOT_PUBLISHED: &str = "not published";

/// The function whose error names a parameter that has no value on the day.
pub(super) const IN_FORCE: &str = "in_force";

/// A text in CEL; mostly a day `YYYY-MM-DD`.
type Day = Arc<String>;
type Outcome<T> = Result<T, ExecutionError>;

/// Puts the functions into a context.
pub(super) fn register(
    context: &mut Context,
    calendar: &Calendar,
    files: &Arc<RwLock<Files>>,
    parameters: &BTreeMap<String, Parameter>,
) {
    let parameters = parameters.clone();
    let calendar = Arc::new(calendar.clone());
    let added = [
        context.add_function("add_workdays", {
            let calendar = calendar.clone();
            move |start: Day, n: i64| -> Outcome<Day> {
                let (due, _) = calendar.due(day(&start)?, number(n)?);
                due.map(|due| Day::new(due.to_string())).ok_or_else(not_published)
            }
        }),
        context.add_function("on_time", {
            let calendar = calendar.clone();
            move |start: Day, n: i64, on: Day| -> Outcome<bool> {
                calendar.on_time(day(&start)?, number(n)?, day(&on)?).ok_or_else(not_published)
            }
        }),
        context.add_function("workdays_between", move |a: Day, b: Day| -> Outcome<i64> {
            calendar.workdays_between(day(&a)?, day(&b)?).map(i64::from).map_err(|_| not_published())
        }),
        context.add_function("add_months", |start: Day, n: i64| -> Outcome<Day> {
            let months = i32::try_from(n).map_err(|_| out_of_range())?;
            add_months(day(&start)?, months).map(|day| Day::new(day.to_string())).ok_or_else(out_of_range)
        }),
        context.add_function("add_days", |start: Day, n: i64| -> Outcome<Day> {
            let days = Days::new(n.unsigned_abs());
            let start = day(&start)?;
            let moved = if n < 0 { start.checked_sub_days(days) } else { start.checked_add_days(days) };
            moved.map(|day| Day::new(day.to_string())).ok_or_else(out_of_range)
        }),
        context.add_function("days_between", |a: Day, b: Day| -> Outcome<i64> {
            Ok((day(&b)? - day(&a)?).num_days())
        }),
        context.add_function("later", |a: Day, b: Day| -> Outcome<Day> {
            Ok(Day::new(day(&a)?.max(day(&b)?).to_string()))
        }),
        context.add_function("year_of", |a: Day| -> Outcome<i64> { Ok(i64::from(day(&a)?.year())) }),
        context.add_function("approval_year", |text: Day| -> i64 {
            approval_number::year(&text).map_or(0, i64::from)
        }),
        context.add_function("born", |number: Day| -> String {
            resident_id::parse(&number).map_or_else(|_| String::new(), |id| id.birth().to_string())
        }),
        context.add_function("sex", |number: Day| -> String {
            let sex = |id: resident_id::ResidentId| if id.is_male() { "男" } else { "女" };
            resident_id::parse(&number).map_or("", sex).to_owned()
        }),
        context.add_function("is_mobile", |text: Day| -> bool { phone::is_mobile(&text) }),
        context.add_function("files", {
            let files = files.clone();
            move |material: Day, slot: Day| -> i64 { at(&files, &material, &slot).0 }
        }),
        context.add_function("pages", {
            let files = files.clone();
            move |material: Day, slot: Day| -> i64 { at(&files, &material, &slot).1 }
        }),
        context.add_function("cites", {
            let files = files.clone();
            move |material: Day, name: Day| -> bool {
                let files = files.read().unwrap_or_else(PoisonError::into_inner);
                files.cited.contains(&(material.to_string(), comparable(&name)))
            }
        }),
        context.add_function("same_name", |a: Day, b: Day| -> bool { comparable(&a) == comparable(&b) }),
        context.add_function("mentions", |text: Day, part: Day| -> bool {
            comparable(&text).contains(&comparable(&part))
        }),
        context.add_function("duplicates", |list: Arc<Vec<Cel>>| -> Cel { duplicates(&list).into() }),
        context.add_function(IN_FORCE, move |name: Day, on: Day| -> Outcome<Cel> {
            let on = day(&on)?;
            match parameters.get(name.as_str()).and_then(|parameter| parameter.on(on)) {
                Some(ParameterValue::Number(number)) => Ok(Cel::Int(*number)),
                Some(ParameterValue::Text(text)) => Ok(text.as_str().into()),
                None => Err(ExecutionError::function_error(IN_FORCE, name.as_str())),
            }
        }),
        context.add_function("sum", |list: Arc<Vec<Cel>>| -> Outcome<i64> {
            list.iter().try_fold(0_i64, |sum, value| match value {
                Cel::Int(number) => Ok(sum.saturating_add(*number)),
                Cel::Null => Ok(sum),
                _ => Err(ExecutionError::function_error("sum", "not a number")),
            })
        }),
        context.add_function("largest", |list: Arc<Vec<Cel>>| -> Outcome<i64> {
            list.iter().try_fold(0_i64, |most, value| match value {
                Cel::Int(number) => Ok(most.max(*number)),
                Cel::Null => Ok(most),
                _ => Err(ExecutionError::function_error("largest", "not a number")),
            })
        }),
        context.add_function("count_of", |list: Arc<Vec<Cel>>, wanted: Cel| -> i64 {
            i64::try_from(list.iter().filter(|value| **value == wanted).count()).unwrap_or(i64::MAX)
        }),
    ];
    debug_assert!(added.iter().all(Result::is_ok), "a function clashes with the CEL library");
}

/// The texts that stand in a list more than once, each as it stands there first.
fn duplicates(list: &[Cel]) -> Vec<Cel> {
    let mut seen = BTreeMap::new();
    let mut twice = Vec::new();
    for value in list {
        let Cel::String(text) = value else { continue };
        let (first, count) = seen.entry(comparable(text)).or_insert((value, 0_usize));
        *count += 1;
        if *count == 2 {
            twice.push((*first).clone());
        }
    }
    twice
}

fn at(files: &RwLock<Files>, material: &str, slot: &str) -> (i64, i64) {
    let files = files.read().unwrap_or_else(PoisonError::into_inner);
    files.counts.get(&format!("{material}/{slot}")).copied().unwrap_or_default()
}

fn day(text: &str) -> Outcome<NaiveDate> {
    text.parse().map_err(|_| ExecutionError::function_error("day", "not a day"))
}

fn number(n: i64) -> Outcome<u32> {
    u32::try_from(n).map_err(|_| out_of_range())
}

fn out_of_range() -> ExecutionError {
    ExecutionError::function_error("day", "out of range")
}

fn not_published() -> ExecutionError {
    ExecutionError::function_error("calendar", NOT_PUBLISHED)
}
