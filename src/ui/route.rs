//! The page's addresses, kept in the part after `#` so that any static host will do.
//!
//! | address | page |
//! |---|---|
//! | `#/` | the dossiers on this machine |
//! | `#/verify` | 核验 of received packages |
//! | `#/law[/<clause>]` | 依据: the official texts, focus on one clause |
//! | `#/law/rules[/<procedure>[/<rule>]]` | what the rules look at, one by one |
//! | `#/keep` | where dossiers are kept: passphrase, recovery sheet, backups, storage |
//! | `#/calendar[/<year>]` | the holiday tables |
//! | `#/calendar/<day>+<term>` | the count of a period: `10` working days, `6m` months, `-6m` months before |
//! | `#/d/<dossier>` | task list of a dossier |
//! | `#/d/<dossier>/form[/<field>]` | the questions, focus on one |
//! | `#/d/<dossier>/paper[/<field>]` | the official table, focus on one |
//! | `#/d/<dossier>/materials[/<material>[/<slot or field>]]` | the materials, focus on one place |
//! | `#/d/<dossier>/assign/<material>/<slot>` | the files at a place, put to the rows of its roster |
//! | `#/d/<dossier>/write/<question>[/<part>]` | a text written under its headings, focus on one |
//! | `#/d/<dossier>/roster/<roster>[/<row>[/<field>]]` | the rows of a roster, focus on one place |
//! | `#/d/<dossier>/decision` | what the answers decide |
//! | `#/d/<dossier>/findings` | what was found |
//! | `#/d/<dossier>/changes` | what another version of the definition has changed |
//! | `#/d/<dossier>/timeline` | deadlines and events over time |
//! | `#/d/<dossier>/print[/<document>[/<row>]]` | print, stamp and scan; a document, of one row |
//! | `#/d/<dossier>/review[/<field>]` | review and export, focus on one question asked there |
//! | `#/d/<dossier>/backup` | the dossier as an encrypted file |
//! | `#/d/<dossier>/law…` | as `#/law…`, with what was found in the dossier |
//!
//! What is none of these is the list of dossiers, or within a dossier said to be no page.

use std::fmt;

use crate::calendar::Term;
use crate::check::Place;
use crate::procedure::{Material, Procedure, Stage};

/// An address of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The dossiers on this machine.
    #[default]
    Home,
    /// 核验 of received packages.
    Verify,
    /// 保存与备份: passphrase, recovery sheet, backups, storage.
    Keep,
    /// 依据: the official texts and the rules.
    Law(LawPlace),
    /// The holiday tables; with a year, its months; with `2026-09-24+10`, that count.
    Calendar(Option<String>),
    /// A page of a dossier.
    Dossier(String, Page),
}

/// A place in 依据.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawPlace {
    /// The texts; with a code, focus moves to its clause.
    Clause(Option<String>),
    /// The rules: of all procedures, of one, or one of them.
    Rules(Option<String>, Option<String>),
}

impl LawPlace {
    /// The place of a clause.
    pub fn clause(code: &str) -> Self {
        Self::Clause(Some(code.to_owned()))
    }

    /// The place of a rule of a procedure.
    pub fn rule(procedure: &str, code: &str) -> Self {
        Self::Rules(Some(procedure.to_owned()), Some(code.to_owned()))
    }

    fn parse(mut parts: impl Iterator<Item = String>) -> Self {
        match parts.next() {
            Some(rules) if rules == "rules" => Self::Rules(parts.next(), parts.next()),
            code => Self::Clause(code),
        }
    }

    fn parts(&self) -> [Option<&str>; 3] {
        match self {
            Self::Clause(code) => [code.as_deref(), None, None],
            Self::Rules(procedure, rule) => [Some("rules"), procedure.as_deref(), rule.as_deref()],
        }
    }

    /// Its address: among the pages of the dossier now open, if there is one.
    pub fn here(self) -> Route {
        match Route::current() {
            Route::Dossier(id, _) => Route::Dossier(id, Page::Law(self)),
            _ => Route::Law(self),
        }
    }
}

