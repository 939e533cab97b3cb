//! A stamped scan of the form, and changes of the form after it.

use beian::check::{OUTDATED, Place};
use beian::dossier::{Dossier, Edit};
use beian::procedure::Procedure;

use crate::package_support::{CALENDAR, ENGINES, day};

const SAMPLE: &str = include_str!("../fixtures/dossiers/enterprise/dossier.json");

fn filing() -> &'static Procedure {
    ENGINES[0].procedure()
}

/// The sample, its stamped scan attached to the form as it stands.
fn stamped() -> Dossier {
    let mut dossier: Dossier = serde_json::from_str(SAMPLE).unwrap();
    let state = dossier.print_state(filing());
    let scan = dossier.attachments.iter_mut().find(|scan| scan.material == "1").unwrap();
    scan.printed = Some(state);
    dossier
}

fn outdated(dossier: &Dossier) -> Vec<(Place, String)> {
    let report = ENGINES[0].check(dossier, day("2026-11-21"), &CALENDAR, None);
    let found = report.all().filter(|finding| finding.code == OUTDATED);
    found.map(|finding| (finding.about[0].clone(), finding.message.clone())).collect()
}

#[test]
fn a_change_of_the_form_after_the_stamped_scan_is_named_and_blocks() {
    let mut dossier = stamped();
    assert_eq!(outdated(&dossier), []);
    let undo = dossier.apply(Edit::Answer("post_code".into(), Some("100001".into())));
    let name = dossier.attachments.iter().find(|scan| scan.material == "1").unwrap().file.name.clone();
    let place = Place::Material("1".into(), Some("stamped".into()));
    assert_eq!(outdated(&dossier), [(place, format!("盖章扫描件“{name}”放入后，申请表又改了：邮编。"))]);
    let report = ENGINES[0].check(&dossier, day("2026-11-21"), &CALENDAR, None);
    assert!(!report.verdict.ready);
    dossier.apply(undo);
    assert_eq!(outdated(&dossier), []);
}

#[test]
fn an_answer_that_is_not_on_the_form_or_is_only_written_otherwise_is_no_change() {
    let mut dossier = stamped();
    dossier.apply(Edit::Answer("qualification_date".into(), Some("2020-01-01".into())));
    let typed = dossier.answers["form_date"].text().replace('-', "/");
    dossier.apply(Edit::Answer("form_date".into(), Some(typed.as_str().into())));
    assert_eq!(outdated(&dossier), []);
}

#[test]
fn the_name_and_the_code_of_the_body_say_whose_filing_it_is() {
    let dossier = stamped();
    let subject: Vec<_> = dossier.subject(filing()).collect();
    assert_eq!(subject[0].1, dossier.answers["org_name"].text());
    assert_eq!(subject[1].1, dossier.answers["uscc"].text());
    let blank = Dossier { answers: Default::default(), ..dossier.clone() };
    assert_eq!(blank.subject(filing()).count(), 0);
}
