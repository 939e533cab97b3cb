//! A piece of work that takes a while: started, followed, stopped, and its outcome kept.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_notify;
use crate::jobs::Progress;
use crate::ui::jobs::Ticket;
use crate::ui::packages::{Stopped, Watch};

/// How a piece of work stands.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkState {
    /// Not started, or stopped by the user.
    Idle,
    /// On its way.
    Running(Progress),
    /// Failed for this reason.
    Failed(String),
}

/// What is done with an outcome.
type End = Box<dyn FnOnce()>;

/// A piece of work of which one is on its way at a time.
#[derive(Clone)]
pub struct Work {
    state: UseStateHandle<WorkState>,
    run: Rc<RefCell<Run>>,
}

#[derive(Default)]
struct Run {
    number: u32,
    ticket: Option<Ticket>,
    busy: bool,
}

/// A piece of work of which one is on its way at a time. It is stopped when what shows it leaves the screen.
#[hook]
pub fn use_work() -> Work {
    use_work_named("")
}

/// As [`use_work`], for what somebody asked for and would miss: that it was stopped is said, by this name.
#[hook]
pub fn use_work_named(name: &'static str) -> Work {
    let notify = use_notify();
    let work = Work { state: use_state_eq(|| WorkState::Idle), run: use_mut_ref(Run::default) };
    let run = Rc::clone(&work.run);
    use_effect_with((), move |()| {
        move || {
            if Run::stop(&run) && !name.is_empty() {
                notify.failed(format!("离开了页面，{name}没有完成，请重新操作。"));
            }
        }
    });
    work
}

impl Run {
    /// Stops what is on its way; false where nothing was.
    fn stop(run: &RefCell<Self>) -> bool {
        let (ticket, busy) = {
            let mut run = run.borrow_mut();
            run.number += 1;
            (run.ticket.take(), std::mem::take(&mut run.busy))
        };
        if let Some(ticket) = ticket {
            ticket.cancel();
        }
        busy
    }
}

impl Work {
    /// How it stands.
    pub fn state(&self) -> &WorkState {
        &self.state
    }

    /// Starts; whatever was on its way is stopped first. `label` is shown until the work tells its own.
    pub fn start<T, F>(&self, label: &str, work: impl FnOnce(Watch) -> F, done: impl FnOnce(T) + 'static)
    where
        T: 'static,
        F: Future<Output = Result<T, Stopped>> + 'static,
    {
        let (watch, number) = self.begin(label);
        let work = work(watch);
        self.follow(
            number,
            Box::pin(async move {
                let outcome = work.await?;
                let end: End = Box::new(move || done(outcome));
                Ok(end)
            }),
        );
    }

    /// Stops what was on its way and opens the watch over what comes next.
    fn begin(&self, label: &str) -> (Watch, u32) {
        self.stop();
        let number = {
            let mut run = self.run.borrow_mut();
            run.busy = true;
            run.number
        };
        self.state.set(WorkState::Running(Progress { label: label.to_owned(), done: 0, total: 0 }));
        let progress = {
            let (state, run) = (self.state.setter(), Rc::clone(&self.run));
            Callback::from(move |step| {
                let current = run.borrow().number == number;
                if current {
                    state.set(WorkState::Running(step));
                }
                current
            })
        };
        let ticket = {
            let run = Rc::clone(&self.run);
            Callback::from(move |ticket: Ticket| {
                let mut run = run.borrow_mut();
                if run.number == number {
                    run.ticket = Some(ticket);
                } else {
                    drop(run);
                    ticket.cancel();
                }
            })
        };
        (Watch { progress, ticket }, number)
    }

    /// Waits for the work and ends it, unless it was stopped.
    fn follow(&self, number: u32, work: Pin<Box<dyn Future<Output = Result<End, Stopped>>>>) {
        let (state, run) = (self.state.setter(), Rc::clone(&self.run));
        spawn_local(async move {
            let outcome = work.await;
            if run.borrow().number != number {
                return;
            }
            run.borrow_mut().busy = false;
            match outcome {
                Ok(end) => {
                    state.set(WorkState::Idle);
                    end();
                }
                Err(Stopped::Cancelled) => state.set(WorkState::Idle),
                Err(Stopped::Failed(sentence)) => state.set(WorkState::Failed(sentence)),
            }
        });
    }

    /// Stops what is on its way, and forgets a failure.
    pub fn stop(&self) {
        Run::stop(&self.run);
        self.state.set(WorkState::Idle);
    }
}
