//! A value that will be there later, given once.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

struct Slot<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

/// The end that gives the value.
pub(super) struct Give<T>(Rc<RefCell<Slot<T>>>);

/// The end that waits for it.
pub(super) struct Wait<T>(Rc<RefCell<Slot<T>>>);

/// A pair of ends.
pub(super) fn later<T>() -> (Give<T>, Wait<T>) {
    let slot = Rc::new(RefCell::new(Slot { value: None, waker: None }));
    (Give(slot.clone()), Wait(slot))
}

impl<T> Give<T> {
    /// Gives the value and wakes who waits for it.
    pub(super) fn give(self, value: T) {
        let waker = {
            let mut slot = self.0.borrow_mut();
            slot.value = Some(value);
            slot.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Future for Wait<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut slot = self.0.borrow_mut();
        match slot.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                slot.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
