//! 办事指南: what a person has to know of an item, made from its 实施清单.

use super::items::{Names, field_name, part_name, value};
use super::proposals;
use super::releases::Panel;
use crate::backend::{call, door::Later};
use crate::edit::History;
use crate::state::{texts, tr, use_at, use_session};
use crate::ui::{Badge, Button, Icon, LinkButton, Look, Notice, NoticeKind, PaperButton, Tint};
use api::item::{ExportGuides, InForce};
use api::{OutFile, Permission};
use domain::catalogue::codes::{Handling, ItemState};
use domain::catalogue::item::{Item, ItemFields, ItemId, Vague};
use domain::catalogue::parts::PartKind;
use domain::catalogue::release::ReleaseStanding;
use domain::duty::flow::Deed;
use domain::supervision::{Link, LinkKind};
use leptos::prelude::*;
use texts::format::or_none;
use texts::item::{GUIDE_FACTS, GUIDE_KEEPING, GUIDE_ROWS, GUIDE_SERVICE, GuideRow, guide_none, guide_rows};
use texts::words::Word;

/// Fields with their values; what is empty is left out unless it has to be there.
#[component]
fn Facts(fields: StoredValue<ItemFields>, names: Memo<Names>, keys: &'static [&'static str], all: bool) -> impl IntoView {
    let t = texts();
    let rows = keys.iter().map(|key| {
        let words = Memo::new(move |_| t.with(|t| names.with(|names| fields.with_value(|fields| value(fields, key, names, t)))));
        view! {
            <Show when=move || all || words.with(|words| !words.is_empty())>
                <dt>{move || t.with(|t| field_name(key, t).unwrap_or_default())}</dt>
                <dd class="lines">{move || or_none(words.get())}</dd>
            </Show>
        }
    });
    view! { <dl class="facts">{rows.collect_view()}</dl> }
}

/// Rows of a kind, numbered; each cell that says something under its name.
#[component]
fn Rows(fields: StoredValue<ItemFields>, kind: PartKind) -> impl IntoView {
    let t = texts();
    if fields.with_value(|fields| fields.rows(kind).is_empty()) {
        return view! { <p class="quiet">{move || t.with(|t| guide_none(kind, t))}</p> }.into_any();
    }
    let row = |row: GuideRow| {
        let cells = row.cells.into_iter().map(|(name, words)| view! { <div><dt>{name}</dt><dd class="lines">{words}</dd></div> });
        view! { <li><p class="lines"><strong>{row.title}</strong></p><dl class="guide-cells">{cells.collect_view()}</dl></li> }
    };
    let rows = move || t.with(|t| fields.with_value(|fields| guide_rows(fields, kind, t)));
    view! { <ol class="guide-rows">{move || rows().into_iter().map(row).collect_view()}</ol> }.into_any()
}

/// Writes the guide as a paper to print.
#[component]
fn Paper(item: ItemId, fields: StoredValue<ItemFields>) -> impl IntoView {
    let t = texts();
    let name = move || t.with(|t| fields.with_value(|fields| t.item_guide_name(&fields.name)));
    let write = move |out: OutFile| -> Option<Later<String>> {
        Some(Box::pin(async move {
            let file = out.name.clone();
            call(ExportGuides { items: vec![item], out }).await?;
            Ok(t.with_untracked(|t| t.item_guide_exported(file)))
        }))
    };
    view! { <PaperButton label=tr(|t| t.item_guide_export()) name write/> }
}

/// Whether what is read is the text in force or the working one.
#[component]
fn Source(published: Memo<Option<(ReleaseStanding, Option<InForce>)>>) -> impl IntoView {
    let t = texts();
    move || {
        let (standing, in_force) = published.get()?;
        let is_out = matches!(standing, ReleaseStanding::Published | ReleaseStanding::Abolished);
        match in_force {
            Some(InForce { no, from, deed: Deed::Withdraw, is_shown: true, .. }) => {
                let said = move || t.with(|t| t.release_withdrawn(no.to_string(), domain::day::text(from)));
                Some(view! { <Notice kind=NoticeKind::Warn><p>{said}</p></Notice> }.into_any())
            }
            Some(InForce { no, is_shown: true, .. }) => {
                let said = move || t.with(|t| t.release_shown_in_force(no.to_string()));
                Some(view! { <Notice kind=NoticeKind::Info><p>{said}</p></Notice> }.into_any())
            }
            Some(_) if !is_out => Some(view! { <p class="quiet">{tr(|t| t.release_shown_working())}</p> }.into_any()),
            _ => None,
        }
    }
}

