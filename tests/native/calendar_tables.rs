//! The holiday tables: those of the page, one more by a file, and files that cannot be right.

use beian::calendar::{BUILT_IN_YEARS, Calendar, CalendarError, HolidayTable, TableDefect};
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn file(year: i32) -> String {
    std::fs::read_to_string(format!("{}/www/calendar/{year}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The table of 2026 with a change.
fn changed(change: impl FnOnce(&mut Value)) -> Result<HolidayTable, CalendarError> {
    let mut table: Value = serde_json::from_str(&file(2026)).unwrap();
    change(&mut table);
    HolidayTable::from_json(&table.to_string()).map(Option::unwrap)
}

fn table(json: &str) -> HolidayTable {
    HolidayTable::from_json(json).unwrap().unwrap()
}

/// An arrangement for 2027 as somebody might type it from a notice.
pub(crate) fn table_2027() -> Value {
    json!({
        "format": 1,
        "year": 2027,
        "sources": [{"title": "示例", "date": "2026-11-30"}],
        "holidays": [
            {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03", "work": []},
            {"name": "春节", "from": "2027-02-05", "to": "2027-02-12", "work": ["2027-01-31", "2027-02-20"]},
            {"name": "清明节", "from": "2027-04-03", "to": "2027-04-05", "work": []},
            {"name": "劳动节", "from": "2027-05-01", "to": "2027-05-05", "work": ["2027-04-25"]},
            {"name": "端午节", "from": "2027-06-09", "to": "2027-06-09", "work": []},
            {"name": "中秋节", "from": "2027-09-15", "to": "2027-09-15", "work": []},
            {"name": "国庆节", "from": "2027-10-01", "to": "2027-10-07", "work": ["2027-09-26", "2027-10-09"]},
        ],
    })
}

#[test]
fn every_file_of_the_calendar_folder_is_a_built_in_table_named_after_its_year() {
    let folder = format!("{}/www/calendar", env!("CARGO_MANIFEST_DIR"));
    let mut years: Vec<i32> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().parse().unwrap())
        .collect();
    years.sort_unstable();
    assert_eq!(years, (2019..=2027).collect::<Vec<_>>());
    assert_eq!(HolidayTable::from_json(&file(2027)), Ok(None), "2027 waits for its notice");
    years.pop();
    let calendar = Calendar::built_in();
    let tables: Vec<_> = years.iter().map(|year| table(&file(*year))).collect();
    assert_eq!(calendar.tables().cloned().collect::<Vec<_>>(), tables);
    assert_eq!(years, BUILT_IN_YEARS.collect::<Vec<_>>());
    assert!(tables.iter().zip(&years).all(|(table, year)| table.year() == *year));
}

#[test]
fn every_table_names_its_notice_with_number_day_and_address() {
    for table in Calendar::built_in().tables() {
        let notice = &table.sources()[0];
        assert_eq!(notice.title, format!("国务院办公厅关于{}年部分节假日安排的通知", table.year()));
        assert_eq!(notice.date.year(), table.year() - 1);
        for notice in table.sources() {
            assert!(
                notice.number.starts_with(&format!("国办发明电〔{}〕", notice.date.year())),
                "{notice:?}"
            );
            assert!(notice.url.starts_with("https://www.gov.cn/"), "{notice:?}");
        }
    }
}

#[test]
fn the_calendar_says_which_tables_it_has() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.coverage(), "已收录2019年至2026年的节假日安排，2027年的尚未公布或者未收录。");
    assert_eq!(Calendar::default().coverage(), "没有收录任何年份的节假日安排。");
    let one = Calendar::from_tables([table(&file(2026))]).unwrap();
    assert_eq!(one.coverage(), "已收录2026年的节假日安排，2027年的尚未公布或者未收录。");
}

#[test]
fn a_further_year_comes_by_a_further_file() {
    let before = Calendar::built_in();
    let after = before.with(table(&table_2027().to_string())).unwrap();
    assert_eq!(
        (before.published_until(), after.published_until()),
        (Some(day("2026-12-31")), Some(day("2027-12-31")))
    );
    assert_eq!(before.count(day("2026-12-25"), 5).due, None);
    assert_eq!(after.count(day("2026-12-25"), 5).due, Some(day("2027-01-04")));
    let error = Calendar::from_tables([2024, 2026].map(|year| table(&file(year))));
    assert_eq!(error, Err(CalendarError::Contradiction(vec![TableDefect::MissingYear(2025)])));
    let error = Calendar::from_tables([2026, 2026].map(|year| table(&file(year))));
    assert_eq!(error.unwrap_err().to_string(), "节假日数据自相矛盾：2026年的表有两份");
}

#[test]
fn the_next_years_file_waits_to_be_filled_in() {
    let built_in = Calendar::built_in();
    let waiting = file(2027);
    assert_eq!(built_in.with_files([waiting.as_str()]), Ok(built_in.clone()));
    let filled = table_2027().to_string();
    let further = built_in.with_files([file(2026).as_str(), &filled]).unwrap();
    assert_eq!(further.coverage(), "已收录2019年至2027年的节假日安排，2028年的尚未公布或者未收录。");
    // A file that is begun must be right.
    let begun =
        waiting.replace("\"sources\": []", "\"sources\": [{\"title\": \"示例\", \"date\": \"2026-11-30\"}]");
    assert!(built_in.with_files([begun.as_str()]).unwrap_err().to_string().contains("2027年表中没有春节"));
}

#[test]
fn a_file_must_hold_the_year_that_it_is_named_after() {
    let built_in = Calendar::built_in();
    assert_eq!(built_in.with_file_of(2027, &file(2027)), Ok(built_in.clone()));
    assert!(built_in.with_file_of(2027, &table_2027().to_string()).unwrap().has_year(2027));
    let error = built_in.with_file_of(2025, &table_2027().to_string()).unwrap_err();
    assert_eq!(error.to_string(), "节假日数据自相矛盾：文件名是2025年，内容却是2027年的安排");
}

#[test]
fn a_later_notice_may_reach_back_into_december() {
    let mut notice = table_2027();
    // 31 December 2026 off, Sunday 27 December worked for it.
    notice["holidays"][0] =
        json!({"name": "元旦", "from": "2026-12-31", "to": "2027-01-01", "work": ["2026-12-27"]});
    let calendar = Calendar::built_in().with(table(&notice.to_string())).unwrap();
    assert_eq!(calendar.explain(day("2026-12-31")), "放假（元旦）");
    assert_eq!(calendar.explain(day("2026-12-27")), "调休上班（元旦）");
    assert_eq!(calendar.explain(day("2026-12-26")), "周末");
    // Days before the first table stay unpublished, though the notice for 2019 names some.
    assert_eq!(Calendar::built_in().explain(day("2018-12-30")), "未公布");
    assert_eq!(Calendar::built_in().explain(day("2022-12-31")), "放假（元旦）");
}

#[test]
fn a_day_is_explained_with_its_holiday() {
    let calendar = Calendar::built_in();
    for (on, says) in [
        ("2020-02-01", "放假（春节）"),
        ("2020-01-19", "调休上班（春节）"),
        ("2019-05-03", "放假（劳动节）"),
        ("2025-10-06", "放假（国庆节、中秋节）"),
        ("2026-11-21", "周末"),
        ("2026-11-20", "工作日"),
        ("2027-01-01", "未公布"),
    ] {
        assert_eq!(calendar.explain(day(on)), says, "{on}");
    }
}

#[test]
fn a_table_that_contradicts_itself_is_refused_naming_the_day() {
    type Change = fn(&mut Value);
    let cases: [(Change, TableDefect, &str); 12] = [
        (
            |t| t["holidays"][6]["to"] = json!("2026-10-10"),
            TableDefect::OffAndWork(day("2026-10-10")),
            "2026年10月10日既列为放假又列为上班",
        ),
        (
            |t| t["holidays"][0]["work"] = json!(["2026-01-05"]),
            TableDefect::WorkOnAWeekday(day("2026-01-05")),
            "2026年1月5日不是周六或周日，却列为调休上班",
        ),
        (
            |t| t["holidays"][0]["to"] = json!("2027-01-03"),
            TableDefect::OutsideItsYear(2026, day("2027-01-03")),
            "2027年1月3日不属于2026年",
        ),
        (
            |t| t["holidays"][1]["from"] = json!("2026-02-30"),
            TableDefect::NotADate("2026-02-30".into()),
            "“2026-02-30”不是YYYY-MM-DD格式的日期",
        ),
        (
            |t| t["holidays"][1]["from"] = json!("2026-2-15"),
            TableDefect::NotADate("2026-2-15".into()),
            "“2026-2-15”不是",
        ),
        (
            |t| t["holidays"][3]["work"] = json!(["2026-05-09", "2026-05-09"]),
            TableDefect::Twice(day("2026-05-09")),
            "2026年5月9日重复列出",
        ),
        (
            |t| t["holidays"][3]["from"] = json!("2026-05-02"),
            TableDefect::StatutoryDayNotOff(day("2026-05-01")),
            "2026年5月1日是法定节假日，却未列为放假",
        ),
        (
            |t| drop(t["holidays"].as_array_mut().unwrap().remove(2)),
            TableDefect::HolidayMissing(2026, "清明节"),
            "2026年表中没有清明节",
        ),
        (
            |t| t["holidays"][6]["work"] = json!(["2026-10-10"]),
            TableDefect::DaysOff { name: "国庆节".into(), given: 4, due: 3 },
            "国庆节扣除周末和调休上班后放假4天，应为3天",
        ),
        (
            |t| t["holidays"][1]["to"] = json!("2026-02-13"),
            TableDefect::Reversed("春节".into()),
            "春节的放假止日早于起日",
        ),
        (|t| t["sources"] = json!([]), TableDefect::NoSource(2026), "没有写明所依据的通知"),
        (|t| t["format"] = json!(2), TableDefect::UnknownFormat(2), "不认识的格式版本2"),
    ];
    for (change, defect, says) in cases {
        let error = changed(change).unwrap_err();
        let CalendarError::Contradiction(defects) = &error else { panic!("{error}") };
        assert!(defects.contains(&defect), "{defect:?} is not among {defects:?}");
        assert!(error.to_string().contains(says), "{error}");
    }
    assert!(changed(|_| {}).is_ok());
}

#[test]
fn all_contradictions_are_told_at_once() {
    let error = changed(|table| {
        table["holidays"][0]["work"] = json!(["2026-01-05", "x"]);
        table["holidays"][5]["to"] = json!("2026-09-31");
        table["year"] = json!(9999);
    });
    let message = error.unwrap_err().to_string();
    for part in ["“x”", "“2026-09-31”", "“9999”不是1900至2199之间的年份", "不属于9999年"]
    {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn days_beyond_the_law_must_be_stated() {
    let without = file(2020).replace("\"extra_days\": 2, ", "");
    let error = HolidayTable::from_json(&without).unwrap_err();
    let defect = TableDefect::DaysOff { name: "春节".into(), given: 5, due: 3 };
    assert_eq!(error, CalendarError::Contradiction(vec![defect]));
    assert!(error.to_string().contains("extra_days"), "{error}");
}

#[test]
fn a_file_that_is_not_a_table_is_refused_with_the_place() {
    let error = HolidayTable::from_json("{\n\"format\": 1, \"year\": [}").unwrap_err();
    assert!(error.to_string().contains("第2行"), "{error}");
    for (from, to, says) in [
        ("\"sources\"", "\"source\"", "（source）：没有名为“source”的键"),
        ("\"year\": 2026", "\"year\": \"二〇二六\"", "第3行"),
        ("\"work\": [\"2026-05-09\"]", "\"works\": []", "（holidays[3].works）：没有名为“works”的键"),
        (", \"work\": [\"2026-05-09\"]", "", "（holidays[3]）：缺少键“work”"),
    ] {
        let error = HolidayTable::from_json(&file(2026).replace(from, to)).unwrap_err();
        assert!(matches!(error, CalendarError::Format(_)), "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }
    assert!(HolidayTable::from_json("").is_err());
    assert!(HolidayTable::from_json("[]").is_err());
}
