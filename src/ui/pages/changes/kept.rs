//! The answers that are kept aside: shown, saved as a file, removed.

use yew::prelude::*;

use crate::dossier::{Edit, Kept};
use crate::field::Answer;
use crate::package::safe_name;
use crate::ui::browser;
use crate::ui::components::icon;
use crate::ui::hooks::{use_dispatch, use_dossier, use_notify};

/// So many are shown until all are asked for.
const FIRST: usize = 50;

/// The answers that are kept aside; nothing where there are none.
#[component]
pub(super) fn KeptAnswers() -> Html {
    let (dossier, dispatch, notify) = (use_dossier(), use_dispatch(), use_notify());
    let all = use_state_eq(|| false);
    if dossier.kept.is_empty() {
        return Html::default();
    }
    let save = {
        let (dossier, notify) = (dossier.clone(), notify.clone());
        move |_: MouseEvent| {
            let json = serde_json::to_vec_pretty(&dossier.kept).unwrap_or_default();
            let name =
                format!("{}.json", safe_name(&format!("{}另存的旧答案", dossier.name), "另存的旧答案"));
            match browser::save_file(&name, &json, "application/json") {
                true => notify.done(format!("已交给浏览器保存：{name}")),
                false => notify.failed("浏览器没有保存文件，请检查下载设置后重试。"),
            }
        }
    };
    let remove_all = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.edit(Edit::Kept(Vec::new()))
    };
    let show = {
        let all = all.setter();
        move |_: MouseEvent| all.set(true)
    };
    let shown = if *all { dossier.kept.len() } else { FIRST.min(dossier.kept.len()) };
    html! {
        <section class="stack" aria-labelledby="kept-title">
            <h2 id="kept-title">{ "卷宗中另存的旧答案" }<span class="tag">{ format!("{} 项", dossier.kept.len()) }</span></h2>
            <p class="soft prose">{
                "这些内容不检查、不打印，随卷宗一并保存和导出；以后的版本又要收集时，会放回原处。不再需要的可以移除，移除后可以撤销。"
            }</p>
            <ul class="plain changes-list">
                { for dossier.kept.iter().take(shown).enumerate().map(|(at, kept)| {
                    let (dispatch, rest) = (dispatch.clone(), dossier.clone());
                    let remove = move |_: MouseEvent| {
                        let mut kept = rest.kept.clone();
                        kept.remove(at);
                        dispatch.edit(Edit::Kept(kept));
                    };
                    html! { <li key={format!("{at} {}", kept.place)}>{ row(kept, remove) }</li> }
                }) }
            </ul>
            <p class="button-row">
                if shown < dossier.kept.len() {
                    <button type="button" class="button" onclick={show}>
                        { format!("显示其余 {} 项", dossier.kept.len() - shown) }
                    </button>
                }
                <button type="button" class="button" onclick={save}>{ icon("disk") }{ "下载旧答案（JSON）" }</button>
                <button type="button" class="button button-danger" onclick={remove_all}>{ "全部移除" }</button>
            </p>
        </section>
    }
}

fn row(kept: &Kept, remove: impl Fn(MouseEvent) + 'static) -> Html {
    html! {
        <>
            <p class="changes-name">
                <bdi>{ &kept.label }</bdi>
                <span class="soft">{ format!("填写于 {} 版", kept.version) }</span>
                <button type="button" class="button-link" onclick={remove}
                    aria-label={format!("移除{}", kept.label)}>{ "移除" }</button>
            </p>
            { match &kept.answer {
                Answer::Text(text) => html! { <p class="changes-text"><bdi>{ text }</bdi></p> },
                Answer::Parts(parts) => html! {
                    <dl class="changes-values">
                        { for parts.iter().map(|(name, text)| html! {
                            <div><dt><code>{ name }</code></dt><dd><bdi>{ text }</bdi></dd></div>
                        }) }
                    </dl>
                },
            } }
        </>
    }
}
