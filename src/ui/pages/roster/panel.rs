//! One row as questions, in a dialog over the table.

use std::sync::Arc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::cell::shown;
use super::papers::papers;
use super::standing::Standing;
use crate::dossier::Row;
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::components::icon;
use crate::ui::fields::{AnswerAt, Cells};
use crate::ui::hooks::use_slices;
use crate::ui::state::{Shared, Slices};

/// Which row.
#[derive(Properties, PartialEq)]
pub(super) struct PanelProps {
    pub(super) procedure: Shared<Procedure>,
    /// Position of the roster in the procedure.
    pub(super) roster: usize,
    pub(super) row: Arc<Row>,
    /// Position in the roster, from 0.
    pub(super) at: usize,
    /// Number of rows.
    pub(super) total: usize,
    pub(super) standing: Standing,
    /// The field that focus moves to; the first when there is none.
    pub(super) field: Option<String>,
    /// Shows what was found even at fields that have not been visited.
    pub(super) insist: bool,
    /// There is room for one more row.
    pub(super) can_add: bool,
    /// Goes to the row before, or with `true` after.
    pub(super) on_go: Callback<bool>,
    /// Adds a row and goes to it.
    pub(super) on_add: Callback<()>,
    /// Told when the dialog was closed.
    pub(super) on_close: Callback<()>,
}

/// One row as questions.
#[component]
pub(super) fn Panel(props: &PanelProps) -> Html {
    let dialog = use_node_ref();
    let Slices { dossier, report, .. } = use_slices();
    {
        let (dialog, on_close) = (dialog.clone(), props.on_close.clone());
        use_effect_with((), move |()| {
            let listener = dialog.cast::<HtmlDialogElement>().map(|dialog| {
                if !dialog.open() {
                    let _ = dialog.show_modal();
                }
                EventListener::new(&dialog, "close", move |_| on_close.emit(()))
            });
            move || drop(listener)
        });
    }
    let roster = props.procedure.rosters.get(props.roster);
    {
        let (dialog, row, field) = (dialog.clone(), props.row.id.clone(), props.field.clone());
        let roster = roster.map(|roster| roster.id.clone()).unwrap_or_default();
        use_effect_with((row, field), move |(row, field)| {
            let at =
                field.clone().map(|field| AnswerAt::Cell(roster.into(), row.clone().into(), field.into()));
            if !at.is_some_and(|at| browser::focus(&at.dom_id())) {
                let first = dialog.cast::<HtmlElement>().and_then(|dialog| {
                    dialog
                        .query_selector(
                            ".row-panel-body input, .row-panel-body textarea, .row-panel-body select",
                        )
                        .ok()?
                });
                if let Some(Ok(first)) = first.map(|first| first.dyn_into::<HtmlElement>()) {
                    let _ = first.focus();
                }
            }
        });
    }
    let Some(roster) = roster else { return Html::default() };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let named = roster.field(&roster.row_name);
    let name = named.map(|field| shown(field, props.row.answers.get(&field.id))).unwrap_or_default();
    let fields: Vec<AttrValue> = roster.fields.iter().map(|field| field.id.clone().into()).collect();
    let (tag, words) = props.standing.words();
    let go = |after: bool, enabled: bool, wording: &'static str| {
        html! {
            <button type="button" class="button" disabled={!enabled}
                onclick={props.on_go.reform(move |_: MouseEvent| after)}>{ wording }</button>
        }
    };
    html! {
        <dialog ref={dialog} class="row-panel" aria-labelledby="row-panel-title">
            <header class="row-panel-head">
                <div>
                    <p class="soft small">
                        { format!("{}　第 {} 行，共 {} 行", roster.title, props.at + 1, props.total) }
                    </p>
                    <h2 id="row-panel-title">
                        { if name.is_empty() { format!("{}（未填）", roster.row_title) } else { name } }
                    </h2>
                </div>
                <span class={classes!("tag", tag)}>{ words }</span>
            </header>
            <div class="row-panel-body">
                <Cells key={props.row.id.clone()} roster={roster.id.clone()} row={props.row.id.clone()} {fields}
                    insist={props.insist} />
                { papers(&props.procedure, roster, (&dossier, &report), &props.row.id) }
            </div>
            <footer class="row-panel-foot button-row">
                <button type="button" class="button button-primary" onclick={close}>{ "完成" }</button>
                { go(false, props.at > 0, "上一行") }
                { go(true, props.at + 1 < props.total, "下一行") }
                <button type="button" class="button" disabled={!props.can_add}
                    onclick={props.on_add.reform(|_: MouseEvent| ())}>{ icon("plus") }{ "再添加一行" }</button>
            </footer>
        </dialog>
    }
}
