//! A roster to be read, not edited: one line a row, under the name that the row has.

use yew::prelude::*;

use super::summary_text::text_of;
use crate::dossier::{Dossier, Row};
use crate::field::FieldKind;
use crate::procedure::{Procedure, Roster};
use crate::ui::state::Shared;

/// Rows shown at first, and more with each request: a page of thousands of rows would take seconds.
const AT_FIRST: usize = 20;
const MORE: usize = 200;

/// Properties of [`RosterSummary`].
#[derive(Properties, PartialEq)]
pub(super) struct RosterSummaryProps {
    /// The definition.
    pub(super) procedure: Shared<Procedure>,
    /// The filing.
    pub(super) dossier: Shared<Dossier>,
    /// Id of the roster.
    pub(super) roster: String,
    /// Whether sensitive numbers are shown.
    pub(super) open: bool,
}

/// The rows of a roster, in order; the first ones until more are asked for.
#[component]
pub(super) fn RosterSummary(props: &RosterSummaryProps) -> Html {
    let shown = use_state_eq(|| AT_FIRST);
    let Some(roster) = props.procedure.roster(&props.roster) else { return Html::default() };
    let rows = props.dossier.rows(&roster.id);
    let rest = rows.len().saturating_sub(*shown);
    let on_more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + MORE))
    };
    html! {
        <div class="stack">
            <table class="summary-table">
                <caption>{ format!("{}（{} 行）", roster.title, rows.len()) }</caption>
                <tbody>
                    { for rows.iter().take(*shown).enumerate().map(|(at, row)| html! {
                        <tr key={row.id.clone()}>
                            <th scope="row">{ name(at, row, roster) }</th>
                            <td class="summary-value">{ line(roster, row, props.open) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            if rest > 0 {
                <p>
                    <button type="button" class="button button-small" onclick={on_more}>
                        { format!("再显示 {} 行（还有 {rest} 行）", rest.min(MORE)) }
                    </button>
                </p>
            }
        </div>
    }
}

fn name(at: usize, row: &Row, roster: &Roster) -> String {
    let name = row.name(roster);
    if name.is_empty() { format!("{}　第 {} 行", at + 1, at + 1) } else { format!("{}　{name}", at + 1) }
}

/// A row in one line without its name; a choice by what was chosen.
fn line(roster: &Roster, row: &Row, open: bool) -> String {
    let parts = roster.fields.iter().filter(|field| field.id != roster.row_name).filter_map(|field| {
        let answer = row.answers.get(&field.id)?;
        let text = match &field.kind {
            FieldKind::Choice { options } if !answer.is_unknown() => {
                let chosen = options.iter().find(|option| option.code == answer.part("choice"))?;
                format!("{}{}", chosen.label, answer.part("other"))
            }
            _ => text_of(field, answer, open),
        };
        (!text.is_empty()).then(|| format!("{}：{text}", field.label))
    });
    parts.collect::<Vec<_>>().join("；")
}
