//! What became of the list between two days: 增加, 调整, 取消.

use super::paper::AdjustmentButton;
use crate::backend::view;
use crate::list::ListState;
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{Badge, Button, DateInput, EmptyState, ErrorNote, Field, Look, Skeleton, Tint};
use api::ChangeKind;
use api::duty::{Adjusted, AdjustmentOf, CompareDates};
use domain::duty::differ::Adjustment;
use domain::duty::{DutyId, VersionId};
use leptos::prelude::*;
use texts::duty::{Names, field_name};
use texts::format::count;
use texts::format::or_none;
use texts::words::Word;

/// The two days, once both are days; tracked.
fn compared_days(from: RwSignal<String>, to: RwSignal<String>) -> Option<CompareDates> {
    let days = from.with(|from| domain::day::of_text(from)).zip(to.with(|to| domain::day::of_text(to)));
    days.map(|(from, to)| CompareDates { from, to, body: None })
}

/// Two days of the list beside each other.
#[component]
pub(super) fn Dates(list: ListState, names: Memo<Names>, show: Callback<(DutyId, Option<VersionId>)>) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let today = session.today();
    let day = move |key: &str| untrack(|| list.get(key)).unwrap_or_default();
    let usual = |kept: String, day: jiff::civil::Date| if kept.is_empty() { domain::day::text(day) } else { kept };
    let from = RwSignal::new(usual(day("earlier"), domain::day::months_later(today, -1)));
    let to = RwSignal::new(usual(day("later"), today));
    let compared = view(move || compared_days(from, to));
    compared.reload_on(&[ChangeKind::Duty]);
    // An address leads back to the same two days.
    Effect::new(move |before: Option<()>| {
        let days = (from.get(), to.get());
        if before.is_some() {
            list.set(&[("earlier", days.0), ("later", days.1)], true);
        }
    });
    let wrong =
        move |field: &'static str| Signal::derive(move || compared.error().and_then(|error| t.with(|t| field_error(&error, field, t))));
    let above = Signal::derive(move || compared.error().filter(|error| !matches!(error.field.as_deref(), Some("from" | "to"))));
    let max = Signal::derive(move || Some(today));
    view! {
        <div class="list-head">
            <div class="list-filters list-days">
                <Field label=tr(|t| t.duty_dates_from()) error=wrong("from")><DateInput value=from max/></Field>
                <Field label=tr(|t| t.duty_dates_to()) error=wrong("to")><DateInput value=to max/></Field>
            </div>
        </div>
        <ErrorNote error=above/>
        {move || match compared.get() {
            None if compared.error().is_some() => ().into_any(),
            None => view! { <Skeleton lines=6/> }.into_any(),
            Some(reply) if reply.adjusted.is_empty() => {
                view! { <EmptyState title=tr(|t| t.duty_dates_none()) body=tr(|t| t.duty_dates_none_body())/> }.into_any()
            }
            Some(reply) => {
                let of = move || compared_days(from, to).map(AdjustmentOf::Dates);
                let name = move || t.with(|t| t.duty_adjustment_name_dates(from.get(), to.get()));
                view! {
                    <div class="actions adjusted"><AdjustmentButton of name/></div>
                    <Adjustments adjusted=reply.adjusted names show/>
                }
                .into_any()
            }
        }}
    }
}

#[component]
fn Adjustments(adjusted: Vec<Adjusted>, names: Memo<Names>, show: Callback<(DutyId, Option<VersionId>)>) -> impl IntoView {
    let t = texts();
    let n = |of: Adjustment| count(adjusted.iter().filter(|one| one.adjustment == of).count());
    let (added, changed, withdrawn) = (n(Adjustment::Added), n(Adjustment::Changed), n(Adjustment::Withdrawn));
    let row = move |one: Adjusted| {
        let (id, version, adjustment) = (one.id, one.new.or(one.old), one.adjustment);
        let tint = match adjustment {
            Adjustment::Added => Tint::Accent,
            Adjustment::Changed => Tint::Warn,
            Adjustment::Withdrawn => Tint::Bad,
        };
        let fields = one.fields.clone();
        let told = move || {
            t.with(|t| {
                let named: Vec<String> = fields.iter().filter_map(|field| field_name(field, t)).collect();
                or_none(named.join(&t.merge_comma()))
            })
        };
        let body = one.body;
        view! {
            <tr>
                <td><Badge tint>{move || t.with(|t| adjustment.word(t))}</Badge></td>
                <td class="mono">{or_none(one.code)}</td>
                <td><Button look=Look::Quiet on_press=move || show.run((id, version))>{one.name}</Button></td>
                <td>{move || names.with(|names| or_none(body.map(|body| names.body(body)).unwrap_or_default()))}</td>
                <td>{told}</td>
                <td>{or_none(one.paper)}</td>
            </tr>
        }
    };
    view! {
        <p role="status">
            <strong>{move || t.with(|t| t.duty_dates_told(added.clone(), changed.clone(), withdrawn.clone()))}</strong>
        </p>
        <div class="table-scroll" tabindex="0" role="region" aria-label=move || t.with(|t| t.duty_tab_dates())>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{tr(|t| t.duty_deed())}</th>
                        <th scope="col">{tr(|t| t.duty_code())}</th>
                        <th scope="col">{tr(|t| t.duty_name())}</th>
                        <th scope="col">{tr(|t| t.duty_body())}</th>
                        <th scope="col">{tr(|t| t.duty_dates_fields())}</th>
                        <th scope="col">{tr(|t| t.duty_paper())}</th>
                    </tr>
                </thead>
                <tbody>{adjusted.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
