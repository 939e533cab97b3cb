//! How far a dossier is, step by step: the form, the materials, the stamped print.

use super::{Finding, Place, Report, State};
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
    /// Things left to do.
    pub fn left(self) -> usize {
        self.total - self.done
    }

    /// Whether nothing is left to do.
    pub fn complete(self) -> bool {
        self.left() == 0
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
    /// A stamped form is there and does not do: something blocking is found about it.
    pub unfit: bool,
    /// What stands against handing in, as the verdict counts it.
    pub open: usize,
    /// Of that nothing is left but what the stamped form and the export bring.
    pub passed: bool,
    /// Nothing blocks and nothing waits.
    pub ready: bool,
}

impl Progress {
    /// Reads the progress off a report.
    pub fn of(procedure: &Procedure, dossier: &Dossier, report: &Report) -> Self {
        let hindered = hindered(report);
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
        let mut open: Vec<_> = report.all().filter(|it| it.is_open()).map(|it| it.about.first()).collect();
        open.dedup_by(|a, b| a.zip(*b).is_some_and(|(a, b)| in_one_thing(a, b)));
        let later = |at: &Option<&Place>| at.is_some_and(|at| about_stamped(at) || at_export(at));
        Self {
            form: form(procedure, dossier, report, &hindered),
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
            unfit: forms.iter().any(|form| {
                !gathered(form) && dossier.attachments.iter().any(|there| there.material == form.id)
            }),
            open: report.verdict.open(),
            passed: open.iter().all(later),
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

/// The questions that must be answered while the form is filled in; `hindered` as [`hindered`] gives it.
pub(super) fn form(procedure: &Procedure, dossier: &Dossier, report: &Report, hindered: &[&Place]) -> Step {
    let answered = |field: &Field| {
        dossier.answers.contains_key(&field.id)
            && !hindered.iter().any(|place| matches!(place, Place::Field(id) if *id == field.id))
    };
    let asked = procedure.sections_at(Stage::Form).flat_map(|section| &section.fields);
    Step::of(asked.filter(|field| !field.optional && report.asked.field(&field.id)).map(answered))
}

/// Where something must be mended: the first places of the failed blocking checks.
pub(super) fn hindered(report: &Report) -> Vec<&Place> {
    let blocks = |it: &&Finding| it.severity == Severity::Blocking && it.state == State::Failed;
    let mut places: Vec<&Place> = report.all().filter(blocks).filter_map(|it| it.about.first()).collect();
    // A report is in order, so that what is found in thousands of rows becomes one.
    places.dedup_by(|a, b| in_one_thing(a, b));
    places
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
