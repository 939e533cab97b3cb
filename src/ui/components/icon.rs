//! Line icons, drawn in the colour of the text around them; always beside words or on a named button.

use yew::prelude::*;

/// A line icon.
pub fn icon(name: &'static str) -> Html {
    let path = match name {
        "calendar" => "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
        "undo" => "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
        "redo" => "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
        "done" => "m5 12.5 5 5 9-11",
        "plus" => "M12 5v14M5 12h14",
        "folder" => "M3 6h6l2 2h10v11H3z",
        "document" => "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
        "disk" => "M4 5h13l3 3v11H4zM8 5v5h7V5M8 19v-5h8v5",
        "warning" => "M12 4 2.5 20h19zM12 10v5M12 17.5v.5",
        "next" => "M5 12h14M13 6l6 6-6 6",
        "previous" => "M19 12H5M11 6l-6 6 6 6",
        "not" => "M6 12h12",
        "unknown" => "M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5",
        "table" => "M3 5h18v14H3zM3 10h18M9 10v9",
        "list" => "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
        _ => "",
    };
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg>
    }
}
