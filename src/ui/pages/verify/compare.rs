//! A package beside an earlier one: what is different, on the screen, as JSON and as a supplementary note to print.

use web_sys::File;
use yew::prelude::*;

use crate::ui::browser;
use crate::ui::components::{DropZone, work_line};
use crate::ui::hooks::{use_services, use_work};
use crate::ui::jobs::{PackageFile, ShownDifference, ShownTable};
use crate::ui::packages::{PACKAGES, Stopped, Watch};
use crate::ui::state::Services;

/// Properties of [`Compare`].
#[derive(Properties, PartialEq)]
pub(super) struct CompareProps {
    /// Tells this package from the others.
    pub(super) of: u32,
    /// The package.
    pub(super) package: PackageFile,
}

/// The choice of an earlier package, and what came of it.
#[component]
pub(super) fn Compare(props: &CompareProps) -> Html {
    let services = use_services();
    let (work, found) = (use_work(), use_state(|| None::<ShownDifference>));
    let on_files = {
        let (work, found, services, package) =
            (work.clone(), found.setter(), services.clone(), props.package.clone());
        Callback::from(move |files: Vec<File>| {
            let Some(earlier) = files.into_iter().next() else { return };
            let (services, package, found) = (services.clone(), package.clone(), found.clone());
            found.set(None);
            work.start(
                "正在读取备案包",
                move |watch| async move { compare(&services, &package, &earlier, &watch).await },
                move |difference| found.set(Some(difference)),
            );
        })
    };
    let stem = stem(&props.package.file.name());
    let on_json = found.as_ref().map(|found| {
        let (json, name) = (found.json.clone(), format!("{stem}-差异.json"));
        Callback::from(move |_: MouseEvent| {
            browser::save_file(&name, json.as_bytes(), "application/json");
        })
    });
    let on_note = found.as_ref().map(|found| {
        let (json, name) = (found.json.clone(), format!("{stem}-补充说明.pdf"));
        let (work, services) = (work.clone(), services.clone());
        Callback::from(move |_: MouseEvent| {
            let (json, name, services) = (json.clone(), name.clone(), services.clone());
            work.start(
                "正在排版",
                move |watch| async move { note(&services, &json, &watch).await },
                move |pdf| {
                    browser::save_array(&name, &pdf, "application/pdf");
                },
            );
        })
    });
    html! {
        <details class="outcome-compare">
            <summary>{ "与先前的备案包比较" }</summary>
            <DropZone
                id={format!("verify-earlier-{}", props.of)}
                purpose="比较"
                invitation="把先前收到的备案包拖到此处，或者"
                button="选择先前的备案包"
                accept={PACKAGES}
                quiet={true}
                {on_files}
            />
            { work_line(&work) }
            if let Some(found) = &*found {
                <p role="status"><strong>{ &found.headline }</strong></p>
                { for found.tables.iter().map(table) }
                if !found.tables.is_empty() {
                    <p class="soft small">{ "证件号码和电话在屏幕上已遮盖，补充说明和 JSON 中是完整的。" }</p>
                }
                <p class="button-row">
                    <button type="button" class="button" onclick={on_note}>{ "保存补充说明（PDF）" }</button>
                    <button type="button" class="button" onclick={on_json}>{ "保存差异（JSON）" }</button>
                </p>
            }
        </details>
    }
}

fn table(table: &ShownTable) -> Html {
    html! {
        <div class="scroller" tabindex="0" role="region" aria-label={table.title.clone()} key={table.title.clone()}>
            <table class="outcome-changes">
                <caption>{ &table.title }</caption>
                <thead><tr>{ for table.head.iter().map(|text| html! { <th scope="col">{ text }</th> }) }</tr></thead>
                <tbody>
                    { for table.rows.iter().map(|row| html! {
                        <tr>{ for row.iter().zip(&table.head).map(|(text, head)| html! {
                            <td data-head={head.clone()}>{ text }</td>
                        }) }</tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

async fn compare(
    services: &Services,
    package: &PackageFile,
    earlier: &File,
    watch: &Watch,
) -> Result<ShownDifference, Stopped> {
    let definitions = services.catalog.iter().map(|definition| definition.json.clone()).collect();
    watch.job(services.jobs.compare(package, earlier, definitions, watch.tell())).await
}

/// The supplementary note as PDF.
async fn note(services: &Services, json: &str, watch: &Watch) -> Result<js_sys::Uint8Array, Stopped> {
    let index = services.fonts.index().await.map_err(Stopped::Failed)?;
    watch.job(services.jobs.supplement(json, &index)).await
}

/// A package's name without its extensions.
pub(super) fn stem(name: &str) -> String {
    let name = name.strip_suffix(".age").unwrap_or(name);
    name.strip_suffix(".zip").unwrap_or(name).to_owned()
}
