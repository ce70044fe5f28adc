//! In the office: operations that were brought back, as they were done outside, and what became of each.

use super::outbox::Kept;
use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::packet::OpState;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

macro_rules! row {
    () => {
        "SELECT id, device_id, back_id, seq, request_id, operation, visit_id, subject, base, result, made, upon, body, person, who, done_at, state, here,
            here_made, problem, settled_by, settled_at, version FROM packet_op"
    };
}

sql! {
    ADD_BACK = "INSERT INTO packet_back (packet, device_id, no, made_at, who, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (packet) DO NOTHING";
    BACK = "SELECT id FROM packet_back WHERE packet = $1";
    BACKS = "SELECT b.id, b.no, b.made_at, b.who, b.at, (SELECT COUNT(*) FROM packet_op o WHERE o.back_id = b.id) AS ops
        FROM packet_back b WHERE b.device_id = $1 ORDER BY b.id DESC LIMIT 100";
    ADD = "INSERT INTO packet_op (device_id, request_id, back_id, seq, operation, visit_id, subject, base, result, made, upon, body, person, who, done_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (device_id, request_id) DO NOTHING";
    OPEN = concat!(row!(), " WHERE device_id = $1 AND state IN ('op_waiting', 'op_conflict', 'op_failed') ORDER BY visit_id, seq, id");
    UNSETTLED = concat!(row!(), " WHERE state IN ('op_waiting', 'op_conflict', 'op_failed') ORDER BY device_id, visit_id, seq, id LIMIT 500");
    ONE = concat!(row!(), " WHERE id = $1");
    REQUESTED = concat!(row!(), " WHERE device_id = $1 AND request_id = $2");
    /// What was done before on the subject of an operation and was not done here has been overtaken by it.
    OVERTAKE = "UPDATE packet_op SET state = 'op_settled', settled_by = $5, settled_at = $6, version = version + 1
        WHERE device_id = $1 AND subject = $2 AND (seq, id) < ($3, $4) AND state IN ('op_waiting', 'op_conflict', 'op_failed') AND subject NOT LIKE '%:new'";
    LATER = "SELECT COUNT(*) FROM packet_op WHERE device_id = $1 AND subject = $2 AND (seq, id) > ($3, $4)
        AND state IN ('op_waiting', 'op_conflict', 'op_failed') AND subject NOT LIKE '%:new'";
    STATES = "SELECT visit_id, state, COUNT(*) FROM packet_op WHERE back_id = $1 GROUP BY visit_id, state ORDER BY visit_id";
    /// By whom a thing was made outside that has the key $3 there: the last before an operation. A laptop that was put back from a copy uses keys again.
    MADE = concat!(row!(), " WHERE device_id = $1 AND visit_id = $2 AND made = $3 AND subject = $4 AND (seq, id) < ($5, $6)
        ORDER BY seq DESC, id DESC LIMIT 1");
    STUCK = "SELECT COUNT(*) FROM packet_op WHERE device_id = $1 AND visit_id = $2 AND (seq, id) < ($3, $4) AND state IN ('op_waiting', 'op_conflict', 'op_failed')";
    SET = "UPDATE packet_op SET state = $3, here = $4, here_made = $5, problem = $6, settled_by = $7, settled_at = $8, version = version + 1
        WHERE id = $1 AND version = $2";
    /// The last of which everything before is here, too: they are numbered from 1 on without a gap.
    THROUGH = "SELECT o.seq, o.request_id FROM (SELECT id, seq, request_id, DENSE_RANK() OVER (ORDER BY seq) AS nth
        FROM packet_op WHERE device_id = $1 AND seq > 0) AS o WHERE o.seq = o.nth ORDER BY o.seq DESC, o.id DESC LIMIT 1";
    COUNTS = "SELECT state, COUNT(*) FROM packet_op WHERE device_id = $1 GROUP BY state";
}

