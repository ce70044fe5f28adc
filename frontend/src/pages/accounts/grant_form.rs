//! Giving a role: which, where, for whose matters, from when until when.

use super::grants::Draft;
use super::words;
use crate::backend::{call, view};
use crate::edit::{DraftNote, done_undoable, keep_draft};
use crate::state::{field_error, texts, tr, use_places, use_session};
use crate::ui::{Button, DateInput, ErrorNote, Field, InputForm, Look, Option_, PlaceField, RadioGroup, Select, announce, use_notices};
use api::account::Account;
use api::body::List as ListBodies;
use api::{ApiError, ErrorCode};
use domain::account::Role;
use domain::body::BodyId;
use domain::place::PlaceId;
use leptos::prelude::*;
use texts::words::{Word, role_does};

/// The form for another role.
#[component]
pub(super) fn GrantForm(
    /// To whom.
    account: Account,
) -> impl IntoView {
    let (t, session, notices, places) = (texts(), use_session(), use_notices(), use_places());
    let tree = places.tree();
    let bodies = view(|| Some(ListBodies {}));
    let role = RwSignal::new(None::<Role>);
    let (place, body_id) = (RwSignal::new(None::<PlaceId>), RwSignal::new(None::<BodyId>));
    let first = untrack(|| session.today()).to_string();
    let (from, until) = (RwSignal::new(first.clone()), RwSignal::new(String::new()));
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let draft =
        Memo::new(move |_| Draft { role: role.get(), place: place.get(), body: body_id.get(), from: from.get(), until: until.get() });
    let (id, label) = (
        account.id,
        tr({
            let name = account.name.clone();
            move |t| format!("{} {name}", t.grant_give())
        }),
    );
    let typed = move || draft.with(|d| (d.role.is_some() || d.place.is_some()).then(|| serde_json::to_string(d).unwrap_or_default()));
    let kept = keep_draft(format!("grant:{}", id.0), label, typed, move |body| {
        if let Ok(kept) = serde_json::from_str::<Draft>(&body) {
            role.set(kept.role);
            place.set(kept.place);
            body_id.set(kept.body);
            from.set(kept.from);
            until.set(kept.until);
        }
    });
    let account = StoredValue::new(account);
    let district = Memo::new(move |_| tree.with(|tree| tree.district().map(|p| p.id)));
    let wrongs = Memo::new(move |_| {
        let (today, district) = (session.today(), district.get().unwrap_or(PlaceId(0)));
        draft.with(|d| account.with_value(|a| d.wrongs(&a.grants, district, today)))
    });
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let wrong = tried.get().then(|| wrongs.with(|w| w.iter().find(|(f, _)| *f == field).map(|(_, w)| *w))).flatten();
            let own = wrong.map(|wrong| t.with(|t| words::grant_wrong(field, wrong, t)));
            own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))))
        })
    };
    let above = Signal::derive(move || {
        let told = |e: &ApiError| e.code == ErrorCode::Invalid && matches!(e.field.as_deref(), Some("role" | "place" | "body" | "until"));
        failed.get().filter(|e| !told(e))
    });
    let roles = Signal::derive(move || {
        let today = session.today();
        let judged = draft.with(|d| account.with_value(|a| d.roles(&a.grants, today)));
        t.with(|t| {
            let option = |(role, clash): (Role, Option<_>)| {
                let option = Option_::new(role, role.word(t)).about(role_does(role, t));
                match clash {
                    Some(clash) => option.off(words::clash(clash, t)),
                    None => option,
                }
            };
            judged.into_iter().map(option).collect::<Vec<_>>()
        })
    });
    let body_options = Signal::derive(move || {
        let listed = bodies.with(|b| b.map(|b| b.bodies.clone()).unwrap_or_default());
        let all = std::iter::once((None, t.with(|t| t.grant_body_none())));
        all.chain(listed.into_iter().filter(|b| b.active).map(|b| (Some(b.id), b.name))).collect::<Vec<_>>()
    });
    let knows_body = Memo::new(move |_| role.get().is_some_and(|r| !r.is_custodian()));
    let choose_role = move |picked: Role| {
        role.set(Some(picked));
        if picked.is_custodian() {
            place.set(district.get_untracked());
        }
    };
    let clear = move || {
        role.set(None);
        place.set(None);
        body_id.set(None);
        from.set(first.clone());
        until.set(String::new());
        tried.set(false);
    };
    let clear = StoredValue::new(clear);
    let submit = move || {
        tried.set(true);
        failed.set(None);
        let today = untrack(|| session.today());
        let Some(district) = district.get_untracked() else { return };
        let request = draft.with_untracked(|d| account.with_value(|a| d.request(a.id, &a.grants, district, today)));
        let Some(request) = request else {
            announce(t.with_untracked(|t| t.point_fix_first()));
            return;
        };
        busy.set(true);
        let (given, name) = (request.role, account.with_value(|a| a.name.clone()));
        leptos::task::spawn_local(async move {
            let done = call(request).await;
            busy.try_set(false);
            match done {
                Ok(_) => {
                    kept.again();
                    let words = t.with_untracked(|t| t.grant_given(name, given.word(t)));
                    done_undoable(notices, t, words, format!("account:{}", id.0));
                    // The page may have moved on to another person.
                    if !busy.is_disposed() {
                        clear.get_value()();
                    }
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <InputForm class="grant-form" on_submit=submit>
            <DraftNote draft=kept on_drop=move || clear.get_value()()/>
            <Field label=tr(|t| t.grant_role()) error=error_of("role")>
                <RadioGroup value=role options=roles on_choose=choose_role/>
            </Field>
            <Field label=tr(|t| t.grant_place()) hint=tr(|t| t.grant_place_hint()) error=error_of("place")>
                <PlaceField tree value=place on_choose=move |picked| place.set(Some(picked))/>
            </Field>
            <Show when=move || knows_body.get()>
                <Field label=tr(|t| t.grant_body()) hint=tr(|t| t.grant_body_hint()) error=error_of("body")>
                    <Select value=Signal::derive(move || Some(body_id.get())) options=body_options on_choose=move |picked| body_id.set(picked)/>
                </Field>
            </Show>
            <div class="side-by-side">
                <Field label=tr(|t| t.grant_from()) error=error_of("from")><DateInput value=from/></Field>
                <Field label=tr(|t| t.grant_until()) hint=tr(|t| t.grant_until_hint()) error=error_of("until") optional=true>
                    <DateInput value=until/>
                </Field>
            </div>
            <ErrorNote error=above/>
            <div class="actions">
                <Button submit=true look=Look::Primary busy>
                    {move || t.with(|t| if busy.get() { t.grant_giving() } else { t.grant_give() })}
                </Button>
            </div>
        </InputForm>
    }
}
