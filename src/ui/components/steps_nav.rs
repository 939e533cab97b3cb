//! The five steps beside every page of a dossier.

use yew::prelude::*;

use super::Icon;
use crate::ui::hooks::{use_dossier, use_progress};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Step, StepState};

/// Where the reader is.
#[derive(Properties, PartialEq)]
pub(super) struct StepsNavProps {
    /// The page now shown.
    pub(super) page: Page,
}

/// The steps with their state; on narrow screens one line of short names.
#[component]
pub(super) fn StepsNav(props: &StepsNavProps) -> Html {
    let (dossier, progress) = (use_dossier(), use_progress());
    let address = |page: Page| Route::Dossier(dossier.id.clone(), page).to_string();
    let next = Step::next(&progress);
    html! {
        <nav class="steps" aria-label="办理步骤">
            <a class="steps-all" href={address(Page::Tasks)}
                aria-current={(props.page == Page::Tasks).then_some("page")}>{ "全部步骤" }</a>
            <ol class="plain">
                { for Step::ALL.into_iter().enumerate().map(|(at, step)| {
                    let state = step.state(&progress);
                    let done = state == StepState::Done;
                    let here = Step::of(&props.page) == Some(step);
                    let class = classes!(
                        "step", done.then_some("step-done"), (step == next).then_some("step-next"),
                    );
                    html! {
                        <li {class} key={at}>
                            <a href={address(step.page())} aria-current={here.then_some("page")}>
                                <span class="step-number" aria-hidden="true">
                                    if done { <Icon name="done" /> } else { { at + 1 } }
                                </span>
                                <span class="step-title">{ step.title() }</span>
                                <span class="step-short" aria-hidden="true">{ step.short() }</span>
                                <span class="step-state">
                                    { match &state { StepState::Done => "已完成".to_owned(), StepState::Open(text) => text.clone() } }
                                </span>
                            </a>
                        </li>
                    }
                }) }
            </ol>
        </nav>
    }
}