/// An operation that was brought back.
#[derive(Clone, Debug, PartialEq)]
pub struct Op {
    /// Key.
    pub id: i64,
    /// By which device.
    pub device: i64,
    /// With which packet.
    pub back: i64,
    /// As it was done there.
    pub kept: Kept,
    /// What became of it.
    pub state: OpState,
    /// The version that came of it here.
    pub here: Option<i64>,
    /// The key of what it made here.
    pub here_made: Option<i64>,
    /// Why it was not done here: JSON of an error.
    pub problem: String,
    /// Who chose.
    pub settled_by: String,
    /// When.
    pub settled_at: Option<Instant>,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    device_id: i64,
    back_id: i64,
    #[sqlx(flatten)]
    kept: Kept,
    state: String,
    here: Option<i64>,
    here_made: Option<i64>,
    problem: String,
    settled_by: String,
    settled_at: Option<i64>,
    version: i64,
}

impl TryFrom<Row> for Op {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            device: row.device_id,
            back: row.back_id,
            kept: row.kept,
            state: OpState::from_code(&row.state).ok_or_else(|| StoreError::inconsistent("packet_op", "state", row.id))?,
            here: row.here,
            here_made: row.here_made,
            problem: row.problem,
            settled_by: row.settled_by,
            settled_at: row.settled_at.map(Instant),
            version: row.version,
        })
    }
}

/// A packet that was brought back.
#[derive(Clone, Debug)]
pub struct Back {
    /// As the device counts them.
    pub no: i64,
    /// When it was made there.
    pub made_at: Instant,
    /// Who took it in.
    pub who: String,
    /// When.
    pub at: Instant,
    /// Operations that came with it first.
    pub ops: i64,
}

/// Keeps a packet that was brought back, with its operations; those that are known stay as they are. Says its key, and how many were new.
pub async fn receive(conn: &mut Conn<'_>, device: i64, packet: Uuid, back: &Back, ops: &[Kept]) -> Result<(i64, u64), StoreError> {
    let packet = packet.to_string();
    on!(conn, c => {
        sqlx::query(ADD_BACK).bind(&packet).bind(device).bind(back.no).bind(back.made_at.0).bind(&back.who).bind(back.at.0).execute(c).await?;
    });
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(BACK).bind(&packet).fetch_one(c).await?);
    let mut added = 0;
    for op in ops {
        added += on!(conn, c => sqlx::query(ADD)
            .bind(device)
            .bind(&op.request_id)
            .bind(id)
            .bind(op.seq)
            .bind(&op.operation)
            .bind(op.visit_id)
            .bind(&op.subject)
            .bind(op.base)
            .bind(op.result)
            .bind(op.made)
            .bind(&op.upon)
            .bind(&op.body)
            .bind(&op.person)
            .bind(&op.who)
            .bind(op.done_at)
            .execute(c)
            .await?
            .rows_affected());
    }
    Ok((id, added))
}

/// The packets that a device brought back, the newest first.
pub async fn backs(conn: &mut Conn<'_>, device: i64) -> Result<Vec<Back>, StoreError> {
    let rows: Vec<(i64, i64, i64, String, i64, i64)> = on!(conn, c => sqlx::query_as(BACKS).bind(device).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(_, no, made, who, at, ops)| Back { no, made_at: Instant(made), who, at: Instant(at), ops }).collect())
}

/// The last operation of a device up to which everything is known here, by its number there. An office that lost some in the middle is told again.
pub async fn through(conn: &mut Conn<'_>, device: i64) -> Result<Option<(i64, Uuid)>, StoreError> {
    let row: Option<(i64, String)> = on!(conn, c => sqlx::query_as(THROUGH).bind(device).fetch_optional(c).await?);
    Ok(row.and_then(|(seq, request)| Some((seq, request.parse().ok()?))))
}

/// What a device brought back of which something is still to be decided: by visit, in the order in which it was done.
pub async fn open(conn: &mut Conn<'_>, device: i64) -> Result<Vec<Op>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OPEN).bind(device).fetch_all(c).await?);
    rows.into_iter().map(Op::try_from).collect()
}

