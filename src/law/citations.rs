//! Which parts of a procedure cite a clause.

use crate::procedure::{Clock, DecisionStep, Field, Material, PrintedDocument, Procedure, Roster, Rule};

/// The parts of a procedure that cite a clause, each in the order of the definition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Citations<'a> {
    /// Questions, those of rosters after the others.
    pub fields: Vec<&'a Field>,
    /// Rosters.
    pub rosters: Vec<&'a Roster>,
    /// Materials.
    pub materials: Vec<&'a Material>,
    /// Printed documents.
    pub documents: Vec<&'a PrintedDocument>,
    /// Rules.
    pub rules: Vec<&'a Rule>,
    /// Clocks.
    pub clocks: Vec<&'a Clock>,
    /// Steps of the decision.
    pub steps: Vec<&'a DecisionStep>,
}

impl Citations<'_> {
    /// Whether nothing cites the clause.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.others() == 0
    }

    /// The number of parts that are no rules.
    pub fn others(&self) -> usize {
        self.fields.len()
            + self.rosters.len()
            + self.materials.len()
            + self.documents.len()
            + self.clocks.len()
            + self.steps.len()
    }
}

/// Finds what cites a clause.
pub fn citations<'a>(procedure: &'a Procedure, code: &str) -> Citations<'a> {
    let cites = |basis: &[String]| basis.iter().any(|cited| cited == code);
    let of_rosters = procedure.rosters.iter().flat_map(|roster| &roster.fields);
    let steps = procedure.decision.iter().flat_map(|decision| &decision.steps);
    Citations {
        fields: procedure.fields().chain(of_rosters).filter(|field| cites(&field.basis)).collect(),
        rosters: procedure.rosters.iter().filter(|roster| cites(&roster.basis)).collect(),
        materials: procedure.materials.iter().filter(|material| cites(&material.basis)).collect(),
        documents: procedure.documents.iter().filter(|document| cites(&document.basis)).collect(),
        rules: procedure
            .rules
            .iter()
            .filter(|rule| rule.expanded(procedure).iter().any(|r| cites(&r.basis)))
            .collect(),
        clocks: procedure.clocks.iter().filter(|clock| cites(&clock.basis)).collect(),
        steps: steps.filter(|step| cites(&step.basis)).collect(),
    }
}
