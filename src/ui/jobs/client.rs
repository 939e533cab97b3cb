//! The queue of jobs in front of the worker.
//!
//! One job runs at a time; the others wait with their data still in the page, so that ending the worker
//! loses none of them. The worker is started when the first job comes. Cancelling a running job ends the
//! worker; the next job starts a new one.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::Callback;

use super::answer::{Give, later};
use super::link::{Heard, Link};
use super::wire::{self, RequestId, Say};
use crate::jobs::Progress;

/// How long an unused worker is kept, in milliseconds. Its memory is only given back when it ends.
const IDLE: u32 = 90_000;

/// Why a job has no outcome. Each displays as one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// The job looked at its input and refused it.
    #[error("{0}")]
    Refused(String),
    /// The user cancelled.
    #[error("已取消。")]
    Cancelled,
    /// The worker stopped by a fault.
    #[error("后台处理意外中断，卷宗没有改动。请重试；如果仍然中断，请检查文件是否损坏或者过大。")]
    Broken,
    /// The worker could not be started.
    #[error("后台处理程序无法启动，卷宗没有改动。请刷新页面后重试；如果仍然如此，请更换或者升级浏览器。")]
    NotStarted,
}

struct Task {
    id: RequestId,
    job: JsValue,
    progress: Callback<Progress>,
    give: Give<Result<JsValue, JobError>>,
}

#[derive(Default)]
struct Inner {
    link: Option<Link>,
    ready: bool,
    running: Option<Task>,
    waiting: VecDeque<Task>,
    last: RequestId,
    idle: Option<Timeout>,
}

/// The page's access to the worker. Clones share one worker.
#[derive(Clone, Default)]
pub struct Jobs(Rc<RefCell<Inner>>);

impl PartialEq for Jobs {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Names one submitted job, to cancel it.
#[derive(Clone, PartialEq)]
pub struct Ticket {
    jobs: Jobs,
    id: RequestId,
}

impl Ticket {
    /// Cancels the job if it has not ended yet.
    pub fn cancel(&self) {
        self.jobs.cancel(self.id);
    }
}

impl Jobs {
    /// Whether a job is running or waits.
    pub fn is_busy(&self) -> bool {
        let inner = self.0.borrow();
        inner.running.is_some() || !inner.waiting.is_empty()
    }

    /// Puts a serialised job into the queue. The future gives the serialised outcome.
    pub(super) fn submit(
        &self,
        job: JsValue,
        progress: Callback<Progress>,
    ) -> (Ticket, impl Future<Output = Result<JsValue, JobError>> + use<>) {
        let (give, wait) = later();
        let id = {
            let mut inner = self.0.borrow_mut();
            inner.last += 1;
            inner.idle = None;
            let id = inner.last;
            inner.waiting.push_back(Task { id, job, progress, give });
            id
        };
        self.advance();
        (Ticket { jobs: self.clone(), id }, wait)
    }

    /// Sends the next job if the worker is free; starts the worker if there is none.
    fn advance(&self) {
        let mut inner = self.0.borrow_mut();
        if inner.running.is_some() {
            return;
        }
        if inner.waiting.is_empty() {
            let jobs = self.clone();
            inner.idle = inner.link.is_some().then(|| Timeout::new(IDLE, move || jobs.retire()));
            return;
        }
        if inner.link.is_none() {
            let jobs = self.clone();
            inner.ready = false;
            inner.link = Link::start(move |heard| jobs.hear(heard));
            if inner.link.is_none() {
                drop(inner);
                self.fail_all(&JobError::NotStarted);
            }
            return;
        }
        if !inner.ready {
            return;
        }
        let Some(task) = inner.waiting.pop_front() else { return };
        let sent = inner.link.as_ref().is_some_and(|link| link.send(task.id, &task.job));
        if sent {
            inner.running = Some(Task { job: JsValue::UNDEFINED, ..task });
        } else {
            drop(inner);
            task.give.give(Err(JobError::Broken));
            self.advance();
        }
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::Said(_, Say::Ready) => {
                self.0.borrow_mut().ready = true;
                self.advance();
            }
            Heard::Said(id, Say::Progress(body)) => {
                let callback = match &self.0.borrow().running {
                    Some(task) if task.id == id => task.progress.clone(),
                    _ => return,
                };
                if let Some(progress) = wire::read_progress(&body) {
                    callback.emit(progress);
                }
            }
            // Its link has seen to it.
            Heard::Said(_, Say::Want(_)) => {}
            Heard::Said(id, Say::Done(body)) => self.settle(id, Ok(body)),
            Heard::Said(id, Say::Refused(sentence)) => self.settle(id, Err(JobError::Refused(sentence))),
            Heard::Broken => self.break_down(),
        }
    }

    fn settle(&self, id: RequestId, outcome: Result<JsValue, JobError>) {
        let task = {
            let mut inner = self.0.borrow_mut();
            match inner.running.take() {
                Some(task) if task.id == id => task,
                other => {
                    inner.running = other;
                    return;
                }
            }
        };
        task.give.give(outcome);
        self.advance();
    }

    /// The worker is gone. What ran has failed; what waits is tried with a new worker, unless this one
    /// never came up.
    fn break_down(&self) {
        let (link, running, was_ready) = {
            let mut inner = self.0.borrow_mut();
            (inner.link.take(), inner.running.take(), std::mem::take(&mut inner.ready))
        };
        drop(link);
        if !was_ready {
            self.fail_all(&JobError::NotStarted);
            return;
        }
        if let Some(task) = running {
            task.give.give(Err(JobError::Broken));
        }
        self.advance();
    }

    fn cancel(&self, id: RequestId) {
        let (task, link) = {
            let mut inner = self.0.borrow_mut();
            if inner.running.as_ref().is_some_and(|task| task.id == id) {
                inner.ready = false;
                (inner.running.take(), inner.link.take())
            } else {
                let at = inner.waiting.iter().position(|task| task.id == id);
                (at.and_then(|at| inner.waiting.remove(at)), None)
            }
        };
        drop(link);
        if let Some(task) = task {
            task.give.give(Err(JobError::Cancelled));
        }
        self.advance();
    }

    fn fail_all(&self, error: &JobError) {
        let tasks: Vec<_> = {
            let mut inner = self.0.borrow_mut();
            let Inner { running, waiting, .. } = &mut *inner;
            running.take().into_iter().chain(waiting.drain(..)).collect()
        };
        tasks.into_iter().for_each(|task| task.give.give(Err(error.clone())));
    }

    /// Ends an unused worker.
    pub(super) fn retire(&self) {
        let link = {
            let mut inner = self.0.borrow_mut();
            if inner.running.is_some() || !inner.waiting.is_empty() {
                return;
            }
            inner.ready = false;
            inner.link.take()
        };
        drop(link);
    }
}
