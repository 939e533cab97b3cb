//! Puts the page together: starts the services, follows the address.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::components::{Shell, Toasts, later};
use super::fonts::Fonts;
use super::hooks::{use_leaving, use_reach, use_route};
use super::jobs::Jobs;
use super::pages::HomePage;
use super::parts::{Arrived, NotFetched, Parts};
use super::route::Route;
use super::scope::OpenDossier;
use super::state::{Catalog, Holidays, Keeping, Kept, Reach, Services};
use crate::vault::{IndexedDbStore, KEYRING, Store, StoreError, Table};

/// Name of the database in the browser.
const DATABASE: &str = "beian-vault";

/// What the page is made of.
#[derive(Properties)]
pub struct AppProps {
    /// The parts of the program that arrive later.
    pub parts: Rc<Parts>,
}

/// There is one set of parts.
impl PartialEq for AppProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let started = use_state(|| None::<Result<Services, String>>);
    let arrived = use_state_eq(|| Arrived::Coming);
    {
        let (started, parts) = (started.setter(), Rc::clone(&props.parts));
        use_effect_with((), move |()| {
            let early = Rc::clone(&parts);
            spawn_local(async move {
                // Whoever needs it says when it fails.
                let _ = early.checks.arrived().await;
            });
            spawn_local(async move { started.set(Some(start(parts).await)) });
        });
    }
    let services = started.as_ref().and_then(|started| started.as_ref().ok());
    let bring = {
        let (started, arrived) = (started.setter(), arrived.setter());
        use_callback(services.cloned(), move |(), services| {
            let Some(services) = services.clone() else { return };
            let (started, arrived) = (started.clone(), arrived.clone());
            spawn_local(async move {
                match bring(&services, &arrived).await {
                    Ok(()) => arrived.set(Arrived::All),
                    Err(None) => arrived.set(Arrived::Failed),
                    Err(Some(defect)) => started.set(Some(Err(defect))),
                }
            });
        })
    };
    use_effect_with(bring.clone(), |bring| bring.emit(()));
    let keep = {
        let started = started.setter();
        use_callback(services.cloned(), move |Keeping { shelf, store, kept }, services| {
            if let Some(services) = services {
                started.set(Some(Ok(Services { shelf, store, kept, ..services.clone() })));
            }
        })
    };
    match &*started {
        None => html! { <p class="starting" role="status">{ "正在载入…" }</p> },
        Some(Err(reason)) => html! {
            <main class="broken">
                <h1>{ "页面无法启动" }</h1>
                <p role="alert">{ reason }</p>
            </main>
        },
        Some(Ok(services)) => html! {
            <Toasts services={services.clone()} arrived={*arrived} retry={bring} {keep}><Routed /></Toasts>
        },
    }
}

/// Waits for the parts in their order. The error is a sentence about a defective definition, or `None` where
/// a part could not be fetched.
async fn bring(services: &Services, arrived: &UseStateSetter<Arrived>) -> Result<(), Option<String>> {
    let parts = &services.parts;
    if services.kept == Kept::Locked {
        parts.guard.arrived().await.map_err(|NotFetched| None)?;
        arrived.set(Arrived::Guard);
    }
    let compile = parts.checks.arrived().await.map_err(|NotFetched| None)?;
    services.catalog.compile(compile).map_err(Some)?;
    arrived.set(Arrived::Checks);
    parts.desk.arrived().await.map_err(|NotFetched| None)?;
    parts.guard.arrived().await.map_err(|NotFetched| None)?;
    Ok(())
}

/// Opens the store and loads the procedures.
async fn start(parts: Rc<Parts>) -> Result<Services, String> {
    let disk: Option<Rc<dyn Store>> = match IndexedDbStore::open(DATABASE).await {
        Ok(store) => Some(Rc::new(store)),
        Err(_) => None,
    };
    let keyring = match &disk {
        None => Err(StoreError::Unavailable),
        Some(disk) => disk.get(Table::Settings, KEYRING).await,
    };
    let (kept, disk) = match keyring {
        Ok(None) => (Kept::InPage, disk),
        Ok(Some(_)) => (Kept::Locked, disk),
        Err(_) => (Kept::Refused, None),
    };
    let Keeping { shelf, store, kept } = Keeping::in_page(kept);
    Ok(Services {
        shelf,
        store,
        kept,
        disk,
        notes: Rc::default(),
        catalog: Rc::new(Catalog::load().await?),
        holidays: Holidays::load().await,
        fonts: Fonts::default(),
        jobs: Jobs::default(),
        parts,
    })
}

/// The page that the address names.
#[component]
fn Routed() -> Html {
    let reach = use_reach();
    let route = use_route();
    use_leaving(&reach.services);
    if reach.services.kept == Kept::Locked {
        return html! { <Shell title="解锁" {route}>{ later(&reach, &Route::Keep) }</Shell> };
    }
    match route {
        Route::Home => html! { <Shell title="我的卷宗" route={Route::Home}><HomePage /></Shell> },
        Route::Keep => alone(&reach, "保存与备份", Route::Keep),
        Route::Verify => alone(&reach, "核验", Route::Verify),
        Route::Law(place) => alone(&reach, "依据", Route::Law(place)),
        Route::Calendar(year) => alone(&reach, "日历", Route::Calendar(year)),
        Route::Dossier(id, page) => html! { <OpenDossier key={id.clone()} id={id.clone()} {page} /> },
    }
}

/// A page that belongs to no dossier and is in the part that arrives later.
fn alone(reach: &Reach, title: &'static str, route: Route) -> Html {
    let focuses = !matches!(route, Route::Verify);
    html! { <Shell {title} {focuses} route={route.clone()}>{ later(reach, &route) }</Shell> }
}
