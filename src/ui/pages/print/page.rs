//! The page for printing, stamping and scanning.

use std::borrow::Cow;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::form_print::FormPrint;
use super::readiness::{obstacles, unprintable};
use crate::check::{Finding, OUTDATED, Place, PrintedTitle, Report};
use crate::dossier::{Attachment, Dossier};
use crate::jobs::Printout;
use crate::package::DRAFT_MARK;
use crate::procedure::{Material, PrintedDocument, Procedure, Roster, Slot};
use crate::ui::components::{ResultButton, Segment, finding_row, segments};
use crate::ui::hooks::{use_dossier, use_procedure, use_report};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Shared, Step};

/// What is chosen for printing.
#[derive(Clone, PartialEq)]
enum Choice {
    /// The form with its answers.
    Filled,
    /// The form without.
    Blank,
    /// A document by id; of one printed for each row of a roster, of this row alone.
    Document(String, Option<String>),
}

impl Choice {
    /// The id of the document.
    fn document(&self) -> Option<&str> {
        match self {
            Self::Document(id, _) => Some(id),
            Self::Filled | Self::Blank => None,
        }
    }

    /// Whether both are the same but for the row.
    fn same(&self, other: &Self) -> bool {
        match (self.document(), other.document()) {
            (None, None) => self == other,
            (one, other) => one == other,
        }
    }
}

/// What to print.
#[derive(Clone, PartialEq, Properties)]
pub struct PrintPageProps {
    /// Id of a document.
    pub document: Option<String>,
    /// Id of the row whose copy is wanted.
    pub row: Option<String>,
}

/// Print the form or a document, stamp it, take the scan back.
#[component]
pub fn PrintPage(props: &PrintPageProps) -> Html {
    let procedure = use_procedure();
    let dossier = use_dossier();
    let report = use_report();
    // What is chosen stands in the address, but that the form is wanted blank.
    let blank = use_state_eq(|| false);
    let chosen = match &props.document {
        Some(document) => Some(Choice::Document(document.clone(), props.row.clone())),
        None => blank.then_some(Choice::Blank),
    };
    {
        let blank = blank.setter();
        use_effect_with(props.document.is_some(), move |elsewhere| {
            if *elsewhere {
                blank.set(false);
            }
        });
    }
    let on_choose = {
        let (blank, dossier) = (blank.setter(), dossier.id.clone());
        Callback::from(move |choice| {
            let page = match choice {
                // The address changes a moment later; until then what is shown stays.
                Choice::Document(document, row) => Page::Print(Some(document), row),
                Choice::Filled | Choice::Blank => {
                    blank.set(choice == Choice::Blank);
                    Page::Print(None, None)
                }
            };
            Route::Dossier(dossier.clone(), page).go();
        })
    };

    let choices = choices(&procedure, &report);
    let kept = chosen.as_ref().filter(|kept| choices.iter().any(|(choice, _)| choice.same(kept)));
    let Some((listed, title)) = choices.iter().find(|(c, _)| kept.is_none_or(|kept| c.same(kept))) else {
        return html! { <p class="notice">{ "本事项没有需要打印的文书。" }</p> };
    };
    let choice = kept.unwrap_or(listed);
    let document = choice.document().and_then(|id| procedure.document(id));
    let copies = document.and_then(|document| procedure.roster(document.for_each.as_deref()?));
    let row = match choice {
        Choice::Document(_, row) => row.as_deref().filter(|_| copies.is_some()),
        Choice::Filled | Choice::Blank => None,
    };
    let of_form = document.is_none();
    let obstacles = match document {
        Some(document) => report.against(&procedure, document, row),
        None => obstacles(&procedure, &report),
    };
    let unprintable = unprintable(&obstacles);
    let draft = !obstacles.is_empty();
    let title = procedure.form.as_ref().filter(|_| of_form).map_or(title, |form| &form.title);
    // Files of several people are told apart by their names.
    let whose = copies.zip(row).and_then(|(roster, row)| Some(dossier.row(&roster.id, row)?.name(roster)));
    let file = format!("{title} {}", whose.unwrap_or_default());
    let what = if of_form { "申请表" } else { "文书" };
    let offered = choices.iter().map(|(one, title)| Segment {
        value: one.clone(),
        label: title.clone(),
        title: None,
        chosen: one.same(choice),
    });
    html! {
        <div class="print-page">
            <header class="stack">
                <h1>{ Step::Print.title(&procedure).to_owned() }</h1>
                <p class="lead">{ lead(of_form) }</p>
            </header>
            <ol class="print-steps plain">
                <li class="print-step">
                    <h2>{ "核对" }</h2>
                    { check(&procedure, &dossier, what, &obstacles, &unprintable) }
                </li>
                <li class="print-step">
                    <h2>{ "打印" }</h2>
                    if choices.len() > 1 {
                        { segments(html! { <legend>{ "内容" }</legend> }, "print-what", offered, &on_choose) }
                    } else {
                        <p>{ title.clone() }</p>
                    }
                    if let Some(roster) = copies {
                        { pick(roster, &dossier, (choice.document().unwrap_or_default(), row), &on_choose) }
                    }
                    if copies.is_some_and(|roster| dossier.rows(&roster.id).is_empty()) {
                        <p class="notice">{ "还没有可以打印的内容，请先填写清单。" }</p>
                    } else if *choice == Choice::Blank || unprintable.is_empty() {
                        { print(choice, row, file, &dossier, draft) }
                    } else {
                        <p class="notice notice-blocking">{ refusal(of_form) }</p>
                    }
                    if procedure.form.is_none() {
                        <div class="print-data">
                            <p class="small soft">{ "收件单位可以接收电子数据的，同时提供：全部回答和自查结果，与文书一致。" }</p>
                            <ResultButton>{ "下载数据（JSON）" }</ResultButton>
                        </div>
                    }
                </li>
                <li class="print-step">
                    <h2>{ if of_form { "盖章" } else { "盖章或者签名" } }</h2>
                    { stamping(&procedure, of_form) }
                </li>
                if let Some(places) = places(&procedure, document) {
                    <li class="print-step">
                        <h2>{ "放回扫描件" }</h2>
                        { returns(&procedure, &dossier, &report, what, &places) }
                    </li>
                }
            </ol>
        </div>
    }
}

