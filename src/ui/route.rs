//! The page's addresses, kept in the part after `#` so that any static host will do.
//!
//! | address | page |
//! |---|---|
//! | `#/` | the dossiers on this machine |
//! | `#/verify` | 核验 of received packages |
//! | `#/d/<dossier>` | task list of a dossier |
//! | `#/d/<dossier>/form[/<field>]` | the questions, focus on one |
//! | `#/d/<dossier>/paper[/<field>]` | the official table, focus on one |
//! | `#/d/<dossier>/materials[/<material>[/<slot or field>]]` | the materials, focus on one place |
//! | `#/d/<dossier>/roster/<roster>[/<row>[/<field>]]` | the rows of a roster, focus on one place |
//! | `#/d/<dossier>/findings` | what was found |
//! | `#/d/<dossier>/print` | print, stamp and scan |
//! | `#/d/<dossier>/review` | review and export |

use std::fmt;

use crate::check::Place;
use crate::procedure::{Material, Procedure};

/// An address of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The dossiers on this machine.
    #[default]
    Home,
    /// 核验 of received packages.
    Verify,
    /// A page of a dossier.
    Dossier(String, Page),
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
    /// A roster; with a row and perhaps a field of it, focus moves there.
    Roster(String, Option<String>, Option<String>),
    /// What was found.
    Findings,
    /// Print, stamp and scan.
    Print,
    /// Review and export.
    Review,
}

impl Page {
    /// The page on which a place is mended: a question asked beside a material is on the materials' page.
    pub fn of(procedure: &Procedure, place: &Place) -> Self {
        match place {
            Place::Field(field) => {
                let beside = |material: &&Material| material.fields.iter().any(|f| f.id == *field);
                match procedure.materials.iter().find(beside) {
                    Some(material) => Self::Materials(Some(material.id.clone()), Some(field.clone())),
                    None => Self::Form(Some(field.clone())),
                }
            }
            Place::Material(material, slot) => Self::Materials(Some(material.clone()), slot.clone()),
            Place::Row(roster, row, field) => Self::Roster(roster.clone(), row.clone(), field.clone()),
        }
    }

    /// True when both are the same page, whatever is in focus.
    pub fn same_page(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Route {
    /// Reads an address; an unknown one is [`Route::Home`].
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let mut parts = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned);
        match parts.next().as_deref() {
            Some("verify") => Self::Verify,
            Some("d") => match parts.next() {
                None => Self::Home,
                Some(dossier) => {
                    let page = match parts.next().as_deref() {
                        Some("form") => Page::Form(parts.next()),
                        Some("paper") => Page::Paper(parts.next()),
                        Some("materials") => Page::Materials(parts.next(), parts.next()),
                        Some("roster") => match parts.next() {
                            Some(roster) => Page::Roster(roster, parts.next(), parts.next()),
                            None => Page::Tasks,
                        },
                        Some("findings") => Page::Findings,
                        Some("print") => Page::Print,
                        Some("review") => Page::Review,
                        _ => Page::Tasks,
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
        match self {
            Self::Home => f.write_str("#/"),
            Self::Verify => f.write_str("#/verify"),
            Self::Dossier(id, page) => {
                f.write_str("#/d/")?;
                f.write_str(id)?;
                let (name, first, second) = match page {
                    Page::Tasks => return Ok(()),
                    Page::Form(field) => ("form", field.as_deref(), None),
                    Page::Paper(field) => ("paper", field.as_deref(), None),
                    Page::Materials(material, slot) => ("materials", material.as_deref(), slot.as_deref()),
                    Page::Roster(roster, row, field) => {
                        write!(f, "/roster/{roster}")?;
                        return [row, field].into_iter().flatten().try_for_each(|part| write!(f, "/{part}"));
                    }
                    Page::Findings => ("findings", None, None),
                    Page::Print => ("print", None, None),
                    Page::Review => ("review", None, None),
                };
                for part in [Some(name), first, second].into_iter().flatten() {
                    f.write_str("/")?;
                    f.write_str(part)?;
                }
                Ok(())
            }
        }
    }
}
