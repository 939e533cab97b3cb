//! Jobs run to their end, with the faces of this checkout.

use std::cell::RefCell;
use std::future::ready;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use beian::jobs::{Content, FaceFolder, Job, Outcome, Progress, Runner};

use crate::document_support::root;

/// The faces of this checkout.
pub(crate) fn fonts() -> FaceFolder {
    FaceFolder {
        index: std::fs::read_to_string(root("www/fonts/fonts.json")).expect("run scripts/fonts"),
        address: format!("{}/", root("www/fonts").display()),
    }
}

/// A runner whose faces are read from the disk.
pub(crate) struct Worker {
    runner: Runner,
    /// The names of the files that were asked for.
    pub(crate) fetched: Rc<RefCell<Vec<String>>>,
}

impl Worker {
    pub(crate) fn new() -> Self {
        let fetched: Rc<RefCell<Vec<String>>> = Rc::default();
        let asked = Rc::clone(&fetched);
        let runner = Runner::new(Box::new(move |address| {
            asked.borrow_mut().push(address.rsplit('/').next().unwrap_or_default().to_owned());
            let bytes =
                std::fs::read(address).map_err(|_| format!("无法读取 {address}，请检查网络后刷新本页"));
            Box::pin(ready(bytes))
        }));
        Self { runner, fetched }
    }

    pub(crate) fn run(&mut self, job: Job, tell: &mut dyn FnMut(Progress)) -> Result<Outcome, String> {
        self.run_on(job, Vec::new(), tell)
    }

    pub(crate) fn run_on(
        &mut self,
        job: Job,
        contents: Vec<Box<dyn Content>>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, String> {
        let done = pin!(self.runner.run(job, contents, tell));
        match done.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => panic!("a job waited for something else than its faces"),
        }
    }
}
