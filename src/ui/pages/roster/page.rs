//! The page of a roster: what it is, what was found about it as a whole, the bar, the table, the panel.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::columns::{Column, NAME, columns};
use super::grid::Grid;
use super::hands::{Hand, Hands, Opened};
use super::keys::{Act, Spot};
use super::panel::Panel;
use super::printed::Printed;
use super::standing::Standings;
use super::table::Table;
use super::tools::{Bar, Deed, bar};
use super::view::{View, Wanted};
use crate::check::{Finding, Place};
use crate::dossier::Row;
use crate::procedure::{Procedure, Roster};
use crate::ui::components::{ToldAt, finding_note, icon};
use crate::ui::hooks::{use_dispatch, use_notify, use_procedure, use_slices};
use crate::ui::route::{Page, Route};
use crate::ui::sheets::SheetTools;
use crate::ui::state::{Shared, Slices};

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
    let procedure = use_procedure();
    match procedure.rosters.iter().position(|roster| roster.id == props.roster) {
        Some(roster) => html! { <Rows key={roster} {procedure} {roster} focus={props.focus.clone()} /> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct RowsProps {
    procedure: Shared<Procedure>,
    roster: usize,
    focus: (Option<String>, Option<String>),
}

#[component]
fn Rows(props: &RowsProps) -> Html {
    let (dispatch, notify) = (use_dispatch(), use_notify());
    let Slices { dossier, report, .. } = use_slices();
    let wanted = use_state_eq(Wanted::default);
    let selected = use_state_eq(Rc::<BTreeSet<String>>::default);
    let hand = use_state_eq(|| Hand { column: NAME, ..Hand::default() });
    let opened = use_state_eq(|| None::<Opened>);
    let grab = use_state_eq(|| 0_usize);
    let before = use_mut_ref(|| None);
    let ordered = use_mut_ref(|| None);
    let view = use_mut_ref(View::default);

    let roster = &props.procedure.rosters[props.roster];
    let columns = use_memo((), |()| columns(&props.procedure, roster));
    let standings = use_memo(report.clone(), |report| Shared::new(Standings::of(report, &roster.id)));
    let standings = Shared::clone(&standings);
    let rows: &[Arc<Row>] = dossier.rows(&roster.id);
    let shown = view.borrow_mut().shown(roster, rows, &wanted, &standings);
    let place = hand.row.as_ref().and_then(|id| shown.iter().position(|at| rows[*at].id == *id));
    let at = Spot { row: place.unwrap_or(0), column: hand.column };
    use_arrival(
        &props.focus,
        roster,
        rows,
        &columns,
        Arrival { hand: &hand, opened: &opened, wanted: &wanted, grab: &grab },
    );
    let table = Table {
        procedure: props.procedure.clone(),
        roster: props.roster,
        dossier: dossier.clone(),
        standings: standings.clone(),
        columns: Rc::clone(&columns),
        shown: Rc::clone(&shown),
    };
    let hands = Rc::new(Hands {
        dispatch,
        notify,
        table: table.clone(),
        at,
        hand: hand.clone(),
        opened: opened.clone(),
        selected: selected.clone(),
        wanted: wanted.clone(),
        before,
        ordered,
    });

    let on = {
        let hands = Rc::clone(&hands);
        Callback::from(move |act: Act| hands.act(&act))
    };
    let on_deed = {
        let hands = Rc::clone(&hands);
        Callback::from(move |deed: Deed| hands.deed(deed))
    };
    let on_want = {
        let wanted = wanted.setter();
        Callback::from(move |now| wanted.set(now))
    };
    let unasked = report.asked.unasked(&props.procedure, roster);
    let open = unasked.is_none().then(|| standings.open());
    let whole: Vec<&Finding> = standings.whole().filter(|_| !rows.is_empty()).collect();
    html! {
        <div class="roster-page">
            <header class="page-head">
                <div>
                    <h1>
                        { &roster.title }
                        if roster.unofficial { <span class="tag roster-unofficial">{ "非官方样式" }</span> }
                    </h1>
                    if !roster.help.is_empty() { <p class="lead">{ &roster.help }</p> }
                    if props.procedure.clocks.iter().any(|clock| clock.each.as_ref() == Some(&roster.id)) {
                        <p><a href={Route::Dossier(dossier.id.clone(), Page::Timeline).to_string()}>{ "查看期限与变化" }</a></p>
                    }
                </div>
                <SheetTools roster={roster.id.clone()} />
            </header>
            if let Some(unasked) = unasked {
                <p class="notice notice-advice">{ unasked }</p>
            }
            { copies(&props.procedure, roster, &dossier.id, rows.get(shown.get(at.row).copied().unwrap_or(0))) }
            { for whole.iter().map(|finding| {
                match ToldAt::seen_from(&props.procedure, &dossier, &Place::Row(roster.id.clone(), None, None), finding) {
                    Some(there) => there.note(finding),
                    None => finding_note(&props.procedure, &roster.id, None, finding),
                }
            }) }
            if rows.is_empty() {
                { nothing(roster, &on_deed) }
            } else {
                { bar(&Bar {
                    roster,
                    columns: &columns,
                    rows: rows.len(),
                    open: standings.open(),
                    selected: selected.len(),
                    at: shown.get(at.row).copied(),
                    wanted: &wanted,
                    on_want,
                    on_deed,
                }) }
                <p class="roster-count small soft" role="status">{ counts(rows.len(), shown.len(), open) }</p>
                <Grid {table} selected={Rc::clone(&selected)} {at} editing={hand.editing} grab={*grab} {on} />
                <p id="roster-keys" class="roster-keys small faint">
                    { "方向键移动，Enter 填写或打开，Esc 取消，空格选择一行，Delete 清空一格；双击也可填写。从 Excel 复制的行可以直接粘贴（Ctrl+V），核对后导入。" }
                </p>
                <Printed procedure={props.procedure.clone()} roster={props.roster} columns={Rc::clone(&columns)} />
            }
            if let Some(open) = &*opened {
                { panel(&hands, open, &grab, &props.focus) }
            }
        </div>
    }
}

/// What is printed once for each row, and where the stamped scans are put to the rows.
fn copies(procedure: &Procedure, roster: &Roster, dossier: &str, row: Option<&Arc<Row>>) -> Html {
    let Some(row) = row else { return Html::default() };
    let address = |page: Page| Route::Dossier(dossier.to_owned(), page).to_string();
    let documents = procedure.documents.iter().filter(|it| it.for_each.as_ref() == Some(&roster.id));
    html! {
        { for documents.map(|document| {
            let print = |row: Option<String>| address(Page::Print(Some(document.id.clone()), row));
            let place = document.returns_to.as_deref().and_then(|place| place.split_once('/'));
            let name = row.name(roster);
            html! {
                <p class="roster-copies button-row" key={document.id.clone()}>
                    <strong>{ &document.title }</strong>
                    <a class="button button-small" href={print(None)}>{ "全部打印" }</a>
                    <a class="button button-small" href={print(Some(row.id.clone()))}>
                        { if name.is_empty() { "打印当前行".to_owned() } else { format!("打印{name}的") } }
                    </a>
                    if let Some((material, slot)) = place {
                        <a class="button button-small" href={address(Page::Assign(material.to_owned(), slot.to_owned()))}>
                            { "放回扫描件" }
                        </a>
                    }
                </p>
            }
        }) }
    }
}

/// What a finding's way to its cell changes.
struct Arrival<'a> {
    hand: &'a UseStateHandle<Hand>,
    opened: &'a UseStateHandle<Option<Opened>>,
    wanted: &'a UseStateHandle<Wanted>,
    grab: &'a UseStateHandle<usize>,
}

/// Goes to the row and the field that the address names: a field is opened as a question, a row is brought
/// into sight.
#[hook]
fn use_arrival(
    focus: &(Option<String>, Option<String>),
    roster: &Roster,
    rows: &[Arc<Row>],
    columns: &[Column],
    to: Arrival<'_>,
) {
    let known = focus.0.as_ref().is_some_and(|id| rows.iter().any(|row| row.id == *id));
    let column = columns.iter().position(|column| {
        column.field(roster).is_some_and(|field| focus.1.as_ref().is_some_and(|id| field.id == *id))
    });
    let (hand, opened) = (to.hand.setter(), to.opened.setter());
    let (wanted, grab) = (to.wanted.setter(), to.grab.clone());
    use_effect_with(focus.clone(), move |(row, field)| {
        let Some(row) = row.clone().filter(|_| known) else { return };
        wanted.set(Wanted::default());
        hand.set(Hand { row: Some(row.clone()), column: column.unwrap_or(NAME), editing: false });
        match field {
            Some(_) => opened.set(Some(Opened { row, field: field.clone(), insist: true })),
            None => grab.set(*grab + 1),
        }
    });
}

/// The open row as questions.
fn panel(
    hands: &Rc<Hands>,
    open: &Opened,
    grab: &UseStateHandle<usize>,
    focus: &(Option<String>, Option<String>),
) -> Html {
    let roster = &hands.table.procedure.rosters[hands.table.roster];
    let rows = hands.table.dossier.rows(&roster.id);
    let Some(at) = rows.iter().position(|row| row.id == open.row) else { return Html::default() };
    let on_close = {
        let (opened, grab) = (hands.opened.setter(), grab.clone());
        // The address that led here is left, so that it can lead here again.
        let here = focus.0.is_some().then(|| {
            Route::Dossier(hands.table.dossier.id.clone(), Page::Roster(roster.id.clone(), None, None))
        });
        Callback::from(move |()| {
            opened.set(None);
            grab.set(*grab + 1);
            if let Some(here) = &here {
                here.go();
            }
        })
    };
    let on_go = {
        let hands = Rc::clone(hands);
        Callback::from(move |after: bool| {
            let rows = hands.table.dossier.rows(&hands.table.procedure.rosters[hands.table.roster].id);
            let to = if after { Some(at + 1) } else { at.checked_sub(1) };
            if let Some(row) = to.and_then(|to| rows.get(to)) {
                hands.open(row.id.clone(), None);
            }
        })
    };
    let on_add = {
        let hands = Rc::clone(hands);
        Callback::from(move |()| hands.add())
    };
    html! {
        <Panel procedure={hands.table.procedure.clone()} roster={hands.table.roster} row={rows[at].clone()} {at}
            total={rows.len()} standing={hands.table.standings.standing(&open.row)} field={open.field.clone()}
            insist={open.insist} can_add={rows.len() < roster.most} {on_go} {on_add} {on_close} />
    }
}

/// How many rows there are and, where they are checked, how many have something to be done about them.
fn counts(rows: usize, shown: usize, open: Option<usize>) -> String {
    if shown == 0 {
        return format!("没有找到符合条件的行，清单共 {rows} 行。");
    }
    let mut text = format!("共 {rows} 行");
    if shown < rows {
        text.push_str(&format!("，显示其中 {shown} 行"));
    }
    text.push_str(&match open {
        None => "。".to_owned(),
        Some(0) => "，各行都已完整。".to_owned(),
        Some(open) => format!("，{} 行完整，{open} 行有待处理。", rows.saturating_sub(open)),
    });
    text
}

/// What to do while there is no row.
fn nothing(roster: &Roster, on_deed: &Callback<Deed>) -> Html {
    let what = if roster.optional { "没有的，可以不填。" } else { "至少要有一行。" };
    html! {
        <section class="sheet roster-empty">
            <h2>{ format!("还没有{}", roster.row_title) }</h2>
            <p>{ format!("一行填写一个{}，最多 {} 行。{what}", roster.row_title, roster.most) }</p>
            <p>
                <button type="button" class="button button-primary" onclick={on_deed.reform(|_: MouseEvent| Deed::Add)}>
                    { icon("plus") }{ format!("添加{}", roster.row_title) }
                </button>
            </p>
        </section>
    }
}
