//! 督查通报 and 督查专报 of a plan, out of the console.

use crate::backend::call;
use crate::backend::door::Later;
use crate::state::{texts, tr};
use crate::ui::PaperButton;
use api::OutFile;
use api::inspection::{BulletinKind, ExportBulletin, PlanRow};
use leptos::prelude::*;

/// A button for one of both.
#[component]
fn Paper(kind: BulletinKind, plan: PlanRow) -> impl IntoView {
    let t = texts();
    let (id, number) = (plan.id, plan.number);
    let label = tr(move |t| match kind {
        BulletinKind::Bulletin => t.finding_bulletin(),
        BulletinKind::Brief => t.finding_brief(),
    });
    let name = move || format!("{}_{number}.docx", label.get_untracked());
    let write = move |out: OutFile| -> Option<Later<String>> {
        let file = out.name.clone();
        Some(Box::pin(async move {
            call(ExportBulletin { plan: id, kind, out }).await?;
            Ok(t.with_untracked(|t| t.supervision_paper_written(&file)))
        }))
    };
    view! { <PaperButton label name write/> }
}

/// Both.
#[component]
pub(super) fn BulletinButtons(plan: PlanRow) -> impl IntoView {
    view! {
        <div class="actions">
            <Paper kind=BulletinKind::Bulletin plan=plan.clone()/>
            <Paper kind=BulletinKind::Brief plan/>
        </div>
    }
}
