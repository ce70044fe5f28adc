//! Photos and scanned papers of matters: taken in by the numbers in their names, shown to whoever sees the matter, withdrawn with a reason.

use super::eyes::Eyes;
use super::{found, noted, row_of, rules};
use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::ratings::within;
use api::attachment::{AttachmentRow, ShowAttachment, WithdrawAttachment};
use api::supervision::{PhotoFound, PhotosPreviewed, PhotosTaken, PreviewPhotos, TakePhotos};
use api::{ApiError, ErrorCode, InFile};
use domain::attachment::{Media, SEVERAL, SIZE_LIMIT, named, tidy_name};
use domain::supervision::MatterId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use store::attachment::{self, Attachment};
use store::blobs::{Blobs, Kept};
use store::supervision::{Head, form};

/// What photos of a matter belong to.
pub(super) fn subject(id: MatterId) -> String {
    format!("matter:{}", id.0)
}

/// Attachments as they are told, with whether their bytes are there.
pub(super) async fn rows(service: &Service, all: Vec<Attachment>) -> Result<Vec<AttachmentRow>, Failure> {
    let blobs = service.store().location().blobs();
    let row = move |of: Attachment| {
        let Attachment { id, name, media, size, sha256, source, who, added_at, withdrawn_at, withdrawn_why, erased_at, .. } = of;
        let missing = erased_at.is_none() && !blobs.path(&sha256).is_some_and(|path| path.is_file());
        AttachmentRow { id, name, media, size, sha256, source, who, added_at, withdrawn_at, withdrawn_why, erased_at, missing }
    };
    Ok(tokio::task::spawn_blocking(move || all.into_iter().map(row).collect()).await?)
}

/// One of them.
async fn row(service: &Service, one: Attachment) -> Result<AttachmentRow, Failure> {
    Ok(rows(service, vec![one]).await?.pop().ok_or(ErrorCode::NotFound)?)
}

/// A file, and the matter that its name tells.
struct Found {
    shown: PhotoFound,
    head: Option<Head>,
    /// It is a form's number.
    source: String,
}

fn unreadable(file: &InFile, detail: &str) -> ApiError {
    ApiError::new(ErrorCode::FileUnreadable).with("name", &file.name).with("detail", detail)
}

/// What a file is; refused if it can't be shown, or is too large.
fn media(cx: &Cx<'_>, file: &InFile) -> Result<(Media, u64), ApiError> {
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

/// Where files belong, one by one.
async fn looked_at(cx: &mut Cx<'_>, eyes: &Eyes, files: &[InFile]) -> Result<Vec<Found>, Failure> {
    if files.is_empty() || files.len() > SEVERAL {
        return Err(ApiError::invalid("files", "range").with("from", 1).with("to", SEVERAL).into());
    }
    let today = cx.today();
    let numbers = form::numbers(&mut cx.conn().await?).await?;
    let rules = rules::read(&mut cx.conn().await?).await?;
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        let media = media(cx, file);
        let number = named(&file.name, numbers.iter().map(|(number, _)| number.as_str())).unwrap_or_default().to_owned();
        let matter = numbers.iter().find(|(known, _)| *known == number).map(|(_, matter)| *matter);
        // Of a matter that is not his to answer for he learns nothing.
        let matter = match matter {
            Some(id) => match found(cx, eyes, id).await {
                Ok((head, parties)) if eyes.supervises_at(head.place) => Some((head, parties)),
                Ok(_) => None,
                Err(Failure::Api(error)) if error.code == ErrorCode::NotFound => None,
                Err(failure) => return Err(failure),
            },
            None => None,
        };
        let unknown = || ApiError::invalid("files", "photo_number").with("name", &file.name);
        let problem = media.as_ref().err().cloned().or_else(|| matter.is_none().then(unknown));
        let source = matter.as_ref().filter(|(head, _)| head.number != number).map(|_| number.clone()).unwrap_or_default();
        let shown = PhotoFound {
            name: file.name.clone(),
            size: media.as_ref().map_or(file.size, |(_, size)| *size),
            media: media.ok().map(|(media, _)| media),
            number: if matter.is_some() { number } else { String::new() },
            matter: matter.as_ref().map(|(head, parties)| row_of(head, parties, &rules, today)),
            problem,
        };
        all.push(Found { shown, head: matter.map(|(head, _)| head), source });
    }
    Ok(all)
}

impl Handle for PreviewPhotos {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PhotosPreviewed, Failure> {
        let eyes = Eyes::of(cx).await?;
        Ok(PhotosPreviewed { photos: looked_at(cx, &eyes, &self.files).await?.into_iter().map(|found| found.shown).collect() })
    }
}

