//! The open dossier: fetched from the store, held as a session, given in slices to its pages, saved.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::components::{
    Shell, Standing, dossier_shell, later, use_page_change, use_undo_keys, window_title,
};
use super::hooks::{use_reach, use_services, use_turn, use_window_event};
use super::pages::FormPage;
use super::parts::NotFetched;
use super::route::{Page, Route};
use super::state::{
    Action, Autosave, Behind, Checker, Dispatcher, Fixed, Notice, Reach, SaveStatus, Services, Session,
    Since, Slices, Told,
};
use crate::check::grouping::place_name_in;
use crate::dossier::Dossier;
use crate::procedure::{Ask, Procedure};
use crate::vault::{Found, Log};

/// Two windows have written where no turns can be kept.
const MERGED: &str = "另一窗口刚刚保存了这份卷宗，已把两边的修改合在一起，请核对。";

/// From a dossier's being open, with all parts of the page, to the worker's being got ready.
const PREPARED_MS: u32 = 2_000;

/// The subject of messages about undoing.
const UNDOING: &str = "undo";

/// Which dossier, and which of its pages.
#[derive(Properties, PartialEq)]
pub(super) struct OpenDossierProps {
    pub(super) id: String,
    pub(super) page: Page,
}

/// A dossier fetched from the store.
#[derive(Clone)]
struct Opened {
    checker: Checker,
    dossier: Dossier,
    log: Rc<dyn Log>,
    /// What the user must know about it.
    remark: Option<String>,
}

/// Fetches a dossier from the store.
#[component]
pub(super) fn OpenDossier(props: &OpenDossierProps) -> Html {
    let services = use_services();
    let opened = use_state(|| None::<Result<Opened, String>>);
    {
        let (id, opened) = (props.id.clone(), opened.setter());
        use_effect_with((), move |()| {
            spawn_local(async move { opened.set(open(&services, &id).await.transpose()) });
        });
    }
    match &*opened {
        None => html! { <Shell><p role="status">{ "正在打开卷宗…" }</p></Shell> },
        Some(Err(reason)) => html! {
            <Shell title="卷宗无法打开">
                <div class="stack">
                    <h1>{ "卷宗无法打开" }</h1>
                    <p role="alert">{ reason }</p>
                    <p><a href={Route::Home.to_string()}>{ "返回我的卷宗" }</a></p>
                </div>
            </Shell>
        },
        Some(Ok(opened)) => html! {
            <DossierScope opened={opened.clone()} page={props.page.clone()} />
        },
    }
}

/// `None` where another dossier is shown in its place.
async fn open(services: &Services, id: &str) -> Result<Option<Opened>, String> {
    let found = services.library().open(id).await.map_err(|error| format!("{error}。"))?;
    let Found { mut dossier, log, lost } =
        found.ok_or("本机浏览器中没有这份卷宗，可能已被删除，或保存在另一个浏览器中。")?;
    let definition = services
        .catalog
        .get(&dossier.procedure.id)
        .ok_or("本页面不含这份卷宗所属的事项，请使用原来的页面打开。")?;
    let mut remark = None;
    if dossier.procedure.digest != definition.reference.digest {
        let desk = services.parts.desk.arrived().await;
        let desk = desk.map_err(|NotFetched| "页面没有完整载入，请检查网络后刷新页面。")?;
        match (desk.bring)(services.clone(), dossier, definition.clone()).await? {
            Some(brought) => (dossier, remark) = brought,
            None => return Ok(None),
        }
        log.write(None, &dossier).await.map_err(|error| format!("{error}。"))?;
    }
    if lost > 0 {
        remark = Some(format!(
            "最近保存的 {lost} 条记录已损坏，卷宗恢复到此前最后完好的状态，请核对最近填写的内容。"
        ));
    }
    let checker = services.checker(definition);
    Ok(Some(Opened { checker, dossier, log, remark }))
}

