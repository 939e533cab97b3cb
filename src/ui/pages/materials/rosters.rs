//! The rosters that are filled in beside a material: how many rows there are, what is wrong, the way there.

use yew::prelude::*;

use crate::check::{Finding, Place, Verdict};
use crate::ui::hooks::{use_procedure, use_slices};
use crate::ui::route::{Page, Route};

/// Properties of [`Rosters`].
#[derive(Properties, PartialEq)]
pub(super) struct RostersProps {
    /// Number of the material.
    pub(super) material: AttrValue,
}

/// One line for each roster beside the material.
#[component]
pub(super) fn Rosters(props: &RostersProps) -> Html {
    let (procedure, slices) = (use_procedure(), use_slices());
    let (dossier, report) = (&slices.dossier, &slices.report);
    let beside = procedure.rosters.iter().filter(|roster| roster.beside.as_deref() == Some(&*props.material));
    let lines = beside.map(|roster| {
        let rows = dossier.rows(&roster.id).len();
        let about =
            |finding: &&Finding| matches!(finding.about.first(), Some(Place::Row(id, ..)) if *id == roster.id);
        let verdict = Verdict::of(report.all().filter(about), 0);
        let (open, warnings) = (verdict.open(), verdict.warnings);
        let unasked = report.asked.unasked(&procedure, roster);
        let to = Route::Dossier(dossier.id.clone(), Page::Roster(roster.id.clone(), None, None));
        html! {
            <p class="material-roster" key={roster.id.clone()}>
                <span>
                    <strong>{ &roster.title }</strong>
                    { if rows == 0 { "　还没有填写".to_owned() } else { format!("　{rows} 行") } }
                    if rows > 0 && open > 0 { <span class="soft">{ format!("，还有 {open} 个问题") }</span> }
                    if rows > 0 && warnings > 0 { <span class="soft">{ format!("，警告 {warnings}") }</span> }
                </span>
                <a class="button button-small" href={to.to_string()}>
                    { format!("{}{}", if rows == 0 { "填写" } else { "打开" }, roster.title) }
                </a>
                if let Some(unasked) = unasked { <span class="material-roster-help">{ unasked }</span> }
                if !roster.help.is_empty() { <span class="material-roster-help soft">{ &roster.help }</span> }
            </p>
        }
    });
    html! { <>{ for lines }</> }
}
