//! 个人信息清除: for how long personal data is kept, what is due, erasing it, what was erased.
//!
//! - `terms`: the table and the dialog for a term. `now`: erasing what is due. `done`: earlier erasures. `words`: no view.

mod done;
mod now;
mod terms;
mod words;

use crate::backend::view;
use crate::state::{texts, tr, use_session};
use crate::ui::{Loaded, Notice, NoticeKind, PageHead, Skeleton};
use api::ChangeKind;
use api::erasure::{Show, Term};
use api::session::DatabaseKind;
use leptos::prelude::*;
use now::Due;

/// The page of erasure.
#[component]
pub fn Erasure() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let shown = view(|| Some(Show {}));
    shown.reload_on(&[ChangeKind::Erasure]);
    // Held here, so that what is typed in a dialog stays when what lies below it comes anew.
    let (changing, asking) = (RwSignal::new(None::<Term>), RwSignal::new(None::<Due>));
    let is_demo = Memo::new(move |_| session.kind() == Some(DatabaseKind::Demo));
    view! {
        <PageHead title=tr(|t| t.nav_erasure()) lead=tr(|t| t.erasure_lead())/>
        <div class="erasure-page">
            {move || is_demo.get().then(|| view! { <Notice kind=NoticeKind::Info><p>{t.with(|t| t.erasure_demo())}</p></Notice> })}
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=10/> } let:shown>
                <terms::Terms terms=shown.terms.clone() changing/>
                <now::EraseNow terms=shown.terms asking/>
                <done::Done done=shown.done/>
            </Loaded>
        </div>
        <terms::ChangeTerm changing/>
        <now::AskNow asking/>
    }
}
