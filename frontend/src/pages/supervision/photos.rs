//! Photos and scanned papers of a matter: taken in by the numbers in their names, looked at, withdrawn with a reason.

use crate::backend::{attachment, call, pick_photos, view};
use crate::edit::{ReasonDialog, Reasoned, Why};
use crate::pages::attached::{LargePicture, Picture, open_outside};
use crate::state::{error_line, field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Icon, Loaded, Look, Notice, NoticeKind, Skeleton, use_notices};
use api::attachment::{AttachmentRow, WithdrawAttachment};
use api::supervision::{PhotoFound, PhotosPreviewed, PreviewPhotos, TakePhotos};
use api::{ApiError, ErrorCode, InFile};
use domain::attachment::AttachmentId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::format::{bytes, count, instant};

/// 收回照片: the button and its dialog.
#[component]
pub(super) fn PhotosButton() -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let files = RwSignal::new(Vec::<InFile>::new());
    let open = Memo::new(move |_| files.with(|files| !files.is_empty()));
    let asking = RwSignal::new(false);
    let ask = move || {
        asking.set(true);
        leptos::task::spawn_local(async move {
            let answer = pick_photos(&t.with_untracked(|t| t.supervision_photos_take())).await;
            asking.try_set(false);
            match answer {
                Ok(picked) => {
                    files.try_set(picked);
                }
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
            }
        });
    };
    let close = move || files.set(Vec::new());
    let shown = RwSignal::new(false);
    Effect::new(move |_| shown.set(open.get()));
    view! {
        <Button busy=asking on_press=ask>{tr(|t| t.supervision_photos_take())}</Button>
        <Dialog open=shown on_close=close title=tr(|t| t.supervision_photos_title())>
            <Show when=move || open.get()><Chosen files/></Show>
        </Dialog>
    }
}

#[component]
fn Chosen(files: RwSignal<Vec<InFile>>) -> impl IntoView {
    let previewed = view(move || files.with(|files| (!files.is_empty()).then(|| PreviewPhotos { files: files.clone() })));
    view! {
        <div class="duty-answer">
            <p>{tr(|t| t.supervision_photos_lead())}</p>
            <Loaded view=previewed skeleton=|| view! { <Skeleton lines=5/> } let:preview>
                <Previewed preview files/>
            </Loaded>
        </div>
    }
}

#[component]
fn Previewed(preview: PhotosPreviewed, files: RwSignal<Vec<InFile>>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let bad = preview.photos.iter().filter(|photo| photo.problem.is_some()).count();
    let all = preview.photos.len();
    let take = move || {
        busy.set(true);
        failed.set(None);
        let chosen = files.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = call(TakePhotos { files: chosen }).await;
            busy.try_set(false);
            match answer {
                Ok(taken) => {
                    notices.done(t.with_untracked(|t| match taken.same {
                        0 => t.supervision_photos_taken(count(taken.taken)),
                        same => t.supervision_photos_taken_same(count(taken.taken), count(same)),
                    }));
                    files.try_set(Vec::new());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let line = move |(n, photo): (usize, PhotoFound)| {
        // What is shown may be older than the list by a click.
        let name = photo.name.clone();
        let away = move || {
            files.update(|files| {
                if files.get(n).is_some_and(|file| file.name == name) {
                    files.remove(n);
                }
            })
        };
        let problem = photo.problem.clone();
        let told = move || problem.as_ref().map(|error| t.with(|t| field_error(error, "files", t).unwrap_or_else(|| error_line(error, t))));
        let belongs = photo.matter.map(|row| row.title);
        view! {
            <li class="photo-found" class:is-bad=photo.problem.is_some()>
                <p>
                    <strong>{photo.name}</strong>" "<span class="option-note">{bytes(photo.size)}</span>
                </p>
                {belongs.map(|title| view! { <p class="quiet"><span class="mono">{photo.number.clone()}</span>" "{title}</p> })}
                {move || told().map(|words| view! { <p class="field-error">{words}</p> })}
                <Button look=Look::Quiet icon=Icon::Close on_press=away>{tr(|t| t.ui_file_remove())}</Button>
            </li>
        }
    };
    view! {
        {(bad > 0).then(|| view! {
            <Notice kind=NoticeKind::Bad><p>{move || t.with(|t| t.supervision_photos_bad(count(bad)))}</p></Notice>
        })}
        <ul class="photos-found">{preview.photos.into_iter().enumerate().map(line).collect_view()}</ul>
        <ErrorNote error=failed/>
        <div class="actions actions-end">
            <Button on_press=move || files.set(Vec::new())>{tr(|t| t.act_cancel())}</Button>
            {(bad == 0).then(|| view! {
                <Button look=Look::Primary busy on_press=take>{move || t.with(|t| t.supervision_photos_good(count(all)))}</Button>
            })}
        </div>
    }
}

/// The photos of a matter; nothing where there are none.
#[component]
pub(super) fn Photos(photos: Vec<AttachmentRow>, may_withdraw: bool) -> impl IntoView {
    let large = RwSignal::new(None::<Picture>);
    let (notices, t) = (use_notices(), texts());
    let (asks, which) = (RwSignal::new(false), RwSignal::new(None::<AttachmentId>));
    if photos.is_empty() {
        return ().into_any();
    }
    let ask = Callback::new(move |id: AttachmentId| {
        which.set(Some(id));
        asks.set(true);
    });
    let withdraw = Callback::new(move |reason: String| {
        Reasoned(Box::pin(async move {
            let id = which.get_untracked().ok_or(ErrorCode::NotFound)?;
            let row = call(WithdrawAttachment { id, reason }).await?;
            notices.tell(NoticeKind::Info, t.with_untracked(|t| t.supervision_photo_withdrawn(&row.name)));
            Ok(())
        }))
    });
    let names: BTreeMap<AttachmentId, String> = photos.iter().map(|photo| (photo.id, photo.name.clone())).collect();
    let why = move |()| {
        let id = which.get_untracked();
        let name = id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        let act = tr(|t| t.supervision_photo_withdraw_title());
        let form = format!("attachment:{}:withdraw", id.map_or(0, |id| id.0));
        Why { lead: tr(|t| t.supervision_photo_withdraw_lead()), ..Why::of(form, name, act, (REASON_LEAST, WORDS_LIMIT)) }
    };
    let cards = photos.into_iter().map(|photo| view! { <Card photo large ask=may_withdraw.then_some(ask)/> }).collect_view();
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.supervision_photos())}</h4>
            <ul class="photos">{cards}</ul>
            <LargePicture picture=large/>
            <ReasonDialog open=asks title=tr(|t| t.supervision_photo_withdraw_title()) why send=withdraw/>
        </section>
    }
    .into_any()
}

