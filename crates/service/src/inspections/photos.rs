//! Photos and other files of a visit: matched by time to what was answered, kept as they were taken, seen small, covered on a copy.
//!
//! Files are read before anything is written: how large a picture is says its header, and only what is small enough is decoded. The bytes of small
//! pictures and of copies are attachments of the visit themselves, so that backups, erasure and the door treat them as any other.
//!
//! Each picture has one copy, made when it is taken in and anew when boxes are laid on it: smaller, without metadata. Whoever was checked sees that
//! and nothing else, under a name that the camera did not make.

use super::Eyes;
use super::records::{list, noted, seen, writing};
use crate::attachments::{self, kept};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::ratings::within;
use crate::words;
use api::attachment::AttachmentRow;
use api::inspection::{
    CoverVisitPhoto, LocateStation, PreviewVisitPhotos, SaveVisitPhoto, TakeVisitPhotos, VisitPhoto, VisitPhotoFound, VisitPhotosPreviewed,
    VisitPhotosTaken, WithdrawVisitPhoto,
};
use api::{ApiError, ErrorCode, InFile};
use documents::photo::{self as picture, PhotoProblem};
use domain::attachment::{AttachmentId, Media, SEVERAL, SIZE_LIMIT, tidy_name};
use domain::inspection::checklist::ListFields;
use domain::inspection::finding::FindingState;
use domain::inspection::photo::{
    BOXES_MOST, BlackBox, FOLDER_MOST, PHOTOS_MOST, PhotoFields, Reading, Told, Visited, boxes_problem, check, nearest,
};
use domain::inspection::plan::VisitId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use serde_json::json;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use store::attachment::{self, Attachment};
use store::blobs::{Blobs, Kept};
use store::inspection::finding;
use store::inspection::photo::{self, Photo};
use store::inspection::record::{self, Record};
use store::inspection::visit::{self, Visit};

/// The longest side of a small picture.
const SMALL_EDGE: u32 = 320;
/// The longest side of a copy.
const COPY_EDGE: u32 = 3_000;
/// So much of a file is read before it is taken: headers and metadata stand at its beginning.
const HEAD: u64 = 512 << 10;
/// The source of a small picture.
const SMALL: &str = "small";
/// The source of a copy with black boxes.
const COVERED: &str = "covered";
/// The source of a copy without any.
const PLAIN: &str = "plain";

/// What photos of a visit belong to.
pub(super) fn subject(id: VisitId) -> String {
    format!("visit:{}", id.0)
}

/// He is of the district, or was sent there: he sees photos as they were taken.
fn is_inside(eyes: &Eyes, visit: &Visit) -> bool {
    eyes.sees_all() || eyes.is_sent(visit)
}

/// What whoever was checked may see of a photo: papers as they came, of a picture its copy. What came before copies were made is seen small only.
fn outside(photo: &Photo, media: Media) -> Option<AttachmentId> {
    if media.is_picture() { photo.copy.or(photo.thumb) } else { Some(photo.id) }
}

/// What a picture is called outside, by its place among the photos of its visit: a camera's name tells when it was taken.
fn named_outside(cx: &Cx<'_>, place: usize) -> String {
    words::texts(cx.lang).visit_photo_outside_name((place + 1).to_string())
}

/// A file of a visit as the caller may see it; none: not at all. Whoever is not of the district sees of a picture only what was made of it.
pub(crate) async fn seen_as(cx: &mut Cx<'_>, one: Attachment) -> Result<Option<Attachment>, Failure> {
    let Some(id) = one.subject.strip_prefix("visit:").and_then(|id| id.parse().ok()).map(VisitId) else { return Ok(None) };
    let (eyes, today) = (Eyes::of(cx).await?, cx.today());
    let Some(visit) = visit::seen(&mut cx.conn().await?, id, &eyes.seeing, today).await? else { return Ok(None) };
    if is_inside(&eyes, &visit) {
        return Ok(Some(one));
    }
    let photos = photo::of(&mut cx.conn().await?, id).await?;
    let is_of = |photo: &Photo| photo.id == one.id || photo.thumb == Some(one.id) || photo.copy == Some(one.id);
    let Some((place, photo)) = photos.iter().enumerate().find(|(_, photo)| is_of(photo)) else { return Ok(None) };
    Ok(match () {
        () if photo.id != one.id => Some(Attachment { name: named_outside(cx, place), ..one }),
        () if one.media.is_picture() => None,
        () => Some(one),
    })
}

