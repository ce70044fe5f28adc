//! The page in parts: what the first screen does not need is read when it is first asked for, or as soon as the window is at rest
//! (`docs/decisions/0018-the-page-in-parts.md`).
//!
//! A part is an area's pages with what they alone use; `cargo xtask page` takes the built page apart along [`part!`]. Everything else
//! that is compiled on the way to the first figures is in the first part: keep it small.

use crate::state::{texts, tr};
use crate::ui::{Button, EmptyState, Icon};
use leptos::prelude::*;
use std::pin::Pin;
use wasm_split_helpers::SplitLoaderError;

/// Draws a page, once its part is there.
pub type Draw = fn() -> AnyView;

/// A page's part on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<Draw, SplitLoaderError>>>>;

/// Where a page's code is.
#[derive(Clone, Copy)]
pub enum View {
    /// In the first part.
    First(Draw),
    /// In another.
    Part(fn() -> Coming),
}

/// A page in a part: the part's name, the page's own name in it, what draws it.
///
/// Nothing else may name what only that page uses, or it stays in the first part.
macro_rules! part {
    ($part:ident, $page:ident, $view:expr) => {{
        #[wasm_split_helpers::wasm_split($part, fallible)]
        fn $page() -> Result<$crate::part::Draw, wasm_split_helpers::SplitLoaderError> {
            Ok(|| ::leptos::prelude::IntoAny::into_any($view))
        }
        $crate::part::View::Part(|| Box::pin($page()))
    }};
}
pub(crate) use part;

/// The page, as soon as its part is there; a part that can't be read is said, and can be asked for again.
#[component]
pub fn Drawn(
    /// Where it is.
    view: View,
) -> impl IntoView {
    let load = match view {
        View::First(draw) => return draw(),
        View::Part(load) => load,
    };
    // A pointer to what draws it, not the drawing: that belongs to the owner below.
    let found = RwSignal::new(None::<Result<Draw, ()>>);
    let ask = move || {
        found.set(None);
        leptos::task::spawn_local(async move {
            let answer = load().await.map_err(|_| ());
            // The person may have gone on.
            found.try_set(Some(answer));
        });
    };
    ask();
    (move || match found.get() {
        None => view! { <div class="part-coming" aria-busy="true"></div> }.into_any(),
        Some(Ok(draw)) => draw(),
        Some(Err(())) => view! { <Missing ask=Callback::new(move |()| ask())/> }.into_any(),
    })
    .into_any()
}

#[component]
fn Missing(ask: Callback<()>) -> impl IntoView {
    view! {
        <EmptyState title=tr(|t| t.frame_part_title()) body=tr(|t| t.frame_part_body())>
            <Button icon=Icon::Refresh on_press=ask>{tr(|t| t.act_retry())}</Button>
        </EmptyState>
    }
}

/// Reads the parts of these pages one after the other, so that nobody waits for them later. One that can't be read is asked for again
/// when somebody goes there.
pub async fn read_ahead(views: Vec<View>) {
    for view in views {
        if let View::Part(load) = view {
            let _ = load().await;
        }
    }
}
