//! 办理意见: who did what with a version, in which step and round.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::duty::VersionId;
use domain::duty::flow::Act;
use domain::time::Instant;
use sqlx::{FromRow, QueryBuilder};

sql! {
    OPINIONS = "SELECT version_id, round, step, act, opinion, person, who, at FROM duty_opinion WHERE version_id = $1 ORDER BY id";
}

/// Adds what was done: as many rows of values as there are follow it.
const ADD_OPINION: &str = "INSERT INTO duty_opinion (version_id, round, step, act, opinion, person, who, at) ";

/// What somebody did with a version, and said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The version.
    pub of: VersionId,
    /// In which round.
    pub round: i64,
    /// The name of the step; empty outside of the chain.
    pub step: String,
    /// What.
    pub act: Act,
    /// His words.
    pub opinion: String,
    /// Who: an account's key, or what does without one.
    pub person: String,
    /// By name.
    pub who: String,
    /// When.
    pub at: Instant,
}

#[derive(FromRow)]
pub(super) struct OpinionRow {
    version_id: i64,
    round: i64,
    step: String,
    act: String,
    opinion: String,
    person: String,
    who: String,
    at: i64,
}

impl TryFrom<OpinionRow> for Opinion {
    type Error = StoreError;
    fn try_from(row: OpinionRow) -> Result<Self, StoreError> {
        let act = Act::from_code(&row.act).ok_or_else(|| StoreError::inconsistent("duty_opinion", "act", row.version_id))?;
        Ok(Self {
            of: VersionId(row.version_id),
            round: row.round,
            step: row.step,
            act,
            opinion: row.opinion,
            person: row.person,
            who: row.who,
            at: Instant(row.at),
        })
    }
}

/// Everything that was said about a version, in turn.
pub async fn opinions(conn: &mut Conn<'_>, id: VersionId) -> Result<Vec<Opinion>, StoreError> {
    let rows: Vec<OpinionRow> = on!(conn, c => sqlx::query_as(OPINIONS).bind(id.0).fetch_all(c).await?);
    rows.into_iter().map(Opinion::try_from).collect()
}

/// Adds what was done with versions; a hundred at a time are best.
pub async fn say_all(conn: &mut Conn<'_>, opinions: &[Opinion]) -> Result<(), StoreError> {
    if opinions.is_empty() {
        return Ok(());
    }
    on!(conn, c => {
        let mut query = QueryBuilder::new(ADD_OPINION);
        query.push_values(opinions, |mut row, opinion| {
            row.push_bind(opinion.of.0)
                .push_bind(opinion.round)
                .push_bind(&opinion.step)
                .push_bind(opinion.act.code())
                .push_bind(&opinion.opinion)
                .push_bind(&opinion.person)
                .push_bind(&opinion.who)
                .push_bind(opinion.at.0);
        });
        query.build().execute(c).await?;
    });
    Ok(())
}
