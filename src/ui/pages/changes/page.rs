//! The page of a dossier that was brought to another version of its definition.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::kept::KeptAnswers;
use super::listed::listed;
use super::old::OldDossier;
use crate::dossier::{ChangeKind, Dossier, MigrationReport};
use crate::ui::hooks::{use_definition, use_procedure, use_services, use_slices};
use crate::ui::migrated;
use crate::ui::route::{Page, Route};

/// What is known of the migration.
#[derive(Clone, PartialEq)]
enum Known {
    Looking,
    Failed(String),
    /// The earlier dossier is there no more, or there never was one.
    Nothing,
    Report(Box<(Dossier, MigrationReport)>),
}

/// What a migration has changed.
#[component]
pub fn ChangesPage() -> Html {
    let (services, definition, procedure, slices) =
        (use_services(), use_definition(), use_procedure(), use_slices());
    let dossier = &slices.dossier;
    let known = use_state_eq(|| Known::Looking);
    {
        let (known, dossier) = (known.setter(), dossier.clone());
        use_effect_with(dossier.migrated_from.clone(), move |_| {
            spawn_local(async move {
                known.set(match migrated::report(&services, &dossier, &definition).await {
                    Ok(Some(found)) => Known::Report(Box::new(found)),
                    Ok(None) => Known::Nothing,
                    Err(reason) => Known::Failed(reason),
                });
            });
        });
    }
    let gone = {
        let known = known.setter();
        Callback::from(move |()| known.set(Known::Nothing))
    };
    let next = Route::Dossier(dossier.id.clone(), Page::Tasks).to_string();
    html! {
        <div class="changes-page stack-large">
            <header class="stack">
                <h1>{ "版本变化" }</h1>
                { match &*known {
                    Known::Looking => html! { <p role="status">{ "正在对照两个版本…" }</p> },
                    Known::Failed(reason) => html! { <p role="alert">{ reason }</p> },
                    Known::Nothing => html! {
                        <p class="lead">{ format!(
                            "本卷宗按“{}”{} 版填写。没有可以对照的旧卷宗。", procedure.title, procedure.version
                        ) }</p>
                    },
                    Known::Report(found) => summary(&found.0, &found.1),
                } }
            </header>
            if let Known::Report(found) = &*known {
                <OldDossier old={found.0.clone()} on_gone={gone} />
                { for ChangeKind::ALL.into_iter().map(|kind| listed(&found.1, kind, &procedure, &dossier.id)) }
            }
            <KeptAnswers />
            <p class="button-row page-foot">
                <a class="button button-primary" href={next}>{ "继续填写" }</a>
            </p>
        </div>
    }
}

/// From which version to which, and how much of the dossier is as it was.
fn summary(old: &Dossier, report: &MigrationReport) -> Html {
    html! {
        <>
            <p class="lead">{ format!(
                "旧卷宗“{}”按 {} 版填写，本页面现用 {} 版。已按新版另建本卷宗：{} 项内容原样保留，{} 处有变化，请逐项核对。",
                old.name, report.from, report.to, report.unchanged, report.changes.len()
            ) }</p>
            if report.backwards {
                <p class="notice notice-warning">
                    { "旧卷宗的版本比本页面还新，请先确认本页面是否为最新的网址或者版本，再决定是否按较早的版本办理。" }
                </p>
            }
            if !report.known && report.from != report.to {
                <p class="notice notice-waiting">
                    { "本页面没有旧版的事项定义：旧答案按编号对应，新版增加了哪些内容无法在这里列出，请对照自查结果补充。" }
                </p>
            }
        </>
    }
}
