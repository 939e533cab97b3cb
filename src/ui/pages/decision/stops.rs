//! The stops of somebody who is asked one question at a time: the questions that are asked, and the rosters
//! after the sections that name them.

use std::collections::BTreeSet;

use crate::check::Report;
use crate::dossier::Dossier;
use crate::procedure::{Procedure, Roster, Section, Stage};

/// One stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stop<'a> {
    /// A question, with the section it belongs to.
    Question(&'a Section, &'a str),
    /// A roster.
    Roster(&'a Roster),
}

impl Stop<'_> {
    /// The id by which the address names it.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Question(_, id) => id,
            Self::Roster(roster) => &roster.id,
        }
    }

    /// The heading over it.
    pub(super) fn heading(&self) -> &str {
        match self {
            Self::Question(section, _) => &section.title,
            Self::Roster(roster) => &roster.title,
        }
    }

    /// Whether something was answered here; 不清楚 is an answer.
    pub(super) fn answered(&self, dossier: &Dossier) -> bool {
        match self {
            Self::Question(_, id) => dossier.answers.get(*id).is_some_and(|answer| !answer.is_blank()),
            Self::Roster(roster) => roster.optional || !dossier.rows(&roster.id).is_empty(),
        }
    }
}

/// The stops in order.
pub(super) fn stops<'a>(procedure: &'a Procedure, report: &Report) -> Vec<Stop<'a>> {
    let mut stops = Vec::new();
    let mut named = BTreeSet::new();
    for section in procedure.sections_at(Stage::Form) {
        let asked = section.fields.iter().filter(|field| report.asked.field(&field.id));
        stops.extend(asked.map(|field| Stop::Question(section, &field.id)));
        for roster in section.rosters.iter().filter_map(|id| procedure.roster(id)) {
            named.insert(roster.id.as_str());
            stops.push(Stop::Roster(roster));
        }
    }
    let last = procedure.rosters.iter().filter(|roster| !named.contains(roster.id.as_str()));
    stops.extend(last.map(Stop::Roster));
    stops.retain(|stop| match stop {
        Stop::Roster(roster) => roster.is_a_step() && report.asked.roster(&roster.id),
        Stop::Question(..) => true,
    });
    stops
}
