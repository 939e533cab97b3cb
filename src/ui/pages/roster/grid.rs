//! The table on screen: head, and of the rows only the lines in sight.
//!
//! The scroller's content is as high as all rows together, so that the scrollbar is right; the lines in
//! sight stand in it at their place. All lines have one height, which is measured.

use std::collections::BTreeSet;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::columns::Column;
use super::keys::{Act, Press, Size, Spot, is_typed};
use super::line::{CellState, Line, cell_id};
use super::standing::Standings;
use super::table::Table;
use crate::check::{Place, State};
use crate::dossier::Row;
use crate::procedure::{Procedure, Roster};
use crate::ui::hooks::use_window_event;

/// Lines rendered above and below those in sight.
const MARGIN: usize = 8;

/// Under this width of the scroller, in pixels, rows are cards.
const CARDS: i32 = 560;

/// What the grid shows.
#[derive(Properties, PartialEq)]
pub(super) struct GridProps {
    pub(super) table: Table,
    /// Ids of the rows selected.
    pub(super) selected: Rc<BTreeSet<String>>,
    /// The cell at hand.
    pub(super) at: Spot,
    /// It is being answered.
    pub(super) editing: bool,
    /// Counts up when focus is to move to the grid.
    pub(super) grab: usize,
    /// Receives what is asked for.
    pub(super) on: Callback<Act>,
}

/// Which lines are rendered, by position among the rows shown, and how high they are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sight {
    from: usize,
    to: usize,
    /// Pixels.
    line: f64,
    /// Whole lines that fit.
    page: usize,
}

/// The table on screen.
#[component]
pub(super) fn Grid(props: &GridProps) -> Html {
    let node = use_node_ref();
    let sight = use_state_eq(|| Sight { from: 0, to: 24, line: 44.0, page: 10 });
    let Some(roster) = props.table.procedure.rosters.get(props.table.roster) else { return Html::default() };
    let rows = props.table.dossier.rows(&roster.id);
    let size = Size { rows: props.table.shown.len(), columns: props.table.columns.len(), page: sight.page };

    let look = {
        let (node, sight) = (node.clone(), sight.setter());
        use_callback((), move |(), ()| {
            if let Some(seen) = node.cast::<HtmlElement>().and_then(|node| measure(&node)) {
                sight.set(seen);
            }
        })
    };
    use_window_event("resize", look.reform(|_| ()));
    {
        let (node, widths) = (node.clone(), tracks(roster, &props.table.columns));
        use_effect_with(widths, move |(tracks, width)| {
            if let Some(node) = node.cast::<HtmlElement>() {
                set(&node, "--roster-columns", tracks);
                set(&node, "--roster-width", width);
            }
        });
    }
    {
        let (node, look) = (node.clone(), look.clone());
        use_effect_with((size.rows, *sight), move |(rows, sight)| {
            if let Some(node) = node.cast::<HtmlElement>() {
                set(&node, "--roster-height", &format!("{}px", *rows as f64 * sight.line));
                set(&node, "--roster-before", &format!("{}px", sight.from as f64 * sight.line));
            }
            look.emit(());
        });
    }
    {
        let (node, look) = (node.clone(), look.clone());
        use_effect_with(props.at, move |at| {
            if let Some(node) = node.cast::<HtmlElement>() {
                bring_into_sight(&node, *at);
                look.emit(());
            }
        });
    }
    {
        let node = node.clone();
        use_effect_with(props.grab, move |grab| {
            if let Some(node) = node.cast::<HtmlElement>().filter(|_| *grab > 0) {
                let _ = node.focus();
            }
        });
    }
    {
        let node = node.clone();
        use_effect_with(props.editing, move |editing| {
            let Some(node) = node.cast::<HtmlElement>() else { return };
            let control = node.query_selector(".is-editing input.control").ok().flatten();
            match control.and_then(|control| control.dyn_into::<HtmlInputElement>().ok()) {
                Some(control) if *editing => {
                    let _ = control.focus();
                    control.select();
                }
                _ => {}
            }
        });
    }

    let onkeydown = {
        let (on, at, editing, node) = (props.on.clone(), props.at, props.editing, node.clone());
        move |event: KeyboardEvent| {
            let key = event.key();
            let press = Press {
                key: &key,
                control: event.ctrl_key() || event.meta_key(),
                shift: event.shift_key(),
                alt: event.alt_key(),
            };
            if editing {
                // Enter and Escape belong to the input method while it composes.
                if event.is_composing() || event.key_code() == 229 {
                    return;
                }
                if let Some((back, to)) = press.leaves(at, size) {
                    event.prevent_default();
                    // Leaving settles the answer before anything else happens to it.
                    if let Some(node) = node.cast::<HtmlElement>() {
                        let _ = node.focus();
                    }
                    on.emit(Act::Leave(back));
                    on.emit(Act::Go(to));
                }
                return;
            }
            if let Some(act) = press.act(at, size) {
                if !(is_typed(press) && matches!(act, Act::Edit(_))) {
                    event.prevent_default();
                }
                on.emit(act);
            }
        }
    };
    let onclick = {
        let (on, node) = (props.on.clone(), node.clone());
        move |event: MouseEvent| {
            let Some(target) = event.target_dyn_into::<Element>() else { return };
            if let Some(act) = clicked(&target, event.shift_key(), &node) {
                on.emit(act);
            }
        }
    };
    let ondblclick = {
        let on = props.on.clone();
        move |event: MouseEvent| {
            let spot = event.target_dyn_into::<Element>().and_then(|target| spot(&target));
            if let Some(spot) = spot {
                on.emit(Act::Edit(spot));
            }
        }
    };
    let onscroll = {
        let (on, look, editing, at, from, to) =
            (props.on.clone(), look.clone(), props.editing, props.at, sight.from, sight.to);
        move |_: Event| {
            look.emit(());
            if editing && !(from..to).contains(&at.row) {
                on.emit(Act::Leave(false));
            }
        }
    };

    let lines = (sight.from..sight.to.min(size.rows)).filter_map(|place| {
        let at = *props.table.shown.get(place)?;
        let row = rows.get(at)?;
        let here = props.at.row == place;
        Some(html! {
            <Line key={row.id.clone()} procedure={props.table.procedure.clone()} roster={props.table.roster}
                columns={Rc::clone(&props.table.columns)} row={row.clone()} {at} {place}
                standing={props.table.standings.standing(&row.id)} cells={cell_states(roster, row, &props.table.standings)} states={states(props, &row.id)}
                selected={props.selected.contains(&row.id)} active={here.then_some(props.at.column)}
                editing={here && props.editing} />
        })
    });
    let active = props.table.shown.get(props.at.row).and_then(|at| rows.get(*at));
    let all = size.rows > 0 && props.selected.len() >= size.rows;
    html! {
        <div ref={node} class="roster-grid" role="grid" tabindex="0" aria-label={roster.title.clone()}
            aria-multiselectable="true" aria-describedby="roster-keys"
            aria-rowcount={(size.rows + 1).to_string()} aria-colcount={size.columns.to_string()}
            aria-activedescendant={active.map(|row| cell_id(&row.id, props.at.column))}
            {onkeydown} {onclick} {ondblclick} {onscroll}>
            <div class="roster-head" role="row" aria-rowindex="1">
                { for props.table.columns.iter().enumerate().map(|(column, kind)| head(&props.table.procedure, roster, column, *kind, all)) }
            </div>
            <div class="roster-body" role="rowgroup">
                <div class="roster-lines" role="presentation">{ for lines }</div>
            </div>
        </div>
    }
}

