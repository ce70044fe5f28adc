//! In the office: its computers, the installations that go out, and what each was given.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::inspection::plan::VisitId;
use domain::packet::Installation;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

sql! {
    SET_DESK = "INSERT INTO packet_desk (installation, content, at) VALUES ($1, $2, $3)
        ON CONFLICT (installation) DO UPDATE SET content = excluded.content, at = excluded.at WHERE packet_desk.content <> excluded.content";
    DESKS = "SELECT content FROM packet_desk ORDER BY at, installation";
    ADD = "INSERT INTO packet_device (installation, content, person, person_name, enrolled_by, enrolled_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (installation) DO NOTHING RETURNING id";
    AGAIN = "UPDATE packet_device SET content = $2, person = $3, person_name = $4, enrolled_by = $5, enrolled_at = $6,
        barred_at = COALESCE(barred_at, revoked_at), revoked_by = '', revoked_at = NULL, reason = '', late = $8, version = version + 1
        WHERE id = $1 AND version = $7";
    ALL_DEVICES = "SELECT id, content, person, person_name, enrolled_by, enrolled_at, revoked_by, revoked_at, reason, late, barred_at, given, version
        FROM packet_device ORDER BY id";
    REVOKE = "UPDATE packet_device SET revoked_by = $3, revoked_at = COALESCE(revoked_at, $4), reason = $5, late = $6, version = version + 1
        WHERE id = $1 AND version = $2";
    NEXT = "UPDATE packet_device SET given = given + 1 WHERE id = $1 RETURNING given";
    GIVE = "INSERT INTO packet_given (device_id, no, packet, who, at, until) VALUES ($1, $2, $3, $4, $5, $6)";
    GIVE_VISIT = "INSERT INTO packet_given_visit (device_id, no, visit_id) VALUES ($1, $2, $3)";
    GIVEN = "SELECT g.no, g.who, g.at, g.until, (SELECT COUNT(*) FROM packet_given_visit v WHERE v.device_id = g.device_id AND v.no = g.no) AS visits
        FROM packet_given g WHERE g.device_id = $1 ORDER BY g.no DESC LIMIT 100";
    OUT = "SELECT d.content FROM packet_given_visit v JOIN packet_given g ON g.device_id = v.device_id AND g.no = v.no
            JOIN packet_device d ON d.id = g.device_id
        WHERE v.visit_id = $1 AND g.until > $2 AND d.revoked_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM packet_back b WHERE b.device_id = g.device_id AND b.made_at > g.at) ORDER BY g.at DESC LIMIT 1";
}

/// Says what the public half of a computer of the office is.
pub async fn set_desk(conn: &mut Conn<'_>, desk: &Installation, at: Instant) -> Result<(), StoreError> {
    let content = text(desk)?;
    let id = desk.id.to_string();
    on!(conn, c => { sqlx::query(SET_DESK).bind(&id).bind(&content).bind(at.0).execute(c).await?; });
    Ok(())
}

/// What the laptop is called with which a visit is out: it was given it, nothing was brought back since, and neither is over.
pub async fn out_with(conn: &mut Conn<'_>, visit: VisitId, now: Instant) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(OUT).bind(visit.0).bind(now.0).fetch_optional(c).await?);
    row.map(|(content,)| Ok(installation(&content, "packet_device")?.name)).transpose()
}

/// The computers of the office.
pub async fn desks(conn: &mut Conn<'_>) -> Result<Vec<Installation>, StoreError> {
    let rows: Vec<(String,)> = on!(conn, c => sqlx::query_as(DESKS).fetch_all(c).await?);
    rows.into_iter().map(|(content,)| installation(&content, "packet_desk")).collect()
}

fn text(one: &Installation) -> Result<String, StoreError> {
    serde_json::to_string(one).map_err(|_| StoreError::inconsistent("packet_device", "content", one.id))
}

fn installation(content: &str, table: &'static str) -> Result<Installation, StoreError> {
    serde_json::from_str(content).map_err(|_| StoreError::inconsistent(table, "content", "of an installation"))
}

/// An installation that goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Key.
    pub id: i64,
    /// Its public half.
    pub installation: Installation,
    /// The account of whoever takes it along: its key.
    pub person: String,
    /// By name.
    pub person_name: String,
    /// Who enrolled it.
    pub enrolled_by: String,
    /// When.
    pub enrolled_at: Instant,
    /// Who revoked it; empty: nobody.
    pub revoked_by: String,
    /// When.
    pub revoked_at: Option<Instant>,
    /// Why.
    pub reason: String,
    /// What it made before that is still taken.
    pub late: bool,
    /// When it was first revoked, if it was enrolled anew since: packets made between then and when it was enrolled are not taken.
    pub barred_at: Option<Instant>,
    /// How many packets it was given.
    pub given: i64,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    content: String,
    person: String,
    person_name: String,
    enrolled_by: String,
    enrolled_at: i64,
    revoked_by: String,
    revoked_at: Option<i64>,
    reason: String,
    late: bool,
    barred_at: Option<i64>,
    given: i64,
    version: i64,
}

