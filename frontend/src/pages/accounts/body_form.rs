//! The form of a body.

use super::bodies::{Draft, Wrong};
use super::words;
use crate::backend::{View, call};
use crate::edit::{DraftNote, Field as Compared, FormEnd, History, MergePanel, done_undoable, join, keep_draft, refused};
use crate::state::{Places, Wording, field_error, texts, tr, use_places};
use crate::ui::{Checkbox, ErrorNote, Field, InputForm, PlaceField, TextInput, announce, use_notices};
use api::ApiError;
use api::body::{Listed, Save};
use domain::body::Body;
use leptos::prelude::*;

/// The values of a form as a person reads them, for comparing two edits.
fn compared(draft: &Draft, t: Wording, places: Places) -> Vec<Compared> {
    let state = t.with_untracked(|t| if draft.active { t.body_active_on() } else { t.body_active_off() });
    let place = draft.place.map(|place| untrack(|| places.name(place))).unwrap_or_default();
    let values = [("name", draft.name.trim().to_owned()), ("code", draft.code.trim().to_uppercase()), ("place", place), ("active", state)];
    values.into_iter().map(|(key, value)| Compared { key, value }).collect()
}

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
    let (t, notices, places) = (texts(), use_notices(), use_places());
    let tree = places.tree();
    let id = draft.id;
    let (name, code) = (RwSignal::new(draft.name.clone()), RwSignal::new(draft.code.clone()));
    let (place, active) = (RwSignal::new(draft.place), RwSignal::new(draft.active));
    let as_opened = StoredValue::new(draft.clone());
    let base = RwSignal::new(draft);
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<Body>);
    let now = Memo::new(move |_| {
        let base = base.get();
        Draft { name: name.get(), code: code.get(), place: place.get(), active: active.get(), ..base }
    });
    let fill = move |draft: &Draft| {
        name.set(draft.name.clone());
        code.set(draft.code.clone());
        place.set(draft.place);
        active.set(draft.active);
    };
    let label = tr(move |t| {
        let name = base.with(|base| base.name.clone());
        if id.is_some() { format!("{} {name}", t.body_edit_title()) } else { t.body_new() }
    });
    let form = id.map_or_else(|| "body:new".to_owned(), |id| format!("body:{}", id.0));
    // What is typed, and upon what: the version that was read goes with it, so that nothing is overwritten afterwards.
    let typed = move || {
        let pair = (now.get(), base.get());
        (pair.0 != pair.1).then(|| serde_json::to_string(&pair).unwrap_or_default())
    };
    let kept = keep_draft(form, label, typed, move |body| {
        if let Ok((now, before)) = serde_json::from_str::<(Draft, Draft)>(&body) {
            fill(&now);
            base.set(before);
        }
    });
    let wrongs = Memo::new(move |_| bodies.with(|b| now.with(|now| now.wrongs(b.map(|b| b.bodies.as_slice()).unwrap_or_default()))));
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let wrong: Option<Wrong> = tried.get().then(|| wrongs.with(|w| w.iter().find(|(f, _)| *f == field).map(|(_, w)| *w))).flatten();
            let own = wrong.map(|wrong| t.with(|t| words::body_wrong(field, wrong, t)));
            own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))))
        })
    };
    let above = Signal::derive(move || failed.get().filter(|e| !matches!(e.field.as_deref(), Some("name" | "code" | "place"))));
    let send = move |request: Save| {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(body) => {
                    kept.forget();
                    let words = t.with_untracked(|t| t.body_saved(&body.name));
                    match id {
                        Some(id) => done_undoable(notices, t, words, format!("body:{}", id.0)),
                        None => notices.done(words),
                    }
                    on_done.try_run(());
                }
                Err(error) => {
                    refused(error, theirs, failed);
                }
            }
        });
    };
    let submit = move || {
        tried.set(true);
        let listed = untrack(|| bodies.with(|b| b.map(|b| b.bodies.clone()).unwrap_or_default()));
        match now.with_untracked(|now| now.request(&listed)) {
            Some(request) => send(request),
            None => announce(t.with_untracked(|t| t.point_fix_first())),
        }
    };
    let merged = Callback::new(move |fields: Vec<&'static str>| {
        let Some(stored) = theirs.get_untracked().map(|body| Draft::of(&body)) else { return };
        let merged = now.with_untracked(|now| now.with(&stored, &fields));
        theirs.set(None);
        base.set(stored);
        fill(&merged);
        submit();
    });
    let field_name = Callback::new(move |key: &'static str| {
        t.with(|t| match key {
            "name" => t.body_name(),
            "code" => t.body_code(),
            "place" => t.body_place(),
            _ => t.body_state(),
        })
    });
    let back = move || {
        as_opened.with_value(fill);
        base.set(as_opened.get_value());
    };
    view! {
        <InputForm on_submit=submit>
            <DraftNote draft=kept on_drop=back/>
            {move || theirs.get().map(|stored| {
                let of = |draft: &Draft| compared(draft, t, places);
                let joined = join(&base.with_untracked(of), &now.with_untracked(of), &of(&Draft::of(&stored)));
                view! { <MergePanel joined label=field_name on_choose=merged busy/> }
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
            <FormEnd draft=kept busy words=tr(move |t| if busy.get() { t.body_saving() } else { t.body_save() }) on_cancel=on_done/>
        </InputForm>
        {id.map(|id| view! { <History subject=format!("body:{}", id.0)/> })}
    }
}
