//! The register of certificates: its sample, its bad input, and five thousand certificates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use beian::calendar::Calendar;
use beian::check::timeline::{self, MarkKind};
use beian::check::{Engine, Memory, Report, Standing, State};
use beian::dossier::{Dossier, Edit, ProcedureRef, Row};
use beian::field::Answer;
use beian::procedure::load;
use chrono::{Days, NaiveDate};

const FILE: &str = "www/procedures/certificate-register/procedure.json";
static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(load(FILE, &std::fs::read_to_string(FILE).unwrap()).unwrap()).unwrap());

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn sample() -> Dossier {
    let json = std::fs::read_to_string("tests/fixtures/dossiers/certificate-register/dossier.json").unwrap();
    serde_json::from_str(&json).unwrap()
}

fn check(dossier: &Dossier, today: &str) -> Report {
    ENGINE.check(dossier, day(today), &Calendar::built_in(), None)
}

fn codes(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn edit(roster: &str, row: &str, field: &str, text: &str) -> Edit {
    Edit::RowAnswer(roster.into(), row.into(), field.into(), Some(Answer::from(text)))
}

#[test]
fn the_sample_is_in_order_and_was_started_with_the_definition_as_it_stands() {
    let sample = sample();
    assert_eq!(
        sample.procedure,
        ProcedureRef::of(ENGINE.procedure()),
        "run node scripts/fixtures/refresh.mjs"
    );
    let report = check(&sample, "2026-11-21");
    assert_eq!(codes(&report), Vec::<&str>::new(), "{:#?}", report.findings);
    let open = report.clocks.iter().filter(|clock| clock.standing(day("2026-11-21")).is_open());
    assert!(open.filter(|clock| clock.id == "issue_report").count() == 2);
}

#[test]
fn a_week_later_what_was_not_reported_is_overdue_with_the_day_it_fell_due() {
    let report = check(&sample(), "2026-11-30");
    let overdue: Vec<_> = report.findings.iter().map(|f| (f.code.as_str(), f.message.as_str())).collect();
    assert_eq!(overdue.len(), 3, "{overdue:#?}");
    assert!(overdue.iter().any(|(code, message)| *code == "change_unreported_overdue"
        && message.contains("2026年11月18日变化，应于2026年11月25日前报送")));
    let standing = report.clocks.iter().filter(|c| c.standing(day("2026-11-30")) == Standing::Overdue);
    assert_eq!(standing.count(), 3);
    assert!(!report.verdict.ready);
}

#[test]
fn what_cannot_be_a_day_is_said_and_nothing_is_lost() {
    for (text, today) in
        [("0000-03-02", "2026-11-21"), ("9999-12-31", "2026-11-21"), ("约十万", "2026-11-21")]
    {
        for field in ["issued_on", "expires_on", "reported_on", "reapplied_on"] {
            let mut dossier = sample();
            dossier.apply(edit("certificates", "c1", field, text));
            let report = check(&dossier, today);
            let place = format!("rosters/certificates/c1/{field}");
            let said =
                report.findings.iter().any(|f| f.state == State::Failed && f.about[0].to_string() == place);
            assert!(said, "{field} {text}: {:#?}", report.findings);
            assert!(!codes(&report).is_empty() && !report.verdict.ready);
            let kept = dossier.rows("certificates")[0].answers[field].text().to_owned();
            assert_eq!(kept, text);
        }
    }
}

#[test]
fn a_change_before_the_certificate_names_both_days() {
    let mut dossier = sample();
    dossier.apply(edit("changes", "h1", "changed_on", "2026-03-01"));
    let report = check(&dossier, "2026-11-21");
    let finding = report.findings.iter().find(|f| f.code == "change_before_issue").unwrap();
    assert_eq!(finding.about[0].to_string(), "rosters/changes/h1/changed_on");
    assert!(finding.message.contains("2026年3月1日早于发证日期2026年3月16日"), "{}", finding.message);
}

#[test]
fn what_follows_a_revocation_is_refused_by_name() {
    let mut dossier = sample();
    let mut row = Row::clone(&dossier.rows("changes")[1]);
    row.id = "h9".into();
    for (field, text) in
        [("certificate", "HA-PIEX-2026-0006"), ("changed_on", "2026-09-01"), ("reported_on", "2026-09-02")]
    {
        row.answers.insert(field.into(), text.into());
    }
    dossier.apply(Edit::AddRow("changes".into(), 9, Arc::new(row)));
    let report = check(&dossier, "2026-11-21");
    let messages: Vec<_> = report.findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(messages, ["证书HA-PIEX-2026-0006在2026年9月1日是“撤销”，不能再作这项变更。"]);
}

/// A register of so many certificates, every fifth with a suspension and every tenth restored.
fn large(certificates: usize) -> Dossier {
    let row = |id: String, answers: Vec<(&str, Answer)>| {
        let answers: BTreeMap<_, _> =
            answers.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect();
        Arc::new(Row { id, answers })
    };
    let choice = |code: &str| Answer::from_parts([("choice", code)]);
    let text = |day: NaiveDate| Answer::from(day.to_string().as_str());
    let (mut listed, mut changes) = (Vec::new(), Vec::new());
    for n in 0..certificates {
        let issued = day("2026-01-05") + Days::new((n % 300) as u64);
        let number = format!("PIEX-{n:05}");
        listed.push(row(
            format!("c{n}"),
            vec![
                ("number", number.as_str().into()),
                ("holder_name", format!("云岫第{n}有限公司").as_str().into()),
                ("holder_place", choice("domestic")),
                ("scope", "人力资源管理信息".into()),
                ("issued_on", text(issued)),
                ("expires_on", text(issued + Days::new(1095))),
                ("reported_on", text(issued)),
            ],
        ));
        for (every, kind, after) in [(5, "suspended", 3), (10, "restored", 9)] {
            if n % every == 0 {
                let on = issued + Days::new(after);
                changes.push(row(
                    format!("{kind}{n}"),
                    vec![
                        ("certificate", number.as_str().into()),
                        ("kind", choice(kind)),
                        ("changed_on", text(on)),
                        ("reason", "监督检查".into()),
                        ("finder", choice("own")),
                        ("reported_on", text(on)),
                    ],
                ));
            }
        }
    }
    let mut dossier = sample();
    dossier.apply(Edit::Rows("certificates".into(), listed));
    dossier.apply(Edit::Rows("changes".into(), changes));
    dossier
}

#[test]
fn five_thousand_certificates_are_checked_and_one_edit_checks_one_row() {
    let mut dossier = large(5_000);
    let (calendar, today) = (Calendar::built_in(), day("2026-11-21"));
    let mut memory = Memory::default();
    let report = ENGINE.recheck(&mut memory, &dossier, today, &calendar, None);
    assert!(report.verdict.blocking == 0, "{:#?}", report.findings.iter().take(5).collect::<Vec<_>>());
    let machine = ENGINE.procedure().machine("status").unwrap();
    let counts: Vec<_> = report.states.counts(machine).iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [4_500, 500, 0, 0, 0]);
    // Issue and change, renewal and expiry of each.
    assert_eq!(report.clocks.len(), 5_000 + 1_500 + 2 * 5_000);
    dossier.apply(edit("changes", "suspended5", "changed_on", "2026-01-01"));
    let again = ENGINE.recheck(&mut memory, &dossier, today, &calendar, None);
    assert_eq!(again, ENGINE.check(&dossier, today, &calendar, None));
    assert_eq!(again.findings.iter().filter(|f| f.code == "change_before_issue").count(), 1);
}

