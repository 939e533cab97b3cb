//! What stands around every page: masthead and foot, and the reader's way to the main region.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::ui::browser;
use crate::ui::route::{LawPlace, Page, Route};

/// The event by which the lock button asks for locking.
pub const LOCK: &str = "beian-lock";

/// A page in its frame. `bars` stand between masthead and page, `side` beside the page.
pub(super) fn frame(route: &Route, bars: Html, layout: &'static str, side: Html, page: Html) -> Html {
    html! {
        <div class="frame">
            { masthead(route) }
            { bars }
            <div class={classes!("layout", layout)}>
                { side }
                <main id="main" tabindex="-1">{ page }</main>
            </div>
            { foot() }
        </div>
    }
}

/// Skip link, the product's name, and the pages that belong to no dossier.
fn masthead(route: &Route) -> Html {
    let skip = Callback::from(|event: MouseEvent| {
        // The part after # is the page's address, so the link moves focus itself.
        event.prevent_default();
        focus_main();
    });
    let entry = |to: Route, name: &'static str| {
        let here = to.same_page(route).then_some("page");
        html! { <a href={to.to_string()} aria-current={here}>{ name }</a> }
    };
    let lock = Callback::from(|_: MouseEvent| {
        if let Ok(event) = web_sys::Event::new(LOCK) {
            let _ = gloo::utils::window().dispatch_event(&event);
        }
    });
    // In a dossier the law is read beside what was found in it.
    let place = LawPlace::Clause(None);
    let law = match route {
        Route::Dossier(id, _) => Route::Dossier(id.clone(), Page::Law(place)),
        _ => Route::Law(place),
    };
    html! {
        <>
            <a class="skip-link" href="#main" onclick={skip}>{ "跳到主要内容" }</a>
            <header class="masthead">
                <div class="masthead-inner">
                    <a class="brand" href="#/">
                        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                            <rect x="1.5" y="1.5" width="29" height="29" rx="2" />
                            <path d="M9 9h14M9 14h14M9 19h8M9 24h5" />
                            <circle cx="21.5" cy="21.5" r="5" />
                        </svg>
                        <span class="brand-name">{ "备案通" }</span>
                        <span class="brand-line">{ "备案材料填报、自查与打包" }</span>
                    </a>
                    <nav class="masthead-nav" aria-label="主导航">
                        { entry(Route::Home, "我的卷宗") }
                        { entry(Route::Verify, "核验") }
                        { entry(law, "依据") }
                        { entry(Route::Calendar(None), "日历") }
                        { entry(Route::Keep, "保存") }
                        // Shown where there is something to lock; see `guard`.
                        <button type="button" class="button-link lock-button" onclick={lock}>{ "锁定" }</button>
                    </nav>
                </div>
            </header>
        </>
    }
}

/// What the page is, and what it does not do.
fn foot() -> Html {
    html! {
        <footer class="foot">
            <div class="foot-inner">
                <p>{ "填写的内容和放入的文件只在这台电脑的浏览器中处理，不上传到任何服务器。" }</p>
                <p class="faint">{ concat!("备案通 ", env!("CARGO_PKG_VERSION")) }</p>
            </div>
        </footer>
    }
}

/// Sets the window's title, and on every change of page but the first moves reading to its beginning.
/// `to_top` is false when the page itself moves focus to a place in it.
#[hook]
pub fn use_page_change(title: String, to_top: bool) {
    let first = use_mut_ref(|| true);
    use_effect_with(title, move |title| {
        let full = if title.is_empty() { "备案通".to_owned() } else { format!("{title} - 备案通") };
        gloo::utils::document().set_title(&full);
        if !first.replace(false) && to_top {
            to_top_of_page();
        }
        browser::return_to_link();
    });
}

/// Moves reading to the beginning of the page.
pub fn to_top_of_page() {
    focus_main();
    gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
}

fn focus_main() {
    let main = gloo::utils::document().get_element_by_id("main");
    if let Some(main) = main.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = main.focus();
    }
}
