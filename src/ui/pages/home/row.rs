//! One dossier in the list, with what can be done to it.

use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::changes::{Changes, use_changes};
use crate::check::{Progress, Step as Counted, Verdict};
use crate::dossier::Dossier;
use crate::ui::browser;
use crate::ui::components::verdict_text;
use crate::ui::hooks::use_reach;
use crate::ui::route::{Page, Route};
use crate::ui::state::{Reach, Services, overall_words};

/// Which dossier.
#[derive(Properties, PartialEq)]
pub(super) struct DossierRowProps {
    /// The dossier.
    pub(super) dossier: Dossier,
    /// Told when the store was changed.
    pub(super) on_change: Callback<()>,
}

/// One dossier in the list.
#[component]
pub(super) fn DossierRow(props: &DossierRowProps) -> Html {
    let (Reach { services, arrived, .. }, changes) = (use_reach(), use_changes(&props.on_change));
    let renaming = use_state_eq(|| false);
    let dossier = &props.dossier;
    let summary = use_memo((dossier.clone(), services.clone(), arrived), |(dossier, services, _)| {
        summary(services, dossier)
    });

    let act = |act: fn(&Changes, &Dossier)| {
        let (changes, dossier) = (changes.clone(), dossier.clone());
        Callback::from(move |_: MouseEvent| act(&changes, &dossier))
    };
    let rename = {
        let (changes, renaming, dossier) = (changes.clone(), renaming.setter(), dossier.clone());
        Callback::from(move |name: String| {
            renaming.set(false);
            if !name.is_empty() && name != dossier.name {
                changes.rename(&dossier.id, name);
            }
        })
    };
    let start_renaming = {
        let renaming = renaming.setter();
        Callback::from(move |_: MouseEvent| renaming.set(true))
    };
    let address = Route::Dossier(dossier.id.clone(), Page::Tasks).to_string();
    let action = |word: &'static str, run: Callback<MouseEvent>| {
        html! {
            <button type="button" class="button-link" onclick={run}
                aria-label={format!("{word}{}", dossier.name)}>{ word }</button>
        }
    };
    html! {
        <li class="dossier-row">
            <div>
                if *renaming {
                    <RenameForm name={dossier.name.clone()} on_done={rename} />
                } else {
                    <h2><a href={address}>{ &dossier.name }</a></h2>
                }
                <p class="dossier-meta">
                    if let Some(mark) = dossier.example_mark() { <span class="tag tag-warning">{ mark }</span> }
                    if let Some(subject) = &summary.subject { <span>{ subject }</span> }
                    <span>{ summary.title.clone() }</span>
                    <span>{ format!("修改于 {}", browser::moment(&dossier.changed)) }</span>
                </p>
            </div>
            <div class="dossier-progress">
                if let Some((Counted { done, total }, words, verdict)) = &summary.checked {
                    <progress max={total.to_string()} value={done.to_string()}
                        aria-label={format!("{}的进度", dossier.name)}></progress>
                    <span class="soft">
                        { words }{ "，" }
                        { if verdict.ready { verdict_text(verdict) } else { "尚不能提交".to_owned() } }
                    </span>
                }
            </div>
            <div class="dossier-actions">
                { action("重命名", start_renaming) }
                { action("复制", act(Changes::copy)) }
                { action("删除", act(Changes::delete)) }
            </div>
        </li>
    }
}

struct Summary {
    title: String,
    /// Whose filing it is, unless the dossier's name says so.
    subject: Option<String>,
    /// How much is done, as numbers and in words, and the verdict.
    checked: Option<(Counted, String, Verdict)>,
}

fn summary(services: &Services, dossier: &Dossier) -> Summary {
    match services.catalog.get(&dossier.procedure.id) {
        None => Summary {
            title: format!("本页面不含的事项（{}）", dossier.procedure.id),
            subject: None,
            checked: None,
        },
        Some(definition) => {
            let checker = services.checker(definition);
            let checked = checker.check(&mut None, dossier).map(|report| {
                let progress = Progress::of(definition.procedure(), dossier, &report);
                let words = overall_words(definition.procedure(), &progress);
                (progress.overall(), words, report.verdict)
            });
            let name = dossier.subject(definition.procedure()).next().map(|(_, name)| name);
            Summary {
                title: definition.procedure().title.clone(),
                subject: name.filter(|name| !dossier.name.contains(name.as_str())),
                checked,
            }
        }
    }
}

#[derive(Properties, PartialEq)]
struct RenameFormProps {
    name: String,
    on_done: Callback<String>,
}

/// The name in a control; Enter takes it over, Escape leaves it as it was.
#[component]
fn RenameForm(props: &RenameFormProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(input) = node.cast::<HtmlInputElement>() {
                let _ = input.focus();
                input.select();
            }
        });
    }
    let onsubmit = {
        let (node, on_done) = (node.clone(), props.on_done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name = node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            on_done.emit(name.trim().to_owned());
        })
    };
    let cancel = props.on_done.reform(|_: MouseEvent| String::new());
    let onkeydown = {
        let on_done = props.on_done.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                on_done.emit(String::new());
            }
        })
    };
    html! {
        <form class="rename-form" {onsubmit} {onkeydown}>
            <input ref={node} class="control" type="text" value={props.name.clone()} aria-label="卷宗名称"
                maxlength="100" autocomplete="off" />
            <button type="submit" class="button button-small">{ "保存" }</button>
            <button type="button" class="button button-small" onclick={cancel}>{ "取消" }</button>
        </form>
    }
}
