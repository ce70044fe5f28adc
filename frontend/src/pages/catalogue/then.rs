//! The catalogue as it was in force on a day: in the place of the items as they are, under the same words and the same body.

use super::items::Names;
use super::releases::{OpenText, ReleaseKey};
use crate::backend::{call, view};
use crate::list::{DataList, ExportButton, Line, ListColumn, ListState, Shown, Tools, WriteLater, stamp};
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr};
use crate::ui::{Drawer, EmptyState, Notice, NoticeKind};
use api::item::{ExportItemsThen, ItemsThen, ListItemsThen, Release, Releases};
use api::{ChangeKind, OutFile};
use domain::body::BodyId;
use jiff::civil::Date;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::or_none;

/// Items of a page.
const PAGE: u32 = 50;

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("name", tr(|t| t.item_name())).width(16).fixed(),
        ListColumn::new("code", tr(|t| t.item_code())),
        ListColumn::new("body", tr(|t| t.item_body())).width(10),
        ListColumn::new("no", tr(|t| t.release_text())),
        ListColumn::new("from", tr(|t| t.duty_from())),
        ListColumn::new("until", tr(|t| t.release_until())),
        ListColumn::new("paper", tr(|t| t.duty_paper())),
    ]
}

/// What was in force on a day.
#[component]
pub(super) fn Then(
    /// The day.
    on: Date,
    /// The list of items, whose words and body narrow this one too.
    items: ListState,
    /// What items refer to.
    names: Memo<Names>,
) -> impl IntoView {
    let t = texts();
    let list = ListState::new("items_then", columns()).row_key("release");
    let then = Memo::new(move |_| {
        let body = items.get("body").and_then(|id| id.parse().ok()).map(BodyId);
        ItemsThen { on, text: items.words(), body }
    });
    let listed = view(move || Some(ListItemsThen { then: then.get(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Catalogue]);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply
            .get()
            .map(|Releases { releases, edges, .. }| Shown { lines: releases.into_iter().map(|one| line(t, names, one)).collect(), edges })
    });
    let day = domain::day::text(on);
    let (told, named) = (day.clone(), day);
    let name = tr(move |t| t.release_then_file(named.clone()));
    let write = Callback::new(move |out: OutFile| WriteLater(Box::pin(call(ExportItemsThen { then: then.get_untracked(), out }))));
    let opened = Memo::new(move |_| list.opened().and_then(|word| ReleaseKey::from_word(&word)));
    // What it was called then, not what it is called now.
    let called = Signal::derive(move || {
        let key = opened.get()?;
        let called = |one: &Release| (one.name.clone(), one.code.clone());
        reply.with(|reply| reply.as_ref()?.releases.iter().find(|one| one.id == key.release).map(called))
    });
    view! {
        <Notice kind=NoticeKind::Info><p>{move || t.with(|t| t.release_then_told(told.clone()))}</p></Notice>
        <div class="list-head">
            <div class="list-filters"></div>
            <Tools list><ExportButton name write/></Tools>
        </div>
        <DataList
            list
            caption=tr(|t| t.nav_items())
            shown
            status=listed.status()
            size=PAGE as usize
            total
            opens=true
            empty=move || view! { <EmptyState title=tr(|t| t.release_then_none()) body=tr(|t| t.release_then_none_body())/> }
        />
        <Drawer
            open=Signal::derive(move || opened.get().is_some())
            on_close=move || leaving(move || list.open(""))
            title=tr(|t| t.release_show_title())
        >
            {move || opened.get().map(|key| view! { <OpenText key names then=called/> })}
        </Drawer>
    }
}

/// A text as a line.
fn line(t: Wording, names: Memo<Names>, one: Release) -> Line {
    let key = ReleaseKey { item: one.item, release: one.id };
    let (stamp, label) = (stamp(&(one.version, one.until)), one.name.clone());
    let one = Arc::new(one);
    Line { key: key.word(), version: one.version, stamp, label, cell: Arc::new(move |column| cell(t, names, &one, column)) }
}

fn cell(t: Wording, names: Memo<Names>, one: &Release, column: &'static str) -> AnyView {
    let day = |day: Option<Date>| or_none(day.map(domain::day::text).unwrap_or_default());
    let (no, body) = (one.no, one.body);
    match column {
        "name" => one.name.clone().into_any(),
        "code" => view! { <span class="mono">{one.code.clone()}</span> }.into_any(),
        "body" => (move || or_none(names.with(|names| body.map(|body| names.body(body)).unwrap_or_default()))).into_any(),
        "no" => (move || t.with(|t| t.duty_version_no(no.to_string()))).into_any(),
        "from" => day(one.from).into_any(),
        "until" => day(one.until).into_any(),
        _ => or_none(one.paper.clone()).into_any(),
    }
}
