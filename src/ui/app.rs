//! Puts the page together: starts the services, follows the address, opens the dossier it names.

use std::cell::OnceCell;
use std::rc::Rc;

use yew::prelude::*;

use super::components::{Shell, Toasts};
use super::fonts::Fonts;
use super::jobs::Jobs;
use super::hooks::{use_route, use_services, use_window_event};
use super::pages::{
    FindingsPage, FormPage, HomePage, MaterialsPage, PaperPage, PrintPage, ReviewPage, TasksPage, VerifyPage,
};
use super::route::{Page, Route};
use super::state::{
    Action, Autosave, Catalog, Checker, Definition, Dispatcher, SaveStatus, Services, Session, Shared,
};
use crate::calendar::Calendar;
use crate::check::Report;
use crate::dossier::Dossier;
use crate::vault::{IndexedDbStore, MemoryStore, Store};

/// Name of the database in the browser.
const DATABASE: &str = "beian";

/// The whole page.
#[component]
pub fn App() -> Html {
    let started = use_state(|| None::<Result<Services, String>>);
    {
        let started = started.setter();
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move { started.set(Some(start().await)) });
        });
    }
    match &*started {
        None => html! { <p class="starting" role="status">{ "正在载入…" }</p> },
        Some(Err(reason)) => html! {
            <main class="broken">
                <h1>{ "页面无法启动" }</h1>
                <p role="alert">{ reason }</p>
            </main>
        },
        Some(Ok(services)) => html! {
            <ContextProvider<Services> context={services.clone()}>
                <Toasts><Routed /></Toasts>
            </ContextProvider<Services>>
        },
    }
}

/// Opens the store and loads the procedures.
async fn start() -> Result<Services, String> {
    let store: Rc<dyn Store> = match IndexedDbStore::open(DATABASE).await {
        Ok(store) => Rc::new(store),
        Err(_) => Rc::new(MemoryStore::new()),
    };
    Ok(Services {
        store,
        catalog: Rc::new(Catalog::load().await?),
        calendar: Rc::new(Calendar::default()),
        coverage: Rc::new(OnceCell::new()),
        fonts: Fonts::default(),
        jobs: Jobs::default(),
    })
}

/// The page that the address names.
#[component]
fn Routed() -> Html {
    match use_route() {
        Route::Home => html! { <Shell><HomePage /></Shell> },
        Route::Verify => html! { <Shell><VerifyPage /></Shell> },
        Route::Dossier(id, page) => html! { <OpenDossier key={id.clone()} id={id.clone()} {page} /> },
    }
}

#[derive(Properties, PartialEq)]
struct OpenDossierProps {
    id: String,
    page: Page,
}

/// Fetches a dossier from the store.
#[component]
fn OpenDossier(props: &OpenDossierProps) -> Html {
    let services = use_services();
    let opened = use_state(|| None::<Result<(Checker, Dossier), String>>);
    {
        let (services, id, opened) = (services, props.id.clone(), opened.setter());
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move { opened.set(Some(open(&services, &id).await)) });
        });
    }
    match &*opened {
        None => html! { <Shell><p role="status">{ "正在打开卷宗…" }</p></Shell> },
        Some(Err(reason)) => html! {
            <Shell>
                <h1>{ "卷宗无法打开" }</h1>
                <p role="alert">{ reason }</p>
                <p><a href={Route::Home.to_string()}>{ "返回卷宗列表" }</a></p>
            </Shell>
        },
        Some(Ok((checker, dossier))) => html! {
            <DossierScope checker={checker.clone()} dossier={dossier.clone()} page={props.page.clone()} />
        },
    }
}

async fn open(services: &Services, id: &str) -> Result<(Checker, Dossier), String> {
    let dossier = services.library().open(id).await.map_err(|error| error.to_string())?;
    let dossier = dossier.ok_or("本机浏览器中没有这份卷宗，可能已被删除，或保存在另一个浏览器中。")?;
    let definition = services
        .catalog
        .get(&dossier.procedure.id)
        .ok_or("本页面不含这份卷宗所属的事项，请使用原来的页面打开。")?;
    Ok((services.checker(definition), dossier))
}

#[derive(Properties)]
struct DossierScopeProps {
    checker: Checker,
    dossier: Dossier,
    page: Page,
}

/// The dossier is what it was opened as; only the page changes from outside.
impl PartialEq for DossierScopeProps {
    fn eq(&self, other: &Self) -> bool {
        self.page == other.page
    }
}

/// Holds the session of the open dossier, gives its slices to the pages and saves it.
#[component]
fn DossierScope(props: &DossierScopeProps) -> Html {
    let definition = props.checker.definition.clone();
    let session = use_reducer(|| Session::open(props.checker.clone(), props.dossier.clone()));
    let status = use_state_eq(|| SaveStatus::Unchanged);
    let autosave = {
        let (library, dossier, status) = (use_services().library(), session.dossier().clone(), status.setter());
        use_memo((), move |()| {
            Rc::new(Autosave::new(library, dossier, Callback::from(move |s| status.set(s))))
        })
    };
    {
        let autosave = Rc::clone(&autosave);
        use_effect_with(session.dossier().clone(), move |dossier| autosave.offer(dossier));
    }
    let on_leave = {
        let (autosave, dispatcher) = (Rc::clone(&autosave), session.dispatcher());
        use_callback((), move |_: web_sys::Event, ()| {
            autosave.flush();
            // The day may have changed while the page was out of sight.
            dispatcher.dispatch(Action::Recheck);
        })
    };
    use_window_event("pagehide", on_leave.clone());
    use_window_event("visibilitychange", on_leave);
    {
        let autosave = Rc::clone(&autosave);
        use_effect_with((), move |()| move || autosave.flush());
    }
    let dispatcher = Dispatcher::new(session.dispatcher());
    html! {
        <ContextProvider<Shared<Definition>> context={definition}>
        <ContextProvider<Dispatcher> context={dispatcher}>
        <ContextProvider<Shared<Dossier>> context={session.dossier().clone()}>
        <ContextProvider<Shared<Report>> context={session.report().clone()}>
        <ContextProvider<SaveStatus> context={(*status).clone()}>
            <Shell><DossierPage page={props.page.clone()} /></Shell>
        </ContextProvider<SaveStatus>>
        </ContextProvider<Shared<Report>>>
        </ContextProvider<Shared<Dossier>>>
        </ContextProvider<Dispatcher>>
        </ContextProvider<Shared<Definition>>>
    }
}

#[derive(Properties, PartialEq)]
struct DossierPageProps {
    page: Page,
}

/// The page of the open dossier that the address names.
#[component]
fn DossierPage(props: &DossierPageProps) -> Html {
    match props.page.clone() {
        Page::Tasks => html! { <TasksPage /> },
        Page::Form(focus) => html! { <FormPage {focus} /> },
        Page::Paper(focus) => html! { <PaperPage {focus} /> },
        Page::Materials(material, slot) => html! { <MaterialsPage {material} {slot} /> },
        Page::Findings => html! { <FindingsPage /> },
        Page::Print => html! { <PrintPage /> },
        Page::Review => html! { <ReviewPage /> },
    }
}
