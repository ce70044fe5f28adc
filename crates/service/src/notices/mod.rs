//! 通知: who is told what, and the reading of it.
//!
//! Nothing that happens has to know of notices: [`sweep`] looks at what has happened (jobs that ended, grants that end soon,
//! planned changes whose day came, matters and drafts that others moved on) and tells whoever is concerned, once. It runs with
//! everything that falls due, and soon after such a thing has happened.

mod decided;
mod findings;
mod matters;

use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use crate::views::own;
use api::job::{ImportCounts, JobState};
use api::notice::{List, Listed, MarkRead, Notice, NoticeKind};
use api::{ApiError, Done, Permission};
use domain::account::{AccountId, AccountState, Role};
use domain::change::ChangeState;
use domain::day::later;
use domain::time::Instant;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use store::notice::{self, NoticeRow};
use store::{Actor, Conn, StoreError, account, job};

/// Days before its last day on which a grant is told of.
const GRANT_DAYS: i64 = 30;
/// For how many days what happened is still news.
const NEWS_DAYS: i64 = 7;
/// For how many days notices are kept.
const KEPT_DAYS: i64 = 180;
/// Characters of a title or an opinion that a notice repeats.
const WORDS: usize = 60;

fn told(row: NoticeRow) -> Result<Notice, Failure> {
    let kind = NoticeKind::from_code(&row.kind).ok_or_else(|| StoreError::inconsistent("notice", "kind", row.id))?;
    let args: BTreeMap<String, String> = serde_json::from_str(&row.body)?;
    Ok(Notice { id: row.id, kind, subject: row.subject, args, at: Instant(row.at), read: row.read_at.is_some() })
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let limit = lists::limit(self.limit, 500)?;
        let ask = lists::ask(&self.page)?;
        let Some(account) = cx.actor.account() else {
            return Ok(Listed { notices: Vec::new(), unread: 0, edges: api::page::Edges::default() });
        };
        let page = notice::page(&mut cx.conn().await?, account, self.unread_only, ask, limit).await?;
        let edges = lists::edges(&page);
        let unread = notice::unread(&mut cx.conn().await?, account).await?;
        Ok(Listed { notices: page.rows.into_iter().map(told).collect::<Result<_, _>>()?, unread, edges })
    }
}

impl Handle for MarkRead {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let (account, now) = (own(cx)?, cx.now);
        if self.ids.len() > crate::ratings::SEVERAL {
            return Err(ApiError::invalid("ids", "range").with("from", 0).with("to", crate::ratings::SEVERAL).into());
        }
        let work = cx.work().await?;
        for id in self.ids {
            notice::read(&mut work.conn(), account, id, false, now).await?;
        }
        if let Some(until) = self.until {
            notice::read(&mut work.conn(), account, until, true, now).await?;
        }
        work.changed("notice", Some(account.0.to_string()));
        Ok(Done {})
    }
}

/// What the words of a notice need.
type Args = BTreeMap<&'static str, String>;

/// Something that somebody is to be told.
struct News {
    account: AccountId,
    kind: NoticeKind,
    subject: String,
    args: Args,
}

/// Tells of everything that has happened and that somebody has not been told of. Writes nothing if there is nothing new.
pub(crate) async fn sweep(service: &Arc<Service>) -> Result<(), StoreError> {
    let now = service.now();
    let mut news = {
        let mut reader = service.store().read().await?;
        let conn = &mut reader.conn();
        let people = People::read(conn, now).await?;
        let mut news = jobs(conn, &people, now).await?;
        news.extend(grants(&people, now));
        news.extend(changes(conn, &people, now).await?);
        let known = notice::known(conn).await?;
        let told: HashSet<&str> = known.iter().map(|(_, _, subject)| subject.as_str()).collect();
        news.extend(matters::news(conn, &people, &told, now).await?);
        news.extend(findings::news(conn, &people, &told, now).await?);
        news.extend(decided::news(conn, &people, now).await?);
        news.retain(|n| !known.contains(&(n.account.0, n.kind.code().to_owned(), n.subject.clone())));
        news
    };
    if news.is_empty() {
        return Ok(());
    }
    let mut work = service.store().begin(&Actor::System).await?;
    for News { account, kind, subject, args } in news.drain(..) {
        let body = serde_json::to_string(&args).map_err(|e| StoreError::Unavailable(e.to_string()))?;
        // Another program may have been faster.
        if notice::add(&mut work.conn(), account, kind.code(), &subject, &body, now).await? {
            work.changed("notice", Some(account.0.to_string()));
        }
    }
    let changed = work.commit(now).await?;
    service.announce(changed);
    Ok(())
}

/// At most so many characters.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Forgets what was told long ago.
pub(crate) async fn do_due(service: &Arc<Service>) -> Result<(), StoreError> {
    let now = service.now();
    let mut work = service.store().begin(&Actor::System).await?;
    notice::forget(&mut work.conn(), now.plus_seconds(-KEPT_DAYS * 86_400)).await?;
    work.commit(now).await?;
    Ok(())
}