/// The same of every device: the first 500.
pub async fn unsettled(conn: &mut Conn<'_>) -> Result<Vec<Op>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(UNSETTLED).fetch_all(c).await?);
    rows.into_iter().map(Op::try_from).collect()
}

/// One.
pub async fn find(conn: &mut Conn<'_>, id: i64) -> Result<Option<Op>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE).bind(id).fetch_optional(c).await?);
    row.map(Op::try_from).transpose()
}

/// The operation of a device with a request.
pub async fn requested(conn: &mut Conn<'_>, device: i64, request: &str) -> Result<Option<Op>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(REQUESTED).bind(device).bind(request).fetch_optional(c).await?);
    row.map(Op::try_from).transpose()
}

/// What was done before on the subject of an operation and is still to be decided need not be: this one came after it.
pub async fn overtake(conn: &mut Conn<'_>, op: &Op, who: &str, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(OVERTAKE)
            .bind(op.device)
            .bind(&op.kept.subject)
            .bind(op.kept.seq)
            .bind(op.id)
            .bind(who)
            .bind(at.0)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Something was done later on the subject of an operation that is still to be decided: that is what is shown.
pub async fn is_overtaken(conn: &mut Conn<'_>, op: &Op) -> Result<bool, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(LATER)
        .bind(op.device)
        .bind(&op.kept.subject)
        .bind(op.kept.seq)
        .bind(op.id)
        .fetch_one(c)
        .await?);
    Ok(n > 0)
}

/// How many operations that first came with a packet are in each state: visit, state, number.
pub async fn states(conn: &mut Conn<'_>, back: i64) -> Result<Vec<(i64, OpState, i64)>, StoreError> {
    let rows: Vec<(i64, String, i64)> = on!(conn, c => sqlx::query_as(STATES).bind(back).fetch_all(c).await?);
    let wrong = |code: &str| StoreError::inconsistent("packet_op", "state", code);
    rows.into_iter().map(|(visit, code, n)| Ok((visit, OpState::from_code(&code).ok_or_else(|| wrong(&code))?, n))).collect()
}

/// The operation that made something outside upon which another was done, by its key there and the subject of what makes such things.
pub async fn maker(conn: &mut Conn<'_>, op: &Op, made: i64, subject: &str) -> Result<Option<Op>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(MADE)
        .bind(op.device)
        .bind(op.kept.visit_id)
        .bind(made)
        .bind(subject)
        .bind(op.kept.seq)
        .bind(op.id)
        .fetch_optional(c)
        .await?);
    row.map(Op::try_from).transpose()
}

/// How much of a visit was done before an operation by the same device and is still to be decided.
pub async fn stuck(conn: &mut Conn<'_>, op: &Op) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(STUCK)
        .bind(op.device)
        .bind(op.kept.visit_id)
        .bind(op.kept.seq)
        .bind(op.id)
        .fetch_one(c)
        .await?);
    Ok(n)
}

/// Says what became of one. False if it has moved since it was read.
pub async fn set(conn: &mut Conn<'_>, op: &Op) -> Result<bool, StoreError> {
    let done = on!(conn, c => sqlx::query(SET)
        .bind(op.id)
        .bind(op.version)
        .bind(op.state.code())
        .bind(op.here)
        .bind(op.here_made)
        .bind(&op.problem)
        .bind(&op.settled_by)
        .bind(op.settled_at.map(|at| at.0))
        .execute(c)
        .await?
        .rows_affected());
    Ok(done == 1)
}

/// How many operations of a device are in each state.
pub async fn counts(conn: &mut Conn<'_>, device: i64) -> Result<Vec<(OpState, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(conn, c => sqlx::query_as(COUNTS).bind(device).fetch_all(c).await?);
    let wrong = |code: &str| StoreError::inconsistent("packet_op", "state", code);
    rows.into_iter().map(|(code, n)| Ok((OpState::from_code(&code).ok_or_else(|| wrong(&code))?, n))).collect()
}
