//! A job on its way, or several: what is done, how far it is, and a way to stop it.

use yew::prelude::*;

use crate::ui::hooks::{Work, WorkState};

/// One line with a bar. `label` says what is being done, e.g. `正在检查 批准书.pdf`; `done` is the share, 0 to
/// 1, `None` while it cannot be told; `on_cancel` stops the job, absent where it cannot be stopped.
pub fn progress_line(label: &str, done: Option<f64>, on_cancel: Option<Callback<()>>) -> Html {
    line(label, done, on_cancel.map(|on_cancel| ("取消", on_cancel)))
}

fn line(label: &str, done: Option<f64>, cancel: Option<(&'static str, Callback<()>)>) -> Html {
    // In thousandths, as a whole number: printing fractions is a large part of a small program.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1000")]
    let value = done.map(|done| ((done.clamp(0.0, 1.0) * 1000.0) as u32).to_string());
    html! {
        <div class="progress-line">
            <span class="progress-line-label" aria-hidden="true">{ label }</span>
            <progress class="progress-line-bar" max="1000" {value} aria-label={label.to_owned()} />
            if let Some((word, on_cancel)) = cancel {
                <button type="button" class="button-link" onclick={on_cancel.reform(|_: MouseEvent| ())}>
                    { word }
                </button>
            }
        </div>
    }
}

/// Several things, of which one is done after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Not done yet.
    open: usize,
    /// All since nothing was open.
    total: usize,
}

impl Batch {
    /// The batch when so many are open: those that come join it, and it ends with the last one.
    #[must_use]
    pub fn with_open(self, open: usize) -> Self {
        let total = if open == 0 { 0 } else { self.total + open.saturating_sub(self.open) };
        Self { open, total }
    }

    /// One line for all, where there are several; `share` is how far the one at hand is, 0 to 1.
    pub fn line(self, share: f64, on_cancel: Callback<()>) -> Html {
        let Self { open, total } = self;
        if total < 2 {
            return Html::default();
        }
        let done = total - open;
        let label = format!("正在处理第 {} 个，共 {total} 个", done + 1);
        #[expect(clippy::cast_precision_loss, reason = "nobody chooses so many files")]
        let done = (done as f64 + share) / total as f64;
        line(&label, Some(done), Some(("全部取消", on_cancel)))
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
