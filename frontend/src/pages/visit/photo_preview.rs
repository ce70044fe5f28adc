//! Files before they are taken in: what they are, when they were taken, and to which line each goes.

use super::desk::Desk;
use super::photo_told::{ToldBadge, taken};
use super::photos::Picked;
use crate::backend::{call, view};
use crate::edit::sending;
use crate::state::{error_line, field_error, texts, tr};
use crate::ui::{Button, Checkbox, ErrorNote, Loaded, Look, Notice, NoticeKind, Select, Skeleton};
use api::InFile;
use api::inspection::{PreviewVisitPhotos, TakeVisitPhotos, VisitPhotoFound, VisitPhotoTaken, VisitPhotosPreviewed};
use domain::attachment::SEVERAL;
use domain::inspection::photo::{PhotoFields, Verdict};
use leptos::prelude::*;
use texts::format::{bytes, count};

/// In a dialog.
#[component]
pub(super) fn PhotoPreview(
    desk: Desk,
    picked: Picked,
    /// They were taken, or left.
    on_end: Callback<()>,
) -> impl IntoView {
    let visit = desk.shown.with_untracked(|shown| shown.visit.id);
    let files = picked.files.clone();
    let previewed = view(move || Some(PreviewVisitPhotos { visit, files: files.clone() }));
    let line = picked.line.clone();
    let lead = tr(move |t| line.as_ref().map_or_else(|| t.visit_photos_lead(), |line| t.visit_photos_lead_line(line)));
    view! {
        <p>{lead}</p>
        <Loaded view=previewed skeleton=|| view! { <Skeleton lines=6/> } let:preview>
            <Previewed desk preview picked=picked.clone() on_end/>
        </Loaded>
    }
}

/// What the person chose of a file.
#[derive(Clone, Copy)]
struct Choice {
    is_taken: RwSignal<bool>,
    line: RwSignal<String>,
}

#[component]
fn Previewed(desk: Desk, preview: VisitPhotosPreviewed, picked: Picked, on_end: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), desk.notices);
    let Picked { files, line, is_folder, left_out } = picked;
    let begins = |found: &VisitPhotoFound| {
        // Of a folder that which was taken during the visit, of what was chosen by hand everything.
        let is_of_visit = !is_folder || !found.line.is_empty() || found.check.verdict == Verdict::Fits;
        Choice {
            is_taken: RwSignal::new(found.problem.is_none() && !found.same && is_of_visit),
            line: RwSignal::new(line.clone().unwrap_or_else(|| found.line.clone())),
        }
    };
    let all: Vec<(InFile, VisitPhotoFound, Choice)> =
        files.into_iter().zip(preview.photos).map(|(file, found)| (file, found.clone(), begins(&found))).collect();
    let bad = all.iter().filter(|(_, found, _)| found.problem.is_some()).count();
    let chosen: Vec<(InFile, Choice)> =
        all.iter().filter(|(_, found, _)| found.problem.is_none()).map(|(file, _, choice)| (file.clone(), *choice)).collect();
    let chosen = StoredValue::new(chosen);
    let n = Memo::new(move |_| chosen.with_value(|chosen| chosen.iter().filter(|(_, choice)| choice.is_taken.get()).count()));
    let why_not = Signal::derive(move || {
        let n = n.get();
        t.with(|t| match n {
            0 => Some(t.visit_photos_empty_choice()),
            n if n > SEVERAL => Some(t.visit_photos_many(count(SEVERAL))),
            _ => None,
        })
    });
    let sending = sending();
    let take = move || {
        let visit = desk.shown.with_untracked(|shown| shown.visit.id);
        let photos = chosen.with_value(|chosen| {
            let taken = chosen.iter().filter(|(_, choice)| choice.is_taken.get_untracked());
            let one = |(file, choice): &(InFile, Choice)| VisitPhotoTaken {
                file: file.clone(),
                fields: PhotoFields { line: choice.line.get_untracked(), ..PhotoFields::default() },
            };
            taken.map(one).collect()
        });
        sending.send(TakeVisitPhotos { visit, photos }, move |taken| {
            notices.done(t.with_untracked(|t| match taken.same {
                0 => t.visit_photos_taken(count(taken.taken)),
                same => t.visit_photos_taken_same(count(taken.taken), count(same)),
            }));
            desk.reload.try_run(());
            on_end.try_run(());
        });
    };
    let rows = all.into_iter().map(|(_, found, choice)| view! { <Found desk found choice/> }).collect_view();
    view! {
        {(bad > 0).then(|| view! {
            <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.visit_photos_bad(count(bad)))}</p></Notice>
        })}
        {(left_out > 0).then(|| view! {
            <Notice kind=NoticeKind::Info><p>{move || t.with(|t| t.visit_photos_folder_more(count(left_out)))}</p></Notice>
        })}
        <ul class="photos-found visit-photos-found" tabindex="0" aria-label=move || t.with(|t| t.visit_photos_title())>{rows}</ul>
        <ErrorNote error=sending.failed/>
        <div class="actions actions-end">
            <Button on_press=on_end>{tr(|t| t.act_cancel())}</Button>
            <Button look=Look::Primary busy=sending.busy why_not on_press=take>
                {move || t.with(|t| t.visit_photos_good(count(n.get())))}
            </Button>
        </div>
    }
}

/// A file.
#[component]
fn Found(desk: Desk, found: VisitPhotoFound, choice: Choice) -> impl IntoView {
    let t = texts();
    let VisitPhotoFound { name, size, told, check, same, problem, .. } = found;
    let is_bad = problem.is_some();
    let problem = move || problem.as_ref().map(|error| t.with(|t| field_error(error, "files", t).unwrap_or_else(|| error_line(error, t))));
    let named = name.clone();
    let label = Signal::derive(move || Some(t.with(|t| t.visit_photo_line_of(&named))));
    let lines = StoredValue::new(desk.lines());
    let options = Signal::derive(move || {
        let none = (String::new(), t.with(|t| t.visit_photo_unmatched()));
        let of_list =
            lines.with_value(|lines| lines.iter().map(|line| (line.no.clone(), format!("{} {}", line.no, line.text))).collect::<Vec<_>>());
        std::iter::once(none).chain(of_list).collect::<Vec<_>>()
    });
    let line = choice.line;
    let ticked = name.clone();
    view! {
        <li class="photo-found" class:is-bad=is_bad>
            {if is_bad {
                view! { <p><strong>{name}</strong>" "<span class="option-note">{bytes(size)}</span></p> }.into_any()
            } else {
                view! {
                    <Checkbox value=choice.is_taken>
                        <span class="visually-hidden">{tr(move |t| t.visit_photo_choose(""))}</span>
                        {ticked}" "<span class="option-note">{bytes(size)}</span>
                    </Checkbox>
                }
                .into_any()
            }}
            {move || problem().map(|words| view! { <p class="field-error">{words}</p> })}
            {(!is_bad).then(|| view! {
                <p class="quiet"><ToldBadge check/>" "{move || t.with(|t| taken(&told, t))}</p>
                {same.then(|| view! { <p class="quiet">{tr(|t| t.visit_photo_here_already())}</p> })}
                <Show when=move || choice.is_taken.get()>
                    <Select value=Signal::derive(move || Some(line.get())) options on_choose=move |one| line.set(one) label/>
                </Show>
            })}
        </li>
    }
}
