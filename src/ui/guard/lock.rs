//! Locking: by button, and after a while without a touch.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::Date;
use wasm_bindgen_futures::spawn_local;

use crate::ui::components::LOCK;
use crate::ui::state::{Reach, Services};
use crate::ui::windows;
use crate::vault::{Store, Table};

/// The choices of minutes; the first is taken unless another was chosen.
pub(super) const MINUTES: [u32; 5] = [15, 5, 30, 60, 240];

/// Under which the chosen minutes are kept, and that nobody wants to be reminded.
const MINUTES_KEY: &str = "lock-minutes";
const SILENT_KEY: &str = "leave-silently";

/// How often it is looked whether the time is over.
const LOOK_MS: u32 = 10_000;

/// What windows tell each other when one was locked by hand.
const LOCKED: &str = "locked";

/// Locks the vault: the page is loaded anew, and with it all that it knew is gone from memory. Not while
/// something could not be written into the store, which is said.
fn lock(reach: &Reach) {
    let notes = &reach.services.notes;
    if notes.unsaved.get() {
        reach.notify.failed("有内容还没有存入本机，暂不锁定。请先保存为文件，或者清理存储空间后重试。");
        return;
    }
    notes.leaving.set(true);
    let _ = gloo::utils::window().location().reload();
}

/// Locks this window and the others.
pub(super) fn lock_all(reach: &Reach) {
    windows::tell(LOCKED);
    lock(reach);
}

/// Locks after a while, or when asked. Goes on for as long as the page lives: locking ends it.
pub(super) fn watch(reach: &Reach, store: &Rc<dyn Store>) {
    let services = &reach.services;
    // The button is shown by the stylesheet; and watched once is enough.
    let Some(root) = gloo::utils::document().document_element() else { return };
    if root.has_attribute("data-kept") {
        return;
    }
    let _ = root.set_attribute("data-kept", "sealed");
    let last = Rc::new(Cell::new(Date::now()));
    // A machine that slept runs no interval: the first touch afterwards must not count as one.
    let look = {
        let (reach, last) = (reach.clone(), Rc::clone(&last));
        move || {
            let idle = Date::now() - last.get();
            if idle > f64::from(reach.services.notes.lock_after.get()) * 60_000.0 {
                // Where it could not be locked, the time begins anew.
                last.set(Date::now());
                lock(&reach);
            }
        }
    };
    let window = gloo::utils::window();
    for event in ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] {
        let (last, look) = (Rc::clone(&last), look.clone());
        let touched = move |_: &web_sys::Event| {
            look();
            last.set(Date::now());
        };
        EventListener::new(&window, event, touched).forget();
    }
    {
        let reach = reach.clone();
        EventListener::new(&window, LOCK, move |_| lock_all(&reach)).forget();
    }
    {
        let reach = reach.clone();
        let others = windows::listen(move |what| {
            if what == LOCKED {
                lock(&reach);
            }
        });
        others.into_iter().for_each(EventListener::forget);
    }
    services.notes.lock_after.set(MINUTES[0]);
    let (notes, store) = (Rc::clone(&services.notes), Rc::clone(store));
    spawn_local(async move {
        let chosen = store.get(Table::Settings, MINUTES_KEY).await.ok().flatten();
        let chosen = chosen.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok());
        notes.lock_after.set(chosen.unwrap_or(MINUTES[0]));
        let silent = store.get(Table::Settings, SILENT_KEY).await.ok().flatten();
        notes.reminds.set(silent.is_none());
    });
    let jobs = services.jobs.clone();
    Interval::new(LOOK_MS, move || {
        // A long job somebody waits for is no idleness.
        if jobs.is_busy() {
            last.set(Date::now());
        }
        look();
    })
    .forget();
}

/// Chooses another time.
pub(super) fn choose(services: &Services, minutes: u32) {
    services.notes.lock_after.set(minutes);
    let store = Rc::clone(&services.store);
    spawn_local(async move {
        // Where it cannot be kept, it holds until the page is left.
        let _ = store.put(Table::Settings, MINUTES_KEY, minutes.to_string().as_bytes()).await;
    });
}

/// Chooses whether to ask before leaving what is in no backup.
pub(super) fn remind(services: &Services, reminds: bool) {
    services.notes.reminds.set(reminds);
    let store = Rc::clone(&services.store);
    spawn_local(async move {
        // As above.
        let _ = match reminds {
            true => store.delete(Table::Settings, &[SILENT_KEY.to_owned()]).await,
            false => store.put(Table::Settings, SILENT_KEY, b"1").await,
        };
    });
}
