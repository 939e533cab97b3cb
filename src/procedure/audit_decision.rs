//! Whether a decision holds together: outcomes, the order of its steps, its CEL; and where clauses and
//! sections point to.

use std::collections::BTreeSet;

use super::audit::{Audit, is_name};

/// The name under which rules read the outcome's code.
pub(crate) const OUTCOME: &str = "outcome";
/// What stands for the outcome where nothing is decided.
const UNDECIDED: &str = "undecided";
/// The condition of the last step.
const ALWAYS: &str = "true";

impl Audit<'_> {
    pub(super) fn decision(&mut self) {
        let procedure = self.procedure;
        let Some(decision) = &procedure.decision else { return };
        self.new_name("decision", OUTCOME);
        self.basis("decision.basis", &decision.basis);
        for code in decision.outcomes.keys() {
            if !is_name(code) || code == UNDECIDED {
                self.report(format!("decision.outcomes.{code}"), format!("“{code}”不能用作结论名"));
            }
            if decision.steps.iter().all(|step| step.outcome.as_ref() != Some(code)) {
                self.report(format!("decision.outcomes.{code}"), "没有步骤得出这一结论");
            }
        }
        let mut seen = BTreeSet::new();
        let mut always = None;
        for (at, step) in decision.steps.iter().enumerate() {
            let path = format!("decision.steps[{at}]");
            if !seen.insert(step.code.as_str()) || !is_name(&step.code) {
                self.report(format!("{path}.code"), format!("步骤名“{}”重复或不合规", step.code));
            }
            if let Some(first) = always {
                self.report(&path, format!("走不到这一步：decision.steps[{first}] 总是成立"));
            } else if step.when.trim() == ALWAYS {
                always = Some(at);
            }
            self.cel(&format!("{path}.when"), &step.when, None);
            self.text(&format!("{path}.reason"), &step.reason, None);
            self.text(&format!("{path}.otherwise"), &step.otherwise, None);
            self.basis(&format!("{path}.basis"), &step.basis);
            for (index, place) in step.about.iter().enumerate() {
                self.place(&format!("{path}.about[{index}]"), place, None);
            }
            self.outcome(&format!("{path}.outcome"), step.outcome.as_deref());
        }
        if always.is_none() {
            self.report("decision.steps", format!("最后一步的 when 应为 {ALWAYS}，使每份卷宗都有结论"));
        }
        for (at, change) in decision.changes.iter().enumerate() {
            let path = format!("decision.changes[{at}]");
            self.cel(&format!("{path}.when"), &change.when, None);
            self.text(&format!("{path}.text"), &change.text, None);
            self.basis(&format!("{path}.basis"), &change.basis);
            for (index, code) in change.outcomes.iter().enumerate() {
                self.outcome(&format!("{path}.outcomes[{index}]"), Some(code));
            }
        }
        // Only from here on: what decides cannot read what was decided.
        self.names.insert(OUTCOME);
    }

    fn outcome(&mut self, path: &str, code: Option<&str>) {
        let known = |code: &str| {
            self.procedure.decision.as_ref().is_some_and(|decision| decision.outcomes.contains_key(code))
        };
        if let Some(code) = code.filter(|code| !known(code)) {
            self.report(path, format!("没有名为“{code}”的结论"));
        }
    }

    /// The sources that clauses name, and the rosters that sections name.
    pub(super) fn pointers(&mut self) {
        let procedure = self.procedure;
        for (code, clause) in &procedure.clauses {
            if clause.source.is_some() && procedure.source_of(code).is_none() {
                self.report(format!("clauses.{code}.source"), "sources 中没有这一来源");
            }
        }
        let mut seen = BTreeSet::new();
        for (at, section) in procedure.sections.iter().enumerate() {
            for (index, id) in section.rosters.iter().enumerate() {
                let path = format!("sections[{at}].rosters[{index}]");
                if procedure.roster(id).is_none() {
                    self.report(path, format!("没有名为“{id}”的清单"));
                } else if !seen.insert(id) {
                    self.report(path, format!("清单“{id}”重复"));
                }
            }
        }
    }
}
