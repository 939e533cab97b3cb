//! A page whose part of the program may still be on its way.

use yew::prelude::*;

use crate::ui::hooks::use_services;
use crate::ui::parts::{Draw, NotFetched};
use crate::ui::route::Route;

/// Which page.
#[derive(Properties, PartialEq)]
pub struct LaterProps {
    /// Its address.
    pub route: Route,
}

/// The page of an address, once its part of the program is here; until then a quiet line, and where it
/// cannot be fetched the reason and another try.
#[component]
pub fn Later(props: &LaterProps) -> Html {
    let services = use_services();
    let drawn = use_state_eq(|| services.parts.desk.here().map(Ok::<Draw, NotFetched>));
    let fetch = {
        let drawn = drawn.setter();
        use_callback((), move |_: (), ()| {
            let (services, drawn) = (services.clone(), drawn.clone());
            drawn.set(None);
            wasm_bindgen_futures::spawn_local(async move {
                drawn.set(Some(services.parts.desk.arrived().await));
            });
        })
    };
    {
        let (fetch, wanting) = (fetch.clone(), drawn.is_none());
        use_effect_with((), move |()| {
            if wanting {
                fetch.emit(());
            }
        });
    }
    match &*drawn {
        None => html! { <p class="starting" role="status">{ "正在载入…" }</p> },
        Some(Ok(draw)) => draw(&props.route),
        Some(Err(reason)) => html! {
            <div class="stack">
                <p role="alert">{ reason.to_string() }</p>
                <p><button type="button" class="button" onclick={fetch.reform(|_| ())}>{ "重试" }</button></p>
            </div>
        },
    }
}
