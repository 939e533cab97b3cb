//! What a verification found, in the words of `beian verify`.

use yew::prelude::*;

use super::compare::{Compare, stem};
use super::queue::{Found, Received};
use crate::intake::visible;
use crate::package::NOT_JUDGED;
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::components::{FilingSummary, finding_row, work_line};
use crate::ui::files::size_text;
use crate::ui::hooks::{use_notify, use_services, use_work};
use crate::ui::jobs::{ShownFile, ShownVerification};
use crate::ui::packages;
use crate::ui::route::{Page, Route};
use crate::ui::state::Shared;

/// Properties of [`OutcomeView`].
#[derive(Properties)]
pub(super) struct OutcomeViewProps {
    /// A package that was verified.
    pub(super) received: Received,
    /// Reads the print marks of all its scans.
    pub(super) on_all_marks: Callback<MouseEvent>,
}

/// A package is verified once.
impl PartialEq for OutcomeViewProps {
    fn eq(&self, other: &Self) -> bool {
        self.received.key == other.received.key
    }
}

/// What a verification found.
#[component]
pub(super) fn OutcomeView(props: &OutcomeViewProps) -> Html {
    let services = use_services();
    let notify = use_notify();
    let work = use_work();
    let Some(Ok(found)) = props.received.found.as_deref() else { return Html::default() };
    let Found { verification, dossier } = found;

    let definition = verification.procedure.as_deref().and_then(|id| services.catalog.get(id));
    let procedure = definition.map(|definition| definition.procedure().clone());
    let subject: Vec<(String, String)> = match (dossier, &procedure) {
        (Some(dossier), Some(procedure)) => {
            dossier.subject(procedure).map(|(name, text)| (name.to_owned(), text)).collect()
        }
        _ => Vec::new(),
    };
    let on_adopt = {
        let (work, package, notify) = (work.clone(), props.received.package.clone(), notify.clone());
        Callback::from(move |_: MouseEvent| {
            let (services, package, notify) = (services.clone(), package.clone(), notify.clone());
            work.start(
                "正在读取备案包",
                move |watch| async move { packages::adopt(&services, &package, &watch).await },
                move |dossier| {
                    notify.done(format!("已存为卷宗“{}”。", dossier.name));
                    Route::Dossier(dossier.id, Page::Tasks).go();
                },
            );
        })
    };
    let on_save = {
        let (text, name) = (verification.report.clone(), props.received.package.file.name());
        Callback::from(move |_: MouseEvent| {
            let stem = stem(&name);
            let text = format!("核验文件：{}\n{text}", visible(&name));
            browser::save_file(&format!("{stem}-核验结果.txt"), text.as_bytes(), "text/plain;charset=utf-8");
        })
    };
    html! {
        <div class="outcome">
            <p class={format!("notice outcome-headline notice-{}", verification.tone)}>
                <strong>{ &verification.headline }</strong>
            </p>
            { facts(&subject, verification) }
            if !verification.mismatches.is_empty() {
                <section>
                    <h3>{ format!("不一致之处（{} 处）", verification.mismatches.len()) }</h3>
                    <ul class="outcome-mismatches">
                        { for verification.mismatches.iter().map(|mismatch| html! { <li>{ mismatch }</li> }) }
                    </ul>
                </section>
            }
            { recheck(verification, procedure.as_ref()) }
            { materials(verification) }
            { prints(verification, &props.on_all_marks) }
            { signatures(verification) }
            if !verification.notes.is_empty() {
                <section>
                    <h3>{ "说明" }</h3>
                    <ul>{ for verification.notes.iter().map(|note| html! { <li>{ note }</li> }) }</ul>
                </section>
            }
            { file_table(verification) }
            if verification.sound {
                <Compare of={props.received.key} package={props.received.package.clone()} />
            }
            if let (Some(dossier), Some(procedure)) = (dossier, &procedure) {
                <details class="outcome-filing">
                    <summary>{ "填报内容" }</summary>
                    <FilingSummary procedure={procedure.clone()} dossier={dossier.clone()} />
                </details>
            }
            <p class="button-row">
                if dossier.is_some() && procedure.is_some() {
                    <button type="button" class="button" onclick={on_adopt}>{ "作为卷宗打开" }</button>
                }
                <button type="button" class="button" onclick={on_save}>{ "保存核验结果" }</button>
            </p>
            { work_line(&work) }
        </div>
    }
}

