//! The ways to begin: a new dossier, the example, a package.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::calendar::chinese_date;
use crate::ui::browser;
use crate::ui::components::{icon, work_line};
use crate::ui::hooks::{WorkState, use_notify, use_services, use_work};
use crate::ui::packages::{self, Stopped, Watch};
use crate::ui::route::{Page, Route};
use crate::ui::state::arrival::{self, Arrived};
use crate::ui::state::{Definition, Services, Shared, Step};

/// Whom to tell.
#[derive(Properties, PartialEq)]
pub(super) struct StartsProps {
    /// Told when the store was changed.
    pub(super) on_change: Callback<()>,
}

/// What a first visitor sees: what the page is for, the five steps, the ways to begin.
pub(super) fn welcome(services: &Services, on_change: &Callback<()>) -> Html {
    let one = services.catalog.iter().next().filter(|_| services.catalog.iter().count() == 1);
    html! {
        <div class="stack-large">
            <header class="stack">
                <h1>{ one.map_or("备案材料填报、自查与打包".to_owned(), |only| only.procedure.title.clone()) }</h1>
                <p class="lead">
                    { one.map_or(String::new(), |only| only.procedure.summary.clone()) }
                    { "本页帮助您一次备齐材料、逐条核对、打印盖章，并打成一个可核验的备案包。" }
                </p>
            </header>
            <div class="welcome">
                <section class="stack" aria-labelledby="welcome-steps">
                    <h2 id="welcome-steps">{ "五步完成" }</h2>
                    <ol class="plain welcome-steps">
                        { for Step::ALL.into_iter().map(|step| html! {
                            <li><strong>{ step.title() }</strong><span class="soft">{ step.about() }</span></li>
                        }) }
                    </ol>
                </section>
                <section class="sheet stack" aria-labelledby="welcome-starts">
                    <h2 id="welcome-starts">{ "从这里开始" }</h2>
                    <div class="starts"><Starts on_change={on_change.clone()} /></div>
                    <p class="small soft">
                        { "填写的内容和放入的文件只保存在这台电脑的浏览器里，不上传。断网也能使用。" }
                    </p>
                </section>
            </div>
        </div>
    }
}

/// The ways to begin, as buttons.
#[component]
pub(super) fn Starts(props: &StartsProps) -> Html {
    let (services, notify, work) = (use_services(), use_notify(), use_work());
    let busy = matches!(work.state(), WorkState::Running(_));
    let picker = use_node_ref();
    let start = {
        let (services, notify) = (services.clone(), notify.clone());
        move |definition: Shared<Definition>| {
            let (services, notify) = (services.clone(), notify.clone());
            Callback::from(move |_: MouseEvent| {
                let (library, notify, definition) = (services.library(), notify.clone(), definition.clone());
                spawn_local(async move {
                    let name =
                        format!("{}（{}）", definition.procedure.title, chinese_date(browser::today()));
                    match library.create(name, definition.reference.clone()).await {
                        Ok(dossier) => Route::Dossier(dossier.id, Page::Tasks).go(),
                        Err(error) => notify.failed(format!("{error}。")),
                    }
                });
            })
        }
    };
    let bring = {
        let (work, notify, services) = (work.clone(), notify.clone(), services.clone());
        let on_change = props.on_change.clone();
        move |source: Source| {
            let (notify, services) = (notify.clone(), services.clone());
            let on_change = on_change.clone();
            work.start(
                "正在打开",
                move |watch| async move { source.arrive(&services, &watch).await },
                move |arrived: Arrived| {
                    on_change.emit(());
                    if let Some(remark) = arrived.remark {
                        notify.failed(remark);
                    }
                    Route::Dossier(arrived.dossier.id, Page::Tasks).go();
                },
            );
        }
    };
    let sample = {
        let bring = bring.clone();
        Callback::from(move |_: MouseEvent| bring(Source::Sample))
    };
    let choose = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let chosen = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            bring(Source::File(file));
        }
        // The same file can be chosen again.
        input.set_value("");
    });
    let many = services.catalog.iter().count() > 1;
    html! {
        <>
            { for services.catalog.iter().enumerate().map(|(at, definition)| html! {
                <button type="button" class={classes!("button", (at == 0).then_some("button-primary"))}
                    onclick={start(definition.clone())} disabled={busy} key={definition.procedure.id.clone()}>
                    { icon("plus") }
                    { if many { format!("新建：{}", definition.procedure.title) } else { "新建卷宗".to_owned() } }
                </button>
            }) }
            <button type="button" class="button" onclick={sample} disabled={busy}>
                { icon("document") }{ "看一个完整示例" }
            </button>
            <button type="button" class="button" onclick={choose} disabled={busy}>
                { icon("folder") }{ "打开备案包" }
            </button>
            <input ref={picker} type="file" class="visually-hidden" tabindex="-1" aria-hidden="true"
                accept=".zip,.json,application/zip,application/json" onchange={chosen} />
            { work_line(&work) }
        </>
    }
}

/// Where a dossier comes from.
enum Source {
    Sample,
    File(web_sys::File),
}

impl Source {
    async fn arrive(self, services: &Services, watch: &Watch) -> Result<Arrived, Stopped> {
        match self {
            Self::Sample => arrival::sample(services, watch).await,
            Self::File(file) if file.name().to_lowercase().ends_with(".json") => {
                arrival::data_file(services, &file).await
            }
            Self::File(file) => {
                let dossier = packages::adopt(services, &file, watch).await?;
                Ok(Arrived { dossier, remark: None })
            }
        }
    }
}
