//! The open dossier in several windows, and leaving the last one.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::BeforeUnloadEvent;
use yew::prelude::*;

use super::use_window_event;
use crate::ui::state::{Action, Autosave, Dispatcher, Notify, SAVED, Services};
use crate::ui::windows::{self, Turn, Turns};

const DELETED: &str = "这份卷宗已在另一窗口中删除。如果在这里继续填写，它会重新保存。";

/// Sees to it that one window at a time writes a dossier and the others follow it. Gives what takes the turn.
#[hook]
pub fn use_turn(
    services: &Services,
    dossier: &str,
    autosave: &Rc<Autosave>,
    dispatcher: &Dispatcher,
    notify: &Notify,
) -> Callback<MouseEvent> {
    let turns = {
        let (autosave, dispatcher) = (Rc::clone(autosave), dispatcher.clone());
        let refresh = refresh(services, dossier, &autosave, &dispatcher, notify);
        use_memo((), move |()| {
            let followed = Cell::new(false);
            let (heard, told) = (refresh.clone(), format!("{SAVED}{dossier}"));
            let listener = windows::listen(move |what| {
                if what == told {
                    heard.emit(());
                }
            });
            let on_turn = move |turn| {
                let follows = turn == Turn::Follows;
                if follows {
                    // What was typed up to now is still this window's.
                    autosave.flush();
                } else if followed.get() {
                    refresh.emit(());
                }
                followed.set(follows);
                dispatcher.dispatch(Action::Follow(follows));
            };
            (Turns::take(dossier, Callback::from(on_turn)), listener)
        })
    };
    {
        let turns = turns.0.clone();
        use_effect_with((), move |()| move || turns.give_up());
    }
    let turns = turns.0.clone();
    use_callback((), move |_: MouseEvent, ()| turns.take_over())
}

/// Takes over what another window has saved.
fn refresh(
    services: &Services,
    dossier: &str,
    autosave: &Rc<Autosave>,
    dispatcher: &Dispatcher,
    notify: &Notify,
) -> Callback<()> {
    let (library, id) = (services.library(), dossier.to_owned());
    let (autosave, dispatcher, notify) = (Rc::clone(autosave), dispatcher.clone(), notify.clone());
    Callback::from(move |()| {
        let (library, id) = (library.clone(), id.clone());
        let (autosave, dispatcher, notify) = (Rc::clone(&autosave), dispatcher.clone(), notify.clone());
        spawn_local(async move {
            match library.open(&id).await {
                // What is typed here is put on top of it when it is saved.
                Ok(Some(_)) if autosave.pending() => {}
                Ok(Some(found)) => {
                    autosave.adopt_next(found.dossier.clone(), found.log);
                    dispatcher.dispatch(Action::Replace(Box::new(found.dossier)));
                }
                Ok(None) => {
                    autosave.begin_anew();
                    notify.failed(DELETED);
                }
                Err(error) => notify.failed(format!("{error}。")),
            }
        });
    })
}

/// Asks before the page is left while something is not in the store yet, or an edit of this visit is nowhere else.
#[hook]
pub fn use_leaving(services: &Services) {
    let on_leave = use_callback(services.clone(), |event: Event, services| {
        let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() else { return };
        let notes = &services.notes;
        let only_here =
            !notes.edited.borrow().is_empty() && (notes.reminds.get() || !services.store.durable());
        if !notes.leaving.get() && (notes.pending.get() || notes.unsaved.get() || only_here) {
            event.prevent_default();
            // Older browsers go by this.
            event.set_return_value("edited");
        }
    });
    use_window_event("beforeunload", on_leave);
}
