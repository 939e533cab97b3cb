//! A page whose part of the program may still be on its way.

use yew::prelude::*;

use crate::ui::parts::Arrived;
use crate::ui::route::Route;
use crate::ui::state::Reach;

/// The page of an address once its part of the program is here, until then a quiet line.
pub fn later(reach: &Reach, route: &Route) -> Html {
    match (reach.services.parts.desk.here(), reach.arrived) {
        (Some(desk), _) => (desk.draw)(route),
        (None, Arrived::Failed) => Html::default(),
        (None, _) => html! { <p class="starting" role="status">{ "正在载入…" }</p> },
    }
}

/// Says that a part of the program could not be fetched, and offers another try.
pub(super) fn not_arrived(reach: &Reach) -> Html {
    if reach.arrived != Arrived::Failed {
        return Html::default();
    }
    html! {
        <div class="save-failure" role="alert">
            <div class="notice notice-blocking">
                <p>{ "页面没有完整载入，暂时不能自查，也打不开其他页面。已填写的内容不受影响。请检查网络后重试；仍然不行的，请刷新页面。" }</p>
                <p><button type="button" class="button button-small"
                    onclick={reach.retry.reform(|_: MouseEvent| ())}>{ "重试" }</button></p>
            </div>
        </div>
    }
}
