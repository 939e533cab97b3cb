//! The bar over the table: what can be done with rows, and which are shown.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::columns::Column;
use super::view::Wanted;
use crate::procedure::Roster;
use crate::ui::components::{Segment, icon, segments};
use crate::ui::fields::Control;

/// What can be done with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Add,
    Duplicate,
    Up,
    Down,
    Remove,
    /// Takes back what was selected.
    Deselect,
    /// Puts the rows in the order of a column.
    Sort {
        column: usize,
        falling: bool,
    },
}

/// What the bar shows.
pub(super) struct Bar<'a> {
    pub(super) roster: &'a Roster,
    pub(super) columns: &'a [Column],
    /// Number of rows.
    pub(super) rows: usize,
    /// Number of rows about which something was found.
    pub(super) open: usize,
    /// Number of rows selected.
    pub(super) selected: usize,
    /// Position of the row at hand in the roster.
    pub(super) at: Option<usize>,
    pub(super) wanted: &'a Wanted,
    pub(super) on_want: Callback<Wanted>,
    pub(super) on_deed: Callback<Deed>,
}

/// The bar.
pub(super) fn bar(of: &Bar<'_>) -> Html {
    let full = of.rows >= of.roster.most;
    let some = of.selected > 0 || of.at.is_some();
    // Among rows picked out, the neighbour is not the one in sight.
    let movable = of.wanted.all() && of.selected == 0;
    let up = movable && of.at.is_some_and(|at| at > 0);
    let down = movable && of.at.is_some_and(|at| at + 1 < of.rows);
    let what = if of.selected > 0 { format!("所选 {} 行", of.selected) } else { "当前行".to_owned() };
    let deed = |deed: Deed, enabled: bool, content: Html, title: String| {
        html! {
            <button type="button" class="button button-small" disabled={!enabled} {title}
                onclick={of.on_deed.reform(move |_: MouseEvent| deed)}>{ content }</button>
        }
    };
    html! {
        <div class="roster-tools">
            <div class="button-row" role="group" aria-label="行">
                <button type="button" class="button button-small button-primary" disabled={full}
                    onclick={of.on_deed.reform(|_: MouseEvent| Deed::Add)}>
                    { icon("plus") }{ format!("添加{}", of.roster.row_title) }
                </button>
                { deed(Deed::Duplicate, some && !full, html! { "复制" }, format!("复制{what}")) }
                { deed(Deed::Up, up, html! { "上移" }, "上移当前行（Alt+↑）".to_owned()) }
                { deed(Deed::Down, down, html! { "下移" }, "下移当前行（Alt+↓）".to_owned()) }
                { deed(Deed::Remove, some, html! { "删除" }, format!("删除{what}")) }
                if of.selected > 0 {
                    <button type="button" class="button-link" onclick={of.on_deed.reform(|_: MouseEvent| Deed::Deselect)}>
                        { format!("取消选择（{} 行）", of.selected) }
                    </button>
                }
                if full {
                    <span class="small soft">{ format!("已达到上限 {} 行", of.roster.most) }</span>
                }
            </div>
            <div class="button-row roster-find">
                { find(of) }
                { show(of) }
                { order(of) }
            </div>
        </div>
    }
}

fn find(of: &Bar<'_>) -> Html {
    let (on_want, wanted) = (of.on_want.clone(), of.wanted.clone());
    let on_edit = Callback::from(move |text: String| on_want.emit(Wanted { text, ..wanted.clone() }));
    html! {
        <Control id="roster-search" label="在清单中搜索" placeholder="搜索" value={of.wanted.text.clone()}
            {on_edit} width="roster-search" />
    }
}

fn show(of: &Bar<'_>) -> Html {
    let choices = [(false, "全部", of.rows), (true, "有待处理", of.open)].map(|(open, word, count)| {
        Segment { value: open, label: format!("{word} {count}"), title: None, chosen: of.wanted.open == open }
    });
    let wanted = of.wanted.clone();
    let on_choose = of.on_want.reform(move |open| Wanted { open, ..wanted.clone() });
    let legend = html! { <legend class="visually-hidden">{ "显示" }</legend> };
    segments(legend, "roster-shown", choices, &on_choose)
}

/// A list that does something when an entry is chosen, and then shows its name again.
fn order(of: &Bar<'_>) -> Html {
    let on_deed = of.on_deed.clone();
    let onchange = move |event: Event| {
        let Some(list) = event.target_dyn_into::<HtmlSelectElement>() else { return };
        let chosen = list.value();
        list.set_selected_index(0);
        if let Some((column, falling)) = chosen.split_once(' ')
            && let Ok(column) = column.parse()
        {
            on_deed.emit(Deed::Sort { column, falling: falling == "down" });
        }
    };
    let fields =
        of.columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.field(of.roster)?)));
    html! {
        <select autocomplete="off" class="control control-list roster-order" aria-label="排序：改变各行的次序，可撤销" {onchange}>
            <option value="" selected=true>{ "排序" }</option>
            { for fields.flat_map(|(at, field)| {
                let title = field.label.clone();
                [("up", "升序"), ("down", "降序")].map(|(value, word)| html! {
                    <option value={format!("{at} {value}")}>{ format!("{title}　{word}") }</option>
                })
            }) }
        </select>
    }
}
