//! (being written)
use crate::sql;
sql! { PROBE = "SELECT 1"; }

/// (being written)
pub async fn seal(_store: &crate::Store, _now: domain::time::Instant) -> Result<(), crate::StoreError> {
    Ok(())
}
