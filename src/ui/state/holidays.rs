//! The holiday tables: those of the program, with what the host of the page has added since.
//!
//! A host adds a year by filling in `calendar/<year>.json`; nothing is built and nothing else is edited.
//! The page looks at the last year it knows, which a later notice may have changed, and at those after it.

use std::rc::Rc;

use crate::calendar::{Calendar, HolidayTable};
use crate::ui::browser::fetch_text;

/// The holiday tables at hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Holidays {
    /// What counts days.
    pub calendar: Rc<Calendar>,
    /// The tables that came from files, for the worker.
    pub files: Rc<Vec<String>>,
    /// Why a file could not be used: a sentence for the user with file, place and reason.
    pub problem: Option<Rc<str>>,
}

impl Holidays {
    /// Loads the tables. What cannot be read or used leaves the program's own tables in force.
    pub async fn load() -> Self {
        let mut calendar = Calendar::built_in();
        let mut files = Vec::new();
        let mut problem = None;
        let last = calendar.tables().last().map_or(0, HolidayTable::year);
        for year in last.. {
            let file = format!("calendar/{year}.json");
            // A year without a file is one that nobody has added.
            let Ok(json) = fetch_text(&file).await else { break };
            match calendar.with_files([json.as_str()]) {
                Ok(further) if further.has_year(year) => calendar = further,
                Ok(_) => break,
                Err(error) => {
                    problem = Some(format!("{file} 无法使用：{error}。").into());
                    break;
                }
            }
            files.push(json);
        }
        Self { calendar: Rc::new(calendar), files: Rc::new(files), problem }
    }

    /// Which tables there are and until when, and what is wrong with one that should be there.
    pub fn note(&self) -> String {
        let problem = self.problem.as_deref().unwrap_or_default();
        format!("{}{problem}", self.calendar.coverage())
    }
}