/// When and where a visit was; while it is being written, until now.
async fn visited(cx: &mut Cx<'_>, visit: &Visit, record: &Record) -> Result<Visited, Failure> {
    let now = visit.state.is_written().then_some(cx.now);
    let station = photo::location(&mut cx.conn().await?, visit.spot.point).await?;
    Ok(Visited { began: record.party.began, ended: record.party.ended.or(now), station })
}

/// A photo as it is told; `outside`: to whoever is not of the district, under that name.
fn row(photo: Photo, files: &HashMap<AttachmentId, AttachmentRow>, visited: &Visited, outside_name: Option<String>) -> Option<VisitPhoto> {
    let own = files.get(&photo.id)?;
    // Where people were, and when, is told to those only who sent them; what was erased tells nothing any more.
    let is_inside = outside_name.is_none();
    let is_told = is_inside && own.erased_at.is_none();
    let file = match outside_name {
        Some(name) if own.media.is_picture() => AttachmentRow { name, ..files.get(&outside(&photo, own.media)?)?.clone() },
        _ => own.clone(),
    };
    let told = if is_told { photo.told } else { Told::default() };
    let check = if is_told { check(&told, visited) } else { domain::inspection::photo::Check::default() };
    Some(VisitPhoto {
        file,
        id: photo.id,
        fields: photo.fields,
        is_inside,
        is_told,
        told,
        check,
        thumb: photo.thumb,
        copy: photo.copy,
        boxes: photo.boxes,
        version: photo.version,
    })
}

/// The photos of a visit as the caller may see them; what was withdrawn is for those who checked.
pub(super) async fn shown(cx: &mut Cx<'_>, eyes: &Eyes, visit: &Visit, record: &Record) -> Result<Vec<VisitPhoto>, Failure> {
    let (visited, is_inside) = (visited(cx, visit, record).await?, is_inside(eyes, visit));
    let photos = photo::of(&mut cx.conn().await?, visit.id).await?;
    if photos.is_empty() {
        return Ok(Vec::new());
    }
    let all = attachment::of(&mut cx.conn().await?, &subject(visit.id)).await?;
    let files: HashMap<AttachmentId, AttachmentRow> =
        attachments::rows(cx.service, all).await?.into_iter().map(|file| (file.id, file)).collect();
    let named = |place: usize| (!is_inside).then(|| named_outside(cx, place));
    let rows = photos.into_iter().enumerate().filter_map(|(place, photo)| row(photo, &files, &visited, named(place)));
    Ok(rows.filter(|row| is_inside || row.file.withdrawn_at.is_none()).collect())
}

/// A photo, its visit and record, as far as the caller may know of them.
async fn found(cx: &mut Cx<'_>, eyes: &Eyes, id: AttachmentId) -> Result<(Photo, Visit, Record), Failure> {
    let photo = photo::find(&mut cx.conn().await?, id).await?.filter(|photo| photo.id == id).ok_or(ErrorCode::NotFound)?;
    let visit = seen(cx, eyes, photo.visit).await?;
    let record = record::find(&mut cx.conn().await?, photo.visit).await?.ok_or(ErrorCode::NotFound)?;
    Ok((photo, visit, record))
}

/// He was sent there, or is in charge of plans: afterwards, too, somebody has to see to it that no face is shown around.
pub(super) fn keeps(eyes: &Eyes, visit: &Visit) -> bool {
    eyes.is_sent(visit) || (eyes.sees_all() && eyes.plans)
}

/// One that is neither withdrawn nor erased, for whoever keeps the photos of its visit.
async fn kept_by(cx: &mut Cx<'_>, eyes: &Eyes, id: AttachmentId) -> Result<(Photo, Visit, Attachment), Failure> {
    let (photo, visit, _) = found(cx, eyes, id).await?;
    if !keeps(eyes, &visit) {
        return Err(ApiError::invalid("id", "visit_not_yours").into());
    }
    let one = attachment::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
    match () {
        () if one.erased_at.is_some() => Err(ApiError::invalid("id", "photo_erased").into()),
        () if one.withdrawn_at.is_some() => Err(ApiError::invalid("id", "photo_withdrawn").into()),
        () => Ok((photo, visit, one)),
    }
}

