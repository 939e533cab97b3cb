//! What is done with the rows of a roster, worked out once of a definition.

use super::clock::CompiledClock;
use super::named::Name;
use super::rule::CompiledRule;
use crate::procedure::expression::Expression;
use crate::procedure::{DefinitionProblem, PrintedAnswers, Procedure, Roster};

/// What is done with the rows of one roster.
pub(super) struct RowPlan {
    /// The fields, those that are asked always first.
    pub(super) fields: Vec<FieldPlan>,
    /// Positions of the rules for each row among all rules.
    pub(super) rules: Vec<usize>,
    /// Positions of the clocks for each row among all clocks.
    pub(super) clocks: Vec<usize>,
}

/// What is done with the answers to one field.
pub(super) struct FieldPlan {
    /// Its position in the roster.
    pub(super) at: usize,
    /// Its id, as expressions name it.
    pub(super) name: Name,
    /// The condition on which it is asked.
    pub(super) when: Option<Expression>,
    /// It is printed somewhere.
    pub(super) on_paper: bool,
    /// Rows are told apart, or named by others, by it.
    pub(super) marks: bool,
    /// Clocks or state machines read it.
    pub(super) kept: bool,
}

impl RowPlan {
    /// Plans a roster; conditions that cannot be read are added to `problems`.
    pub(super) fn of(
        procedure: &Procedure,
        roster: &Roster,
        rules: &[CompiledRule],
        clocks: &[CompiledClock],
        printed: &PrintedAnswers,
        problems: &mut Vec<DefinitionProblem>,
    ) -> Self {
        let machines = || procedure.machines.iter();
        let own_clocks = || clocks.iter().filter(|clock| clock.clock.each.as_ref() == Some(&roster.id));
        let mut fields = Vec::new();
        for (at, field) in roster.fields.iter().enumerate() {
            let when = field.when.as_deref().map(Expression::parse).transpose().unwrap_or_else(|reason| {
                let path = format!("{}/{}.when", roster.id, field.id);
                problems.push(DefinitionProblem { path, reason });
                None
            });
            fields.push(FieldPlan {
                at,
                name: Name::Shared(field.id.as_str().into()),
                when,
                on_paper: !field.off_form || printed.cell(&roster.id, &field.id),
                marks: roster.unique.contains(&field.id)
                    || machines().any(|machine| {
                        (machine.of == roster.id && machine.key == field.id)
                            || (machine.events == roster.id && machine.names == field.id)
                    }),
                kept: own_clocks()
                    .any(|it| it.clock.start == field.id || it.clock.done.as_ref() == Some(&field.id))
                    || machines().any(|machine| {
                        (machine.of == roster.id && machine.from == field.id)
                            || (machine.events == roster.id
                                && (machine.on == field.id || machine.event == field.id))
                    }),
            });
        }
        fields.sort_by_key(|field| field.when.is_some());
        let rules = rules.iter().enumerate().filter(|(_, rule)| rule.each() == Some(roster.id.as_str()));
        let clocks = clocks.iter().enumerate();
        let clocks = clocks.filter(|(_, clock)| clock.clock.each.as_ref() == Some(&roster.id));
        Self { fields, rules: rules.map(|(at, _)| at).collect(), clocks: clocks.map(|(at, _)| at).collect() }
    }
}
