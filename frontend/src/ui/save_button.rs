//! Writing a file: the door asks with the system's dialog where to, and what was written is said.

use super::{Button, ErrorNote, Icon, Look, NoticeKind, Notices, use_notices};
use crate::backend::{FileKind, door::Later, open_file, save_file};
use crate::state::{Wording, error_line, texts, tr};
use api::{ApiError, ErrorCode, OutFile};
use leptos::prelude::*;

/// Asks where to and writes there; what was written, with the file, none if the person gave it up.
pub async fn write_asked<T>(
    title: &str,
    proposed: &str,
    write: impl FnOnce(OutFile) -> Option<Later<T>>,
) -> Result<Option<(T, OutFile)>, ApiError> {
    let Some(out) = save_file(kind_of(proposed), title, &file_name(proposed)).await? else { return Ok(None) };
    let file = out.clone();
    // A file was chosen: that there is nothing to write any more is said.
    let writing = write(out).ok_or(ErrorCode::NotFound)?;
    Ok(Some((writing.await?, file)))
}

/// What the dialog offers, by the name that is proposed.
fn kind_of(proposed: &str) -> FileKind {
    match proposed.rsplit_once('.').map(|(_, ending)| ending) {
        Some("docx" | "pdf") => FileKind::Paper,
        Some("json" | "packet") => FileKind::Any,
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
    /// The words that are seen, where others beside it say the rest; the label is still its name.
    #[prop(optional)]
    words: Option<&'static str>,
) -> impl IntoView
where
    N: Fn() -> String + Send + Sync + 'static,
    W: Fn(OutFile) -> Option<Later<String>> + Clone + Send + Sync + 'static,
{
    let (t, notices) = (texts(), use_notices());
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
                Ok(Some((said, file))) => tell(notices, t, said, file),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let seen = match words {
        Some(words) => view! { <span aria-hidden="true">{words}</span><span class="visually-hidden">{label}</span> }.into_any(),
        None => view! { {label} }.into_any(),
    };
    view! {
        <Button look icon=Icon::File busy on_press=save>{seen}</Button>
        <ErrorNote error=failed/>
    }
}

/// Says what was written; what is there to be printed can be opened from there.
fn tell(notices: Notices, t: Wording, said: String, file: OutFile) {
    if !file.name.to_lowercase().ends_with(PDF) {
        notices.done(said);
        return;
    }
    notices.done_with(said, t.with_untracked(|t| t.act_open()), move || {
        let file = file.clone();
        leptos::task::spawn_local(async move {
            if let Err(error) = open_file(&file).await {
                notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t)));
            }
        });
    });
}

/// Endings of papers.
const DOCX: &str = ".docx";
const PDF: &str = ".pdf";

/// A paper: as DOCX, to go on writing in, and as PDF, to print and to keep. `name` proposes one that ends in `.docx`.
#[component]
pub fn PaperButton<N, W>(
    /// The words, and the title of the dialog.
    #[prop(into)]
    label: Signal<String>,
    /// The name proposed for the file.
    name: N,
    /// Writes it, and says so; none if there is nothing to write.
    write: W,
) -> impl IntoView
where
    N: Fn() -> String + Clone + Send + Sync + 'static,
    W: Fn(OutFile) -> Option<Later<String>> + Clone + Send + Sync + 'static,
{
    let pdf = tr(move |t| t.paper_as_pdf(label.get()));
    let pdf_name = {
        let name = name.clone();
        move || as_pdf(&name())
    };
    view! {
        <span class="paper-button">
            <SaveButton label name write=write.clone()/>
            <SaveButton label=pdf words="PDF" name=pdf_name write/>
        </span>
    }
}

fn as_pdf(name: &str) -> String {
    format!("{}{PDF}", name.strip_suffix(DOCX).unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::{as_pdf, file_name, kind_of};
    use crate::backend::FileKind;

    #[test]
    fn a_paper_is_proposed_as_one() {
        assert_eq!(kind_of("办事指南-医疗报销.docx"), FileKind::Paper);
        assert_eq!(as_pdf("办事指南-医疗报销.docx"), "办事指南-医疗报销.pdf");
        assert_eq!(kind_of("办事指南-医疗报销.pdf"), FileKind::Paper);
        assert_eq!(kind_of("服务事项.xlsx"), FileKind::Table);
        assert_eq!(kind_of("公开数据.json"), FileKind::Any);
        assert_eq!(kind_of("外出包-2026-11-16.packet"), FileKind::Any);
    }

    #[test]
    fn file_names_hold_nothing_that_a_system_refuses() {
        assert_eq!(file_name("办件明细_a/b:c_2026-11-16.xlsx"), "办件明细_abc_2026-11-16.xlsx");
    }
}