/// Every one, revoked ones too. There are a handful of them.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<Device>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(ALL_DEVICES).fetch_all(c).await?);
    let told = |row: Row| {
        Ok(Device {
            id: row.id,
            installation: installation(&row.content, "packet_device")?,
            person: row.person,
            person_name: row.person_name,
            enrolled_by: row.enrolled_by,
            enrolled_at: Instant(row.enrolled_at),
            revoked_by: row.revoked_by,
            revoked_at: row.revoked_at.map(Instant),
            reason: row.reason,
            late: row.late,
            barred_at: row.barred_at.map(Instant),
            given: row.given,
            version: row.version,
        })
    };
    rows.into_iter().map(told).collect()
}

/// One.
pub async fn find(conn: &mut Conn<'_>, id: i64) -> Result<Option<Device>, StoreError> {
    Ok(all(conn).await?.into_iter().find(|device| device.id == id))
}

/// The one whose installation this is.
pub async fn of(conn: &mut Conn<'_>, installation: Uuid) -> Result<Option<Device>, StoreError> {
    Ok(all(conn).await?.into_iter().find(|device| device.installation.id == installation))
}

/// Who takes it along, and who says so.
#[derive(Clone, Copy, Debug)]
pub struct Enrolling<'e> {
    /// The account's key.
    pub person: &'e str,
    /// By name.
    pub person_name: &'e str,
    /// Who enrols it.
    pub who: &'e str,
    /// When.
    pub at: Instant,
}

/// Enrols an installation; none if it is enrolled.
pub async fn add(conn: &mut Conn<'_>, one: &Installation, by: Enrolling<'_>) -> Result<Option<i64>, StoreError> {
    let (content, id) = (text(one)?, one.id.to_string());
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(ADD)
        .bind(&id)
        .bind(&content)
        .bind(by.person)
        .bind(by.person_name)
        .bind(by.who)
        .bind(by.at.0)
        .fetch_optional(c)
        .await?);
    Ok(row.map(|(id,)| id))
}

/// Enrols one anew that is known: with other keys, or after it was revoked. False if it has moved.
pub async fn add_again(conn: &mut Conn<'_>, known: &Device, one: &Installation, by: Enrolling<'_>) -> Result<bool, StoreError> {
    let content = text(one)?;
    let done = on!(conn, c => sqlx::query(AGAIN)
        .bind(known.id)
        .bind(&content)
        .bind(by.person)
        .bind(by.person_name)
        .bind(by.who)
        .bind(by.at.0)
        .bind(known.version)
        .bind(false)
        .execute(c)
        .await?
        .rows_affected());
    Ok(done == 1)
}

/// Revokes one, or says anew why and whether what it made before is taken. False if it has moved since it was read.
pub async fn revoke(
    conn: &mut Conn<'_>,
    (id, version): (i64, i64),
    who: &str,
    at: Instant,
    reason: &str,
    late: bool,
) -> Result<bool, StoreError> {
    let done = on!(conn, c => sqlx::query(REVOKE)
        .bind(id)
        .bind(version)
        .bind(who)
        .bind(at.0)
        .bind(reason)
        .bind(late)
        .execute(c)
        .await?
        .rows_affected());
    Ok(done == 1)
}

/// The number of the next packet that one is given.
pub async fn next(conn: &mut Conn<'_>, id: i64) -> Result<i64, StoreError> {
    let (no,): (i64,) = on!(conn, c => sqlx::query_as(NEXT).bind(id).fetch_one(c).await?);
    Ok(no)
}

/// A packet that was given.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its number.
    pub no: i64,
    /// Who made it.
    pub who: String,
    /// When.
    pub at: Instant,
    /// Until when it can be taken in.
    pub until: Instant,
    /// How many visits it holds.
    pub visits: i64,
}

/// Keeps which packet was given.
pub async fn give(conn: &mut Conn<'_>, device: i64, packet: Uuid, given: &Given, visits: &[VisitId]) -> Result<(), StoreError> {
    let packet = packet.to_string();
    on!(conn, c => {
        sqlx::query(GIVE).bind(device).bind(given.no).bind(&packet).bind(&given.who).bind(given.at.0).bind(given.until.0).execute(c).await?;
    });
    for visit in visits {
        on!(conn, c => { sqlx::query(GIVE_VISIT).bind(device).bind(given.no).bind(visit.0).execute(c).await?; });
    }
    Ok(())
}

/// The packets that one was given, the newest first.
pub async fn given(conn: &mut Conn<'_>, device: i64) -> Result<Vec<Given>, StoreError> {
    let rows: Vec<(i64, String, i64, i64, i64)> = on!(conn, c => sqlx::query_as(GIVEN).bind(device).fetch_all(c).await?);
    let told = |(no, who, at, until, visits)| Given { no, who, at: Instant(at), until: Instant(until), visits };
    Ok(rows.into_iter().map(told).collect())
}
