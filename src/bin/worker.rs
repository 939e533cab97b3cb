//! The web worker: runs the heavy jobs off the page's thread and reports progress.
//!
//! One job at a time, to the end; the page cancels by ending the worker. A fault ends the worker too,
//! which the page hears as an error event.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    browser::listen();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    // The worker lives in the browser; natively there is nothing to start.
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::hint::black_box;
    use std::rc::Rc;

    use beian::dossier::Dossier;
    use beian::jobs::{Content, Job, Outcome, Runner};
    use beian::ui::jobs::wire::{self, RequestId, Say};
    use beian::ui::jobs::{Picked, ShownDifference, ShownVerification, Wanted};
    use serde::Serialize;
    use serde_wasm_bindgen::Serializer;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::spawn_local;
    use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

    /// Plain data as JSON has it, with contents as byte arrays; see [`wire`].
    const PLAIN: Serializer =
        Serializer::new().serialize_maps_as_objects(true).serialize_missing_as_null(true);

    /// A verification as the page shows it, with the dossier.
    #[derive(Serialize)]
    struct Shown {
        verification: ShownVerification,
        dossier: Option<Box<Dossier>>,
    }

    /// Memory that is asked for at once: growing is slow, and what nothing touches takes none.
    const RESERVED: usize = 32 * 1024 * 1024;

    /// Starts answering requests and says so.
    pub(super) fn listen() {
        drop(black_box(Vec::<u8>::with_capacity(RESERVED)));
        let wanted = Rc::new(Wanted::default());
        let files = Rc::clone(&wanted);
        // Kept from job to job: it remembers the loaded faces.
        let runner = Rc::new(RefCell::new(Some(Runner::new(Box::new(move |address| {
            let file = files.wait(address);
            post(&wire::reply(0, Say::Want(address.to_owned())));
            Box::pin(file)
        })))));
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let message = event.data();
            if wanted.take(&message) {
                return;
            }
            let Some((id, job, files)) = wire::read_request(&message) else { return };
            let shelf = Rc::clone(&runner);
            spawn_local(async move {
                // The page sends a job when the last one has ended.
                let Some(mut runner) = shelf.take() else {
                    return post(&wire::reply(
                        id,
                        Say::Refused("后台仍在处理上一项，请稍后重试。".to_owned()),
                    ));
                };
                post(&wire::reply(id, answer(&mut runner, id, job, files).await));
                shelf.replace(Some(runner));
            });
        });
        scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        post(&wire::reply(0, Say::Ready));
    }

    async fn answer(runner: &mut Runner, id: RequestId, job: JsValue, files: Vec<File>) -> Say {
        let Ok(job) = serde_wasm_bindgen::from_value::<Job>(job) else {
            return Say::Refused("页面与后台处理程序的版本不一致，请刷新页面后重试。".to_owned());
        };
        let files = files.into_iter().filter_map(Picked::new);
        let contents = files.map(|file| Box::new(file) as Box<dyn Content>).collect();
        let mut report = |step| post(&wire::reply(id, Say::Progress(wire::progress(&step))));
        match runner.run(job, contents, &mut report).await {
            Ok(outcome) => match plain(outcome) {
                Ok(outcome) => Say::Done(outcome),
                Err(_) => Say::Refused("处理结果无法交回页面，请刷新页面后重试。".to_owned()),
            },
            Err(sentence) => Say::Refused(sentence),
        }
    }

    /// An outcome as the page reads it.
    fn plain(outcome: Outcome) -> Result<JsValue, serde_wasm_bindgen::Error> {
        match outcome {
            Outcome::Verified { verification, dossier } => {
                let verification = ShownVerification::from(&*verification);
                BTreeMap::from([("Verified", Shown { verification, dossier })]).serialize(&PLAIN)
            }
            Outcome::Compared(found) => {
                BTreeMap::from([("Compared", ShownDifference::from(&*found))]).serialize(&PLAIN)
            }
            other => other.serialize(&PLAIN),
        }
    }

    /// Sends a message and hands over its byte arrays.
    fn post(message: &JsValue) {
        // Only fails for what cannot be cloned; these messages are plain data.
        let _ = scope().post_message_with_transfer(message, &wire::buffers(message));
    }

    fn scope() -> DedicatedWorkerGlobalScope {
        js_sys::global().unchecked_into()
    }
}
