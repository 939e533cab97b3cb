//! Where the latest content is, and what to do when it cannot be saved.

use yew::prelude::*;

use super::Icon;
use crate::ui::browser;
use crate::ui::hooks::{use_dossier, use_notify, use_save_status, use_services};
use crate::ui::state::SaveStatus;

/// One line: where and when the content was last saved.
#[component]
pub(super) fn SaveStatusLine() -> Html {
    let (status, dossier, services) = (use_save_status(), use_dossier(), use_services());
    let saved = |when: String| {
        let (word, place) = if services.store.durable() {
            ("已保存", "在本机浏览器")
        } else {
            ("暂存", "在本页")
        };
        html! { <>{ word }<span class="save-place">{ place }</span>{ " " }{ when }</> }
    };
    let (class, text) = match &status {
        SaveStatus::Unchanged => ("save-done", saved(browser::moment(&dossier.changed))),
        SaveStatus::Saving => ("save-busy", html! { { "正在保存…" } }),
        SaveStatus::Saved(at) => ("save-done", saved(at.clone())),
        SaveStatus::Failed(_) => ("save-failed", html! { { "保存失败" } }),
    };
    let icon = if matches!(status, SaveStatus::Failed(_)) { "warning" } else { "disk" };
    html! {
        <span class={classes!("save-status", class)} data-save={class}><Icon name={icon} /><span>{ text }</span></span>
    }
}

/// A warning over the page while the content is in memory only, with a way to take it along.
#[component]
pub(super) fn SaveFailure() -> Html {
    let (status, dossier) = (use_save_status(), use_dossier());
    let (services, notify) = (use_services(), use_notify());
    let reason = match &status {
        SaveStatus::Failed(reason) => {
            format!("未能保存：{reason}。可以继续填写，每隔几秒会再次尝试保存；请勿关闭本页。")
        }
        _ if !services.store.durable() => {
            "浏览器不允许本页面保存数据，填写的内容在关闭本页后即丢失。离开前请导出备案包，或下载数据文件。"
                .to_owned()
        }
        _ => return Html::default(),
    };
    let download = Callback::from(move |_: MouseEvent| {
        let json = serde_json::to_vec_pretty(&*dossier).unwrap_or_default();
        let name = format!("{}.json", dossier.name);
        if !browser::save_file(&name, &json, "application/json") {
            notify.failed("浏览器不允许下载，请检查浏览器设置。");
        }
    });
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
