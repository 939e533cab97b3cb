//! A job on its way: what it does, how far it is, and a way to stop it.

use yew::prelude::*;

use crate::ui::hooks::{Work, WorkState};

/// One line with a bar. `label` says what is being done, e.g. `正在检查 批准书.pdf`; `done` is the share, 0 to
/// 1, `None` while it cannot be told; `on_cancel` stops the job, absent where it cannot be stopped.
pub fn progress_line(label: &str, done: Option<f64>, on_cancel: Option<Callback<()>>) -> Html {
    let value = done.map(|done| format!("{:.3}", done.clamp(0.0, 1.0)));
    html! {
        <div class="progress-line">
            <span class="progress-line-label" aria-hidden="true">{ label }</span>
            <progress class="progress-line-bar" max="1" {value} aria-label={label.to_owned()} />
            if let Some(on_cancel) = on_cancel {
                <button type="button" class="button-link" onclick={on_cancel.reform(|_: MouseEvent| ())}>
                    { "取消" }
                </button>
            }
        </div>
    }
}

/// A piece of work on its way, or why it failed; nothing while it is idle.
pub fn work_line(work: &Work) -> Html {
    let stop = {
        let work = work.clone();
        Callback::from(move |()| work.stop())
    };
    match work.state() {
        WorkState::Idle => Html::default(),
        WorkState::Running(step) => html! {
            { progress_line(&step.label, (step.total > 0).then(|| step.share()), Some(stop)) }
        },
        WorkState::Failed(sentence) => html! {
            <div class="notice notice-blocking notice-closable" role="alert">
                <p>{ sentence }</p>
                <button type="button" class="button-link" onclick={stop.reform(|_: MouseEvent| ())}>
                    { "知道了" }
                </button>
            </div>
        },
    }
}
