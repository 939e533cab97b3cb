//! The text of finished documents: searched when they come in, pages of headings filled in where none stand.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::check::{is_searched, wanted_names, wants_search};
use crate::dossier::{Attachment, Edit, MediaType};
use crate::field::Answer;
use crate::ui::hooks::{use_definition, use_dispatch, use_notify, use_services, use_slices};
use crate::ui::state::Action;
use crate::vault::Table;

/// Properties of [`FoundText`].
#[derive(Properties, PartialEq)]
pub(super) struct FoundTextProps {
    /// Number of the material.
    pub(super) material: AttrValue,
}

/// One line for each PDF whose text was searched; searches those that were not.
#[component]
pub(super) fn FoundText(props: &FoundTextProps) -> Html {
    let (services, definition, dispatch) = (use_services(), use_definition(), use_dispatch());
    let (notify, slices) = (use_notify(), use_slices());
    let latest = use_mut_ref(|| slices.dossier.clone());
    *latest.borrow_mut() = slices.dossier.clone();
    let busy = use_mut_ref(|| false);
    let procedure = definition.procedure().clone();
    let Some(material) = procedure.material(&props.material) else { return Html::default() };
    let contents = material.contents().filter(|(field, _)| slices.report.asked.field(&field.id));
    let contents = contents.map(|(field, headings)| (field.id.clone(), headings.to_vec()));
    let names = wanted_names(&slices.dossier, material);
    let searched = slices.dossier.attachments.iter().filter(|file| is_searched(file, material));
    let files: Vec<Attachment> = searched.cloned().collect();
    let open = files.iter().find(|file| contents.is_some() && wants_search(file, material, &names)).cloned();
    {
        let (contents, names, material) = (contents.clone(), names.clone(), props.material.clone());
        use_effect_with((open, names.clone()), move |(open, _)| {
            let (Some(file), Some((field, headings)), false) = (open.clone(), contents, *busy.borrow())
            else {
                return;
            };
            *busy.borrow_mut() = true;
            spawn_local(async move {
                let content = services.store.get(Table::Files, &file.file.sha256).await.ok().flatten();
                let seen = match content {
                    Some(content) => {
                        let bytes = js_sys::Uint8Array::from(content.as_slice());
                        let (name, json) = (&file.file.name, &definition.json);
                        services.jobs.search_text(name, &bytes, json, &material, &names).outcome.await.ok()
                    }
                    None => None,
                };
                *busy.borrow_mut() = false;
                let Some(seen) = seen else { return };
                let now = latest.borrow().clone();
                let Some(at) = now.attachments.iter().position(|it| it.id == file.id) else { return };
                let before: u32 = now.attachments[..at]
                    .iter()
                    .filter(|it| it.material == file.material && it.slot == file.slot)
                    .map(|it| it.file.pages)
                    .sum();
                let searched =
                    Attachment { text: Some(Box::new(seen.clone())), ..now.attachments[at].clone() };
                // What is found out without being asked for is no step to be undone.
                let edits = vec![Edit::Detach(file.id.clone()), Edit::Attach(at, searched)];
                dispatch.dispatch(Action::Note(Edit::Together(edits)));
                let answer = now.answers.get(&field).cloned().unwrap_or_else(|| Answer::from_parts([]));
                let mut filled = 0;
                let next =
                    headings.iter().fold(answer, |answer, heading| match seen.headings.get(&heading.code) {
                        Some(page) if answer.part(&heading.code).trim().is_empty() => {
                            filled += 1;
                            answer.with_part(&heading.code, (before + page).to_string())
                        }
                        _ => answer,
                    });
                if filled > 0 {
                    dispatch.edit(Edit::Answer(field, Some(next)));
                    dispatch.dispatch(Action::Seal);
                    notify.done(format!("已按文件中的文字填写 {filled} 项页码，请打开文件核对。"));
                }
            });
        });
    }
    if contents.is_none() {
        return Html::default();
    }
    let total = contents.map_or(0, |(_, headings)| headings.len());
    let line = |file: &Attachment| {
        let said = match &file.text {
            _ if file.file.media != MediaType::Pdf => return Html::default(),
            None => "正在文字中查找标题和机构名称…".to_owned(),
            Some(text) if text.pages == 0 => {
                "没有文字层（扫描件），不能查找标题和机构名称，请逐项核对。".to_owned()
            }
            Some(text) => {
                let named = match text.names.values().any(|found| *found) {
                    true => "有机构名称",
                    false if text.names.is_empty() => "机构名称还没有填写",
                    false => "没有机构名称",
                };
                format!(
                    "在文字中找到 {} / {total} 项标题，{named}。页码仅供参考，请打开文件核对。",
                    text.headings.len()
                )
            }
        };
        html! { <p class="material-found soft small" key={file.id.clone()}>{ format!("{}：{said}", file.file.name) }</p> }
    };
    html! { <div class="material-found-list" role="status">{ for files.iter().map(line) }</div> }
}
