//! The way in to what is kept on this machine.

use std::rc::Rc;

use yew::prelude::*;

use super::passphrase::{Passphrase, typed};
use super::protect::{Change, Protect};
use super::storage::DeleteAll;
use super::vault::{self, Opened};
use crate::ui::components::work_line;
use crate::ui::hooks::{WorkState, use_reach, use_work};
use crate::ui::packages::Stopped;
use crate::ui::state::{Keeping, Kept};

/// Asks for the passphrase.
#[component]
pub(super) fn Unlock() -> Html {
    let (reach, work) = (use_reach(), use_work());
    let control = use_node_ref();
    let done = {
        let reach = reach.clone();
        Callback::from(move |opened: Rc<Opened>| opened.enter(&reach))
    };
    let on_submit = {
        let (services, work, control, done) =
            (reach.services.clone(), work.clone(), control.clone(), done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (services, passphrase, done) = (services.clone(), typed(&control), done.clone());
            work.start(
                "正在解锁",
                move |watch| async move {
                    if passphrase.is_empty() {
                        return Err(Stopped::Failed("请输入口令。".to_owned()));
                    }
                    vault::unlock(&services, &passphrase, None, &watch).await
                },
                move |opened| done.emit(Rc::new(opened)),
            );
        })
    };
    let this_time = {
        let keep = reach.keep.clone();
        Callback::from(move |_: MouseEvent| {
            keep.emit(Keeping::in_page(Kept::InPage));
        })
    };
    let busy = matches!(work.state(), WorkState::Running(_));
    html! {
        <div class="guard-unlock stack-large">
            <section class="sheet stack">
                <h1>{ "本机卷宗已锁定" }</h1>
                <p>{ "卷宗和附件加密保存在这个浏览器里。输入口令后打开。" }</p>
                <form class="stack guard-form" onsubmit={on_submit}>
                    <Passphrase id="passphrase" label="口令" {control} first=true />
                    <p><button type="submit" class="button button-primary" disabled={busy}>{ "解锁" }</button></p>
                    { work_line(&work) }
                </form>
            </section>
            <details class="sheet">
                <summary>{ "忘记了口令" }</summary>
                <div class="stack">
                    <p>{ "口令只有您知道，本页面和任何人都不能找回。有恢复凭据的，可以用它打开并设置新口令；有备份文件（.beian）的，可以用备份时的口令在任何电脑上打开。" }</p>
                    <Protect change={Change::Recover} on_done={done} />
                    <hr />
                    <p>{ "口令、恢复凭据和备份都没有的，只能删除本机数据，重新开始。" }</p>
                    <DeleteAll />
                </div>
            </details>
            <p>
                <button type="button" class="button-link" onclick={this_time}>{ "这次不打开，只临时使用" }</button>
                { " " }
                <span class="small soft">{ "临时填写的内容不保存，关闭本页即消失；已保存的卷宗不受影响。" }</span>
            </p>
        </div>
    }
}
