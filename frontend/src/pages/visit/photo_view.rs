//! A photo as large as the window allows: what it tells, where it belongs, what is done with it.

use super::desk::{Desk, Mode, Open};
use super::photo_cover::Covering;
use super::photo_told::{ToldBadge, taken, why};
use crate::backend::{attachment, call};
use crate::edit::{EditForm, Edited, Field as Compared, Plan, ReasonForm, Reasoned, Why, bound, editing, sending};
use crate::pages::attached::open_outside;
use crate::state::unsaved::OwnWork;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Field, Look, Select, use_notices};
use api::inspection::{LocateStation, SaveVisitPhoto, VisitMay, VisitPhoto, WithdrawVisitPhoto};
use domain::attachment::AttachmentId;
use domain::inspection::finding::FindingId;
use domain::inspection::photo::{FIELDS, PhotoFields, PhotoPhase};
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use texts::Texts;
use texts::format::instant;
use texts::words::Word;

/// The name of a field.
pub(super) fn photo_field(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "line" => t.visit_photo_line(),
        "finding" => t.visit_photo_finding(),
        "phase" => t.visit_photo_phase(),
        "caption" => t.visit_photo_caption(),
        _ => return None,
    })
}

/// In a dialog.
#[component]
pub(super) fn PhotoView(
    desk: Desk,
    /// Which.
    id: AttachmentId,
    /// It was left.
    on_end: Callback<()>,
) -> impl IntoView {
    let photo = Memo::new(move |_| desk.photos().into_iter().find(|photo| photo.id == id));
    let is_there = Memo::new(move |_| photo.with(Option::is_some));
    let covers = RwSignal::new(false);
    // As it was just saved: the visit is read anew a moment later.
    let saved = StoredValue::new(None::<VisitPhoto>);
    let covered = Callback::new(move |photo: Option<VisitPhoto>| {
        if photo.is_some() {
            saved.try_set_value(photo);
        }
        covers.try_set(false);
    });
    move || {
        let known = is_there.get().then(|| photo.get_untracked()).flatten()?;
        let first = saved.get_value().filter(|saved| saved.version > known.version).unwrap_or(known);
        Some(if covers.get() {
            view! { <Covering desk photo=first on_end=covered/> }.into_any()
        } else {
            view! { <Shown desk photo first covers on_end/> }.into_any()
        })
    }
}

