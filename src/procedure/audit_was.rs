//! Whether what a definition says about its earlier versions holds together.

use std::collections::BTreeSet;

use super::Field;
use super::audit::{Audit, is_name};
use crate::field::{FieldKind, Was};

impl Audit<'_> {
    /// Earlier ids and earlier versions.
    pub(super) fn earlier(&mut self) {
        let procedure = self.procedure;
        let mut versions = BTreeSet::new();
        for (at, version) in procedure.earlier.iter().enumerate() {
            if !is_file_name(version) || *version == procedure.version || !versions.insert(version) {
                self.report(
                    format!("earlier[{at}]"),
                    format!("“{version}”不能用作旧版本号，或与其他版本重复"),
                );
            }
        }
        let groups = [
            ("sections", procedure.sections.iter().map(|it| &it.fields).collect::<Vec<_>>()),
            ("materials", procedure.materials.iter().map(|it| &it.fields).collect()),
            ("rosters", procedure.rosters.iter().map(|it| &it.fields).collect()),
        ];
        for (group, lists) in groups {
            for (at, fields) in lists.into_iter().enumerate() {
                for (index, field) in fields.iter().enumerate() {
                    self.field_was(&format!("{group}[{at}].fields[{index}]"), field);
                }
            }
        }
        for (at, roster) in procedure.rosters.iter().enumerate() {
            self.was(&format!("rosters[{at}]"), &roster.id, &roster.was, is_name);
        }
        for (at, material) in procedure.materials.iter().enumerate() {
            let path = format!("materials[{at}]");
            self.was(&path, &material.id, &material.was, |id| !id.contains('/'));
            for (index, slot) in material.slots.iter().enumerate() {
                self.was(&format!("{path}.slots[{index}]"), &slot.id, &slot.was, |_| true);
            }
        }
    }

    fn field_was(&mut self, path: &str, field: &Field) {
        self.was(path, &field.id, &field.was, |id| is_name(id.split_once('.').map_or(id, |(id, _)| id)));
        match &field.kind {
            FieldKind::Choice { options } => {
                for (at, option) in options.iter().enumerate() {
                    let taken = |id: &str| !id.is_empty() && options.iter().all(|other| other.code != id);
                    self.was(&format!("{path}.options[{at}]"), &option.code, &option.was, taken);
                }
            }
            FieldKind::Contents { headings } | FieldKind::Narrative { headings } => {
                for (at, heading) in headings.iter().enumerate() {
                    let taken = |id: &str| is_name(id) && headings.iter().all(|other| other.code != id);
                    self.was(&format!("{path}.headings[{at}]"), &heading.code, &heading.was, taken);
                }
            }
            _ => {}
        }
    }

    fn was(&mut self, path: &str, own: &str, was: &Was, may: impl Fn(&str) -> bool) {
        let mut seen = BTreeSet::new();
        for id in &was.0 {
            if id.is_empty() || id == own || !may(id) || !seen.insert(id) {
                self.report(format!("{path}.was"), format!("“{id}”不能用作旧编号，或与现用的编号重复"));
            }
        }
    }
}

/// Whether a version can be the name of a file and nothing else.
fn is_file_name(version: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    version.starts_with(|c: char| c.is_ascii_alphanumeric()) && version.chars().all(plain)
}
