//! Getting ready in an idle moment, so that the first print or file is not kept waiting for it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::calls::message;
use super::link::{self, Heard, Link};
use super::wire::{self, Say};
use crate::jobs::{FaceFolder, Job};
use chrono::NaiveDate;

thread_local! {
    static REHEARSED: Cell<bool> = const { Cell::new(false) };
}

/// Fetches the worker's program, and once in a page has something printed for nobody: a browser compiles a program as it
/// first runs, and what it has compiled is there for every worker after. This one ends with its print.
pub async fn prepare(procedure_json: String, fonts: FaceFolder, today: NaiveDate) {
    link::program().await;
    if REHEARSED.replace(true) {
        return;
    }
    let job = wire::parcel(&message(&Job::Rehearse { procedure_json, fonts, today }), &[]);
    let stage: Rc<RefCell<Option<Link>>> = Rc::default();
    let on_stage = Rc::clone(&stage);
    let link = Link::start(move |heard| match heard {
        Heard::Said(_, Say::Ready) => {
            if let Some(link) = &*on_stage.borrow() {
                link.send(1, &job);
            }
        }
        Heard::Said(_, Say::Want(address)) => {
            let stage = Rc::clone(&on_stage);
            link::supply(address, move |give| stage.borrow().as_ref().map_or((), give));
        }
        Heard::Said(_, Say::Progress(_)) => {}
        Heard::Said(_, Say::Done(_) | Say::Refused(_)) | Heard::Broken => drop(on_stage.take()),
    });
    stage.replace(link);
}
