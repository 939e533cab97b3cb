//! Days as a calendar file (iCalendar, RFC 5545), for the calendar of a phone or an office program.

use chrono::{NaiveDate, NaiveDateTime};

/// A day to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Unique, and the same whenever the same day is written again, so that a calendar replaces it.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// What it is, in one line.
    pub summary: String,
    /// More about it; lines are kept.
    pub description: String,
    /// So many days before, at nine o'clock in the morning, the calendar reminds of it.
    pub remind: Vec<u32>,
}

/// The hour of the day at which a calendar reminds.
const HOUR: u32 = 9;
/// Longest line in octets, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// The calendar file. `stamp` is the moment of writing in UTC.
pub fn calendar_file(name: &str, events: &[Event], stamp: NaiveDateTime) -> String {
    let mut out = String::new();
    let stamp = stamp.format("%Y%m%dT%H%M%SZ").to_string();
    put(&mut out, "BEGIN", "VCALENDAR");
    put(&mut out, "VERSION", "2.0");
    put(&mut out, "PRODID", "-//Beian//备案通//ZH");
    put(&mut out, "CALSCALE", "GREGORIAN");
    put(&mut out, "X-WR-CALNAME", &escaped(name));
    for event in events {
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        put(&mut out, "BEGIN", "VEVENT");
        put(&mut out, "UID", &escaped(&event.uid));
        put(&mut out, "DTSTAMP", &stamp);
        put(&mut out, "DTSTART;VALUE=DATE", &day(event.day));
        put(&mut out, "DTEND;VALUE=DATE", &day(event.day.succ_opt().unwrap_or(event.day)));
        put(&mut out, "SUMMARY", &escaped(&event.summary));
        if !event.description.is_empty() {
            put(&mut out, "DESCRIPTION", &escaped(&event.description));
        }
        put(&mut out, "TRANSP", "TRANSPARENT");
        for days in &event.remind {
            put(&mut out, "BEGIN", "VALARM");
            put(&mut out, "ACTION", "DISPLAY");
            put(&mut out, "DESCRIPTION", &escaped(&event.summary));
            put(&mut out, "TRIGGER", &trigger(*days));
            put(&mut out, "END", "VALARM");
        }
        put(&mut out, "END", "VEVENT");
    }
    put(&mut out, "END", "VCALENDAR");
    out
}

/// How long before the day begins: the days, less the hours of the morning.
fn trigger(days: u32) -> String {
    match days.checked_sub(1) {
        None => format!("PT{HOUR}H"),
        Some(0) => format!("-PT{}H", 24 - HOUR),
        Some(whole) => format!("-P{whole}DT{}H", 24 - HOUR),
    }
}

/// A text as a value: what separates values is escaped, line ends are written out, controls are gone.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded between characters.
fn put(out: &mut String, name: &str, value: &str) {
    let mut length = 0;
    for c in format!("{name}:{value}").chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}