/// As it is now, for whoever keeps the photos of its visit.
async fn stands(cx: &mut Cx<'_>, eyes: &Eyes, id: AttachmentId) -> Result<VisitPhoto, Failure> {
    let (photo, visit, record) = found(cx, eyes, id).await?;
    let visited = visited(cx, &visit, &record).await?;
    if !is_inside(eyes, &visit) {
        return Err(ErrorCode::NotFound.into());
    }
    let one = attachment::find(&mut cx.conn().await?, photo.id).await?.ok_or(ErrorCode::NotFound)?;
    let files = HashMap::from([(photo.id, attachments::row(cx.service, one).await?)]);
    Ok(row(photo, &files, &visited, None).ok_or(ErrorCode::NotFound)?)
}

fn unreadable(name: &str, detail: &str) -> ApiError {
    ApiError::new(ErrorCode::FileUnreadable).with("name", name).with("detail", detail)
}

/// Why a picture is not taken.
fn refused(name: &str, problem: PhotoProblem) -> ApiError {
    match problem {
        PhotoProblem::Damaged => unreadable(name, "photo_damaged"),
        PhotoProblem::TooDeep => unreadable(name, "photo_depth"),
        PhotoProblem::TooManyPixels(width, height) => {
            let megapixels = u64::from(width) * u64::from(height) / 1_000_000;
            unreadable(name, "photo_pixels").with("n", megapixels).with("max", domain::inspection::photo::PIXELS_MOST / 1_000_000)
        }
    }
}

/// What is known of a file before it is taken: by its beginning, and by all of it where that does not do.
fn looked(path: &Path, name: &str) -> Result<(Media, u64, Told), ApiError> {
    let gone = |_| unreadable(name, "gone");
    let mut file = std::fs::File::open(path).map_err(gone)?;
    let size = file.metadata().map_err(gone)?.len();
    if size > SIZE_LIMIT {
        return Err(unreadable(name, "photo_too_large"));
    }
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(|_| unreadable(name, "denied"))?;
    let media = Media::of(&bytes).ok_or_else(|| unreadable(name, "not_photo"))?;
    let is_enough =
        picture::size(&bytes, media).is_ok() && (!media.is_picture() || picture::told(&bytes, media).reading != Reading::Unreadable);
    // What has no metadata can be told from what is cut off only at its end.
    if size > HEAD && !is_enough {
        file.take(SIZE_LIMIT).read_to_end(&mut bytes).map_err(|_| unreadable(name, "denied"))?;
    }
    picture::size(&bytes, media).map_err(|problem| refused(name, problem))?;
    Ok((media, size, picture::told(&bytes, media).or_named(name)))
}

impl Handle for PreviewVisitPhotos {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitPhotosPreviewed, Failure> {
        if self.files.is_empty() || self.files.len() > FOLDER_MOST {
            return Err(ApiError::invalid("files", "range").with("from", 1).with("to", FOLDER_MOST).into());
        }
        let eyes = Eyes::of(cx).await?;
        let (visit, record) = writing(cx, &eyes, self.visit).await?;
        let visited = visited(cx, &visit, &record).await?;
        let answers = photo::answer_times(&mut cx.conn().await?, self.visit).await?;
        let there = attachment::of(&mut cx.conn().await?, &subject(self.visit)).await?;
        let files: Vec<(Option<PathBuf>, InFile)> = self.files.into_iter().map(|file| (cx.path_in(&file).ok(), file)).collect();
        let look = move || -> Vec<VisitPhotoFound> {
            let all = files.into_iter().map(|(path, file)| {
                let read = path.ok_or_else(|| unreadable(&file.name, "gone")).and_then(|path| looked(&path, &file.name));
                let told = read.as_ref().map(|(_, _, told)| *told).unwrap_or_default();
                let size = read.as_ref().map_or(file.size, |(_, size, _)| *size);
                let line = told.at.and_then(|at| nearest(answers.iter().map(|(line, at)| (line.as_str(), *at)), at));
                let name = tidy_name(&file.name);
                VisitPhotoFound {
                    line: line.unwrap_or_default().to_owned(),
                    check: check(&told, &visited),
                    same: there.iter().any(|one| is_held(one) && one.source.is_empty() && one.name == name && one.size == size),
                    problem: read.err(),
                    name: file.name,
                    size,
                    told,
                }
            });
            all.collect()
        };
        Ok(VisitPhotosPreviewed { photos: tokio::task::spawn_blocking(look).await? })
    }
}

