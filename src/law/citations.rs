//! Which parts of a procedure cite a clause.

use crate::procedure::{Clock, Field, Material, Procedure, Rule};

/// The parts of a procedure that cite a clause, each in the order of the definition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Citations<'a> {
    /// Questions.
    pub fields: Vec<&'a Field>,
    /// Materials.
    pub materials: Vec<&'a Material>,
    /// Rules.
    pub rules: Vec<&'a Rule>,
    /// Clocks.
    pub clocks: Vec<&'a Clock>,
}

impl Citations<'_> {
    /// Whether nothing cites the clause.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.materials.is_empty() && self.rules.is_empty() && self.clocks.is_empty()
    }
}

/// Finds what cites a clause.
pub fn citations<'a>(procedure: &'a Procedure, code: &str) -> Citations<'a> {
    let cites = |basis: &[String]| basis.iter().any(|cited| cited == code);
    Citations {
        fields: procedure.fields().filter(|field| cites(&field.basis)).collect(),
        materials: procedure.materials.iter().filter(|material| cites(&material.basis)).collect(),
        rules: procedure.rules.iter().filter(|rule| cites(&rule.basis)).collect(),
        clocks: procedure.clocks.iter().filter(|clock| cites(&clock.basis)).collect(),
    }
}
