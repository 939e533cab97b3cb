//! A scan of several prints: what is in it, and the button that takes it apart.

use std::collections::BTreeMap;

use js_sys::Uint8Array;
use yew::prelude::*;

use super::intake::replaced_line;
use super::marked::{Now, files, foreign};
use crate::dossier::{Attachment, Edit, PdfPart};
use crate::js_bytes;
use crate::mark::{Part, Placement, place, replaced_by};
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::components::work_line;
use crate::ui::hooks::{use_dispatch, use_notify, use_services, use_work_named};
use crate::ui::packages::{Stopped, Watch};
use crate::ui::state::{Services, Shared};
use crate::vault::Table;

/// Properties of [`Stack`].
#[derive(Properties, PartialEq)]
pub(super) struct StackProps {
    /// The definition.
    pub(super) procedure: Shared<Procedure>,
    /// A file that has no place yet.
    pub(super) attachment: Attachment,
}

/// What the marks of a file without a place say.
#[component]
pub(super) fn Stack(props: &StackProps) -> Html {
    let now = use_context::<Now>();
    let (services, dispatch, notify) = (use_services(), use_dispatch(), use_notify());
    let work = use_work_named("拆分");
    let placement = now.as_ref().map(|now| place(&props.procedure, &now.get(), &props.attachment.file));
    let parts = match placement {
        Some(Placement::Stack(parts)) => parts,
        Some(Placement::Foreign(pages)) => {
            return html! {
                <p class="notice notice-blocking" role="alert">
                    { foreign(&props.attachment.file.name, &pages) }
                    { "请核对后移除，换上从本卷宗打印、盖章的扫描件。" }
                </p>
            };
        }
        _ => return html! {},
    };
    let on_split = now.map(|now| {
        let (work, attachment, parts) = (work.clone(), props.attachment.clone(), parts.clone());
        Callback::from(move |_: MouseEvent| {
            let (services, attachment, parts) = (services.clone(), attachment.clone(), parts.clone());
            let (dispatch, notify, count, now) = (dispatch.clone(), notify.clone(), parts.len(), now.clone());
            let (name, stack) = (attachment.file.name.clone(), attachment.id.clone());
            work.start(
                "正在拆分",
                move |watch| async move { split(&services, &attachment, &parts, &watch).await },
                move |files: Vec<Attachment>| {
                    let (edit, older) = exchange(&now.get().attachments, &stack, files);
                    dispatch.edit(edit);
                    let said = format!("已把“{name}”拆成 {count} 份，按打印标记归入各自的材料。");
                    notify.done(said + &replaced_line(&older));
                },
            );
        })
    });
    let seen = props.attachment.file.seen.as_ref();
    let signed = seen.is_some_and(|seen| seen.parts.contains(&PdfPart::Signature));
    html! {
        <div class="notice">
            <p>{ format!("这份扫描件里有 {} 份打印件：", parts.len()) }</p>
            <ul>
                { for parts.iter().map(|part| html! { <li>{ described(part) }</li> }) }
            </ul>
            if signed {
                <p>{ "文件含有电子签名：拆分后仍可看到印章，但签名本身不能再验证，请另行保存原文件。" }</p>
            }
            <p>
                <button type="button" class="button button-small" onclick={on_split}>{ "按打印标记拆分归类" }</button>
            </p>
            { work_line(&work) }
        </div>
    }
}

fn described(part: &Part) -> String {
    let (first, last) = (part.pages.start(), part.pages.end());
    let pages = if first == last { format!("第 {first} 页") } else { format!("第 {first}—{last} 页") };
    match &part.destination {
        Some(to) => format!("{pages}：{}，归入材料 {}", part.title, to.material),
        None if part.title.is_empty() => format!("{pages}：没有打印标记，由您指定"),
        None => format!("{pages}：{}，由您指定", part.title),
    }
}

/// Puts the parts of a stack in its place and in that of older scans of the same prints; gives the names of the latter.
fn exchange(all: &[Attachment], stack: &str, parts: Vec<Attachment>) -> (Edit, Vec<String>) {
    let older: BTreeMap<&str, &str> = parts
        .iter()
        .flat_map(|part| replaced_by(all, part))
        .map(|old| (old.id.as_str(), old.file.name.as_str()))
        .collect();
    let names = older.values().map(|name| (*name).to_owned()).collect();
    let gone = std::iter::once(stack).chain(older.keys().copied());
    let detach = gone.map(|id| Edit::Detach(id.to_owned()));
    let attach = parts.iter().map(|part| Edit::Attach(usize::MAX, part.clone()));
    (Edit::Together(detach.chain(attach).collect()), names)
}

/// Takes a scan apart, stores the parts, and gives them at their places.
async fn split(
    services: &Services,
    attachment: &Attachment,
    parts: &[Part],
    watch: &Watch,
) -> Result<Vec<Attachment>, Stopped> {
    let file = &attachment.file;
    let failed = |error: crate::vault::StoreError| {
        Stopped::Failed(format!("“{}”没有拆分：{error}。", attachment.file.name))
    };
    let content = services.store.get(Table::Files, &file.sha256).await.map_err(failed)?;
    let content = content.ok_or_else(|| {
        Stopped::Failed(format!("本机浏览器中没有“{}”的内容，请移除后重新添加。", file.name))
    })?;
    let bytes = Uint8Array::from(content.as_slice());
    let made = watch.job(services.jobs.split(file, files(file, parts), &bytes)).await?;
    let mut placed = Vec::new();
    for ((record, bytes), part) in made.into_iter().zip(parts) {
        services.store.put(Table::Files, &record.sha256, &js_bytes::take(&bytes)).await.map_err(failed)?;
        let to = part.destination.clone();
        let (material, slot, row) = to.map(|to| (to.material, to.slot, to.row)).unwrap_or_default();
        placed.push(Attachment {
            id: browser::new_id(),
            material,
            slot,
            file: record,
            printed: None,
            text: None,
            row,
        });
    }
    Ok(placed)
}
