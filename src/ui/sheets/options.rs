//! How the lines of a sheet meet the rows that are there.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::sheet::{Choices, Preview};

/// The key, and what becomes of blank cells, absent rows and wrong lines.
pub(super) fn options(preview: &Preview, choices: &Choices, choose: &Callback<Choices>) -> Html {
    let pick = {
        let (choices, choose) = (choices.clone(), choose.clone());
        move |event: Event| {
            if let Some(list) = event.target_dyn_into::<HtmlSelectElement>() {
                choose.emit(Choices { key: Some(list.value()), ..choices.clone() });
            }
        }
    };
    let tick = |label: &str, ticked: bool, set: fn(&mut Choices, bool)| {
        let (choices, choose) = (choices.clone(), choose.clone());
        let onchange = move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let mut chosen = choices.clone();
                set(&mut chosen, input.checked());
                choose.emit(chosen);
            }
        };
        html! {
            <label class="option option-inline">
                <input autocomplete="off" type="checkbox" checked={ticked} {onchange} /><span>{ label }</span>
            </label>
        }
    };
    let keyed = !preview.key.is_empty();
    html! {
        <section aria-labelledby="sheet-options" class="stack">
            <h3 id="sheet-options">{ "导入方式" }</h3>
            <label class="sheet-choice">
                <span>{ "与清单中已有的行" }</span>
                <select autocomplete="off" class="control control-list" onchange={pick}>
                    <option value="" selected={!keyed}>{ "不比对，全部新增" }</option>
                    { for preview.keys.iter().map(|key| html! {
                        <option value={key.id.clone()} selected={key.id == preview.key}>
                            { format!("按“{}”比对，相同的替换", key.label) }
                        </option>
                    }) }
                </select>
            </label>
            <div class="sheet-ticks">
                if !preview.alike.is_empty() {
                    { tick(&format!("{}的，按改名替换", preview.alike), choices.renamed, |c, on| c.renamed = on) }
                }
                if keyed {
                    { tick("空白单元格清除原来的内容", choices.clear_blank, |c, on| c.clear_blank = on) }
                }
                { tick("删去表格中没有的行", choices.remove_absent, |c, on| c.remove_absent = on) }
                { tick("不导入有阻断问题的行", choices.skip_wrong, |c, on| c.skip_wrong = on) }
            </div>
        </section>
    }
}