/// Its bytes count: it is neither withdrawn nor erased.
fn is_held(one: &Attachment) -> bool {
    one.withdrawn_at.is_none() && one.erased_at.is_none()
}

/// A file whose bytes are kept.
struct Taken {
    name: String,
    fields: PhotoFields,
    media: Media,
    kept: Kept,
    told: Told,
    made: Option<Made>,
}

/// What was made of a picture, and is kept.
struct Made {
    /// Without metadata, with black boxes where there are some.
    copy: Kept,
    /// The same, small.
    small: Kept,
}

/// What is in a file that is kept, and what was made of it, which is kept too.
fn looked_into(blobs: &Blobs, kept: &Kept, name: &str) -> Result<(Media, Told, Option<Made>), ApiError> {
    let bytes = blobs.read(&kept.sha256).map_err(|_| unreadable(name, "gone"))?;
    let media = Media::of(&bytes).ok_or_else(|| unreadable(name, "not_photo"))?;
    let told = picture::told(&bytes, media).or_named(name);
    let made = if media.is_picture() { Some(made(blobs, &bytes, media, name, &[])?) } else { None };
    Ok((media, told, made))
}

/// A copy of a picture and a small one of that, kept. The picture itself is decoded once.
fn made(blobs: &Blobs, bytes: &[u8], media: Media, name: &str, boxes: &[BlackBox]) -> Result<Made, ApiError> {
    let copied =
        |bytes: &[u8], media, edge, boxes: &[BlackBox]| picture::copy(bytes, media, edge, boxes).map_err(|problem| refused(name, problem));
    let copy = copied(bytes, media, COPY_EDGE, boxes)?;
    let small = copied(&copy.jpeg, Media::Jpeg, SMALL_EDGE, &[])?;
    Ok(Made { copy: keep(blobs, &copy.jpeg, name)?, small: keep(blobs, &small.jpeg, name)? })
}

fn keep(blobs: &Blobs, jpeg: &[u8], name: &str) -> Result<Kept, ApiError> {
    blobs.keep(jpeg, SIZE_LIMIT).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull.into(),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => ErrorCode::ReadOnly.into(),
        _ => ApiError::new(ErrorCode::FileUnwritable).with("name", name).with("detail", error),
    })
}

/// An attachment of a visit that comes in now.
fn coming(cx: &Cx<'_>, eyes: &Eyes, visit: VisitId, (source, name): (&str, &str), media: Media, kept: &Kept) -> Attachment {
    Attachment::coming(subject(visit), (source, name), media, kept, (&eyes.person, &eyes.who), cx.now)
}

/// Enters what was made of a picture: the keys of the copy and of the small picture.
async fn entered(
    cx: &mut Cx<'_>,
    eyes: &Eyes,
    visit: VisitId,
    (source, name): (&str, &str),
    made: &Made,
) -> Result<(AttachmentId, AttachmentId), Failure> {
    let small = coming(cx, eyes, visit, (SMALL, name), Media::Jpeg, &made.small);
    let copy = coming(cx, eyes, visit, (source, name), Media::Jpeg, &made.copy);
    let conn = &mut cx.conn().await?;
    let thumb = attachment::insert(conn, &small).await?;
    Ok((attachment::insert(conn, &copy).await?, thumb))
}

/// Where a photo belongs, if there is such a line and such a finding; what shows a finding stands at its line.
async fn belongs(cx: &mut Cx<'_>, visit: VisitId, list: &ListFields, fields: PhotoFields) -> Result<PhotoFields, Failure> {
    let mut fields = fields.tidy();
    if let Some(problem) = fields.problem() {
        return Err(items::check::wrong(&problem).into());
    }
    if let Some(id) = fields.finding {
        let one = finding::find(&mut cx.conn().await?, visit, id).await?.filter(|one| one.state != FindingState::Withdrawn);
        let one = one.ok_or_else(|| ApiError::invalid("finding", "unknown"))?;
        if fields.line.is_empty() {
            fields.line = one.fields.line;
        }
    }
    if !fields.line.is_empty() && list.lines.iter().all(|line| line.no != fields.line) {
        return Err(ApiError::invalid("line", "unknown").into());
    }
    Ok(fields)
}

