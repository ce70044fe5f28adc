//! Photos of visits: what is known of them beside what is known of every attachment, and where stations stand.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::attachment::AttachmentId;
use domain::inspection::finding::FindingId;
use domain::inspection::photo::{BlackBox, Coordinates, PhotoFields, PhotoPhase, Reading, TimeSource, Told};
use domain::inspection::plan::VisitId;
use domain::point::PointId;
use domain::time::Instant;
use sqlx::FromRow;

macro_rules! row {
    () => {
        "SELECT attachment_id, visit_id, line, finding_id, phase, caption, reading, taken_at, taken_by, lat, lon, thumb_id, copy_id, boxes, version
            FROM inspection_photo"
    };
}

sql! {
    OF = concat!(row!(), " WHERE visit_id = $1 ORDER BY attachment_id");
    /// By itself, its small picture or its copy.
    FIND = concat!(row!(), " WHERE attachment_id = $1 OR thumb_id = $1 OR copy_id = $1");
    ADD = "INSERT INTO inspection_photo (attachment_id, visit_id, line, finding_id, phase, caption, reading, taken_at, taken_by, lat, lon, thumb_id,
            copy_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    SAVE = "UPDATE inspection_photo SET line = $3, finding_id = $4, phase = $5, caption = $6, version = version + 1
        WHERE attachment_id = $1 AND version = $2";
    COVER = "UPDATE inspection_photo SET boxes = $3, copy_id = $4, thumb_id = $5, version = version + 1 WHERE attachment_id = $1 AND version = $2";
    ANSWER_TIMES = "SELECT line, at FROM inspection_answer WHERE visit_id = $1 UNION SELECT line, at FROM inspection_answer_past WHERE visit_id = $1
        ORDER BY at, line";
    LOCATION = "SELECT lat, lon FROM point_location WHERE point_id = $1";
    LOCATE = "INSERT INTO point_location (point_id, lat, lon, who, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (point_id) DO UPDATE SET lat = excluded.lat, lon = excluded.lon, who = excluded.who, at = excluded.at";
}

/// What is known of a photo of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The attachment that holds it as it was taken.
    pub id: AttachmentId,
    /// Of which visit.
    pub visit: VisitId,
    /// Where it belongs, and its caption.
    pub fields: PhotoFields,
    /// What it tells of itself.
    pub told: Told,
    /// A small picture of what may be seen of it.
    pub thumb: Option<AttachmentId>,
    /// Its copy without metadata, with its black boxes if there are any: what stands for it outside. None of papers, and of photos that came before
    /// such copies were made.
    pub copy: Option<AttachmentId>,
    /// Which boxes those are.
    pub boxes: Vec<BlackBox>,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    attachment_id: i64,
    visit_id: i64,
    line: String,
    finding_id: Option<i64>,
    phase: String,
    caption: String,
    reading: String,
    taken_at: Option<i64>,
    taken_by: String,
    lat: Option<i64>,
    lon: Option<i64>,
    thumb_id: Option<i64>,
    copy_id: Option<i64>,
    boxes: String,
    version: i64,
}

fn coordinates(lat: i64, lon: i64) -> Option<Coordinates> {
    Some(Coordinates { lat: i32::try_from(lat).ok()?, lon: i32::try_from(lon).ok()? })
}

impl TryFrom<Row> for Photo {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("inspection_photo", column, row.attachment_id);
        let place = match row.lat.zip(row.lon) {
            Some((lat, lon)) => Some(coordinates(lat, lon).ok_or_else(|| wrong("lat"))?),
            None => None,
        };
        Ok(Self {
            id: AttachmentId(row.attachment_id),
            visit: VisitId(row.visit_id),
            fields: PhotoFields {
                finding: row.finding_id.map(FindingId),
                phase: PhotoPhase::from_code(&row.phase).ok_or_else(|| wrong("phase"))?,
                line: row.line,
                caption: row.caption,
            },
            told: Told {
                reading: Reading::from_code(&row.reading).ok_or_else(|| wrong("reading"))?,
                at: row.taken_at.map(Instant),
                source: TimeSource::from_code(&row.taken_by).ok_or_else(|| wrong("taken_by"))?,
                place,
            },
            thumb: row.thumb_id.map(AttachmentId),
            copy: row.copy_id.map(AttachmentId),
            boxes: serde_json::from_str(&row.boxes).map_err(|_| wrong("boxes"))?,
            version: row.version,
        })
    }
}

