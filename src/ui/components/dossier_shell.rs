//! The frame of the pages of a dossier: its name, save status, undo and verdict above; the steps beside.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::frame::{Foot, Masthead, use_page_change};
use super::save_status::{SaveFailure, SaveStatusLine};
use super::steps_nav::StepsNav;
use super::{Icon, VerdictChip};
use crate::ui::browser;
use crate::ui::hooks::{use_dispatch, use_dossier, use_procedure, use_undo_state, use_window_event};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Action, Step};

/// What a frame holds.
#[derive(Properties, PartialEq)]
pub struct DossierShellProps {
    /// The page's content.
    pub children: Html,
    /// Which page it is.
    pub page: Page,
}

/// The frame of the pages of a dossier.
#[component]
pub fn DossierShell(props: &DossierShellProps) -> Html {
    let (dossier, procedure) = (use_dossier(), use_procedure());
    let title = format!("{} - {}", page_title(&props.page), dossier.name);
    let focuses_itself =
        matches!(props.page, Page::Form(Some(_)) | Page::Paper(Some(_)) | Page::Materials(Some(_), _));
    use_page_change(title.into(), !focuses_itself);
    let home = Route::Dossier(dossier.id.clone(), Page::Tasks);
    html! {
        <div class="frame">
            <Masthead route={home.clone()} />
            <section class="dossier-bar" aria-label="卷宗">
                <div class="dossier-bar-inner">
                    <p class="dossier-title">
                        <a class="dossier-name" href={home.to_string()}>{ &dossier.name }</a>
                        <span class="dossier-procedure">{ &procedure.title }</span>
                    </p>
                    <div class="dossier-tools">
                        <SaveStatusLine />
                        <UndoButtons />
                        <VerdictChip />
                    </div>
                </div>
            </section>
            <SaveFailure />
            <div class={classes!("layout", (props.page == Page::Tasks).then_some("layout-plain"))}>
                if props.page != Page::Tasks { <StepsNav page={props.page.clone()} /> }
                <main id="main" tabindex="-1">{ props.children.clone() }</main>
            </div>
            <Foot />
        </div>
    }
}

fn page_title(page: &Page) -> &'static str {
    match page {
        Page::Paper(_) => "申请表（表格视图）",
        page => Step::of(page).map_or("办理步骤", Step::title),
    }
}

/// Undo and redo, also by Ctrl+Z and Ctrl+Y where the browser does not use them itself.
#[component]
fn UndoButtons() -> Html {
    let (dispatch, state) = (use_dispatch(), use_undo_state());
    let click = |action: Action| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(action.clone()))
    };
    let on_key = {
        let dispatch = dispatch.clone();
        use_callback((), move |event: web_sys::Event, ()| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let control = event.ctrl_key() || event.meta_key();
            if !control || event.alt_key() || browser::in_text(event) {
                return;
            }
            let action = match (event.key().as_str(), event.shift_key()) {
                ("z", false) => Action::Undo,
                ("y", false) | ("z" | "Z", true) => Action::Redo,
                _ => return,
            };
            event.prevent_default();
            dispatch.dispatch(action);
        })
    };
    use_window_event("keydown", on_key);
    html! {
        <span class="undo-buttons">
            <button type="button" class="button button-icon" disabled={!state.can_undo} onclick={click(Action::Undo)}
                aria-label="撤销" title="撤销上一步（Ctrl+Z）"><Icon name="undo" /></button>
            <button type="button" class="button button-icon" disabled={!state.can_redo} onclick={click(Action::Redo)}
                aria-label="重做" title="重做（Ctrl+Y）"><Icon name="redo" /></button>
        </span>
    }
}
