//! The texts that are written here for a material: how much is written, and the way to the page for it.

use yew::prelude::*;

use crate::check::Written;
use crate::field::FieldKind;
use crate::text::markdown;
use crate::ui::hooks::{use_procedure, use_slices};
use crate::ui::route::{Page, Route};

/// Properties of [`Writing`].
#[derive(Properties, PartialEq)]
pub(super) struct WritingProps {
    /// Number of the material.
    pub(super) material: AttrValue,
}

/// One line for each text that is asked for.
#[component]
pub(super) fn Writing(props: &WritingProps) -> Html {
    let (procedure, slices) = (use_procedure(), use_slices());
    let (dossier, report) = (&slices.dossier, &slices.report);
    let Some(material) = procedure.material(&props.material) else { return Html::default() };
    let asked = material.narratives().filter(|field| report.asked.field(&field.id));
    let lines = asked.map(|field| {
        let FieldKind::Narrative { headings } = &field.kind else { return Html::default() };
        let answer = dossier.answers.get(&field.id);
        let text = |code: &str| answer.map_or("", |answer| answer.part(code));
        let words: usize =
            headings.iter().map(|it| markdown::word_count(&markdown::plain(text(&it.code)))).sum();
        let written = Written::of(report, &field.id, headings, answer);
        let state = match (written.parts, words) {
            ((_, 0), 0) => "还没有撰写".to_owned(),
            _ => format!("{}{words} 字", written.words()),
        };
        let to = Route::Dossier(dossier.id.clone(), Page::Write(field.id.clone(), None));
        html! {
            <p class="material-roster" key={field.id.clone()}>
                <span><strong>{ &field.label }</strong>{ "　" }{ state }</span>
                <a class="button button-small" href={to.to_string()}>
                    { if words == 0 { "撰写" } else { "继续撰写" } }
                    <span class="visually-hidden">{ format!("：{}", field.label) }</span>
                </a>
                if !field.help.is_empty() { <span class="material-roster-help soft">{ &field.help }</span> }
            </p>
        }
    });
    html! { <>{ for lines }</> }
}
