//! What was done lately with matters of 督办, with drafts of the responsibility lists, with texts and proposals of items, and with findings of
//! inspections, for telling those whom it concerns.

use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::catalogue::proposal::ProposalState;
use domain::duty::flow::Act as DutyAct;
use domain::inspection::finding::flow::FindingAct;
use domain::supervision::flow::Act as MatterAct;
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

sql! {
    /// Acts $2 between commas, since $1; what was entered late, of a day before $3, is no news.
    MATTER_STEPS = "SELECT s.id, s.matter_id, s.act, s.person, s.who, s.words, m.title, m.state, m.author, m.place_id
        FROM matter_step s JOIN matter m ON m.id = s.matter_id
        WHERE s.at >= $1 AND $2 LIKE '%,' || s.act || ',%' AND s.day >= $3 ORDER BY s.at, s.id";
    /// Red since a day from $1 to $2.
    TURNED_RED = "SELECT m.id AS matter_id, m.title, m.author, m.place_id, m.sort_day FROM matter m
        WHERE m.rank = 0 AND m.sort_day >= $1 AND m.sort_day <= $2 ORDER BY m.sort_day, m.id";
    /// What others did with a person's drafts; those of a set are one line.
    DUTY_ACTS = "SELECT v.author, o.act, o.who, o.opinion, CAST(COUNT(*) AS BIGINT) AS n, MIN(o.id) AS first, MIN(v.id) AS text_id,
            MIN(v.duty_id) AS of_id, MIN(v.name) AS name
        FROM duty_opinion o JOIN duty_version v ON v.id = o.version_id
        WHERE o.at >= $1 AND $2 LIKE '%,' || o.act || ',%' AND o.person <> v.author
        GROUP BY v.author, o.act, o.person, o.who, o.opinion, o.at ORDER BY MIN(o.id)";
    /// The same of texts of items, for whoever had handed them in or written in them by then.
    ITEM_ACTS = "SELECT w.person AS author, o.act, o.who, o.opinion, CAST(COUNT(DISTINCT r.id) AS BIGINT) AS n, MIN(o.id) AS first, MIN(r.id) AS text_id,
            MIN(r.item_id) AS of_id, MIN(r.name) AS name
        FROM item_opinion o JOIN item_release r ON r.id = o.release_id
            JOIN item_opinion w ON w.release_id = o.release_id AND w.id < o.id AND w.act IN ('submitted', 'written')
        WHERE o.at >= $1 AND $2 LIKE '%,' || o.act || ',%' AND o.person <> w.person
        GROUP BY w.person, o.act, o.person, o.who, o.opinion, o.at ORDER BY MIN(o.id)";
    /// What others answered to a person's proposals of items: the states $2 between commas.
    PROPOSAL_ACTS = "SELECT p.author, p.state AS act, p.answered_by AS who, p.answer AS opinion, CAST(1 AS BIGINT) AS n, p.id AS first, p.id AS text_id,
            COALESCE(p.item_id, 0) AS of_id, p.name
        FROM item_proposal p
        WHERE p.moved_at >= $1 AND $2 LIKE '%,' || p.state || ',%' AND p.answered_person <> p.author ORDER BY p.id";
    /// Acts $2 between commas, since $1, with findings of which the checked side may know on the day $3.
    FINDING_STEPS = "SELECT s.id, s.finding_id, s.act, s.person, s.who, s.words, f.content, f.due_day, p.kind, o.name AS point_name, v.place_id
        FROM inspection_finding_step s JOIN inspection_finding f ON f.id = s.finding_id JOIN inspection_visit v ON v.id = f.visit_id
            JOIN inspection_plan p ON p.id = v.plan_id JOIN point o ON o.id = v.point_id
        WHERE s.at >= $1 AND $2 LIKE '%,' || s.act || ',%' AND v.state = 'visit_agreed'
            AND (p.cover = 'open_visit' OR (p.released_day <> '' AND p.released_day <= $3)) ORDER BY s.at, s.id";
    /// The same findings, as far as their terms run and end on a day from $1 to $2; known on the day $3.
    FINDINGS_DUE = "SELECT f.id, f.id AS finding_id, '' AS act, '' AS person, '' AS who, '' AS words, f.content, f.due_day, p.kind, o.name AS point_name,
            v.place_id
        FROM inspection_finding f JOIN inspection_visit v ON v.id = f.visit_id JOIN inspection_plan p ON p.id = v.plan_id JOIN point o ON o.id = v.point_id
        WHERE f.state IN ('finding_issued', 'finding_in_hand', 'finding_returned') AND f.due_day >= $1 AND f.due_day <= $2
            AND (p.cover = 'open_visit' OR (p.released_day <> '' AND p.released_day <= $3)) ORDER BY f.due_day, f.id";
}

