//! How far a job is.

use serde::{Deserialize, Serialize};

/// A step of a job and how much of the whole is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done, e.g. `正在计算摘要（第 3 个，共 12 个）`.
    pub label: String,
    /// Done so far, of `total`.
    pub done: u64,
    /// The whole.
    pub total: u64,
}

impl Progress {
    /// The part that is done, from 0 to 1.
    pub fn share(&self) -> f64 {
        if self.total == 0 {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a share for a progress bar need not be exact")]
        let share = self.done as f64 / self.total as f64;
        share.clamp(0.0, 1.0)
    }
}

/// Tells progress in hundredths of the whole.
pub(super) struct Teller<'a> {
    tell: &'a mut dyn FnMut(Progress),
}

impl<'a> Teller<'a> {
    pub(super) fn new(tell: &'a mut dyn FnMut(Progress)) -> Self {
        Self { tell }
    }

    /// Says that a step begins when so many hundredths are done.
    pub(super) fn step(&mut self, label: &str, done: u64) {
        (self.tell)(Progress { label: label.to_owned(), done, total: 100 });
    }

    /// A watcher of `count` of `of` files that spreads them from `from` to `to` hundredths.
    pub(super) fn files(&mut self, label: &str, from: u64, to: u64) -> impl FnMut(usize, usize) {
        move |count, of| {
            let (done, of_64) = (count as u64, of.max(1) as u64);
            let done = from + (to - from) * done / of_64;
            self.step(&format!("{label}（第 {count} 个，共 {of} 个）"), done);
        }
    }
}