impl Handle for TakeVisitPhotos {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitPhotosTaken, Failure> {
        if self.photos.is_empty() || self.photos.len() > SEVERAL {
            return Err(ApiError::invalid("photos", "range").with("from", 1).with("to", SEVERAL).into());
        }
        let (eyes, id) = (Eyes::of(cx).await?, self.visit);
        // Bytes are kept before the write lock is held, and only for somebody who writes here.
        writing(cx, &eyes, id).await?;
        let blobs = cx.service.store().location().blobs();
        let mut all = Vec::with_capacity(self.photos.len());
        for one in self.photos {
            attachments::media(cx, &one.file)?;
            let kept = kept(cx.path_in(&one.file)?, blobs.clone(), &one.file).await?;
            let (blobs, of, name) = (blobs.clone(), kept.clone(), one.file.name.clone());
            let (media, told, made) = tokio::task::spawn_blocking(move || looked_into(&blobs, &of, &name)).await??;
            all.push(Taken { name: tidy_name(&one.file.name), fields: one.fields, media, kept, told, made });
        }
        cx.work().await?;
        let (visit, _) = writing(cx, &eyes, id).await?;
        let list = list(cx, &visit).await?;
        let there = attachment::of(&mut cx.conn().await?, &subject(id)).await?;
        let mut held: Vec<String> = there.into_iter().filter(|one| is_held(one) && one.source.is_empty()).map(|one| one.sha256).collect();
        let (mut names, mut same) = (Vec::new(), 0);
        for one in all {
            let fields = belongs(cx, id, &list, one.fields).await?;
            if held.contains(&one.kept.sha256) {
                same += 1;
                continue;
            }
            if held.len() >= PHOTOS_MOST {
                return Err(ApiError::invalid("visit", "too_many").with("max", PHOTOS_MOST).into());
            }
            let new = coming(cx, &eyes, id, ("", &one.name), one.media, &one.kept);
            let own = attachment::insert(&mut cx.conn().await?, &new).await?;
            let (copy, thumb) = match &one.made {
                Some(made) => Some(entered(cx, &eyes, id, (PLAIN, &one.name), made).await?).unzip(),
                None => (None, None),
            };
            let photo = Photo { id: own, visit: id, fields, told: one.told, thumb, copy, boxes: Vec::new(), version: 1 };
            photo::add(&mut cx.conn().await?, &photo).await?;
            held.push(one.kept.sha256);
            names.push(one.name);
        }
        let taken = names.len() as u64;
        if taken > 0 {
            noted(cx, &visit, json!({ "photos": names })).await?;
        }
        Ok(VisitPhotosTaken { taken, same })
    }
}

impl Handle for SaveVisitPhoto {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitPhoto, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let (photo, visit, one) = kept_by(cx, &eyes, self.id).await?;
        writing(cx, &eyes, visit.id).await?;
        let list = list(cx, &visit).await?;
        let fields = belongs(cx, visit.id, &list, self.fields).await?;
        if fields != photo.fields {
            if photo.version != self.version || !photo::save(&mut cx.conn().await?, self.id, self.version, &fields).await? {
                return Err(conflict(&stands(cx, &eyes, self.id).await?)?);
            }
            noted(cx, &visit, json!({ "photos": [one.name], "before": photo.fields, "after": fields })).await?;
        }
        stands(cx, &eyes, self.id).await
    }
}

