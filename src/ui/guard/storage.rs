//! Where the dossiers are kept, how much room they take, whether the browser promises to keep them, and how to
//! take them all away.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::ui::browser;
use crate::ui::files::size_text;
use crate::ui::hooks::{use_notify, use_services};
use crate::ui::state::Kept;

/// Where the dossiers are kept.
#[component]
pub(super) fn Storage() -> Html {
    let (services, notify) = (use_services(), use_notify());
    let quota = use_state(|| None::<(f64, f64)>);
    let persisted = use_state(|| None::<bool>);
    {
        let (quota, persisted) = (quota.setter(), persisted.setter());
        use_effect_with(services.kept == Kept::Sealed, move |_| {
            spawn_local(async move {
                quota.set(browser::quota().await);
                persisted.set(browser::persisted().await);
            });
        });
    }
    let ask = {
        let persisted = persisted.setter();
        Callback::from(move |_: MouseEvent| {
            let (persisted, notify) = (persisted.clone(), notify.clone());
            spawn_local(async move {
                let granted = browser::persist().await;
                persisted.set(Some(granted));
                if granted {
                    notify.done("浏览器已同意长期保存本页数据。");
                } else {
                    notify.failed("浏览器没有同意。把本页加入收藏、经常使用后可以再试；重要卷宗请及时备份。");
                }
            });
        })
    };
    let site = gloo::utils::window().location().host().unwrap_or_default();
    html! {
        <section class="sheet stack" aria-labelledby="storage-title">
            <h2 id="storage-title">{ "数据保存在哪里" }</h2>
            <p class="prose">
                { match services.kept {
                    Kept::Sealed => "卷宗、附件、文件名和修改记录加密后保存在这台电脑的这个浏览器里，不上传到任何服务器；没有口令，谁也读不出。清除浏览器数据、换浏览器或换电脑都会看不到它们，请经常备份。",
                    Kept::Refused => "这个浏览器不允许本页面保存数据，可能是无痕窗口或管理策略所致。填写的内容只在本页内，关闭本页即消失，离开前请备份。",
                    Kept::InPage | Kept::Locked => "现在填写的内容只在本页内，没有写入这台电脑，关闭或刷新本页即消失。",
                } }
            </p>
            <dl class="fact-list">
                if services.kept == Kept::Sealed {
                    <dt>{ "位置" }</dt>
                    <dd>{ format!("本机浏览器，站点 {site}") }</dd>
                }
                if let Some((used, available)) = *quota {
                    <dt>{ "空间" }</dt>
                    <dd>{ format!("已用 {}（含本程序和字体），可用约 {}", bytes(used), bytes(available - used)) }</dd>
                }
                <dt>{ "长期保存" }</dt>
                <dd>
                    { match *persisted {
                        Some(true) => html! { { "浏览器已同意长期保存，空间不足时也不会自动清除。" } },
                        Some(false) => html! {
                            <>
                                { "浏览器在空间不足时可能自动清除。" }
                                <button type="button" class="button-link" onclick={ask}>{ "请求长期保存" }</button>
                            </>
                        },
                        None => html! { { "这个浏览器没有说明是否长期保存，请及时备份。" } },
                    } }
                </dd>
            </dl>
        </section>
    }
}

/// Takes everything away that is kept in this browser, once that was typed.
#[component]
pub(super) fn DeleteAll() -> Html {
    let (services, notify) = (use_services(), use_notify());
    let written = use_state_eq(|| false);
    let on_input = {
        let written = written.setter();
        Callback::from(move |event: InputEvent| {
            let input = event.target_dyn_into::<web_sys::HtmlInputElement>();
            written.set(input.is_some_and(|input| input.value().trim() == WORD));
        })
    };
    let delete = Callback::from(move |_: MouseEvent| {
        let (services, notify) = (services.clone(), notify.clone());
        spawn_local(async move {
            let Some(disk) = &services.disk else { return };
            match disk.clear().await {
                Ok(()) => {
                    services.notes.leaving.set(true);
                    let _ = gloo::utils::window().location().reload();
                }
                Err(error) => notify.failed(format!("没有全部删除：{error}。请重试。")),
            }
        });
    });
    html! {
        <div class="stack">
            <label class="question-label" for="delete-all">{ format!("请输入“{WORD}”二字确认。删除后不能恢复。") }</label>
            <div class="guard-control">
                <input id="delete-all" class="control width-short" type="text" autocomplete="off" oninput={on_input} />
                <button type="button" class="button button-danger" onclick={delete} disabled={!*written}>
                    { "删除本机全部卷宗和附件" }
                </button>
            </div>
        </div>
    }
}

/// What must be typed first.
const WORD: &str = "删除";

fn bytes(count: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size for reading, never negative"
    )]
    let whole = count.max(0.0) as u64;
    size_text(whole)
}
