//! The holiday tables: those of the program, with what lies in the host's folder `calendar/`.
//!
//! A host adds or corrects a year by putting `calendar/<year>.json` there; nothing is built, nothing else is
//! edited. A static host lists no folder, so the page asks for the file of every year by its name: from the
//! first year it knows to next year, for a notice comes out in the autumn before its year. A file that
//! cannot be used is named with the reason, and everything else goes on working.

use std::rc::Rc;

use chrono::Datelike;

use crate::calendar::{Calendar, HolidayTable};
use crate::ui::browser;

/// The holiday tables at hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Holidays {
    /// What counts days.
    pub calendar: Rc<Calendar>,
    /// The files whose tables differ from the program's own, for the worker.
    pub files: Rc<Vec<String>>,
    /// Why files could not be used: for each a sentence with file, place and reason.
    pub problems: Rc<Vec<String>>,
}

impl Holidays {
    /// Loads the tables. What cannot be read or used leaves the program's own tables in force.
    pub async fn load() -> Self {
        let built_in = Calendar::built_in();
        let years = || built_in.tables().map(HolidayTable::year);
        let (Some(first), Some(last)) = (years().next(), years().last()) else { return Self::default() };
        let next = browser::today().year() + 1;
        // All are on their way before the first is waited for.
        let fetched: Vec<_> = (first..=next.max(last + 1))
            .map(|year| (year, browser::start_fetch(&format!("calendar/{year}.json"))))
            .collect();
        let mut tables = Self { calendar: Rc::new(built_in.clone()), ..Self::default() };
        for (year, answer) in fetched {
            // A year without a file is one that nobody has added.
            if let Ok(json) = answer.await {
                tables.take_in(year, json);
            }
        }
        tables
    }

    /// Takes a year's file in, or says why it cannot be used.
    fn take_in(&mut self, year: i32, json: String) {
        // Some hosts answer with a page of theirs where there is no file.
        if json.trim_start().starts_with('<') {
            return;
        }
        match self.calendar.with_file_of(year, &json) {
            Ok(further) if further == *self.calendar => {}
            Ok(further) => {
                self.calendar = Rc::new(further);
                Rc::make_mut(&mut self.files).push(json);
            }
            Err(error) => {
                Rc::make_mut(&mut self.problems).push(format!("calendar/{year}.json 无法使用：{error}。"));
            }
        }
    }

    /// Which tables there are and until when, and what is wrong with those that should be there.
    pub fn note(&self) -> String {
        format!("{}{}", self.calendar.coverage(), self.problems.concat())
    }
}
