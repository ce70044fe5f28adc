//! What is written as papers from here.

use crate::backend::{call, door::Later};
use crate::state::{texts, tr};
use crate::ui::SaveButton;
use api::OutFile;
use api::duty::{AdjustmentOf, ExportAdjustment};
use leptos::prelude::*;

/// 动态调整公告: writes what became of the list, or what was published, as a paper.
#[component]
pub(super) fn AdjustmentButton<F, N>(
    /// Of which changes; none while they are not known.
    of: F,
    /// The name proposed for the file.
    name: N,
) -> impl IntoView
where
    F: Fn() -> Option<AdjustmentOf> + Clone + Send + Sync + 'static,
    N: Fn() -> String + Send + Sync + 'static,
{
    let t = texts();
    let write = move |out: OutFile| -> Option<Later<String>> {
        let of = untrack(&of)?;
        Some(Box::pin(async move {
            let file = out.name.clone();
            call(ExportAdjustment { of, out }).await?;
            Ok(t.with_untracked(|t| t.duty_adjustment_exported(file)))
        }))
    };
    view! { <SaveButton label=tr(|t| t.duty_adjustment_export()) name write/> }
}
