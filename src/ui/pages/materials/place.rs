//! A slot as an address in the page.

use crate::dossier::Attachment;
use crate::procedure::{Material, Slot};

/// A place for files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui::pages) struct Spot {
    /// Material number.
    pub(super) material: String,
    /// Slot id.
    pub(super) slot: String,
    /// Takes several files.
    pub(super) many: bool,
    /// What it is called, e.g. `1.3 法定代表人身份证件 背面`.
    pub(super) name: String,
}

impl Spot {
    /// The address of a slot.
    pub(in crate::ui::pages) fn new(material: &Material, slot: &Slot) -> Self {
        let name = format!("{} {} {}", material.id, material.title, slot.title).trim_end().to_owned();
        Self { material: material.id.clone(), slot: slot.id.clone(), many: slot.many, name }
    }

    /// Where files lie that have not been given their place in the list yet.
    pub(super) fn unsorted() -> Self {
        let name = "尚未归类的文件".to_owned();
        Self { material: String::new(), slot: String::new(), many: true, name }
    }

    /// Whether a file stands here.
    pub(super) fn holds(&self, there: &Attachment) -> bool {
        there.material == self.material && there.slot == self.slot
    }

    /// Id of the slot's element, to which links move the focus.
    pub(super) fn element(&self) -> String {
        slot_element(&self.material, &self.slot)
    }
}

/// Id of a material's element.
pub(super) fn material_element(material: &str) -> String {
    format!("material-{material}")
}

/// Id of a slot's element.
pub(super) fn slot_element(material: &str, slot: &str) -> String {
    format!("slot-{material}-{slot}")
}

/// Id of the line that unfolds a material, which takes focus.
pub(super) fn head_element(material: &str) -> String {
    format!("{}-head", material_element(material))
}