/// What can be printed, with the words for each.
fn choices(procedure: &Procedure, report: &Report) -> Vec<(Choice, String)> {
    let mut choices = Vec::new();
    if procedure.form.is_some() {
        choices.push((Choice::Filled, "已填写的申请表".to_owned()));
        choices.push((Choice::Blank, "空白申请表".to_owned()));
    }
    let documents = report.documents.iter();
    choices.extend(
        documents.map(|it| (Choice::Document(it.id.clone(), None), short_title(procedure, it).into_owned())),
    );
    choices
}

/// A title without the line above it that only names the body: a dozen of them stand side by side.
fn short_title<'a>(procedure: &'a Procedure, printed: &'a PrintedTitle) -> Cow<'a, str> {
    let template = procedure.document(&printed.id).map(|document| document.title.as_str());
    match template.and_then(|title| title.split_once('\n')) {
        Some((name, rest)) if name.starts_with('{') && name.ends_with('}') && !rest.contains('{') => {
            rest.replace('\n', "").into()
        }
        _ => printed.title.as_str().into(),
    }
}

fn lead(of_form: bool) -> &'static str {
    if of_form {
        "打印申请表，核对日期并加盖公章，扫描后放回材料清单。打印内容与填报内容逐字一致，不能在纸上改动。"
    } else {
        "打印文书，核对后盖章或者签名。打印内容与填报内容逐字一致，不能在纸上改动。"
    }
}

fn refusal(of_form: bool) -> &'static str {
    if of_form {
        "有字符无法打印，见上一步。改正后即可打印；也可以先打印空白申请表。"
    } else {
        "有字符无法打印，见上一步。改正后即可打印。"
    }
}

/// All copies in one run, or that of one row.
fn pick(
    roster: &Roster,
    dossier: &Dossier,
    (document, row): (&str, Option<&str>),
    on_choose: &Callback<Choice>,
) -> Html {
    let rows = dossier.rows(&roster.id);
    let onchange = {
        let (on_choose, document) = (on_choose.clone(), document.to_owned());
        move |event: Event| {
            let Some(list) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let row = Some(list.value()).filter(|row| !row.is_empty());
            on_choose.emit(Choice::Document(document.clone(), row));
        }
    };
    html! {
        <p class="print-copies">
            <label for="print-row">{ "范围" }</label>
            <select autocomplete="off" id="print-row" class="control" {onchange}>
                <option value="" selected={row.is_none()}>{ format!("全部 {} 份，一个文件", rows.len()) }</option>
                { for rows.iter().enumerate().map(|(at, one)| {
                    let name = one.name(roster);
                    let name = if name.is_empty() { "（未填）".to_owned() } else { name };
                    html! {
                        <option value={one.id.clone()} selected={row == Some(one.id.as_str())}>
                            { format!("{}　{name}", at + 1) }
                        </option>
                    }
                }) }
            </select>
        </p>
    }
}

fn print(choice: &Choice, row: Option<&str>, title: String, dossier: &Shared<Dossier>, draft: bool) -> Html {
    let (key, printout) = match choice {
        Choice::Document(id, _) => {
            let row = row.map(str::to_owned);
            (format!("{id}/{}", row.as_deref().unwrap_or_default()), Printout::Document(id.clone(), row))
        }
        Choice::Filled => ("filled".to_owned(), Printout::Form),
        Choice::Blank => ("blank".to_owned(), Printout::Form),
    };
    let is_blank = *choice == Choice::Blank;
    let (dossier, draft) = ((!is_blank).then(|| dossier.clone()), draft && !is_blank);
    html! { <FormPrint {key} {printout} {title} {dossier} {draft} /> }
}

/// Where the stamped scans of a document, or of the form, belong: the material and perhaps its slot.
type Returns<'a> = Vec<(&'a Material, Option<&'a Slot>)>;

