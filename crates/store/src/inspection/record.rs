//! The record of a visit: who was there, its answers with every earlier one, and its rounds of review.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::inspection::checklist::score::{Answer, Score};
use domain::inspection::plan::VisitId;
use domain::inspection::visit::{Filled, PartyFields};
use domain::time::Instant;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::FromRow;

sql! {
    FIND = "SELECT visit_id, begun_by, begun_name, begun_at, party, version, round, submitted_at, score, agreed_at FROM inspection_record WHERE visit_id = $1";
    BEGIN = "INSERT INTO inspection_record (visit_id, begun_by, begun_name, begun_at, party) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (visit_id) DO NOTHING";
    SET_PARTY = "UPDATE inspection_record SET party = $3, version = version + 1 WHERE visit_id = $1 AND version = $2";
    ANSWERS = "SELECT line, answer, faults, words, person, who, at, version FROM inspection_answer WHERE visit_id = $1 ORDER BY line";
    ANSWER = "SELECT line, answer, faults, words, person, who, at, version FROM inspection_answer WHERE visit_id = $1 AND line = $2";
    ADD_ANSWER = "INSERT INTO inspection_answer (visit_id, line, answer, faults, words, person, who, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (visit_id, line) DO NOTHING";
    KEEP_PAST = "INSERT INTO inspection_answer_past (visit_id, line, version, answer, faults, words, person, who, at)
        SELECT visit_id, line, version, answer, faults, words, person, who, at FROM inspection_answer WHERE visit_id = $1 AND line = $2 AND version = $3";
    SAVE_ANSWER = "UPDATE inspection_answer SET answer = $4, faults = $5, words = $6, person = $7, who = $8, at = $9, version = version + 1
        WHERE visit_id = $1 AND line = $2 AND version = $3";
    PAST = "SELECT line, answer, faults, words, person, who, at, version FROM inspection_answer_past WHERE visit_id = $1 AND line = $2 ORDER BY version DESC";
    PEOPLE = "SELECT person FROM inspection_answer WHERE visit_id = $1 UNION SELECT person FROM inspection_answer_past WHERE visit_id = $1
        UNION SELECT person FROM inspection_finding WHERE visit_id = $1 UNION SELECT submitted_by FROM inspection_round WHERE visit_id = $1
        UNION SELECT begun_by FROM inspection_record WHERE visit_id = $1";
    REVIEWERS = "SELECT DISTINCT decided_by FROM inspection_round WHERE visit_id = $1 AND decided_by <> ''";
    SUBMIT = "UPDATE inspection_record SET round = round + 1, submitted_at = $2 WHERE visit_id = $1 RETURNING round";
    ADD_ROUND = "INSERT INTO inspection_round (visit_id, no, submitted_by, submitted_name, submitted_at) VALUES ($1, $2, $3, $4, $5)";
    DECIDE = "UPDATE inspection_round SET verdict = $3, opinion = $4, reasons = $5, decided_by = $6, decided_name = $7, decided_at = $8
        WHERE visit_id = $1 AND no = $2 AND verdict = ''";
    AGREE = "UPDATE inspection_record SET got = $2, full_points = $3, score = $4, agreed_at = $5, made_day = $6
        WHERE visit_id = $1 AND agreed_at IS NULL";
    ROUNDS = "SELECT no, submitted_name, submitted_at, verdict, opinion, reasons, decided_name, decided_at FROM inspection_round
        WHERE visit_id = $1 ORDER BY no DESC";
}

/// A record without its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Of which visit.
    pub visit: VisitId,
    /// Who began it: an account's key.
    pub begun_by: String,
    /// By name.
    pub begun_name: String,
    /// When.
    pub begun_at: Instant,
    /// Who was there.
    pub party: PartyFields,
    /// Moves by one with every change of that.
    pub version: i64,
    /// How often it was handed in.
    pub round: i64,
    /// When it was last.
    pub submitted_at: Option<Instant>,
    /// What a review agreed to.
    pub score: Option<Score>,
    /// When.
    pub agreed_at: Option<Instant>,
}

#[derive(FromRow)]
struct RecordRow {
    visit_id: i64,
    begun_by: String,
    begun_name: String,
    begun_at: i64,
    party: String,
    version: i64,
    round: i64,
    submitted_at: Option<i64>,
    score: String,
    agreed_at: Option<i64>,
}

fn read<T: DeserializeOwned>(text: &str, table: &'static str, column: &'static str, id: i64) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::inconsistent(table, column, id))
}

fn written<T: Serialize>(value: &T, table: &'static str, column: &'static str, id: i64) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::inconsistent(table, column, id))
}

