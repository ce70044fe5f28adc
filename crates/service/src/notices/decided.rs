//! What others decided about a person's drafts of the responsibility lists, his texts and his proposals of items.

use super::{Args, NEWS_DAYS, News, People, WORDS, cut};
use api::Permission;
use api::notice::NoticeKind;
use domain::duty::flow::Act;
use domain::time::Instant;
use store::news::Decided;
use store::{Conn, StoreError, news};

/// What the author has to know; that a step was approved is on its way, and shown beside the text.
const ACTS: [Act; 5] = [Act::Accepted, Act::Returned, Act::Refused, Act::Planned, Act::Published];

/// What was decided in the last days; a set that was decided together is told once.
pub(super) async fn news(conn: &mut Conn<'_>, people: &People, now: Instant) -> Result<Vec<News>, StoreError> {
    let since = now.plus_seconds(-NEWS_DAYS * 86_400);
    let of = |decided: Vec<Decided>, kind: NoticeKind, about: &'static str| {
        decided.into_iter().filter_map(move |one| told(people, kind, about, one))
    };
    let mut found: Vec<News> = of(news::duty_acts(conn, since, &ACTS).await?, NoticeKind::DutyDecided, "duty").collect();
    found.extend(of(news::item_acts(conn, since, &ACTS).await?, NoticeKind::ItemDecided, "item"));
    found.extend(of(news::proposal_answers(conn, since).await?, NoticeKind::ProposalDecided, "proposal"));
    Ok(found)
}

fn told(people: &People, kind: NoticeKind, about: &'static str, done: Decided) -> Option<News> {
    let account = people.author(&done.author, Permission::Duties)?;
    // Acts are counted by kind of text, so the first one names what is told.
    let subject = format!("{about}:{}", done.first);
    let mut args = Args::from([
        ("act", done.act),
        ("name", cut(&done.name, WORDS)),
        ("n", done.n.to_string()),
        ("who", done.who),
        ("words", cut(&done.opinion, WORDS)),
    ]);
    let (of, text) = (done.of_id.to_string(), done.text_id.to_string());
    args.extend(match kind {
        NoticeKind::DutyDecided => vec![("duty", of), ("version", text)],
        NoticeKind::ProposalDecided => vec![("proposal", text)],
        _ => vec![("item", of)],
    });
    Some(News { account, kind, subject, args })
}
