//! The recovery sheet (恢复凭据): shown, printed, saved.

use yew::prelude::*;

use crate::calendar::chinese_date;
use crate::ui::browser;
use crate::ui::hooks::use_notify;

/// What every key begins with (age, C2SP).
const KIND: &str = "AGE-SECRET-KEY-1";

#[derive(Properties, PartialEq)]
pub(super) struct RecoveryProps {
    /// `AGE-SECRET-KEY-1…`.
    pub(super) secret: AttrValue,
    /// The user has it.
    pub(super) on_done: Callback<()>,
}

/// Shows the recovery sheet until the user says that it is safe.
#[component]
pub(super) fn Recovery(props: &RecoveryProps) -> Html {
    let notify = use_notify();
    let site = gloo::utils::window().location().host().unwrap_or_default();
    let today = chinese_date(browser::today());
    let print = Callback::from(|_: MouseEvent| {
        // Where the browser cannot print, the file is there.
        let _ = gloo::utils::window().print();
    });
    let save = {
        let (secret, site, today) = (props.secret.clone(), site.clone(), today.clone());
        Callback::from(move |_: MouseEvent| {
            // Lines that begin with # are comments to the age tool, which reads the file as it is.
            let text = format!("# 备案通恢复凭据\r\n# 站点：{site}\r\n# 日期：{today}\r\n{secret}\r\n");
            if !browser::save_file("备案通恢复凭据.txt", text.as_bytes(), "text/plain") {
                notify.failed("浏览器不允许下载，请检查浏览器设置，或改为打印。");
            }
        })
    };
    let on_done = props.on_done.reform(|_: MouseEvent| ());
    // In groups, so that it can be copied by hand from the paper.
    let (kind, key) = props.secret.split_at_checked(KIND.len()).unwrap_or((&*props.secret, ""));
    let groups = key.as_bytes().chunks(8).filter_map(|group| std::str::from_utf8(group).ok());
    let groups: Vec<&str> = std::iter::once(kind).chain(groups).collect();
    html! {
        <section class="sheet stack recovery" aria-labelledby="recovery-title">
            <h2 id="recovery-title" tabindex="-1">{ "恢复凭据" }</h2>
            <p>{ "忘记口令时，凭它打开这台电脑上保存的卷宗。持有它的人不用口令就能打开，请像保管公章一样保管：打印后锁入柜中，或者存在另一处；不要发给他人，不要和电脑放在一起。" }</p>
            <dl class="fact-list">
                <dt>{ "站点" }</dt><dd>{ site }</dd>
                <dt>{ "日期" }</dt><dd>{ today }</dd>
                <dt>{ "恢复密钥" }</dt>
                <dd><code class="recovery-secret">{ for groups.iter().map(|group| html! { <span>{ *group }</span> }) }</code></dd>
            </dl>
            <div class="button-row no-print">
                <button type="button" class="button button-primary" onclick={print}>{ "打印" }</button>
                <button type="button" class="button" onclick={save}>{ "保存为文件" }</button>
                <button type="button" class="button" onclick={on_done}>{ "已妥善保存，不再显示" }</button>
            </div>
        </section>
    }
}
