//! One row of the list: number, title, requirement, state, what the guide asks, its slots, its questions.

use yew::prelude::*;

use super::found::FoundText;
use super::page::MISSING;
use super::place::{Spot, head_element, material_element};
use super::rosters::Rosters;
use super::slot::{Copies, SlotView};
use super::writing::Writing;
use crate::check::{Finding, Place};
use crate::dossier::Attachment;
use crate::procedure::{Field, Procedure, Slot};
use crate::ui::components::{Cited, clauses};
use crate::ui::fields::{Look, Questions};
use crate::ui::route::{Page, Route};
use crate::ui::state::Shared;

/// Properties of [`MaterialRow`].
#[derive(Properties, PartialEq)]
pub(super) struct MaterialRowProps {
    /// The definition.
    pub(super) procedure: Shared<Procedure>,
    /// Position of the material in the list.
    pub(super) at: usize,
    /// All files of the dossier.
    pub(super) attachments: Shared<Vec<Attachment>>,
    /// What was found about this material.
    pub(super) findings: Vec<Finding>,
    /// Ids of the slots that are asked for.
    pub(super) asked: Vec<String>,
    /// Printed from what is written here: whether something still blocks that.
    pub(super) printed: Option<bool>,
    /// Whether nothing is left to do about it; `None` until it was checked.
    pub(super) complete: Option<bool>,
    /// The field that focus moves to: what was found about it is shown at once.
    pub(super) insist_on: Option<String>,
}

/// The ways from a slot for one file for each row of a roster.
fn copies(procedure: &Procedure, material: &str, slot: &Slot) -> Option<Copies> {
    slot.for_each.as_ref()?;
    let dossier = Route::current().dossier()?.to_owned();
    let here = format!("{material}/{}", slot.id);
    let address = |page: Page| AttrValue::from(Route::Dossier(dossier.clone(), page).to_string());
    let print = procedure.documents.iter().find(|document| document.returns_to.as_ref() == Some(&here));
    Some(Copies {
        assign: address(Page::Assign(material.to_owned(), slot.id.clone())),
        print: print.map(|document| address(Page::Print(Some(document.id.clone()), None))),
    })
}

/// One row of the list.
#[component]
pub(super) fn MaterialRow(props: &MaterialRowProps) -> Html {
    let material = &props.procedure.materials[props.at];
    let element = material_element(&material.id);
    let title_id = format!("{element}-title");
    let missing = props.findings.iter().any(|finding| finding.code == MISSING);
    // The pictures of a text are no files of the material.
    let of_material =
        |there: &&Attachment| there.material == material.id && material.narrative(&there.slot).is_none();
    let files = props.attachments.iter().filter(of_material).count();
    let (state, state_class) = match (missing, files) {
        (false, _) if props.printed == Some(true) => ("未写完".to_owned(), "tag-blocking"),
        (false, 0) if props.printed == Some(false) => ("已写".to_owned(), "tag-passed"),
        (false, n) if props.printed == Some(false) => (format!("已写，另有文件 {n} 件"), "tag-warning"),
        (true, 0) => ("缺".to_owned(), "tag-blocking"),
        (true, n) => (format!("不全，已有 {n} 件"), "tag-blocking"),
        (false, 0) => ("可不放".to_owned(), ""),
        (false, n) => (format!("已有 {n} 件"), "tag-passed"),
    };
    // What was complete when the page was opened is folded. What is open once stays so under the user's hands.
    let folded = use_mut_ref(|| None::<bool>);
    let open = {
        let mut folded = folded.borrow_mut();
        if let Some(complete) = props.complete {
            *folded = Some(complete && folded.unwrap_or(true));
        }
        *folded != Some(true)
    };
    let titled = material.slots.len() > 1;
    // Where the material is written here, its places for files are shown only while something lies there.
    let held = |slot: &str| props.attachments.iter().any(|it| it.material == material.id && it.slot == slot);
    let wanted =
        |slot: &str| props.printed.is_none() || props.asked.iter().any(|it| it == slot) || held(slot);
    let slots = material.slots.iter().filter(|slot| wanted(&slot.id)).map(|slot| {
        let spot = Spot::new(material, slot);
        let place = Place::Material(material.id.clone(), Some(slot.id.clone()));
        let findings: Vec<Finding> =
            props.findings.iter().filter(|f| f.about.first() == Some(&place)).cloned().collect();
        html! {
            <SlotView
                key={slot.id.clone()}
                {spot}
                title={titled.then(|| AttrValue::from(slot.title.clone()))}
                asked={props.asked.contains(&slot.id)}
                optional={material.optional || slot.optional}
                attachments={props.attachments.clone()}
                {findings}
                copies={copies(&props.procedure, &material.id, slot)}
            />
        }
    });
    // How the material is made comes before it is made.
    let at = material.fields.iter().position(|field| material.narrative(&field.id).is_some()).unwrap_or(0);
    let (before, after) = material.fields.split_at(at);
    let ids = |fields: &[Field]| {
        let asked = fields.iter().filter(|field| material.narrative(&field.id).is_none());
        asked.map(|field| AttrValue::from(field.id.clone())).collect::<Vec<_>>()
    };
    let (before, after) = (ids(before), ids(after));
    html! {
        <li id={element.clone()}>
            // No tabindex here: with one, a browser leaves out all that is inside.
            <details class="material sheet" {open} aria-labelledby={title_id.clone()}>
                <summary class="material-head" id={head_element(&material.id)}>
                    <span class="material-number" aria-hidden="true">{ &material.id }</span>
                    <h2 class="material-title" id={title_id}>
                        <span class="visually-hidden">{ format!("材料 {}　", material.id) }</span>{ &material.title }
                    </h2>
                    <span class={classes!("tag", "material-state", state_class)}>{ state }</span>
                </summary>
                <div class="material-body">
                    if !material.requirement.is_empty() {
                        <p class="material-requirement">
                            <span class="soft">{ "要求　" }</span>{ &material.requirement }
                        </p>
                    }
                    if !material.help.is_empty() {
                        <p class="material-help">{ &material.help }</p>
                    }
                    { clauses(&props.procedure, Cited { codes: &material.basis, rule: None, anchor: &format!("basis-material-{}", material.id) }) }
                    if !before.is_empty() {
                        <div class="material-fields">
                            <Questions fields={before} look={Look::Beside} insist_on={props.insist_on.clone()} />
                        </div>
                    }
                    <div class="material-slots">{ for slots }</div>
                    <Rosters material={material.id.clone()} />
                    <FoundText material={material.id.clone()} />
                    <Writing material={material.id.clone()} />
                    if !after.is_empty() {
                        <div class="material-fields">
                            <Questions fields={after} look={Look::Beside} insist_on={props.insist_on.clone()} />
                        </div>
                    }
                </div>
            </details>
        </li>
    }
}