#[test]
fn four_changes_of_each_of_five_thousand_certificates_find_room() {
    let mut dossier = large(5_000);
    let event = |n: usize, nth: u64| {
        let on = day("2026-11-04") + Days::new(2 * nth);
        let kind = if nth.is_multiple_of(2) { "suspended" } else { "restored" };
        let answers = [
            ("certificate", format!("PIEX-{n:05}").as_str().into()),
            ("kind", Answer::from_parts([("choice", kind)])),
            ("changed_on", on.to_string().as_str().into()),
            ("reason", "监督检查".into()),
            ("finder", Answer::from_parts([("choice", "own")])),
            ("reported_on", on.to_string().as_str().into()),
        ];
        let answers = answers.into_iter().map(|(field, answer)| (field.to_owned(), answer)).collect();
        Arc::new(Row { id: format!("{n}-{nth}"), answers })
    };
    let events = |n| (0..4).map(move |nth| event(n, nth));
    dossier.apply(Edit::Rows("changes".into(), (0..5_000).flat_map(events).collect()));
    let report = check(&dossier, "2026-11-21");
    assert_eq!(report.verdict.blocking, 0, "{:#?}", report.findings.iter().take(5).collect::<Vec<_>>());
    dossier.apply(Edit::AddRow("changes".into(), 0, event(0, 9)));
    assert!(codes(&check(&dossier, "2026-11-21")).contains(&"roster_too_long"));
}

