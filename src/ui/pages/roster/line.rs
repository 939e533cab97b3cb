//! One row of the table. It renders again only when what stands in it changes.

use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::cell::shown;
use super::columns::{Column, NAME};
use super::standing::Standing;
use crate::check::Place;
use crate::dossier::Row;
use crate::field::{FieldKind, Severity};
use crate::procedure::{Field, Procedure, Roster};
use crate::ui::fields::{Cells, Look};
use crate::ui::hooks::use_fixed;
use crate::ui::state::Shared;

/// How a cell of a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellState {
    /// The row does not ask for it.
    pub(super) hidden: bool,
    /// The worst that was found about it.
    pub(super) found: Option<Severity>,
}

/// What a row shows.
#[derive(Properties, PartialEq)]
pub(super) struct LineProps {
    pub(super) procedure: Shared<Procedure>,
    /// Position of the roster in the procedure.
    pub(super) roster: usize,
    pub(super) columns: Rc<Vec<Column>>,
    pub(super) row: Arc<Row>,
    /// Position in the roster, from 0.
    pub(super) at: usize,
    /// Position among the rows shown, from 0.
    pub(super) place: usize,
    pub(super) standing: Standing,
    /// By position of the field in the roster.
    pub(super) cells: Vec<CellState>,
    /// Names of the states that machines find the row in, by column.
    pub(super) states: Vec<(usize, AttrValue)>,
    pub(super) selected: bool,
    /// The column of the cell at hand, when it is in this row.
    pub(super) active: Option<usize>,
    /// The cell at hand is being answered.
    pub(super) editing: bool,
}

/// Id of a cell's element.
pub(super) fn cell_id(row: &str, column: usize) -> String {
    format!("cell-{row}-{column}")
}

/// One row.
#[component]
pub(super) fn Line(props: &LineProps) -> Html {
    let probe = use_fixed().probe;
    let Some(roster) = props.procedure.rosters.get(props.roster) else { return Html::default() };
    if let Some(probe) = probe {
        probe.emit(Place::Row(roster.id.clone(), Some(props.row.id.clone()), None).to_string());
    }
    html! {
        <div class={classes!("roster-line", props.selected.then_some("is-selected"))} role="row"
            aria-rowindex={(props.place + 2).to_string()} data-place={props.place.to_string()}
            aria-selected={if props.selected { "true" } else { "false" }}>
            { for props.columns.iter().enumerate().map(|(column, kind)| cell(props, roster, column, *kind)) }
        </div>
    }
}

fn cell(props: &LineProps, roster: &Roster, column: usize, kind: Column) -> Html {
    let active = props.active == Some(column);
    let editing = active && props.editing;
    let (mut class, mut invalid) = (classes!("roster-cell", active.then_some("is-active")), None);
    let content = match kind {
        Column::Number => {
            class.push("roster-number");
            number(props)
        }
        Column::State => {
            class.push("roster-state");
            state(props)
        }
        Column::Machine(_) => {
            let state = props.states.iter().find(|(at, _)| *at == column).map(|(_, state)| state.clone());
            html! { <span class="roster-text">{ state.unwrap_or_default() }</span> }
        }
        Column::Field(at) => {
            let state = props.cells.get(at).copied().unwrap_or_default();
            invalid = (state.found == Some(Severity::Blocking)).then_some("true");
            class.push(match state.found {
                Some(Severity::Blocking) => "has-blocking",
                Some(Severity::Warning) => "has-warning",
                _ => "",
            });
            class.push((column == NAME).then_some("roster-name"));
            match roster.fields.get(at) {
                Some(field) if editing => {
                    class.push("is-editing");
                    let fields: Vec<AttrValue> = vec![field.id.clone().into()];
                    html! {
                        <Cells roster={roster.id.clone()} row={props.row.id.clone()} {fields} look={Look::Paper} />
                    }
                }
                Some(field) => {
                    if matches!(field.kind, FieldKind::Count { .. }) {
                        class.push("roster-figure");
                    }
                    answer(props, field, state.hidden)
                }
                None => Html::default(),
            }
        }
    };
    // Beyond these a card would be a whole form.
    if column > 5 {
        class.push("roster-more");
    }
    html! {
        <div {class} role={if column == NAME { "rowheader" } else { "gridcell" }} id={cell_id(&props.row.id, column)}
            aria-colindex={(column + 1).to_string()} data-column={column.to_string()}
            data-label={kind.title(&props.procedure, roster).to_owned()} aria-invalid={invalid}>
            { content }
        </div>
    }
}

fn number(props: &LineProps) -> Html {
    let number = props.at + 1;
    html! {
        <>
            <input autocomplete="off" type="checkbox" class="roster-box" tabindex="-1" checked={props.selected}
                aria-label={format!("选择第 {number} 行")} />
            <span>{ number }</span>
        </>
    }
}

fn state(props: &LineProps) -> Html {
    let (class, words) = props.standing.words();
    html! {
        <>
            <span class={classes!("tag", class)}>{ words }</span>
            <button type="button" class="button-link roster-open" tabindex="-1"
                aria-label={format!("编辑第 {} 行", props.at + 1)}>{ "编辑" }</button>
        </>
    }
}

fn answer(props: &LineProps, field: &Field, hidden: bool) -> Html {
    let text = if hidden { "—".to_owned() } else { shown(field, props.row.answers.get(&field.id)) };
    if text.is_empty() && !field.optional {
        return html! { <span class="roster-text faint">{ "未填" }</span> };
    }
    html! { <span class="roster-text" title={text.clone()}>{ text.clone() }</span> }
}
