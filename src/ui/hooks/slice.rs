//! A part of the state that stays itself while its content stays the same.

use yew::prelude::*;

use crate::ui::state::Shared;

/// Shares a value; the same share comes back as long as the value is equal, so that components which
/// are given it do not render for changes elsewhere.
#[hook]
pub fn use_slice<T: PartialEq + Clone + 'static>(value: &T) -> Shared<T> {
    let kept = use_mut_ref(|| None::<Shared<T>>);
    let mut kept = kept.borrow_mut();
    match kept.as_ref().filter(|same| ***same == *value) {
        Some(same) => same.clone(),
        None => kept.insert(Shared::new(value.clone())).clone(),
    }
}
