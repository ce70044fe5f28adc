//! Attachments as pages show them: a picture as large as the window allows, anything in the system's viewer.

use crate::backend::{attachment, open_attachment};
use crate::state::{Wording, error_line, texts, tr};
use crate::ui::{Button, Dialog, NoticeKind, Notices, use_notices};
use domain::attachment::AttachmentId;
use leptos::prelude::*;

/// A picture that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pages) struct Picture {
    /// Which.
    pub(in crate::pages) id: AttachmentId,
    /// The name of its file.
    pub(in crate::pages) name: String,
}

/// Opens one in the system's viewer.
pub(in crate::pages) fn open_outside(id: AttachmentId, notices: Notices, t: Wording) {
    leptos::task::spawn_local(async move {
        if let Err(error) = open_attachment(id).await {
            notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t)));
        }
    });
}

/// A picture as large as the window allows, while there is one.
#[component]
pub(in crate::pages) fn LargePicture(
    /// Which.
    picture: RwSignal<Option<Picture>>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(picture.with(Option::is_some)));
    let title = Signal::derive(move || picture.with(|picture| picture.as_ref().map(|picture| picture.name.clone()).unwrap_or_default()));
    view! {
        <Dialog open on_close=move || picture.set(None) title>
            {move || picture.get().map(|Picture { id, name }| view! {
                <img class="photo-large" src=attachment(id) alt=name/>
                <div class="actions actions-end">
                    <Button on_press=move || open_outside(id, notices, t)>{tr(|t| t.supervision_photo_open())}</Button>
                </div>
            })}
        </Dialog>
    }
}
