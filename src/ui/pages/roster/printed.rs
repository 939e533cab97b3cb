//! The whole table on paper. It is there only while the browser prints: thousands of rows would make the
//! page slow.

use yew::prelude::*;

use super::cell::shown;
use super::columns::Column;
use crate::procedure::{Field, Procedure};
use crate::ui::hooks::{use_dossier, use_window_event};
use crate::ui::state::Shared;

/// Which table.
#[derive(Properties, PartialEq)]
pub(super) struct PrintedProps {
    pub(super) procedure: Shared<Procedure>,
    /// Position of the roster in the procedure.
    pub(super) roster: usize,
    pub(super) columns: std::rc::Rc<Vec<Column>>,
}

/// The table, while the browser prints.
#[component]
pub(super) fn Printed(props: &PrintedProps) -> Html {
    let printing = use_state_eq(|| false);
    let dossier = use_dossier();
    let on = |now: bool| {
        let printing = printing.setter();
        Callback::from(move |_: web_sys::Event| printing.set(now))
    };
    let (begin, end) = (use_memo((), |()| on(true)), use_memo((), |()| on(false)));
    use_window_event("beforeprint", (*begin).clone());
    use_window_event("afterprint", (*end).clone());
    let Some(roster) = props.procedure.rosters.get(props.roster).filter(|_| *printing) else {
        return Html::default();
    };
    let rows = dossier.rows(&roster.id);
    let answered =
        |field: &&Field| rows.iter().any(|row| !shown(field, row.answers.get(&field.id)).is_empty());
    let fields = props.columns.iter().filter_map(|column| column.field(roster));
    // Columns that nobody has filled in would take the room of the others.
    let (fields, blank): (Vec<_>, Vec<_>) = fields.partition(answered);
    let blank: Vec<_> = blank.iter().map(|field| field.label.as_str()).collect();
    html! {
        <>
            <table class="roster-printed">
                <caption>{ &roster.title }{ dossier.example_mark().map(|mark| format!("（{mark}）")) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "序号" }</th>
                        { for fields.iter().map(|field| html! { <th scope="col">{ &field.label }</th> }) }
                    </tr>
                </thead>
                <tbody>
                    { for rows.iter().enumerate().map(|(at, row)| html! {
                        <tr>
                            <td>{ at + 1 }</td>
                            { for fields.iter().map(|field| html! {
                                <td>{ shown(field, row.answers.get(&field.id)) }</td>
                            }) }
                        </tr>
                    }) }
                </tbody>
            </table>
            if !blank.is_empty() {
                <p class="roster-printed-blank">{ format!("各行都没有填写，没有列出：{}。", blank.join("、")) }</p>
            }
        </>
    }
}