/// The guide of an item, with its history; `on_edit` where the person may edit it.
#[component]
pub(super) fn Guide(
    /// The item.
    item: Item,
    /// 兜底表述
    vague: Vec<Vague>,
    /// 公布状态, and what is in force.
    published: Memo<Option<(ReleaseStanding, Option<InForce>)>>,
    /// What it refers to.
    names: Memo<Names>,
    /// Edits it.
    on_edit: Option<Callback<Item>>,
) -> impl IntoView {
    let (t, session, at) = (texts(), use_session(), use_at());
    let id = item.id;
    let version = item.version;
    let is_described = version > 0;
    let fields = StoredValue::new(item.fields.clone());
    let (state, verified, instant) = (item.fields.state, item.fields.verified, item.fields.handling == Handling::Instant);
    let edit = on_edit.map(|edit| {
        let item = StoredValue::new(item);
        let label = tr(move |t| if is_described { t.item_edit() } else { t.item_describe() });
        view! { <Button look=Look::Primary on_press=move || edit.run(item.get_value())>{label}</Button> }
    });
    // Whoever does not edit items says what they should say.
    let proposes = Memo::new(move |_| session.may(Permission::Duties) && !session.may(Permission::Catalogue));
    let href = Signal::derive(move || at.href(proposals::PATH, &[(proposals::ROW, proposals::begun(Some(id)))]));
    let propose = view! {
        <Show when=move || proposes.get()><LinkButton icon=Icon::Right href>{tr(|t| t.proposal_about())}</LinkButton></Show>
    };
    let history = view! { <History subject=format!("item:{}", id.0)/> };
    let name = fields.with_value(|fields| fields.name.clone());
    if !is_described {
        return view! {
            <h3>{name}</h3>
            <Notice kind=NoticeKind::Info>
                <p><strong>{tr(|t| t.item_named())}</strong></p>
                <p>{tr(|t| t.item_named_body())}</p>
            </Notice>
            <div class="actions">{edit} {propose}</div>
            {history}
        }
        .into_any();
    }
    let (panel_name, chosen) = (name.clone(), RwSignal::new(None));
    let facts: &'static [&'static str] = &GUIDE_FACTS;
    let open = vague.into_iter().map(|vague| {
        let (part, row, words) = (vague.part, (vague.row + 1).to_string(), vague.words);
        let said = move || t.with(|t| t.item_vague_row(part_name(part, t), &row, words.join(&t.merge_comma())));
        view! { <li>{said}</li> }
    });
    let open: Vec<_> = open.collect();
    let rows = GUIDE_ROWS.map(|kind| {
        view! {
            <section class="guide-part">
                <h4>{move || t.with(|t| part_name(kind, t))}</h4>
                <Rows fields kind/>
            </section>
        }
    });
    view! {
        <div class="guide">
            <h3>{name}</h3>
            <div class="guide-badges">
                {(state != ItemState::Active).then(|| view! { <Badge tint=Tint::Warn>{move || t.with(|t| state.word(t))}</Badge> })}
                {match verified {
                    None => view! { <Badge tint=Tint::Warn>{tr(|t| t.item_unverified())}</Badge> }.into_any(),
                    Some(day) => {
                        view! { <Badge>{move || t.with(|t| t.item_verified_on(domain::day::text(day)))}</Badge> }.into_any()
                    }
                }}
                {instant.then(|| view! { <Badge>{tr(|t| t.word_handling_instant())}</Badge> })}
            </div>
            {verified.is_none().then(|| view! {
                <Notice kind=NoticeKind::Warn>
                    <p><strong>{tr(|t| t.item_unverified())}</strong></p>
                    <p>{tr(|t| t.item_unverified_body())}</p>
                </Notice>
            })}
            {(!open.is_empty()).then(|| view! {
                <Notice kind=NoticeKind::Warn>
                    <p><strong>{tr(|t| t.item_vague_title())}</strong></p>
                    <p>{tr(|t| t.item_vague_body())}</p>
                    <ul>{open}</ul>
                </Notice>
            })}
            <Source published/>
            <div class="actions">{edit} {propose} <Paper item=id fields/></div>
            <Panel item=id version name=panel_name names chosen/>
            <Facts fields names keys=facts all=true/>
            <crate::pages::availability::WhereDone item=id/>
            {rows.into_iter().collect_view()}
            <section class="guide-part">
                <h4>{tr(|t| t.item_group_service())}</h4>
                <Facts fields names keys=&GUIDE_SERVICE all=false/>
            </section>
            <section class="guide-part">
                <h4>{tr(|t| t.item_group_basics())}</h4>
                <Facts fields names keys=&GUIDE_KEEPING all=false/>
            </section>
        </div>
        <crate::pages::supervision::Turn link=Link { kind: LinkKind::Item, id: id.0 }/>
        {history}
    }
    .into_any()
}
