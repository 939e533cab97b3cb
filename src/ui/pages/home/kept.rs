//! Where what is on the list is kept.

use yew::prelude::*;

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

/// Says that something is kept that cannot be read.
pub(super) fn unreadable(count: usize) -> Html {
    if count == 0 {
        return Html::default();
    }
    html! {
        <p class="notice notice-blocking" role="alert">
            { format!("本机有 {count} 份卷宗无法读取：数据已损坏，或者由更高版本的备案通保存。它们没有被删除；请升级本页，或者打开备份文件。") }
        </p>
    }
}
