//! Whether a definition holds together: ids, references, the grid, and every CEL text.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::{Expression, ROW};
use super::{DefinitionProblem, Field, PaperCell, PaperContent, PaperForm, Procedure, Roster, Rule};
use crate::field::FieldKind;

/// All that is wrong with a definition.
pub(super) fn problems(procedure: &Procedure) -> Vec<DefinitionProblem> {
    let mut audit = Audit::new(procedure);
    audit.run();
    audit.problems
}

/// Names that mean something of their own in CEL here.
const RESERVED: [&str; 2] = ["today", ROW];

pub(super) struct Audit<'a> {
    pub(super) procedure: &'a Procedure,
    /// Names that CEL may read.
    pub(super) names: BTreeSet<&'a str>,
    fields: BTreeSet<&'a str>,
    problems: Vec<DefinitionProblem>,
}

impl<'a> Audit<'a> {
    fn new(procedure: &'a Procedure) -> Self {
        let mut fields = BTreeSet::new();
        fields.extend(procedure.fields().map(|field| field.id.as_str()));
        let mut names = fields.clone();
        names.extend(procedure.parameters.keys().map(String::as_str));
        names.insert("today");
        Self { procedure, names, fields, problems: Vec::new() }
    }

    pub(super) fn report(&mut self, path: impl Into<String>, reason: impl Into<String>) {
        self.problems.push(DefinitionProblem { path: path.into(), reason: reason.into() });
    }

    fn run(&mut self) {
        if self.procedure.format != 1 {
            self.report("format", format!("不认识的格式版本 {}", self.procedure.format));
        }
        self.parameters();
        self.fields();
        self.rosters();
        self.machines();
        self.values();
        self.decision();
        self.pointers();
        self.materials();
        if let Some(form) = &self.procedure.form {
            self.form(form);
        }
        self.rules();
        self.clocks();
        for id in &self.procedure.subject {
            self.field("subject", id);
        }
        self.records();
        self.documents();
        self.earlier();
    }

    fn parameters(&mut self) {
        for (name, parameter) in &self.procedure.parameters {
            if let Some(reason) = parameter.defect() {
                self.report(format!("parameters.{name}"), reason);
            }
        }
    }

    fn fields(&mut self) {
        let procedure = self.procedure;
        let sections = procedure.sections.iter().enumerate().map(|(at, s)| ("sections", at, &s.fields));
        let materials = procedure.materials.iter().enumerate().map(|(at, m)| ("materials", at, &m.fields));
        let mut seen = BTreeMap::new();
        for (group, at, fields) in sections.chain(materials) {
            for (index, field) in fields.iter().enumerate() {
                self.one_field(&format!("{group}[{at}].fields[{index}]"), field, None, &mut seen);
            }
        }
        for (at, roster) in procedure.rosters.iter().enumerate() {
            let mut seen = BTreeMap::new();
            for (index, field) in roster.fields.iter().enumerate() {
                self.one_field(&format!("rosters[{at}].fields[{index}]"), field, Some(roster), &mut seen);
            }
        }
    }

    fn one_field(
        &mut self,
        path: &str,
        field: &'a Field,
        roster: Option<&Roster>,
        seen: &mut BTreeMap<&'a str, String>,
    ) {
        let taken = roster.is_none() && self.procedure.parameters.contains_key(&field.id);
        if !is_name(&field.id) || taken || RESERVED.contains(&field.id.as_str()) {
            self.report(format!("{path}.id"), format!("“{}”不能用作字段名", field.id));
        }
        if let Some(first) = seen.insert(field.id.as_str(), path.to_owned()) {
            self.report(format!("{path}.id"), format!("字段“{}”重复，已见于 {first}", field.id));
        }
        self.basis(&format!("{path}.basis"), &field.basis);
        if let Some(same) = &field.same_as
            && self.procedure.field(same).is_none()
        {
            self.report(format!("{path}.same_as"), format!("没有名为“{same}”的字段"));
        }
        let beside =
            self.procedure.materials.iter().any(|it| it.fields.iter().any(|known| known.id == field.id));
        if matches!(field.kind, FieldKind::Narrative { .. }) && (roster.is_some() || !beside) {
            self.report(format!("{path}.type"), "narrative 只能放在材料旁");
        }
        if let FieldKind::Contents { headings } | FieldKind::Narrative { headings } = &field.kind {
            let mut codes = BTreeSet::new();
            for heading in
                headings.iter().filter(|heading| !is_name(&heading.code) || !codes.insert(&heading.code))
            {
                self.report(format!("{path}.headings"), format!("“{}”重复或不合规", heading.code));
            }
        }
        if let Some(when) = &field.when {
            self.cel(&format!("{path}.when"), when, roster);
        }
    }

