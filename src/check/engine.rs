//! The engine: a definition compiled once, a dossier checked as often as needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use cel::Env;
use chrono::NaiveDate;

use super::finding::{ClockReport, Finding, Place, Report, State, Verdict};
use super::material;
use super::rule::{CompiledRule, RuleOutcome};
use super::scope::{Readings, Scope};
use crate::calendar::Calendar;
use crate::dossier::Dossier;
use crate::field::{FieldKind, Reading, Severity, Value};
use crate::procedure::expression::Expression;
use crate::procedure::{DefinitionError, DefinitionProblem, Field, Procedure};

/// The characters that the printing faces can show.
pub trait Coverage {
    /// Whether some face has a glyph for the character.
    fn covers(&self, c: char) -> bool;
}

/// A definition ready to check dossiers.
pub struct Engine {
    procedure: Procedure,
    env: Arc<Env>,
    /// Conditions of fields (by id) and slots (by `material/slot`).
    conditions: BTreeMap<String, Expression>,
    rules: Vec<CompiledRule>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("procedure", &self.procedure.id).finish_non_exhaustive()
    }
}

impl Engine {
    /// Compiles a loaded definition.
    pub fn new(procedure: Procedure) -> Result<Self, DefinitionError> {
        let mut problems = Vec::new();
        let mut conditions = BTreeMap::new();
        let mut condition = |key: String, when: &Option<String>| {
            if let Some(when) = when {
                match Expression::parse(when) {
                    Ok(expression) => drop(conditions.insert(key, expression)),
                    Err(reason) => problems.push(DefinitionProblem { path: format!("{key}.when"), reason }),
                }
            }
        };
        for field in procedure.fields() {
            condition(field.id.clone(), &field.when);
        }
        for material in &procedure.materials {
            for slot in &material.slots {
                condition(format!("{}/{}", material.id, slot.id), &slot.when);
            }
        }
        let mut rules = Vec::new();
        for rule in &procedure.rules {
            match CompiledRule::new(rule) {
                Ok(compiled) => rules.push(compiled),
                Err(reason) => problems.push(DefinitionProblem { path: rule.code.clone(), reason }),
            }
        }
        if problems.is_empty() {
            Ok(Self { procedure, env: Arc::new(Env::stdlib()), conditions, rules })
        } else {
            Err(DefinitionError { file: procedure.id, problems })
        }
    }

    /// The definition.
    pub fn procedure(&self) -> &Procedure {
        &self.procedure
    }

    /// Checks a dossier as of a day. `coverage` is `None` while the faces' index is not loaded.
    pub fn check(
        &self,
        dossier: &Dossier,
        today: NaiveDate,
        calendar: &Calendar,
        coverage: Option<&dyn Coverage>,
    ) -> Report {
        let readings = self.read(dossier, today);
        let (scope, asked) = self.scope(dossier, &readings, today, calendar);
        let mut findings = Vec::new();
        let mut passed = 0;
        let mut note = |found: Vec<Finding>| {
            passed += usize::from(found.is_empty());
            findings.extend(found);
        };
        for field in self.procedure.fields().filter(|field| asked.contains_key(field.id.as_str())) {
            note(field_findings(field, &readings[&field.id], coverage));
        }
        for material in &self.procedure.materials {
            for slot in material.slots.iter().filter(|slot| self.needs(&scope, &material.id, &slot.id)) {
                note(material::missing(dossier, material, slot).into_iter().collect());
            }
        }
        findings.extend(material::misplaced(dossier, &self.procedure.materials));
        for rule in &self.rules {
            match rule.evaluate(&scope, &self.procedure) {
                RuleOutcome::NotApplicable => {}
                RuleOutcome::Passed => passed += 1,
                RuleOutcome::Found(finding) => findings.push(finding),
            }
        }
        self.sort(&mut findings);
        Report { verdict: Verdict::of(&findings, passed), clocks: self.clocks(&readings, calendar), findings }
    }

    /// The ids of the fields and the `material/slot` keys that are asked for in this dossier.
    pub fn asked(&self, dossier: &Dossier, today: NaiveDate, calendar: &Calendar) -> Vec<String> {
        let readings = self.read(dossier, today);
        let (scope, asked) = self.scope(dossier, &readings, today, calendar);
        let slots =
            self.procedure.materials.iter().flat_map(|material| {
                material.slots.iter().map(|slot| (material.id.as_str(), slot.id.as_str()))
            });
        let slots = slots
            .filter(|(material, slot)| self.needs(&scope, material, slot))
            .map(|(material, slot)| format!("{material}/{slot}"));
        asked.into_keys().map(str::to_owned).chain(slots).collect()
    }

