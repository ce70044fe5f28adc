//! 办理意见: who did what with a text that goes through the review chain, in which step and round. Entries of the responsibility lists and
//! items have tables of their own for it, of one shape.

use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use domain::duty::flow::Act;
use domain::time::Instant;
use sqlx::{FromRow, QueryBuilder};

/// What somebody did with a text, and said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion<K> {
    /// The text.
    pub of: K,
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

/// A row; the column of its text is read as `of_id`.
#[derive(FromRow)]
pub(crate) struct Row {
    of_id: i64,
    round: i64,
    step: String,
    act: String,
    opinion: String,
    person: String,
    who: String,
    at: i64,
}

impl Row {
    pub(crate) fn read<K>(self, key: impl Fn(i64) -> K) -> Result<Opinion<K>, StoreError> {
        let act = Act::from_code(&self.act).ok_or_else(|| StoreError::inconsistent("opinion", "act", self.of_id))?;
        Ok(Opinion {
            of: key(self.of_id),
            round: self.round,
            step: self.step,
            act,
            opinion: self.opinion,
            person: self.person,
            who: self.who,
            at: Instant(self.at),
        })
    }
}

/// Adds what was done with texts; a hundred at a time are best. `into` names table and columns, in the order of the fields.
pub(crate) async fn add_all<K>(
    conn: &mut Conn<'_>,
    into: &'static str,
    opinions: &[Opinion<K>],
    key: impl Fn(&K) -> i64,
) -> Result<(), StoreError> {
    if opinions.is_empty() {
        return Ok(());
    }
    on!(conn, c => {
        let mut query = QueryBuilder::new(into);
        query.push_values(opinions, |mut row, opinion| {
            row.push_bind(key(&opinion.of))
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
