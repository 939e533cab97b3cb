//! Where what is on the list is kept.

use yew::prelude::*;

use crate::ui::hooks::{use_notify, use_services};
use crate::ui::route::Route;
use crate::ui::state::Kept;

/// Where dossiers are kept, and the way to what can be done about it.
pub(super) fn kept(kept: Kept) -> Html {
    let (look, text, way) = match kept {
        Kept::Sealed | Kept::Locked => (
            "notice-passed",
            "卷宗和附件加密保存在这台电脑的这个浏览器里，不上传。清除浏览器数据或换电脑会看不到它们，请经常备份。",
            "备份、锁定和口令",
        ),
        Kept::InPage => (
            "notice-warning",
            "现在填写的内容只在本页内，关闭或刷新本页即消失。设置口令后，自动加密保存在这台电脑的浏览器里。",
            "设置口令，保存到本机",
        ),
        Kept::Refused => (
            "notice-blocking",
            "这个浏览器不允许本页面保存数据，可能是无痕窗口或管理策略所致。填写的内容关闭本页即消失，离开前请备份成文件。",
            "备份成文件",
        ),
    };
    html! {
        <section aria-label="数据保存在哪里" class={classes!("notice", look)}>
            <p>{ text }{ " " }<a href={Route::Keep.to_string()}>{ way }</a></p>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct UnreadableProps {
    /// Ids of those that are damaged.
    pub(super) damaged: Vec<String>,
    /// How many were written by a later version.
    pub(super) newer: usize,
    /// Told when the store was changed.
    pub(super) on_change: Callback<()>,
}

/// Says that something is kept that cannot be read; what is damaged can be taken away.
#[component]
pub(super) fn Unreadable(props: &UnreadableProps) -> Html {
    let (services, notify) = (use_services(), use_notify());
    let discard = {
        let (damaged, on_change) = (props.damaged.clone(), props.on_change.clone());
        Callback::from(move |_: MouseEvent| {
            let (library, notify) = (services.library(), notify.clone());
            let (damaged, on_change) = (damaged.clone(), on_change.clone());
            wasm_bindgen_futures::spawn_local(async move {
                for id in &damaged {
                    if let Err(error) = library.discard(id).await {
                        notify.failed(format!("{error}。"));
                        break;
                    }
                }
                on_change.emit(());
            });
        })
    };
    html! {
        <>
            if props.newer > 0 {
                <p class="notice notice-blocking" role="alert">
                    { format!("本机有 {} 份卷宗由更高版本的备案通保存，没有被改动，请升级本页后打开。", props.newer) }
                </p>
            }
            if !props.damaged.is_empty() {
                <div class="notice notice-blocking" role="alert">
                    <p>{ format!("本机有 {} 份卷宗的数据已损坏，无法读取，没有被删除。有备份文件的，请到“保存”打开备份。", props.damaged.len()) }</p>
                    <details>
                        <summary>{ "不再需要它们" }</summary>
                        <p><button type="button" class="button button-small button-danger" onclick={discard}>
                            { "彻底删除已损坏的卷宗，不能恢复" }
                        </button></p>
                    </details>
                </div>
            }
        </>
    }
}
