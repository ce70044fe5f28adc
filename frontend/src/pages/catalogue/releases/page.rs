//! 事项送审: what is on its way, page by page, and what of it waits for the person; beside the list one text.

use super::super::items::Names;
use super::super::names::{modules, names_with};
use super::answer::{AnswerDialog, Wish};
use super::bulk::{Bulk, Known};
use super::dates::Dates;
use super::panel::Panel;
use super::words::{changed, stage_tint, stage_word};
use super::{DATES, FACE, WAITING};
use crate::backend::view;
use crate::list::{Clear, DataList, Line, ListColumn, ListState, Picked, Shown, Tools, stamp};
use crate::pages::audit::words::who;
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_at};
use crate::ui::{Badge, Drawer, EmptyState, ErrorState, Icon, LinkButton, Look, PageHead, Skeleton, Tab, Tabs};
use api::ChangeKind;
use api::item::{CountReleases, ItemShown, ListReleases, Release, Releases, ShowItem};
use domain::catalogue::item::ItemId;
use domain::catalogue::release::ReleaseId;
use domain::duty::flow::Stage;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use texts::format::{self, count, or_none};
use texts::words::Word;

/// Texts of a page.
const PAGE: u32 = 50;
/// The key of the address for how far those have come that are listed.
const STAGE: &str = "stage";
/// The tab of all that are on their way.
const ALL: &str = "all";
/// Stages of a text that is on its way; nothing is proposed to whoever keeps the catalogue.
const STAGES: [Stage; 4] = [Stage::Draft, Stage::Review, Stage::Approved, Stage::Planned];

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("name", tr(|t| t.item_name())).width(16).fixed(),
        ListColumn::new("deed", tr(|t| t.duty_deed())),
        ListColumn::new("step", tr(|t| t.duty_field_step())),
        ListColumn::new("author", tr(|t| t.release_author())),
        ListColumn::new("moved", tr(|t| t.release_moved())),
        ListColumn::new("fields", tr(|t| t.release_fields())).width(14),
    ]
}

/// A text in the address: the item, and which of its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages::catalogue) struct ReleaseKey {
    pub(in crate::pages::catalogue) item: ItemId,
    pub(in crate::pages::catalogue) release: ReleaseId,
}

impl ReleaseKey {
    /// Its word in the address.
    pub(in crate::pages::catalogue) fn word(self) -> String {
        format!("{}-{}", self.item.0, self.release.0)
    }

    /// What a word of the address names.
    pub(in crate::pages::catalogue) fn from_word(word: &str) -> Option<Self> {
        let (item, release) = word.split_once('-')?;
        Some(Self { item: ItemId(item.parse().ok()?), release: ReleaseId(release.parse().ok()?) })
    }
}

/// The page of texts that are on their way.
#[component]
pub fn ReleaseList() -> impl IntoView {
    let t = texts();
    let list = ListState::new("releases", columns()).row_key("release");
    let names = names_with(modules());
    let waits = Memo::new(move |_| list.get(FACE).as_deref() == Some(WAITING));
    let stage = Memo::new(move |_| list.get(STAGE).and_then(|code| Stage::from_code(&code)).filter(|stage| STAGES.contains(stage)));
    let listed = view(move || Some(ListReleases { waiting: waits.get(), stage: stage.get(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Catalogue]);
    let counts = view(|| Some(CountReleases {}));
    counts.reload_on(&[ChangeKind::Catalogue]);
    let n_of = move |stage: Option<Stage>, waits: bool| count(counts.with(|counts| counts.map_or(0, |counts| counts.total(stage, waits))));
    let stages = Signal::derive(move || {
        let of = |stage: Stage| t.with(|t| (stage.code().to_owned(), t.duty_stage_n(stage_word(stage, t), n_of(Some(stage), waits.get()))));
        STAGES.map(of).to_vec()
    });
    let tabs = Signal::derive(move || {
        vec![
            Tab { key: WAITING, label: tr(move |t| t.duty_tab_waiting(n_of(None, true))) },
            Tab { key: ALL, label: tr(move |t| t.release_tab_all(n_of(None, false))) },
            Tab { key: DATES, label: tr(|t| t.duty_tab_dates()) },
        ]
    });
    let compares = Memo::new(move |_| list.get(FACE).as_deref() == Some(DATES));
    let face = Signal::derive(move || {
        (if compares.get() {
            DATES
        } else if waits.get() {
            WAITING
        } else {
            ALL
        })
        .to_owned()
    });
    let choose = move |key: String| list.set(&[(FACE, if key == ALL { String::new() } else { key }), (STAGE, String::new())], false);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let known: Known = RwSignal::new(BTreeMap::new());
    Effect::new(move |_| {
        let seen = reply.with(|reply| reply.as_ref().map(|reply| reply.releases.clone()).unwrap_or_default());
        known.update(|known| known.extend(seen.into_iter().map(|one| (key_of(&one).word(), one))));
    });
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply.get().map(|Releases { releases, edges, .. }| Shown { lines: releases.into_iter().map(|one| line(t, one)).collect(), edges })
    });
    let wish = RwSignal::new(None::<Wish>);
    let opened = Memo::new(move |_| list.opened().and_then(|word| ReleaseKey::from_word(&word)));
    let empty = move || {
        let (title, body) = if waits.get() {
            (tr(|t| t.release_waiting_none()), tr(|t| t.release_waiting_none_body()))
        } else {
            (tr(|t| t.release_none()), tr(|t| t.release_none_body()))
        };
        view! { <EmptyState title body/> }
    };
    view! {
        <PageHead title=tr(|t| t.nav_releases()) lead=tr(|t| t.release_lead())/>
        <div class="admin">
            <Tabs label=tr(|t| t.release_tabs()) value=face tabs on_choose=choose>
                <Show when=move || compares.get()><Dates list names/></Show>
                <Show when=move || !compares.get()>
                    <div class="list-head">
                        <div class="list-filters">
                            <Picked list key=STAGE label=tr(|t| t.duty_field_step()) options=stages/>
                            <Clear list keys=&[STAGE]/>
                        </div>
                        <Tools list/>
                    </div>
                    <DataList
                        list
                        caption=tr(|t| t.nav_releases())
                        shown
                        status=listed.status()
                        size=PAGE as usize
                        total
                        opens=true
                        ticks=Signal::stored(true)
                        bulk=move || view! { <Bulk list known wish/> }
                        empty
                    />
                </Show>
            </Tabs>
        </div>
        <AnswerDialog wish on_done=move |()| list.ticked.set(BTreeMap::new())/>
        <Drawer
            open=Signal::derive(move || opened.get().is_some())
            on_close=move || leaving(move || list.open(""))
            title=tr(|t| t.release_show_title())
        >
            {move || opened.get().map(|key| view! { <OpenText key names/> })}
        </Drawer>
    }
}

