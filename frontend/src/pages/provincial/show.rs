//! One row of an edition beside the item here, and what can be done with it.

use super::super::catalogue::differ::ItemDifferences;
use super::super::catalogue::items::{Names, field_name, value};
use super::decide::Wish;
use super::words;
use crate::backend::view;
use crate::state::{texts, tr, use_at};
use crate::ui::{Badge, Button, ErrorState, Icon, LinkButton, Look, Notice, NoticeKind, Skeleton, Tint};
use api::ChangeKind;
use api::provincial::{RowFilter, RowShown, ShowRow};
use domain::catalogue::item::ItemFields;
use domain::catalogue::provincial::{Decision, MatchedBy, PROVINCE, RowId, Standing};
use domain::supervision::{Link, LinkKind};
use leptos::prelude::*;
use texts::format;
use texts::words::Word;

/// How a kind of row is tinted.
pub(super) fn tint(what: Standing) -> Tint {
    match what {
        Standing::New => Tint::Accent,
        Standing::Changed => Tint::Warn,
        Standing::Withdrawn => Tint::Bad,
        Standing::Same => Tint::Quiet,
    }
}

/// A row, once it has come.
#[component]
pub(super) fn RowOf(
    /// The row.
    id: RowId,
    /// Names of bodies and modules.
    names: Memo<Names>,
    /// The person may decide.
    may: Memo<bool>,
    /// What is to be decided.
    wish: RwSignal<Option<Wish>>,
) -> impl IntoView {
    let shown = view(move || Some(ShowRow { id }));
    shown.reload_on(&[ChangeKind::Catalogue]);
    let row = Memo::new(move |_| shown.get());
    move || match (row.get(), shown.error()) {
        (Some(shown), _) => view! { <Shown shown names may wish/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

#[component]
fn Shown(shown: RowShown, names: Memo<Names>, may: Memo<bool>, wish: RwSignal<Option<Wish>>) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let RowShown { row, is_current, before, after, differing, assumed, item, earlier, .. } = shown;
    let (id, what, decision) = (row.id, row.what, row.decision);
    let place = {
        let file_row = row.file_row;
        move || t.with(|t| file_row.map_or_else(|| t.provincial_not_in_file(), |n| t.provincial_file_row(n.to_string())))
    };
    let matched = row.matched.map(|by| {
        let said = move || {
            t.with(|t| match by {
                MatchedBy::BaseCode => t.provincial_matched_base_code(),
                MatchedBy::Code => t.provincial_matched_code(),
                MatchedBy::Name => t.provincial_matched_name(),
            })
        };
        view! { <span>{said}</span> }
    });
    let decided = row.decided_at.map(|when| {
        let (by, reason) = (row.decided_by.clone(), row.reason.clone());
        let said = move || t.with(|t| t.provincial_decided(&by, format::instant(when), &reason));
        view! { <p class="quiet">{said}</p> }
    });
    let earlier = earlier.map(|earlier| {
        let said = move || t.with(|t| t.provincial_earlier(&earlier.edition, words::decision(what, earlier.decision, t), &earlier.reason));
        view! { <Notice kind=NoticeKind::Info><p>{said}</p></Notice> }
    });
    let content = match (what, before) {
        (Standing::New, _) | (_, None) => view! { <Fresh fields=after assumed names/> }.into_any(),
        (Standing::Withdrawn, Some(before)) => view! {
            <p>{tr(|t| t.provincial_withdrawn_body())}</p>
            <ItemDifferences differing before after names/>
        }
        .into_any(),
        (_, Some(_)) if differing.is_empty() => view! { <p>{tr(|t| t.provincial_nothing_differs())}</p> }.into_any(),
        (_, Some(before)) => view! { <ItemDifferences differing before after names/> }.into_any(),
    };
    let see = item.map(|item| {
        let href = Signal::derive(move || at.href("/catalogue/items", &[("item", item.id.0.to_string())]));
        view! { <LinkButton look=Look::Quiet icon=Icon::Right href>{tr(|t| t.provincial_see_item())}</LinkButton> }
    });
    let ask = move |decision: Decision| wish.set(Some(Wish { rows: vec![id], filter: RowFilter::default(), decision, what: Some(what) }));
    let is_withdrawn = what == Standing::Withdrawn;
    let (claim, decline) = if is_withdrawn {
        (tr(|t| t.provincial_stop()), tr(|t| t.provincial_keep()))
    } else {
        (tr(|t| t.provincial_claim()), tr(|t| t.provincial_decline()))
    };
    let actions = move || {
        let can = may.get() && is_current && (what != Standing::Same || decision != Decision::Open);
        can.then(|| match decision {
            Decision::Open => view! {
                <Button look=Look::Primary icon=Icon::Check on_press=move || ask(Decision::Claimed)>{move || claim.get()}</Button>
                <Button on_press=move || ask(Decision::Declined)>{move || decline.get()}</Button>
            }
            .into_any(),
            _ => view! { <Button on_press=move || ask(Decision::Open)>{tr(|t| t.provincial_reopen())}</Button> }.into_any(),
        })
    };
    view! {
        <div class="provincial-row">
            <h3>{row.name}</h3>
            <p class="guide-badges">
                <Badge tint=tint(what)>{move || t.with(|t| what.word(t))}</Badge>
                <Badge tint=if decision == Decision::Open { Tint::Warn } else { Tint::Quiet }>
                    {move || t.with(|t| words::decision(what, decision, t))}
                </Badge>
            </p>
            <p class="quiet provincial-facts">
                <span class="mono">{if row.base_code.is_empty() { row.code } else { row.base_code }}</span>
                <span>{place}</span>
                {matched}
            </p>
            {earlier}
            {decided}
            {content}
            <div class="actions">{actions}{see}</div>
            <crate::pages::supervision::Turn link=Link { kind: LinkKind::Provincial, id: id.0 }/>
        </div>
    }
}

/// What an item would be that is not there yet.
#[component]
fn Fresh(fields: ItemFields, assumed: Vec<String>, names: Memo<Names>) -> impl IntoView {
    let t = texts();
    let usual = ItemFields::default();
    let told: Vec<&'static str> = PROVINCE
        .into_iter()
        .chain(["code", "body", "levels", "handling", "promised"])
        .filter(|field| {
            let mut emptied = fields.clone();
            emptied.take(field, &usual);
            emptied != fields || *field == "handling"
        })
        .collect();
    let fields = StoredValue::new(fields);
    let line = move |field: &'static str| {
        let label = move || t.with(|t| field_name(field, t).unwrap_or_default());
        let said = move || t.with(|t| names.with(|names| fields.with_value(|fields| value(fields, field, names, t))));
        let is_assumed = assumed.iter().any(|one| one == field);
        view! {
            <div class="diff-field">
                <dt>{label}</dt>
                <dd class="lines">
                    {said}
                    {is_assumed.then(|| view! { " "<Badge>{tr(|t| t.provincial_assumed())}</Badge> })}
                </dd>
            </div>
        }
    };
    view! {
        <p>{tr(|t| t.provincial_new_body())}</p>
        <dl class="diff">{told.into_iter().map(line).collect_view()}</dl>
    }
}
