//! What became of the catalogue between two days: 增加, 调整, 取消.

use super::super::items::{Names, field_name};
use crate::list::ListState;
use crate::pages::adjusted::{Days, Line, TwoDays, named};
use crate::state::use_at;
use crate::ui::{LinkButton, Look};
use api::ChangeKind;
use api::item::{AdjustedItem, CompareItemDates, ExportItemAdjustment, ItemAdjustmentOf, ItemAdjustments};
use leptos::prelude::*;

fn compare((from, to): Days) -> CompareItemDates {
    CompareItemDates { from, to, body: None }
}

/// Two days of the catalogue beside each other.
#[component]
pub(super) fn Dates(
    /// Keeps the days in the address.
    list: ListState,
    /// What items refer to.
    names: Memo<Names>,
) -> impl IntoView {
    let at = use_at();
    let line = move |one: AdjustedItem| {
        let (id, body) = (one.id.0, one.body);
        let href = Signal::derive(move || at.href("/catalogue/items", &[("item", id.to_string())]));
        Line {
            adjustment: one.adjustment,
            code: one.code,
            name: view! { <LinkButton look=Look::Quiet href>{one.name}</LinkButton> }.into_any(),
            body: Signal::derive(move || names.with(|names| body.map(|body| names.body(body)).unwrap_or_default())),
            fields: named(one.fields, field_name),
            paper: one.paper,
        }
    };
    view! {
        <TwoDays
            list
            ask=compare
            changes=&[ChangeKind::Catalogue]
            lines=move |reply: ItemAdjustments| reply.adjusted.into_iter().map(line).collect()
            heads=[|t| t.item_code(), |t| t.item_name(), |t| t.item_body()]
            write=|days, out| ExportItemAdjustment { of: ItemAdjustmentOf::Dates(compare(days)), out }
            name=|t, from, to| t.release_adjustment_name_dates(from, to)
        />
    }
}
