//! A file of exactly what is filtered.

use crate::backend::{call, door::Later};
use crate::frame::offer_action;
use crate::state::{error_line, texts, tr};
use crate::ui::{Button, Icon, NoticeKind, use_notices, write_asked};
use api::import::Written;
use api::{ErrorCode, Operation, OutFile};
use leptos::prelude::*;
use texts::{Texts, format};

/// Asks where to, writes, and says what was written.
#[component]
pub fn ExportButton(
    /// The name proposed for the file.
    #[prop(into)]
    name: Signal<String>,
    /// Writes it.
    write: Callback<OutFile, WriteLater>,
    /// What it says, where a page has more to export than what it lists.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// What is said once it is written: by the number of rows and the file's name.
    #[prop(optional)]
    said: Option<fn(&Texts, String, String) -> String>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let busy = RwSignal::new(false);
    let usual = tr(|t| t.list_export());
    let label = Signal::derive(move || label.get().unwrap_or_else(|| usual.get()));
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        let title = t.with_untracked(|t| t.list_export_title());
        let name = name.get_untracked();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = write_asked(&title, &name, |out| write.try_run(out).map(|writing| writing.0)).await;
            busy.try_set(false);
            t.with_untracked(|t| match answer {
                Ok(Some((written, file))) => {
                    let rows = format::count(written.rows);
                    notices.done(match said {
                        Some(said) => said(t, rows, file.name),
                        None => t.list_exported(rows, file.name),
                    });
                }
                Ok(None) => {}
                Err(error) => notices.tell(NoticeKind::Bad, error_line(&error, t)),
            });
        });
    };
    offer_action(label, Signal::stored(None::<String>), press);
    view! { <Button icon=Icon::File busy on_press=press>{label}</Button> }
}

/// A file that is being written.
pub struct WriteLater(pub Later<Written>);

impl WriteLater {
    /// By an operation; none where what it is about is not known: that is told.
    pub fn by<O: Operation<Reply = Written> + 'static>(asked: Option<O>) -> Self {
        Self(Box::pin(async move {
            match asked {
                Some(asked) => call(asked).await,
                None => Err(ErrorCode::NotFound.into()),
            }
        }))
    }
}
