//! A text as it is printed: title, headings, articles, paragraphs, tables, with the notes beside.

use yew::prelude::*;

use super::notes::{Reading, clause_id, found, notes};
use crate::calendar::chinese_date;
use crate::law::{LawClause, LawText, Layout, Piece, Running, outline};
use crate::ui::route::LawPlace;

/// A whole text.
pub(super) fn text(reading: &Reading<'_>, text: &LawText) -> Html {
    let title = format!("law-text-{}", text.id);
    html! {
        <article class="law-text" key={text.id.clone()} aria-labelledby={title.clone()}>
            <header class="law-text-head">
                <h2 id={title} class="law-title" tabindex="-1">{ &text.title }</h2>
                <p class="law-issue">{ issue(text) }</p>
                <p class="law-original">
                    <a href={text.url.clone()} target="_blank" rel="noreferrer noopener">{ "官方网站原文" }</a>
                </p>
            </header>
            if !text.preamble.is_empty() { <p class="law-line law-preamble">{ &text.preamble }</p> }
            { for outline(text).into_iter().map(|piece| match piece {
                Piece::Heading(level, words) => heading(level, words),
                Piece::Running(running) => clause(reading, &running),
                Piece::Table(head, rows) => table(reading, head, &rows),
            }) }
        </article>
    }
}

/// Who published it and when, as it stands under the title of a law.
fn issue(text: &LawText) -> String {
    let published = format!("{}{}公布", chinese_date(text.date), text.publisher);
    match text.effective_from {
        Some(from) => format!("（{published}　自{}起施行）", chinese_date(from)),
        None => format!("（{published}）"),
    }
}

fn heading(level: usize, words: &str) -> Html {
    if level == 1 {
        html! { <h3 class="law-heading">{ words }</h3> }
    } else {
        html! { <h4 class="law-heading law-heading-inner">{ words }</h4> }
    }
}

/// A clause as running text. An article's number opens its first line, as it is printed, and is its heading.
pub(super) fn clause(reading: &Reading<'_>, running: &Running<'_>) -> Html {
    let Running { clause, number, lines } = running;
    html! {
        <div class={row_class(reading, clause, "law-clause")} id={clause_id(&clause.code)} key={clause.code.clone()}
            tabindex="-1" role="group" aria-label={clause.cite.clone()}>
            <div class="law-words">
                { for lines.iter().enumerate().map(|(at, (line, level))| match level {
                    Some(level) => heading(*level, line),
                    None => html! {
                        <div class="law-line">
                            if let Some(number) = number.filter(|_| at == 0) {
                                <h3 class="law-number">{ number }</h3>{ "　" }
                            }
                            <p>{ reading.marked(line) }</p>
                        </div>
                    },
                }) }
            </div>
            { notes(reading, clause) }
            { found(reading, &clause.code) }
        </div>
    }
}

fn row_class(reading: &Reading<'_>, clause: &LawClause, kind: &'static str) -> Classes {
    let here = reading.here == Some(clause.code.as_str());
    classes!(
        kind,
        here.then_some("law-here"),
        (!reading.found(&clause.code).is_empty()).then_some("law-has-found")
    )
}

