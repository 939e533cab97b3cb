//! Making the checks again, and holding the outcome against what the package states.

use chrono::NaiveDate;

use super::compare::mismatch;
use super::difference;
use super::layout::{FILING_PATH, document_paths, is_document};
use super::verification::{LaterCheck, Mismatch, MismatchKind, Recheck, StatedFinding};
use super::verify::Against;
use super::{Filing, Findings, Manifest};
use crate::check::{Engine, Report, State, Verdict};
use crate::dossier::{Dossier, ProcedureRef, migrate};
use crate::intake::shown;

/// The one check that depends on the fonts at hand; left out of the comparison where there are none.
const GLYPH_CHECK: &str = "glyph_missing";

/// Compares the stated values with what the answers mean.
pub(super) fn values(engine: &Engine, filing: &Filing) -> Option<Mismatch> {
    let read = Filing::new(engine.procedure(), &filing.dossier).values;
    let mut differing: Vec<&str> = read
        .keys()
        .chain(filing.values.keys())
        .filter(|id| read.get(*id) != filing.values.get(*id))
        .map(String::as_str)
        .collect();
    differing.sort_unstable();
    differing.dedup();
    if differing.is_empty() {
        return None;
    }
    let differing: Vec<String> = differing.into_iter().map(|id| format!("values.{}", shown(id))).collect();
    let message = format!("filing.json 所载的值与填写内容不一致（{}）", differing.join("、"));
    Some(mismatch(MismatchKind::ValuesChanged, FILING_PATH, message))
}

/// Compares the listed printed documents with those that the dossier prints.
fn documents(engine: &Engine, report: &Report, manifest: &Manifest) -> Vec<Mismatch> {
    let expected = document_paths(engine.procedure(), report.packed());
    let listed: Vec<&String> =
        manifest.files.iter().filter(|file| is_document(file)).map(|file| &file.path).collect();
    let missing = expected.iter().filter(|path| !listed.contains(path)).map(|path| {
        let message = format!("清单中缺少“{}”的条目，或其路径被改动", shown(path));
        mismatch(MismatchKind::ManifestEntryChanged, path, message)
    });
    let extra = listed.iter().filter(|path| !expected.contains(path)).map(|path| {
        let message = format!("清单中多出“{}”的条目，本卷宗不打印这份文书", shown(path));
        mismatch(MismatchKind::ManifestEntryChanged, path, message)
    });
    missing.chain(extra).collect()
}

/// Holds the checks, made again as of the stated day, against what is stated; what is wrong with the documents is added
/// to `found`.
pub(super) fn recheck(
    engine: &Engine,
    report: &Report,
    manifest: &Manifest,
    stated: &Findings,
    against: &Against<'_>,
    found: &mut Vec<Mismatch>,
) -> Recheck {
    found.extend(documents(engine, report, manifest));
    let findings = Findings::new(report, manifest.day);
    let comparable = |findings: &Findings| {
        let mut list: Vec<StatedFinding> = findings
            .findings
            .iter()
            .filter(|finding| against.coverage.is_some() || finding.code != GLYPH_CHECK)
            .map(StatedFinding::from)
            .collect();
        list.sort();
        list
    };
    let (theirs, ours) = (comparable(stated), comparable(&findings));
    let only_stated = without(&theirs, &ours);
    let only_found = without(&ours, &theirs);
    let counted = Verdict::of(&stated.findings, stated.verdict.passed);
    // Packages of earlier programs count every check that waits.
    let checks = stated.findings.iter().filter(|finding| finding.state == State::Waiting).count();
    let counted_right = [counted.waiting, checks]
        .into_iter()
        .any(|waiting| stated.verdict == Verdict { waiting, ..counted.clone() });
    if only_stated.is_empty() && only_found.is_empty() && counted_right {
        Recheck::Agrees { findings: stated.clone() }
    } else {
        Recheck::Differs { findings, stated: stated.verdict.clone(), only_stated, only_found }
    }
}

/// The members of a sorted list that another sorted list does not have, counting repetitions.
fn without(list: &[StatedFinding], other: &[StatedFinding]) -> Vec<StatedFinding> {
    let mut rest = other.to_vec();
    let mut only = Vec::new();
    for finding in list {
        match rest.iter().position(|candidate| candidate == finding) {
            Some(at) => drop(rest.swap_remove(at)),
            None => only.push(finding.clone()),
        }
    }
    only
}

/// The checks by a later definition than the one that the package names, on the day of the verification.
pub(super) fn by_later(
    dossier: &Dossier,
    before: Option<&Engine>,
    stated: &Findings,
    against: &Against<'_>,
) -> Option<LaterCheck> {
    let named = &dossier.procedure;
    let is_later = |engine: &&Engine| {
        let procedure = engine.procedure();
        procedure.id == named.id && number(&procedure.version) > number(&named.version)
    };
    let engine =
        against.engines.iter().filter(is_later).max_by_key(|engine| number(&engine.procedure().version))?;
    let migrated = migrate(dossier, before.map(Engine::procedure), engine.procedure()).dossier;
    let report = check(engine, &migrated, against.today, against);
    let now = Findings::new(&report, against.today);
    let (gone, new) = difference::findings(stated, &now);
    let (procedure, day, verdict) = (ProcedureRef::of(engine.procedure()), against.today, now.verdict);
    Some(LaterCheck { procedure, day, verdict, new, gone })
}

/// Makes the checks.
pub(super) fn check(engine: &Engine, dossier: &Dossier, day: NaiveDate, against: &Against<'_>) -> Report {
    engine.check(dossier, day, against.calendar, against.coverage.map(|it| it as _))
}

/// A version by its numbers, so that `2026.10` is later than `2026.9`.
fn number(version: &str) -> Vec<u64> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}