/// The photos of a visit, in the order in which they came; withdrawn ones too.
pub async fn of(conn: &mut Conn<'_>, visit: VisitId) -> Result<Vec<Photo>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF).bind(visit.0).fetch_all(c).await?);
    rows.into_iter().map(Photo::try_from).collect()
}

/// The photo that an attachment is, or is the small picture or the copy of.
pub async fn find(conn: &mut Conn<'_>, id: AttachmentId) -> Result<Option<Photo>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await?);
    row.map(Photo::try_from).transpose()
}

/// Keeps what is known of one; its attachments are kept already.
pub async fn add(conn: &mut Conn<'_>, new: &Photo) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(ADD)
            .bind(new.id.0)
            .bind(new.visit.0)
            .bind(&new.fields.line)
            .bind(new.fields.finding.map(|finding| finding.0))
            .bind(new.fields.phase.code())
            .bind(&new.fields.caption)
            .bind(new.told.reading.code())
            .bind(new.told.at.map(|at| at.0))
            .bind(new.told.source.code())
            .bind(new.told.place.map(|place| i64::from(place.lat)))
            .bind(new.told.place.map(|place| i64::from(place.lon)))
            .bind(new.thumb.map(|thumb| thumb.0))
            .bind(new.copy.map(|copy| copy.0))
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Says where one belongs, and its caption. False if it has moved since it was read.
pub async fn save(conn: &mut Conn<'_>, id: AttachmentId, version: i64, fields: &PhotoFields) -> Result<bool, StoreError> {
    let saved = on!(conn, c => sqlx::query(SAVE)
        .bind(id.0)
        .bind(version)
        .bind(&fields.line)
        .bind(fields.finding.map(|finding| finding.0))
        .bind(fields.phase.code())
        .bind(&fields.caption)
        .execute(c)
        .await?
        .rows_affected());
    Ok(saved == 1)
}

/// Sets its black boxes, the copy that has them and the small picture of that. False if it has moved since it was read.
pub async fn cover(
    conn: &mut Conn<'_>,
    id: AttachmentId,
    version: i64,
    boxes: &[BlackBox],
    (copy, thumb): (Option<AttachmentId>, Option<AttachmentId>),
) -> Result<bool, StoreError> {
    let boxes = serde_json::to_string(boxes).map_err(|_| StoreError::inconsistent("inspection_photo", "boxes", id.0))?;
    let done = on!(conn, c => sqlx::query(COVER)
        .bind(id.0)
        .bind(version)
        .bind(&boxes)
        .bind(copy.map(|copy| copy.0))
        .bind(thumb.map(|thumb| thumb.0))
        .execute(c)
        .await?
        .rows_affected());
    Ok(done == 1)
}

/// When which line of a visit was answered, earlier answers too; the first one first.
pub async fn answer_times(conn: &mut Conn<'_>, visit: VisitId) -> Result<Vec<(String, Instant)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(conn, c => sqlx::query_as(ANSWER_TIMES).bind(visit.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(line, at)| (line, Instant(at))).collect())
}

/// Where a service point stands, if that is known.
pub async fn location(conn: &mut Conn<'_>, point: PointId) -> Result<Option<Coordinates>, StoreError> {
    let row: Option<(i64, i64)> = on!(conn, c => sqlx::query_as(LOCATION).bind(point.0).fetch_optional(c).await?);
    let wrong = || StoreError::inconsistent("point_location", "lat", point.0);
    row.map(|(lat, lon)| coordinates(lat, lon).ok_or_else(wrong)).transpose()
}

/// Says where a service point stands.
pub async fn locate(conn: &mut Conn<'_>, point: PointId, at: Coordinates, who: &str, now: Instant) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(LOCATE).bind(point.0).bind(i64::from(at.lat)).bind(i64::from(at.lon)).bind(who).bind(now.0).execute(c).await?;
    });
    Ok(())
}
