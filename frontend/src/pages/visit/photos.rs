//! Photos of a visit: asked for, small at their line and beside the list.

use super::desk::{Desk, Mode, Open};
use crate::backend::{attachment, pick_photo_folder, pick_photos};
use crate::state::{error_line, texts, tr};
use crate::ui::{Badge, Button, Icon, Look, NoticeKind, Tint};
use api::inspection::VisitPhoto;
use api::{FolderFiles, InFile};
use domain::inspection::finding::FindingId;
use domain::inspection::photo::{PhotoPhase, Verdict};
use leptos::prelude::*;
use texts::Texts;
use texts::format::instant;
use texts::words::Word;

/// Files that were chosen, before they are taken in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Picked {
    /// The files.
    pub(super) files: Vec<InFile>,
    /// The line for which they were; none: each goes to the answer that is nearest in time.
    pub(super) line: Option<String>,
    /// They are what lay in a camera's folder: some of it may be of another day.
    pub(super) is_folder: bool,
    /// How many older files of the folder are not among them.
    pub(super) left_out: u64,
}

impl Desk {
    /// Asks for photos: of a line, or for the whole visit.
    pub(super) fn take_photos(self, line: Option<String>) {
        self.ask_for_photos(line, false);
    }

    fn ask_for_photos(self, line: Option<String>, is_folder: bool) {
        if self.asking.get_untracked() {
            return;
        }
        self.asking.set(true);
        let (notices, t) = (self.notices, self.t);
        leptos::task::spawn_local(async move {
            let answer = if is_folder {
                pick_photo_folder(&t.with_untracked(|t| t.visit_photos_pick_folder())).await
            } else {
                let files = pick_photos(&t.with_untracked(|t| t.visit_photos_pick())).await;
                files.map(|files| (!files.is_empty()).then_some(FolderFiles { files, left_out: 0 }))
            };
            self.asking.try_set(false);
            match answer {
                Ok(None) => {}
                Ok(Some(FolderFiles { files, left_out })) => {
                    self.open.try_set(Some(Open::Photos(Box::new(Picked { files, line, is_folder, left_out }))));
                }
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
            }
        });
    }

    /// The photos of the visit, as they are stored; tracked.
    pub(super) fn photos(&self) -> Vec<VisitPhoto> {
        self.shown.with(|shown| shown.record.as_ref().map(|record| record.photos.clone()).unwrap_or_default())
    }
}

/// How a verdict is tinted: that nothing is told is no fault.
pub(super) fn tint(verdict: Verdict) -> Tint {
    match verdict {
        Verdict::Fits => Tint::Accent,
        Verdict::Differs => Tint::Warn,
        Verdict::Nothing | Verdict::Unreadable | Verdict::Open => Tint::Quiet,
    }
}

