//! The messages between the page and its worker.

use beian::ui::jobs::Wanted;
use beian::ui::jobs::wire::{self, Say};
use js_sys::{Array, ArrayBuffer, Map, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn contents_are_found_wherever_they_stand_and_each_once() {
    let (shared, other) = (Uint8Array::new_with_length(4), Uint8Array::new_with_length(8));
    let files = Map::new();
    files.set(&"a".into(), &shared);
    files.set(&"b".into(), &other);
    let job = Object::new();
    Reflect::set(&job, &"files".into(), &files).unwrap();
    Reflect::set(&job, &"faces".into(), &Array::of1(&Array::of2(&"serif".into(), &shared))).unwrap();
    let found = wire::buffers(&wire::request(7, &wire::parcel(&job, &[])));
    assert_eq!(found.length(), 2);
    assert!(found.iter().all(|buffer| buffer.has_type::<ArrayBuffer>()));
}

#[wasm_bindgen_test]
fn a_reply_is_read_as_it_was_said() {
    let (id, say) = wire::read_reply(&wire::reply(3, Say::Refused("文件是空的。".to_owned()))).unwrap();
    assert_eq!(id, 3);
    assert!(matches!(say, Say::Refused(sentence) if sentence == "文件是空的。"));
}

#[wasm_bindgen_test]
fn what_is_no_message_of_ours_is_passed_over() {
    for stranger in [JsValue::NULL, "text".into(), Array::of1(&1.into()).into(), Object::new().into()] {
        assert!(wire::read_reply(&stranger).is_none());
    }
}

#[wasm_bindgen_test]
async fn a_wanted_file_is_given_to_who_waits_for_it() {
    let wanted = Wanted::default();
    let (here, missing) = (wanted.wait("fonts/serif.ttf"), wanted.wait("fonts/sans.ttf"));
    let request = wire::request(7, &wire::parcel(&Object::new(), &[]));
    assert!(!wanted.take(&request), "a job is no file");
    let reason = "无法读取 sans.ttf，请检查网络后刷新本页".to_owned();
    assert!(wanted.take(&wire::file("fonts/sans.ttf", Err(reason.clone()))));
    assert!(wanted.take(&wire::file("fonts/nobody.ttf", Ok(Uint8Array::new_with_length(1)))));
    assert!(wanted.take(&wire::file("fonts/serif.ttf", Ok(Uint8Array::from(&b"glyphs"[..])))));
    assert_eq!(here.await, Ok(b"glyphs".to_vec()));
    assert_eq!(missing.await, Err(reason));
}
