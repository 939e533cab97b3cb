//! Where the dossiers are kept, how much room they take, and whether the browser promises to keep them.

use yew::prelude::*;

use crate::ui::browser;
use crate::ui::files::size_text;
use crate::ui::hooks::{use_notify, use_services};

/// When to look again.
#[derive(Properties, PartialEq)]
pub(super) struct StorageProps {
    /// Counts up whenever the store was changed.
    pub(super) changed: usize,
}

/// Where the dossiers are kept.
#[component]
pub(super) fn Storage(props: &StorageProps) -> Html {
    let (services, notify) = (use_services(), use_notify());
    let quota = use_state(|| None::<(f64, f64)>);
    let persisted = use_state(|| None::<bool>);
    {
        let (quota, persisted) = (quota.setter(), persisted.setter());
        use_effect_with(props.changed, move |_| {
            wasm_bindgen_futures::spawn_local(async move {
                quota.set(browser::quota().await);
                persisted.set(browser::persisted().await);
            });
        });
    }
    let ask = {
        let persisted = persisted.setter();
        Callback::from(move |_: MouseEvent| {
            let (persisted, notify) = (persisted.clone(), notify.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let granted = browser::persist().await;
                persisted.set(Some(granted));
                if granted {
                    notify.done("浏览器已同意长期保存本页数据。");
                } else {
                    notify.failed(
                        "浏览器没有同意。把本页加入收藏、经常使用后可以再试；重要卷宗请及时导出备案包。",
                    );
                }
            });
        })
    };
    let site = gloo::utils::window().location().host().unwrap_or_default();
    html! {
        <section class="sheet stack" aria-labelledby="storage-title">
            <h2 id="storage-title">{ "数据保存在哪里" }</h2>
            if services.store.durable() {
                <p class="prose">
                    { "卷宗和附件保存在这台电脑的这个浏览器里，不上传到任何服务器。" }
                    { "清除浏览器数据、换浏览器或换电脑都会看不到它们；请在每个阶段导出备案包留存。" }
                </p>
            } else {
                <p class="notice notice-blocking">
                    { "这个浏览器不允许本页面保存数据（可能是无痕窗口或管理策略所致）。填写的内容在关闭本页后即丢失，离开前请导出备案包。" }
                </p>
            }
            <dl class="fact-list">
                if services.store.durable() {
                    <dt>{ "位置" }</dt>
                    <dd>{ format!("本机浏览器，站点 {site}") }</dd>
                }
                if let Some((used, available)) = *quota {
                    <dt>{ "空间" }</dt>
                    <dd>{ format!("已用 {}，可用约 {}", bytes(used), bytes(available - used)) }</dd>
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
                        None => html! { { "这个浏览器没有说明是否长期保存，请及时导出备案包留存。" } },
                    } }
                </dd>
            </dl>
        </section>
    }
}

fn bytes(count: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size for reading, never negative"
    )]
    let whole = count.max(0.0) as u64;
    size_text(whole)
}
