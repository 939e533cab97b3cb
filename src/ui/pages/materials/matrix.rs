//! All materials at a glance: what is asked of each, and how that stands. A table, so that it is read out cell
//! by cell; states differ in shape and word, so that it is read without colour.

use std::rc::Rc;

use yew::prelude::*;

use crate::check::matrix::{CellState, MatrixCell, MatrixRow, Requirement};
use crate::ui::hooks::{use_dossier, use_procedure};
use crate::ui::route::{Page, Route};

/// Properties of [`Matrix`].
#[derive(Properties, PartialEq)]
pub(super) struct MatrixProps {
    /// The materials in official order.
    pub(super) rows: Rc<Vec<MatrixRow>>,
}

/// The table, with what its signs mean.
#[component]
pub(super) fn Matrix(props: &MatrixProps) -> Html {
    let (procedure, dossier) = (use_procedure(), use_dossier());
    let rows = &props.rows;
    // A requirement that is asked of no material is no column.
    let asked = |at: usize| rows.iter().any(|row| row.cells[at].state != CellState::NotAsked);
    let columns: Vec<usize> = (0..Requirement::ALL.len()).filter(|at| asked(*at)).collect();
    html! {
        <section class="matrix sheet" aria-labelledby="matrix-title">
            <header class="matrix-head">
                <h2 id="matrix-title">{ "材料总表" }</h2>
                <p role="status">{ summary(rows) }</p>
            </header>
            // The roles stand here because a narrow screen shows the table as blocks.
            <table class="matrix-table" role="table" aria-labelledby="matrix-title">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{ "材料" }</th>
                        <th role="columnheader" scope="col">{ "官方要求" }</th>
                        { for columns.iter().map(|at| html! {
                            <th role="columnheader" scope="col">{ Requirement::ALL[*at].title() }</th>
                        }) }
                        <th role="columnheader" scope="col">{ "结论" }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for procedure.materials.iter().zip(rows.iter()).map(|(material, row)| {
                        let page = Page::Materials(Some(material.id.clone()), None);
                        let to = Route::Dossier(dossier.id.clone(), page);
                        html! {
                            <tr role="row" key={material.id.clone()}>
                                <th role="rowheader" scope="row">
                                    <a href={to.to_string()}>
                                        <span class="matrix-number">{ &material.id }</span>{ &material.title }
                                    </a>
                                </th>
                                <td role="cell" class="matrix-requirement">{ &material.requirement }</td>
                                { for columns.iter().map(|at| show(Requirement::ALL[*at], row)) }
                                <td role="cell" class="matrix-verdict">{ verdict(row) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            <ul class="plain matrix-legend" aria-hidden="true">
                { for LEGEND.map(|state| html! { <li>{ sign(state) }{ state.word() }</li> }) }
            </ul>
        </section>
    }
}

/// What the signs mean, in this order.
const LEGEND: [CellState; 5] =
    [CellState::Met, CellState::Lacking, CellState::Doubtful, CellState::Waiting, CellState::NotAsked];

/// How many rows end in each conclusion; together they are all rows.
fn summary(rows: &[MatrixRow]) -> String {
    if rows.iter().all(|row| row.state >= CellState::Met) {
        return format!("{} 项材料都已齐备。", rows.len());
    }
    let counts = LEGEND.map(|state| (state, rows.iter().filter(|row| row.state == state).count()));
    let said = counts.iter().filter(|(_, count)| *count > 0);
    let said: Vec<_> = said.map(|(state, count)| format!("{} {count}", state.word())).collect();
    format!("清单共 {} 项：{}。", rows.len(), said.join("，"))
}

fn show(requirement: Requirement, row: &MatrixRow) -> Html {
    let cell = row.cells[requirement as usize];
    html! {
        <td role="cell" class={classes!("matrix-cell", class(cell.state))}>
            <span class="matrix-name" aria-hidden="true">{ requirement.title() }</span>
            <span class="matrix-value">
                { sign(cell.state) }
                <span class="visually-hidden">{ cell.state.word() }{ "　" }</span>
                { words(requirement, cell) }
            </span>
        </td>
    }
}

fn words(requirement: Requirement, cell: MatrixCell) -> String {
    let counted =
        (requirement != Requirement::Looks && cell.need > 0).then(|| format!("{}/{}", cell.have, cell.need));
    let remarks = (cell.remarks > 0).then(|| format!("{} 处提示", cell.remarks));
    counted.into_iter().chain(remarks).collect::<Vec<_>>().join("，")
}

fn verdict(row: &MatrixRow) -> Html {
    html! { <span class={classes!("matrix-value", class(row.state))}>{ sign(row.state) }{ row.state.word() }</span> }
}

/// A tick, a cross, a triangle, a ring, a dash.
fn sign(state: CellState) -> Html {
    let path = match state {
        CellState::Met => "M2 8.5 6 12.5 14 3.5",
        CellState::Lacking => "M3 3 13 13M13 3 3 13",
        CellState::Doubtful => "M8 2 14.5 14H1.5Z",
        CellState::Waiting => "M8 2.5a5.5 5.5 0 1 0 .01 0Z",
        CellState::NotAsked => "M3 8H13",
    };
    html! {
        <svg class={classes!("matrix-sign", class(state))} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}

fn class(state: CellState) -> &'static str {
    match state {
        CellState::Met => "matrix-met",
        CellState::Lacking => "matrix-lacking",
        CellState::Doubtful => "matrix-doubtful",
        CellState::Waiting => "matrix-waiting",
        CellState::NotAsked => "matrix-none",
    }
}
