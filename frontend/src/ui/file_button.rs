//! Choosing a file: the door asks with the system's dialog and gives a handle; its name and size are shown.

use super::{Button, Glyph, Icon, IconButton};
use crate::backend::{FileKind, pick_file};
use crate::state::{texts, tr};
use api::{ApiError, InFile};
use leptos::prelude::*;
use texts::format::bytes;

/// A button that asks for a file, and the file that was chosen.
#[component]
pub fn FileButton(
    /// The file.
    file: RwSignal<Option<InFile>>,
    /// What the dialog offers.
    #[prop(default = FileKind::Table)]
    kind: FileKind,
    /// Title of the dialog, and the button's words as long as there is no file.
    #[prop(into)]
    title: Signal<String>,
    /// The file can't be changed any more.
    #[prop(optional, into)]
    fixed: Signal<bool>,
    /// The dialog failed.
    #[prop(optional, into)]
    on_error: Option<Callback<ApiError>>,
) -> impl IntoView {
    let t = texts();
    let asking = RwSignal::new(false);
    let ask = move || {
        asking.set(true);
        leptos::task::spawn_local(async move {
            let answer = pick_file(kind, &title.get_untracked()).await;
            asking.try_set(false);
            match answer {
                Ok(Some(picked)) => {
                    file.try_set(Some(picked));
                }
                Ok(None) => {}
                Err(error) => {
                    on_error.map(|on_error| on_error.try_run(error));
                }
            }
        });
    };
    let words = move || t.with(|t| if file.with(Option::is_some) { t.ui_file_again() } else { title.get() });
    view! {
        <div class="file">
            <Show when=move || !fixed.get()>
                <Button icon=Icon::File busy=asking on_press=ask>{words}</Button>
            </Show>
            {move || file.get().map(|picked| view! {
                <p class="file-name">
                    <Glyph icon=Icon::File/>
                    <span>{picked.name}</span>
                    <span class="option-note">{bytes(picked.size)}</span>
                    <Show when=move || !fixed.get()>
                        <IconButton icon=Icon::Close label=tr(|t| t.ui_file_remove()) on_press=move || file.set(None)/>
                    </Show>
                </p>
            })}
        </div>
    }
}
