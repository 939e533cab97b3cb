//! Short messages at the foot of the page, announced politely, each once. What asks for nothing goes by itself; a failure,
//! and what is to be seen to, stays until it is closed, until it no longer holds, until the dossier is left in which it
//! was said, or until more than three stand there.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use web_sys::Element;
use yew::prelude::*;

use super::later::not_arrived;
use crate::ui::parts::Arrived;
use crate::ui::route::Route;
use crate::ui::state::{Keeping, Notice, Notify, Reach, Services, Since, Tone, Until};

/// How many seconds a message stays that asks for nothing, while nobody is at it.
const SHOWN: u32 = 8;

/// So many messages stand there at a time.
const MOST: usize = 3;

#[derive(Clone, Default, PartialEq)]
struct Shown {
    next: usize,
    notices: Vec<Standing>,
}

#[derive(Clone, PartialEq)]
struct Standing {
    key: usize,
    notice: Notice,
    /// The dossier in which it was said.
    dossier: Option<String>,
    /// The change that it offers to undo has come about; the next one takes the message back.
    made: bool,
}

enum Change {
    Show(Notice, Option<String>),
    Close(usize),
    Since(Since),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut shown = Self::clone(&self);
        match change {
            Change::Show(notice, dossier) => {
                // One message at a time is read; older ones give way unless there is something to do about
                // them.
                let stays = |old: &Notice| {
                    !old.passes()
                        && old.message != notice.message
                        && (old.subject.is_empty() || old.subject != notice.subject)
                };
                shown.notices.retain(|old| stays(&old.notice));
                shown.notices.push(Standing { key: shown.next, notice, dossier, made: false });
                shown.next += 1;
                while shown.notices.len() > MOST {
                    // What failed is missed more than a way back, which undoing offers too; the newest is what was just
                    // done.
                    let older = &shown.notices[..shown.notices.len() - 1];
                    let at = older.iter().position(|old| old.notice.tone != Tone::Failed);
                    shown.notices.remove(at.unwrap_or(0));
                }
            }
            Change::Close(key) => shown.notices.retain(|old| old.key != key),
            Change::Since(Since::Changed) => {
                shown.notices.retain(|old| old.notice.until != Until::Changed || !old.made);
                shown.notices.iter_mut().for_each(|old| old.made = true);
            }
            Change::Since(Since::SeenTo(subject)) => {
                shown.notices.retain(|old| old.notice.subject != subject);
            }
            Change::Since(Since::Left(dossier)) => {
                shown.notices.retain(|old| old.dossier.as_ref() != Some(&dossier));
            }
        }
        Rc::new(shown)
    }
}

/// What stands inside.
#[derive(Properties, PartialEq)]
pub struct ToastsProps {
    /// What those who stand inside can reach beside messages.
    pub services: Services,
    /// How far the parts of the program are that arrive later.
    pub arrived: Arrived,
    /// Fetches again what could not be fetched.
    pub retry: Callback<()>,
    /// Goes on with other places to keep dossiers.
    pub keep: Callback<Keeping>,
    /// Everything that may show messages.
    pub children: Html,
}

/// Provides [`Reach`] to what stands inside and shows the messages.
#[component]
pub fn Toasts(props: &ToastsProps) -> Html {
    let shown = use_reducer_eq(Shown::default);
    let reach = {
        let (dispatcher, keep) = (shown.dispatcher(), props.keep.clone());
        let changing = (props.services.clone(), props.arrived, props.retry.clone());
        use_memo(changing, move |(services, arrived, retry)| Reach {
            services: services.clone(),
            arrived: *arrived,
            retry: retry.clone(),
            keep,
            notify: {
                let since = dispatcher.clone();
                // Where it is said, not where it began: what ends after a dossier was left is said elsewhere.
                let show = move |notice| {
                    let dossier = Route::current().dossier().map(str::to_owned);
                    dispatcher.dispatch(Change::Show(notice, dossier));
                };
                Notify::new(
                    Callback::from(show),
                    Callback::from(move |what| since.dispatch(Change::Since(what))),
                )
            },
        })
    };
    html! {
        <ContextProvider<Reach> context={(*reach).clone()}>
            { not_arrived(&reach) }
            { props.children.clone() }
            // Not as a whole: what stands there already was spoken.
            <div class="toasts" role="status" aria-live="polite" aria-atomic="false">
                { for shown.notices.iter().map(|Standing { key, notice, .. }| {
                    let (dispatcher, id) = (shown.dispatcher(), *key);
                    let on_close = Callback::from(move |()| dispatcher.dispatch(Change::Close(id)));
                    html! { <Toast key={id} notice={notice.clone()} {on_close} /> }
                }) }
            </div>
        </ContextProvider<Reach>>
    }
}

#[derive(Properties)]
struct ToastProps {
    notice: Notice,
    on_close: Callback<()>,
}

/// A toast is made once per message; its callback always does the same.
impl PartialEq for ToastProps {
    fn eq(&self, other: &Self) -> bool {
        self.notice == other.notice
    }
}

#[component]
fn Toast(props: &ToastProps) -> Html {
    let node = use_node_ref();
    {
        let (node, on_close, passes) = (node.clone(), props.on_close.clone(), props.notice.passes());
        use_effect_with((), move |()| {
            let left = Cell::new(SHOWN);
            let tick = move || {
                left.set(if is_held(&node) { SHOWN } else { left.get().saturating_sub(1) });
                if left.get() == 0 {
                    on_close.emit(());
                }
            };
            let timer = passes.then(|| Interval::new(1_000, tick));
            move || drop(timer)
        });
    }
    let close = props.on_close.reform(|_: MouseEvent| ());
    let failed = (props.notice.tone == Tone::Failed).then_some("toast-failed");
    html! {
        <div ref={node} class={classes!("toast", failed)}>
            <p>{ &props.notice.message }</p>
            if let Some(action) = &props.notice.action {
                <button type="button" class="button-link" onclick={
                    let (run, on_close) = (action.run.clone(), props.on_close.clone());
                    move |_: MouseEvent| { run.emit(()); on_close.emit(()); }
                }>{ &action.label }</button>
            }
            <button type="button" class="button-link" onclick={close}>{ "关闭" }</button>
        </div>
    }
}

/// Whether somebody may be reading it still: pointer or focus is on it, or the window is out of sight.
fn is_held(node: &NodeRef) -> bool {
    let at_it = |element: Element| element.matches(":hover, :focus-within").unwrap_or(false);
    gloo::utils::document().hidden() || node.cast::<Element>().is_some_and(at_it)
}
