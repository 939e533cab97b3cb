//! Getting ready in an idle moment, so that the first print or file is not kept waiting for it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::NaiveDate;
use gloo::timers::callback::Timeout;

use super::Jobs;
use super::calls::message;
use super::link::{self, Heard, Link};
use super::wire::{self, Say};
use crate::jobs::{FaceFolder, Job};

thread_local! {
    static REHEARSED: Cell<bool> = const { Cell::new(false) };
}

/// From the program's being there to the rehearsal, and again while somebody keeps the worker busy: both take a
/// processor, and what somebody waits for comes first.
const REHEARSAL_MS: u32 = 8_000;

/// Fetches the worker's program, and once in a page has something printed for nobody: a browser compiles a program as it
/// first runs, and what it has compiled is there for every worker after.
pub async fn prepare(jobs: Jobs, procedure_json: String, fonts: FaceFolder, today: NaiveDate) {
    link::program().await;
    if !REHEARSED.replace(true) {
        when_idle(jobs, Job::Rehearse { procedure_json, fonts, today });
    }
}

fn when_idle(jobs: Jobs, job: Job) {
    let begin = move || if jobs.is_busy() { when_idle(jobs, job) } else { rehearse(&job) };
    Timeout::new(REHEARSAL_MS, begin).forget();
}

/// In a worker of its own, which ends with it.
fn rehearse(job: &Job) {
    let job = wire::parcel(&message(job), &[]);
    let stage: Rc<RefCell<Option<Link>>> = Rc::default();
    let on_stage = Rc::clone(&stage);
    let link = Link::start(move |heard| match heard {
        Heard::Said(_, Say::Ready) => {
            let sent = on_stage.borrow().as_ref().is_some_and(|link| link.send(1, &job));
            if !sent {
                drop(on_stage.take());
            }
        }
        Heard::Said(_, Say::Progress(_) | Say::Want(_)) => {}
        Heard::Said(_, Say::Done(_)) => drop(on_stage.take()),
        Heard::Said(_, Say::Refused(_)) | Heard::Broken => {
            // Perhaps the next dossier that is opened has a network.
            REHEARSED.set(false);
            drop(on_stage.take());
        }
    });
    stage.replace(link);
}
