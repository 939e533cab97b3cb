//! The page for verification.

use yew::prelude::*;

use super::outcome::OutcomeView;
use super::queue::{Received, Verifying, use_verifying};
use super::unlock::Unlock;
use crate::ui::components::{DropZone, progress_line, use_drop_guard};
use crate::ui::files::{self, size_text};
use crate::ui::hooks::{WorkState, use_services};
use crate::ui::packages::PACKAGES;

/// 核验 of received packages.
#[component]
pub fn VerifyPage() -> Html {
    use_drop_guard();
    let verifying = use_verifying();
    {
        let (services, add) = (use_services(), verifying.add.clone());
        use_effect_with((), move |()| {
            // Chosen on another page.
            if let Some(file) = services.notes.incoming.take() {
                add.emit(vec![file]);
            }
        });
    }
    let share = match verifying.work.state() {
        WorkState::Running(step) if step.total > 0 => step.share(),
        _ => 0.0,
    };
    html! {
        <div class="verify-page">
            <header class="stack">
                <h1>{ "核验备案包" }</h1>
                <p class="lead">
                    { "逐个核对备案包内每个文件的摘要，重新进行全部检查，查看填报内容。全部在本机完成，不需要联网，文件不会上传。" }
                </p>
            </header>
            <DropZone
                id="verify-choose"
                purpose="核验"
                invitation="把收到的备案包（ZIP，连同签名文件）拖到此处，或者"
                button="选择备案包"
                accept={PACKAGES}
                many={true}
                on_files={verifying.add.clone()}
            />
            { for verifying.unmatched.iter().map(|name| html! {
                <p class="notice notice-warning" role="status">
                    { format!("签名文件“{name}”没有对应的备案包：请与备案包一起选择，文件名应为备案包的名称再加扩展名。") }
                </p>
            }) }
            { verifying.batch.line(share, verifying.stop.clone()) }
            <ol class="verify-list plain" aria-live="polite">
                { for verifying.received.iter().map(|received| html! {
                    <li key={received.key} class="verify-item sheet">{ item(received, &verifying) }</li>
                }) }
            </ol>
            if verifying.received.is_empty() {
                <section class="verify-about">
                    <h2>{ "核验什么" }</h2>
                    <ul>
                        <li>{ "每个文件的大小、SHA-256 和 SM3 摘要与清单是否一致；改动、缺少、多出的文件逐个列出。" }</li>
                        <li>{ "填报数据、材料记录与清单是否相互一致。" }</li>
                        <li>{ "按同一版本的事项定义重新检查，结论与包内所载是否一致。" }</li>
                    </ul>
                    <p class="soft">
                        { "核验能发现传输和保存中的改动，不能证明由谁制作。需要确认来源的，请与提交单位核对整包摘要；随备案包提供的签名文件（.p7s、.sig、.asc、.ofd 等）只列出，不判断其真伪。" }
                    </p>
                </section>
            }
        </div>
    }
}

fn item(received: &Received, verifying: &Verifying) -> Html {
    let on_remove = {
        let (remove, key) = (verifying.remove.clone(), received.key);
        Callback::from(move |_: MouseEvent| remove.emit(key))
    };
    let name = received.package.file.name();
    let body = match received.found.as_deref() {
        None if received.is_locked() => {
            html! { <Unlock of={received.key} on_identity={verifying.unlock.clone()} /> }
        }
        None => {
            let on_cancel = verifying.remove.reform({
                let key = received.key;
                move |()| key
            });
            match verifying.work.state() {
                WorkState::Running(step) if verifying.current == Some(received.key) => {
                    let done = (step.total > 0).then(|| step.share());
                    progress_line(&step.label, done, Some(on_cancel))
                }
                _ => progress_line("等待核验", None, Some(on_cancel)),
            }
        }
        Some(Err(sentence)) => html! { <p class="notice notice-blocking">{ sentence }</p> },
        Some(Ok(_)) => {
            let on_all_marks = {
                let (read, key) = (verifying.read_all_marks.clone(), received.key);
                Callback::from(move |_: MouseEvent| read.emit(key))
            };
            html! { <OutcomeView received={received.clone()} {on_all_marks} /> }
        }
    };
    html! {
        <>
            <header class="verify-item-head">
                <h2 class="verify-item-name">{ &name }</h2>
                <span class="soft">{ size_text(files::size(&received.package.file)) }</span>
                <button type="button" class="button-link" onclick={on_remove}>
                    { "从列表移除" }<span class="visually-hidden">{ format!("：{name}") }</span>
                </button>
            </header>
            { body }
        </>
    }
}
