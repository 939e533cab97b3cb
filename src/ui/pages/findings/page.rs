//! The view of all findings.

use std::sync::Arc;

use yew::prelude::*;

use super::filter::{FilterBar, Order, Shown, shown};
use crate::calendar::Term;
use crate::check::grouping::{Group, Line, by_clause, by_place, lines};
use crate::check::{ClockReport, Finding, Place, Progress, State};
use crate::dossier::Dossier;
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::components::{Weight, clock_table, finding_row, verdict_banner, waiting_row};
use crate::ui::hooks::{progress, use_procedure, use_services, use_slices};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Shared, Step, StepState};

/// What was found.
#[component]
pub fn FindingsPage() -> Html {
    let (procedure, slices) = (use_procedure(), use_slices());
    let (dossier, report) = (&slices.dossier, &slices.report);
    let holidays = use_services().holidays;
    let show = use_state_eq(|| None::<Weight>);
    let order = use_state_eq(Order::default);
    // Groups are shown to their end.
    let all = use_state_eq(|| false);

    let progress = progress(&procedure, &slices);
    let findings = shown(report, *show);
    let folds = show.is_none() && findings.iter().filter(|finding| finding.is_to_come()).count() > FOLDED;
    let groups = match *order {
        Order::Place => by_place(&procedure, findings),
        Order::Clause => by_clause(&procedure, findings),
    };
    let clocks: Vec<_> = report
        .clocks
        .iter()
        .filter_map(|clock| {
            let definition = procedure.clock(&clock.id).filter(|clock| clock.each.is_none())?;
            Some(clock_table(definition, clock, holidays.calendar(), browser::today()))
        })
        .collect();
    html! {
        <div class="findings-page">
            <header class="stack">
                <h1>{ "自查结果" }</h1>
                <p class="lead">
                    { "每次填写或添加文件后立即重新检查。阻断项不改正不能提交；待定项还缺内容，无法判断；警告和建议由人工确认。" }
                </p>
                { verdict_banner(&report.verdict) }
            </header>
            <section class="findings-clocks" aria-label="法定期限">
                if !clocks.is_empty() {
                    { for clocks }
                    <p class="clock-rule">{ holidays.note() }</p>
                }
            </section>
            if report.findings.is_empty() {
                { nothing(&dossier.id) }
            } else {
                <FilterBar
                    verdict={report.verdict.clone()}
                    shown={*show}
                    on_show={let show = show.clone(); move |weight: Shown| show.set(weight)}
                    order={*order}
                    on_order={let order = order.clone(); move |chosen| order.set(chosen)}
                />
                { for progress.filter(|_| show.is_none()).map(|progress| next(&procedure, &progress, &dossier.id)) }
                if groups.is_empty() {
                    <p class="findings-none">{ "没有这一类结果。" }</p>
                }
                { for groups.iter().map(|group| show_group(group, &procedure, dossier, &report.clocks, (&all, folds))) }
            }
        </div>
    }
}

/// With more to come than this, on the whole page, each group folds its own into one line.
const FOLDED: usize = 12;

/// As many of a group are shown until all are asked for: thousands of rows can lack the same answer.
const FIRST: usize = 100;