/// The places for the stamped scans; `None` where there are none.
fn places<'a>(procedure: &'a Procedure, document: Option<&PrintedDocument>) -> Option<Returns<'a>> {
    let Some(document) = document else {
        let forms = procedure.materials.iter().filter(|material| material.is_form);
        return Some(forms.map(|material| (material, None)).collect());
    };
    let (material, slot) = document.returns_to.as_deref()?.split_once('/')?;
    let material = procedure.material(material)?;
    Some(vec![(material, material.slots.iter().find(|known| known.id == slot))])
}

/// Where the stamped scans belong.
fn returns(
    procedure: &Procedure,
    dossier: &Dossier,
    report: &Report,
    what: &str,
    places: &Returns<'_>,
) -> Html {
    html! {
        <>
            <p>{ format!("把盖章后的{what}扫描成 PDF 或图片，放到材料清单的这一项：") }</p>
            <ul class="print-returns plain">
                { for places.iter().map(|(material, slot)| {
                    let (material_id, slot_id) = (material.id.clone(), slot.map(|slot| slot.id.clone()));
                    let page = match slot.filter(|slot| slot.for_each.is_some()) {
                        Some(slot) => Page::Assign(material_id, slot.id.clone()),
                        None => Page::Materials(material_id.into(), slot_id),
                    };
                    let here = |a: &&Attachment| a.material == material.id && slot.is_none_or(|slot| slot.id == a.slot);
                    let files = dossier.attachments.iter().filter(here).count();
                    let roster = slot.and_then(|slot| procedure.roster(slot.for_each.as_deref()?));
                    let wanted = roster.map_or(1, |roster| dossier.rows(&roster.id).len());
                    let is_slot = |at: &Option<String>| slot.is_none_or(|slot| at.as_ref() == Some(&slot.id));
                    let of_here = |place: &Place| matches!(place, Place::Material(id, at) if *id == material.id && is_slot(at));
                    let is_outdated =
                        report.all().any(|it| it.code == OUTDATED && it.about.first().is_some_and(of_here));
                    html! {
                        <li key={material.id.clone()}>
                            <a href={Route::Dossier(dossier.id.clone(), page).to_string()}>
                                { format!("材料 {}　{}", material.id, slot.map_or(&material.title, |slot| &slot.title)) }
                            </a>
                            { " " }
                            if files == 0 {
                                <span class="tag tag-blocking">{ "缺" }</span>
                            } else if is_outdated {
                                <span class="tag tag-blocking">{ "打印后内容已改，须重新打印、盖章" }</span>
                            } else if files < wanted {
                                <span class="tag tag-blocking">{ format!("已有 {files} 件，应有 {wanted} 件") }</span>
                            } else {
                                <span class="tag tag-passed">{ format!("已有 {files} 件") }</span>
                            }
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}

fn check(
    procedure: &Shared<Procedure>,
    dossier: &Dossier,
    what: &str,
    obstacles: &[&Finding],
    unprintable: &[&Finding],
) -> Html {
    if obstacles.is_empty() {
        let text = format!("{what}各项已填写，没有发现须改正的内容。请再与证件逐字核对一遍。");
        return html! { <p class="notice notice-passed">{ text }</p> };
    }
    let shown = if unprintable.is_empty() { obstacles } else { unprintable };
    let (look, summary) = if unprintable.is_empty() {
        let text = format!(
            "{what}还有 {} 个问题没有解决。现在打印，每页都会标明“{DRAFT_MARK}”，不能用于盖章。",
            obstacles.len()
        );
        ("notice-warning", text)
    } else {
        let text = format!("有 {} 处含有字体中没有的字符，暂时不能打印。", unprintable.len());
        ("notice-blocking", text)
    };
    html! {
        <>
            <p class={classes!("notice", look)}>{ summary }</p>
            <details open={obstacles.len() <= 3 || !unprintable.is_empty()}>
                <summary>{ "逐条查看" }</summary>
                <ul class="plain">
                    { for shown.iter().map(|finding| html! {
                        <li>{ finding_row(procedure, Some(dossier), finding) }</li>
                    }) }
                </ul>
            </details>
        </>
    }
}

fn stamping(procedure: &Procedure, of_form: bool) -> Html {
    let form = procedure.materials.iter().find(|material| material.is_form && of_form);
    let requirement = form.map(|material| &material.requirement);
    html! {
        <ul>
            if let Some(requirement) = requirement.filter(|text| !text.is_empty()) {
                <li>{ format!("官方要求：{requirement}。") }</li>
            }
            <li>{ "用 A4 纸单面打印，比例选“实际大小”或“100%”，不要缩放。" }</li>
            <li>{ "公章盖在预留的圆形位置，印迹清晰、完整，压单位名称和日期。" }</li>
            if !of_form {
                <li>{ "留有签名位置的，由本人手写签名。" }</li>
            }
            <li>{ "盖章后内容有改动的，须重新打印、重新盖章。" }</li>
        </ul>
    }
}
