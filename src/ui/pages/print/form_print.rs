//! The form or a document as PDF: made by the worker, shown, printed and saved.

use std::rc::Rc;

use js_sys::{Function, Map, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlIFrameElement;
use yew::prelude::*;

use crate::dossier::Dossier;
use crate::jobs::Printout;
use crate::package::{DRAFT_MARK, safe_name};
use crate::ui::browser;
use crate::ui::components::{BlobAddress, Preview, work_line};
use crate::ui::hooks::{WorkState, use_definition, use_notify, use_services, use_work};
use crate::ui::jobs::PrintOrder;
use crate::ui::packages::{Stopped, Watch, pictures};
use crate::ui::state::{Definition, Services, Shared};

/// Id of the preview's frame.
const FRAME: &str = "form-print";

/// What is printed.
#[derive(Clone, PartialEq, Properties)]
pub(in crate::ui::pages) struct FormPrintProps {
    /// The form or a document.
    pub printout: Printout,
    /// Its title, for the file's name.
    pub title: AttrValue,
    /// The dossier; `None` = the blank form.
    pub dossier: Option<Shared<Dossier>>,
    /// Marked on every page as not having passed its checks.
    pub draft: bool,
}

/// A print that was made.
#[derive(Clone)]
struct Print {
    name: String,
    bytes: Uint8Array,
    address: Rc<BlobAddress>,
}

/// Every print has an address of its own.
impl PartialEq for Print {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

/// The print as PDF, made again when its content changes.
#[component]
pub(in crate::ui::pages) fn FormPrint(props: &FormPrintProps) -> Html {
    let services = use_services();
    let definition = use_definition();
    let print = use_state(|| None::<Print>);
    let work = use_work();
    // How often it was asked for again after it failed or was stopped.
    let again = use_state_eq(|| 0_u32);
    let begun = use_mut_ref(|| false);
    {
        let (print, work, begun) = (print.setter(), work.clone(), Rc::clone(&begun));
        use_effect_with((props.clone(), *again), move |(order, _)| {
            print.set(None);
            begun.replace(true);
            let order = order.clone();
            let making = move |watch| async move { make(&services, &definition, &order, &watch).await };
            work.start("正在排版", making, move |made| print.set(Some(made)));
            move || work.stop()
        });
    }
    let is_running = matches!(work.state(), WorkState::Running(_));
    let on_again = move |_: MouseEvent| again.set(*again + 1);
    html! {
        <>
            { work_line(&work) }
            if let Some(print) = &*print {
                <Ready print={print.clone()} />
            } else if !is_running && *begun.borrow() {
                <p><button type="button" class="button" onclick={on_again}>{ "重新生成" }</button></p>
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ReadyProps {
    print: Print,
}

/// A print with what can be done with it.
#[component]
fn Ready(props: &ReadyProps) -> Html {
    let notify = use_notify();
    let Print { name, bytes, address } = props.print.clone();
    let on_save = {
        let (name, notify) = (name.clone(), notify.clone());
        Callback::from(move |_: MouseEvent| {
            if browser::save_array(&name, &bytes, "application/pdf") {
                notify.done(format!("已交给浏览器保存：{name}"));
            } else {
                notify.failed("浏览器没有保存文件，请检查下载设置后重试。");
            }
        })
    };
    let on_print = {
        let address = Rc::clone(&address);
        Callback::from(move |_: MouseEvent| {
            if print_frame().is_none() && !open_window(address.as_str()) {
                notify.failed("浏览器没有打开打印窗口。请下载 PDF 后打印。");
            }
        })
    };
    html! {
        <>
            <p class="button-row print-actions">
                <button type="button" class="button button-primary" onclick={on_print}>{ "打印" }</button>
                <button type="button" class="button" onclick={on_save}>{ "下载 PDF" }</button>
            </p>
            <Preview id={FRAME} {name} {address} picture={false} tall={true} />
        </>
    }
}

/// Makes the PDF.
async fn make(
    services: &Services,
    definition: &Definition,
    order: &FormPrintProps,
    watch: &Watch,
) -> Result<Print, Stopped> {
    let dossier = order.dossier.as_deref();
    let wanted = PrintOrder {
        procedure_json: &definition.json,
        dossier,
        printout: order.printout.clone(),
        mark: order.draft.then_some(DRAFT_MARK),
        files: match dossier {
            Some(dossier) => pictures(services, definition.procedure(), dossier, watch).await?,
            None => Map::new(),
        },
        index: services.fonts.index().await.map_err(Stopped::Failed)?,
        holiday_tables: services.holidays.files(),
        today: browser::today(),
    };
    let bytes = watch.job(services.jobs.print(&wanted, watch.tell())).await?;
    let address = browser::blob(&bytes, "application/pdf").and_then(|blob| BlobAddress::new(&blob));
    let refused = || Stopped::Failed("浏览器无法显示打印内容，请升级浏览器后重试。".to_owned());
    let address = address.map(Rc::new).ok_or_else(refused)?;
    Ok(Print { name: file_name(order), bytes, address })
}

fn file_name(order: &FormPrintProps) -> String {
    let title = safe_name(&order.title, "打印");
    let Some(dossier) = &order.dossier else { return format!("{title}（空白）.pdf") };
    let marks = dossier.example_mark().into_iter().chain(order.draft.then_some(DRAFT_MARK));
    let marks: String = marks.map(|mark| format!("（{mark}）")).collect();
    format!("{title}{marks}.pdf")
}

/// Prints what the preview's frame shows; `None` where the browser's viewer cannot be told to.
fn print_frame() -> Option<()> {
    let frame = gloo::utils::document().get_element_by_id(FRAME)?;
    let window = frame.dyn_into::<HtmlIFrameElement>().ok()?.content_window()?;
    let print: Function = Reflect::get(&window, &JsValue::from_str("print")).ok()?.dyn_into().ok()?;
    print.call0(&window).ok().map(|_| ())
}

fn open_window(address: &str) -> bool {
    gloo::utils::window().open_with_url_and_target(address, "_blank").is_ok_and(|window| window.is_some())
}