/// A page of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Task list.
    Tasks,
    /// The questions; with a field, focus moves there.
    Form(Option<String>),
    /// The official table; with a field, focus moves there.
    Paper(Option<String>),
    /// The materials; with a material and perhaps a slot or a field of it, focus moves there.
    Materials(Option<String>, Option<String>),
    /// The files at a place for one file for each row of a roster, put to the rows: material and slot.
    Assign(String, String),
    /// A text that is written here, by its question; with a part, focus moves there.
    Write(String, Option<String>),
    /// A roster; with a row and perhaps a field of it, focus moves there.
    Roster(String, Option<String>, Option<String>),
    /// What the answers decide, with reasons.
    Decision,
    /// What was found.
    Findings,
    /// What another version of the definition has changed.
    Changes,
    /// Deadlines and events over time.
    Timeline,
    /// Print, stamp and scan; with a document, and perhaps the row whose copy of it is wanted.
    Print(Option<String>, Option<String>),
    /// Review and export; with a field asked there, focus moves to it.
    Review(Option<String>),
    /// The dossier as an encrypted file.
    Backup,
    /// 依据, with what was found in the dossier.
    Law(LawPlace),
    /// No page.
    Unknown,
}

impl Page {
    /// The page on which a place is mended: a question asked beside a material is on the materials' page.
    pub fn of(procedure: &Procedure, place: &Place) -> Self {
        match place {
            Place::Field(field) => {
                let beside = |material: &&Material| material.fields.iter().any(|f| f.id == *field);
                match procedure.materials.iter().find(beside) {
                    Some(material) if material.narrative(field).is_some() => Self::Write(field.clone(), None),
                    Some(material) => Self::Materials(Some(material.id.clone()), Some(field.clone())),
                    None if procedure.stage_of(field) == Stage::Form => Self::Form(Some(field.clone())),
                    None => Self::Review(Some(field.clone())),
                }
            }
            Place::Material(material, slot) => Self::Materials(Some(material.clone()), slot.clone()),
            Place::Row(roster, row, field) => Self::Roster(roster.clone(), row.clone(), field.clone()),
        }
    }

    /// This page, or none where it is about something that the definition does not have. A place on the page that is
    /// not there is left out of account: then the page begins at its top.
    #[must_use]
    pub fn known_in(self, procedure: &Procedure) -> Self {
        let known = match &self {
            Self::Paper(_) => procedure.form.is_some(),
            Self::Decision => procedure.decision.is_some(),
            Self::Materials(Some(material), _) => procedure.material(material).is_some(),
            Self::Assign(material, slot) => {
                let mut slots = procedure.material(material).into_iter().flat_map(|it| &it.slots);
                slots.any(|known| known.id == *slot && known.for_each.is_some())
            }
            Self::Write(field, _) => procedure.materials.iter().any(|it| it.narrative(field).is_some()),
            Self::Roster(roster, ..) => procedure.roster(roster).is_some(),
            Self::Print(Some(document), _) => procedure.document(document).is_some(),
            _ => true,
        };
        if known { self } else { Self::Unknown }
    }

