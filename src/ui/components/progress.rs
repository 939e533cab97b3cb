//! A job on its way: what it does, how far it is, and a way to stop it.

use yew::prelude::*;

use crate::ui::hooks::{Work, WorkState};

/// Properties of [`ProgressLine`].
#[derive(Properties, PartialEq)]
pub struct ProgressLineProps {
    /// What is being done, e.g. `正在检查 批准书.pdf`.
    pub label: AttrValue,
    /// Share done, 0 to 1; `None` while it cannot be told.
    #[prop_or_default]
    pub done: Option<f64>,
    /// Stops the job; absent where it cannot be stopped.
    #[prop_or_default]
    pub on_cancel: Option<Callback<()>>,
}

/// One line with a bar.
#[component]
pub fn ProgressLine(props: &ProgressLineProps) -> Html {
    let id = use_memo((), |()| crate::ui::browser::new_id());
    let value = props.done.map(|done| format!("{:.3}", done.clamp(0.0, 1.0)));
    html! {
        <div class="progress-line">
            <span class="progress-line-label" id={(*id).clone()}>{ &props.label }</span>
            <progress class="progress-line-bar" max="1" {value} aria-labelledby={(*id).clone()} />
            if let Some(on_cancel) = &props.on_cancel {
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
            <ProgressLine
                label={step.label.clone()}
                done={(step.total > 0).then(|| step.share())}
                on_cancel={stop}
            />
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
