//! Which worksheet, which line is the head, and which column is which.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::sheet::{Choices, HeadShown, Preview};

/// The sheet's columns beside those of the roster. What was chosen goes to `choose`.
pub(super) fn mapping(preview: &Preview, choices: &Choices, choose: &Callback<Choices>) -> Html {
    let guessed = preview.heads.iter().filter(|head| head.guessed).count();
    let idle = preview.heads.iter().filter(|head| head.target.is_empty()).count();
    let taken = preview.heads.len() - idle;
    let mut told = vec![format!("{taken} 列导入")];
    if guessed > 0 {
        told.push(format!("其中 {guessed} 列按相近的名称对应，请核对"));
    }
    if idle > 0 {
        told.push(format!("{idle} 列不导入"));
    }
    if !preview.missing.is_empty() {
        told.push(format!("表格中没有：{}", preview.missing.join("、")));
    }
    // Stays open under the hands of whoever chooses.
    let chosen = choices.head.is_some() || !choices.columns.is_empty();
    let attention = chosen || guessed > 0 || !preview.missing.is_empty() || preview.refusal.is_some();
    html! {
        <section aria-labelledby="sheet-columns" class="stack">
            <h3 id="sheet-columns">{ "各列对应" }</h3>
            <div class="sheet-where">
                { worksheet(preview, choices, choose) }
                { head_line(preview, choices, choose) }
            </div>
            <details open={attention}>
                <summary>{ told.join("；") }</summary>
                <div class="scroller" tabindex="0" role="region" aria-label="各列对应的表格">
                    // The roles stand here because a narrow screen shows the table as blocks.
                    <table class="sheet-columns" role="table">
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader" scope="col">{ "列" }</th>
                                <th role="columnheader" scope="col">{ "表头" }</th>
                                <th role="columnheader" scope="col">{ "内容" }</th>
                                <th role="columnheader" scope="col">{ "对应" }</th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{ for preview.heads.iter().map(|head| column(preview, choices, choose, head)) }</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
}

fn worksheet(preview: &Preview, choices: &Choices, choose: &Callback<Choices>) -> Html {
    if preview.tables.len() < 2 {
        return Html::default();
    }
    let (choices, choose) = (choices.clone(), choose.clone());
    let onchange = move |event: Event| {
        if let Some(list) = event.target_dyn_into::<HtmlSelectElement>() {
            // Head and columns are those of another worksheet.
            let (key, table) = (choices.key.clone(), list.value().parse().ok());
            choose.emit(Choices { table, key, head: None, columns: Default::default(), ..choices.clone() });
        }
    };
    html! {
        <label class="sheet-choice">
            <span>{ "工作表" }</span>
            <select autocomplete="off" class="control control-list" {onchange}>
                { for preview.tables.iter().enumerate().map(|(at, table)| {
                    let fits = if table.fits { "" } else { "（表头不符）" };
                    html! {
                        <option value={at.to_string()} selected={at == preview.table}>
                            { format!("{}　{} 行{fits}", table.name, table.lines) }
                        </option>
                    }
                }) }
            </select>
        </label>
    }
}

fn head_line(preview: &Preview, choices: &Choices, choose: &Callback<Choices>) -> Html {
    let (choices, choose) = (choices.clone(), choose.clone());
    let onchange = move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if let Ok(head) = input.value().trim().parse() {
            choose.emit(Choices { head: Some(head), columns: Default::default(), ..choices.clone() });
        }
    };
    html! {
        <label class="sheet-choice">
            <span>{ "表头所在的行" }</span>
            <input autocomplete="off" type="number" class="control sheet-line" min="0" max="1000" value={preview.head.to_string()}
                {onchange} aria-describedby="sheet-head-help" />
            <span id="sheet-head-help" class="small soft">{ "没有表头的填 0" }</span>
        </label>
    }
}

fn column(preview: &Preview, choices: &Choices, choose: &Callback<Choices>, head: &HeadShown) -> Html {
    let (choices, choose, at) = (choices.clone(), choose.clone(), head.letters.clone());
    let onchange = move |event: Event| {
        if let Some(list) = event.target_dyn_into::<HtmlSelectElement>() {
            let mut chosen = choices.clone();
            chosen.columns.retain(|_, id| *id != list.value() || id.is_empty());
            chosen.columns.insert(at.clone(), list.value());
            choose.emit(chosen);
        }
    };
    html! {
        <tr key={head.at} role="row">
            <td role="cell" class="soft">{ &head.letters }</td>
            <th role="rowheader" scope="row">{ if head.text.is_empty() { "（无）" } else { head.text.as_str() } }</th>
            <td role="cell" class="soft">{ &head.sample }</td>
            <td role="cell">
                <select autocomplete="off" class="control control-list" {onchange}
                    aria-label={format!("{}列{}对应", head.letters, head.text)}>
                    <option value="" selected={head.target.is_empty()}>{ "不导入" }</option>
                    { for preview.targets.iter().map(|target| html! {
                        <option value={target.id.clone()} selected={target.id == head.target}>{ &target.label }</option>
                    }) }
                </select>
                if head.guessed { <span class="tag tag-warning">{ "请核对" }</span> }
            </td>
        </tr>
    }
}
