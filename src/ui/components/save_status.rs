//! Where the latest content is, and what to do when it cannot be saved.

use yew::prelude::*;

use super::icon::icon;
use crate::dossier::Dossier;
use crate::ui::browser;
use crate::ui::route::{Page, Route};
use crate::ui::state::{Kept, SaveStatus};

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

/// A warning over the page while the content is in memory only, with a way to keep it.
pub(super) fn save_failure(status: &SaveStatus, dossier: &str, kept: Kept) -> Html {
    let backup = Route::Dossier(dossier.to_owned(), Page::Backup);
    let (look, text, to, way) = match (status, kept) {
        (SaveStatus::Failed(reason), _) => (
            "notice-blocking",
            format!(
                "未能保存：{reason}。可以继续填写，每隔几秒会再次尝试保存；请勿关闭本页，并先备份成文件。"
            ),
            backup,
            "备份成文件",
        ),
        (_, Kept::Refused) => (
            "notice-blocking",
            "浏览器不允许本页面保存数据，填写的内容关闭本页即消失。离开前请备份成文件。".to_owned(),
            backup,
            "备份成文件",
        ),
        (_, Kept::InPage) => (
            "notice-warning",
            "填写的内容还没有保存到这台电脑，关闭或刷新本页即消失。".to_owned(),
            Route::Keep,
            "设置口令，保存到本机",
        ),
        _ => return Html::default(),
    };
    html! {
        <div class="save-failure" role={if look == "notice-blocking" { "alert" } else { "status" }}>
            <p class={classes!("notice", look)}>{ text }{ " " }<a href={to.to_string()}>{ way }</a></p>
        </div>
    }
}
