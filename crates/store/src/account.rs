//! Accounts, their grants and enrolment codes.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::{AccountId, Grant, Role};
use domain::body::BodyId;
use domain::place::PlaceId;
use uuid::Uuid;

sql! {
    GRANTS_OF = "SELECT id, role, place_id, body_id, valid_from, valid_until
        FROM account_grant WHERE account_id = $1 AND ended_at IS NULL ORDER BY given_at, id";
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    id: Uuid,
    role: String,
    place_id: i64,
    body_id: Option<i64>,
    valid_from: String,
    valid_until: Option<String>,
}

impl TryFrom<GrantRow> for Grant {
    type Error = StoreError;
    fn try_from(row: GrantRow) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("account_grant", column, row.id);
        Ok(Self {
            id: row.id,
            role: Role::from_code(&row.role).ok_or_else(|| wrong("role"))?,
            place: PlaceId(row.place_id),
            body: row.body_id.map(BodyId),
            from: row.valid_from.parse().map_err(|_| wrong("valid_from"))?,
            until: row.valid_until.as_deref().map(str::parse).transpose().map_err(|_| wrong("valid_until"))?,
        })
    }
}

/// Grants of an account that were not ended (they may begin later or be over).
pub async fn grants_of(conn: &mut Conn<'_>, account: AccountId) -> Result<Vec<Grant>, StoreError> {
    let rows: Vec<GrantRow> = on!(conn, c => sqlx::query_as(GRANTS_OF).bind(account.0).fetch_all(c).await?);
    rows.into_iter().map(Grant::try_from).collect()
}
