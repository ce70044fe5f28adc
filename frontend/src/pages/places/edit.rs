//! The form of a service point.

use super::conflict::ConflictPanel;
use super::draft::{Draft, FIELDS, TEXT_FIELDS, empty, join};
use super::keep::{self, Kept, Key};
use super::rows::{EditableRows, RowsSignal};
use super::words;
use crate::backend::{call, current};
use crate::state::unsaved::leaving;
use crate::state::{field_error, guard_unsaved, texts, tr, use_session};
use crate::ui::{Badge, Button, Checkbox, DateInput, ErrorNote, Field, Look, Notice, NoticeKind, TextInput, announce, use_notices};
use api::point::{Create, Save};
use api::{ApiError, ErrorCode};
use domain::place::PlaceId;
use domain::point::{Device, Point, PointFields, PointId, PointKind, Window};
use leptos::prelude::*;
use texts::words::Word;

/// Every field as a signal; a `Copy` handle.
#[derive(Clone, Copy)]
struct FormSignals {
    texts: [RwSignal<String>; TEXT_FIELDS.len()],
    opened: RwSignal<String>,
    active: RwSignal<bool>,
    windows: RowsSignal,
    devices: RowsSignal,
}

fn window_rows(fields: &PointFields) -> impl Iterator<Item = (String, String)> {
    fields.windows.iter().map(|w| (w.no.clone(), w.name.clone()))
}

fn device_rows(fields: &PointFields) -> impl Iterator<Item = (String, String)> {
    fields.devices.iter().map(|d| (d.no.clone(), d.name.clone()))
}

impl FormSignals {
    fn new(draft: &Draft) -> Self {
        Self {
            texts: TEXT_FIELDS.map(|field| RwSignal::new(draft.text(field).to_owned())),
            opened: RwSignal::new(draft.opened.clone()),
            active: RwSignal::new(draft.fields.active),
            windows: RowsSignal::new(window_rows(&draft.fields)),
            devices: RowsSignal::new(device_rows(&draft.fields)),
        }
    }

    fn set(&self, draft: &Draft) {
        for (field, signal) in TEXT_FIELDS.into_iter().zip(self.texts) {
            signal.set(draft.text(field).to_owned());
        }
        self.opened.set(draft.opened.clone());
        self.active.set(draft.fields.active);
        self.windows.set(window_rows(&draft.fields));
        self.devices.set(device_rows(&draft.fields));
    }

    /// The form as it stands; tracked.
    fn draft(&self) -> Draft {
        let mut draft = empty();
        for (field, signal) in TEXT_FIELDS.into_iter().zip(self.texts) {
            draft.set_text(field, signal.get());
        }
        draft.opened = self.opened.get();
        draft.fields.opened = domain::day::of_text(draft.opened.trim());
        draft.fields.active = self.active.get();
        draft.fields.windows = self.windows.get().into_iter().map(|(no, name)| Window { no, name }).collect();
        draft.fields.devices = self.devices.get().into_iter().map(|(no, name)| Device { no, name }).collect();
        draft
    }
}

/// Somebody saved the point meanwhile.
#[derive(Clone)]
struct Clashed {
    mine: PointFields,
    theirs: Point,
}