/// A text with its item, once it has come.
#[component]
pub(in crate::pages::catalogue) fn OpenText(
    /// Which text of which item.
    key: ReleaseKey,
    /// What items refer to.
    names: Memo<Names>,
    /// Name and code that the item had then, where it is looked at as it was.
    #[prop(optional, into)]
    then: Signal<Option<(String, String)>>,
) -> impl IntoView {
    let at = use_at();
    let ReleaseKey { item, release } = key;
    let shown = view(move || Some(ShowItem { id: item }));
    shown.reload_on(&[ChangeKind::Catalogue]);
    let read = move |ItemShown { item, .. }: &ItemShown| (item.version, item.fields.name.clone(), item.fields.code.clone());
    let head = Memo::new(move |_| shown.with(|shown| shown.map(read)));
    let chosen = RwSignal::new(Some(release));
    let href = Signal::derive(move || at.href("/catalogue/items", &[("item", item.0.to_string())]));
    move || match (head.get(), shown.error()) {
        (Some((version, name, code)), _) => view! {
            <div class="duty">
                <h3>{
                    let name = name.clone();
                    move || then.get().map_or_else(|| name.clone(), |(name, _)| name)
                }</h3>
                <p class="quiet provincial-facts">
                    <span class="mono">{move || then.get().map_or_else(|| code.clone(), |(_, code)| code)}</span>
                    <LinkButton look=Look::Quiet icon=Icon::Right href>{tr(|t| t.release_see_item())}</LinkButton>
                </p>
                <Panel item version name names chosen is_whole=true/>
            </div>
        }
        .into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

fn key_of(release: &Release) -> ReleaseKey {
    ReleaseKey { item: release.item, release: release.id }
}

/// A text as a line.
fn line(t: Wording, release: Release) -> Line {
    let stamp = stamp(&(release.version, release.may.len()));
    let (key, version, label) = (key_of(&release).word(), release.version, release.name.clone());
    let release = Arc::new(release);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, &release, column)) }
}

fn cell(t: Wording, release: &Arc<Release>, column: &'static str) -> AnyView {
    let release = Arc::clone(release);
    let (stage, deed) = (release.stage, release.deed);
    match column {
        "name" => view! {
            <span>{release.name.clone()}</span>
            <br/>
            <span class="mono quiet">{or_none(release.code.clone())}</span>
        }
        .into_any(),
        "deed" => view! { <Badge>{move || t.with(|t| deed.word(t))}</Badge> }.into_any(),
        "step" => view! {
            <Badge tint=stage_tint(stage)>
                {move || if release.step.is_empty() { t.with(|t| stage_word(stage, t)) } else { release.step.clone() }}
            </Badge>
        }
        .into_any(),
        "moved" => view! { <span class="nowrap">{format::instant(release.moved_at)}</span> }.into_any(),
        "author" => (move || t.with(|t| who(&release.author, t))).into_any(),
        _ => (move || t.with(|t| changed(&release.fields, t))).into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_survives_the_address() {
        let key = ReleaseKey { item: ItemId(12), release: ReleaseId(34) };
        assert_eq!(ReleaseKey::from_word(&key.word()), Some(key));
        for nonsense in ["", "12", "12-", "-34", "a-b"] {
            assert_eq!(ReleaseKey::from_word(nonsense), None);
        }
    }
}
