//! A stand for the page's parts: a dossier, its session, and the questions on a page of their own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use beian::dossier::Dossier;
use beian::ui::fields::Questions;
use beian::ui::fonts::Fonts;
use beian::ui::state::{
    Behind, Checker, Definition, Dispatcher, Fixed, Holidays, Library, Session, Shared, Slices,
};
use beian::vault::{MemoryStore, PageShelf};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Names of the fields rendered, in order.
pub(crate) type Rendered = Rc<RefCell<Vec<String>>>;

/// The dossier as it is now.
pub(crate) type Content = Rc<RefCell<Option<Shared<Dossier>>>>;

#[derive(Clone, Properties)]
struct StandProps {
    fields: Vec<AttrValue>,
    rendered: Rendered,
    content: Content,
}

impl PartialEq for StandProps {
    fn eq(&self, other: &Self) -> bool {
        self.fields == other.fields
    }
}

#[component]
fn Stand(props: &StandProps) -> Html {
    let definition = use_memo((), |()| {
        let json = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");
        let definition = Definition::new("procedure.json", json.to_owned()).expect("it can be read");
        definition.compile(beian::ui::checks::compile).expect("the definition is sound");
        Shared::new(definition)
    });
    let session = use_reducer(|| {
        let checker = Checker {
            definition: (*definition).clone(),
            holidays: Holidays::default(),
            fonts: Fonts::default(),
        };
        let now = "2026-11-21T09:00:00+08:00";
        let reference = definition.reference.clone();
        Session::open(checker, Dossier::new("stand".to_owned(), "台".to_owned(), reference, now))
    });
    *props.content.borrow_mut() = Some(session.dossier().clone());
    let rendered = Rc::clone(&props.rendered);
    let probe = use_memo((), move |()| Callback::from(move |field| rendered.borrow_mut().push(field)));
    let behind = use_memo((), |()| Behind {
        takes: Cell::new(true),
        library: Library::new(Rc::new(PageShelf::default()), Rc::new(MemoryStore::new())),
        id: "stand".to_owned(),
        procedure: definition.procedure().clone(),
    });
    let fixed = Fixed {
        definition: (*definition).clone(),
        dispatcher: Dispatcher::new(session.dispatcher(), behind),
        probe: Some((*probe).clone()),
    };
    html! {
        <ContextProvider<Fixed> context={fixed}>
            <ContextProvider<Slices> context={session.slices()}>
                <Questions fields={props.fields.clone()} />
            </ContextProvider<Slices>>
        </ContextProvider<Fixed>>
    }
}

/// The questions on a page of their own.
pub(crate) struct Page {
    root: Element,
    pub(crate) rendered: Rendered,
    content: Content,
}

impl Page {
    /// Asks these fields.
    pub(crate) async fn asking(fields: &[&'static str]) -> Self {
        let root = document().create_element("div").expect("an element can be made");
        document().body().expect("a page has a body").append_child(&root).expect("it takes an element");
        let rendered = Rendered::default();
        let content = Content::default();
        let props = StandProps {
            fields: fields.iter().map(|field| AttrValue::from(*field)).collect(),
            rendered: Rc::clone(&rendered),
            content: Rc::clone(&content),
        };
        yew::Renderer::<Stand>::with_root_and_props(root.clone(), props).render();
        settle().await;
        // Listeners are put on in effects, which run after what was rendered first.
        settle().await;
        Self { root, rendered, content }
    }

    /// The element that a selector finds.
    pub(crate) fn find<T: JsCast>(&self, selector: &str) -> T {
        let found = self.root.query_selector(selector).expect("the selector is sound");
        found.expect(selector).dyn_into().unwrap_or_else(|_| panic!("{selector} is of another kind"))
    }

    /// Whether a selector finds anything.
    pub(crate) fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).expect("the selector is sound").is_some()
    }

    /// Puts text into a control as typing does, without leaving it.
    pub(crate) async fn type_in(&self, selector: &str, text: &str) {
        let input: HtmlInputElement = self.find(selector);
        input.focus().expect("a control takes focus");
        input.set_value(text);
        send(&input, "InputEvent", "input");
        settle().await;
    }

    /// Leaves whatever has focus.
    pub(crate) async fn leave(&self) {
        let active = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
        if let Some(active) = active {
            active.blur().expect("focus can be taken away");
            // A window in the background reports no change of focus.
            let event = web_sys::FocusEvent::new("focusout").expect("an event can be made");
            let bubbling = js_sys::Reflect::get(&event, &"bubbles".into());
            if bubbling.is_ok_and(|bubbles| bubbles.is_falsy()) {
                send(&active, "FocusEvent", "focusout");
            }
        }
        settle().await;
    }

    /// The answer to a field as stored.
    pub(crate) fn answer(&self, field: &str) -> Option<beian::field::Answer> {
        self.content.borrow().as_ref().and_then(|dossier| dossier.answers.get(field).cloned())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Sends a bubbling event of an interface to an element.
pub(crate) fn send(to: &Element, interface: &str, name: &str) {
    let make = js_sys::Function::new_with_args(
        "interface, name",
        "return new window[interface](name, { bubbles: true, composed: true })",
    );
    let event = make.call2(&wasm_bindgen::JsValue::NULL, &interface.into(), &name.into());
    let event: web_sys::Event = event.expect("an event can be made").unchecked_into();
    to.dispatch_event(&event).expect("an event can be sent");
}

/// Lets the page render what has happened.
pub(crate) async fn settle() {
    let pause = js_sys::Promise::new(&mut |done, _| {
        let window = gloo::utils::window();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 30).expect("a timer can be set");
    });
    wasm_bindgen_futures::JsFuture::from(pause).await.expect("a timer ends");
}
