//! 附件: what is known of the photos and papers that belong to something; their bytes are [`crate::blobs`].

use crate::blobs::Kept;
use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::attachment::{AttachmentId, Media, tidy_name};
use domain::time::Instant;
use sqlx::FromRow;

sql! {
    INSERT = "INSERT INTO attachment (subject, source, name, media, size, sha256, person, who, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
    OF = "SELECT id, subject, source, name, media, size, sha256, person, who, added_at, withdrawn_at, withdrawn_why, erased_at
        FROM attachment WHERE subject = $1 ORDER BY id";
    FIND = "SELECT id, subject, source, name, media, size, sha256, person, who, added_at, withdrawn_at, withdrawn_why, erased_at
        FROM attachment WHERE id = $1";
    WITHDRAW = "UPDATE attachment SET withdrawn_at = $2, withdrawn_why = $3 WHERE id = $1 AND withdrawn_at IS NULL";
    // A picture that was made of another one, and is not needed any more.
    DISCARD = "UPDATE attachment SET name = '', erased_at = $2 WHERE id = $1 AND erased_at IS NULL";
    HASHES = "SELECT DISTINCT sha256, size FROM attachment WHERE erased_at IS NULL ORDER BY sha256";
    // Before schema 18 nothing was erased.
    ALL_HASHES = "SELECT DISTINCT sha256, size FROM attachment ORDER BY sha256";
}

/// An attachment, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Key.
    pub id: AttachmentId,
    /// What it belongs to: `matter:7`.
    pub subject: String,
    /// The number of the form with which it came; empty: it came by itself.
    pub source: String,
    /// The name of the file.
    pub name: String,
    /// What it is.
    pub media: Media,
    /// Bytes.
    pub size: u64,
    /// Of its bytes, hexadecimal; the name of the blob.
    pub sha256: String,
    /// Who took it in: the account.
    pub person: String,
    /// By name.
    pub who: String,
    /// When.
    pub added_at: Instant,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
    /// Why.
    pub withdrawn_why: String,
    /// When its bytes and its name were erased, their term being over.
    pub erased_at: Option<Instant>,
}

impl Attachment {
    /// One that comes in now, before it has a key: what it belongs to, with which form and under which name it came, by whom (account and name).
    pub fn coming(
        subject: String,
        (source, name): (&str, &str),
        media: Media,
        kept: &Kept,
        (person, who): (&str, &str),
        at: Instant,
    ) -> Self {
        Self {
            id: AttachmentId(0),
            subject,
            source: source.to_owned(),
            name: tidy_name(name),
            media,
            size: kept.size,
            sha256: kept.sha256.clone(),
            person: person.to_owned(),
            who: who.to_owned(),
            added_at: at,
            withdrawn_at: None,
            withdrawn_why: String::new(),
            erased_at: None,
        }
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    subject: String,
    source: String,
    name: String,
    media: String,
    size: i64,
    sha256: String,
    person: String,
    who: String,
    added_at: i64,
    withdrawn_at: Option<i64>,
    withdrawn_why: String,
    erased_at: Option<i64>,
}

impl TryFrom<Row> for Attachment {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column: &'static str| StoreError::inconsistent("attachment", column, row.id);
        Ok(Self {
            id: AttachmentId(row.id),
            media: Media::from_code(&row.media).ok_or_else(|| wrong("media"))?,
            size: u64::try_from(row.size).map_err(|_| wrong("size"))?,
            subject: row.subject,
            source: row.source,
            name: row.name,
            sha256: row.sha256,
            person: row.person,
            who: row.who,
            added_at: Instant(row.added_at),
            withdrawn_at: row.withdrawn_at.map(Instant),
            withdrawn_why: row.withdrawn_why,
            erased_at: row.erased_at.map(Instant),
        })
    }
}

/// Keeps what is known of one; its bytes are kept already. Its key.
pub async fn insert(conn: &mut Conn<'_>, new: &Attachment) -> Result<AttachmentId, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(&new.subject)
        .bind(&new.source)
        .bind(&new.name)
        .bind(new.media.code())
        .bind(i64::try_from(new.size).unwrap_or(i64::MAX))
        .bind(&new.sha256)
        .bind(&new.person)
        .bind(&new.who)
        .bind(new.added_at.0)
        .fetch_one(c)
        .await?);
    Ok(AttachmentId(id))
}

/// All of something, in the order in which they came; withdrawn ones too.
pub async fn of(conn: &mut Conn<'_>, subject: &str) -> Result<Vec<Attachment>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF).bind(subject).fetch_all(c).await?);
    rows.into_iter().map(TryInto::try_into).collect()
}

/// One by its key.
pub async fn find(conn: &mut Conn<'_>, id: AttachmentId) -> Result<Option<Attachment>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await?);
    row.map(TryInto::try_into).transpose()
}

/// Withdraws one. False if it was withdrawn already.
pub async fn withdraw(conn: &mut Conn<'_>, id: AttachmentId, at: Instant, why: &str) -> Result<bool, StoreError> {
    let done = on!(conn, c => sqlx::query(WITHDRAW).bind(id.0).bind(at.0).bind(why).execute(c).await?.rows_affected());
    Ok(done == 1)
}

/// Lets a picture go that was made of another one and is not needed any more: its bytes are swept away later.
pub async fn discard(conn: &mut Conn<'_>, id: AttachmentId, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(DISCARD).bind(id.0).bind(at.0).execute(c).await?;
    });
    Ok(())
}

/// Every blob that is referred to, with its bytes, by its hash.
pub async fn hashes(conn: &mut Conn<'_>) -> Result<Vec<(String, u64)>, StoreError> {
    hashes_by(conn, HASHES).await
}

/// The same of a database in which nothing could be erased yet.
pub(crate) async fn all_hashes(conn: &mut Conn<'_>) -> Result<Vec<(String, u64)>, StoreError> {
    hashes_by(conn, ALL_HASHES).await
}

async fn hashes_by(conn: &mut Conn<'_>, text: &'static str) -> Result<Vec<(String, u64)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(conn, c => sqlx::query_as(text).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(hash, size)| (hash, u64::try_from(size).unwrap_or_default())).collect())
}
