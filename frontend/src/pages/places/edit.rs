//! The form of a service point.

use super::draft::{Draft, FIELDS, TEXT_FIELDS, copy, empty, shown};
use super::rows::{EditableRows, RowsSignal};
use super::words;
use crate::backend::call;
use crate::edit::{DraftNote, Field as Compared, FormEnd, MergePanel, done_undoable, join, keep_draft, refused};
use crate::state::{Wording, field_error, texts, tr};
use crate::ui::{Badge, Button, Checkbox, DateInput, ErrorNote, Field, InputForm, Look, TextInput, announce, use_notices};
use api::ApiError;
use api::point::{Create, Save};
use domain::place::PlaceId;
use domain::point::{Device, Point, PointFields, PointId, PointKind, Window};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
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

/// What is kept of a form: what was typed, and upon what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    draft: Draft,
    kind: PointKind,
    before: PointFields,
    version: i64,
}

/// The fields of a point as a person reads them, for comparing two edits.
fn compared(fields: &PointFields, t: Wording) -> Vec<Compared> {
    FIELDS.map(|key| Compared { key, value: t.with_untracked(|t| words::value(key, &shown(fields, key), t)) }).to_vec()
}

/// The form of a point that is there, or of a new one.
#[component]
pub(super) fn PointForm(
    /// Where it stands.
    place: PlaceId,
    /// Its kind.
    kind: RwSignal<PointKind>,
    /// What is stored; none for a new one.
    stored: Option<Point>,
    /// Saved or given up.
    on_done: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let id = stored.as_ref().map(|p| p.id);
    let (fields, version) = stored.map_or_else(|| (empty().fields, 0), |p| (p.fields, p.version));
    let as_stored = StoredValue::new((fields.clone(), version));
    let form = FormSignals::new(&Draft::of(&fields));
    let base = RwSignal::new((fields, version));
    let draft = Memo::new(move |_| form.draft());
    let label = tr(move |t| {
        let name = base.with(|(before, _)| before.name.clone());
        if id.is_some() { format!("{} {name}", t.point_edit()) } else { t.point_new() }
    });
    // What is typed, and upon what: the version that was read goes with it, so that nothing is overwritten afterwards.
    let typed = move || {
        let kept = base.with(|(before, version)| Kept { draft: draft.get(), kind: kind.get(), before: before.clone(), version: *version });
        (kept.draft != Draft::of(&kept.before)).then(|| serde_json::to_string(&kept).unwrap_or_default())
    };
    let key = id.map_or_else(|| format!("point:new:{}", place.0), |id| format!("point:{}", id.0));
    let kept = keep_draft(key, label, typed, move |body| {
        if let Ok(kept) = serde_json::from_str::<Kept>(&body) {
            kind.set(kept.kind);
            form.set(&kept.draft);
            base.set((kept.before, kept.version));
        }
    });
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<Point>);
    let send = move |fields: PointFields| {
        busy.set(true);
        failed.set(None);
        let (kind, version) = (kind.get_untracked(), base.with_untracked(|(_, version)| *version));
        leptos::task::spawn_local(async move {
            let answer = send(place, kind, id, fields, version).await;
            busy.try_set(false);
            match answer {
                Ok(point) => {
                    kept.forget();
                    let name = point.fields.name;
                    match id {
                        Some(id) => done_undoable(notices, t, t.with_untracked(|t| t.point_saved(name)), format!("point:{}", id.0)),
                        None => notices.done(t.with_untracked(|t| t.point_created(name))),
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
        match draft.with_untracked(Draft::finished) {
            Ok(fields) => send(fields),
            Err(_) => announce(t.with_untracked(|t| t.point_fix_first())),
        }
    };
    let merged = Callback::new(move |taken: Vec<&'static str>| {
        let Some(stored) = theirs.get_untracked() else { return };
        let mut draft = draft.get_untracked();
        for field in taken {
            copy(&mut draft.fields, &stored.fields, field);
            if field == "opened" {
                draft.opened = Draft::of(&stored.fields).opened;
            }
        }
        theirs.set(None);
        base.set((stored.fields, stored.version));
        form.set(&draft);
        submit();
    });
    let back = move || {
        let (fields, version) = as_stored.get_value();
        form.set(&Draft::of(&fields));
        base.set((fields, version));
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
    let texts = TEXT_FIELDS.into_iter().zip(form.texts).map(move |(field, value)| {
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
        <InputForm class="point-form" on_submit=submit>
            {id.is_some().then(|| view! {
                <div class="point-head">
                    <h3>{as_stored.with_value(|(fields, _)| fields.name.clone())}</h3>
                    <Badge>{move || t.with(|t| kind.get().word(t))}</Badge>
                </div>
            })}
            <DraftNote draft=kept on_drop=back/>
            {move || theirs.get().map(|stored| {
                let before = base.with_untracked(|(before, _)| compared(before, t));
                let joined = join(&before, &draft.with_untracked(|d| compared(&d.fields, t)), &compared(&stored.fields, t));
                let label = Callback::new(move |field: &'static str| t.with(|t| words::field(field, t)));
                view! { <MergePanel joined label on_choose=merged busy/> }
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
            <FormEnd
                draft=kept
                busy
                words=tr(move |t| match (busy.get(), id) {
                    (true, _) => t.point_saving(),
                    (false, Some(_)) => t.point_save(),
                    (false, None) => t.point_create(),
                })
                on_cancel=on_done
            />
        </InputForm>
    }
}

async fn send(place: PlaceId, kind: PointKind, id: Option<PointId>, fields: PointFields, version: i64) -> Result<Point, ApiError> {
    match id {
        Some(id) => call(Save { id, fields, version }).await,
        None => call(Create { place, kind, fields }).await,
    }
}
