//! What is printed for a volume: the form and documents of its plan, and what the cover says.

use chrono::{Datelike as _, NaiveDate};

use super::{Plan, Source};
use crate::document::report::{self, Checked};
use crate::document::{Document, Front, Stamp, form};
use crate::package::DRAFT_MARK;

/// What is printed for a volume.
#[derive(Clone, Debug)]
pub struct Prints {
    /// The first pages, still without entries.
    pub front: Front,
    /// The prints of the plan.
    pub prints: Vec<(Source, Document)>,
}

impl Prints {
    /// Composes all that the plan prints; marked as a draft where the report is not ready.
    pub fn of(checked: &Checked<'_>, plan: &Plan, today: NaiveDate) -> Self {
        let procedure = checked.engine.procedure();
        let mark = (!checked.report.verdict.ready).then_some(DRAFT_MARK);
        let parts = plan.materials.iter().flat_map(|material| &material.parts);
        let prints = parts.filter_map(|part| {
            let document = match &part.source {
                Source::Form => form::compose(procedure, Some(checked.dossier), mark)?,
                Source::Document(id) => report::compose(checked, procedure.document(id)?, None, mark),
                Source::File(_) => return None,
            };
            Some((part.source.clone(), document))
        });
        let prints: Vec<_> = prints.collect();
        let mut foot: Vec<String> =
            checked.dossier.subject(procedure).take(1).map(|(_, text)| text).collect();
        foot.push(format!("{}年{}月{}日", today.year(), today.month(), today.day()));
        let stamp = prints
            .first()
            .map_or_else(|| Stamp::midnight(today), |(_, document): &(Source, Document)| document.stamp);
        let front = Front {
            title: procedure.title.clone(),
            foot,
            entries: Vec::new(),
            materials: Vec::new(),
            mark: mark.map(str::to_owned),
            always: checked.dossier.example_mark(),
            stamp,
        };
        Self { front, prints }
    }

    /// Documents whose characters the faces must have: all prints, and the first pages filled in roughly.
    pub fn documents(&self, plan: &Plan) -> Vec<Document> {
        let mut front = self.front.clone();
        for material in &plan.materials {
            let texts = [material.id.clone(), material.title.clone(), material.requirement.clone()];
            let [id, title, requirement] = texts;
            front.materials.push([id, title, requirement, "缺—0123456789".to_owned()]);
            let titles: String = material.parts.iter().map(|part| part.title.as_str()).collect();
            front.materials.push([
                format!("材料：，…/ {titles}"),
                String::new(),
                String::new(),
                String::new(),
            ]);
        }
        self.prints.iter().map(|(_, document)| document.clone()).chain([front.compose()]).collect()
    }
}
