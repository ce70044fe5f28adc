//! What columns are, as a person said it: remembered for files of the same kind with the same headers, and proposed the next
//! time.

use super::giveback;
use crate::failure::Failure;
use documents::table::{Header, STAMP_HEADER};
use domain::import::{Mapping, Reading};
use sha2::{Digest, Sha256};
use store::keys::hex;
use store::{Conn, meta};

/// The name under which it is kept.
fn name(kind: &str, headers: &[String]) -> String {
    // A file that came back has columns of ours more, beside whatever stood beside the table, and is the same file.
    let mut own: Vec<&str> = headers.iter().map(String::as_str).filter(|h| !giveback::is_ours(h) && *h != STAMP_HEADER).collect();
    own.truncate(own.iter().rposition(|h| !h.is_empty()).map_or(0, |last| last + 1));
    let digest = Sha256::digest(own.join("\n").as_bytes());
    format!("mapping:{kind}:{}", hex(digest.get(..12).unwrap_or_default()))
}

/// Keeps what was said of a file that was taken.
pub(crate) async fn keep(conn: &mut Conn<'_>, kind: &str, header: &Header, reading: &Reading) -> Result<(), Failure> {
    if !reading.mapping.is_empty() {
        meta::set(conn, &name(kind, &header.headers), Some(&serde_json::to_string(&reading.mapping)?)).await?;
    }
    Ok(())
}

/// What was said the last time of such headers.
pub(crate) async fn of(conn: &mut Conn<'_>, kind: &str, headers: &[String]) -> Result<Option<Vec<Mapping>>, Failure> {
    let kept = meta::get(conn, &name(kind, headers)).await?;
    // What an older version kept in another form is forgotten.
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}
