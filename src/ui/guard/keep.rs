//! 保存与备份: how dossiers are kept here, and how they are taken along.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::backups::Backups;
use super::lock::{self, MINUTES};
use super::opening::Opening;
use super::passphrase::{Passphrase, typed};
use super::protect::{Change, Protect};
use super::recovery::Recovery;
use super::storage::{DeleteAll, Storage};
use super::unlock::Unlock;
use super::vault::{self, Opened};
use crate::ui::browser;
use crate::ui::components::work_line;
use crate::ui::hooks::{WorkState, use_notify, use_reach, use_work};
use crate::ui::state::Kept;

/// 保存与备份.
#[component]
pub(super) fn KeepPage() -> Html {
    let reach = use_reach();
    // What stands on the recovery sheet, while it is shown.
    let secret = use_state(|| None::<AttrValue>);
    let reveal = {
        let secret = secret.setter();
        use_callback((), move |opened: Rc<Opened>, ()| secret.set(Some(opened.secret.clone().into())))
    };
    let protected = {
        let (reveal, reach) = (reveal.clone(), reach.clone());
        Callback::from(move |opened: Rc<Opened>| {
            opened.enter(&reach);
            reach.notify.done("已设置口令，卷宗和附件已加密保存在本机浏览器。");
            reveal.emit(opened);
        })
    };
    let hide = {
        let secret = secret.setter();
        use_callback((), move |(), ()| secret.set(None))
    };
    use_effect_with(secret.is_some(), |shown| {
        if *shown {
            browser::focus("recovery-title");
        }
    });
    let kept = reach.services.kept;
    if kept == Kept::Locked {
        return html! { <Unlock /> };
    }
    html! {
        <div class="guard-page stack-large">
            <header class="stack">
                <h1>{ "保存与备份" }</h1>
                <p class="lead">{ "卷宗只在这台电脑上。设口令后加密保存；经常备份成文件，电脑损坏、浏览器数据被清除时也找得回来。" }</p>
            </header>
            if let Some(secret) = &*secret {
                <Recovery secret={secret.clone()} on_done={hide} />
            }
            if kept == Kept::InPage {
                <section class="sheet stack" aria-labelledby="protect-title">
                    <h2 id="protect-title">{ "设置口令，加密保存到本机" }</h2>
                    <p>{ "设置后，填写的内容自动加密保存在这个浏览器里，下次输入口令即可继续。口令不保存、不上传；忘记后本页面和任何人都不能找回，所以设置后会给出一份恢复凭据，请妥善保管。" }</p>
                    <Protect change={Change::First} on_done={protected} />
                    <p class="small soft">{ "不设口令也可以填写、检查、打印和导出，但什么都不写入这台电脑，关闭本页即消失。" }</p>
                </section>
            }
            if kept == Kept::Sealed && secret.is_none() {
                <Protection on_reveal={reveal} />
            }
            <Backups />
            <Opening />
            <Storage />
            if kept == Kept::Sealed {
                <details class="sheet">
                    <summary>{ "删除本机全部数据" }</summary>
                    <div class="stack">
                        <p>{ "卷宗、附件和口令都从这个浏览器中删除，适合不再使用这台电脑时。已保存的备份文件和备案包不受影响。" }</p>
                        <DeleteAll />
                    </div>
                </details>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ProtectionProps {
    on_reveal: Callback<Rc<Opened>>,
}

/// Locking, another passphrase, the recovery sheet.
#[component]
fn Protection(props: &ProtectionProps) -> Html {
    let (reach, notify, work) = (use_reach(), use_notify(), use_work());
    let services = &reach.services;
    let control = use_node_ref();
    let lock_now = {
        let reach = reach.clone();
        Callback::from(move |_: MouseEvent| lock::lock_all(&reach))
    };
    let choose = {
        let services = services.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().and_then(|it| it.value().parse().ok());
            if let Some(minutes) = chosen {
                lock::choose(&services, minutes);
            }
        })
    };
    let remind = {
        let services = services.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                lock::remind(&services, input.checked());
            }
        })
    };
    let changed = {
        let notify = notify.clone();
        Callback::from(move |_: Rc<Opened>| {
            notify.done("口令已更换。恢复凭据不变，仍然有效。");
        })
    };
    let show = {
        let (services, work, control) = (services.clone(), work.clone(), control.clone());
        let on_reveal = props.on_reveal.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (services, passphrase, on_reveal) = (services.clone(), typed(&control), on_reveal.clone());
            work.start(
                "正在核对口令",
                move |watch| async move { vault::unlock(&services, &passphrase, None, &watch).await },
                move |opened| on_reveal.emit(Rc::new(opened)),
            );
        })
    };
    let now = services.notes.lock_after.get();
    let mut minutes = MINUTES;
    minutes.sort_unstable();
    let busy = matches!(work.state(), WorkState::Running(_));
    html! {
        <section class="sheet stack" aria-labelledby="protection-title">
            <h2 id="protection-title">{ "口令和锁定" }</h2>
            <p>{ "本机卷宗已加密保存。" }</p>
            <div class="button-row">
                <button type="button" class="button" onclick={lock_now}>{ "立即锁定" }</button>
                <label for="lock-after">{ "无操作后自动锁定" }</label>
                <select autocomplete="off" id="lock-after" class="control" onchange={choose}>
                    { for minutes.iter().map(|minutes| html! {
                        <option value={minutes.to_string()} selected={*minutes == now}>
                            { if *minutes < 60 { format!("{minutes} 分钟") } else { format!("{} 小时", minutes / 60) } }
                        </option>
                    }) }
                </select>
            </div>
            <label class="option">
                <input autocomplete="off" type="checkbox" checked={services.notes.reminds.get()} onchange={remind} />
                { "关闭本页时，有修改还没有备份成文件的，提醒我" }
            </label>
            <details>
                <summary>{ "更换口令" }</summary>
                <Protect change={Change::Another} on_done={changed} />
            </details>
            <details>
                <summary>{ "再看恢复凭据" }</summary>
                <form class="stack guard-form" onsubmit={show}>
                    <Passphrase id="passphrase-reveal" label="现在的口令" {control} />
                    <p><button type="submit" class="button" disabled={busy}>{ "显示恢复凭据" }</button></p>
                    { work_line(&work) }
                </form>
            </details>
        </section>
    }
}
