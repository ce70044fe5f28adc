//! 办事指南: what a person has to know of an item, made from its 实施清单.

use super::items::{Names, field_name, or_none, part_name, value};
use crate::edit::History;
use crate::state::{texts, tr};
use crate::ui::{Badge, Button, Look, Notice, NoticeKind, Tint};
use api::item::ItemShown;
use domain::catalogue::codes::{Handling, ItemState};
use domain::catalogue::item::{Item, ItemFields};
use domain::catalogue::parts::PartKind;
use leptos::prelude::*;
use texts::words::{Word, cell_name, cell_word};

/// What is told at the top, in two columns.
const FACTS: [&str; 8] = ["body", "audience", "levels", "handling", "legal", "promised", "visits", "reach"];

/// What is told below the rows.
const SERVICE: [&str; 13] = [
    "special",
    "hours",
    "consult",
    "supervise",
    "online",
    "express",
    "booking",
    "terminal",
    "hall",
    "undertaker",
    "joint",
    "modules",
    "note",
];

/// What only whoever keeps the catalogue looks for.
const KEEPING: [&str; 10] =
    ["code", "base_code", "handle_code", "kind", "origin", "nature", "entrusted_by", "power_source", "effective", "ends"];

/// The rows, in the order in which a person needs them.
const ROWS: [PartKind; 8] = [
    PartKind::Conditions,
    PartKind::Materials,
    PartKind::Steps,
    PartKind::Fees,
    PartKind::Results,
    PartKind::Channels,
    PartKind::Questions,
    PartKind::Basis,
];

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
    let rows = fields.with_value(|fields| fields.rows(kind));
    if rows.is_empty() {
        let none = move || t.with(|t| if kind == PartKind::Fees { t.item_no_fee() } else { t.item_part_none() });
        return view! { <p class="quiet">{none}</p> }.into_any();
    }
    let row = |cells: Vec<String>| {
        // What the row is about stands first and alone; the rest follows under its names.
        let head = kind.columns().iter().position(|column| column.required).unwrap_or(0);
        let title = cells.get(head).cloned().unwrap_or_default();
        let rest = kind.columns().iter().zip(cells).enumerate().filter(|(at, (_, cell))| *at != head && says_something(cell));
        let rest = rest.map(|(_, (column, cell))| {
            let name = move || t.with(|t| cell_name(kind, column.key, t));
            let words = move || t.with(|t| cell_word(kind, column.key, &cell, t));
            view! { <div><dt>{name}</dt><dd class="lines">{words}</dd></div> }
        });
        let rest = rest.collect_view();
        view! { <li><p class="lines"><strong>{title}</strong></p><dl class="guide-cells">{rest}</dl></li> }
    };
    view! { <ol class="guide-rows">{rows.into_iter().map(row).collect_view()}</ol> }.into_any()
}

/// Neither empty nor a number of copies that nobody has given.
fn says_something(cell: &str) -> bool {
    !cell.trim().is_empty() && cell != "0"
}

/// The guide of an item, with its history; `on_edit` where the person may edit it.
#[component]
pub(super) fn Guide(
    /// The item.
    shown: ItemShown,
    /// What it refers to.
    names: Memo<Names>,
    /// Edits it.
    on_edit: Option<Callback<Item>>,
) -> impl IntoView {
    let t = texts();
    let ItemShown { item, vague } = shown;
    let id = item.id;
    let is_described = item.version > 0;
    let fields = StoredValue::new(item.fields.clone());
    let (state, verified, instant) = (item.fields.state, item.fields.verified, item.fields.handling == Handling::Instant);
    let edit = on_edit.map(|edit| {
        let item = StoredValue::new(item);
        let label = tr(move |t| if is_described { t.item_edit() } else { t.item_describe() });
        view! { <div class="actions"><Button look=Look::Primary on_press=move || edit.run(item.get_value())>{label}</Button></div> }
    });
    let history = view! { <History subject=format!("item:{}", id.0)/> };
    let name = fields.with_value(|fields| fields.name.clone());
    if !is_described {
        return view! {
            <h3>{name}</h3>
            <Notice kind=NoticeKind::Info>
                <p><strong>{tr(|t| t.item_named())}</strong></p>
                <p>{tr(|t| t.item_named_body())}</p>
            </Notice>
            {edit}
            {history}
        }
        .into_any();
    }
    let facts: &'static [&'static str] = &FACTS;
    let open = vague.into_iter().map(|vague| {
        let (part, row, words) = (vague.part, (vague.row + 1).to_string(), vague.words);
        let said = move || t.with(|t| t.item_vague_row(part_name(part, t), &row, words.join(&t.merge_comma())));
        view! { <li>{said}</li> }
    });
    let open: Vec<_> = open.collect();
    let rows = ROWS.map(|kind| {
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
            {edit}
            <Facts fields names keys=facts all=true/>
            <crate::pages::availability::WhereDone item=id/>
            {rows.into_iter().collect_view()}
            <section class="guide-part">
                <h4>{tr(|t| t.item_group_service())}</h4>
                <Facts fields names keys=&SERVICE all=false/>
            </section>
            <section class="guide-part">
                <h4>{tr(|t| t.item_group_basics())}</h4>
                <Facts fields names keys=&KEEPING all=false/>
            </section>
        </div>
        {history}
    }
    .into_any()
}
