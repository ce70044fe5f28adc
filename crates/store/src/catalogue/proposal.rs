//! What departments and towns propose an item should say, and what was answered; see docs/decisions/0030.
//!
//! Who may see or answer a proposal is the service's to ask.

use super::list::At;
use super::moved;
use crate::db::Conn;
use crate::error::StoreError;
use crate::page::{Page, wanted};
use crate::{on, sql};
use domain::body::BodyId;
use domain::catalogue::item::{ItemFields, ItemId};
use domain::catalogue::proposal::{ProposalId, ProposalState};
use domain::place::PlaceId;
use domain::time::Instant;
use sqlx::FromRow;

macro_rules! head {
    () => {
        "SELECT p.id, p.item_id, p.state, p.code, p.name, p.body_id, p.fields, p.reason, p.place_id, p.speaks_for, p.author, p.author_name,
            p.editor, p.editor_name, p.made_at, p.moved_at, p.answer, p.answered_by, p.version FROM item_proposal p"
    };
}

// Of the state $1, if any; those of the person $2, or of the places and bodies $3 (`,place:body,`, 0 for every body); all if $4 is not empty.
macro_rules! asked {
    () => {
        " WHERE ($1 = '' OR p.state = $1)
            AND ($4 <> '' OR p.author = $2 OR $3 LIKE '%,' || p.place_id || ':' || COALESCE(p.speaks_for, 0) || ',%')"
    };
}

// Behind or before the row of the key $5, $6; $7 rows.
macro_rules! page {
    ($than:literal, $way:literal) => {
        concat!(
            head!(),
            asked!(),
            " AND (CAST($5 AS BIGINT) IS NULL OR (p.moved_at, p.id) ",
            $than,
            " (CAST($5 AS BIGINT), CAST($6 AS BIGINT))) ORDER BY p.moved_at ",
            $way,
            ", p.id ",
            $way,
            " LIMIT $7"
        )
    };
}

sql! {
    HEAD = concat!(head!(), " WHERE p.id = $1");
    UP = page!(">", "ASC");
    DOWN = page!("<", "DESC");
    COUNT = concat!("SELECT p.state, COUNT(*), MIN(p.moved_at) FROM item_proposal p", asked!(), " GROUP BY p.state");
    TEXTS = "SELECT base, content FROM item_proposal WHERE id = $1";
    MAKE = "INSERT INTO item_proposal (item_id, code, name, body_id, fields, base, content, reason, place_id, speaks_for, author, author_name, made_at, moved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) RETURNING id";
    CHANGE = "UPDATE item_proposal SET code = $3, name = $4, body_id = $5, fields = $6, content = $7, reason = $8, editor = $9, editor_name = $10,
            moved_at = $11, version = version + 1
        WHERE id = $1 AND version = $2 AND state = 'open'";
    HAND = "INSERT INTO item_proposal_hand (proposal_id, person, who) VALUES ($1, $2, $3) ON CONFLICT (proposal_id, person) DO UPDATE SET who = excluded.who";
    HANDS = "SELECT person, who FROM item_proposal_hand WHERE proposal_id = $1 ORDER BY person";
    ANSWER = "UPDATE item_proposal SET state = $3, answer = $4, answered_person = $5, answered_by = $6, moved_at = $7, item_id = COALESCE(item_id, $8),
            version = version + 1
        WHERE id = $1 AND version = $2 AND state = 'open'";
}

/// A proposal without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Key.
    pub id: ProposalId,
    /// Of which item; none: a new one that is not taken over.
    pub item: Option<ItemId>,
    /// How far it has come.
    pub state: ProposalState,
    /// 实施编码, as proposed.
    pub code: String,
    /// 事项名称, as proposed.
    pub name: String,
    /// 实施主体, as proposed.
    pub body: Option<BodyId>,
    /// What it says otherwise than the item said.
    pub fields: Vec<String>,
    /// Why.
    pub reason: String,
    /// Where its author answers.
    pub place: PlaceId,
    /// For which body alone he speaks.
    pub speaks_for: Option<BodyId>,
    /// Who made it: an account's key, or what does without one.
    pub author: String,
    /// By name.
    pub author_name: String,
    /// Who else has changed its words; empty: nobody.
    pub editor: String,
    /// By name.
    pub editor_name: String,
    /// When it was made.
    pub made_at: Instant,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// What was answered.
    pub answer: String,
    /// Who answered, by name.
    pub answered_by: String,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    item_id: Option<i64>,
    state: String,
    code: String,
    name: String,
    body_id: Option<i64>,
    fields: String,
    reason: String,
    place_id: i64,
    speaks_for: Option<i64>,
    author: String,
    author_name: String,
    editor: String,
    editor_name: String,
    made_at: i64,
    moved_at: i64,
    answer: String,
    answered_by: String,
    version: i64,
}