fn head(procedure: &Procedure, roster: &Roster, column: usize, kind: Column, all: bool) -> Html {
    let title = kind.title(procedure, roster).to_owned();
    let class = classes!(
        "roster-cell",
        (column == 0).then_some("roster-number"),
        (column == super::columns::NAME).then_some("roster-name"),
    );
    html! {
        <div {class} role="columnheader" aria-colindex={(column + 1).to_string()}
            data-sort={kind.field(roster).map(|_| column.to_string())}
            title={kind.field(roster).map(|_| format!("点击按“{title}”排序"))}>
            if kind == Column::Number {
                <input autocomplete="off" type="checkbox" class="roster-box" tabindex="-1" checked={all} aria-label="选择全部显示的行" />
            }
            <span>{ title }</span>
        </div>
    }
}

/// The names of the states that machines find a row in, by column.
fn states(props: &GridProps, row: &str) -> Vec<(usize, AttrValue)> {
    let machines = props.table.columns.iter().enumerate().filter_map(|(at, column)| match column {
        Column::Machine(machine) => Some((at, *machine)),
        _ => None,
    });
    let state = |machine| props.table.standings.state(&props.table.procedure, machine, row).to_owned().into();
    machines.map(|(at, machine)| (at, state(machine))).collect()
}

/// How the cells of a row stand, by position of the field.
fn cell_states(roster: &Roster, row: &Row, standings: &Standings) -> Vec<CellState> {
    let hidden = |id: &str| !standings.asks(&roster.id, &row.id, id);
    let mut states: Vec<CellState> =
        roster.fields.iter().map(|field| CellState { hidden: hidden(&field.id), found: None }).collect();
    for finding in standings.about(&row.id).filter(|finding| finding.state == State::Failed) {
        for place in &finding.about {
            let Place::Row(_, Some(id), Some(field)) = place else { continue };
            let at = roster.fields.iter().position(|known| known.id == *field);
            if let Some(state) = at.filter(|_| *id == row.id).and_then(|at| states.get_mut(at)) {
                state.found = Some(state.found.map_or(finding.severity, |found| found.min(finding.severity)));
            }
        }
    }
    states
}