/// Accounts that are not closed, and the grants in force.
struct People {
    /// Whoever is invited finds at the first entry what came meanwhile.
    open: Vec<AccountId>,
    names: BTreeMap<uuid::Uuid, String>,
    grants: Vec<account::ShownGrant>,
}

impl People {
    async fn read(conn: &mut Conn<'_>, now: Instant) -> Result<Self, StoreError> {
        let today = now.day();
        let all = account::all(conn).await?;
        let grants = account::grants_shown(conn).await?;
        let grants = grants.into_iter().filter(|g| !g.ended && g.grant.holds_on(today)).collect();
        Ok(Self {
            open: all.iter().filter(|a| a.state != AccountState::Closed).map(|a| a.id).collect(),
            names: all.into_iter().map(|a| (a.id.0, a.name)).collect(),
            grants,
        })
    }

    /// Whoever did something, by the key that stands beside it, as long as a role of his has this permission.
    fn author(&self, person: &str, needed: Permission) -> Option<AccountId> {
        let id = AccountId(person.parse().ok()?);
        let may = |shown: &account::ShownGrant| shown.account == id && needed.roles().contains(&shown.grant.role);
        (self.open.contains(&id) && self.grants.iter().any(may)).then_some(id)
    }

    /// The same news for each of those who are there.
    fn tell(&self, who: BTreeSet<AccountId>, kind: NoticeKind, subject: &str, args: &Args) -> Vec<News> {
        let there = who.into_iter().filter(|id| self.open.contains(id));
        there.map(|account| News { account, kind, subject: subject.to_owned(), args: args.clone() }).collect()
    }

    /// Who holds a role now.
    fn with(&self, role: Role) -> Vec<AccountId> {
        let mut found: Vec<AccountId> = self.grants.iter().filter(|g| g.grant.role == role).map(|g| g.account).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|id| self.open.contains(id));
        found
    }
}

async fn jobs(conn: &mut Conn<'_>, people: &People, now: Instant) -> Result<Vec<News>, StoreError> {
    let since = now.plus_seconds(-NEWS_DAYS * 86_400);
    let mut news = Vec::new();
    for row in job::history::ended_untold(conn, since).await? {
        let counts: ImportCounts = serde_json::from_str(&row.counts).unwrap_or_default();
        let args = BTreeMap::from([
            ("job", row.id.to_string()),
            ("job_kind", row.kind.clone()),
            ("state", row.state.clone()),
            ("file", row.file_name.clone()),
            ("taken", (counts.taken + counts.replaced).to_string()),
            ("returned", counts.returned.to_string()),
        ]);
        let subject = format!("job:{}", row.no);
        if let Some(account) = row.account_id.map(AccountId).filter(|id| people.open.contains(id)) {
            news.push(News { account, kind: NoticeKind::JobEnded, subject: subject.clone(), args: args.clone() });
        }
        let is_failed = matches!(JobState::from_code(&row.state), Some(JobState::Failed | JobState::Interrupted));
        if is_failed && row.kind == "backup.make" {
            let tell = |account| News { account, kind: NoticeKind::BackupFailed, subject: subject.clone(), args: args.clone() };
            news.extend(people.with(Role::SystemAdmin).into_iter().map(tell));
        }
    }
    Ok(news)
}

fn grants(people: &People, now: Instant) -> Vec<News> {
    let last = later(now.day(), GRANT_DAYS);
    let keepers = people.with(Role::SecurityAdmin);
    let mut news = Vec::new();
    for shown in people.grants.iter().filter(|g| people.open.contains(&g.account)) {
        let Some(until) = shown.grant.until.filter(|until| *until <= last) else { continue };
        let args = BTreeMap::from([
            ("name", people.names.get(&shown.account.0).cloned().unwrap_or_default()),
            ("role", shown.grant.role.code().to_owned()),
            ("place", shown.place_name.clone()),
            ("until", until.to_string()),
        ]);
        let tell = |account, kind| News { account, kind, subject: format!("grant:{}", shown.grant.id), args: args.clone() };
        news.push(tell(shown.account, NoticeKind::OwnGrantEnds));
        let others = keepers.iter().filter(|keeper| **keeper != shown.account);
        news.extend(others.map(|keeper| tell(*keeper, NoticeKind::GrantEnds)));
    }
    news
}

async fn changes(conn: &mut Conn<'_>, people: &People, now: Instant) -> Result<Vec<News>, StoreError> {
    let since = now.plus_seconds(-NEWS_DAYS * 86_400);
    let untold = notice::untold_changes(conn, since).await?;
    let tell = |change: notice::ChangeNews| {
        let account = Some(AccountId(change.account_id)).filter(|id| people.open.contains(id))?;
        let kind = if change.state == ChangeState::Failed.code() { NoticeKind::ChangeFailed } else { NoticeKind::ChangeDone };
        let args = BTreeMap::from([("no", change.no.to_string()), ("unit", change.unit)]);
        Some(News { account, kind, subject: format!("change:{}", change.no), args })
    };
    Ok(untold.into_iter().filter_map(tell).collect())
}
