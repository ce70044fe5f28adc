//! Writing a file: the door asks with the system's dialog where to, and what was written is said.

use super::{Button, ErrorNote, Icon, Look, use_notices};
use crate::backend::{FileKind, door::Later, save_file};
use api::{ApiError, ErrorCode, OutFile};
use leptos::prelude::*;

/// Asks where to and writes there; what was written, with the file's name, none if the person gave it up.
pub async fn write_asked<T>(
    title: &str,
    proposed: &str,
    write: impl FnOnce(OutFile) -> Option<Later<T>>,
) -> Result<Option<(T, String)>, ApiError> {
    let Some(out) = save_file(kind_of(proposed), title, &file_name(proposed)).await? else { return Ok(None) };
    let name = out.name.clone();
    // A file was chosen: that there is nothing to write any more is said.
    let writing = write(out).ok_or(ErrorCode::NotFound)?;
    Ok(Some((writing.await?, name)))
}

/// What the dialog offers, by the name that is proposed.
fn kind_of(proposed: &str) -> FileKind {
    match proposed.rsplit_once('.').map(|(_, ending)| ending) {
        Some("docx") => FileKind::Paper,
        Some("json") => FileKind::Any,
        _ => FileKind::Table,
    }
}

/// A name without what a file system refuses.
fn file_name(proposed: &str) -> String {
    proposed.chars().filter(|c| !c.is_control() && !r#"<>:"/\|?*"#.contains(*c)).collect()
}

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
            let said = write_asked(&title, &name, write).await;
            busy.try_set(false);
            match said {
                Ok(None) => {}
                Ok(Some((said, _))) => notices.done(said),
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

#[cfg(test)]
mod tests {
    use super::{file_name, kind_of};
    use crate::backend::FileKind;

    #[test]
    fn a_paper_is_proposed_as_one() {
        assert_eq!(kind_of("办事指南-医疗报销.docx"), FileKind::Paper);
        assert_eq!(kind_of("服务事项.xlsx"), FileKind::Table);
        assert_eq!(kind_of("公开数据.json"), FileKind::Any);
    }

    #[test]
    fn file_names_hold_nothing_that_a_system_refuses() {
        assert_eq!(file_name("办件明细_a/b:c_2026-11-16.xlsx"), "办件明细_abc_2026-11-16.xlsx");
    }
}
