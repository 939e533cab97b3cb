//! The page with what the answers decide: outcome, reasons, what would change it, and the ways on.

use yew::prelude::*;

use super::chain::{chain, changes, missing, outcome};
use crate::ui::components::{ResultButton, icon, verdict_banner};
use crate::ui::hooks::{use_procedure, use_slices};
use crate::ui::route::{Page, Route};

/// What the answers decide.
#[component]
pub fn DecisionPage() -> Html {
    let (procedure, slices) = (use_procedure(), use_slices());
    let (dossier, report) = (&slices.dossier, &slices.report);
    let Some((decision, definition)) = report.decision.as_ref().zip(procedure.decision.as_ref()) else {
        return html! { <p role="alert">{ "本事项没有结论页。" }</p> };
    };
    let address = |page: Page| Route::Dossier(dossier.id.clone(), page).to_string();
    let shown = procedure.values.iter().filter_map(|value| {
        let text = report.values.get(&value.id)?.as_ref()?;
        Some(html! {
            <div key={value.id.clone()}><dt>{ &value.title }</dt><dd>{ text }{ &value.unit }</dd></div>
        })
    });
    html! {
        <div class="decision-page stack-large">
            <header class="stack">
                <h1>{ &definition.title }</h1>
                { outcome(decision) }
            </header>
            { missing(&procedure, dossier, decision) }
            <section class="stack" aria-labelledby="decision-chain">
                <h2 id="decision-chain">{ "判断的步骤" }</h2>
                { chain(&procedure, decision, false) }
            </section>
            { changes(&procedure, decision) }
            if !procedure.values.is_empty() {
                <details class="decision-values">
                    <summary>{ "计算出的数值" }</summary>
                    <dl class="fact-list decision-figures">{ for shown }</dl>
                </details>
            }
            <section class="stack" aria-labelledby="decision-findings">
                <h2 id="decision-findings">{ "自查" }</h2>
                { verdict_banner(&report.verdict) }
                <p><a href={address(Page::Findings)}>{ "逐条查看自查结果" }</a></p>
            </section>
            <div class="button-row page-foot">
                if !procedure.documents.is_empty() {
                    <a class="button button-primary" href={address(Page::Print(None, None))}>
                        { icon("document") }{ "打印或者下载 PDF" }
                    </a>
                }
                <ResultButton>{ "下载结论（JSON）" }</ResultButton>
                <a class="button" href={address(Page::Form(None))}>{ "继续回答" }</a>
            </div>
        </div>
    }
}
