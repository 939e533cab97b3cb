//! Opens a package (备案包) as a dossier on this machine and goes there.

use web_sys::File;
use yew::prelude::*;

use super::{DropZone, work_line};
use crate::ui::hooks::{use_notify, use_services, use_work};
use crate::ui::packages::{self, PACKAGES};
use crate::ui::route::{Page, Route};

/// A drop zone for one package, with its progress and its refusal.
#[component]
pub fn PackageOpener() -> Html {
    let services = use_services();
    let notify = use_notify();
    let work = use_work();
    let on_files = {
        let work = work.clone();
        Callback::from(move |files: Vec<File>| {
            let Some(file) = files.into_iter().next() else { return };
            let (services, notify) = (services.clone(), notify.clone());
            work.start(
                "正在读取备案包",
                move |watch| async move { packages::adopt(&services, &file, &watch).await },
                move |dossier| {
                    notify.done(format!("已打开备案包，存为卷宗“{}”。", dossier.name));
                    Route::Dossier(dossier.id, Page::Tasks).go();
                },
            );
        })
    };
    html! {
        <div class="package-opener">
            <DropZone
                id="open-package"
                purpose="存为本机上的卷宗"
                invitation="把备案包拖到此处，或者"
                button="打开备案包"
                accept={PACKAGES}
                {on_files}
            />
            { work_line(&work) }
        </div>
    }
}
