//! Where the latest content is, and what to do when it cannot be saved.

use yew::prelude::*;

use super::icon::icon;
use crate::dossier::Dossier;
use crate::ui::browser;
use crate::ui::state::{Reach, SaveStatus, Shared};

/// One line: where and when the content was last saved.
pub(super) fn save_status(status: &SaveStatus, dossier: &Dossier, durable: bool) -> Html {
    let saved = |when: String| {
        let (word, place) =
            if durable { ("已保存", "在本机浏览器") } else { ("暂存", "在本页") };
        html! { <>{ word }<span class="save-place">{ place }</span>{ " " }{ when }</> }
    };
    let (class, drawing, text) = match status {
        SaveStatus::Unchanged => ("save-done", "disk", saved(browser::moment(&dossier.changed))),
        SaveStatus::Saving => ("save-busy", "disk", html! { { "正在保存…" } }),
        SaveStatus::Saved(at) => ("save-done", "disk", saved(at.clone())),
        SaveStatus::Failed(_) => ("save-failed", "warning", html! { { "保存失败" } }),
    };
    html! {
        <span class={classes!("save-status", class)} data-save={class}>{ icon(drawing) }<span>{ text }</span></span>
    }
}

/// A warning over the page while the content is in memory only, with a way to take it along.
pub(super) fn save_failure(status: &SaveStatus, dossier: &Shared<Dossier>, reach: &Reach) -> Html {
    let reason = match status {
        SaveStatus::Failed(reason) => {
            format!("未能保存：{reason}。可以继续填写，每隔几秒会再次尝试保存；请勿关闭本页。")
        }
        _ if !reach.services.store.durable() => {
            "浏览器不允许本页面保存数据，填写的内容在关闭本页后即丢失。离开前请导出备案包，或下载数据文件。"
                .to_owned()
        }
        _ => return Html::default(),
    };
    let (dossier, notify) = (dossier.clone(), reach.notify.clone());
    let download = move |_: MouseEvent| {
        let json = serde_json::to_vec(&*dossier).unwrap_or_default();
        let name = format!("{}.json", dossier.name);
        if !browser::save_file(&name, &json, "application/json") {
            notify.failed("浏览器不允许下载，请检查浏览器设置。");
        }
    };
    html! {
        <div class="save-failure" role="alert">
            <div class="notice notice-blocking">
                <p>{ reason }</p>
                <p class="button-row">
                    <button type="button" class="button button-small" onclick={download}>{ "下载数据文件" }</button>
                    <span class="small soft">{ "数据文件含全部填写内容，不含附件；可在“我的卷宗”中打开。" }</span>
                </p>
            </div>
        </div>
    }
}