#[component]
fn Shown(desk: Desk, photo: Memo<Option<VisitPhoto>>, first: VisitPhoto, covers: RwSignal<bool>, on_end: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let id = first.id;
    let file = Memo::new(move |_| photo.get().map(|photo| photo.file));
    // The copy is what is seen once there are boxes on it; without, the photo itself.
    let copy = Memo::new(move |_| photo.with(|photo| photo.as_ref().filter(|photo| !photo.boxes.is_empty()).and_then(|photo| photo.copy)));
    let as_taken = RwSignal::new(false);
    let seen = Memo::new(move |_| copy.get().filter(|_| !as_taken.get()).or_else(|| file.with(|file| file.as_ref().map(|file| file.id))));
    let is_gone = Memo::new(move |_| {
        file.with(|file| file.as_ref().is_none_or(|file| file.erased_at.is_some() || file.withdrawn_at.is_some() || file.missing))
    });
    let is_picture = first.file.media.is_picture();
    let is_inside = first.is_inside;
    let keeps = move || !is_gone.get() && desk.shown.with(|shown| shown.may.contains(&VisitMay::KeepPhotos));
    let gone = move || {
        file.get().map(|file| {
            t.with(|t| match (file.withdrawn_at, file.erased_at) {
                (Some(_), _) => t.supervision_photo_gone(&file.withdrawn_why),
                (None, Some(at)) => t.supervision_photo_erased(instant(at)),
                (None, None) => t.supervision_photo_missing(),
            })
        })
    };
    let alt = {
        let first = first.clone();
        move || t.with(|t| super::photos::called(&first, t))
    };
    let picture = move || match seen.get().filter(|_| is_picture) {
        Some(seen) => view! { <img class="photo-large" src=attachment(seen) alt=alt.clone()/> }.into_any(),
        None => view! { <p><span class="photo-paper">"PDF"</span></p> }.into_any(),
    };
    let picture = StoredValue::new(picture);
    let sending = sending();
    let locate = move || {
        sending.send(LocateStation { photo: id }, move |_| {
            notices.done(t.with_untracked(|t| t.visit_photo_located()));
            desk.reload.try_run(());
        });
    };
    let turn = move || as_taken.update(|as_taken| *as_taken = !*as_taken);
    let has_place = first.told.place.is_some();
    view! {
        <Show when=move || !is_gone.get() fallback=move || view! { <p class="quiet">{gone}</p> }>
            {move || picture.with_value(|picture| picture())}
        </Show>
        <div class="actions">
            <Show when=move || is_inside && copy.get().is_some()>
                <Button look=Look::Quiet on_press=turn>
                    {move || t.with(|t| if as_taken.get() { t.visit_photo_as_covered() } else { t.visit_photo_as_taken() })}
                </Button>
            </Show>
            <Show when=move || !is_gone.get()>
                <Button look=Look::Quiet on_press=move || {
                    if let Some(seen) = seen.get_untracked() {
                        open_outside(seen, notices, t);
                    }
                }>{tr(|t| t.supervision_photo_open())}</Button>
            </Show>
            <Show when=move || keeps() && is_picture>
                <Button look=Look::Quiet on_press=move || covers.set(true)>{tr(|t| t.visit_photo_cover())}</Button>
            </Show>
            <Show when=move || keeps() && has_place>
                <Button look=Look::Quiet busy=sending.busy on_press=locate>{tr(|t| t.visit_photo_locate())}</Button>
            </Show>
            <Show when=keeps>
                <Button look=Look::Quiet on_press=move || desk.open.set(Some(Open::WithdrawPhoto(id)))>{tr(|t| t.visit_withdraw())}</Button>
            </Show>
        </div>
        <ErrorNote error=sending.failed/>
        <Tells photo/>
        {if desk.mode.get_untracked() == Mode::Write && !is_gone.get_untracked() {
            view! { <PhotoForm desk photo=first on_end/> }.into_any()
        } else {
            view! { <p class="lines">{first.fields.caption}</p> }.into_any()
        }}
    }
}

/// What it tells of itself.
#[component]
fn Tells(photo: Memo<Option<VisitPhoto>>) -> impl IntoView {
    let t = texts();
    let tells = move |photo: VisitPhoto| {
        let VisitPhoto { file, told, check, boxes, is_told, .. } = photo;
        let by = move || t.with(|t| t.visit_photo_by(&file.who, instant(file.added_at)));
        // What is kept from whoever looks is not said to be missing.
        let facts = is_told.then(|| {
            let lines = move || t.with(|t| why(&check, t)).into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            view! {
                <p><ToldBadge check/>" "<span>{move || t.with(|t| taken(&told, t))}</span></p>
                <div class="quiet">{lines}</div>
            }
        });
        view! {
            <div class="visit-photo-tells">
                {facts}
                {(!boxes.is_empty()).then(|| view! { <p><strong>{tr(|t| t.visit_photo_is_covered())}</strong></p> })}
                <p class="quiet">{file.name.clone()}" "{by}</p>
            </div>
        }
    };
    move || photo.get().map(tells)
}

