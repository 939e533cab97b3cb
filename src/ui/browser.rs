//! The few calls into the browser: clock, random ids, fetching static files, saving files, storage quota.
//!
//! Everything that may be missing (insecure origins have no `navigator.storage`) is asked for politely.

use std::future::Future;

use chrono::NaiveDate;
use js_sys::{Date, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, HtmlAnchorElement, HtmlElement, Response, StorageEstimate, StorageManager, Url,
};

use crate::js_bytes;

/// Today by the machine's clock and time zone.
pub fn today() -> NaiveDate {
    let now = Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// Now as RFC 3339 with the machine's offset from UTC, e.g. `2026-11-21T14:03:21+08:00`.
pub fn now() -> String {
    let now = Date::new_0();
    #[expect(clippy::cast_possible_truncation, reason = "offsets lie within a day of minutes")]
    let offset = -(now.get_timezone_offset() as i32);
    let sign = if offset < 0 { '-' } else { '+' };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date(),
        now.get_hours(),
        now.get_minutes(),
        now.get_seconds(),
        offset.abs() / 60,
        offset.abs() % 60
    )
}

/// Milliseconds since the beginning of 1970.
pub fn clock() -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and after 1970")]
    let now = Date::now() as u64;
    now
}

/// The machine's time of day, e.g. `14:03:21`.
pub fn time_of_day() -> String {
    now().get(11..19).unwrap_or_default().to_owned()
}

/// A moment written in RFC 3339 as people read it: `今天 14:03`, `2026年11月20日 09:15`.
pub fn moment(rfc3339: &str) -> String {
    let (day, time) = (rfc3339.get(..10).unwrap_or_default(), rfc3339.get(11..16).unwrap_or_default());
    match crate::calendar::parse_date(day) {
        Some(date) if date == today() => format!("今天 {time}"),
        Some(date) => format!("{} {time}", crate::calendar::chinese_date(date)),
        None => rfc3339.to_owned(),
    }
}

/// Whether a key was pressed in a control for text, where the browser has its own undo.
pub fn in_text(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target
        .is_some_and(|element| element.matches("textarea, input[type=text]:not([readonly])").unwrap_or(false))
}

/// A new id: 16 hexadecimal digits at random.
pub fn new_id() -> String {
    let mut bytes = [0u8; 8];
    let crypto = gloo::utils::window().crypto();
    if crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes)).is_err() {
        // No random source: the clock is still unique on one machine.
        bytes = Date::now().to_bits().to_be_bytes();
    }
    bytes.iter().fold(String::with_capacity(16), |mut id, byte| {
        for digit in [byte >> 4, byte & 15] {
            id.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        id
    })
}

async fn answer(path: &str, request: Promise) -> Result<Response, String> {
    let failed = || format!("无法读取 {path}，请检查网络后刷新本页");
    let response = JsFuture::from(request).await.map_err(|_| failed())?;
    let response: Response = response.dyn_into().map_err(|_| failed())?;
    if response.ok() { Ok(response) } else { Err(failed()) }
}

/// The text of one of the page's own static files. The error is a sentence for the user.
pub async fn fetch_text(path: &str) -> Result<String, String> {
    start_fetch(path).await
}

/// As [`fetch_text`], but on its way at once, before it is waited for.
pub fn start_fetch(path: &str) -> impl Future<Output = Result<String, String>> + use<> {
    let request = gloo::utils::window().fetch_with_str(path);
    let path = path.to_owned();
    async move {
        let response = answer(&path, request).await?;
        let failed = |_| format!("{path} 未能完整读取，请刷新本页");
        let text = JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
        Ok(text.as_string().unwrap_or_default())
    }
}

/// The bytes of one of the page's own static files, outside the program's memory. The error is a sentence
/// for the user.
pub async fn fetch_bytes(address: &str) -> Result<Uint8Array, String> {
    let name = address.rsplit('/').next().unwrap_or(address);
    let response = answer(name, gloo::utils::window().fetch_with_str(address)).await?;
    let failed = |_| format!("{name} 未能完整读取，请刷新本页");
    let buffer = JsFuture::from(response.array_buffer().map_err(failed)?).await.map_err(failed)?;
    Ok(Uint8Array::new(&buffer))
}

/// The whole address of one of the page's own static files or folders.
pub fn address_of(path: &str) -> String {
    let base = gloo::utils::document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base(path, &base).map_or_else(|_| path.to_owned(), |address| address.href())
}

