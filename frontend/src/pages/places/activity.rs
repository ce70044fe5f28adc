//! Whether the platform counts a village, and why not.

use crate::backend::call;
use crate::state::{error_line, field_error, texts, tr, use_places, use_session};
use crate::ui::{Badge, Button, Dialog, ErrorNote, Field, Look, Notice, NoticeKind, TextArea, use_notices};
use api::place::SetActive;
use api::{ApiError, ErrorCode, Permission};
use domain::place::Place;
use leptos::prelude::*;

/// Fewest and most characters of a reason.
const REASON: (usize, usize) = (2, 200);

/// The state of a village, with its switch for those who may.
#[component]
pub(super) fn Activity(place: Place) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let asking = RwSignal::new(false);
    let (active, name) = (place.active, place.name.clone());
    let reason = place.inactive_reason.clone().unwrap_or_default();
    let may = Memo::new(move |_| session.may(Permission::Places));
    let title =
        Signal::derive(move || t.with(|t| if active { t.place_set_inactive_title(&name) } else { t.place_set_active_title(&name) }));
    let place = StoredValue::new(place);
    view! {
        <div class="activity">
            {if active {
                view! { <Badge>{tr(|t| t.place_active())}</Badge> }.into_any()
            } else {
                view! {
                    <Notice kind=NoticeKind::Warn>
                        <p>{move || t.with(|t| t.place_inactive_because(&reason))}</p>
                    </Notice>
                }
                .into_any()
            }}
            <Show when=move || may.get()>
                <Button look=Look::Quiet on_press=move || asking.set(true)>
                    {move || t.with(|t| if active { t.place_set_inactive() } else { t.place_set_active() })}
                </Button>
            </Show>
        </div>
        <Dialog open=asking on_close=move || asking.set(false) title>
            <SetActivity place=place.get_value() on_done=move || asking.set(false)/>
        </Dialog>
    }
}

/// The question, with the reason.
#[component]
fn SetActivity(place: Place, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let (t, notices, places) = (texts(), use_notices(), use_places());
    let (reason, tried, busy) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let active = !place.active;
    let wrong = move || {
        let n = reason.with(|r| r.trim().chars().count());
        t.with(|t| match n {
            _ if active => None,
            n if n < REASON.0 => Some(t.place_reason_missing()),
            n if n > REASON.1 => Some(t.place_reason_too_long()),
            _ => None,
        })
    };
    let error = Signal::derive(move || {
        let own = tried.get().then(wrong).flatten();
        own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))))
    });
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("reason")));
    let set = move || {
        tried.set(true);
        if untrack(wrong).is_some() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let request = SetActive { place: place.id, active, reason: reason.get_untracked().trim().to_owned(), version: place.version };
        let name = place.name.clone();
        let back = SetActive {
            place: place.id,
            active: place.active,
            reason: place.inactive_reason.clone().unwrap_or_default(),
            version: place.version + 1,
        };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    let (words, undo) = t.with_untracked(|t| {
                        let words = if active { t.place_set_done_active(name) } else { t.place_set_done_inactive(name) };
                        (words, t.act_undo())
                    });
                    notices.done_with_undo(words, undo, move || {
                        let back = back.clone();
                        leptos::task::spawn_local(async move {
                            if let Err(error) = call(back).await {
                                notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t)));
                            }
                        });
                    });
                    on_done.try_run(());
                }
                Err(error) if error.code == ErrorCode::Conflict => {
                    notices.tell(NoticeKind::Warn, t.with_untracked(|t| t.place_versions_moved()));
                    places.reply.reload();
                    on_done.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <p>{move || t.with(|t| if active { t.place_set_active_body() } else { t.place_set_inactive_body() })}</p>
        {(!active).then(|| view! {
            <Field label=tr(|t| t.place_reason()) hint=tr(|t| t.place_reason_hint()) error>
                <TextArea value=reason rows=2/>
            </Field>
        })}
        <ErrorNote error=above/>
        <div class="actions actions-end">
            <Button on_press=on_done>{tr(|t| t.act_cancel())}</Button>
            <Button look=Look::Primary busy on_press=set>
                {move || t.with(|t| if active { t.place_active() } else { t.place_inactive() })}
            </Button>
        </div>
    }
}
