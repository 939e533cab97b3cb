//! What the page and its worker say to each other: small JavaScript arrays around the job's own data.
//!
//! A request is `[id, [job, files]]`, with the files that the job reads beside its own data; a reply is `[id, kind, body]`.
//! A job that wants a file of the page's own says so by its address, and is given `[address, content]`.
//! Jobs and outcomes are plain data as JSON has it,
//! except for contents, which travel as `Uint8Array` and are handed over, not copied, so that a file is in
//! memory once. Progress is `[label, done, total]`.

use js_sys::{Array, ArrayBuffer, Map, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use crate::jobs::Progress;

/// Number of a request within one page.
pub type RequestId = u32;

/// What the worker says.
#[derive(Debug)]
pub enum Say {
    /// It is loaded and takes requests.
    Ready,
    /// How far the job is; see [`progress`].
    Progress(JsValue),
    /// The job needs the file at this address.
    Want(String),
    /// The job's outcome (a serialised `Outcome`).
    Done(JsValue),
    /// The job cannot be done; one sentence for the user.
    Refused(String),
}

/// A job with its files. A file is only named: the worker reads of it what it needs.
pub fn parcel(job: &JsValue, files: &[File]) -> JsValue {
    Array::of2(job, &files.iter().collect::<Array>()).into()
}

/// A request as a message.
pub fn request(id: RequestId, parcel: &JsValue) -> JsValue {
    Array::of2(&id.into(), parcel).into()
}

/// Reads a request: its number, the job and the files.
pub fn read_request(message: &JsValue) -> Option<(RequestId, JsValue, Vec<File>)> {
    let parts = message.dyn_ref::<Array>()?;
    let parcel: Array = parts.get(1).dyn_into().ok()?;
    let files: Array = parcel.get(1).dyn_into().ok()?;
    let files = files.iter().map(JsCast::dyn_into::<File>).collect::<Result<_, _>>().ok()?;
    Some((number(&parts.get(0))?, parcel.get(0), files))
}

/// A reply as a message.
pub fn reply(id: RequestId, say: Say) -> JsValue {
    let (kind, body) = match say {
        Say::Ready => ("ready", JsValue::UNDEFINED),
        Say::Progress(progress) => ("progress", progress),
        Say::Want(address) => ("want", address.into()),
        Say::Done(outcome) => ("done", outcome),
        Say::Refused(sentence) => ("refused", sentence.into()),
    };
    Array::of3(&id.into(), &kind.into(), &body).into()
}

/// Reads a reply.
pub fn read_reply(message: &JsValue) -> Option<(RequestId, Say)> {
    let parts = message.dyn_ref::<Array>()?;
    let body = parts.get(2);
    let say = match parts.get(1).as_string()?.as_str() {
        "ready" => Say::Ready,
        "progress" => Say::Progress(body),
        "want" => Say::Want(body.as_string()?),
        "done" => Say::Done(body),
        "refused" => Say::Refused(body.as_string()?),
        _ => return None,
    };
    Some((number(&parts.get(0))?, say))
}

/// A file that was wanted, as a message: its content, or why it is not there.
pub fn file(address: &str, content: Result<Uint8Array, String>) -> JsValue {
    Array::of2(&address.into(), &content.map_or_else(JsValue::from, JsValue::from)).into()
}

/// Reads the message of a file that was wanted.
pub fn read_file(message: &JsValue) -> Option<(String, JsValue)> {
    let parts = message.dyn_ref::<Array>()?;
    Some((parts.get(0).as_string()?, parts.get(1)))
}

/// How far a job is, as plain data.
#[expect(clippy::cast_precision_loss, reason = "steps are few")]
pub fn progress(step: &Progress) -> JsValue {
    Array::of3(&step.label.as_str().into(), &(step.done as f64).into(), &(step.total as f64).into()).into()
}

/// Reads how far a job is.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "steps are whole and positive")]
pub fn read_progress(body: &JsValue) -> Option<Progress> {
    let parts = body.dyn_ref::<Array>()?;
    let count = |at| parts.get(at).as_f64().map(|count| count as u64);
    Some(Progress { label: parts.get(0).as_string()?, done: count(1)?, total: count(2)? })
}

/// The buffers of all byte arrays anywhere in a message, each once: the list to hand over with it.
pub fn buffers(message: &JsValue) -> Array {
    let found = Array::new();
    gather(message, &found);
    found
}

fn gather(value: &JsValue, found: &Array) {
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        let buffer: ArrayBuffer = bytes.buffer();
        if !found.includes(&buffer, 0) {
            found.push(&buffer);
        }
    } else if let Some(list) = value.dyn_ref::<Array>() {
        list.iter().for_each(|item| gather(&item, found));
    } else if let Some(map) = value.dyn_ref::<Map>() {
        map.for_each(&mut |item, _| gather(&item, found));
    } else if let Some(object) = value.dyn_ref::<Object>() {
        Object::values(object).iter().for_each(|item| gather(&item, found));
    }
}

/// The member of an object.
pub fn member(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ids are small whole numbers")]
fn number(value: &JsValue) -> Option<RequestId> {
    value.as_f64().map(|n| n as RequestId)
}
