//! The ways to begin: a new dossier of a procedure, the example, a package.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::calendar::chinese_date;
use crate::ui::browser;
use crate::ui::components::{icon, work_line};
use crate::ui::hooks::{WorkState, use_notify, use_services, use_work_named};
use crate::ui::packages::Stopped;
use crate::ui::parts::{Came, NotFetched};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Definition, Services, Shared, Step};

const NOT_ALL_HERE: &str = "页面没有完整载入，请检查网络后刷新页面。";

/// Whom to tell.
#[derive(Properties, PartialEq)]
pub(super) struct StartsProps {
    /// Told when the store was changed.
    pub(super) on_change: Callback<()>,
    /// Which ways are offered.
    #[prop_or_default]
    pub(super) offer: Offer,
}

/// What a first visitor sees: what the page is for, the procedures to choose from, the ways to begin.
pub(super) fn welcome(services: &Services, on_change: &Callback<()>) -> Html {
    let definitions: Vec<_> = services.catalog.iter().collect();
    let one = definitions.first().filter(|_| definitions.len() == 1);
    html! {
        <div class="stack-large">
            <header class="stack">
                <h1>{ one.map_or("个人信息出境认证事项办理".to_owned(), |only| only.procedure().title.clone()) }</h1>
                <p class="lead">
                    { one.map_or(String::new(), |only| only.procedure().summary.clone()) }
                    { "本页帮助您逐项填写、逐条核对、打印文书，并打成一个可核验的文件包。" }
                </p>
            </header>
            <div class="welcome">
                if let Some(only) = one {
                    <section class="stack" aria-labelledby="welcome-steps">
                        <h2 id="welcome-steps">{ "办理步骤" }</h2>
                        <ol class="plain welcome-steps">
                            { for Step::all(only.procedure()).into_iter().map(|step| html! {
                                <li>
                                    <strong>{ step.title(only.procedure()).to_owned() }</strong>
                                    <span class="soft">{ step.about(only.procedure()).to_owned() }</span>
                                </li>
                            }) }
                        </ol>
                    </section>
                } else {
                    <section class="stack" aria-labelledby="welcome-choices">
                        <h2 id="welcome-choices">{ "选择要办的事项" }</h2>
                        <Starts on_change={on_change.clone()} offer={Offer::Procedures} />
                    </section>
                }
                <section class="sheet stack" aria-labelledby="welcome-starts">
                    <h2 id="welcome-starts">{ if one.is_some() { "从这里开始" } else { "已有文件或者先看示例" } }</h2>
                    <div class="starts">
                        <Starts on_change={on_change.clone()}
                            offer={if one.is_some() { Offer::All } else { Offer::Files }} />
                    </div>
                    <p class="small soft">
                        { "填写的内容和放入的文件不离开这台电脑，不上传。断网也能使用。" }
                    </p>
                </section>
            </div>
        </div>
    }
}

/// Which ways to begin are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Offer {
    /// All of them, as buttons.
    #[default]
    All,
    /// New dossiers, one card for each procedure.
    Procedures,
    /// The example and packages.
    Files,
}

/// The ways to begin, as buttons.
#[component]
pub(super) fn Starts(props: &StartsProps) -> Html {
    let (services, notify, work) = (use_services(), use_notify(), use_work_named("打开"));
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
                        format!("{}（{}）", definition.procedure().title, chinese_date(browser::today()));
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
        move |file: Option<web_sys::File>| {
            let (notify, parts, services) = (notify.clone(), Rc::clone(&services.parts), services.clone());
            let on_change = on_change.clone();
            work.start(
                "正在打开",
                move |watch| async move {
                    let desk = parts.desk.arrived().await;
                    let desk = desk.map_err(|NotFetched| Stopped::Failed(NOT_ALL_HERE.to_owned()))?;
                    (desk.arrive)(services, file, watch).await
                },
                move |(dossier, remark): Came| {
                    on_change.emit(());
                    Route::Dossier(dossier, Page::Tasks).go();
                    if let Some(remark) = remark {
                        notify.failed(remark);
                    }
                },
            );
        }
    };
    let sample = {
        let bring = bring.clone();
        Callback::from(move |_: MouseEvent| bring(None))
    };
    let choose = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let notes = Rc::clone(&services.notes);
    let hand_on = move |file, to: Route| {
        notes.incoming.replace(Some(file));
        to.go();
    };
    let chosen = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        match input.files().and_then(|files| files.get(0)) {
            // Asked for its passphrase, or for the receiver's key, elsewhere.
            Some(file) if file.name().to_ascii_lowercase().ends_with(".beian") => hand_on(file, Route::Keep),
            Some(file) if file.name().to_ascii_lowercase().ends_with(".age") => hand_on(file, Route::Verify),
            Some(file) => bring(Some(file)),
            None => {}
        }
        // The same file can be chosen again.
        input.set_value("");
    });
    let many = services.catalog.iter().count() > 1;
    let new_one = |at: usize, definition: &Shared<Definition>, card: bool| {
        let title = &definition.procedure().title;
        let class = classes!("button", (at == 0 && !card).then_some("button-primary"));
        let text = if many && !card { format!("新建卷宗：{title}") } else { "新建卷宗".to_owned() };
        html! {
            <button type="button" {class} onclick={start(definition.clone())} disabled={busy}
                key={definition.procedure().id.clone()} aria-label={(many && card).then(|| format!("新建卷宗：{title}"))}>
                { icon("plus") }{ text }
            </button>
        }
    };
    if props.offer == Offer::Procedures {
        return html! {
            <ul class="plain choices">
                { for services.catalog.iter().enumerate().map(|(at, definition)| html! {
                    <li class="choice sheet" key={definition.procedure().id.clone()}>
                        <h3>{ &definition.procedure().title }</h3>
                        <p class="soft">{ &definition.procedure().summary }</p>
                        { new_one(at, definition, true) }
                    </li>
                }) }
            </ul>
        };
    }
    html! {
        <>
            if props.offer == Offer::All {
                { for services.catalog.iter().enumerate().map(|(at, definition)| new_one(at, definition, false)) }
            }
            <button type="button" class="button" onclick={sample} disabled={busy}>
                { icon("document") }{ "看一个完整示例" }
            </button>
            <button type="button" class="button" onclick={choose} disabled={busy}>
                { icon("folder") }{ "打开备案包或备份" }
            </button>
            <input autocomplete="off" ref={picker} type="file" class="visually-hidden" tabindex="-1" aria-hidden="true"
                accept=".zip,.age,.beian,.json,application/zip,application/json" onchange={chosen} />
            { work_line(&work) }
        </>
    }
}
