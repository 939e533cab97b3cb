//! The frame of the pages of a dossier: its name, save status, undo and verdict above; the steps beside.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::frame::frame;
use super::icon::icon;
use super::save_status::{save_failure, save_status};
use super::steps_nav::steps_nav;
use super::verdict_chip::verdict_chip;
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::hooks::{progress, use_window_event};
use crate::ui::route::{LawPlace, Page, Route};
use crate::ui::state::{Action, Dispatcher, Fixed, Reach, SaveStatus, Slices, Step, UndoState};

/// What stands in the frame besides the page.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// What every component can reach.
    pub reach: &'a Reach,
    /// What is fixed while the dossier is open.
    pub fixed: &'a Fixed,
    /// The dossier as it is now.
    pub slices: &'a Slices,
    /// Where its latest content is.
    pub status: &'a SaveStatus,
    /// Whether there is something to undo or redo.
    pub undo: UndoState,
    /// While another window writes: takes the turn from it.
    pub take_over: Option<&'a Callback<MouseEvent>>,
}

/// A page of a dossier in its frame.
pub fn dossier_shell(standing: Standing<'_>, page: &Page, content: Html) -> Html {
    let Standing { reach, fixed, slices, status, undo, take_over } = standing;
    let (procedure, dossier) = (fixed.definition.procedure(), &slices.dossier);
    let home = Route::Dossier(dossier.id.clone(), Page::Tasks);
    // Where there is little room, the name is cut on the other pages.
    let whole = matches!(page, Page::Tasks).then_some("dossier-bar-whole");
    let durable = reach.services.store.durable();
    let bars = html! {
        <>
            <section class={classes!("dossier-bar", whole)} aria-label="卷宗">
                <div class="dossier-bar-inner">
                    <p class="dossier-title">
                        if let Some(mark) = dossier.example_mark() { <span class="tag tag-warning">{ mark }</span> }
                        <a class="dossier-name" href={home.to_string()} title={dossier.name.clone()}>{ &dossier.name }</a>
                        <span class="dossier-procedure">{ &procedure.title }</span>
                    </p>
                    <div class="dossier-tools">
                        { save_status(status, dossier, durable) }
                        { undo_buttons(&fixed.dispatcher, undo) }
                        { verdict_chip(slices.checked.then_some(&slices.report.verdict), &dossier.id) }
                    </div>
                </div>
            </section>
            { save_failure(status, &dossier.id, reach.services.kept) }
            if let Some(take_over) = take_over {
                <div class="save-failure" role="status">
                    <div class="notice notice-warning">
                        <p>{ "这份卷宗正在另一窗口中填写。本窗口只能查看，内容随那边的保存更新。" }</p>
                        <p><button type="button" class="button button-small" onclick={take_over}>
                            { "改在本窗口填写" }
                        </button></p>
                    </div>
                </div>
            }
        </>
    };
    let content = match take_over {
        Some(_) => html! { <fieldset class="only-shown" disabled=true>{ content }</fieldset> },
        None => content,
    };
    let here = Route::Dossier(dossier.id.clone(), page.clone());
    if matches!(page, Page::Tasks | Page::Changes | Page::Backup | Page::Law(_) | Page::Unknown) {
        // The task list is the steps already; the others belong to no step.
        frame(&here, bars, "layout-plain", Html::default(), content)
    } else {
        let steps = steps_nav(procedure, page, &dossier.id, progress(procedure, slices).as_ref());
        frame(&here, bars, "layout-steps", steps, content)
    }
}

/// The title of a page's window. Not of which dossier it is: browsers write titles down in their history.
pub fn window_title(page: &Page, procedure: &Procedure) -> String {
    let name = match page {
        Page::Roster(id, ..) => procedure.roster(id).map_or("清单", |roster| roster.title.as_str()),
        Page::Write(id, _) => procedure.field(id).map_or("撰写", |field| field.label.as_str()),
        Page::Paper(_) => "申请表（表格视图）",
        Page::Assign(..) => "逐人对应",
        Page::Timeline => "期限与变化",
        Page::Changes => "版本变化",
        Page::Backup => "保存为文件",
        Page::Unknown => "没有这个页面",
        Page::Law(LawPlace::Clause(_)) => "依据",
        Page::Law(LawPlace::Rules(..)) => "规则说明",
        page => Step::of(procedure, page).map_or("办理步骤", |step| step.title(procedure)),
    };
    name.to_owned()
}

fn undo_buttons(dispatcher: &Dispatcher, state: UndoState) -> Html {
    let button =
        |action: Action, enabled: bool, drawing: &'static str, name: &'static str, keys: &'static str| {
            let dispatcher = dispatcher.clone();
            let click = move |_: MouseEvent| dispatcher.dispatch(action.clone());
            html! {
                <button type="button" class="button button-icon" disabled={!enabled} onclick={click}
                    aria-label={name} title={keys}>{ icon(drawing) }</button>
            }
        };
    html! {
        <span class="undo-buttons">
            { button(Action::Undo, state.can_undo, "undo", "撤销", "撤销上一步（Ctrl+Z）") }
            { button(Action::Redo, state.can_redo, "redo", "重做", "重做（Ctrl+Y）") }
        </span>
    }
}

/// Undo and redo by Ctrl+Z and Ctrl+Y where the browser does not use them itself.
#[hook]
pub fn use_undo_keys(dispatcher: Dispatcher) {
    let on_key = use_callback((), move |event: web_sys::Event, ()| {
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
        dispatcher.dispatch(action);
    });
    use_window_event("keydown", on_key);
}
