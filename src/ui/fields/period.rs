//! From a date to a date, or 长期.

use yew::prelude::*;

use super::input::Input;
use super::parts::date_range;

/// Two dates and a check box for 长期.
pub(super) fn period_input(props: &Input) -> Html {
    date_range(props, props.id.clone(), ["起始日期", "截止日期"])
}