impl TryFrom<RecordRow> for Record {
    type Error = StoreError;
    fn try_from(row: RecordRow) -> Result<Self, StoreError> {
        let id = row.visit_id;
        Ok(Self {
            visit: VisitId(id),
            party: read(&row.party, "inspection_record", "party", id)?,
            score: if row.score.is_empty() { None } else { Some(read(&row.score, "inspection_record", "score", id)?) },
            begun_by: row.begun_by,
            begun_name: row.begun_name,
            begun_at: Instant(row.begun_at),
            version: row.version,
            round: row.round,
            submitted_at: row.submitted_at.map(Instant),
            agreed_at: row.agreed_at.map(Instant),
        })
    }
}

/// What stands at a line, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// 序号 of the line.
    pub line: String,
    /// What was answered.
    pub filled: Filled,
    /// Who: an account's key.
    pub person: String,
    /// By name.
    pub who: String,
    /// When.
    pub at: Instant,
    /// Moves by one with every change; the first one is 1.
    pub version: i64,
}

#[derive(FromRow)]
struct AnswerRow {
    line: String,
    answer: String,
    faults: i64,
    words: String,
    person: String,
    who: String,
    at: i64,
    version: i64,
}

impl TryFrom<AnswerRow> for Answered {
    type Error = StoreError;
    fn try_from(row: AnswerRow) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("inspection_answer", column, &row.line);
        let answer = match row.answer.as_str() {
            "" => None,
            code => Some(Answer::from_code(code).ok_or_else(|| wrong("answer"))?),
        };
        let faults = u32::try_from(row.faults).map_err(|_| wrong("faults"))?;
        Ok(Self {
            filled: Filled { answer, faults, words: row.words },
            line: row.line,
            person: row.person,
            who: row.who,
            at: Instant(row.at),
            version: row.version,
        })
    }
}

/// The record of a visit; none: it was not begun.
pub async fn find(conn: &mut Conn<'_>, visit: VisitId) -> Result<Option<Record>, StoreError> {
    let row: Option<RecordRow> = on!(conn, c => sqlx::query_as(FIND).bind(visit.0).fetch_optional(c).await?);
    row.map(Record::try_from).transpose()
}

/// Who does something, and when.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'h> {
    /// An account's key, or what does without one.
    pub person: &'h str,
    /// By name.
    pub who: &'h str,
    /// When.
    pub at: Instant,
}

/// Begins a record. False if there is one.
pub async fn begin(conn: &mut Conn<'_>, visit: VisitId, party: &PartyFields, by: Hand<'_>) -> Result<bool, StoreError> {
    let party = written(party, "inspection_record", "party", visit.0)?;
    let made = on!(conn, c => sqlx::query(BEGIN)
        .bind(visit.0)
        .bind(by.person)
        .bind(by.who)
        .bind(by.at.0)
        .bind(&party)
        .execute(c)
        .await?
        .rows_affected());
    Ok(made == 1)
}

/// Says who was there. False if somebody else has said it since it was read.
pub async fn set_party(conn: &mut Conn<'_>, visit: VisitId, version: i64, party: &PartyFields) -> Result<bool, StoreError> {
    let party = written(party, "inspection_record", "party", visit.0)?;
    let set = on!(conn, c => sqlx::query(SET_PARTY).bind(visit.0).bind(version).bind(&party).execute(c).await?.rows_affected());
    Ok(set == 1)
}

/// Every answer of a visit.
pub async fn answers(conn: &mut Conn<'_>, visit: VisitId) -> Result<Vec<Answered>, StoreError> {
    let rows: Vec<AnswerRow> = on!(conn, c => sqlx::query_as(ANSWERS).bind(visit.0).fetch_all(c).await?);
    rows.into_iter().map(Answered::try_from).collect()
}

/// What stands at one line.
pub async fn answer(conn: &mut Conn<'_>, visit: VisitId, line: &str) -> Result<Option<Answered>, StoreError> {
    let row: Option<AnswerRow> = on!(conn, c => sqlx::query_as(ANSWER).bind(visit.0).bind(line).fetch_optional(c).await?);
    row.map(Answered::try_from).transpose()
}

/// What stood at a line before, the newest first.
pub async fn past(conn: &mut Conn<'_>, visit: VisitId, line: &str) -> Result<Vec<Answered>, StoreError> {
    let rows: Vec<AnswerRow> = on!(conn, c => sqlx::query_as(PAST).bind(visit.0).bind(line).fetch_all(c).await?);
    rows.into_iter().map(Answered::try_from).collect()
}

