//! Setting a passphrase: the first one, or another.

use std::rc::Rc;

use yew::prelude::*;

use super::passphrase::{Passphrase, typed, use_new_passphrase};
use super::vault::{self, Opened};
use crate::ui::components::work_line;
use crate::ui::hooks::{WorkState, use_services, use_work_named};
use crate::ui::packages::Stopped;

/// What is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// The first passphrase: makes the vault.
    First,
    /// Another in the place of the present one.
    Another,
    /// A new one, by the recovery sheet.
    Recover,
}

#[derive(Properties, PartialEq)]
pub(super) struct ProtectProps {
    pub(super) change: Change,
    /// Given the opened store.
    pub(super) on_done: Callback<Rc<Opened>>,
}

impl PartialEq for Opened {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A form for a passphrase.
#[component]
pub(super) fn Protect(props: &ProtectProps) -> Html {
    let (services, work) = (use_services(), use_work_named("口令设置"));
    let before = use_node_ref();
    let new = use_new_passphrase(["passphrase-new", "passphrase-again"]);
    let busy = matches!(work.state(), WorkState::Running(_));
    let change = props.change.clone();
    let on_submit = {
        let (services, work) = (services.clone(), work.clone());
        let (before, new) = (before.clone(), new.clone());
        let (change, on_done) = (change.clone(), props.on_done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(passphrase) = new.take() else { return };
            let (services, change, before) = (services.clone(), change.clone(), typed(&before));
            let on_done = on_done.clone();
            work.start(
                "正在准备",
                move |watch| async move {
                    match change {
                        Change::First => vault::protect(&services, &passphrase, &watch).await,
                        Change::Another => vault::unlock(&services, &before, Some(&passphrase), &watch).await,
                        Change::Recover if before.trim().is_empty() => {
                            Err(Stopped::Failed("请填写恢复凭据上的恢复密钥。".to_owned()))
                        }
                        Change::Recover => vault::recover(&services, &before, &passphrase, &watch).await,
                    }
                },
                move |opened| on_done.emit(Rc::new(opened)),
            );
        })
    };
    html! {
        <form class="stack guard-form" onsubmit={on_submit}>
            { match change {
                Change::First => Html::default(),
                Change::Another => html! {
                    <Passphrase id="passphrase-before" label="现在的口令" control={before} />
                },
                Change::Recover => html! {
                    <Passphrase id="recovery-secret" label="恢复密钥" control={before}
                        help="恢复凭据上以 AGE-SECRET-KEY-1 开头的全部字符，有没有空格都可以。" />
                },
            } }
            { new.fields(
                "新口令",
                "至少 8 个字符，可以用中文。几个不相干的词连成一句，比短而复杂的口令更好记、更难猜。",
            ) }
            <p class="button-row">
                <button type="submit" class="button button-primary" disabled={busy}>
                    { match change {
                        Change::First => "设置口令，加密保存",
                        Change::Another => "更换口令",
                        Change::Recover => "打开并设置新口令",
                    } }
                </button>
            </p>
            { work_line(&work) }
        </form>
    }
}