/// Whose filing it is, then what the package says of itself.
fn facts(subject: &[(String, String)], verification: &ShownVerification) -> Html {
    html! {
        <dl class="facts">
            { for subject.iter().chain(&verification.facts).map(|(name, text)| html! {
                <div key={name.clone()}><dt>{ name }</dt><dd>{ text }</dd></div>
            }) }
        </dl>
    }
}

/// The official list with what is there; folded when all is in order.
fn materials(verification: &ShownVerification) -> Html {
    if verification.materials.is_empty() {
        return Html::default();
    }
    let complete = verification.materials.iter().all(|material| material.lacks.is_empty());
    html! {
        <details class="outcome-materials" open={!complete}>
            <summary>{ format!("材料：{}", verification.materials_line) }</summary>
            <ul class="plain">
                { for verification.materials.iter().map(|material| html! {
                    <li key={material.title.clone()}>
                        <span class={format!("tag tag-{}", material.tone)}>{ &material.state }</span>
                        <span>
                            { &material.title }
                            <span class="soft">
                                { format!("　{}", material.there) }
                                if !material.lacks.is_empty() { { format!("（{}）", material.lacks) } }
                            </span>
                        </span>
                    </li>
                }) }
            </ul>
        </details>
    }
}

fn prints(verification: &ShownVerification, on_all_marks: &Callback<MouseEvent>) -> Html {
    let Some((first, lines)) = verification.prints.split_first() else { return Html::default() };
    html! {
        <section>
            <h3>{ "打印标记" }</h3>
            <p>{ first.strip_prefix("打印标记：").unwrap_or(first) }</p>
            if !lines.is_empty() {
                <ul>{ for lines.iter().map(|line| html! { <li>{ line.trim() }</li> }) }</ul>
            }
            if verification.marks_left {
                <p>
                    <button type="button" class="button button-small" onclick={on_all_marks.clone()}>
                        { "重新读取全部打印标记" }
                    </button>
                    <span class="soft small">{ "　一百页约需两分钟。" }</span>
                </p>
            }
        </section>
    }
}

fn signatures(verification: &ShownVerification) -> Html {
    if verification.signatures.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h3>{ "签名文件" }</h3>
            <ul class="outcome-signatures">
                { for verification.signatures.iter().map(|signature| html! {
                    <li key={signature.name.clone()}>
                        { format!("{}（{}）", signature.name, size_text(signature.digests.size)) }
                        <code class="outcome-digest">{ format!("SHA-256 {}", signature.digests.sha256) }</code>
                        <code class="outcome-digest">{ format!("SM3 {}", signature.digests.sm3) }</code>
                    </li>
                }) }
            </ul>
            <p class="soft">{ format!("{NOT_JUDGED}。") }</p>
        </section>
    }
}

fn recheck(verification: &ShownVerification, procedure: Option<&Shared<Procedure>>) -> Html {
    let findings = &verification.findings;
    html! {
        <section>
            <h3>{ "重新检查" }</h3>
            { for verification.recheck.iter().map(|line| html! { <p>{ line }</p> }) }
            if let Some((first, lines)) = verification.later.split_first() {
                <p>{ first }</p>
                if !lines.is_empty() {
                    <ul>{ for lines.iter().map(|line| html! { <li>{ line.trim() }</li> }) }</ul>
                }
            }
            if let Some(procedure) = procedure.filter(|_| !findings.is_empty()) {
                <details>
                    <summary>{ format!("检查结果 {} 条", findings.len()) }</summary>
                    <ul class="plain">
                        { for findings.iter().map(|finding| html! {
                            <li>{ finding_row(procedure, None, finding) }</li>
                        }) }
                    </ul>
                </details>
            }
        </section>
    }
}

fn file_table(verification: &ShownVerification) -> Html {
    let (files, intact) = (&verification.files, verification.intact);
    html! {
        <details class="outcome-files" open={intact < files.len()}>
            <summary>{ format!("文件：共 {} 个，与清单一致 {intact} 个", files.len()) }</summary>
            <div class="scroller" tabindex="0" role="region" aria-label="文件">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ "核对" }</th>
                            <th scope="col">{ "文件" }</th>
                            <th scope="col">{ "大小" }</th>
                            <th scope="col">{ "SHA-256" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for files.iter().map(file_row) }</tbody>
                </table>
            </div>
        </details>
    }
}

fn file_row(file: &ShownFile) -> Html {
    html! {
        <tr key={file.path.clone()}>
            <td><span class={format!("tag tag-{}", file.tone)}>{ &file.state }</span></td>
            <td>{ &file.path }</td>
            <td class="outcome-size">{ &file.size }</td>
            <td><code class="outcome-digest">{ &file.sha256 }</code></td>
        </tr>
    }
}