/// Keeps the bytes, before anything refers to them: what is kept in vain is swept away.
async fn kept(path: PathBuf, blobs: Blobs, file: &InFile) -> Result<Kept, Failure> {
    let kept = tokio::task::spawn_blocking(move || blobs.keep(std::fs::File::open(path)?, SIZE_LIMIT)).await?;
    Ok(kept.map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull.into(),
        std::io::ErrorKind::FileTooLarge => unreadable(file, "photo_too_large"),
        std::io::ErrorKind::NotFound => unreadable(file, "gone"),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => ErrorCode::ReadOnly.into(),
        _ => ApiError::new(ErrorCode::FileUnwritable).with("name", &file.name).with("detail", error),
    })?)
}

impl Handle for TakePhotos {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PhotosTaken, Failure> {
        // Read before the write lock is held.
        let eyes = Eyes::of(cx).await?;
        let looked = looked_at(cx, &eyes, &self.files).await?;
        if let Some(problem) = looked.iter().find_map(|found| found.shown.problem.clone()) {
            return Err(problem.into());
        }
        let blobs = cx.service.store().location().blobs();
        let mut bytes = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let path = cx.path_in(file)?;
            bytes.push(kept(path, blobs.clone(), file).await?);
        }
        cx.work().await?;
        let (mut taken, mut same) = (0, 0);
        let mut of: BTreeMap<MatterId, (Head, Vec<String>)> = BTreeMap::new();
        let mut matters = Vec::new();
        for (found, kept) in looked.into_iter().zip(bytes) {
            let (Some(head), Some(media)) = (found.head, found.shown.media) else { return Err(ErrorCode::NotFound.into()) };
            let subject = subject(head.id);
            let there = attachment::of(&mut cx.conn().await?, &subject).await?;
            if there.iter().any(|one| one.sha256 == kept.sha256 && one.withdrawn_at.is_none() && one.erased_at.is_none()) {
                same += 1;
                continue;
            }
            let new = Attachment {
                id: domain::attachment::AttachmentId(0),
                subject,
                source: found.source,
                name: tidy_name(&found.shown.name),
                media,
                size: kept.size,
                sha256: kept.sha256,
                person: eyes.person.clone(),
                who: eyes.who.clone(),
                added_at: cx.now,
                withdrawn_at: None,
                withdrawn_why: String::new(),
                erased_at: None,
            };
            attachment::insert(&mut cx.conn().await?, &new).await?;
            taken += 1;
            let name = new.name;
            of.entry(head.id).or_insert_with(|| (head, Vec::new())).1.push(name);
            if let Some(matter) = found.shown.matter
                && matters.iter().all(|row: &api::supervision::MatterRow| row.id != matter.id)
            {
                matters.push(matter);
            }
        }
        for (head, names) in of.into_values() {
            noted(cx, &head, json!({ "photos": names })).await?;
        }
        Ok(PhotosTaken { taken, same, matters })
    }
}

/// An attachment with the matter that it belongs to, if the caller sees that.
async fn seen(cx: &mut Cx<'_>, eyes: &Eyes, id: domain::attachment::AttachmentId) -> Result<(Attachment, Head), Failure> {
    let one = attachment::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
    let matter = one.subject.strip_prefix("matter:").and_then(|id| id.parse().ok()).map(MatterId).ok_or(ErrorCode::NotFound)?;
    let (head, _) = found(cx, eyes, matter).await?;
    Ok((one, head))
}

impl Handle for ShowAttachment {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<AttachmentRow, Failure> {
        let eyes = Eyes::of(cx).await?;
        let (one, _) = seen(cx, &eyes, self.id).await?;
        if one.withdrawn_at.is_some() || one.erased_at.is_some() {
            return Err(ErrorCode::NotFound.into());
        }
        row(cx.service, one).await
    }
}

impl Handle for WithdrawAttachment {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<AttachmentRow, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?;
        let (one, head) = seen(cx, &eyes, self.id).await?;
        if !eyes.supervises_at(head.place) {
            return Err(ErrorCode::NotPermitted.into());
        }
        if one.erased_at.is_some() {
            return Err(ApiError::invalid("id", "photo_erased").into());
        }
        if !attachment::withdraw(&mut cx.conn().await?, one.id, now, reason).await? {
            return Err(ApiError::invalid("id", "photo_withdrawn").into());
        }
        noted(cx, &head, json!({ "photos": [one.name.clone()], "reason": reason })).await?;
        let now = attachment::find(&mut cx.conn().await?, one.id).await?.ok_or(ErrorCode::NotFound)?;
        row(cx.service, now).await
    }
}