fn clicked(target: &Element, shift: bool, grid: &NodeRef) -> Option<Act> {
    let within = |selector: &str| target.closest(selector).ok().flatten();
    if let Some(column) = within("[data-sort]") {
        return Some(Act::Sort(number(&column, "data-sort")?));
    }
    if within(".roster-head").is_some() {
        return within("input").map(|_| Act::SelectAll);
    }
    let spot = spot(target)?;
    if within("input.roster-box").is_some() {
        return Some(Act::Select(spot.row, shift));
    }
    if within(".cell-input").is_some() {
        return None;
    }
    let narrow = grid.cast::<HtmlElement>().is_some_and(|grid| grid.client_width() < CARDS);
    Some(if narrow || within(".roster-open").is_some() { Act::Open(spot) } else { Act::Go(spot) })
}

/// The cell in which an element stands.
fn spot(target: &Element) -> Option<Spot> {
    let cell = target.closest("[data-column]").ok().flatten()?;
    let line = cell.closest("[data-place]").ok().flatten()?;
    Some(Spot { row: number(&line, "data-place")?, column: number(&cell, "data-column")? })
}

fn number(element: &Element, name: &str) -> Option<usize> {
    element.get_attribute(name)?.parse().ok()
}

/// The widths of the columns as CSS tracks, and their sum.
fn tracks(roster: &Roster, columns: &[Column]) -> (String, String) {
    let (mut tracks, mut sum) = (String::new(), 0.0);
    for column in columns {
        let width = column.width(roster);
        tracks.push_str(&format!("{width}rem "));
        sum += width;
    }
    // What is left over goes to the last column.
    if let Some(cut) = tracks.trim_end().rfind(' ') {
        let last = tracks[cut..].trim().to_owned();
        tracks.truncate(cut);
        tracks.push_str(&format!(" minmax({last}, 1fr)"));
    }
    (tracks, format!("{sum}rem"))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positions and heights on screen are small and not negative"
)]
fn measure(grid: &HtmlElement) -> Option<Sight> {
    let line = grid.query_selector(".roster-line").ok().flatten()?.get_bounding_client_rect().height();
    if line < 1.0 {
        return None;
    }
    let fit = (f64::from(grid.client_height()) - head_height(grid)) / line;
    let first = (f64::from(grid.scroll_top()) / line) as usize;
    // In steps, so that scrolling by a line does not render each time.
    let from = first.saturating_sub(MARGIN) / 4 * 4;
    Some(Sight { from, to: first + fit as usize + MARGIN + 4, line, page: (fit as usize).max(2) - 1 })
}

fn head_height(grid: &HtmlElement) -> f64 {
    let head = grid.query_selector(".roster-head").ok().flatten();
    head.map_or(0.0, |head| head.get_bounding_client_rect().height())
}

/// Scrolls as little as brings a cell into sight, beside the head and the columns that stay.
#[expect(clippy::cast_possible_truncation, reason = "heights on screen are small")]
fn bring_into_sight(grid: &HtmlElement, at: Spot) {
    let Some(sight) = measure(grid) else { return };
    let head = head_height(grid);
    let top = at.row as f64 * sight.line;
    let (scrolled, height) = (f64::from(grid.scroll_top()), f64::from(grid.client_height()));
    if top < scrolled {
        grid.set_scroll_top(top as i32);
    } else if head + top + sight.line > scrolled + height {
        grid.set_scroll_top((head + top + sight.line - height).ceil() as i32);
    }
    let cells = grid.query_selector_all(".roster-head > .roster-cell").ok();
    let cell = |at: usize| cells.as_ref()?.item(u32::try_from(at).ok()?)?.dyn_into::<HtmlElement>().ok();
    let Some(column) = cell(at.column).filter(|_| at.column > super::columns::NAME) else { return };
    let kept: i32 = (0..=super::columns::NAME).filter_map(cell).map(|cell| cell.offset_width()).sum();
    let (left, width) = (column.offset_left(), column.offset_width());
    if left < grid.scroll_left() + kept {
        grid.set_scroll_left(left - kept);
    } else if left + width > grid.scroll_left() + grid.client_width() {
        grid.set_scroll_left(left + width - grid.client_width());
    }
}

/// Set through the CSSOM, which the policy allows.
fn set(grid: &HtmlElement, property: &str, value: &str) {
    let _ = grid.style().set_property(property, value);
}
