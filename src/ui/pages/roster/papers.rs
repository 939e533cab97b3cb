//! The files that belong to one row: what lies for it at each place that takes one for each row of its roster.

use yew::prelude::*;

use crate::check::Report;
use crate::dossier::Dossier;
use crate::procedure::{Material, Procedure, Roster, Slot};
use crate::ui::route::{Page, Route};

/// The places with what lies there for a row, and the way to them; nothing where the roster has none.
pub(super) fn papers(
    procedure: &Procedure,
    roster: &Roster,
    (dossier, report): (&Dossier, &Report),
    row: &str,
) -> Html {
    let slots = procedure.materials.iter().flat_map(|it| it.slots.iter().map(move |slot| (it, slot)));
    let of_rows = slots.filter(|(_, slot)| slot.for_each.as_ref() == Some(&roster.id));
    let papers: Vec<Html> = of_rows.filter_map(|place| paper(place, dossier, report, row)).collect();
    if papers.is_empty() {
        return Html::default();
    }
    html! {
        <section class="row-panel-papers" aria-labelledby="row-panel-papers">
            <h3 id="row-panel-papers">{ "本行的文件" }</h3>
            <ul class="plain">{ for papers }</ul>
        </section>
    }
}

/// One place; `None` where nothing lies and nothing is asked for.
fn paper(
    (material, slot): (&Material, &Slot),
    dossier: &Dossier,
    report: &Report,
    row: &str,
) -> Option<Html> {
    let files: Vec<&str> = dossier
        .files_at(&material.id, &slot.id)
        .filter(|file| file.row.as_deref() == Some(row))
        .map(|file| file.file.name.as_str())
        .collect();
    let (tag, state) = match files.len() {
        0 if !report.asked.slot(&material.id, &slot.id) => return None,
        0 if material.optional || slot.optional => ("", "可不放".to_owned()),
        0 => ("tag-blocking", "缺".to_owned()),
        n => ("tag-passed", format!("已有 {n} 件")),
    };
    let title = if slot.title.is_empty() { &material.title } else { &slot.title };
    let to = Route::Dossier(dossier.id.clone(), Page::Assign(material.id.clone(), slot.id.clone()));
    Some(html! {
        <li>
            <span class={classes!("tag", tag)}>{ state }</span>
            <a href={to.to_string()}>{ format!("材料 {} {title}", material.id) }</a>
            if !files.is_empty() { <span class="small soft">{ files.join("、") }</span> }
        </li>
    })
}
