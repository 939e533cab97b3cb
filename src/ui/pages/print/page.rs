//! The page for printing, stamping and scanning.

use yew::prelude::*;

use super::form_print::FormPrint;
use super::readiness::{obstacles, unprintable};
use crate::check::Finding;
use crate::dossier::Dossier;
use crate::package::DRAFT_MARK;
use crate::procedure::Procedure;
use crate::ui::components::finding_row;
use crate::ui::hooks::{use_dossier, use_procedure, use_report};
use crate::ui::route::{Page, Route};
use crate::ui::state::Shared;

/// Print the form, stamp it, take the scan back.
#[component]
pub fn PrintPage() -> Html {
    let procedure = use_procedure();
    let dossier = use_dossier();
    let report = use_report();
    let blank = use_state_eq(|| false);

    let obstacles = obstacles(&procedure, &report);
    let unprintable = unprintable(&obstacles);
    let draft = !obstacles.is_empty();
    let choose = |value: bool| {
        let blank = blank.clone();
        move |_| blank.set(value)
    };
    html! {
        <div class="print-page">
            <header class="stack">
                <h1>{ "打印盖章" }</h1>
                <p class="lead">
                    { "打印申请表，核对日期并加盖公章，扫描后放回材料清单。打印内容与填报内容逐字一致，不能在纸上改动。" }
                </p>
            </header>
            <ol class="print-steps plain">
                <li class="print-step">
                    <h2>{ "核对" }</h2>
                    { check(&procedure, &dossier, &obstacles, &unprintable) }
                </li>
                <li class="print-step">
                    <h2>{ "打印" }</h2>
                    <fieldset class="segments">
                        <legend>{ "内容" }</legend>
                        <label class="segment">
                            <input type="radio" name="print-what" checked={!*blank} onchange={choose(false)} />
                            <span>{ "已填写的申请表" }</span>
                        </label>
                        <label class="segment">
                            <input type="radio" name="print-what" checked={*blank} onchange={choose(true)} />
                            <span>{ "空白申请表" }</span>
                        </label>
                    </fieldset>
                    if *blank {
                        <FormPrint key="blank" dossier={None::<Shared<_>>} draft={false} />
                    } else if unprintable.is_empty() {
                        <FormPrint key="filled" dossier={Some(dossier.clone())} {draft} />
                    } else {
                        <p class="notice notice-blocking">
                            { "有字符无法打印，见上一步。改正后即可打印；也可以先打印空白申请表。" }
                        </p>
                    }
                </li>
                <li class="print-step">
                    <h2>{ "盖章" }</h2>
                    { stamping(&procedure) }
                </li>
                <li class="print-step">
                    <h2>{ "放回扫描件" }</h2>
                    <p>{ "把盖章后的申请表扫描成 PDF 或图片，放到材料清单的这一项：" }</p>
                    <ul class="print-returns plain">
                        { for procedure.materials.iter().filter(|material| material.is_form).map(|material| {
                            let page = Page::Materials(Some(material.id.clone()), None);
                            let files = dossier.attachments.iter().filter(|a| a.material == material.id).count();
                            html! {
                                <li key={material.id.clone()}>
                                    <a href={Route::Dossier(dossier.id.clone(), page).to_string()}>
                                        { format!("材料 {}　{}", material.id, material.title) }
                                    </a>
                                    { " " }
                                    if files == 0 {
                                        <span class="tag tag-blocking">{ "缺" }</span>
                                    } else {
                                        <span class="tag tag-passed">{ format!("已有 {files} 件") }</span>
                                    }
                                </li>
                            }
                        }) }
                    </ul>
                </li>
            </ol>
        </div>
    }
}

fn check(
    procedure: &Shared<Procedure>,
    dossier: &Dossier,
    obstacles: &[&Finding],
    unprintable: &[&Finding],
) -> Html {
    if obstacles.is_empty() {
        return html! {
            <p class="notice notice-passed">{ "申请表各项已填写，没有发现须改正的内容。请再与证件逐字核对一遍。" }</p>
        };
    }
    let shown = if unprintable.is_empty() { obstacles } else { unprintable };
    let (look, summary) = if unprintable.is_empty() {
        let text = format!(
            "申请表还有 {} 项未完成或须改正。现在打印，每页都会标明“{DRAFT_MARK}”，不能用于盖章。",
            obstacles.len()
        );
        ("notice-warning", text)
    } else {
        let text = format!("有 {} 项含有字体中没有的字符，暂时不能打印。", unprintable.len());
        ("notice-blocking", text)
    };
    html! {
        <>
            <p class={classes!("notice", look)}>{ summary }</p>
            <details open={obstacles.len() <= 3 || !unprintable.is_empty()}>
                <summary>{ "逐项查看" }</summary>
                <ul class="plain">
                    { for shown.iter().map(|finding| html! {
                        <li>{ finding_row(procedure, Some(dossier), finding) }</li>
                    }) }
                </ul>
            </details>
        </>
    }
}

fn stamping(procedure: &Procedure) -> Html {
    let requirement = procedure.materials.iter().find(|material| material.is_form).map(|m| &m.requirement);
    html! {
        <ul>
            if let Some(requirement) = requirement.filter(|text| !text.is_empty()) {
                <li>{ format!("官方要求：{requirement}。") }</li>
            }
            <li>{ "用 A4 纸单面打印，比例选“实际大小”或“100%”，不要缩放。" }</li>
            <li>{ "公章盖在预留的圆形位置，印迹清晰、完整，压单位名称和日期。" }</li>
            <li>{ "盖章后内容有改动的，须重新打印、重新盖章。" }</li>
        </ul>
    }
}