#[derive(Properties)]
struct DossierScopeProps {
    opened: Opened,
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
    let Opened { checker, dossier, log, remark } = &props.opened;
    let reach = use_reach();
    let (services, notify) = (reach.services.clone(), reach.notify.clone());
    let definition = checker.definition.clone();
    let page = props.page.clone().known_in(definition.procedure());
    let session = use_reducer(|| Session::open(checker.clone(), dossier.clone()));
    let behind = use_memo((), |()| Behind {
        takes: Cell::default(),
        library: services.library(),
        id: dossier.id.clone(),
        procedure: definition.procedure().clone(),
    });
    behind.takes.set(!session.follows());
    let dispatcher = Dispatcher::new(session.dispatcher(), Rc::clone(&behind));
    let status = use_state_eq(|| SaveStatus::Unchanged);
    let focuses_itself = matches!(
        page,
        Page::Form(Some(_))
            | Page::Paper(Some(_))
            | Page::Materials(Some(_), _)
            | Page::Roster(_, Some(_), _)
            | Page::Write(_, Some(_))
            | Page::Law(_)
    );
    use_page_change(window_title(&page, definition.procedure()), !focuses_itself);
    use_undo_keys(dispatcher.clone());
    let autosave = {
        let (library, dossier, log) = (services.library(), session.dossier().clone(), Rc::clone(log));
        let (dispatcher, notify, status) = (dispatcher.clone(), notify.clone(), status.setter());
        let (notes, behind) = (Rc::clone(&services.notes), Rc::clone(&behind));
        use_memo((), move |()| {
            let tell = move |told| match told {
                Told::Status(now) => {
                    notes.unsaved.set(matches!(now, SaveStatus::Failed(_)));
                    notes.pending.set(now == SaveStatus::Saving);
                    status.set(now);
                }
                Told::Merged(dossier) if behind.takes.get() => {
                    dispatcher.dispatch(Action::Replace(dossier));
                    notify.failed(MERGED);
                }
                // Left in the meantime.
                Told::Merged(dossier) => {
                    let (library, notify) = (behind.library.clone(), notify.clone());
                    spawn_local(async move {
                        if let Err(error) = library.save(&dossier).await {
                            notify.failed(format!("{error}。"));
                        }
                    });
                }
            };
            Autosave::new(library, dossier, log, Callback::from(tell))
        })
    };
    {
        let (autosave, notes) = (Rc::clone(&autosave), Rc::clone(&services.notes));
        let notify = notify.clone();
        use_effect_with(session.dossier().clone(), move |dossier| {
            autosave.offer(dossier);
            notify.since(Since::Changed);
            if autosave.edited() {
                notes.edited.borrow_mut().insert(dossier.id.clone(), dossier.changed.clone());
            }
        });
    }
    let on_leave = {
        let (autosave, dispatcher) = (Rc::clone(&autosave), dispatcher.clone());
        use_callback((), move |_: web_sys::Event, ()| {
            autosave.flush();
            // The day may have changed while the page was out of sight.
            dispatcher.dispatch(Action::Recheck);
        })
    };
    use_window_event("pagehide", on_leave.clone());
    use_window_event("visibilitychange", on_leave);
    let take_over = use_turn(&services, &dossier.id, &autosave, &dispatcher, &notify);
    {
        // Once on opening; and on closing, what is not in the store yet goes there.
        let (autosave, dispatcher, remark) = (Rc::clone(&autosave), dispatcher.clone(), remark.clone());
        let (services, definition) = (services.clone(), definition.clone());
        let (leaving, notify, id) = (notify.clone(), notify.clone(), dossier.id.clone());
        use_effect_with((), move |()| {
            if let Some(remark) = remark {
                notify.failed(remark);
            }
            spawn_local(async move {
                let Ok(desk) = services.parts.desk.arrived().await else { return };
                // Without the faces' index no character is reported as unprintable; printing reports it.
                let fonts = services.fonts.clone();
                if fonts.known().is_none() && (desk.faces)(fonts).await {
                    dispatcher.dispatch(Action::Recheck);
                }
                Timeout::new(PREPARED_MS, move || (desk.prepare)(services, definition)).forget();
            });
            move || {
                behind.takes.set(false);
                autosave.flush();
                leaving.since(Since::Left(id));
            }
        });
    }
    {
        let (dispatcher, late) = (dispatcher.clone(), !session.checked());
        use_effect_with(definition.checks().is_some(), move |here| {
            if *here && late {
                dispatcher.dispatch(Action::Recheck);
            }
        });
    }
    {
        let (procedure, dossier) = (definition.procedure().clone(), session.dossier().clone());
        use_effect_with(session.reverted().clone(), move |reverted| {
            if reverted.times == 0 {
                return;
            }
            let word = if reverted.undone { "已撤销" } else { "已重做" };
            notify.show(match &reverted.place {
                None => Notice::done(format!("{word}。")).on(UNDOING),
                Some(place) => {
                    let route = Route::Dossier(dossier.id.clone(), Page::of(&procedure, place));
                    Notice::done(format!("{word}：{}。", place_name_in(&procedure, &dossier, place)))
                        .on(UNDOING)
                        .with("查看", move || route.go())
                }
            });
        });
    }
    let fixed = Fixed { definition, dispatcher, probe: None };
    let slices = session.slices();
    let standing = Standing {
        reach: &reach,
        fixed: &fixed,
        slices: &slices,
        status: &status,
        undo: session.undo_state(),
        take_over: session.follows().then_some(&take_over),
    };
    let content = page_of(&reach, fixed.definition.procedure(), &slices.dossier.id, &page);
    let content = dossier_shell(standing, &page, content);
    html! {
        <ContextProvider<Fixed> context={fixed.clone()}>
            <ContextProvider<Slices> context={slices.clone()}>{ content }</ContextProvider<Slices>>
        </ContextProvider<Fixed>>
    }
}

/// The page of the open dossier that the address names.
fn page_of(reach: &Reach, procedure: &Procedure, dossier: &str, page: &Page) -> Html {
    match page.clone() {
        Page::Form(focus) if procedure.ask == Ask::Together => html! { <FormPage {focus} /> },
        Page::Unknown => html! {
            <div class="stack">
                <h1>{ "没有这个页面" }</h1>
                <p>{ "这个网址在本卷宗里没有对应的页面，可能已改名或者输错。" }</p>
                <p>
                    <a class="button" href={Route::Dossier(dossier.to_owned(), Page::Tasks).to_string()}>
                        { "查看办理步骤" }
                    </a>
                </p>
            </div>
        },
        page => later(reach, &Route::Dossier(dossier.to_owned(), page)),
    }
}
