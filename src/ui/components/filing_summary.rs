//! A filing to be read, not edited: the answers in official order, then the materials with their files.

use yew::prelude::*;

use super::roster_summary::RosterSummary;
use super::summary_text::text_of;
use crate::dossier::{Attachment, Dossier};
use crate::procedure::{Field, Material, Procedure, Stage};
use crate::ui::files::size_text;
use crate::ui::state::Shared;

/// Properties of [`FilingSummary`].
#[derive(Properties, PartialEq)]
pub struct FilingSummaryProps {
    /// The definition.
    pub procedure: Shared<Procedure>,
    /// The filing.
    pub dossier: Shared<Dossier>,
}

/// A filing to be read; sensitive numbers are masked until asked for.
#[component]
pub fn FilingSummary(props: &FilingSummaryProps) -> Html {
    let open = use_state_eq(|| false);
    let (procedure, dossier) = (&props.procedure, &props.dossier);
    let sensitive =
        procedure.fields().any(|field| field.sensitive && dossier.answers.contains_key(&field.id));
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <div class="summary">
            if sensitive {
                <p>
                    <button type="button" class="button button-small" aria-pressed={open.to_string()} onclick={on_toggle}>
                        { if *open { "隐藏证件号码和电话" } else { "显示证件号码和电话" } }
                    </button>
                </p>
            }
            { for procedure.sections.iter().filter(|section| {
                // What is filled in after handing in is no gap before.
                section.at != Stage::After || section.fields.iter().any(|f| dossier.answers.contains_key(&f.id))
            }).map(|section| html! {
                <table class="summary-table" key={section.id.clone()}>
                    <caption>{ &section.title }</caption>
                    <tbody>{ for section.fields.iter().map(|field| row(field, dossier, *open)) }</tbody>
                </table>
            }) }
            { for procedure.rosters.iter().filter(|roster| !dossier.rows(&roster.id).is_empty()).map(|roster| html! {
                <RosterSummary key={roster.id.clone()} procedure={procedure.clone()} dossier={dossier.clone()}
                    roster={roster.id.clone()} open={*open} />
            }) }
            if !procedure.materials.is_empty() {
                <table class="summary-table">
                    <caption>{ "材料" }</caption>
                    <tbody>{ for procedure.materials.iter().map(|material| material_rows(material, dossier, *open)) }</tbody>
                </table>
            }
        </div>
    }
}

fn row(field: &Field, dossier: &Dossier, open: bool) -> Html {
    let Some(answer) = dossier.answers.get(&field.id) else {
        // What is asked on a condition only may not be asked here.
        if field.optional || field.when.is_some() {
            return Html::default();
        }
        return html! {
            <tr><th scope="row">{ &field.label }</th><td class="faint">{ "未填写" }</td></tr>
        };
    };
    let text = text_of(field, answer, open);
    html! { <tr><th scope="row">{ &field.label }</th><td class="summary-value">{ text }</td></tr> }
}

fn material_rows(material: &Material, dossier: &Dossier, open: bool) -> Html {
    let files: Vec<&Attachment> = dossier.attachments.iter().filter(|a| a.material == material.id).collect();
    html! {
        <>
            <tr key={material.id.clone()}>
                <th scope="row">{ format!("{}　{}", material.id, material.title) }</th>
                <td>
                    if files.is_empty() {
                        <span class="faint">{ if material.optional { "无" } else { "缺" } }</span>
                    } else {
                        <ul class="plain">
                            { for files.iter().map(|there| html! {
                                <li key={there.id.clone()}>
                                    { &there.file.name }
                                    <span class="faint">
                                        { format!("　{} 页，{}", there.file.pages, size_text(there.file.size)) }
                                    </span>
                                </li>
                            }) }
                        </ul>
                    }
                </td>
            </tr>
            { for material.fields.iter().filter(|field| dossier.answers.contains_key(&field.id)).map(|field| {
                row(field, dossier, open)
            }) }
        </>
    }
}