    fn values(&mut self) {
        let procedure = self.procedure;
        for (at, value) in procedure.values.iter().enumerate() {
            let path = format!("values[{at}]");
            self.new_name(&path, &value.id);
            self.cel(&format!("{path}.cel"), &value.cel, None);
            if !self.names.insert(&value.id) {
                self.report(format!("{path}.id"), format!("“{}”重复", value.id));
            }
        }
    }

    /// A name that CEL will know beside those of the fields.
    pub(super) fn new_name(&mut self, path: &str, id: &str) {
        let taken = self.fields.contains(id) || self.procedure.parameters.contains_key(id);
        if !is_name(id) || taken || RESERVED.contains(&id) {
            self.report(format!("{path}.id"), format!("“{id}”不能用作名称"));
        }
    }

    fn materials(&mut self) {
        if let Some(scans) = &self.procedure.scans {
            self.basis("scans.basis", &scans.basis);
        }
        let mut seen = BTreeSet::new();
        for (at, material) in self.procedure.materials.iter().enumerate() {
            let path = format!("materials[{at}]");
            if !seen.insert(material.id.as_str()) {
                self.report(format!("{path}.id"), format!("材料“{}”重复", material.id));
            }
            if material.slots.is_empty() {
                self.report(format!("{path}.slots"), "材料至少要有一个放文件的位置");
            }
            self.basis(&format!("{path}.basis"), &material.basis);
            let mut slots = BTreeSet::new();
            for (index, slot) in material.slots.iter().enumerate() {
                let path = format!("{path}.slots[{index}]");
                if !slots.insert(slot.id.as_str()) {
                    self.report(format!("{path}.id"), format!("位置“{}”重复", slot.id));
                }
                if let Some(when) = &slot.when {
                    self.cel(&format!("{path}.when"), when, None);
                }
                match &slot.for_each {
                    Some(id) if self.procedure.roster(id).is_none() => {
                        self.report(format!("{path}.for_each"), format!("没有名为“{id}”的清单"));
                    }
                    Some(_) if !slot.many => self.report(format!("{path}.many"), "一行一份的位置要能放多份"),
                    _ => {}
                }
            }
        }
    }

    fn form(&mut self, form: &PaperForm) {
        self.grid("form", (form.columns.len(), form.rows.len()), &form.cells);
        for (at, cell) in form.cells.iter().enumerate() {
            let path = format!("form.cells[{at}]");
            match &cell.content {
                PaperContent::Field(id) => self.field(&format!("{path}.field"), id),
                PaperContent::Statement(s) => {
                    self.field(&format!("{path}.statement.date_field"), &s.date_field)
                }
                PaperContent::Label(_) | PaperContent::VerticalLabel(_) => {}
                PaperContent::Text(_) => self.report(path, "text 只用于 documents 中的表格"),
            }
        }
    }

    /// Cells cover every place of a grid with so many columns and rows, and none twice.
    pub(super) fn grid(&mut self, at: &str, (columns, rows): (usize, usize), cells: &[PaperCell]) {
        let mut taken = BTreeMap::new();
        for (index, cell) in cells.iter().enumerate() {
            let path = format!("{at}.cells[{index}]");
            let last_column = usize::from(cell.column) + usize::from(cell.column_span) - 1;
            let last_row = usize::from(cell.row) + usize::from(cell.row_span) - 1;
            if cell.column == 0 || cell.row == 0 || last_column > columns || last_row > rows {
                self.report(&path, "超出表格的行列");
                continue;
            }
            for row in usize::from(cell.row)..=last_row {
                for column in usize::from(cell.column)..=last_column {
                    if let Some(other) = taken.insert((row, column), index) {
                        self.report(&path, format!("与 {at}.cells[{other}] 重叠"));
                    }
                }
            }
        }
        if taken.len() != columns * rows {
            let text = format!("表格有 {} 格，只排了 {} 格", columns * rows, taken.len());
            self.report(format!("{at}.cells"), text);
        }
    }