fn show_group(
    group: &Group<'_>,
    procedure: &Shared<Procedure>,
    dossier: &Dossier,
    clocks: &[Arc<ClockReport>],
    (all, folds): (&UseStateHandle<bool>, bool),
) -> Html {
    let (to_come, found): (Vec<_>, Vec<_>) = group.findings.iter().partition(|finding| finding.is_to_come());
    let folded = folds && !to_come.is_empty();
    let listed = if folded { found } else { group.findings.clone() };
    let (number, shown) = (group.number(), if **all { usize::MAX } else { FIRST });
    let show = {
        let all = all.setter();
        move |_: MouseEvent| all.set(true)
    };
    let list = |findings: &[&Finding]| {
        html! {
            <ul class="plain">
                { for lines(findings).iter().take(shown).map(|line| html! {
                    <li>{ match line {
                        Line::One(finding) => html! {
                            <>
                                { finding_row(procedure, Some(dossier), finding) }
                                { for counts(procedure, clocks, finding) }
                            </>
                        },
                        Line::Waiting(places, waiting) => waiting_row(procedure, dossier, places, waiting),
                    } }</li>
                }) }
            </ul>
        }
    };
    html! {
        <section class="findings-group" key={group.key.clone()}>
            <h2 class="findings-group-title">
                { &group.title }
                <span class="findings-group-count">{ format!("{number} 条") }</span>
            </h2>
            { list(&listed) }
            if folded {
                <details class="findings-folded">
                    <summary>{ to_come_text(&to_come) }</summary>
                    { list(&to_come) }
                </details>
            }
            if number > shown {
                <p><button type="button" class="button" onclick={show}>{ format!("显示其余 {} 条", number - shown) }</button></p>
            }
        </section>
    }
}

/// What is to come of a group, in one line.
fn to_come_text(to_come: &[&Finding]) -> String {
    let waiting = to_come.iter().filter(|finding| finding.state == State::Waiting).count();
    match (to_come.len() - waiting, waiting) {
        (0, waiting) => format!("还有 {waiting} 项检查，填好所需内容后自动进行"),
        (missing, 0) => format!("还没有填写或者放入 {missing} 项"),
        (missing, waiting) => format!("还没有填写或者放入 {missing} 项，填好后再检查 {waiting} 项"),
    }
}

/// The steps in which something is still to be given, for whoever begins.
fn next(procedure: &Procedure, progress: &Progress, dossier: &str) -> Html {
    let steps = Step::asked(procedure, progress).into_iter();
    let open = steps.take_while(|step| *step != Step::Check).filter_map(|step| {
        match step.state(procedure, progress) {
            StepState::Open(words) => Some((step, words)),
            StepState::Done | StepState::Optional => None,
        }
    });
    let open: Vec<_> = open.collect();
    if open.is_empty() {
        return Html::default();
    }
    html! {
        <section class="findings-next sheet" aria-labelledby="findings-next">
            <h2 id="findings-next">{ "接下来" }</h2>
            <ol class="plain">
                { for open.into_iter().map(|(step, words)| html! {
                    <li>
                        <a href={Route::Dossier(dossier.to_owned(), step.page(procedure)).to_string()}>
                            { step.title(procedure).to_owned() }
                        </a>
                        <span class="soft">{ words }</span>
                    </li>
                }) }
            </ol>
        </section>
    }
}

/// The ways to the counts of the periods of a row on which a finding about it rests.
fn counts(procedure: &Procedure, clocks: &[Arc<ClockReport>], finding: &Finding) -> Vec<Html> {
    let Some(Place::Row(_, Some(row), _)) = finding.about.first() else { return Vec::new() };
    let own = clocks.iter().filter(|clock| clock.row.as_ref() == Some(row) && clock.done.is_none());
    own.filter_map(|clock| {
        let definition = procedure.clock(&clock.id)?;
        let word = match clock.term {
            Term::Workdays(_) => "逐日计算",
            Term::Months(_) => "计算过程",
            Term::Days(_) => return None,
        };
        let rests = definition.basis.iter().any(|code| finding.clause.contains(code));
        let to = Route::count(clock.start, clock.term).to_string();
        rests.then(|| html! { <p class="finding-count"><a href={to}>{ format!("{word}：{}", definition.title) }</a></p> })
    })
    .collect()
}

fn nothing(dossier: &str) -> Html {
    let next = Route::Dossier(dossier.to_owned(), Page::Review(None));
    html! {
        <section class="findings-empty sheet">
            <h2>{ "没有发现问题" }</h2>
            <p>{ "所有检查均已通过，材料齐全。请通读一遍，然后导出备案包。" }</p>
            <p><a class="button button-primary" href={next.to_string()}>{ "前往导出备案包" }</a></p>
        </section>
    }
}