/// Where it belongs, and its caption.
#[component]
fn PhotoForm(desk: Desk, photo: VisitPhoto, on_end: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let plan = Plan {
        key: format!("visit:photo:{}", photo.id.0),
        opened: Edited { id: photo.id, fields: photo.fields, version: photo.version },
        label: |_: &AttachmentId, fields: &PhotoFields, t: &Texts| format!("{} {}", t.visit_photo_title(), fields.caption),
        name: photo_field,
        request: |id: AttachmentId, fields, version| SaveVisitPhoto { id, fields, version },
        stored: |row: VisitPhoto| Edited { id: row.id, fields: row.fields, version: row.version },
        on_saved: Callback::new(move |_: VisitPhoto| {
            notices.done(t.with_untracked(|t| t.visit_photo_saved()));
            desk.reload.try_run(());
            on_end.try_run(());
        }),
    };
    let editing = editing(plan);
    let form = editing.form;
    let findings = Memo::new(move |_| desk.findings().into_iter().map(|one| (one.id, one.fields.what)).collect::<Vec<_>>());
    let what = move |id: Option<FindingId>| {
        findings.with(|all| all.iter().find(|(one, _)| Some(*one) == id).map(|(_, what)| what.clone()).unwrap_or_default())
    };
    let values = Callback::new(move |fields: PhotoFields| {
        let what = what(fields.finding);
        t.with_untracked(|t| {
            let value = |key: &'static str| match key {
                "line" => fields.line.clone(),
                "finding" => what.clone(),
                "phase" => fields.phase.word(t),
                _ => fields.caption.clone(),
            };
            FIELDS.map(|key| Compared { key, value: value(key) }).to_vec()
        })
    });
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    let line = bound(form, |f: &PhotoFields| f.line.clone(), |f, v| f.line = v);
    let finding = bound(form, |f: &PhotoFields| f.finding, |f, v| f.finding = v);
    let phase = bound(form, |f: &PhotoFields| f.phase, |f, v| f.phase = v);
    let has_finding = Memo::new(move |_| form.with(|form| form.finding.is_some()));
    let lines = StoredValue::new(desk.lines());
    let line_options = Signal::derive(move || {
        let none = (String::new(), t.with(|t| t.visit_photo_unmatched()));
        let all =
            lines.with_value(|lines| lines.iter().map(|line| (line.no.clone(), format!("{} {}", line.no, line.text))).collect::<Vec<_>>());
        std::iter::once(none).chain(all).collect::<Vec<_>>()
    });
    let finding_options = Signal::derive(move || {
        let none = (None, t.with(|t| t.visit_photo_finding_none()));
        std::iter::once(none).chain(findings.get().into_iter().map(|(id, what)| (Some(id), what))).collect::<Vec<_>>()
    });
    let phases = Signal::derive(move || t.with(|t| PhotoPhase::ALL.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    view! {
        <EditForm editing values words=tr(|t| t.act_save()) on_cancel=on_end>
            {editing.line("caption", |f| f.caption.clone(), |f, v| f.caption = v, true)}
            <Field label=name_of("line") error=error_of("line")>
                <Select value=Signal::derive(move || Some(line.get())) options=line_options on_choose=move |one| line.set(one)/>
            </Field>
            <Field label=name_of("finding") error=error_of("finding")>
                <Select value=Signal::derive(move || Some(finding.get())) options=finding_options on_choose=move |one| finding.set(one)/>
            </Field>
            <Show when=move || has_finding.get()>
                <Field label=name_of("phase")>
                    <Select value=Signal::derive(move || Some(phase.get())) options=phases on_choose=move |one| phase.set(one)/>
                </Field>
            </Show>
        </EditForm>
    }
}

/// Why one is withdrawn.
#[component]
pub(super) fn WithdrawPhotoForm(
    desk: Desk,
    /// Which.
    id: AttachmentId,
    /// It was withdrawn, or left.
    on_end: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let name = desk.photos().into_iter().find(|photo| photo.id == id).map(|photo| photo.file.name).unwrap_or_default();
    let act = tr(|t| t.supervision_photo_withdraw_title());
    let why = Why {
        lead: tr(|t| t.supervision_photo_withdraw_lead()),
        ..Why::of(format!("visit:photo:{}:withdraw", id.0), name, act, (REASON_LEAST, WORDS_LIMIT))
    };
    let send = Callback::new(move |reason: String| {
        Reasoned(Box::pin(async move {
            let photo = call(WithdrawVisitPhoto { id, reason }).await?;
            notices.done(t.with_untracked(|t| t.supervision_photo_withdrawn(&photo.file.name)));
            desk.reload.try_run(());
            Ok(())
        }))
    });
    view! { <ReasonForm why send own=OwnWork::new() on_end on_done=|()| ()/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name() {
        let t = Texts::load(texts::Lang::Zh);
        assert!(FIELDS.iter().all(|field| photo_field(field, &t).is_some()) && photo_field("x", &t).is_none());
    }
}
