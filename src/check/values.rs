//! Read answers as CEL values, and CEL values as text.

use std::collections::HashMap;

use cel::Value as Cel;
use cel::common::types::{CelBool, CelNull, CelString};
use cel::common::value::Val;
use chrono::NaiveDate;

use super::light::{LightMap, held};
use super::named::Name;

use crate::calendar::chinese_date;
use crate::field::{Capital, Value};

/// A value as a message shows it; days in Chinese form, the members of a list parted by 、.
pub(super) fn show(value: &Cel) -> Option<String> {
    match value {
        Cel::String(text) => {
            Some(text.parse::<NaiveDate>().map_or_else(|_| text.as_ref().clone(), chinese_date))
        }
        Cel::Int(number) => Some(number.to_string()),
        Cel::UInt(number) => Some(number.to_string()),
        Cel::List(list) if !list.is_empty() => {
            let texts: Option<Vec<String>> = list.iter().map(show).collect();
            texts.map(|texts| texts.join("、"))
        }
        _ => None,
    }
}

/// What an answer means, as expressions see it.
pub(super) fn to_cel(value: &Value) -> Cel {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Date(date) => date.to_string().into(),
        Value::Period { from, to } => map([("from", date(Some(*from))), ("to", date(*to))]),
        Value::Choice { code, other } => {
            map([("choice", code.as_str().into()), ("other", other.as_deref().map_or(Cel::Null, Cel::from))])
        }
        Value::Count(count) => Cel::Int(i64::try_from(*count).unwrap_or(i64::MAX)),
        Value::Capital(Capital::NotApplicable) => map([
            ("applicable", Cel::Bool(false)),
            ("yuan", Cel::Int(0)),
            ("currency", "".into()),
            ("founding_fund", Cel::Bool(false)),
        ]),
        Value::Capital(Capital::Amount(money)) => map([
            ("applicable", Cel::Bool(true)),
            ("yuan", Cel::Int(i64::try_from(money.cents / 100).unwrap_or(i64::MAX))),
            ("currency", money.currency.as_str().into()),
            ("founding_fund", Cel::Bool(money.founding_fund)),
        ]),
        Value::IdDocument { kind, number, from, to, long_term } => map([
            ("kind", kind.code().into()),
            ("number", number.as_str().into()),
            ("from", date(*from)),
            ("to", date(*to)),
            ("long_term", Cel::Bool(*long_term)),
        ]),
        Value::Contents(pages) => {
            let page =
                |page: Option<&u64>| Cel::Int(page.and_then(|page| i64::try_from(*page).ok()).unwrap_or(0));
            map([("first", page(pages.values().min())), ("last", page(pages.values().max()))])
        }
        Value::Narrative(narrative) => map([
            (
                "written",
                narrative.sections.keys().map(|code| Cel::from(code.as_str())).collect::<Vec<_>>().into(),
            ),
            ("text", narrative.plain().into()),
            ("others", Cel::Int(i64::try_from(narrative.others.len()).unwrap_or(i64::MAX))),
        ]),
        Value::Confirmed => Cel::Bool(true),
    }
}

/// The same as rows hold it.
pub(super) fn to_val(value: &Value) -> Box<dyn Val> {
    let text = |text: &str| Box::new(CelString::from(text.to_owned())) as Box<dyn Val>;
    let day = |day: Option<NaiveDate>| match day {
        Some(day) => text(&day.to_string()),
        None => Box::new(CelNull) as Box<dyn Val>,
    };
    let named = |entries: Vec<(&'static str, Box<dyn Val>)>| {
        let entries = entries.into_iter().map(|(name, value)| (Name::Own(name), value));
        Box::new(LightMap::of(entries.collect())) as Box<dyn Val>
    };
    match value {
        Value::Text(value) => text(value),
        Value::Date(date) => day(Some(*date)),
        Value::Period { from, to } => named(vec![("from", day(Some(*from))), ("to", day(*to))]),
        Value::Choice { code, other } => {
            let other = other.as_deref().map_or_else(|| Box::new(CelNull) as Box<dyn Val>, text);
            named(vec![("choice", text(code)), ("other", other)])
        }
        Value::IdDocument { kind, number, from, to, long_term } => named(vec![
            ("kind", text(kind.code())),
            ("number", text(number)),
            ("from", day(*from)),
            ("to", day(*to)),
            ("long_term", Box::new(CelBool::from(*long_term))),
        ]),
        other => held(to_cel(other)),
    }
}

pub(super) fn date(date: Option<NaiveDate>) -> Cel {
    date.map_or(Cel::Null, |date| date.to_string().into())
}

pub(super) fn map<const N: usize>(entries: [(&str, Cel); N]) -> Cel {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<HashMap<_, _>>().into()
}
