//! Every day from 2019 to 2028 against what is dated: parameters, holiday tables, procedures and laws.

use beian::calendar::Calendar;
use beian::procedure::{self, Parameter, Procedure};
use chrono::{Datelike, NaiveDate};

use crate::law::{procedures, texts};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The days of the sweep.
fn days() -> impl Iterator<Item = NaiveDate> {
    day("2019-01-01").iter_days().take_while(|date| date.year() <= 2028)
}

/// Days on which a parameter has no value or more than one, of those on which its procedure applies.
fn faults(procedure: &Procedure, parameter: &Parameter) -> Vec<(NaiveDate, usize)> {
    let applies = |date: &NaiveDate| {
        *date >= procedure.effective_from && procedure.effective_until.is_none_or(|until| *date <= until)
    };
    let values = |date| parameter.values().filter(|value| value.covers(date)).count();
    days().filter(applies).map(|date| (date, values(date))).filter(|(_, values)| *values != 1).collect()
}

#[test]
fn on_every_day_on_which_a_procedure_applies_each_of_its_parameters_has_one_value_with_its_source() {
    for procedure in procedures() {
        for (name, parameter) in &procedure.parameters {
            let faults = faults(&procedure, parameter);
            assert_eq!(faults, [], "{} {name}: days without one value", procedure.id);
            for value in parameter.values() {
                assert!(!value.source.is_empty(), "{} {name} has no source", procedure.id);
            }
        }
    }
}

#[test]
fn the_sweep_finds_a_gap_and_an_overlap_that_are_planted() {
    let mut procedure = procedures().remove(0);
    (procedure.effective_from, procedure.effective_until) = (day("2020-01-01"), Some(day("2028-12-30")));
    let parameter = |from: &str, until: &str| -> Parameter {
        let json = format!(
            r#"{{"value": 2, "source": "乙", "from": "{from}",
                "before": [{{"value": 1, "source": "甲", "from": "2019-01-01", "until": "{until}"}}]}}"#
        );
        serde_json::from_str(&json).unwrap()
    };
    assert_eq!(faults(&procedure, &parameter("2026-01-01", "2025-12-31")), []);
    assert_eq!(faults(&procedure, &parameter("2026-01-01", "2025-12-30")), [(day("2025-12-31"), 0)]);
    assert_eq!(faults(&procedure, &parameter("2025-12-31", "2025-12-31")), [(day("2025-12-31"), 2)]);
    let mut ended = parameter("2026-01-01", "2025-12-31");
    ended.until = Some(day("2028-12-29"));
    assert_eq!(faults(&procedure, &ended), [(day("2028-12-30"), 0)]);
}

#[test]
fn a_definition_with_a_gap_or_an_overlap_is_refused() {
    let json = std::fs::read_to_string("www/procedures/pi-export-certifier-filing/procedure.json").unwrap();
    let with = |parameter: &str| {
        let place = "\"parameters\": {";
        assert!(json.contains(place));
        let json = json.replacen(place, &format!("{place}\"dated\": {parameter},"), 1);
        procedure::load("procedure.json", &json).map(|_| ()).map_err(|error| error.to_string())
    };
    let dated = |from: &str, earlier: &str, until: &str| {
        with(&format!(
            r#"{{"value": 2, "source": "乙", "from": "{from}",
                "before": [{{"value": 1, "source": "甲", "from": "{earlier}", "until": "{until}"}}]}}"#
        ))
    };
    assert_eq!(dated("2026-01-01", "2020-01-01", "2025-12-31"), Ok(()));
    let gap = dated("2026-01-01", "2020-01-01", "2025-12-30").unwrap_err();
    assert!(gap.contains("parameters.dated：2025年12月31日没有值"), "{gap}");
    let overlap = dated("2026-01-01", "2020-01-01", "2026-01-01").unwrap_err();
    assert!(overlap.contains("2026年1月1日有两个值"), "{overlap}");
    let reversed = dated("2026-01-01", "2020-01-01", "2019-12-31").unwrap_err();
    assert!(reversed.contains("止日早于起日"), "{reversed}");
    let missing = with(r#"{"value": 2, "source": "乙"}"#).unwrap_err();
    assert!(missing.contains("from"), "{missing}");
}

#[test]
fn the_value_of_a_parameter_is_the_one_of_the_day() {
    let json = r#"{"value": 3, "source": "乙", "from": "2026-01-01", "until": "2026-12-31",
        "before": [{"value": 1, "source": "甲", "from": "2020-01-01", "until": "2025-12-31"}]}"#;
    let parameter: Parameter = serde_json::from_str(json).unwrap();
    let on = |date: &str| parameter.on(day(date)).map(|value| format!("{value:?}"));
    assert_eq!(on("2019-05-01").as_deref(), Some("Number(1)"), "before the first day, the first value");
    assert_eq!(on("2025-12-31").as_deref(), Some("Number(1)"));
    assert_eq!(on("2026-01-01").as_deref(), Some("Number(3)"));
    assert_eq!(on("2027-01-01"), None, "nothing is guessed after the last day");
}

#[test]
fn the_holiday_tables_follow_each_other_and_claim_no_day_twice() {
    let calendar = Calendar::built_in();
    let years: Vec<_> = calendar.tables().map(|table| table.year()).collect();
    assert_eq!(years, (2019..=2026).collect::<Vec<_>>());
    for date in days() {
        assert_eq!(calendar.reason(date).is_some(), years.contains(&date.year()), "{date}");
        let claims = calendar
            .tables()
            .flat_map(|table| table.holidays())
            .filter(|holiday| (holiday.from..=holiday.to).contains(&date) || holiday.work.contains(&date));
        assert!(claims.count() <= 1, "{date} is claimed twice");
    }
}

#[test]
fn no_procedure_applies_before_the_law_that_it_carries_out() {
    let texts = texts();
    for procedure in procedures() {
        assert!(procedure.effective_until.is_none_or(|until| procedure.effective_from <= until));
        let carried_out = texts.iter().filter(|text| procedure.sources.iter().any(|s| s.title == text.title));
        let in_force = carried_out.filter_map(|text| text.effective_from).max();
        assert!(in_force.is_some(), "{} names no law that is in force", procedure.id);
        assert!(in_force <= Some(procedure.effective_from), "{} applies too early", procedure.id);
    }
}
