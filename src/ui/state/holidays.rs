//! The holiday tables: those of the program, with what lies in the host's folder `calendar/`.
//!
//! A host adds or corrects a year by putting `calendar/<year>.json` there; nothing is built, nothing else is
//! edited. A static host lists no folder, so the page asks for the file of every year by its name: from the
//! first year it knows to next year, for a notice comes out in the autumn before its year. A file that
//! cannot be used is named with the reason, and everything else goes on working.
//!
//! The first screens only fetch the files: reading them, and the program's own tables, comes with the parts that
//! count days (see `parts`), so nothing of a first screen may call [`Holidays::calendar`].

use std::cell::OnceCell;
use std::rc::Rc;

use chrono::Datelike;

use crate::calendar::{BUILT_IN_YEARS, Calendar};
use crate::ui::browser;

/// The holiday tables at hand.
#[derive(Clone, Debug, Default)]
pub struct Holidays {
    /// The files that were found, by year.
    found: Rc<Vec<(i32, String)>>,
    /// What was read in them, once somebody has asked.
    read: Rc<OnceCell<Tables>>,
}

#[derive(Debug, Default)]
struct Tables {
    calendar: Rc<Calendar>,
    files: Vec<String>,
    problems: Vec<String>,
}

/// Tables are loaded once; two handles are equal when they hold the same ones.
impl PartialEq for Holidays {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.read, &other.read)
    }
}

impl Holidays {
    /// Fetches the files. What cannot be read or used leaves the program's own tables in force.
    pub async fn load() -> Self {
        let next = browser::today().year() + 1;
        // All are on their way before the first is waited for.
        let fetched: Vec<_> = (*BUILT_IN_YEARS.start()..=next.max(BUILT_IN_YEARS.end() + 1))
            .map(|year| (year, browser::start_fetch(&format!("calendar/{year}.json"))))
            .collect();
        let mut found = Vec::new();
        for (year, answer) in fetched {
            // A year without a file is one that nobody has added.
            if let Ok(json) = answer.await {
                found.push((year, json));
            }
        }
        Self { found: Rc::new(found), read: Rc::default() }
    }

    /// What counts days.
    pub fn calendar(&self) -> &Rc<Calendar> {
        &self.tables().calendar
    }

    /// The files whose tables differ from the program's own, for the worker.
    pub fn files(&self) -> &[String] {
        &self.tables().files
    }

    /// Why files could not be used: for each a sentence with file, place and reason.
    pub fn problems(&self) -> &[String] {
        &self.tables().problems
    }

    /// Which tables there are and until when, and what is wrong with those that should be there.
    pub fn note(&self) -> String {
        format!("{}{}", self.calendar().coverage(), self.problems().concat())
    }

    fn tables(&self) -> &Tables {
        self.read.get_or_init(|| {
            let mut tables = Tables { calendar: Rc::new(Calendar::built_in()), ..Tables::default() };
            for (year, json) in self.found.iter() {
                tables.take_in(*year, json);
            }
            tables
        })
    }
}

impl Tables {
    /// Takes a year's file in, or says why it cannot be used.
    fn take_in(&mut self, year: i32, json: &str) {
        // Some hosts answer with a page of theirs where there is no file.
        if json.trim_start().starts_with('<') {
            return;
        }
        match self.calendar.with_file_of(year, json) {
            Ok(further) if further == *self.calendar => {}
            Ok(further) => {
                self.calendar = Rc::new(further);
                self.files.push(json.to_owned());
            }
            Err(error) => self.problems.push(format!("calendar/{year}.json 无法使用：{error}。")),
        }
    }
}
