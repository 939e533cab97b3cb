//! The page for printing, stamping and scanning.

use yew::prelude::*;

use super::form_print::FormPrint;
use super::readiness::{blocking, obstacles, unprintable};
use crate::check::{Finding, Report};
use crate::dossier::Dossier;
use crate::jobs::Printout;
use crate::package::DRAFT_MARK;
use crate::procedure::Procedure;
use crate::ui::components::finding_row;
use crate::ui::hooks::{use_dossier, use_procedure, use_report};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Shared, Step};

/// What is chosen for printing.
#[derive(Clone, PartialEq)]
enum Choice {
    /// The form with its answers.
    Filled,
    /// The form without.
    Blank,
    /// A document by id.
    Document(String),
}

/// Print the form or a document, stamp it, take the scan back.
#[component]
pub fn PrintPage() -> Html {
    let procedure = use_procedure();
    let dossier = use_dossier();
    let report = use_report();
    let chosen = use_state_eq(|| None::<Choice>);

    let choices = choices(&procedure, &report);
    let kept = chosen.as_ref().filter(|chosen| choices.iter().any(|(choice, _)| choice == *chosen));
    let Some((choice, title)) = choices.iter().find(|(c, _)| kept.is_none_or(|kept| c == kept)) else {
        return html! { <p class="notice">{ "本事项没有需要打印的文书。" }</p> };
    };
    let of_form = !matches!(choice, Choice::Document(_));
    let obstacles = if of_form { obstacles(&procedure, &report) } else { blocking(&report) };
    let unprintable = unprintable(&obstacles);
    let draft = !obstacles.is_empty();
    let title = procedure.form.as_ref().filter(|_| of_form).map_or(title, |form| &form.title);
    let what = if of_form { "申请表" } else { "文书" };
    html! {
        <div class="print-page">
            <header class="stack">
                <h1>{ Step::Print.title(&procedure).to_owned() }</h1>
                <p class="lead">{ lead(of_form) }</p>
            </header>
            <ol class="print-steps plain">
                <li class="print-step">
                    <h2>{ "核对" }</h2>
                    { check(&procedure, &dossier, what, &obstacles, &unprintable) }
                </li>
                <li class="print-step">
                    <h2>{ "打印" }</h2>
                    if choices.len() > 1 {
                        <fieldset class="segments">
                            <legend>{ "内容" }</legend>
                            { for choices.iter().map(|(one, title)| {
                                let (chosen, value) = (chosen.clone(), one.clone());
                                let onchange = move |_: Event| chosen.set(Some(value.clone()));
                                html! {
                                    <label class="segment">
                                        <input type="radio" name="print-what" checked={one == choice} {onchange} />
                                        <span>{ title.clone() }</span>
                                    </label>
                                }
                            }) }
                        </fieldset>
                    } else {
                        <p>{ title.clone() }</p>
                    }
                    if *choice == Choice::Blank || unprintable.is_empty() {
                        { print(choice, title, &dossier, draft) }
                    } else {
                        <p class="notice notice-blocking">{ refusal(of_form) }</p>
                    }
                </li>
                <li class="print-step">
                    <h2>{ if of_form { "盖章" } else { "盖章或者签名" } }</h2>
                    { stamping(&procedure, of_form) }
                </li>
                if of_form {
                    <li class="print-step">
                        <h2>{ "放回扫描件" }</h2>
                        { returns(&procedure, &dossier) }
                    </li>
                }
            </ol>
        </div>
    }
}

/// What can be printed, with the words for each.
fn choices(procedure: &Procedure, report: &Report) -> Vec<(Choice, String)> {
    let mut choices = Vec::new();
    if procedure.form.is_some() {
        choices.push((Choice::Filled, "已填写的申请表".to_owned()));
        choices.push((Choice::Blank, "空白申请表".to_owned()));
    }
    let documents = report.documents.iter();
    choices.extend(documents.map(|document| (Choice::Document(document.id.clone()), document.title.clone())));
    choices
}

fn lead(of_form: bool) -> &'static str {
    if of_form {
        "打印申请表，核对日期并加盖公章，扫描后放回材料清单。打印内容与填报内容逐字一致，不能在纸上改动。"
    } else {
        "打印文书，核对后盖章或者签名。打印内容与填报内容逐字一致，不能在纸上改动。"
    }
}

fn refusal(of_form: bool) -> &'static str {
    if of_form {
        "有字符无法打印，见上一步。改正后即可打印；也可以先打印空白申请表。"
    } else {
        "有字符无法打印，见上一步。改正后即可打印。"
    }
}

fn print(choice: &Choice, title: &str, dossier: &Shared<Dossier>, draft: bool) -> Html {
    let title = title.to_owned();
    let (key, printout) = match choice {
        Choice::Document(id) => (id.clone(), Printout::Document(id.clone(), None)),
        Choice::Filled => ("filled".to_owned(), Printout::Form),
        Choice::Blank => ("blank".to_owned(), Printout::Form),
    };
    let is_blank = *choice == Choice::Blank;
    let (dossier, draft) = ((!is_blank).then(|| dossier.clone()), draft && !is_blank);
    html! { <FormPrint {key} {printout} {title} {dossier} {draft} /> }
}

/// Where the stamped scan of the form belongs.
fn returns(procedure: &Procedure, dossier: &Dossier) -> Html {
    let materials = procedure.materials.iter().filter(|material| material.is_form);
    html! {
        <>
            <p>{ "把盖章后的申请表扫描成 PDF 或图片，放到材料清单的这一项：" }</p>
            <ul class="print-returns plain">
                { for materials.map(|material| {
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
        </>
    }
}

fn check(
    procedure: &Shared<Procedure>,
    dossier: &Dossier,
    what: &str,
    obstacles: &[&Finding],
    unprintable: &[&Finding],
) -> Html {
    if obstacles.is_empty() {
        let text = format!("{what}各项已填写，没有发现须改正的内容。请再与证件逐字核对一遍。");
        return html! { <p class="notice notice-passed">{ text }</p> };
    }
    let shown = if unprintable.is_empty() { obstacles } else { unprintable };
    let (look, summary) = if unprintable.is_empty() {
        let text = format!(
            "{what}还有 {} 项未完成或须改正。现在打印，每页都会标明“{DRAFT_MARK}”，不能用于盖章。",
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

fn stamping(procedure: &Procedure, of_form: bool) -> Html {
    let form = procedure.materials.iter().find(|material| material.is_form && of_form);
    let requirement = form.map(|material| &material.requirement);
    html! {
        <ul>
            if let Some(requirement) = requirement.filter(|text| !text.is_empty()) {
                <li>{ format!("官方要求：{requirement}。") }</li>
            }
            <li>{ "用 A4 纸单面打印，比例选“实际大小”或“100%”，不要缩放。" }</li>
            <li>{ "公章盖在预留的圆形位置，印迹清晰、完整，压单位名称和日期。" }</li>
            if !of_form {
                <li>{ "留有签名位置的，由本人手写签名。" }</li>
            }
            <li>{ "盖章后内容有改动的，须重新打印、重新盖章。" }</li>
        </ul>
    }
}
