//! The page for review and export.

use yew::prelude::*;

use super::after::After;
use super::export::Export;
use super::steps::Steps;
use super::volume::VolumeExport;
use crate::ui::browser;
use crate::ui::components::{FilingSummary, verdict_banner};
use crate::ui::fields::dom_id;
use crate::ui::hooks::{use_dossier, use_procedure, use_report};
use crate::ui::state::{Shared, Step};

/// Where to go.
#[derive(Properties, PartialEq)]
pub struct ReviewPageProps {
    /// The field to move focus to.
    pub focus: Option<String>,
}

/// Review and export.
#[component]
pub fn ReviewPage(props: &ReviewPageProps) -> Html {
    let (procedure, dossier, report) = (use_procedure(), use_dossier(), use_report());
    use_effect_with(props.focus.clone(), |focus| {
        if let Some(field) = focus {
            browser::focus(&dom_id(field));
        }
    });
    let has_materials = !procedure.materials.is_empty();
    // What is read here is what is handed over.
    let part = {
        let procedure = procedure.clone();
        use_memo((dossier, report.clone()), move |(dossier, report)| {
            Shared::new(report.asked.part_of(&procedure, dossier))
        })
    };
    html! {
        <div class="review-page">
            <header class="stack">
                <h1>{ Step::Export.title(&procedure).to_owned() }</h1>
                <p class="lead">
                    if procedure.form.is_some() {
                        { "备案没有补正程序，材料不齐全的不予备案。" }
                    }
                    { "导出前请逐步确认，并通读一遍全部内容。" }
                </p>
                { verdict_banner(&report.verdict) }
            </header>
            <Steps focus={props.focus.clone()} />
            <section class="review-read">
                <h2>{ "通读全部内容" }</h2>
                <FilingSummary {procedure} dossier={(*part).clone()} />
            </section>
            <Export />
            if has_materials {
                <VolumeExport />
            }
            <After focus={props.focus.clone()} />
        </div>
    }
}
