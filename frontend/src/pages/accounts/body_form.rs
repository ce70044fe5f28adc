//! The form of a body.

use super::bodies::{Draft, Wrong};
use super::words;
use crate::backend::{View, call, current};
use crate::state::unsaved::leaving;
use crate::state::{field_error, guard_unsaved, texts, tr, use_places};
use crate::ui::{Button, Checkbox, ErrorNote, Field, Look, Notice, NoticeKind, PlaceField, TextInput, announce, use_notices};
use api::body::Listed;
use api::{ApiError, ErrorCode};
use domain::body::Body;
use leptos::prelude::*;

/// A body that is there, or a new one.
#[component]
pub(super) fn BodyForm(
    /// What is edited.
    draft: Draft,
    /// The bodies that are there.
    bodies: View<Listed>,
    /// Saved or given up.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let (t, notices, tree) = (texts(), use_notices(), use_places().tree());
    let (name, code) = (RwSignal::new(draft.name.clone()), RwSignal::new(draft.code.clone()));
    let (place, active) = (RwSignal::new(draft.place), RwSignal::new(draft.active));
    let base = RwSignal::new(draft);
    let (tried, busy, saved) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<Body>);
    let now = Memo::new(move |_| {
        let base = base.get();
        Draft { name: name.get(), code: code.get(), place: place.get(), active: active.get(), ..base }
    });
    guard_unsaved(Signal::derive(move || !saved.get() && now.with(|now| base.with(|base| now != base))));
    let fill = move |draft: Draft| {
        name.set(draft.name.clone());
        code.set(draft.code.clone());
        place.set(draft.place);
        active.set(draft.active);
        base.set(draft);
    };
    let wrongs = Memo::new(move |_| bodies.with(|b| now.with(|now| now.wrongs(b.map(|b| b.bodies.as_slice()).unwrap_or_default()))));
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let wrong: Option<Wrong> = tried.get().then(|| wrongs.with(|w| w.iter().find(|(f, _)| *f == field).map(|(_, w)| *w))).flatten();
            let own = wrong.map(|wrong| t.with(|t| words::body_wrong(field, wrong, t)));
            own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))))
        })
    };
    let above = Signal::derive(move || failed.get().filter(|e| !matches!(e.field.as_deref(), Some("name" | "code" | "place"))));
    let submit = move || {
        tried.set(true);
        failed.set(None);
        let listed = bodies.with(|b| b.map(|b| b.bodies.clone()).unwrap_or_default());
        let Some(request) = now.with_untracked(|now| now.request(&listed)) else {
            announce(t.with_untracked(|t| t.point_fix_first()));
            return;
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(body) => {
                    saved.try_set(true);
                    notices.done(t.with_untracked(|t| t.body_saved(body.name)));
                    bodies.reload();
                    on_done.try_run(());
                }
                Err(error) if error.code == ErrorCode::Conflict => match current::<Body>(&error) {
                    Ok(stored) => {
                        theirs.try_set(Some(stored));
                    }
                    Err(_) => {
                        failed.try_set(Some(error));
                    }
                },
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let use_theirs = move || {
        if let Some(stored) = theirs.get_untracked() {
            fill(Draft::of(&stored));
            theirs.set(None);
            bodies.reload();
        }
    };
    let keep_mine = move || {
        if let Some(stored) = theirs.get_untracked() {
            base.set(Draft::of(&stored));
            theirs.set(None);
            bodies.reload();
        }
    };
    view! {
        <form
            on:submit=move |ev| {
                ev.prevent_default();
                submit();
            }
        >
            {move || theirs.get().map(|stored| view! {
                <Notice kind=NoticeKind::Warn>
                    <p>{tr(|t| t.body_conflict())}</p>
                    <dl class="facts">
                        <dt>{tr(|t| t.body_name())}</dt><dd>{stored.name.clone()}</dd>
                        <dt>{tr(|t| t.body_code())}</dt><dd>{stored.code.clone().unwrap_or_else(|| texts::format::NONE.to_owned())}</dd>
                        <dt>{tr(|t| t.body_place())}</dt><dd>{tree.with(|tree| tree.name(stored.place))}</dd>
                        <dt>{tr(|t| t.body_state())}</dt>
                            <dd>{t.with(|t| if stored.active { t.body_active_on() } else { t.body_active_off() })}</dd>
                    </dl>
                    <div class="actions">
                        <Button on_press=use_theirs>{tr(|t| t.body_conflict_use_theirs())}</Button>
                        <Button on_press=keep_mine>{tr(|t| t.body_conflict_keep_mine())}</Button>
                    </div>
                </Notice>
            })}
            <Field label=tr(|t| t.body_name()) hint=tr(|t| t.body_name_hint()) error=error_of("name")>
                <TextInput value=name focused=true/>
            </Field>
            <Field label=tr(|t| t.body_code()) hint=tr(|t| t.body_code_hint()) error=error_of("code") optional=true>
                <TextInput value=code width=20/>
            </Field>
            <Field label=tr(|t| t.body_place()) error=error_of("place")>
                <PlaceField tree value=place on_choose=move |picked| place.set(Some(picked))/>
            </Field>
            <Checkbox value=active>{tr(|t| t.body_active())}</Checkbox>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || leaving(move || on_done.run(()))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>
                    {move || t.with(|t| if busy.get() { t.body_saving() } else { t.body_save() })}
                </Button>
            </div>
        </form>
    }
}
