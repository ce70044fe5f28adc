//! Grey lines where figures will be. Not a spinner: the layout stands still when they come.

use leptos::prelude::*;

/// Lines of text, or one block of a height.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: u32,
    /// Height of a block in rem instead of lines.
    #[prop(optional)]
    block: f32,
) -> impl IntoView {
    if block > 0.0 {
        return view! { <div class="skeleton skeleton-block" style=format!("height:{block}rem") aria-hidden="true"></div> }.into_any();
    }
    let lines = (0..lines).map(|i| view! { <div class="skeleton skeleton-line" style=format!("width:{}%", 92 - i * 17 % 50)></div> });
    view! { <div class="skeletons" aria-hidden="true">{lines.collect_view()}</div> }.into_any()
}
