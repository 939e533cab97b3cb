//! The holiday tables against what two packages say, day by day; `scripts/calendar-crosscheck` wrote it.

use std::collections::BTreeMap;
use std::path::Path;

use beian::calendar::Calendar;
use chrono::{Datelike, NaiveDate};

use crate::vectors;

/// Whether each day is a working day, by package and version.
fn packages() -> BTreeMap<String, BTreeMap<NaiveDate, bool>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/calendar");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, days(&std::fs::read_to_string(&path).unwrap()))
        })
        .collect()
}

fn days(text: &str) -> BTreeMap<NaiveDate, bool> {
    let mut days = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (month, digits) = line.split_once(' ').unwrap();
        let first: NaiveDate = format!("{month}-01").parse().unwrap();
        days.extend(first.iter_days().zip(digits.chars().map(|digit| digit == '1')));
        assert_eq!(days.last_key_value().unwrap().0.month(), first.month(), "{month} has too many days");
    }
    days
}

#[test]
fn the_tables_and_both_packages_agree_on_every_day_but_those_stated() {
    let calendar = Calendar::built_in();
    let (from, until) = (calendar.published_from().unwrap(), calendar.published_until().unwrap());
    let stated: Vec<(String, NaiveDate, bool, String)> =
        vectors::list("calendar/differences.json", "differences");
    let packages = packages();
    assert!(packages.len() >= 2, "a package's days are missing");
    for (package, says) in &packages {
        assert_eq!(
            (says.keys().next(), says.keys().next_back(), says.len()),
            (Some(&from), Some(&until), from.iter_days().take_while(|day| *day <= until).count()),
            "{package} does not have each day of the tables"
        );
        let differs: Vec<_> = says
            .iter()
            .filter(|(day, works)| calendar.is_workday(**day) != Some(**works))
            .map(|(day, works)| (package.clone(), *day, *works))
            .collect();
        let known: Vec<_> = stated
            .iter()
            .filter(|(of, ..)| of == package)
            .map(|(of, day, works, _)| (of.clone(), *day, *works))
            .collect();
        assert_eq!(differs, known, "{package}");
    }
    for (package, day, _, reason) in &stated {
        assert!(
            packages.contains_key(package) && !reason.is_empty(),
            "{package} {day}: no such package or reason"
        );
    }
}