/// Writes what was answered at a line; what stood there is kept. False if it has moved since `version` was read; 0: nothing stood there.
pub async fn save_answer(
    conn: &mut Conn<'_>,
    visit: VisitId,
    line: &str,
    version: i64,
    filled: &Filled,
    by: Hand<'_>,
) -> Result<bool, StoreError> {
    let answer = filled.answer.map(Answer::code).unwrap_or_default();
    let faults = i64::from(filled.faults);
    if version == 0 {
        let made = on!(conn, c => sqlx::query(ADD_ANSWER)
            .bind(visit.0)
            .bind(line)
            .bind(answer)
            .bind(faults)
            .bind(&filled.words)
            .bind(by.person)
            .bind(by.who)
            .bind(by.at.0)
            .execute(c)
            .await?
            .rows_affected());
        return Ok(made == 1);
    }
    let kept = on!(conn, c => sqlx::query(KEEP_PAST).bind(visit.0).bind(line).bind(version).execute(c).await?.rows_affected());
    if kept != 1 {
        return Ok(false);
    }
    let saved = on!(conn, c => sqlx::query(SAVE_ANSWER)
        .bind(visit.0)
        .bind(line)
        .bind(version)
        .bind(answer)
        .bind(faults)
        .bind(&filled.words)
        .bind(by.person)
        .bind(by.who)
        .bind(by.at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(saved == 1)
}

/// Everybody who has his hands on a record: such a one does not review it.
pub async fn hands(conn: &mut Conn<'_>, visit: VisitId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = on!(conn, c => sqlx::query_as(PEOPLE).bind(visit.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Everybody who reviewed a record.
pub async fn reviewers(conn: &mut Conn<'_>, visit: VisitId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = on!(conn, c => sqlx::query_as(REVIEWERS).bind(visit.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Hands a record in: begins its next round.
pub async fn submit(conn: &mut Conn<'_>, visit: VisitId, by: Hand<'_>) -> Result<i64, StoreError> {
    let (round,): (i64,) = on!(conn, c => sqlx::query_as(SUBMIT).bind(visit.0).bind(by.at.0).fetch_one(c).await?);
    on!(conn, c => {
        sqlx::query(ADD_ROUND).bind(visit.0).bind(round).bind(by.person).bind(by.who).bind(by.at.0).execute(c).await?;
    });
    Ok(round)
}

/// What a reviewer said.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'d> {
    /// The word stored for agreed or sent back.
    pub verdict: &'d str,
    /// 审核意见
    pub opinion: &'d str,
    /// Lines and what is to be mended there.
    pub reasons: &'d [(String, String)],
}

/// Ends a round. False if it was ended.
pub async fn decide(conn: &mut Conn<'_>, visit: VisitId, round: i64, said: Decision<'_>, by: Hand<'_>) -> Result<bool, StoreError> {
    let reasons = written(&said.reasons, "inspection_round", "reasons", visit.0)?;
    let done = on!(conn, c => sqlx::query(DECIDE)
        .bind(visit.0)
        .bind(round)
        .bind(said.verdict)
        .bind(said.opinion)
        .bind(&reasons)
        .bind(by.person)
        .bind(by.who)
        .bind(by.at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(done == 1)
}

/// Fixes the score. False if it is. Figures count the visit on the day on which it began; where nobody has said when, on which its record did.
pub async fn agree(conn: &mut Conn<'_>, visit: VisitId, score: &Score, at: Instant) -> Result<bool, StoreError> {
    let text = written(score, "inspection_record", "score", visit.0)?;
    let Some(record) = find(conn, visit).await? else { return Ok(false) };
    let made = record.party.began.unwrap_or(record.begun_at).day();
    let done = on!(conn, c => sqlx::query(AGREE)
        .bind(visit.0)
        .bind(i64::from(score.all.got.0))
        .bind(i64::from(score.all.of.0))
        .bind(&text)
        .bind(at.0)
        .bind(domain::day::text(made))
        .execute(c)
        .await?
        .rows_affected());
    Ok(done == 1)
}

/// A round of review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// From 1 on.
    pub no: i64,
    /// Who handed it in.
    pub submitted_by: String,
    /// When.
    pub submitted_at: Instant,
    /// Empty while it waits.
    pub verdict: String,
    /// 审核意见
    pub opinion: String,
    /// Lines and what is to be mended there.
    pub reasons: Vec<(String, String)>,
    /// Who answered.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<Instant>,
}

#[derive(FromRow)]
struct RoundRow {
    no: i64,
    submitted_name: String,
    submitted_at: i64,
    verdict: String,
    opinion: String,
    reasons: String,
    decided_name: String,
    decided_at: Option<i64>,
}

/// The rounds of a visit, the newest first.
pub async fn rounds(conn: &mut Conn<'_>, visit: VisitId) -> Result<Vec<Round>, StoreError> {
    let rows: Vec<RoundRow> = on!(conn, c => sqlx::query_as(ROUNDS).bind(visit.0).fetch_all(c).await?);
    let told = |row: RoundRow| {
        Ok(Round {
            reasons: read(&row.reasons, "inspection_round", "reasons", visit.0)?,
            no: row.no,
            submitted_by: row.submitted_name,
            submitted_at: Instant(row.submitted_at),
            verdict: row.verdict,
            opinion: row.opinion,
            decided_by: row.decided_name,
            decided_at: row.decided_at.map(Instant),
        })
    };
    rows.into_iter().map(told).collect()
}
