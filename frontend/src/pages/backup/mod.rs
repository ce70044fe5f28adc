//! 备份与恢复: how backups stand, making, proving and restoring them; their schedule and folder; keys; diagnosis.
//!
//! - `standing`: the sentence on top. `running`: work that goes on. `pending`: a restored database that waits.
//! - `list`: the backups with what can be done to each; `ask`: the dialogs for that. `make`: the dialog for a new one.
//! - `schedule`, `place`, `keys`, `replaced`, `recent`, `diagnosis`: the cards below.
//! - `words`: the logic, without a view.

mod ask;
mod diagnosis;
mod keys;
mod list;
mod make;
mod pending;
mod place;
mod recent;
mod replaced;
mod running;
mod schedule;
mod standing;
mod words;

use crate::backend::{View, on_change, view};
use crate::state::tr;
use crate::ui::{Loaded, PageHead, Skeleton};
use api::ChangeKind;
use api::backup::{Show, Shown};
use ask::{Ask, Asked};
use leptos::prelude::*;
use running::Running;

/// The page of backups.
#[component]
pub fn Backups() -> impl IntoView {
    let shown: View<Shown> = view(|| Some(Show {}));
    // Work that runs tells so twice a second: it is asked for by itself.
    let running = Memo::new(move |_| shown.with(|s| s.and_then(|s| s.running.as_ref().map(|w| w.id))));
    on_change(move |change| {
        let of_work = change.id.is_some() && running.with_untracked(Option::is_some);
        if change.kind == ChangeKind::Backup && !of_work {
            shown.reload();
        }
    });
    let asked = RwSignal::new(None::<Asked>);
    let reload = Callback::new(move |()| shown.reload());
    view! {
        <PageHead title=tr(|t| t.nav_backup()) lead=tr(|t| t.backup_lead())/>
        <div class="backup-page">
            <Running work=running on_end=reload/>
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=12/> } let:shown>
                <Cards shown asked/>
            </Loaded>
        </div>
        <Ask asked on_begun=reload/>
    }
}

#[component]
fn Cards(shown: Shown, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let is_busy = shown.running.is_some();
    view! {
        {shown.pending.clone().map(|pending| view! { <pending::Waits pending/> })}
        <standing::StandingCard shown=shown.clone() asked/>
        <list::List backups=shown.backups.clone() asked is_busy/>
        <div class="backup-settings">
            <schedule::ScheduleCard schedule=shown.schedule/>
            <place::PlaceCard place=shown.place.clone()/>
            <keys::KeysCard keys=shown.keys.clone()/>
            <diagnosis::DiagnosisCard/>
        </div>
        <replaced::ReplacedCard replaced=shown.replaced.clone() asked/>
        <recent::Recent recent=shown.recent/>
    }
}
