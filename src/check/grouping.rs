//! Findings put in order for a reader: by the place where they are mended, or by clause.
//!
//! A finding stands in exactly one group, so that the numbers of the groups add up to the verdict's.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::{Finding, Place, Verdict};
use crate::dossier::Dossier;
use crate::procedure::Procedure;

/// Findings that belong together, in the order of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// Section id, `rosters/<id>`, `materials/<number>`, or clause code; empty for what belongs nowhere.
    pub key: String,
    /// What the reader sees over the group.
    pub title: String,
    /// Never empty.
    pub findings: Vec<&'a Finding>,
}

impl Group<'_> {
    /// How many lines its list has, as the verdict counts them.
    pub fn number(&self) -> usize {
        Verdict::of(self.findings.iter().copied(), 0).listed()
    }
}

/// One line of a list of findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// A finding of its own.
    One(&'a Finding),
    /// Checks that wait for the same answer: where it is given, and the checks.
    Waiting(Vec<Place>, Vec<&'a Finding>),
}

/// Puts the checks that wait for the same answer into one line, where the first of them stood.
pub fn lines<'a>(findings: &[&'a Finding]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for finding in findings {
        let awaited = finding.awaits();
        let same = |line: &&mut Line<'a>| match line {
            Line::Waiting(places, _) => places.first().map(Place::spot) == awaited,
            Line::One(_) => false,
        };
        match (&awaited, lines.iter_mut().find(same)) {
            (Some(_), Some(Line::Waiting(places, waiting))) => {
                let new =
                    finding.about.iter().filter(|place| !places.iter().any(|p| p.spot() == place.spot()));
                let new: Vec<Place> = new.cloned().collect();
                places.extend(new);
                waiting.push(finding);
            }
            (Some(_), _) => lines.push(Line::Waiting(finding.about.clone(), vec![finding])),
            (None, _) => lines.push(Line::One(finding)),
        }
    }
    for line in &mut lines {
        if let Line::Waiting(_, waiting) = line
            && let [only] = waiting[..]
        {
            *line = Line::One(only);
        }
    }
    lines
}

/// By section of the form and by material, in official order.
pub fn by_place<'a>(
    procedure: &Procedure,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = procedure
        .sections
        .iter()
        .map(|section| group(section.id.clone(), section.title.clone()))
        .chain(
            procedure
                .rosters
                .iter()
                .map(|roster| group(format!("rosters/{}", roster.id), roster.title.clone())),
        )
        .chain(procedure.materials.iter().map(|material| {
            group(format!("materials/{}", material.id), format!("材料 {}　{}", material.id, material.title))
        }))
        .collect();
    groups.push(group(String::new(), "其他".to_owned()));
    let last = groups.len() - 1;
    for finding in findings {
        let key = finding.about.first().and_then(|place| home(procedure, place)).unwrap_or_default();
        let at = groups.iter().position(|group| group.key == key).unwrap_or(last);
        groups[at].findings.push(finding);
    }
    groups.retain(|group| !group.findings.is_empty());
    groups
}

/// By main clause, in the order of the clauses. What waits for the same answer stands where the first of it does.
pub fn by_clause<'a>(
    procedure: &Procedure,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> Vec<Group<'a>> {
    let (mut groups, mut awaited) = (Vec::<Group<'a>>::new(), HashMap::new());
    for finding in findings {
        let own = finding.clause.first().map_or("", String::as_str);
        let code = finding.awaits().map_or(own, |spot| *awaited.entry(spot).or_insert(own)).to_owned();
        match groups.iter_mut().find(|group| group.key == code) {
            Some(group) => group.findings.push(finding),
            None => {
                let title =
                    if code.is_empty() { "其他".to_owned() } else { procedure.cite(&code).to_owned() };
                let at = groups.iter().position(|there| after(&there.key, &code)).unwrap_or(groups.len());
                groups.insert(at, Group { findings: vec![finding], ..group(code, title) });
            }
        }
    }
    groups
}

/// Whether a clause stands after another; what has no clause stands last.
fn after(a: &str, b: &str) -> bool {
    !b.is_empty() && (a.is_empty() || natural(a, b) == Ordering::Greater)
}

/// How a place is called, e.g. `批准书有效期` or `材料 1.3　法定代表人身份证件　背面`.
pub fn place_name(procedure: &Procedure, place: &Place) -> String {
    match place {
        Place::Field(id) => procedure.field(id).map_or_else(|| id.clone(), |field| field.label.clone()),
        Place::Material(id, slot) => {
            let Some(material) = procedure.material(id) else { return format!("材料 {id}") };
            let slot = slot.as_ref().and_then(|slot| material.slots.iter().find(|s| s.id == *slot));
            let mut name = format!("材料 {id}　{}", material.title);
            if let Some(slot) = slot.filter(|slot| !slot.title.is_empty()) {
                name.push('　');
                name.push_str(&slot.title);
            }
            name
        }
        Place::Row(id, _, field) => {
            let Some(roster) = procedure.roster(id) else { return id.clone() };
            match field.as_ref().and_then(|field| roster.field(field)) {
                Some(field) => format!("{}　{}", roster.title, field.label),
                None => roster.title.clone(),
            }
        }
    }
}

/// The same with the number of a row that the dossier has: `出境数据流　第 3 行　人数`.
pub fn place_name_in(procedure: &Procedure, dossier: &Dossier, place: &Place) -> String {
    let Place::Row(id, Some(row), field) = place else { return place_name(procedure, place) };
    let (title, mut name) = (place_name(procedure, &Place::Row(id.clone(), None, None)), String::new());
    if let Some(at) = dossier.rows(id).iter().position(|known| known.id == *row) {
        name.push_str(&format!("　第 {} 行", at + 1));
    }
    let roster = procedure.roster(id);
    if let Some(field) = field.as_ref().and_then(|field| roster?.field(field)) {
        name.push('　');
        name.push_str(&field.label);
    }
    title + &name
}

fn group<'a>(key: String, title: String) -> Group<'a> {
    Group { key, title, findings: Vec::new() }
}

/// The key of the group in which a place is shown.
fn home(procedure: &Procedure, place: &Place) -> Option<String> {
    match place {
        Place::Material(id, _) => Some(format!("materials/{id}")),
        Place::Row(id, ..) => Some(format!("rosters/{id}")),
        Place::Field(id) => {
            let holds = |fields: &[crate::procedure::Field]| fields.iter().any(|field| field.id == *id);
            let section = procedure.sections.iter().find(|s| holds(&s.fields)).map(|s| s.id.clone());
            section.or_else(|| {
                procedure
                    .materials
                    .iter()
                    .find(|material| holds(&material.fields))
                    .map(|material| format!("materials/{}", material.id))
            })
        }
    }
}

/// Compares codes so that `G3-9` comes before `G3-10`.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        match (a.chars().next(), b.chars().next()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (left, rest_a) = digits(a);
                let (right, rest_b) = digits(b);
                let order = left.cmp(&right);
                if order != Ordering::Equal {
                    return order;
                }
                (a, b) = (rest_a, rest_b);
            }
            (Some(x), Some(y)) => {
                if x != y {
                    return x.cmp(&y);
                }
                (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]);
            }
        }
    }
}

fn digits(text: &str) -> (u64, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].parse().unwrap_or(u64::MAX), &text[end..])
}
