//! The audit log, read, written into files, and proved.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists::{self, EXPORT_PAGE};
use api::audit::{AuditPerson, Count, Entry, Export, Fault, Filter, List, ListPeople, Listed, People, SignedHead, Verified};
use api::import::Written;
use api::page::Total;
use api::{ApiError, ErrorCode};
use serde_json::json;
use store::audit;
use store::walk::{Ask, Way};

/// Most characters of the words that are looked for.
const TEXT_CHARS: usize = 100;

fn stored(filter: &Filter) -> Result<audit::Filter<'_>, ApiError> {
    if filter.period.is_some_and(|p| p.to < p.from) {
        return Err(ApiError::invalid("period", "order"));
    }
    if filter.text.as_ref().is_some_and(|t| t.chars().count() > TEXT_CHARS) {
        return Err(ApiError::invalid("text", "too_long").with("limit", TEXT_CHARS));
    }
    Ok(audit::Filter {
        period: filter.period,
        account: filter.account,
        operations: filter.operations.iter().map(String::as_str).collect(),
        subject: filter.subject.as_deref(),
        outcome: filter.outcome.as_deref(),
        refused_only: filter.refused_only,
        text: filter.text.as_deref(),
        without_accounts: false,
    })
}

/// An entry as it crosses the door.
pub(crate) fn told(e: audit::Entry) -> Entry {
    let audit::Entry { no, at, account, who, operation, subject, outcome, values } = e;
    Entry { no, at, who, account, operation, subject, outcome, values }
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let limit = lists::limit(self.limit, 500)?;
        let way = lists::order(self.sort.as_ref(), Way::Down, &[("at", true, Way::Down), ("at", false, Way::Up)])?;
        let (ask, filter) = (lists::ask(&self.page)?, stored(&self.filter)?);
        let page = audit::page(&mut cx.conn().await?, &filter, way, ask, limit).await?;
        let edges = lists::edges(&page);
        Ok(Listed { entries: page.rows.into_iter().map(told).collect(), edges })
    }
}

impl Handle for Count {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Total, Failure> {
        let (n, exact) = audit::count(&mut cx.conn().await?, &stored(&self.filter)?).await?;
        Ok(Total { n, exact })
    }
}

impl Handle for ListPeople {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<People, Failure> {
        let all = store::account::all(&mut cx.conn().await?).await?;
        Ok(People { people: all.into_iter().map(|a| AuditPerson { account: a.id, login: a.login, name: a.name }).collect() })
    }
}

/// Headers of an exported log, the same in every language: a program reads it.
const HEADERS: [&str; 20] = [
    "kind",
    "chain_no",
    "id",
    "at",
    "time",
    "account",
    "who",
    "operation",
    "subject",
    "outcome",
    "values_hash",
    "alg",
    "prev_hash",
    "hash",
    "salt",
    "values",
    "day",
    "key_id",
    "public_key",
    "signature",
];

fn row(l: audit::Linked) -> Vec<String> {
    let e = l.entry;
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut cells = vec![
        "entry".to_owned(),
        number(l.chain_no),
        e.no.to_string(),
        e.at.0.to_string(),
        e.at.text(),
        e.account.map(|a| a.0.to_string()).unwrap_or_default(),
        e.who,
        e.operation,
        e.subject,
        e.outcome,
        l.values_hash.unwrap_or_default(),
        l.alg.unwrap_or_default(),
        l.prev_hash.unwrap_or_default(),
        l.hash.unwrap_or_default(),
        l.salt.unwrap_or_default(),
        e.values.unwrap_or_default(),
    ];
    cells.resize(HEADERS.len(), String::new());
    cells
}

fn head_row(h: audit::SignedHead) -> Vec<String> {
    let mut cells = vec![String::new(); HEADERS.len()];
    let told = [
        (0, "head".to_owned()),
        (1, h.chain_no.to_string()),
        (13, h.hash),
        (16, h.day),
        (17, h.key_id),
        (18, h.public_key),
        (19, h.signature),
    ];
    for (at, value) in told {
        if let Some(cell) = cells.get_mut(at) {
            *cell = value;
        }
    }
    cells
}

impl Handle for Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        // What was written a moment ago is in the chain too.
        cx.service.sealer.wait().await;
        cx.reader = None;
        audit::seal(cx.service.store(), cx.now).await?;
        // One state of the database: others may seal while this reads, and heads and entries would not fit each other.
        cx.reader = Some(cx.service.store().snapshot().await?);
        let filter = stored(&self.filter)?;
        let (mut linked, mut ask) = (Vec::new(), Some(Ask::First));
        while let Some(asked) = ask {
            let page = audit::page(&mut cx.conn().await?, &filter, Way::Up, asked, EXPORT_PAGE).await?;
            ask = lists::next(&page);
            for entry in page.rows {
                linked.push(audit::linked(&mut cx.conn().await?, entry.no).await?.ok_or(ErrorCode::NotFound)?);
            }
        }
        // In the order of the chain, which is another one than that of time where a clock was set back; what waits to be sealed
        // stands last.
        linked.sort_by_key(|l| (l.chain_no.is_none(), l.chain_no, l.entry.no));
        let mut rows: Vec<Vec<String>> = linked.into_iter().map(row).collect();
        let entries = rows.len();
        let service = cx.service;
        rows.extend(audit::heads(service.store(), &mut cx.conn().await?).await?.into_iter().map(head_row));
        let headers = HEADERS.map(str::to_owned);
        lists::write(cx, &self.out, &headers, rows.into_iter(), json!(self.filter)).await?;
        Ok(Written { rows: u64::try_from(entries).unwrap_or(u64::MAX) })
    }
}

impl Handle for api::audit::Verify {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Verified, Failure> {
        // What was written a moment ago is proved with the rest.
        cx.service.sealer.wait().await;
        audit::seal(cx.service.store(), cx.now).await?;
        let proof = audit::verify(cx.service.store()).await?;
        let faults: Vec<Fault> = proof.faults.into_iter().map(|f| Fault { no: f.no, what: f.what.to_owned() }).collect();
        let signed = proof.signed.map(|h| SignedHead {
            day: h.day,
            chain_no: h.chain_no,
            hash: h.hash,
            key_id: h.key_id,
            public_key: h.public_key,
            signature: h.signature,
        });
        cx.note("", Some(json!({ "entries": proof.entries, "head": proof.head, "faults": faults.len() })));
        Ok(Verified { entries: proof.entries, head: proof.head, signed, faults })
    }
}