/// Something that was done with a finding, or one that is due.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FindingNews {
    /// The key of the step; of what is due: the finding.
    pub id: i64,
    /// The finding.
    pub finding_id: i64,
    /// [`FindingAct`] as it is stored; empty for what is due.
    pub act: String,
    /// Who did it: an account's key, or what does without one.
    pub person: String,
    /// By name.
    pub who: String,
    /// What was said.
    pub words: String,
    /// What the finding says: JSON.
    pub content: String,
    /// 整改时限, as it is stored.
    pub due_day: String,
    /// 督查类型 of its plan, as it is stored.
    pub kind: String,
    /// The station.
    pub point_name: String,
    /// Its place.
    pub place_id: i64,
}

/// A step of a matter.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct MatterStep {
    /// Its key.
    pub id: i64,
    /// The matter.
    pub matter_id: i64,
    /// [`MatterAct`] as it is stored.
    pub act: String,
    /// Who did it: an account's key, or what does without one.
    pub person: String,
    /// By name.
    pub who: String,
    /// What was said.
    pub words: String,
    /// 督办事项
    pub title: String,
    /// How far the matter has come now.
    pub state: String,
    /// Who registered it, as `person`.
    pub author: String,
    /// 涉及单位
    pub place_id: i64,
}

/// A matter whose light has turned red.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TurnedRed {
    /// The matter.
    pub matter_id: i64,
    /// 督办事项
    pub title: String,
    /// Who registered it.
    pub author: String,
    /// 涉及单位
    pub place_id: i64,
    /// Since this day, as it is stored.
    pub sort_day: String,
}

/// What somebody did with texts of another.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Decided {
    /// Whose texts: an account's key, or what does without one.
    pub author: String,
    /// [`DutyAct`] as it is stored; of a proposal its [`ProposalState`].
    pub act: String,
    /// Who did it, by name.
    pub who: String,
    /// His words.
    pub opinion: String,
    /// With how many together.
    pub n: i64,
    /// The key of the first of these acts.
    pub first: i64,
    /// One of the texts.
    pub text_id: i64,
    /// One of the entries or items: the text's, if it is one; 0 if it is of none yet.
    pub of_id: i64,
    /// The name of one of them.
    pub name: String,
}

/// What was done with matters since an instant, and on or after its day, in turn.
pub async fn matter_steps(conn: &mut Conn<'_>, since: Instant, acts: &[MatterAct]) -> Result<Vec<MatterStep>, StoreError> {
    let (acts, from) = (between(acts.iter().map(|act| act.code())), domain::day::text(since.day()));
    Ok(on!(conn, c => sqlx::query_as(MATTER_STEPS).bind(since.0).bind(&acts).bind(&from).fetch_all(c).await?))
}

/// Matters that turned red on one of these days, both included.
pub async fn turned_red(conn: &mut Conn<'_>, from: Date, to: Date) -> Result<Vec<TurnedRed>, StoreError> {
    let (from, to) = (domain::day::text(from), domain::day::text(to));
    Ok(on!(conn, c => sqlx::query_as(TURNED_RED).bind(&from).bind(&to).fetch_all(c).await?))
}

/// What others did with people's drafts since an instant, in turn.
pub async fn duty_acts(conn: &mut Conn<'_>, since: Instant, acts: &[DutyAct]) -> Result<Vec<Decided>, StoreError> {
    decided(conn, DUTY_ACTS, since, between(acts.iter().map(|act| act.code()))).await
}

/// The same of texts of items.
pub async fn item_acts(conn: &mut Conn<'_>, since: Instant, acts: &[DutyAct]) -> Result<Vec<Decided>, StoreError> {
    decided(conn, ITEM_ACTS, since, between(acts.iter().map(|act| act.code()))).await
}

/// What others answered to people's proposals since an instant.
pub async fn proposal_answers(conn: &mut Conn<'_>, since: Instant) -> Result<Vec<Decided>, StoreError> {
    let answers = [ProposalState::Accepted, ProposalState::Refused];
    decided(conn, PROPOSAL_ACTS, since, between(answers.map(ProposalState::code))).await
}

/// What was done with findings since an instant, in turn, as far as the checked side may know of it today.
pub async fn finding_steps(conn: &mut Conn<'_>, since: Instant, acts: &[FindingAct], today: Date) -> Result<Vec<FindingNews>, StoreError> {
    let (acts, today) = (between(acts.iter().map(|act| act.code())), domain::day::text(today));
    Ok(on!(conn, c => sqlx::query_as(FINDING_STEPS).bind(since.0).bind(&acts).bind(&today).fetch_all(c).await?))
}

/// Findings whose terms run and end on one of these days, both included.
pub async fn findings_due(conn: &mut Conn<'_>, from: Date, to: Date, today: Date) -> Result<Vec<FindingNews>, StoreError> {
    let [from, to, today] = [from, to, today].map(domain::day::text);
    Ok(on!(conn, c => sqlx::query_as(FINDINGS_DUE).bind(&from).bind(&to).bind(&today).fetch_all(c).await?))
}

async fn decided(conn: &mut Conn<'_>, text: &'static str, since: Instant, acts: String) -> Result<Vec<Decided>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(text).bind(since.0).bind(&acts).fetch_all(c).await?))
}