    /// The outcome of each rule by code, for tests of the rules' own cases.
    pub fn outcomes(
        &self,
        dossier: &Dossier,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> BTreeMap<String, RuleOutcome> {
        let readings = self.read(dossier, today);
        let (scope, _) = self.scope(dossier, &readings, today, calendar);
        let outcome = |rule: &CompiledRule| (rule.code().to_owned(), rule.evaluate(&scope, &self.procedure));
        self.rules.iter().map(outcome).collect()
    }

    fn read(&self, dossier: &Dossier, today: NaiveDate) -> Readings {
        let read = |field: &Field| {
            let reading = dossier.answers.get(&field.id).map(|answer| field.kind.read_on(answer, today));
            (field.id.clone(), reading.unwrap_or_default())
        };
        // Inserted one by one here and elsewhere: collecting sorts, and every sort of another type adds
        // four kilobytes to what the page downloads.
        let mut readings = Readings::new();
        readings.extend(self.procedure.fields().map(read));
        readings
    }

    /// Binds all answers, first those asked always, then those asked on a condition.
    fn scope<'a>(
        &'a self,
        dossier: &Dossier,
        readings: &Readings,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> (Scope<'static>, BTreeMap<&'a str, ()>) {
        let mut scope = Scope::new(self.env.clone(), &self.procedure, dossier, today, calendar);
        let mut asked = BTreeMap::new();
        let (always, sometimes): (Vec<_>, Vec<_>) =
            self.procedure.fields().partition(|field| field.when.is_none());
        for field in always.into_iter().chain(sometimes) {
            let is_asked = scope.holds(self.conditions.get(&field.id)) == Some(true);
            scope.bind(field, is_asked, &readings[&field.id]);
            if is_asked {
                asked.insert(field.id.as_str(), ());
            }
        }
        (scope, asked)
    }

    /// A slot is needed unless its condition is known to be false.
    fn needs(&self, scope: &Scope, material: &str, slot: &str) -> bool {
        scope.holds(self.conditions.get(&format!("{material}/{slot}"))) != Some(false)
    }

    fn clocks(&self, readings: &Readings, calendar: &Calendar) -> Vec<ClockReport> {
        let start = |id: &str| match readings.get(id).and_then(|reading| reading.value.as_ref()) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        self.procedure
            .clocks
            .iter()
            .filter_map(|clock| {
                let start = start(&clock.start)?;
                let start = clock.not_before.map_or(start, |first| start.max(first));
                Some(ClockReport {
                    id: clock.id.clone(),
                    start,
                    count: calendar.count(start, clock.workdays),
                })
            })
            .collect()
    }

    fn sort(&self, findings: &mut [Finding]) {
        let fields: Vec<_> = self.procedure.fields().map(|field| field.id.as_str()).collect();
        let place = |finding: &Finding| match finding.about.first() {
            Some(Place::Field(id)) => fields.iter().position(|field| field == id),
            Some(Place::Material(id, _)) => {
                self.procedure.materials.iter().position(|m| m.id == *id).map(|at| fields.len() + at)
            }
            None => None,
        };
        findings.sort_by_key(|finding| {
            let group = match (finding.state, finding.severity) {
                (State::Failed, Severity::Blocking) => 0,
                (State::Waiting, _) => 1,
                (State::Failed, Severity::Warning) => 2,
                (State::Failed, Severity::Advice) => 3,
            };
            (group, place(finding).unwrap_or(usize::MAX))
        });
    }
}

fn field_findings(field: &Field, reading: &Reading, coverage: Option<&dyn Coverage>) -> Vec<Finding> {
    let finding = |code: &str, severity, part: Option<&str>, message: String, hint: String| Finding {
        code: code.to_owned(),
        severity,
        state: State::Failed,
        clause: field.basis.clone(),
        about: vec![Place::Field(field.id.clone())],
        part: part.map(str::to_owned),
        message,
        hint,
    };
    if reading.is_blank() {
        return if field.optional {
            Vec::new()
        } else {
            vec![finding(
                "answer_missing",
                Severity::Blocking,
                None,
                match field.kind {
                    FieldKind::Confirm => format!("“{}”还没有勾选。", field.label),
                    _ => format!("“{}”还没有填写。", field.label),
                },
                if field.help.is_empty() {
                    "应填尽填，不留空格。".to_owned()
                } else {
                    field.help.clone()
                },
            )]
        };
    }
    let mut found: Vec<_> = reading
        .problems
        .iter()
        .map(|p| {
            let message = format!("“{}”：{}", field.label, p.message);
            finding(p.code, p.severity, p.part, message, p.hint.clone())
        })
        .collect();
    if let (Some(coverage), Some(value), false) = (coverage, &reading.value, field.off_form) {
        let printed = field.kind.print(Some(value));
        let mut missing = BTreeSet::new();
        missing.extend(printed.chars().filter(|c| !c.is_control() && !coverage.covers(*c)));
        if !missing.is_empty() {
            let list: Vec<_> = missing.iter().map(|c| format!("“{c}”（U+{:04X}）", u32::from(*c))).collect();
            found.push(finding(
                "glyph_missing",
                Severity::Blocking,
                None,
                format!("“{}”中的{}没有可用的字形，打印不出来。", field.label, list.join("、")),
                "请核对是否输入有误；确是人名、地名用字的，请向提供本页面的单位反映。".to_owned(),
            ));
        }
    }
    found
}
