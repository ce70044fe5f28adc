//! Writes exactly what is filtered.

use super::cases::case_filter;
use super::use_filtered;
use super::view_model::rows::export_name;
use crate::backend::{FileKind, call, save_file};
use crate::frame::offer_action;
use crate::state::{error_line, texts, tr};
use crate::ui::{Button, Icon, NoticeKind, use_notices};
use api::ApiError;
use leptos::prelude::*;
use texts::format;

/// Asks where to, writes, and says what was written.
#[component]
pub fn ExportButton(is_cases: Memo<bool>) -> impl IntoView {
    let (filtered, t, notices) = (use_filtered(), texts(), use_notices());
    let busy = RwSignal::new(false);
    let press = move || {
        let Some(place) = filtered.place.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let (cases, period) = (is_cases.get_untracked(), filtered.period.get_untracked());
        let narrowing = filtered.narrowing.get_untracked();
        let (title, name) = t.with_untracked(|t| {
            let title = if cases { t.ratings_cases_export_title() } else { t.ratings_export_title() };
            (title, export_name(t, cases, &filtered.place_name.get_untracked(), period))
        });
        busy.set(true);
        leptos::task::spawn_local(async move {
            let written = async {
                let Some(out) = save_file(FileKind::Table, &title, &name).await? else { return Ok(None) };
                let file = out.name.clone();
                let written = if cases {
                    call(api::case::Export { filter: case_filter(&narrowing, place, period), out }).await?
                } else {
                    call(api::rating::Export { filter: narrowing.filter(place, period), out }).await?
                };
                Ok::<_, ApiError>(Some((written.rows, file)))
            };
            let answer = written.await;
            busy.try_set(false);
            t.with_untracked(|t| match answer {
                Ok(Some((rows, file))) => {
                    let n = format::count(i64::try_from(rows).unwrap_or(i64::MAX));
                    notices.done(if cases { t.ratings_cases_exported(n, file) } else { t.ratings_exported(n, file) });
                }
                Ok(None) => {}
                Err(error) => notices.tell(NoticeKind::Bad, error_line(&error, t)),
            });
        });
    };
    offer_action(tr(|t| t.ratings_export()), Signal::stored(None::<String>), press);
    let words = tr(move |t| if busy.get() { t.ratings_exporting() } else { t.ratings_export() });
    view! { <Button icon=Icon::File busy on_press=press>{words}</Button> }
}
