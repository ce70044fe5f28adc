//! 动态调整 of responsibility lists and of items: two days beside each other, and the paper of that or of what was published together.

use crate::backend::{call, door::Later, view};
use crate::list::ListState;
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{self, Badge, DateInput, EmptyState, ErrorNote, Field, Skeleton, Tint};
use api::import::Written;
use api::{ChangeKind, Operation, OutFile};
use domain::duty::differ::Adjustment;
use jiff::civil::Date;
use leptos::prelude::*;
use texts::Texts;
use texts::format::{count, or_none};
use texts::words::Word;

/// 动态调整公告: writes it as a paper.
#[component]
pub(super) fn AdjustmentButton<F, N, O>(
    /// What writes it into a file; none while it is not known what it tells.
    write: F,
    /// The name proposed for the file.
    name: N,
) -> impl IntoView
where
    F: Fn(OutFile) -> Option<O> + Clone + Send + Sync + 'static,
    N: Fn() -> String + Clone + Send + Sync + 'static,
    O: Operation<Reply = Written> + 'static,
{
    let t = texts();
    let write = move |out: OutFile| -> Option<Later<String>> {
        let file = out.name.clone();
        let order = untrack(|| write(out))?;
        Some(Box::pin(async move {
            call(order).await?;
            Ok(t.with_untracked(|t| t.duty_adjustment_exported(file)))
        }))
    };
    view! { <ui::PaperButton label=tr(|t| t.duty_adjustment_export()) name write/> }
}

/// The earlier and the later day.
pub(super) type Days = (Date, Date);

/// An entry or an item that is not as it was.
pub(super) struct Line {
    pub(super) adjustment: Adjustment,
    pub(super) code: String,
    /// Its name, which leads to it.
    pub(super) name: AnyView,
    /// By name; tracked.
    pub(super) body: Signal<String>,
    /// The fields that differ, by name.
    pub(super) fields: Signal<String>,
    /// 批准文号
    pub(super) paper: String,
}

/// What the columns of code, name and body are called.
pub(super) type Heads = [fn(&Texts) -> String; 3];

/// Two days beside each other: 增加, 调整, 取消, and the paper of it.
#[component]
pub(super) fn TwoDays<A, O, L, W, P, N>(
    /// Keeps the days in the address.
    list: ListState,
    /// Asks what became between two days.
    ask: A,
    /// After which changes it is asked again.
    changes: &'static [ChangeKind],
    /// What the answer tells.
    lines: L,
    /// What the columns are called.
    heads: Heads,
    /// Writes the paper.
    write: W,
    /// The name proposed for its file, from the two days.
    name: N,
) -> impl IntoView
where
    A: Fn(Days) -> O + Send + Sync + 'static,
    O: Operation + Clone + PartialEq + Sync,
    O::Reply: Clone + Sync,
    L: Fn(O::Reply) -> Vec<Line> + Clone + Send + Sync + 'static,
    W: Fn(Days, OutFile) -> P + Clone + Send + Sync + 'static,
    P: Operation<Reply = Written> + 'static,
    N: Fn(&Texts, String, String) -> String + Clone + Send + Sync + 'static,
{
    let (t, session) = (texts(), use_session());
    let today = session.today();
    let day = move |key: &str| untrack(|| list.get(key)).unwrap_or_default();
    let usual = |kept: String, day: Date| if kept.is_empty() { domain::day::text(day) } else { kept };
    let from = RwSignal::new(usual(day("earlier"), domain::day::months_later(today, -1)));
    let to = RwSignal::new(usual(day("later"), today));
    let days = move || from.with(|from| domain::day::of_text(from)).zip(to.with(|to| domain::day::of_text(to)));
    let compared = view(move || days().map(&ask));
    compared.reload_on(changes);
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
    let adjusted = move || match compared.get() {
        None if compared.error().is_some() => ().into_any(),
        None => view! { <Skeleton lines=6/> }.into_any(),
        Some(reply) => {
            let lines = lines(reply);
            if lines.is_empty() {
                return view! { <EmptyState title=tr(|t| t.duty_dates_none()) body=tr(|t| t.duty_dates_none_body())/> }.into_any();
            }
            let (write, name) = (write.clone(), name.clone());
            let write = move |out: OutFile| days().map(|days| write(days, out));
            let name = move || t.with(|t| name(t, from.get(), to.get()));
            view! {
                <div class="actions adjusted"><AdjustmentButton write name/></div>
                <Lines lines heads/>
            }
            .into_any()
        }
    };
    view! {
        <div class="list-head">
            <div class="list-filters list-days">
                <Field label=tr(|t| t.duty_dates_from()) error=wrong("from")><DateInput value=from max/></Field>
                <Field label=tr(|t| t.duty_dates_to()) error=wrong("to")><DateInput value=to max/></Field>
            </div>
        </div>
        <ErrorNote error=above/>
        {adjusted}
    }
}

#[component]
fn Lines(lines: Vec<Line>, heads: Heads) -> impl IntoView {
    let t = texts();
    let n = |of: Adjustment| count(lines.iter().filter(|one| one.adjustment == of).count());
    let (added, changed, withdrawn) = (n(Adjustment::Added), n(Adjustment::Changed), n(Adjustment::Withdrawn));
    let row = move |one: Line| {
        let Line { adjustment, code, name, body, fields, paper } = one;
        let tint = match adjustment {
            Adjustment::Added => Tint::Accent,
            Adjustment::Changed => Tint::Warn,
            Adjustment::Withdrawn => Tint::Bad,
        };
        view! {
            <tr>
                <td><Badge tint>{move || t.with(|t| adjustment.word(t))}</Badge></td>
                <td class="mono">{or_none(code)}</td>
                <td>{name}</td>
                <td>{move || or_none(body.get())}</td>
                <td>{move || or_none(fields.get())}</td>
                <td>{or_none(paper)}</td>
            </tr>
        }
    };
    let [code, name, body] = heads;
    view! {
        <p role="status">
            <strong>{move || t.with(|t| t.duty_dates_told(added.clone(), changed.clone(), withdrawn.clone()))}</strong>
        </p>
        <div class="table-scroll" tabindex="0" role="region" aria-label=move || t.with(|t| t.duty_tab_dates())>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{tr(|t| t.duty_deed())}</th>
                        <th scope="col">{tr(code)}</th>
                        <th scope="col">{tr(name)}</th>
                        <th scope="col">{tr(body)}</th>
                        <th scope="col">{tr(|t| t.duty_dates_fields())}</th>
                        <th scope="col">{tr(|t| t.duty_paper())}</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Names of fields in one line; tracked where it is read.
pub(super) fn named(fields: Vec<String>, name: fn(&str, &Texts) -> Option<String>) -> Signal<String> {
    let t = texts();
    Signal::derive(move || t.with(|t| fields.iter().filter_map(|field| name(field, t)).collect::<Vec<_>>().join(&t.merge_comma())))
}