impl Handle for CoverVisitPhoto {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitPhoto, Failure> {
        if boxes_problem(&self.boxes).is_some() {
            return Err(ApiError::invalid("boxes", "range").with("from", 0).with("to", BOXES_MOST).into());
        }
        let eyes = Eyes::of(cx).await?;
        let (photo, _, one) = kept_by(cx, &eyes, self.id).await?;
        if !one.media.is_picture() {
            return Err(ApiError::invalid("id", "not_picture").into());
        }
        if photo.boxes == self.boxes {
            return stands(cx, &eyes, self.id).await;
        }
        if photo.version != self.version {
            return Err(conflict(&stands(cx, &eyes, self.id).await?)?);
        }
        let blobs = cx.service.store().location().blobs();
        let (sha256, name, media, boxes) = (one.sha256.clone(), one.name.clone(), one.media, self.boxes.clone());
        let make = move || -> Result<Made, ApiError> {
            let bytes = blobs.read(&sha256).map_err(|_| unreadable(&name, "damaged"))?;
            made(&blobs, &bytes, media, &name, &boxes)
        };
        let made = tokio::task::spawn_blocking(make).await??;
        cx.work().await?;
        let now = cx.now;
        let (photo, visit, one) = kept_by(cx, &eyes, self.id).await?;
        let source = if self.boxes.is_empty() { PLAIN } else { COVERED };
        let (copy, thumb) = entered(cx, &eyes, visit.id, (source, &one.name), &made).await?;
        let is_as_read = photo.version == self.version;
        if !is_as_read || !photo::cover(&mut cx.conn().await?, self.id, self.version, &self.boxes, (Some(copy), Some(thumb))).await? {
            return Err(conflict(&stands(cx, &eyes, self.id).await?)?);
        }
        for old in [photo.thumb, photo.copy].into_iter().flatten() {
            attachment::discard(&mut cx.conn().await?, old, now).await?;
        }
        noted(cx, &visit, json!({ "photos": [one.name], "boxes": self.boxes.len() })).await?;
        stands(cx, &eyes, self.id).await
    }
}

impl Handle for WithdrawVisitPhoto {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitPhoto, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (photo, visit, one) = kept_by(cx, &eyes, self.id).await?;
        for id in [Some(photo.id), photo.thumb, photo.copy].into_iter().flatten() {
            attachment::withdraw(&mut cx.conn().await?, id, now, &reason).await?;
        }
        noted(cx, &visit, json!({ "photos": [one.name], "reason": reason })).await?;
        stands(cx, &eyes, self.id).await
    }
}

impl Handle for LocateStation {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitPhoto, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let (photo, visit, one) = kept_by(cx, &eyes, self.photo).await?;
        let place = photo.told.place.ok_or_else(|| ApiError::invalid("photo", "photo_no_place"))?;
        photo::locate(&mut cx.conn().await?, visit.spot.point, place, &eyes.who, now).await?;
        noted(cx, &visit, json!({ "photos": [one.name], "place": [place.lat, place.lon] })).await?;
        stands(cx, &eyes, self.photo).await
    }
}

/// A picture for a paper: what may leave the district, with what is said of it.
pub(super) struct Printed {
    /// JPEG without metadata.
    pub(super) copied: picture::Copied,
    /// The photo.
    pub(super) photo: VisitPhoto,
}

/// The longest side of a picture in a paper: some 200 points an inch over half a page.
const PAPER_EDGE: u32 = 1_200;

/// The pictures of a visit for its paper, those that stand at lines in the order of the list. What is lost or damaged is left out; how many.
pub(super) async fn printed(cx: &mut Cx<'_>, list: &ListFields, photos: &[VisitPhoto]) -> Result<(Vec<Printed>, usize), Failure> {
    let at = |photo: &VisitPhoto| list.lines.iter().position(|line| line.no == photo.fields.line).unwrap_or(usize::MAX);
    let mut all: Vec<VisitPhoto> =
        photos.iter().filter(|photo| photo.file.withdrawn_at.is_none() && photo.file.media.is_picture()).cloned().collect();
    all.sort_by_key(at);
    print(cx, all).await
}

/// These pictures for a paper, in this order: of each the copy that stands for it outside. What is lost or damaged is left out; how many.
pub(super) async fn print(cx: &mut Cx<'_>, all: Vec<VisitPhoto>) -> Result<(Vec<Printed>, usize), Failure> {
    let mut files = Vec::with_capacity(all.len());
    let mut lost = 0;
    for photo in all {
        // The copy is made to stand for it outside.
        let id = photo.copy.unwrap_or(photo.file.id);
        match attachment::find(&mut cx.conn().await?, id).await?.filter(is_held) {
            Some(one) => files.push((photo, one)),
            None => lost += 1,
        }
    }
    let blobs = cx.service.store().location().blobs();
    let make = move || {
        let mut lost = lost;
        let mut made = Vec::with_capacity(files.len());
        for (photo, one) in files {
            let copied = blobs.read(&one.sha256).ok().and_then(|bytes| picture::copy(&bytes, one.media, PAPER_EDGE, &[]).ok());
            match copied {
                Some(copied) => made.push(Printed { copied, photo }),
                None => lost += 1,
            }
        }
        (made, lost)
    };
    Ok(tokio::task::spawn_blocking(make).await?)
}
