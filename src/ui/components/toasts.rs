//! Short messages at the foot of the page, announced politely; a failure stays until it is closed.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::later::not_arrived;
use crate::ui::parts::Arrived;
use crate::ui::state::{Keeping, Notice, Notify, Reach, Services, Tone};

/// How long a message with nothing to do about it stays; one with a button stays twice as long.
const SHOWN_MS: u32 = 6_000;

#[derive(Clone, Default)]
struct Shown {
    next: usize,
    notices: Vec<(usize, Notice)>,
}

enum Change {
    Show(Notice),
    Close(usize),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut shown = Self::clone(&self);
        match change {
            Change::Show(notice) => {
                // One message at a time is read; older ones give way unless there is something to do about
                // them.
                let stays = |old: &Notice| {
                    (old.action.is_some() || old.tone == Tone::Failed)
                        && old.message != notice.message
                        && (old.subject.is_empty() || old.subject != notice.subject)
                };
                shown.notices.retain(|(_, old)| stays(old));
                shown.notices.push((shown.next, notice));
                shown.next += 1;
            }
            Change::Close(key) => shown.notices.retain(|(k, _)| *k != key),
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
    let shown = use_reducer(Shown::default);
    let reach = {
        let (dispatcher, keep) = (shown.dispatcher(), props.keep.clone());
        let changing = (props.services.clone(), props.arrived, props.retry.clone());
        use_memo(changing, move |(services, arrived, retry)| Reach {
            services: services.clone(),
            arrived: *arrived,
            retry: retry.clone(),
            keep,
            notify: Notify::new(Callback::from(move |n| dispatcher.dispatch(Change::Show(n)))),
        })
    };
    html! {
        <ContextProvider<Reach> context={(*reach).clone()}>
            { not_arrived(&reach) }
            { props.children.clone() }
            <div class="toasts" role="status" aria-live="polite">
                { for shown.notices.iter().map(|(key, notice)| {
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
    {
        let on_close = props.on_close.clone();
        let stays = match (&props.notice.tone, &props.notice.action) {
            (Tone::Failed, _) => None,
            (Tone::Done, Some(_)) => Some(SHOWN_MS * 2),
            (Tone::Done, None) => Some(SHOWN_MS),
        };
        use_effect_with((), move |()| {
            let timer = stays.map(|ms| Timeout::new(ms, move || on_close.emit(())));
            move || drop(timer)
        });
    }
    let close = props.on_close.reform(|_: MouseEvent| ());
    let failed = (props.notice.tone == Tone::Failed).then_some("toast-failed");
    html! {
        <div class={classes!("toast", failed)}>
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
