//! The sections of an imported document, each with where it goes.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::field::Heading;
use crate::narrative::{Onto, Section};
use crate::text::markdown;

/// How many characters of a section are shown.
const EXCERPT: usize = 60;

/// Where a section goes unless somebody says otherwise.
pub(super) fn proposed(section: &Section) -> Onto {
    match &section.means {
        Some(code) => Onto::Heading(code.clone()),
        None => Onto::Own(false),
    }
}

fn value(onto: &Onto) -> String {
    match onto {
        Onto::Heading(code) => format!("={code}"),
        Onto::Own(_) => "own".to_owned(),
        Onto::Nowhere => "nowhere".to_owned(),
    }
}

fn read(value: &str) -> Onto {
    match value.strip_prefix('=') {
        Some(code) => Onto::Heading(code.to_owned()),
        None if value == "nowhere" => Onto::Nowhere,
        // Chosen by hand, it is meant to stand there.
        None => Onto::Own(true),
    }
}

/// A table of sections with a choice for each.
pub(super) fn matching(
    sections: &[Section],
    ways: &[Onto],
    headings: &[Heading],
    choose: &Callback<(usize, Onto)>,
) -> Html {
    let line = |(at, (section, onto)): (usize, (&Section, &Onto))| {
        let title = if section.title.is_empty() { "（第一个标题之前）" } else { &section.title };
        let plain = markdown::plain(&section.text);
        let mut excerpt: String = plain.chars().filter(|c| *c != '\n').take(EXCERPT).collect();
        if plain.chars().count() > EXCERPT {
            excerpt.push('…');
        }
        let on_change = {
            let choose = choose.clone();
            Callback::from(move |event: Event| {
                if let Some(list) = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok()) {
                    choose.emit((at, read(&list.value())));
                }
            })
        };
        let own = matches!(onto, Onto::Own(_));
        let open = matches!(onto, Onto::Own(false));
        html! {
            <tr key={at} class={classes!(open.then_some("write-unmatched"))}>
                <th scope="row">
                    { title }
                    <span class="write-excerpt">{ excerpt }</span>
                </th>
                <td class="number">{ markdown::word_count(&plain) }</td>
                <td>
                    <select autocomplete="off" class="control" aria-label={format!("“{title}”放到")} onchange={on_change}>
                        { for headings.iter().map(|heading| {
                            let onto_this = *onto == Onto::Heading(heading.code.clone());
                            html! {
                                <option value={format!("={}", heading.code)} selected={onto_this}>{ heading.name() }</option>
                            }
                        }) }
                        <option value="own" selected={own}>{ "另立一章" }</option>
                        <option value={value(&Onto::Nowhere)} selected={*onto == Onto::Nowhere}>{ "不导入" }</option>
                    </select>
                    if open { <span class="tag tag-warning">{ "没有对应" }</span> }
                </td>
            </tr>
        }
    };
    html! {
        <table class="table write-matching">
            <thead>
                <tr><th scope="col">{ "文档中的标题" }</th><th scope="col">{ "字数" }</th><th scope="col">{ "放到" }</th></tr>
            </thead>
            <tbody>{ for sections.iter().zip(ways).enumerate().map(line) }</tbody>
        </table>
    }
}
