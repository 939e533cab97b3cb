//! Making the checks again, and holding the outcome against what the package states.

use super::compare::mismatch;
use super::layout::FILING_PATH;
use super::verification::{Mismatch, MismatchKind, Recheck, StatedFinding};
use super::verify::Against;
use super::{Filing, Findings, Manifest};
use crate::check::{Engine, Verdict};
use crate::dossier::Dossier;

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
    let message = format!("filing.json 所载的值与填写内容不一致（values.{}）", differing.join("、values."));
    Some(mismatch(MismatchKind::ValuesChanged, FILING_PATH, message))
}

/// Makes the checks again as of the stated day.
pub(super) fn recheck(
    engine: &Engine,
    dossier: &Dossier,
    manifest: &Manifest,
    stated: &Findings,
    against: &Against<'_>,
) -> Recheck {
    let report = engine.check(dossier, manifest.day, against.calendar, against.coverage);
    let findings = Findings::new(&report, manifest.day);
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
    let counted_right = stated.verdict == Verdict::of(&stated.findings, stated.verdict.passed);
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
