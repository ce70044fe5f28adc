//! What others did with a person's drafts of the responsibility lists.

use super::{Args, NEWS_DAYS, News, People, WORDS, cut};
use api::Permission;
use api::notice::NoticeKind;
use domain::duty::flow::Act;
use domain::time::Instant;
use std::collections::HashSet;
use store::{Conn, StoreError, news};

/// What the author has to know; that a step was approved is on its way, and shown beside the draft.
const ACTS: [Act; 5] = [Act::Accepted, Act::Returned, Act::Refused, Act::Planned, Act::Published];

/// What was decided about drafts in the last days and is not told yet; a set that was decided together is told once.
pub(super) async fn news(conn: &mut Conn<'_>, people: &People, told: &HashSet<&str>, now: Instant) -> Result<Vec<News>, StoreError> {
    let mut found = Vec::new();
    for done in news::duty_acts(conn, now.plus_seconds(-NEWS_DAYS * 86_400), &ACTS).await? {
        let subject = format!("duty:{}", done.first);
        let author = people.author(&done.author, Permission::Duties).filter(|_| !told.contains(subject.as_str()));
        let args = Args::from([
            ("duty", done.duty_id.to_string()),
            ("version", done.version_id.to_string()),
            ("act", done.act),
            ("name", cut(&done.name, WORDS)),
            ("n", done.n.to_string()),
            ("who", done.who),
            ("words", cut(&done.opinion, WORDS)),
        ]);
        found.extend(author.map(|account| News { account, kind: NoticeKind::DutyDecided, subject, args }));
    }
    Ok(found)
}