fn state(code: &str) -> Result<ProposalState, StoreError> {
    ProposalState::from_code(code).ok_or_else(|| StoreError::inconsistent("item_proposal", "state", code))
}

impl TryFrom<Row> for Head {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ProposalId(row.id),
            item: row.item_id.map(ItemId),
            state: state(&row.state)?,
            code: row.code,
            name: row.name,
            body: row.body_id.map(BodyId),
            fields: row.fields.split(',').filter(|field| !field.is_empty()).map(str::to_owned).collect(),
            reason: row.reason,
            place: PlaceId(row.place_id),
            speaks_for: row.speaks_for.map(BodyId),
            author: row.author,
            author_name: row.author_name,
            editor: row.editor,
            editor_name: row.editor_name,
            made_at: Instant(row.made_at),
            moved_at: Instant(row.moved_at),
            answer: row.answer,
            answered_by: row.answered_by,
            version: row.version,
        })
    }
}

/// A proposal without its words.
pub async fn find(conn: &mut Conn<'_>, id: ProposalId) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(HEAD).bind(id.0).fetch_optional(c).await?);
    row.map(Head::try_from).transpose()
}

/// What the item said when a proposal was made, if there was one, and what is proposed.
pub async fn texts(conn: &mut Conn<'_>, id: ProposalId) -> Result<Option<(Option<ItemFields>, ItemFields)>, StoreError> {
    let row: Option<(String, String)> = on!(conn, c => sqlx::query_as(TEXTS).bind(id.0).fetch_optional(c).await?);
    let Some((base, content)) = row else { return Ok(None) };
    let read = |text: &str| serde_json::from_str(text).map_err(|_| StoreError::inconsistent("item_proposal", "content", id.0));
    let base = if base.is_empty() { None } else { Some(read(&base)?) };
    Ok(Some((base, read(&content)?)))
}

fn written(fields: &ItemFields) -> Result<String, StoreError> {
    serde_json::to_string(fields).map_err(|e| StoreError::inconsistent("item_proposal", "content", e))
}

/// A proposal to be made.
#[derive(Clone, Debug)]
pub struct NewProposal<'n> {
    /// Of which item; none: a new one.
    pub item: Option<ItemId>,
    /// What that says now.
    pub base: Option<&'n ItemFields>,
    /// What is proposed, and why.
    pub words: Words<'n>,
    /// Where its author answers.
    pub place: PlaceId,
    /// For which body alone he speaks.
    pub speaks_for: Option<BodyId>,
}

/// What a proposal says, and who wrote that.
#[derive(Clone, Debug)]
pub struct Words<'n> {
    /// What is proposed.
    pub fields: &'n ItemFields,
    /// What that says otherwise than the item says.
    pub changed: &'n [&'static str],
    /// Why.
    pub reason: &'n str,
    /// Who: an account's key, or what does without one.
    pub person: &'n str,
    /// By name.
    pub who: &'n str,
    /// When.
    pub at: Instant,
}

/// Enters whose words they are.
async fn hand(conn: &mut Conn<'_>, id: ProposalId, words: &Words<'_>) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(HAND).bind(id.0).bind(words.person).bind(words.who).execute(c).await?; });
    Ok(())
}

/// Whoever made a proposal or changed it, by key and name.
pub async fn hands(conn: &mut Conn<'_>, id: ProposalId) -> Result<Vec<(String, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(HANDS).bind(id.0).fetch_all(c).await?))
}

/// Makes a proposal.
pub async fn make(conn: &mut Conn<'_>, new: &NewProposal<'_>) -> Result<ProposalId, StoreError> {
    let words = &new.words;
    let base = new.base.map(written).transpose()?.unwrap_or_default();
    let content = written(words.fields)?;
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(MAKE)
        .bind(new.item.map(|item| item.0))
        .bind(&words.fields.code)
        .bind(&words.fields.name)
        .bind(words.fields.body.map(|body| body.0))
        .bind(words.changed.join(","))
        .bind(&base)
        .bind(&content)
        .bind(words.reason)
        .bind(new.place.0)
        .bind(new.speaks_for.map(|body| body.0))
        .bind(words.person)
        .bind(words.who)
        .bind(words.at.0)
        .fetch_one(c)
        .await?);
    hand(conn, ProposalId(id), words).await?;
    Ok(ProposalId(id))
}

