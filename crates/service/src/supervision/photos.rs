//! Photos and scanned papers of matters: taken in by the numbers in their names, withdrawn with a reason.

use super::eyes::Eyes;
use super::{found, noted, row_of, rules};
use crate::attachments;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::ratings::within;
use api::attachment::{AttachmentRow, WithdrawAttachment};
use api::supervision::{PhotoFound, PhotosPreviewed, PhotosTaken, PreviewPhotos, TakePhotos};
use api::{ApiError, ErrorCode, InFile};
use domain::attachment::{SEVERAL, named};
use domain::supervision::MatterId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use serde_json::json;
use std::collections::BTreeMap;
use store::attachment::{self, Attachment};
use store::supervision::{Head, form};

/// What photos of a matter belong to.
pub(super) fn subject(id: MatterId) -> String {
    format!("matter:{}", id.0)
}

/// A file, and the matter that its name tells.
struct Found {
    shown: PhotoFound,
    head: Option<Head>,
    /// It is a form's number.
    source: String,
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
        let media = attachments::media(cx, file);
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
            bytes.push(attachments::kept(path, blobs.clone(), file).await?);
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
            let by = (eyes.person.as_str(), eyes.who.as_str());
            let new = Attachment::coming(subject, (&found.source, &found.shown.name), media, &kept, by, cx.now);
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

/// The matter that an attachment belongs to, if the caller sees it; none: it belongs to something else.
pub(crate) async fn matter_of(cx: &mut Cx<'_>, eyes: &Eyes, subject: &str) -> Result<Option<Head>, Failure> {
    let Some(id) = subject.strip_prefix("matter:").and_then(|id| id.parse().ok()).map(MatterId) else { return Ok(None) };
    Ok(Some(found(cx, eyes, id).await?.0))
}

impl Handle for WithdrawAttachment {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<AttachmentRow, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?;
        let one = attachment::find(&mut cx.conn().await?, self.id).await?.ok_or(ErrorCode::NotFound)?;
        // What belongs to a published text stays with it.
        let head = matter_of(cx, &eyes, &one.subject).await?.ok_or(ErrorCode::NotFound)?;
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
        attachments::row(cx.service, now).await
    }
}
