//! Where backups lie.

use crate::backend::{call, pick_folder};
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Icon, use_notices};
use api::backup::{Place, SetFolder};
use api::{ApiError, Folder};
use leptos::prelude::*;
use texts::format::bytes;

#[component]
pub(super) fn PlaceCard(place: Place) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let set = move |choose: bool| {
        let title = t.with_untracked(|t| t.backup_folder_title());
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let picked: Result<Option<Folder>, ApiError> = if choose { pick_folder(&title).await } else { Ok(None) };
            let answer = match picked {
                Ok(None) if choose => {
                    busy.try_set(false);
                    return;
                }
                Ok(folder) => call(SetFolder { folder }).await,
                Err(error) => Err(error),
            };
            busy.try_set(false);
            match answer {
                Ok(_) => notices.done(t.with_untracked(|t| t.backup_folder_saved())),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let free = place.free.map(bytes);
    view! {
        <section class="card">
            <h2>{tr(|t| t.backup_folder())}</h2>
            <p class="backup-path">{place.folder}</p>
            {free.map(|free| view! { <p class="quiet">{move || t.with(|t| t.backup_folder_free(free.clone()))}</p> })}
            <ErrorNote error=failed/>
            <div class="actions">
                <Button icon=Icon::File busy on_press=move || set(true)>{tr(|t| t.backup_folder_choose())}</Button>
                {(!place.beside).then(|| view! { <Button busy on_press=move || set(false)>{tr(|t| t.backup_folder_default())}</Button> })}
            </div>
        </section>
    }
}
