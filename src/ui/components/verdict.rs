//! The verdict in words and numbers.

use yew::prelude::*;

use super::Weight;
use crate::check::Verdict;

/// The verdict in one line: `可以提交` or `尚不能提交：还有 5 个问题（阻断 2、待定 3），警告 1、建议 0`.
pub fn verdict_text(verdict: &Verdict) -> String {
    if !verdict.ready {
        let [blocking, waiting, warning, advice] =
            Weight::ALL.map(|weight| format!("{} {}", weight.word(), count(verdict, weight)));
        let open = verdict.open();
        return format!("尚不能提交：还有 {open} 个问题（{blocking}、{waiting}），{warning}、{advice}");
    }
    match (verdict.warnings, verdict.advice) {
        (0, 0) => "可以提交".to_owned(),
        _ => format!("可以提交；警告 {}、建议 {}，请逐项确认", verdict.warnings, verdict.advice),
    }
}

/// How many findings of a weight a verdict counts.
pub fn count(verdict: &Verdict, weight: Weight) -> usize {
    match weight {
        Weight::Blocking => verdict.blocking,
        Weight::Waiting => verdict.waiting,
        Weight::Warning => verdict.warnings,
        Weight::Advice => verdict.advice,
    }
}

/// The verdict over a page; changes are announced.
pub fn verdict_banner(verdict: &Verdict) -> Html {
    let look = if verdict.ready {
        "notice-passed"
    } else if verdict.blocking > 0 {
        "notice-blocking"
    } else {
        "notice-waiting"
    };
    html! {
        <p class={classes!("notice", "verdict", look)} role="status">
            <strong>{ verdict_text(verdict) }</strong>
            <span class="verdict-passed">{ format!("已通过检查 {} 项", verdict.passed) }</span>
        </p>
    }
}
