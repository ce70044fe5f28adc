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
    let schedule = part(shown, |s| s.schedule);
    let (place, keys) = (part(shown, |s| s.place.clone()), part(shown, |s| s.keys.clone()));
    let (replaced, recent) = (part(shown, |s| s.replaced.clone()), part(shown, |s| s.recent.clone()));
    let asked = RwSignal::new(None::<Asked>);
    let reload = Callback::new(move |()| shown.reload());
    view! {
        <PageHead title=tr(|t| t.nav_backup()) lead=tr(|t| t.backup_lead())/>
        <div class="backup-page">
            <Running work=running on_end=reload/>
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=12/> } let:shown>
                <Backed shown asked/>
            </Loaded>
            // Each for itself: what is typed or was looked at in one stays when another comes anew.
            <div class="backup-settings">
                <Show when=move || schedule.with(Option::is_some)>
                    <schedule::ScheduleCard stored=Signal::derive(move || schedule.get().unwrap_or_default())/>
                </Show>
                {move || place.get().map(|place| view! { <place::PlaceCard place/> })}
                {move || keys.get().map(|keys| view! { <keys::KeysCard keys/> })}
                <diagnosis::DiagnosisCard/>
            </div>
            {move || replaced.get().map(|replaced| view! { <replaced::ReplacedCard replaced asked/> })}
            {move || recent.get().map(|recent| view! { <recent::Recent recent/> })}
        </div>
        <Ask asked on_begun=reload/>
    }
}

/// A part of what is shown; it moves only when that part does.
fn part<T: Clone + PartialEq + Send + Sync + 'static>(shown: View<Shown>, of: fn(&Shown) -> T) -> Memo<Option<T>> {
    Memo::new(move |_| shown.with(|shown| shown.map(of)))
}

/// How backups stand, and those that are there.
#[component]
fn Backed(shown: Shown, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let is_busy = shown.running.is_some();
    view! {
        {shown.pending.clone().map(|pending| view! { <pending::Waits pending/> })}
        <standing::StandingCard shown=shown.clone() asked/>
        <list::List backups=shown.backups.clone() asked is_busy/>
    }
}
