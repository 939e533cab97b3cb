//! The messages between the page and its worker.

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