/// An annex: its title, its table or form, and what stands below.
fn table(reading: &Reading<'_>, head: &LawClause, rows: &[&LawClause]) -> Html {
    let mut lines = head.text.lines();
    let title = lines.next().unwrap_or_default();
    let form = head.layout == Layout::Form;
    html! {
        <section class="law-annex">
            <div class={row_class(reading, head, "law-clause")} id={clause_id(&head.code)} tabindex="-1" role="group"
                aria-label={head.cite.clone()}>
                <h3 class="law-annex-title">
                    <span class="law-annex-number">{ head.path.first().map_or("", String::as_str) }</span>
                    { " " }{ reading.marked(title) }
                </h3>
                { notes(reading, head) }
                { found(reading, &head.code) }
            </div>
            <table class={if form { "law-table law-form" } else { "law-table" }}>
                <caption class="visually-hidden">{ title }</caption>
                <colgroup>
                    <col class="law-column-narrow" />
                    <col class={if form { "law-column-label" } else { "law-column-name" }} />
                    <col />
                    <col class="law-column-notes" />
                </colgroup>
                if !form {
                    <thead>
                        <tr>
                            { for head.columns.iter().map(|column| html! { <th scope="col">{ column }</th> }) }
                            <td class="law-table-notes"><span class="visually-hidden">{ "说明" }</span></td>
                        </tr>
                    </thead>
                }
                <tbody>
                    { for rows.iter().enumerate().map(|(at, row)| {
                        let cells = if form { form_cells(reading, rows, at) } else { list_cells(reading, row) };
                        html! {
                            <tr class={row_class(reading, row, "law-row")} id={clause_id(&row.code)} tabindex="-1"
                                key={row.code.clone()}>
                                { cells }
                                <td class="law-table-notes">{ notes(reading, row) }{ found(reading, &row.code) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            { for lines.map(|line| html! { <p class="law-below">{ reading.marked(line) }</p> }) }
        </section>
    }
}

/// A row of 附件1: number, text, requirement.
fn list_cells(reading: &Reading<'_>, row: &LawClause) -> Html {
    html! {
        <>
            <td class="law-table-number">{ row.number() }</td>
            <th scope="row">{ reading.marked(&row.text) }</th>
            <td>{ reading.marked(&row.requirement) }</td>
        </>
    }
}

/// A row of 附件2: the label with the place for its answer, and before the first of a block the block's own
/// label; or a statement across the form.
fn form_cells(reading: &Reading<'_>, rows: &[&LawClause], at: usize) -> Html {
    let row = rows[at];
    let block = |row: &LawClause| (row.path.len() > 2).then(|| row.path[1].clone());
    match block(row) {
        None if row.text.lines().count() > 1 => {
            let lines: Vec<_> = row.text.lines().collect();
            html! {
                <td colspan="3" class="law-statement">
                    { for lines.iter().enumerate().map(|(at, line)| {
                        let class = if at == 0 { "law-line" } else { "law-signature" };
                        html! { <p {class}>{ reading.marked(line) }</p> }
                    }) }
                </td>
            }
        }
        None => html! {
            <>
                <th scope="row" colspan="2">{ reading.marked(&row.text) }</th>
                <td class="law-answer">{ reading.marked(&row.requirement) }</td>
            </>
        },
        Some(name) => {
            let first = at == 0 || block(rows[at - 1]).as_ref() != Some(&name);
            let span = rows[at..].iter().take_while(|row| block(row).as_ref() == Some(&name)).count();
            html! {
                <>
                    if first {
                        <th scope="rowgroup" rowspan={span.to_string()} class="law-block"><span>{ name }</span></th>
                    }
                    <th scope="row">{ reading.marked(&row.text) }</th>
                    <td class="law-answer">{ reading.marked(&row.requirement) }</td>
                </>
            }
        }
    }
}

/// The texts with their articles, parts and annexes, each leading there.
pub(super) fn contents(texts: &[LawText]) -> Html {
    html! {
        <nav class="law-contents" aria-label="条文目录">
            { for texts.iter().map(|text| {
                let entry = |code: &str, words: &str| html! {
                    <li key={code.to_owned()}>
                        <a href={LawPlace::clause(code).here().to_string()}>{ words }</a>
                    </li>
                };
                let mut heading = None;
                let entries: Vec<_> = outline(text).into_iter().filter_map(|piece| match piece {
                    Piece::Heading(1, words) => {
                        heading = Some(words);
                        None
                    }
                    Piece::Heading(..) => None,
                    Piece::Running(running) => {
                        let words = heading.take().or(running.number)?;
                        Some(entry(&running.clause.code, words))
                    }
                    Piece::Table(head, _) => Some(entry(&head.code, head.path.first()?)),
                }).collect();
                html! {
                    <div class="law-contents-text" key={text.id.clone()}>
                        <p class="law-contents-title">{ &text.title }</p>
                        <ol class="plain">{ for entries }</ol>
                    </div>
                }
            }) }
        </nav>
    }
}