    fn rules(&mut self) {
        let procedure = self.procedure;
        let mut seen = BTreeSet::new();
        for (at, rule) in procedure.rules.iter().enumerate() {
            let path = format!("rules[{at}]");
            if !seen.insert(rule.code.as_str()) || !is_name(&rule.code) {
                self.report(format!("{path}.code"), format!("规则名“{}”重复或不合规", rule.code));
            }
            self.basis(&format!("{path}.basis"), &rule.basis);
            for (index, id) in rule.fields.iter().enumerate() {
                self.field(&format!("{path}.fields[{index}]"), id);
            }
            if rule.each.is_some() && !rule.fields.is_empty() {
                self.report(format!("{path}.fields"), "each 和 fields 只能用一项");
            }
            for rule in &rule.expanded(procedure) {
                self.rule(&path, rule);
            }
        }
    }

    fn rule(&mut self, path: &str, rule: &Rule) {
        let procedure = self.procedure;
        let roster = rule.each.as_deref().and_then(|id| procedure.roster(id));
        if let (Some(id), None) = (&rule.each, roster) {
            self.report(format!("{path}.each"), format!("没有名为“{id}”的清单"));
        }
        if let Some(when) = &rule.when {
            self.cel(&format!("{path}.when"), when, roster);
        }
        self.cel(&format!("{path}.check"), &rule.check, roster);
        for (key, text) in [("message", &rule.message), ("hint", &rule.hint)] {
            self.text(&format!("{path}.{key}"), text, roster);
        }
        if rule.about.is_empty() {
            self.report(format!("{path}.about"), "规则要指明所涉的位置");
        }
        for (index, place) in rule.about.iter().enumerate() {
            self.place(&format!("{path}.about[{index}]"), place, roster);
        }
    }

    /// `row` is the roster whose row the expression may read.
    pub(super) fn cel(&mut self, path: &str, text: &str, row: Option<&Roster>) {
        match Expression::parse(text) {
            Err(reason) => self.report(path, format!("CEL 不能编译：{reason}")),
            Ok(expression) => self.names(path, &expression, row),
        }
    }

    pub(super) fn names(&mut self, path: &str, expression: &Expression, row: Option<&Roster>) {
        for (list, field) in expression.cells.iter().chain(&expression.tested) {
            let roster = if list == ROW { row } else { self.procedure.roster(list) };
            if roster.is_some_and(|roster| !self.procedure.row_has(roster, field)) {
                self.report(path, format!("清单没有字段“{list}.{field}”"));
            }
        }
        for name in &expression.reads {
            if !self.names.contains(name.as_str()) && (name != ROW || row.is_none()) {
                self.report(path, format!("没有名为“{name}”的字段或参数"));
            }
        }
        for name in expression.unknown_calls() {
            self.report(path, format!("没有名为“{name}”的函数"));
        }
    }

    pub(super) fn field(&mut self, path: &str, id: &str) {
        if !self.fields.contains(id) {
            self.report(path, format!("没有名为“{id}”的字段"));
        }
    }

    pub(super) fn place(&mut self, path: &str, place: &str, row: Option<&Roster>) {
        if let Some(row) = row
            && (place == ROW || place.strip_prefix("row/").is_some_and(|field| row.field(field).is_some()))
        {
            return;
        }
        if let Some(id) = place.strip_prefix("rosters/") {
            if self.procedure.roster(id).is_none() {
                self.report(path, format!("没有名为“{id}”的清单"));
            }
            return;
        }
        let Some(rest) = place.strip_prefix("materials/") else { return self.field(path, place) };
        let (id, slot) = rest.split_once('/').map_or((rest, None), |(id, slot)| (id, Some(slot)));
        let known = self
            .procedure
            .material(id)
            .is_some_and(|material| slot.is_none_or(|slot| material.slots.iter().any(|s| s.id == slot)));
        if !known {
            self.report(path, format!("没有“{place}”这个材料位置"));
        }
    }

    pub(super) fn basis(&mut self, path: &str, codes: &[String]) {
        if codes.is_empty() {
            self.report(path, "没有写明依据");
        }
        for code in codes {
            if !self.procedure.clauses.contains_key(code) {
                self.report(path, format!("clauses 中没有条款“{code}”"));
            }
        }
    }
}

pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
