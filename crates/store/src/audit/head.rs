//! Signed heads of the audit chain: one a day, replaced until the day is over.

use super::{HEADS, NEWEST_HEADS, PUT_HEAD, SHA256, hex, unhex};
use crate::db::Conn;
use crate::error::StoreError;
use crate::keys::{Signer, Trust};
use crate::{meta, on};
use jiff::civil::Date;
use sqlx::FromRow;

/// Named value that repeats the newest head.
const NEWEST: &str = "audit_head";

/// How far the chain reached on a day. The chain is numbered without gaps, so its number is also the count of entries.
#[derive(Clone, Debug, PartialEq, Eq, Hash, FromRow)]
pub(crate) struct Head {
    pub(super) day: String,
    pub(crate) chain_no: i64,
    pub(super) hash: Vec<u8>,
    pub(super) key_id: String,
    pub(super) signature: Vec<u8>,
}

impl Head {
    /// Signs a head.
    pub(super) fn signed(key: &Signer, day: Date, chain_no: i64, hash: Vec<u8>) -> Self {
        let mut head = Self { day: day.to_string(), chain_no, hash, key_id: key.id().to_owned(), signature: Vec::new() };
        head.signature = key.sign(&head.message());
        head
    }

    /// What is signed.
    fn message(&self) -> Vec<u8> {
        format!("yimen audit head 1\n{}\n{}\n{SHA256}\n{}\n{}\n", self.day, self.chain_no, hex(&self.hash), self.key_id).into_bytes()
    }

    /// Whether one of the trusted keys signed it.
    pub(crate) fn is_signed_by(&self, trust: &Trust) -> bool {
        trust.signed(&self.key_id, &self.message(), &self.signature)
    }

    /// Keeps it as the head of its day and as the newest one.
    pub(super) async fn keep(&self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        on!(conn, c => { sqlx::query(PUT_HEAD)
            .bind(&self.day)
            .bind(self.chain_no)
            .bind(&self.hash)
            .bind(&self.key_id)
            .bind(&self.signature)
            .execute(c)
            .await?; });
        meta::set(conn, NEWEST, Some(&self.to_line())).await
    }

    /// One line of text, for files and named values.
    pub(crate) fn to_line(&self) -> String {
        format!("{} {} {} {} {}", self.day, self.chain_no, hex(&self.hash), self.key_id, hex(&self.signature))
    }

    /// Reads [`Head::to_line`].
    pub(crate) fn from_line(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let mut part = || parts.next();
        Some(Self {
            day: part()?.to_owned(),
            chain_no: part()?.parse().ok()?,
            hash: unhex(part()?)?,
            key_id: part()?.to_owned(),
            signature: unhex(part()?)?,
        })
    }
}

/// The heads of all days, by their place in the chain.
pub(super) async fn all(conn: &mut Conn<'_>) -> Result<Vec<Head>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(HEADS).fetch_all(c).await?))
}

/// The newest head, repeated as a named value; `None` if there is none that can be read.
pub(super) async fn repeated(conn: &mut Conn<'_>) -> Result<Option<Head>, StoreError> {
    Ok(meta::get(conn, NEWEST).await?.and_then(|line| Head::from_line(&line)))
}

/// How many heads are looked at for one that the key has signed; the first one is, unless somebody touched the table.
const LOOKED_AT: i64 = 100;

/// The newest head that a trusted key has signed.
pub(super) async fn newest(conn: &mut Conn<'_>, trust: &Trust) -> Result<Option<Head>, StoreError> {
    let mut heads: Vec<Head> = on!(conn, c => sqlx::query_as(NEWEST_HEADS).bind(LOOKED_AT).fetch_all(c).await?);
    heads.extend(repeated(conn).await?);
    heads.sort_by_key(|head| std::cmp::Reverse(head.chain_no));
    Ok(heads.into_iter().find(|head| head.is_signed_by(trust)))
}