/// Changes what an open proposal says. False if it has moved since, or is answered.
pub async fn change(conn: &mut Conn<'_>, head: &Head, words: &Words<'_>) -> Result<bool, StoreError> {
    let content = written(words.fields)?;
    // Whoever changes another's words is named beside him; the author's own change leaves who was named before.
    let (editor, editor_name) =
        if words.person == head.author { (head.editor.as_str(), head.editor_name.as_str()) } else { (words.person, words.who) };
    let changed = on!(conn, c => sqlx::query(CHANGE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(&words.fields.code)
        .bind(&words.fields.name)
        .bind(words.fields.body.map(|body| body.0))
        .bind(words.changed.join(","))
        .bind(&content)
        .bind(words.reason)
        .bind(editor)
        .bind(editor_name)
        .bind(words.at.0)
        .execute(c)
        .await?
        .rows_affected());
    if changed == 1 {
        hand(conn, head.id, words).await?;
    }
    Ok(changed == 1)
}

/// What is answered to a proposal.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// What it comes to.
    pub state: ProposalState,
    /// The words.
    pub words: &'a str,
    /// Who: an account's key, or what does without one.
    pub person: &'a str,
    /// By name.
    pub who: &'a str,
    /// When.
    pub at: Instant,
    /// The item that took it over.
    pub item: Option<ItemId>,
}

/// Answers an open proposal. False if it has moved since, or is answered.
pub async fn answer(conn: &mut Conn<'_>, head: &Head, answer: &Answer<'_>) -> Result<bool, StoreError> {
    let moved = on!(conn, c => sqlx::query(ANSWER)
        .bind(head.id.0)
        .bind(head.version)
        .bind(answer.state.code())
        .bind(answer.words)
        .bind(answer.person)
        .bind(answer.who)
        .bind(answer.at.0)
        .bind(answer.item.map(|item| item.0))
        .execute(c)
        .await?
        .rows_affected());
    Ok(moved == 1)
}

/// Who asks for proposals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asker {
    /// An account's key, or what does without one.
    pub person: String,
    /// Where he proposes, and for which body alone.
    pub speaks_at: Vec<(PlaceId, Option<BodyId>)>,
    /// He answers proposals, and sees all.
    pub keeps: bool,
}

impl Asker {
    /// Places and bodies as the SQL takes them.
    fn bound(&self) -> String {
        let all: Vec<String> =
            self.speaks_at.iter().map(|(place, body)| format!("{}:{}", place.0, body.map_or(0, |body| body.0))).collect();
        super::list::between(all)
    }

    /// He may know of a proposal.
    pub fn sees(&self, head: &Head) -> bool {
        self.keeps || head.author == self.person || self.speaks_at.contains(&(head.place, head.speaks_for))
    }
}

/// Binds it to what `asked!` asks for.
macro_rules! bound {
    ($query:expr, $asker:ident, $state:ident) => {
        $query.bind($state.map_or("", ProposalState::code)).bind(&$asker.person).bind($asker.bound()).bind(if $asker.keeps {
            "1"
        } else {
            ""
        })
    };
}

/// How many there are of each state, and since when the one waits that has waited longest.
pub async fn counts(conn: &mut Conn<'_>, asker: &Asker) -> Result<Vec<(ProposalState, i64, Instant)>, StoreError> {
    let all = None::<ProposalState>;
    let rows: Vec<(String, i64, i64)> = on!(conn, c => bound!(sqlx::query_as(COUNT), asker, all).fetch_all(c).await?);
    rows.into_iter().map(|(code, n, oldest)| Ok((state(&code)?, n, Instant(oldest)))).collect()
}

/// A page of them: of those that wait the one first that has waited longest, else the newest.
pub async fn page(conn: &mut Conn<'_>, asker: &Asker, of: Option<ProposalState>, at: &At, limit: usize) -> Result<Page<Head>, StoreError> {
    let down = of != Some(ProposalState::Open);
    let from = moved::from(at);
    let text = if at.is_forward() == down { DOWN } else { UP };
    let rows: Vec<Row> = on!(conn, c => bound!(sqlx::query_as(text), asker, of)
        .bind(from.0)
        .bind(from.1)
        .bind(wanted(limit))
        .fetch_all(c)
        .await?);
    let rows = rows.into_iter().map(Head::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(moved::page(rows, |head| (head.moved_at, head.id.0), at, down, limit))
}
