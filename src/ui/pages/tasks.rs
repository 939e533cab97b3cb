//! The task list of a dossier: the steps, how far each is, and which comes next.

use yew::prelude::*;

use crate::calendar::{Calendar, chinese_date};
use crate::check::{ClockReport, Report, Standing};
use crate::procedure::{Clock, Stage};
use crate::ui::browser;
use crate::ui::components::{icon, numeral, step_number};
use crate::ui::hooks::{progress, use_procedure, use_services, use_slices};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Step, StepState, overall_words};

/// The task list of a dossier.
#[component]
pub fn TasksPage() -> Html {
    let (procedure, slices, holidays) = (use_procedure(), use_slices(), use_services().holidays);
    let (dossier, report) = (&slices.dossier, &slices.report);
    let progress = progress(&procedure, &slices).unwrap_or_default();
    let next = Step::next(&procedure, &progress);
    let steps = Step::asked(&procedure, &progress);
    let overall = progress.overall();
    let address = |page: Page| Route::Dossier(dossier.id.clone(), page).to_string();
    // A period whose start may be left blank need not concern this dossier.
    let concerns = |clock: &Clock| {
        let needed = procedure.field(&clock.start).is_some_and(|field| !field.optional);
        needed || report.clocks.iter().any(|running| running.id == clock.id)
    };
    html! {
        <div class="tasks stack-large">
            <header class="stack">
                <h1>{ "办理步骤" }</h1>
                <p class="lead">{ &procedure.summary }</p>
                <p class="small soft">{ format!("受理机关：{}", procedure.authority) }</p>
            </header>
            { for procedure.clocks.iter().filter(|clock| clock.each.is_none() && concerns(clock)).filter_map(|clock| {
                let running = report.clocks.iter().find(|running| running.id == clock.id);
                // What runs only after handing in says nothing before.
                let later = running.is_none() && procedure.stage_of(&clock.start) == Stage::After;
                (!later).then(|| deadline(clock, running.map(AsRef::as_ref), holidays.calendar(), &dossier.id))
            }) }
            { rows(report, &dossier.id) }
            if dossier.migrated_from.is_some() || !dossier.kept.is_empty() {
                <p class="notice notice-advice deadline">
                    <span>{ "本卷宗由旧版转换而来。" }</span>
                    <a href={address(Page::Changes)}>{ "查看版本变化和旧答案" }</a>
                </p>
            }
            <section class="stack" aria-labelledby="tasks-title">
                <div class="tasks-head">
                    <h2 id="tasks-title">{ format!("{}步完成", numeral(steps.len())) }</h2>
                    <p class="soft">{ overall_words(&procedure, &progress) }</p>
                </div>
                <progress max={overall.total.to_string()} value={overall.done.to_string()}
                    aria-label="办理进度"></progress>
                <ol class="plain task-list">
                    { for steps.iter().copied().enumerate().map(|(at, step)| {
                        let state = step.state(&procedure, &progress);
                        let is_next = step == next;
                        let (done, words) = (state == StepState::Done, state.words());
                        let tag = if done { "tag tag-passed" } else if is_next { "tag tag-advice" } else { "tag" };
                        let class = classes!("task", done.then_some("task-done"), is_next.then_some("task-next"));
                        html! {
                            <li {class} key={at}>
                                { step_number(at, done) }
                                <div class="task-text">
                                    <h3><a href={address(step.page(&procedure))}>{ step.title(&procedure).to_owned() }</a></h3>
                                    <p class="soft">{ step.about(&procedure).to_owned() }</p>
                                </div>
                                <div class="task-side">
                                    <span class={tag}>{ words }</span>
                                    if is_next {
                                        <a class="button button-primary" href={address(step.page(&procedure))}>
                                            { if step == Step::Form && progress.form.done == 0 { "开始填写" } else { "继续" } }
                                            { icon("next") }
                                        </a>
                                    }
                                </div>
                            </li>
                        }
                    }) }
                </ol>
            </section>
        </div>
    }
}

/// The periods of rows: how many are overdue and open, and the way to them.
fn rows(report: &Report, dossier: &str) -> Html {
    let today = browser::today();
    let of_rows = report.clocks.iter().filter(|clock| clock.row.is_some());
    let standings: Vec<Standing> = of_rows.map(|clock| clock.standing(today)).collect();
    if standings.is_empty() {
        return Html::default();
    }
    let overdue = standings.iter().filter(|standing| **standing == Standing::Overdue).count();
    let open = standings.iter().filter(|standing| standing.is_open()).count();
    let (weight, text) = if overdue > 0 {
        ("blocking", format!("法定期限：已逾期 {overdue} 项，未办理共 {open} 项。"))
    } else {
        ("advice", format!("法定期限：没有逾期，未办理 {open} 项。"))
    };
    html! {
        <p class={classes!("notice", format!("notice-{weight}"), "deadline")}>
            <span>{ text }</span>
            <a href={Route::Dossier(dossier.to_owned(), Page::Timeline).to_string()}>{ "查看期限与变化" }</a>
        </p>
    }
}

/// A statutory period: until when, and how many days are left; or what is needed to say so.
fn deadline(clock: &Clock, running: Option<&ClockReport>, calendar: &Calendar, dossier: &str) -> Html {
    let today = browser::today();
    let day = chinese_date;
    let (weight, text) = match running {
        None => ("waiting", "填写起算日期后显示截止日。".to_owned()),
        Some(running) => match (running.standing(today), running.done, running.due) {
            (standing @ (Standing::InTime | Standing::Late), Some(done), _) => {
                let weight = if standing == Standing::Late { "warning" } else { "advice" };
                (weight, format!("已于{}办理，{}。", day(done), standing.label()))
            }
            (_, _, None) => (
                "waiting",
                format!(
                    "最早于{}届满。此后年度的放假安排尚未公布，暂不能算出确切日期。",
                    day(running.earliest)
                ),
            ),
            (Standing::Overdue, _, Some(due)) => ("warning", format!("已于{}届满。", day(due))),
            (_, _, Some(due)) => ("advice", format!("{}届满，{}。", day(due), running.left(calendar, today))),
        },
    };
    let ways = match running {
        None => vec![("去填写", Page::Form(Some(clock.start.clone())))],
        Some(_) => vec![("查看逐日计算", Page::Findings), ("查看期限与变化", Page::Timeline)],
    };
    html! {
        <p class={classes!("notice", format!("notice-{weight}"), "deadline")} key={clock.id.clone()}>
            <span>{ format!("{}：{text}", clock.title) }</span>
            <span class="button-row">
                { for ways.into_iter().map(|(wording, to)| html! {
                    <a href={Route::Dossier(dossier.to_owned(), to).to_string()}>{ wording }</a>
                }) }
            </span>
        </p>
    }
}
