//! What is written as papers from here.

use super::page::filter_of;
use crate::backend::{call, door::Later};
use crate::list::ListState;
use crate::state::{texts, tr, use_session};
use crate::ui;
use api::OutFile;
use api::duty::ExportPaper;
use leptos::prelude::*;
use texts::format::count;

/// 打印稿: writes exactly what is filtered as a paper to read and print.
#[component]
pub(super) fn PaperButton(list: ListState) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let name = move || t.with(|t| t.duty_paper_name(filter_of(list).as_of.unwrap_or(session.today()).to_string()));
    let write = move |out: OutFile| -> Option<Later<String>> {
        let filter = untrack(|| filter_of(list));
        Some(Box::pin(async move {
            let file = out.name.clone();
            let written = call(ExportPaper { filter, out }).await?;
            Ok(t.with_untracked(|t| t.duty_paper_exported(count(written.rows), file)))
        }))
    };
    view! { <ui::PaperButton label=tr(|t| t.duty_paper_export()) name write/> }
}