/// The form of a point that is there, or of a new one.
#[component]
pub(super) fn PointForm(
    /// Where it stands.
    place: PlaceId,
    /// Its kind.
    kind: PointKind,
    /// What is stored; none for a new one.
    stored: Option<Point>,
    /// Saved or given up.
    on_done: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let who = untrack(|| use_session().person()).map(|p| p.account);
    let id = stored.as_ref().map(|p| p.id);
    let key = id.map_or(Key::New(place), Key::Point);
    let (fields, version) = stored.map_or_else(|| (empty().fields, 0), |p| (p.fields, p.version));
    let left = who.and_then(|who| keep::kept(who, key));
    let restored = RwSignal::new(left.is_some());
    let as_stored = StoredValue::new((fields.clone(), version));
    let (draft, before, version) = match left {
        Some(Kept { draft, before, version }) => (draft, before, version),
        None => (Draft::of(&fields), fields, version),
    };
    let form = FormSignals::new(&draft);
    let base = RwSignal::new((before, version));
    let draft = Memo::new(move |_| form.draft());
    let dirty = Memo::new(move |_| base.with(|(before, _)| draft.with(|d| *d != Draft::of(before))));
    let saved = RwSignal::new(false);
    guard_unsaved(Signal::derive(move || dirty.get() && !saved.get()));
    Effect::new(move |_| {
        let is_kept = dirty.get() && !saved.get();
        match who.filter(|_| is_kept) {
            Some(who) => base.with(|(before, version)| {
                keep::keep(who, key, Kept { draft: draft.get(), before: before.clone(), version: *version });
            }),
            None => keep::forget(key),
        }
    });
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let clashed = RwSignal::new(None::<Clashed>);
    let send = move |fields: PointFields| {
        busy.set(true);
        failed.set(None);
        let version = base.with_untracked(|(_, version)| *version);
        leptos::task::spawn_local(async move {
            let answer = send(place, kind, id, fields.clone(), version).await;
            busy.try_set(false);
            match answer {
                Ok(point) => {
                    saved.try_set(true);
                    keep::forget(key);
                    let name = point.fields.name;
                    notices.done(t.with_untracked(|t| if id.is_some() { t.point_saved(name) } else { t.point_created(name) }));
                    on_done.try_run(());
                }
                Err(error) if error.code == ErrorCode::Conflict => match current(&error) {
                    Ok(theirs) => {
                        clashed.try_set(Some(Clashed { mine: fields, theirs }));
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
    let submit = move || {
        tried.set(true);
        match draft.with_untracked(Draft::finished) {
            Ok(fields) => send(fields),
            Err(_) => announce(t.with_untracked(|t| t.point_fix_first())),
        }
    };
    let chosen = Callback::new(move |fields: PointFields| {
        let Some(Clashed { theirs, .. }) = clashed.get_untracked() else { return };
        clashed.set(None);
        base.set((theirs.fields, theirs.version));
        form.set(&Draft::of(&fields));
        send(fields);
    });
    let give_up = move || {
        leaving(move || {
            keep::forget(key);
            on_done.run(());
        });
    };
    let drop_left = move || {
        let (fields, version) = as_stored.get_value();
        form.set(&Draft::of(&fields));
        base.set((fields, version));
        restored.set(false);
    };
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let wrong = tried.get().then(|| draft.with(|d| d.wrongs().into_iter().find(|(f, _)| *f == field))).flatten();
            let own = wrong.map(|(_, wrong)| t.with(|t| words::wrong(field, wrong, t)));
            own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))))
        })
    };
    let rows_wrong = move |field: &'static str| {
        Signal::derive(move || {
            let wrongs = if tried.get() { draft.with(Draft::wrongs) } else { Vec::new() };
            let of_rows = wrongs.into_iter().filter(|(f, _)| *f == field).filter_map(|(_, wrong)| match wrong {
                super::draft::Wrong::Number { row } => Some((row, t.with(|t| words::wrong(field, wrong, t)))),
                _ => None,
            });
            of_rows.collect::<Vec<_>>()
        })
    };
    // What is told at its field is not told above as well.
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref().is_none_or(|f| !FIELDS.contains(&f))));
    let texts = TEXT_FIELDS.into_iter().zip(form.texts).map(|(field, value)| {
        view! {
            <Field
                label=Signal::derive(move || t.with(|t| words::field(field, t)))
                hint=Signal::derive(move || t.with(|t| words::hint(field, t)))
                error=error_of(field)
                optional=field != "name"
            >
                <TextInput value/>
            </Field>
        }
    });
    view! {
        <form
            class="point-form"
            on:submit=move |ev| {
                ev.prevent_default();
                submit();
            }
        >
            {id.is_some().then(|| view! {
                <div class="point-head">
                    <h3>{as_stored.with_value(|(fields, _)| fields.name.clone())}</h3>
                    <Badge>{move || t.with(|t| kind.word(t))}</Badge>
                </div>
            })}
            <Show when=move || restored.get()>
                <Notice kind=NoticeKind::Info>
                    <p>{tr(|t| t.point_draft_restored())}</p>
                    <Button on_press=drop_left>{tr(|t| t.point_draft_drop())}</Button>
                </Notice>
            </Show>
            {move || clashed.get().map(|c| {
                let joined = join(&base.with_untracked(|(before, _)| before.clone()), &c.mine, &c.theirs.fields);
                view! { <ConflictPanel joined theirs=c.theirs.fields on_choose=chosen busy/> }
            })}
            {texts.collect_view()}
            <Field label=tr(|t| t.point_field_opened()) hint=tr(|t| t.point_hint_opened()) error=error_of("opened") optional=true>
                <DateInput value=form.opened/>
            </Field>
            <EditableRows
                label=tr(|t| t.point_field_windows())
                rows=form.windows
                no_label=tr(|t| t.point_window_no())
                name_label=tr(|t| t.point_window_name())
                add=tr(|t| t.point_window_add())
                wrongs=rows_wrong("windows")
            />
            <EditableRows
                label=tr(|t| t.point_field_devices())
                rows=form.devices
                no_label=tr(|t| t.point_device_no())
                name_label=tr(|t| t.point_device_name())
                add=tr(|t| t.point_device_add())
                wrongs=rows_wrong("devices")
            />
            <Checkbox value=form.active>{tr(|t| t.point_active())}</Checkbox>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=give_up>{tr(|t| t.point_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>
                    {move || t.with(|t| match (busy.get(), id) {
                        (true, _) => t.point_saving(),
                        (false, Some(_)) => t.point_save(),
                        (false, None) => t.point_create(),
                    })}
                </Button>
            </div>
        </form>
    }
}

async fn send(place: PlaceId, kind: PointKind, id: Option<PointId>, fields: PointFields, version: i64) -> Result<Point, ApiError> {
    match id {
        Some(id) => call(Save { id, fields, version }).await,
        None => call(Create { place, kind, fields }).await,
    }
}
