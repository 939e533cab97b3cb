//! The list of materials.

use std::rc::Rc;

use yew::prelude::*;

use super::marked::{Now, use_kept};
use super::matrix::Matrix;
use super::place::{head_element, slot_element};
use super::row::MaterialRow;
use super::unsorted::Unsorted;
use crate::check::matrix::{MatrixRow, matrix};
use crate::check::{Finding, Place, State};
use crate::field::Severity;
use crate::intake::MAX_FILE_BYTES;
use crate::ui::browser;
use crate::ui::components::use_drop_guard;
use crate::ui::fields::dom_id;
use crate::ui::hooks::{progress, use_procedure, use_slice, use_slices};
use crate::ui::state::Slices;

/// Where to go.
#[derive(Properties, PartialEq)]
pub struct MaterialsPageProps {
    /// The material to move focus to.
    pub material: Option<String>,
    /// The slot or the field in it to move focus to.
    pub slot: Option<String>,
}

/// The list of materials.
#[component]
pub fn MaterialsPage(props: &MaterialsPageProps) -> Html {
    use_drop_guard();
    let procedure = use_procedure();
    let slices = use_slices();
    let Slices { dossier, report, checked, .. } = &slices;

    use_effect_with((props.material.clone(), props.slot.clone()), |(material, slot)| {
        if let Some(material) = material {
            let there = slot.as_ref().is_some_and(|slot| {
                browser::focus(&slot_element(material, slot)) || browser::focus(&dom_id(slot))
            });
            if !there {
                browser::focus(&head_element(material));
            }
        }
    });

    let now = use_kept(dossier);
    // A keystroke in a question leaves the rows alone.
    let attachments = use_slice(&dossier.attachments);
    let overview = Rc::new(matrix(&procedure, dossier, report));
    let rows = procedure.materials.iter().enumerate().map(|(at, material)| {
        let findings: Vec<_> = report
            .all()
            .filter(
                |finding| matches!(finding.about.first(), Some(Place::Material(id, _)) if *id == material.id),
            )
            .cloned()
            .collect();
        let asked: Vec<String> = material
            .slots
            .iter()
            .filter(|slot| report.asked.slot(&material.id, &slot.id))
            .map(|slot| slot.id.clone())
            .collect();
        let blocks = |place: &Place| match place {
            Place::Field(id) => material.narrative(id).is_some(),
            Place::Row(id, ..) => procedure.roster(id).is_some_and(|it| it.beside.as_ref() == Some(&material.id)),
            Place::Material(..) => false,
        };
        let written = report.documents_of(&material.id).any(|printed| {
            material.slots.iter().any(|slot| printed.fills(&material.id, &slot.id))
        }) && material.narratives().next().is_some();
        let printed = written.then(|| {
            let open = |it: &&Finding| it.state == State::Failed && it.severity == Severity::Blocking;
            report.all().filter(open).any(|it| it.about.first().is_some_and(blocks))
        });
        html! {
            <MaterialRow
                key={material.id.clone()}
                procedure={procedure.clone()}
                {at}
                attachments={attachments.clone()}
                {findings}
                {asked}
                {printed}
                complete={overview.get(at).filter(|_| *checked).map(MatrixRow::is_complete)}
                insist_on={props.slot.clone().filter(|_| props.material.as_deref() == Some(material.id.as_str()))}
            />
        }
    });
    let left = progress(&procedure, &slices).map(|progress| progress.materials.left());
    let apart = if procedure.materials.iter().any(|material| material.is_form) {
        "盖章的申请表以外，"
    } else {
        ""
    };
    let files = attachments.len();
    html! {
        <ContextProvider<Now> context={now}>
            <header class="materials-head">
                <h1>{ "准备材料" }</h1>
                <p class="lead">
                    { format!(
                        "按官方材料清单逐项添加。接受 PDF、JPEG、PNG、TIFF、WebP，单个文件不超过 {} MB；文件只在这台电脑上处理，不会上传。",
                        MAX_FILE_BYTES / (1024 * 1024)
                    ) }
                </p>
                <p class="materials-count" role="status">
                    { for left.map(|left| match left {
                        0 => html! { { format!("{apart}须备的材料都已备齐。") } },
                        left => html! { <>{ apart }<strong>{ format!("还有 {left} 项材料") }</strong>{ "没有备齐。" }</> },
                    }) }
                    { format!("已添加文件 {files} 件。") }
                </p>
            </header>
            <Matrix rows={Rc::clone(&overview)} />
            <Unsorted procedure={procedure.clone()} attachments={attachments.clone()} />
            <ol class="materials plain">{ for rows }</ol>
        </ContextProvider<Now>>
    }
}

/// The code of the finding that a slot is empty.
pub(super) const MISSING: &str = "material_missing";
