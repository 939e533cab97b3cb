//! Days as a calendar file, read back by another program's reader.

use beian::calendar::{Event, calendar_file};
use chrono::{NaiveDate, NaiveDateTime};
use icalendar::parser::{Component, read_calendar, unfold};
use proptest::prelude::*;

fn stamp() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap().and_hms_opt(8, 30, 0).unwrap()
}

fn event(summary: &str, description: &str) -> Event {
    Event {
        uid: "d1/report/a-1@beian".into(),
        day: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
        summary: summary.into(),
        description: description.into(),
        remind: vec![0, 1, 7],
    }
}

fn value(component: &Component<'_>, name: &str) -> String {
    component.find_prop(name).unwrap_or_else(|| panic!("no {name}")).val.to_string()
}

#[test]
fn an_event_lasts_the_whole_day_and_reminds_in_the_morning() {
    let file = calendar_file("证书报送", &[event("报送期限", "")], stamp());
    let unfolded = unfold(&file);
    let calendar = read_calendar(&unfolded).unwrap();
    assert_eq!(calendar.components.len(), 1);
    let event = &calendar.components[0];
    assert_eq!(event.name, "VEVENT");
    for (name, expected) in [
        ("UID", "d1/report/a-1@beian"),
        ("DTSTAMP", "20261121T083000Z"),
        ("DTSTART", "20261231"),
        ("DTEND", "20270101"),
        ("SUMMARY", "报送期限"),
        ("TRANSP", "TRANSPARENT"),
    ] {
        assert_eq!(value(event, name), expected);
    }
    assert!(file.contains("DTSTART;VALUE=DATE:20261231\r\n"));
    let triggers: Vec<String> = event.components.iter().map(|alarm| value(alarm, "TRIGGER")).collect();
    // On the day at nine; fifteen hours before it begins; a week before at nine.
    assert_eq!(triggers, ["PT9H", "-PT15H", "-P6DT15H"]);
}

#[test]
fn the_same_days_give_the_same_file() {
    let events = [event("甲", "乙"), event("丙", "")];
    assert_eq!(calendar_file("a", &events, stamp()), calendar_file("a", &events, stamp()));
}

#[test]
fn a_calendar_without_days_is_a_calendar() {
    let file = calendar_file("空", &[], stamp());
    assert!(read_calendar(&unfold(&file)).unwrap().components.is_empty());
}

proptest! {
    #[test]
    fn every_text_comes_back_and_no_line_is_too_long(
        summary in "[甲乙丙𬱖a-z,;:\\\\\"\n ]{1,120}",
        description in "[甲乙丙𬱖a-z,;:\\\\\"\n ]{1,400}",
    ) {
        let file = calendar_file(&summary, &[event(&summary, &description)], stamp());
        prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
        for line in file.split("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(['\n', '\r']), "{:?}", line);
        }
        let unfolded = unfold(&file);
        let calendar = read_calendar(&unfolded).unwrap();
        let event = &calendar.components[0];
        prop_assert_eq!(value(event, "SUMMARY"), summary);
        prop_assert_eq!(value(event, "DESCRIPTION"), description);
    }
}
