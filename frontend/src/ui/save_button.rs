//! Writing a file: the door asks with the system's dialog where to, and what was written is said.

use super::{Button, ErrorNote, Icon, Look, use_notices};
use crate::backend::{FileKind, door::Later, save_file};
use api::{ApiError, OutFile};
use leptos::prelude::*;

/// A button that asks where to and writes a file there. A failure stands beside it.
#[component]
pub fn SaveButton<N, W>(
    /// The words, and the title of the dialog.
    #[prop(into)]
    label: Signal<String>,
    /// The name proposed for the file.
    name: N,
    /// Writes it, and says so; none if there is nothing to write.
    write: W,
    /// How it looks.
    #[prop(optional)]
    look: Look,
) -> impl IntoView
where
    N: Fn() -> String + Send + Sync + 'static,
    W: Fn(OutFile) -> Option<Later<String>> + Clone + Send + Sync + 'static,
{
    let notices = use_notices();
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let save = move || {
        let (title, name, write) = (label.get_untracked(), untrack(&name), write.clone());
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let said = async {
                let Some(out) = save_file(FileKind::Table, &title, &name).await? else { return Ok(None) };
                let Some(writing) = write(out) else { return Ok(None) };
                writing.await.map(Some)
            };
            let said = said.await;
            busy.try_set(false);
            match said {
                Ok(None) => {}
                Ok(Some(said)) => notices.done(said),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Button look icon=Icon::File busy on_press=save>{label}</Button>
        <ErrorNote error=failed/>
    }
}
