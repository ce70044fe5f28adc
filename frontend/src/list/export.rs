//! A file of exactly what is filtered.

use crate::backend::{FileKind, door::Later, save_file};
use crate::frame::offer_action;
use crate::state::{error_line, texts, tr};
use crate::ui::{Button, Icon, NoticeKind, use_notices};
use api::OutFile;
use api::import::Written;
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
    /// What is said once it is written: by the number of rows and the file's name.
    #[prop(optional)]
    said: Option<fn(&Texts, String, String) -> String>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        let title = t.with_untracked(|t| t.list_export_title());
        let name = file_name(&name.get_untracked());
        busy.set(true);
        leptos::task::spawn_local(async move {
            let written = async {
                let Some(out) = save_file(FileKind::Table, &title, &name).await? else { return Ok(None) };
                let file = out.name.clone();
                let Some(writing) = write.try_run(out) else { return Ok(None) };
                Ok(Some((writing.0.await?.rows, file)))
            };
            let answer = written.await;
            busy.try_set(false);
            t.with_untracked(|t| match answer {
                Ok(Some((rows, file))) => {
                    let rows = format::count(rows);
                    notices.done(match said {
                        Some(said) => said(t, rows, file),
                        None => t.list_exported(rows, file),
                    });
                }
                Ok(None) => {}
                Err(error) => notices.tell(NoticeKind::Bad, error_line(&error, t)),
            });
        });
    };
    offer_action(tr(|t| t.list_export()), Signal::stored(None::<String>), press);
    view! { <Button icon=Icon::File busy on_press=press>{tr(|t| t.list_export())}</Button> }
}

/// A name without what a file system refuses.
fn file_name(proposed: &str) -> String {
    proposed.chars().filter(|c| !c.is_control() && !r#"<>:"/\|?*"#.contains(*c)).collect()
}

/// A file that is being written.
pub struct WriteLater(pub Later<Written>);

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_hold_nothing_that_a_system_refuses() {
        assert_eq!(file_name("办件明细_a/b:c_2026-11-16.xlsx"), "办件明细_abc_2026-11-16.xlsx");
    }
}