/// A blob of bytes with a media type; `None` when the browser refuses.
pub fn blob(bytes: &Uint8Array, media: &str) -> Option<Blob> {
    let parts = js_sys::Array::of1(bytes);
    let options = BlobPropertyBag::new();
    options.set_type(media);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// The same of bytes that nobody needs any more; their buffer is given back.
pub fn into_blob(bytes: &Uint8Array, media: &str) -> Option<Blob> {
    let made = blob(bytes, media);
    js_bytes::free(bytes);
    made
}

/// Offers bytes to the user as a file to save. False when the browser refuses.
pub fn save_file(name: &str, bytes: &[u8], media: &str) -> bool {
    save_array(name, &Uint8Array::from(bytes), media)
}

/// Offers a content to the user as a file to save. False when the browser refuses.
pub fn save_array(name: &str, bytes: &Uint8Array, media: &str) -> bool {
    blob(bytes, media).is_some_and(|blob| save_blob(name, &blob))
}

/// Bytes of a blob.
pub fn size(blob: &Blob) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are whole and small")]
    let size = blob.size() as u64;
    size
}

/// Several contents one after the other as one, without a copy of all in the page's memory.
pub fn joined(pieces: &js_sys::Array, media: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(media);
    Blob::new_with_blob_sequence_and_options(pieces, &options).ok()
}

/// Offers a blob to the user as a file to save. False when the browser refuses.
pub fn save_blob(name: &str, blob: &Blob) -> bool {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return false };
    let document = gloo::utils::document();
    let Some(anchor) = document.create_element("a").ok().and_then(|e| e.dyn_into::<HtmlAnchorElement>().ok())
    else {
        return false;
    };
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The download has begun once the browser has read the blob; a minute is ample.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    true
}

/// Moves focus to the element with this id, which is in view. False when there is none.
pub fn hold_focus(id: &str) -> bool {
    let found = gloo::utils::document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

/// Moves focus to the element with this id and brings it into view. False when there is none.
pub fn focus(id: &str) -> bool {
    let found = gloo::utils::document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    match found {
        Some(element) => {
            // What is folded away can neither be seen nor take focus.
            while let Ok(Some(folded)) = element.closest("details:not([open])") {
                let _ = folded.set_attribute("open", "");
            }
            let _ = element.focus();
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Center);
            element.scroll_into_view_with_scroll_into_view_options(&options);
            true
        }
        None => false,
    }
}

/// Remembers in the browser's history by which link this page is left, so that coming back leads there.
pub fn leave_from(link: &str) {
    if let Ok(history) = gloo::utils::window().history() {
        // Where the browser refuses, coming back simply leads to the beginning of the page.
        let _ = history.replace_state_with_url(&JsValue::from_str(link), "", None);
    }
}

/// Moves focus to the link by which this page was left, if it was and the link is still there.
pub fn return_to_link() -> bool {
    let Ok(history) = gloo::utils::window().history() else { return false };
    let Some(link) = history.state().ok().and_then(|state| state.as_string()) else { return false };
    // Once only: loading the page again is no coming back.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", None);
    reveal(&link) && focus(&link)
}

/// Opens the details in which an element is hidden. False when there is no such element.
fn reveal(id: &str) -> bool {
    let mut inner = gloo::utils::document().get_element_by_id(id);
    let found = inner.is_some();
    while let Some(details) = inner.as_ref().and_then(|element| element.closest("details").ok().flatten()) {
        // A summary is in view whether its details are open or not.
        let _ = details.set_attribute("open", "");
        inner = details.parent_element();
    }
    found
}

fn storage() -> Option<StorageManager> {
    let navigator = gloo::utils::window().navigator();
    let storage = Reflect::get(&navigator, &JsValue::from_str("storage")).ok()?;
    (!storage.is_undefined()).then(|| storage.unchecked_into())
}

/// Asks the browser to keep this page's data until the user deletes it; whether it agreed.
pub async fn persist() -> bool {
    let Some(Ok(promise)) = storage().map(|storage| storage.persist()) else { return false };
    JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy())
}

/// Whether the browser has already agreed to keep the data; `None` when it cannot say.
pub async fn persisted() -> Option<bool> {
    let promise = storage()?.persisted().ok()?;
    Some(JsFuture::from(promise).await.ok()?.is_truthy())
}

/// Bytes used and bytes available to this page; `None` when the browser does not say.
pub async fn quota() -> Option<(f64, f64)> {
    let promise = storage()?.estimate().ok()?;
    let estimate: StorageEstimate = JsFuture::from(promise).await.ok()?.unchecked_into();
    Some((estimate.get_usage()?, estimate.get_quota()?))
}
