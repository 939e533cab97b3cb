//! What an import would change, seen before it is applied.

use yew::prelude::*;

use crate::field::{Severity, mask};
use crate::sheet::{CellProblem, Counts, Fate, PlannedCell, PlannedLine, Preview, write_csv};
use crate::ui::browser;

/// So many problems are listed; the file with all of them can be saved.
const LISTED: usize = 100;

/// Counts, problems, and the first lines as they would come in.
pub(super) fn changes(preview: &Preview) -> Html {
    let counts = &preview.counts;
    html! {
        <section aria-labelledby="sheet-changes" class="stack">
            <h3 id="sheet-changes">{ "将要发生的变化" }</h3>
            <p class="sheet-counts" role="status">
                { for words(counts).into_iter().map(|(word, count, look)| html! {
                    <span class={classes!("tag", look)}>{ format!("{word} {count} 行") }</span>
                }) }
            </p>
            { problems(preview) }
            if !preview.lines.is_empty() {
                { lines(preview) }
            }
        </section>
    }
}

/// An import in words, e.g. `新增3行，替换1行`.
pub(super) fn summary(counts: &Counts) -> String {
    let told: Vec<String> =
        words(counts).into_iter().take(4).map(|(word, count, _)| format!("{word}{count}行")).collect();
    told.join("，")
}

/// What there is any of.
fn words(counts: &Counts) -> Vec<(&'static str, usize, &'static str)> {
    let all = [
        ("新增", counts.added, "tag-passed"),
        ("替换", counts.replaced, "tag-advice"),
        ("删去", counts.removed, "tag-warning"),
        ("相同", counts.unchanged, ""),
        ("重复而不导入", counts.repeated, "tag-warning"),
        ("有误而不导入", counts.skipped, "tag-warning"),
        ("示例而不导入", counts.examples, ""),
    ];
    all.into_iter().filter(|(_, count, _)| *count > 0).collect()
}

fn problems(preview: &Preview) -> Html {
    let counts = &preview.counts;
    if preview.problems.is_empty() {
        return html! { <p class="notice notice-passed">{ "各单元格都能识别。" }</p> };
    }
    let told = match (counts.wrong_cells, counts.doubtful_cells) {
        (0, doubtful) => format!("{doubtful} 个单元格需要核对。"),
        (wrong, 0) => format!("{wrong} 个单元格有误。"),
        (wrong, doubtful) => format!("{wrong} 个单元格有误，{doubtful} 个需要核对。"),
    };
    let look = if counts.wrong_cells > 0 { "notice-blocking" } else { "notice-warning" };
    let save = {
        let problems = preview.problems.clone();
        move |_: MouseEvent| {
            browser::save_file("导入问题清单.csv", &listed(&problems), "text/csv");
        }
    };
    html! {
        <div class={classes!("notice", look)}>
            <p>
                <strong>{ told }</strong>
                { "能够识别的照常导入，识别不了的按原文保留，丢失数字或者没有结果的留空；都可以在清单中逐项改正。" }
            </p>
            <details>
                <summary>{ "逐格查看" }</summary>
                <ul class="plain sheet-problems">
                    { for preview.problems.iter().take(LISTED).map(|problem| html! {
                        <li>
                            <span class="code">{ &problem.cell }</span>
                            { format!(" {}：{}。", problem.label, problem.message) }
                            <span class="soft">{ &problem.hint }</span>
                        </li>
                    }) }
                </ul>
                if preview.problems.len() > LISTED {
                    <p class="small soft">{ format!("以上是前 {LISTED} 项。") }</p>
                }
            </details>
            <button type="button" class="button-link" onclick={save}>{ "下载问题清单（CSV）" }</button>
        </div>
    }
}

/// The problems as a sheet.
fn listed(problems: &[CellProblem]) -> Vec<u8> {
    let head = ["单元格", "列名", "程度", "问题", "办法"].map(Into::into).to_vec();
    let lines = problems.iter().map(|problem| {
        let CellProblem { cell, label, severity, message, hint } = problem;
        [cell.as_str(), label, severity.word(), message, hint].map(Into::into).to_vec()
    });
    write_csv(std::iter::once(head).chain(lines))
}

fn lines(preview: &Preview) -> Html {
    let total = preview.counts.lines;
    let shown = preview.lines.len();
    let caption = if shown < total {
        format!("共 {total} 行，下面是 {shown} 行；有问题的在前")
    } else {
        format!("共 {total} 行")
    };
    html! {
        <div class="scroller sheet-lines" tabindex="0" role="region" aria-label="逐行变化">
            <table>
                <caption>{ caption }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "行" }</th>
                        <th scope="col">{ "处理" }</th>
                        { for preview.columns.iter().map(|label| html! { <th scope="col">{ label }</th> }) }
                    </tr>
                </thead>
                <tbody>{ for preview.lines.iter().map(line) }</tbody>
            </table>
        </div>
    }
}

fn line(line: &PlannedLine) -> Html {
    let look = match line.fate {
        Fate::Added => "tag-passed",
        Fate::Replaced => "tag-advice",
        Fate::Unchanged => "",
        Fate::Repeated | Fate::Skipped => "tag-warning",
    };
    html! {
        <tr key={line.number}>
            <th scope="row">{ line.number }</th>
            <td><span class={classes!("tag", look)}>{ line.fate.word() }</span></td>
            { for line.cells.iter().map(cell) }
        </tr>
    }
}

fn cell(cell: &PlannedCell) -> Html {
    let text = |text: &str| if cell.sensitive { mask(text) } else { text.to_owned() };
    let look = cell.severity.map(|severity| match severity {
        Severity::Blocking => "sheet-cell-blocking",
        Severity::Warning | Severity::Advice => "sheet-cell-warning",
    });
    html! {
        <td class={classes!(look)}>
            if let Some(before) = cell.before.as_deref().filter(|before| !before.is_empty()) {
                <del>{ text(before) }</del>{ " " }
                <ins>{ text(&cell.text) }</ins>
            } else {
                { text(&cell.text) }
            }
            if let Some(problem) = &cell.problem {
                <span class="sheet-cell-problem">{ problem }</span>
            }
        </td>
    }
}
