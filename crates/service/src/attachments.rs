//! Files that belong to something: what one is, its bytes kept, and shown to whoever sees what it belongs to.

use crate::Service;
use crate::context::{Cx, Handle};
use crate::duties::chart;
use crate::failure::Failure;
use crate::inspections::photos;
use crate::supervision::eyes::Eyes;
use crate::supervision::photos::matter_of;
use api::attachment::{AttachmentRow, ShowAttachment};
use api::{ApiError, ErrorCode, InFile};
use domain::attachment::{Media, SIZE_LIMIT};
use std::io::Read;
use std::path::PathBuf;
use store::attachment::{self, Attachment};
use store::blobs::{Blobs, Kept};

/// Attachments as they are told, with whether their bytes are there.
pub(crate) async fn rows(service: &Service, all: Vec<Attachment>) -> Result<Vec<AttachmentRow>, Failure> {
    let blobs = service.store().location().blobs();
    let row = move |of: Attachment| {
        let Attachment { id, name, media, size, sha256, source, who, added_at, withdrawn_at, withdrawn_why, erased_at, .. } = of;
        let missing = erased_at.is_none() && !blobs.path(&sha256).is_some_and(|path| path.is_file());
        AttachmentRow { id, name, media, size, sha256, source, who, added_at, withdrawn_at, withdrawn_why, erased_at, missing }
    };
    Ok(tokio::task::spawn_blocking(move || all.into_iter().map(row).collect()).await?)
}

/// One of them.
pub(crate) async fn row(service: &Service, one: Attachment) -> Result<AttachmentRow, Failure> {
    Ok(rows(service, vec![one]).await?.pop().ok_or(ErrorCode::NotFound)?)
}

fn unreadable(file: &InFile, detail: &str) -> ApiError {
    ApiError::new(ErrorCode::FileUnreadable).with("name", &file.name).with("detail", detail)
}

/// What a file is; refused if it can't be shown, or is too large.
pub(crate) fn media(cx: &Cx<'_>, file: &InFile) -> Result<(Media, u64), ApiError> {
    let path = cx.path_in(file).map_err(|_| unreadable(file, "gone"))?;
    let mut open = std::fs::File::open(path).map_err(|_| unreadable(file, "gone"))?;
    let size = open.metadata().map_err(|_| unreadable(file, "gone"))?.len();
    let mut first = Vec::with_capacity(16);
    open.by_ref().take(16).read_to_end(&mut first).map_err(|_| unreadable(file, "denied"))?;
    match Media::of(&first) {
        _ if size > SIZE_LIMIT => Err(unreadable(file, "photo_too_large")),
        Some(media) => Ok((media, size)),
        None => Err(unreadable(file, "not_photo")),
    }
}

/// Keeps the bytes, before anything refers to them: what is kept in vain is swept away.
pub(crate) async fn kept(path: PathBuf, blobs: Blobs, file: &InFile) -> Result<Kept, Failure> {
    let kept = tokio::task::spawn_blocking(move || blobs.keep(std::fs::File::open(path)?, SIZE_LIMIT)).await?;
    Ok(kept.map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull.into(),
        std::io::ErrorKind::FileTooLarge => unreadable(file, "photo_too_large"),
        std::io::ErrorKind::NotFound => unreadable(file, "gone"),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => ErrorCode::ReadOnly.into(),
        _ => ApiError::new(ErrorCode::FileUnwritable).with("name", &file.name).with("detail", error),
    })?)
}

impl Handle for ShowAttachment {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<AttachmentRow, Failure> {
        let one = attachment::find(&mut cx.conn().await?, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let seen = if one.subject == chart::SUBJECT {
            chart::is_seen(cx, &one).await?.then_some(one)
        } else if one.subject.starts_with("visit:") {
            photos::seen_as(cx, one).await?
        } else {
            let eyes = Eyes::of(cx).await?;
            matter_of(cx, &eyes, &one.subject).await?.map(|_| one)
        };
        let one = seen.ok_or(ErrorCode::NotFound)?;
        if one.withdrawn_at.is_some() || one.erased_at.is_some() {
            return Err(ErrorCode::NotFound.into());
        }
        row(cx.service, one).await
    }
}
