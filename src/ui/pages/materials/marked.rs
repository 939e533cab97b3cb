//! What the print marks of a file that comes in decide: its place, and the line that says why.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::place::Spot;
use crate::dossier::{Dossier, FileRecord};
use crate::mark::{Destination, Part, Placement, place};
use crate::procedure::Procedure;
use crate::ui::state::Shared;

/// The dossier as it is now, for what happens later. Holding it renders nothing anew.
#[derive(Clone, Debug)]
pub(in crate::ui::pages) struct Now(Rc<RefCell<Shared<Dossier>>>);

impl Now {
    fn new(dossier: Shared<Dossier>) -> Self {
        Self(Rc::new(RefCell::new(dossier)))
    }

    fn set(&self, dossier: Shared<Dossier>) {
        *self.0.borrow_mut() = dossier;
    }

    pub(super) fn get(&self) -> Shared<Dossier> {
        self.0.borrow().clone()
    }
}

/// What the page of the materials provides.
#[hook]
pub(super) fn use_now() -> Now {
    use_context().expect("only the page of the materials asks for it")
}

/// The open dossier for what happens later.
#[hook]
pub(in crate::ui::pages) fn use_kept(dossier: &Shared<Dossier>) -> Now {
    let now = (*use_memo((), |()| Now::new(dossier.clone()))).clone();
    now.set(dossier.clone());
    now
}

impl PartialEq for Now {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Where a file comes to stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Landing {
    /// Material number; blank = not sorted.
    pub(super) material: String,
    /// Slot id.
    pub(super) slot: String,
    /// The roster row whose document it is.
    pub(super) row: Option<String>,
    /// Why it stands there and not where it was put, or what is to be done about it.
    pub(super) why: Option<String>,
}

impl Landing {
    fn at(material: &str, slot: &str, row: Option<String>, why: Option<String>) -> Self {
        Self { material: material.to_owned(), slot: slot.to_owned(), row, why }
    }
}

/// Where a file that was put at a spot comes to stand; an error when it must not take the place of another.
pub(super) fn landing(
    procedure: &Procedure,
    dossier: &Dossier,
    spot: &Spot,
    file: &FileRecord,
    replacing: bool,
) -> Result<Landing, String> {
    let name = &file.name;
    let (there, why) = match place(procedure, dossier, file) {
        Placement::Unmarked | Placement::Nowhere => {
            return Ok(Landing::at(&spot.material, &spot.slot, None, None));
        }
        Placement::Foreign(pages) => (None, foreign(name, &pages)),
        Placement::Stack(parts) => {
            (None, format!("“{name}”里有 {} 份打印件，请在“尚未归类的文件”处拆分。", parts.len()))
        }
        Placement::Whole(there) => {
            let same = there.material == spot.material && there.slot == spot.slot;
            if same {
                return Ok(Landing::at(&there.material, &there.slot, there.row, None));
            }
            let title = title(procedure, dossier, &there);
            if replacing {
                let sentence = format!("“{name}”没有替换此处的文件：按打印标记，它属于{title}。请放到那里。");
                return Err(sentence);
            }
            match free(procedure, dossier, &there) {
                true => (Some(there), format!("“{name}”按打印标记归入{title}。")),
                false => {
                    let sentence = format!("“{name}”按打印标记应归入{title}，那里已有文件，请先移除再归类。");
                    (None, sentence)
                }
            }
        }
    };
    match there {
        Some(there) => Ok(Landing::at(&there.material, &there.slot, there.row, Some(why))),
        None if replacing => Err(format!("{why}此处的文件没有替换。")),
        None => Ok(Landing::at("", "", None, Some(why))),
    }
}

/// What is said about pages that were printed from another dossier.
pub(super) fn foreign(name: &str, pages: &[u32]) -> String {
    let pages: Vec<String> = pages.iter().map(u32::to_string).collect();
    format!("“{name}”第 {} 页是从另一份卷宗打印的，没有归入任何材料。", pages.join("、"))
}

/// What a place is called, with whose document it is.
fn title(procedure: &Procedure, dossier: &Dossier, there: &Destination) -> String {
    let material = procedure.material(&there.material).map_or("", |material| material.title.as_str());
    let row = there.row.as_ref().and_then(|id| {
        let rosters = procedure.rosters.iter();
        rosters.filter_map(|roster| Some(dossier.row(&roster.id, id)?.name(roster))).next()
    });
    let row = row.map(|name| format!("，{name}")).unwrap_or_default();
    format!("材料 {}“{material}”{row}", there.material)
}

fn free(procedure: &Procedure, dossier: &Dossier, there: &Destination) -> bool {
    let slots = procedure.material(&there.material).map(|material| &material.slots);
    let slot = slots.and_then(|slots| slots.iter().find(|slot| slot.id == there.slot));
    slot.is_some_and(|slot| slot.many || dossier.files_at(&there.material, &there.slot).next().is_none())
}

/// The parts of a stack as files of their own: name, first and last page.
pub(super) fn files(file: &FileRecord, parts: &[Part]) -> Vec<(String, u32, u32)> {
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let part = |(number, part): (usize, &Part)| {
        let title = if part.title.is_empty() { "其他页" } else { &part.title };
        (format!("{stem}-{} {title}.pdf", number + 1), *part.pages.start(), *part.pages.end())
    };
    parts.iter().enumerate().map(part).collect()
}