#[component]
fn Card(photo: AttachmentRow, large: RwSignal<Option<Picture>>, ask: Option<Callback<AttachmentId>>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (id, name, source) = (photo.id, photo.name.clone(), photo.source.clone());
    let about = {
        let (who, at, name) = (photo.who.clone(), photo.added_at, name.clone());
        move || t.with(|t| t.supervision_photo_about(&name, &who, instant(at)))
    };
    // Why there is nothing to be seen.
    let why = photo.withdrawn_at.map(|_| photo.withdrawn_why.clone());
    // Bytes of a withdrawn one are missed by nobody.
    let (erased, is_missing) = (photo.erased_at, photo.missing && why.is_none());
    if why.is_some() || erased.is_some() || is_missing {
        let withdrawn = move || why.as_ref().map(|why| t.with(|t| t.supervision_photo_gone(why)));
        let gone = move || {
            t.with(|t| match erased {
                Some(at) => Some(t.supervision_photo_erased(instant(at))),
                None => is_missing.then(|| t.supervision_photo_missing()),
            })
        };
        return view! {
            <li class="photo is-gone">
                {(!name.is_empty()).then(|| view! { <p class="quiet">{name}</p> })}
                {move || withdrawn().map(|words| view! { <p class="quiet">{words}</p> })}
                {move || gone().map(|words| view! { <p class="quiet" class:field-error=erased.is_none()>{words}</p> })}
            </li>
        }
        .into_any();
    }
    let is_picture = photo.media.is_picture();
    let open = move || {
        if is_picture {
            large.set(Some(Picture { id, name: photo.name.clone() }));
        } else {
            open_outside(id, notices, t);
        }
    };
    let picture = if is_picture {
        view! { <img src=attachment(id) alt="" loading="lazy"/> }.into_any()
    } else {
        view! { <span class="photo-paper" aria-hidden="true">"PDF"</span> }.into_any()
    };
    view! {
        <li class="photo">
            <button type="button" class="photo-open" title=about.clone() aria-label=about on:click=move |_| open()>
                {picture}
            </button>
            <p class="photo-name">{name}</p>
            {(!source.is_empty()).then(|| view! { <p class="mono quiet">{source}</p> })}
            {ask.map(|ask| view! {
                <Button look=Look::Quiet on_press=move || ask.run(id)>{tr(|t| t.supervision_photo_withdraw())}</Button>
            })}
        </li>
    }
    .into_any()
}
