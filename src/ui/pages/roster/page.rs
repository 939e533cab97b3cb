//! A roster: its rows in a table.

use yew::prelude::*;

use crate::ui::hooks::{use_dossier, use_procedure};

/// Which roster, and where to go.
#[derive(Properties, PartialEq)]
pub struct RosterPageProps {
    /// Id of the roster.
    pub roster: String,
    /// The row and the field to move focus to.
    pub focus: (Option<String>, Option<String>),
}

/// A roster: its rows in a table.
#[component]
pub fn RosterPage(props: &RosterPageProps) -> Html {
    let (procedure, dossier) = (use_procedure(), use_dossier());
    let Some(roster) = procedure.roster(&props.roster) else {
        return html! { <p role="alert">{ "本事项没有这份清单。" }</p> };
    };
    html! {
        <>
            <h1>{ &roster.title }</h1>
            <table>
                <thead><tr>{ for roster.fields.iter().map(|f| html! { <th scope="col">{ &f.label }</th> }) }</tr></thead>
                <tbody>
                    { for dossier.rows(&roster.id).iter().map(|row| html! {
                        <tr key={row.id.clone()}>
                            { for roster.fields.iter().map(|field| {
                                let value = row.answers.get(&field.id).and_then(|a| field.kind.read(a).value);
                                html! { <td>{ field.kind.print(value.as_ref()) }</td> }
                            }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </>
    }
}
