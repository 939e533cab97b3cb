//! How far a dossier is, step by step: the form, the materials, the stamped print.

use super::{Place, Report, State};
use crate::dossier::Dossier;
use crate::field::Severity;
use crate::procedure::{Field, Material, Procedure, Roster, Stage};

/// How much of one step is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Things done: answered, or gathered, with nothing blocking found about them.
    pub done: usize,
    /// Things to do.
    pub total: usize,
}

impl Step {
    /// Whether nothing is left to do.
    pub fn complete(self) -> bool {
        self.done == self.total
    }

    fn of(done: impl Iterator<Item = bool>) -> Self {
        done.fold(Self::default(), |step, done| Self {
            done: step.done + usize::from(done),
            total: step.total + 1,
        })
    }
}

/// How far a dossier is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions that must be answered while the form is filled in.
    pub form: Step,
    /// The rosters in the order of the definition: one thing to do for each that has rows or must have
    /// some; `None` for those that are not asked for, or not as a step of their own.
    pub rosters: Vec<Option<Step>>,
    /// What the procedure decides is decided; true where it decides nothing.
    pub decided: bool,
    /// Materials that must be gathered, with the rosters beside them, the stamped form apart.
    pub materials: Step,
    /// The stamped form.
    pub stamped: Step,
    /// Blocking and waiting findings, those about the stamped form and what is asked at the export apart.
    pub open: usize,
    /// Nothing blocks and nothing waits.
    pub ready: bool,
}

impl Progress {
    /// Reads the progress off a report.
    pub fn of(procedure: &Procedure, dossier: &Dossier, report: &Report) -> Self {
        let mut hindered: Vec<&Place> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Blocking && finding.state == State::Failed)
            .filter_map(|finding| finding.about.first())
            .collect();
        // A report is in order, so that what is found in thousands of rows becomes one.
        hindered.dedup_by(|a, b| in_one_thing(a, b));
        let answered = |field: &Field| {
            dossier.answers.contains_key(&field.id)
                && !hindered.iter().any(|place| matches!(place, Place::Field(id) if *id == field.id))
        };
        let of_material = |place: &Place, material: &Material| match place {
            Place::Field(id) => material.fields.iter().any(|field| field.id == *id),
            Place::Material(id, _) => material.id == *id,
            Place::Row(id, ..) => {
                procedure.roster(id).is_some_and(|roster| roster.beside.as_deref() == Some(&*material.id))
            }
        };
        let listed = |roster: &Roster| {
            !hindered.iter().any(|place| matches!(place, Place::Row(id, ..) if *id == roster.id))
        };
        let gathered = |material: &&Material| !hindered.iter().any(|place| of_material(place, material));
        let (forms, others): (Vec<_>, Vec<_>) = procedure
            .materials
            .iter()
            .filter(|material| !material.optional)
            .partition(|material| material.is_form);
        let about_stamped = |place: &Place| forms.iter().any(|material| of_material(place, material));
        let at_export = |place: &Place| match place {
            Place::Field(id) => procedure.stage_of(id) == Stage::Export,
            Place::Material(..) | Place::Row(..) => false,
        };
        let open: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.state == State::Waiting || finding.severity == Severity::Blocking)
            .map(|finding| finding.about.first())
            .collect();
        let open = open
            .chunk_by(|a, b| a.zip(*b).is_some_and(|(a, b)| in_one_thing(a, b)))
            .filter(|alike| !alike[0].is_some_and(|at| about_stamped(at) || at_export(at)))
            .map(<[_]>::len)
            .sum();
        Self {
            form: Step::of(
                procedure
                    .sections_at(Stage::Form)
                    .flat_map(|section| &section.fields)
                    .filter(|field| !field.optional && report.asked.field(&field.id))
                    .map(answered),
            ),
            rosters: procedure
                .rosters
                .iter()
                .map(|roster| {
                    let needed = !roster.optional || !dossier.rows(&roster.id).is_empty();
                    let asked = roster.is_a_step() && report.asked.roster(&roster.id);
                    asked.then(|| Step::of(needed.then(|| listed(roster)).into_iter()))
                })
                .collect(),
            decided: report.decision.as_ref().is_none_or(|decision| decision.outcome.is_some()),
            materials: Step::of(others.iter().map(gathered)),
            stamped: Step::of(forms.iter().map(gathered)),
            open,
            ready: report.verdict.ready,
        }
    }

    /// Things done and things to do in the whole dossier.
    pub fn overall(&self) -> Step {
        let steps = [self.form, self.materials, self.stamped];
        let steps = steps.iter().chain(self.rosters.iter().flatten());
        let (done, total) = steps.fold((0, 0), |sum, step| (sum.0 + step.done, sum.1 + step.total));
        Step { done, total }
    }
}

/// Whether two places are in the same field, material or roster.
fn in_one_thing(a: &Place, b: &Place) -> bool {
    match (a, b) {
        (Place::Field(a), Place::Field(b))
        | (Place::Material(a, _), Place::Material(b, _))
        | (Place::Row(a, ..), Place::Row(b, ..)) => a == b,
        _ => false,
    }
}
