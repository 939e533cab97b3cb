//! The steps beside every page of a dossier.

use yew::prelude::*;

use super::icon::icon;
use crate::check::Progress;
use crate::procedure::Procedure;
use crate::ui::route::{Page, Route};
use crate::ui::state::{Step, StepState};

/// The steps with their state; on narrow screens one line of short names. `None` until the
/// checks have arrived.
pub(super) fn steps_nav(
    procedure: &Procedure,
    page: &Page,
    dossier: &str,
    progress: Option<&Progress>,
) -> Html {
    let address = |page: Page| Route::Dossier(dossier.to_owned(), page).to_string();
    let next = progress.map(|progress| Step::next(procedure, progress));
    let steps = progress.map_or_else(|| Step::all(procedure), |progress| Step::asked(procedure, progress));
    html! {
        <nav class="steps" aria-label="办理步骤">
            <a class="steps-all" href={address(Page::Tasks)}>{ "全部步骤" }</a>
            <ol class="plain">
                { for steps.into_iter().enumerate().map(|(at, step)| {
                    let state = progress.map(|progress| step.state(procedure, progress));
                    let done = state == Some(StepState::Done);
                    let here = Step::of(procedure, page) == Some(step);
                    let class = classes!(
                        "step", done.then_some("step-done"), (next == Some(step)).then_some("step-next"),
                    );
                    html! {
                        <li {class}>
                            <a href={address(step.page(procedure))} aria-current={here.then_some("page")}>
                                { step_number(at, done) }
                                <span class="step-title">{ step.title(procedure).to_owned() }</span>
                                <span class="step-short" aria-hidden="true">{ step.short(procedure).to_owned() }</span>
                                <span class="step-state">{ state.map(|state| state.words()) }</span>
                            </a>
                        </li>
                    }
                }) }
            </ol>
        </nav>
    }
}

/// The number of a step in its circle, or a tick.
pub fn step_number(at: usize, done: bool) -> Html {
    html! {
        <span class="step-number" aria-hidden="true">
            { if done { icon("done") } else { html! { { at + 1 } } } }
        </span>
    }
}
