//! What became of the list between two days: 增加, 调整, 取消.

use crate::list::ListState;
use crate::pages::adjusted::{Days, Line, TwoDays, named};
use crate::ui::{Button, Look};
use api::ChangeKind;
use api::duty::{Adjusted, AdjustmentOf, Adjustments, CompareDates, ExportAdjustment};
use domain::duty::{DutyId, VersionId};
use leptos::prelude::*;
use texts::duty::{Names, field_name};

fn compare((from, to): Days) -> CompareDates {
    CompareDates { from, to, body: None }
}

/// Two days of the list beside each other.
#[component]
pub(super) fn Dates(list: ListState, names: Memo<Names>, show: Callback<(DutyId, Option<VersionId>)>) -> impl IntoView {
    let line = move |one: Adjusted| {
        let (id, version, body) = (one.id, one.new.or(one.old), one.body);
        Line {
            adjustment: one.adjustment,
            code: one.code,
            name: view! { <Button look=Look::Quiet on_press=move || show.run((id, version))>{one.name}</Button> }.into_any(),
            body: Signal::derive(move || names.with(|names| body.map(|body| names.body(body)).unwrap_or_default())),
            fields: named(one.fields, field_name),
            paper: one.paper,
        }
    };
    view! {
        <TwoDays
            list
            ask=compare
            changes=&[ChangeKind::Duty]
            lines=move |reply: Adjustments| reply.adjusted.into_iter().map(line).collect()
            heads=[|t| t.duty_code(), |t| t.duty_name(), |t| t.duty_body()]
            write=|days, out| ExportAdjustment { of: AdjustmentOf::Dates(compare(days)), out }
            name=|t, from, to| t.duty_adjustment_name_dates(from, to)
        />
    }
}
