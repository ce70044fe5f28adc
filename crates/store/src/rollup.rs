//! (being written)
use crate::sql;
sql! { PROBE = "SELECT 1"; }
