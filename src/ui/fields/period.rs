//! From a date to a date, or 长期.

use yew::prelude::*;

use super::input::InputProps;
use super::parts::date_range;

/// Two dates and a check box for 长期.
#[component]
pub(super) fn PeriodInput(props: &InputProps) -> Html {
    date_range(props, props.id.clone(), ["起始日期", "截止日期"])
}