/// What a photo is called where it can't be seen: its caption or its name, 整改前 or 整改后.
pub(super) fn called(photo: &VisitPhoto, t: &Texts) -> String {
    let fields = &photo.fields;
    let phase = if fields.phase == PhotoPhase::Any { String::new() } else { fields.phase.word(t) };
    let name = if fields.caption.is_empty() { &photo.file.name } else { &fields.caption };
    [fields.line.as_str(), &phase, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The photos of a line, in a row; nothing where there are none.
#[component]
pub(super) fn LinePhotos(desk: Desk, no: StoredValue<String>) -> impl IntoView {
    let photos = Memo::new(move |_| {
        // What shows a finding stands at the finding, not here too; if that was withdrawn, here.
        let findings: Vec<FindingId> = desk.findings().into_iter().map(|one| one.id).collect();
        let is_here = |photo: &VisitPhoto| photo.fields.finding.is_none_or(|id| !findings.contains(&id));
        let of_line = |photo: &VisitPhoto| no.with_value(|no| photo.fields.line == *no) && photo.file.withdrawn_at.is_none();
        desk.photos().into_iter().filter(|photo| of_line(photo) && is_here(photo)).collect::<Vec<_>>()
    });
    view! { <Strip desk photos/> }
}

/// The photos of a finding, in a row.
#[component]
pub(super) fn FindingPhotos(desk: Desk, id: FindingId) -> impl IntoView {
    let of_finding = move |photo: &VisitPhoto| photo.fields.finding == Some(id) && photo.file.withdrawn_at.is_none();
    let photos = Memo::new(move |_| desk.photos().into_iter().filter(of_finding).collect::<Vec<_>>());
    view! { <Strip desk photos/> }
}

#[component]
fn Strip(desk: Desk, photos: Memo<Vec<VisitPhoto>>) -> impl IntoView {
    view! {
        <Show when=move || photos.with(|photos| !photos.is_empty())>
            <ul class="visit-photos">
                {move || photos.get().into_iter().map(|photo| view! { <li><Small desk photo/></li> }).collect_view()}
            </ul>
        </Show>
    }
}

/// One, small; pressed, it opens large.
#[component]
fn Small(desk: Desk, photo: VisitPhoto) -> impl IntoView {
    let t = desk.t;
    let (id, thumb) = (photo.id, photo.thumb);
    let is_gone = photo.file.erased_at.is_some() || photo.file.missing || photo.file.withdrawn_at.is_some();
    let phase = photo.fields.phase;
    let name = {
        let photo = photo.clone();
        move || t.with(|t| called(&photo, t))
    };
    let seen = name.clone();
    let label = move || t.with(|t| t.visit_photo_show(name()));
    let picture = match thumb.filter(|_| !is_gone) {
        Some(thumb) => view! { <img src=attachment(thumb) alt="" loading="lazy"/> }.into_any(),
        None if is_gone => {
            let erased = photo.file.erased_at;
            let withdrawn = photo.file.withdrawn_at.map(|_| photo.file.withdrawn_why.clone());
            let why = move || {
                t.with(|t| match (&withdrawn, erased) {
                    (Some(why), _) => t.supervision_photo_gone(why),
                    (None, Some(at)) => t.supervision_photo_erased(instant(at)),
                    (None, None) => t.supervision_photo_missing(),
                })
            };
            view! { <span class="visit-photo-gone">{why}</span> }.into_any()
        }
        None => view! { <span class="photo-paper">"PDF"</span> }.into_any(),
    };
    view! {
        <button
            type="button"
            class="visit-photo"
            class:is-gone=is_gone
            title=seen
            on:click=move |_| desk.open.set(Some(Open::Photo(id)))
        >
            {picture}
            {(phase != PhotoPhase::Any).then(|| view! { <span class="visit-photo-phase">{move || t.with(|t| phase.word(t))}</span> })}
            <span class="visually-hidden">{label}</span>
        </button>
    }
}

/// All of the visit, beside the list.
#[component]
pub(super) fn PhotosPanel(desk: Desk) -> impl IntoView {
    let t = texts();
    let photos = Memo::new(move |_| desk.photos());
    let has_record = Memo::new(move |_| desk.shown.with(|shown| shown.record.is_some()));
    let writes = move || desk.mode.get() == Mode::Write;
    let differs = Memo::new(move |_| photos.with(|photos| photos.iter().filter(|photo| photo.check.verdict == Verdict::Differs).count()));
    let told = move || {
        let n = differs.get();
        (n > 0).then(|| view! { <p><Badge tint=Tint::Warn>{move || t.with(|t| format!("{} {n}", t.visit_photo_differs()))}</Badge></p> })
    };
    view! {
        <Show when=move || has_record.get()>
            <section class="visit-panel">
                <h2>{tr(|t| t.visit_photos())}</h2>
                {told}
                <Show when=move || writes() && photos.with(Vec::is_empty)><p class="quiet">{tr(|t| t.visit_photos_none())}</p></Show>
                <Strip desk photos/>
                <Show when=writes>
                    <div class="actions">
                        <Button busy=desk.asking icon=Icon::File on_press=move || desk.take_photos(None)>{tr(|t| t.visit_photos_take())}</Button>
                        <Button look=Look::Quiet busy=desk.asking on_press=move || desk.ask_for_photos(None, true)>
                            {tr(|t| t.visit_photos_folder())}
                        </Button>
                    </div>
                </Show>
            </section>
        </Show>
    }
}
