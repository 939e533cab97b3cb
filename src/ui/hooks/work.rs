//! A piece of work that takes a while: started, followed, stopped, and its outcome kept.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

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
}

/// A piece of work of which one is on its way at a time.
#[hook]
pub fn use_work() -> Work {
    Work { state: use_state_eq(|| WorkState::Idle), run: use_mut_ref(Run::default) }
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
        self.stop();
        let number = self.run.borrow().number;
        self.state.set(WorkState::Running(Progress { label: label.to_owned(), done: 0, total: 0 }));
        let state = self.state.setter();
        let current = {
            let run = Rc::clone(&self.run);
            move || run.borrow().number == number
        };
        let watch = Watch {
            progress: {
                let (state, current) = (state.clone(), current.clone());
                Callback::from(move |step| {
                    if current() {
                        state.set(WorkState::Running(step));
                    }
                    current()
                })
            },
            ticket: {
                let (run, current) = (Rc::clone(&self.run), current.clone());
                Callback::from(move |ticket: Ticket| {
                    if current() {
                        run.borrow_mut().ticket = Some(ticket);
                    } else {
                        ticket.cancel();
                    }
                })
            },
        };
        let work = work(watch);
        spawn_local(async move {
            let outcome = work.await;
            if !current() {
                return;
            }
            match outcome {
                Ok(outcome) => {
                    state.set(WorkState::Idle);
                    done(outcome);
                }
                Err(Stopped::Cancelled) => state.set(WorkState::Idle),
                Err(Stopped::Failed(sentence)) => state.set(WorkState::Failed(sentence)),
            }
        });
    }

    /// Stops what is on its way, and forgets a failure.
    pub fn stop(&self) {
        let ticket = {
            let mut run = self.run.borrow_mut();
            run.number += 1;
            run.ticket.take()
        };
        if let Some(ticket) = ticket {
            ticket.cancel();
        }
        self.state.set(WorkState::Idle);
    }
}
