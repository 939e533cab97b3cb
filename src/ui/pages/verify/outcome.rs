//! What a verification found, in the words of `beian verify`.

use yew::prelude::*;

use super::queue::{Found, Received};
use crate::check::Finding;
use crate::package::{FileCheck, FileState, Outcome, Recheck, Status, Verification};
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::components::{FilingSummary, finding_row, work_line};
use crate::ui::files::size_text;
use crate::ui::hooks::{use_notify, use_services, use_work};
use crate::ui::packages;
use crate::ui::route::{Page, Route};
use crate::ui::state::Shared;

/// Properties of [`OutcomeView`].
#[derive(Properties)]
pub(super) struct OutcomeViewProps {
    /// A package that was verified.
    pub(super) received: Received,
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

    let definition = verification.manifest.as_ref().and_then(|m| services.catalog.get(&m.procedure.id));
    let procedure = definition.map(|definition| definition.procedure.clone());
    let on_adopt = {
        let (work, file, notify) = (work.clone(), props.received.file.clone(), notify.clone());
        Callback::from(move |_: MouseEvent| {
            let (services, file, notify) = (services.clone(), file.clone(), notify.clone());
            work.start(
                "正在读取备案包",
                move |watch| async move { packages::adopt(&services, &file, &watch).await },
                move |dossier| {
                    notify.done(format!("已存为卷宗“{}”。", dossier.name));
                    Route::Dossier(dossier.id, Page::Tasks).go();
                },
            );
        })
    };
    let on_save = {
        let (text, name) = (verification.to_string(), props.received.file.name());
        Callback::from(move |_: MouseEvent| {
            let stem = name.strip_suffix(".zip").unwrap_or(&name);
            let text = format!("核验文件：{name}\n{text}");
            browser::save_file(&format!("{stem}-核验结果.txt"), text.as_bytes(), "text/plain;charset=utf-8");
        })
    };
    html! {
        <div class="outcome">
            { headline(verification) }
            { facts(verification) }
            if !verification.mismatches.is_empty() {
                <section>
                    <h3>{ format!("不一致之处（{} 处）", verification.mismatches.len()) }</h3>
                    <ul class="outcome-mismatches">
                        { for verification.mismatches.iter().map(|mismatch| html! { <li>{ &mismatch.message }</li> }) }
                    </ul>
                </section>
            }
            <section>
                <h3>{ "重新检查" }</h3>
                <p>{ verification.recheck_line() }</p>
                { recheck(&verification.recheck, procedure.as_ref()) }
            </section>
            if !verification.notes.is_empty() {
                <section>
                    <h3>{ "说明" }</h3>
                    <ul>{ for verification.notes.iter().map(|note| html! { <li>{ note }</li> }) }</ul>
                </section>
            }
            { file_table(verification) }
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

fn headline(verification: &Verification) -> Html {
    let draft = verification.manifest.as_ref().is_some_and(|manifest| manifest.status == Status::Draft);
    let look = match verification.outcome {
        Outcome::Intact if draft => "notice-warning",
        Outcome::Intact => "notice-passed",
        Outcome::Unchecked => "notice-warning",
        Outcome::Altered => "notice-blocking",
    };
    html! { <p class={classes!("notice", "outcome-headline", look)}><strong>{ verification.headline() }</strong></p> }
}

fn facts(verification: &Verification) -> Html {
    let manifest = verification.manifest.as_ref();
    let status = |status: Status| match status {
        Status::Complete => "已通过自查",
        Status::Draft => "未通过自查（草稿）",
    };
    let mut rows: Vec<(&str, Html)> = Vec::new();
    if let Some(manifest) = manifest {
        rows.push(("事项", html! { format!("{}（{}）", manifest.title, manifest.procedure.version) }));
    }
    if let Some(name) = &verification.dossier_name {
        rows.push(("卷宗", html! { name }));
    }
    if let Some(manifest) = manifest {
        let day = crate::calendar::chinese_date(manifest.day);
        rows.push(("制作", html! { format!("{day}，{}", status(manifest.status)) }));
    }
    rows.push(("整包大小", html! { size_text(verification.package.size) }));
    rows.push(("SHA-256", html! { <code>{ &verification.package.sha256 }</code> }));
    rows.push(("SM3", html! { <code>{ &verification.package.sm3 }</code> }));
    html! {
        <dl class="facts">
            { for rows.into_iter().map(|(name, value)| html! {
                <div key={name}><dt>{ name }</dt><dd>{ value }</dd></div>
            }) }
        </dl>
    }
}

fn recheck(recheck: &Recheck, procedure: Option<&Shared<Procedure>>) -> Html {
    let findings: &[Finding] = match recheck {
        Recheck::Agrees { findings } | Recheck::Differs { findings, .. } => &findings.findings,
        Recheck::UnknownDefinition { .. } | Recheck::NotMade => &[],
    };
    let Some(procedure) = procedure.filter(|_| !findings.is_empty()) else { return Html::default() };
    html! {
        <details>
            <summary>{ format!("检查结果 {} 项", findings.len()) }</summary>
            <ul class="plain">
                { for findings.iter().map(|finding| html! {
                    <li>{ finding_row(procedure, None, finding) }</li>
                }) }
            </ul>
        </details>
    }
}

fn file_table(verification: &Verification) -> Html {
    let files = &verification.files;
    let intact = files.iter().filter(|file| file.state == FileState::Intact).count();
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

fn file_row(file: &FileCheck) -> Html {
    let look = match file.state {
        FileState::Intact => "tag-passed",
        FileState::Unlisted => "tag-waiting",
        FileState::Changed | FileState::Missing | FileState::Extra | FileState::Damaged => "tag-blocking",
    };
    html! {
        <tr key={file.path.clone()}>
            <td><span class={classes!("tag", look)}>{ file.state.label() }</span></td>
            <td>{ &file.path }</td>
            <td class="outcome-size">{ file.digests.as_ref().map(|digests| size_text(digests.size)) }</td>
            <td>
                if let Some(digests) = &file.digests {
                    <code class="outcome-digest">{ &digests.sha256 }</code>
                }
            </td>
        </tr>
    }
}