    /// True when both are the same page, whatever is in focus.
    pub fn same_page(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Route {
    /// The count of a period from a day.
    pub fn count(start: chrono::NaiveDate, term: Term) -> Self {
        Self::Calendar(Some(format!("{start}+{}", term.code())))
    }

    /// Reads an address; an unknown one is [`Route::Home`].
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let mut parts = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned);
        match parts.next().as_deref() {
            Some("verify") => Self::Verify,
            Some("keep") => Self::Keep,
            Some("law") => Self::Law(LawPlace::parse(parts)),
            Some("calendar") => Self::Calendar(parts.next()),
            Some("d") => match parts.next() {
                None => Self::Home,
                Some(dossier) => {
                    let page = match parts.next().as_deref() {
                        Some("form") => Page::Form(parts.next()),
                        Some("paper") => Page::Paper(parts.next()),
                        Some("materials") => Page::Materials(parts.next(), parts.next()),
                        Some("write") => match parts.next() {
                            Some(field) => Page::Write(field, parts.next()),
                            None => Page::Materials(None, None),
                        },
                        Some("roster") => match parts.next() {
                            Some(roster) => Page::Roster(roster, parts.next(), parts.next()),
                            None => Page::Unknown,
                        },
                        Some("assign") => match (parts.next(), parts.next()) {
                            (Some(material), Some(slot)) => Page::Assign(material, slot),
                            _ => Page::Materials(None, None),
                        },
                        Some("decision") => Page::Decision,
                        Some("findings") => Page::Findings,
                        Some("changes") => Page::Changes,
                        Some("timeline") => Page::Timeline,
                        Some("print") => Page::Print(parts.next(), parts.next()),
                        Some("review") => Page::Review(parts.next()),
                        Some("backup") => Page::Backup,
                        Some("law") => Page::Law(LawPlace::parse(parts)),
                        Some(_) => Page::Unknown,
                        None => Page::Tasks,
                    };
                    Self::Dossier(dossier, page)
                }
            },
            _ => Self::Home,
        }
    }

    /// The address now shown.
    pub fn current() -> Self {
        Self::parse(&gloo::utils::window().location().hash().unwrap_or_default())
    }

    /// Goes to this address, leaving the present one in the history.
    pub fn go(&self) {
        // Setting a hash cannot fail in a window.
        let _ = gloo::utils::window().location().set_hash(&self.to_string());
    }

    /// True when both are the same page, whatever is in focus.
    pub fn same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Dossier(one, page), Self::Dossier(other, another)) => {
                one == other && page.same_page(another)
            }
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// The id of the dossier it belongs to.
    pub fn dossier(&self) -> Option<&str> {
        match self {
            Self::Dossier(id, _) => Some(id),
            _ => None,
        }
    }
}

/// Writes the address with its `#`, ready for `href`.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut write = |name: &str, parts: &[Option<&str>]| {
            f.write_str(name)?;
            parts.iter().flatten().try_for_each(|part| write!(f, "/{part}"))
        };
        match self {
            Self::Home => write("#/", &[]),
            Self::Verify => write("#/verify", &[]),
            Self::Keep => write("#/keep", &[]),
            Self::Law(place) => write("#/law", &place.parts()),
            Self::Calendar(year) => write("#/calendar", &[year.as_deref()]),
            Self::Dossier(id, page) => {
                let id = Some(id.as_str());
                let mut one =
                    |name, focus: &Option<String>| write("#/d", &[id, Some(name), focus.as_deref()]);
                match page {
                    Page::Tasks => write("#/d", &[id]),
                    Page::Form(field) => one("form", field),
                    Page::Paper(field) => one("paper", field),
                    Page::Materials(material, slot) => {
                        write("#/d", &[id, Some("materials"), material.as_deref(), slot.as_deref()])
                    }
                    Page::Write(field, part) => {
                        write("#/d", &[id, Some("write"), Some(field), part.as_deref()])
                    }
                    Page::Roster(roster, row, field) => {
                        write("#/d", &[id, Some("roster"), Some(roster), row.as_deref(), field.as_deref()])
                    }
                    Page::Assign(material, slot) => {
                        write("#/d", &[id, Some("assign"), Some(material), Some(slot)])
                    }
                    Page::Decision => one("decision", &None),
                    Page::Findings => one("findings", &None),
                    Page::Changes => one("changes", &None),
                    Page::Timeline => one("timeline", &None),
                    Page::Backup => one("backup", &None),
                    Page::Print(document, row) => {
                        write("#/d", &[id, Some("print"), document.as_deref(), row.as_deref()])
                    }
                    Page::Review(field) => one("review", field),
                    Page::Unknown => one("unknown", &None),
                    Page::Law(place) => {
                        let [first, second, third] = place.parts();
                        write("#/d", &[id, Some("law"), first, second, third])
                    }
                }
            }
        }
    }
}