#[test]
fn the_timeline_begins_with_what_is_overdue_and_goes_on_by_days() {
    let (sample, today) = (sample(), day("2026-11-30"));
    let report = check(&sample, "2026-11-30");
    let marks = timeline::marks(ENGINE.procedure(), &sample, &report, today);
    assert!(marks[..3].iter().all(|mark| mark.standing() == Some(Standing::Overdue)));
    assert_eq!((marks[0].day, marks[0].name.as_str()), (day("2026-11-24"), "HA-PIEX-2026-0032"));
    let open: Vec<_> = marks[3..].iter().take_while(|m| m.standing() == Some(Standing::Running)).collect();
    assert!(open.len() > 50 && open.is_sorted_by_key(|mark| mark.day));
    let past: Vec<_> = marks[3 + open.len()..].iter().map(|mark| mark.day).collect();
    assert!(past.iter().rev().is_sorted() && marks.iter().any(|mark| mark.title == "撤销"));

    let months = timeline::months(&marks, today);
    assert!(months.is_sorted_by_key(|month| month.first));
    let now = months.iter().find(|month| month.first == day("2026-11-01")).unwrap();
    assert_eq!((now.count(MarkKind::Overdue), now.days[&(18, MarkKind::Event)]), (3, 1));
    let all: usize = months.iter().flat_map(|month| MarkKind::ALL.map(|kind| month.count(kind))).sum();
    assert_eq!(all, marks.len());
}

#[test]
fn open_deadlines_become_days_of_a_calendar_and_all_of_them_json() {
    let (sample, today) = (sample(), day("2026-11-21"));
    let report = check(&sample, "2026-11-21");
    let marks = timeline::marks(ENGINE.procedure(), &sample, &report, today);
    let events = timeline::calendar_events(ENGINE.procedure(), &sample, &marks);
    assert_eq!(events.len(), marks.iter().filter(|m| m.standing().is_some_and(Standing::is_open)).count());
    assert!(events[0].summary.starts_with("报送证书出具信息：HA-PIEX-2026-0032"), "{:?}", events[0]);
    assert!(events[0].description.contains("《个人信息出境认证办法》第九条第一款"));
    let uids: BTreeSet<_> = events.iter().map(|event| event.uid.as_str()).collect();
    assert_eq!(uids.len(), events.len());
    // 1 September 2028 is six months before 1 March 2029; no table says yet whether it is worked.
    let renewal = timeline::deadlines(ENGINE.procedure(), &marks);
    let renewal = renewal.iter().find(|d| d.clock == "renewal" && d.row == Some("c1")).unwrap();
    assert_eq!(
        (renewal.due, renewal.advised, renewal.term.as_str()),
        (Some(day("2028-09-01")), None, "前 6 个月")
    );
}
