//! What several changes of cells would do: row, field, before and after, and what is wrong; then they are done, or not.

use super::Sheet;
use crate::backend::{call, view};
use crate::edit::done_undoable;
use crate::state::{texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Look, Notice, NoticeKind, Skeleton, use_notices};
use api::ApiError;
use api::cells::{CELLS_LIMIT, CellChange, CellSeen};
use domain::import::Problem;
use leptos::prelude::*;
use std::marker::PhantomData;
use texts::Texts;
use texts::format::count;
use texts::format::or_none;

/// What a person wants to change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// The cells.
    pub changes: Vec<CellChange>,
    /// Pasted cells beyond the rows or columns in sight.
    pub beyond: usize,
    /// Cells of what can't be edited.
    pub fixed: usize,
}

/// What is wrong with a cell, and how to go on; with the name of the field where it is another one.
pub(super) fn problem_words<S: Sheet>(seen: &CellSeen, t: &Texts) -> Option<String> {
    let problem = seen.problem.as_ref()?;
    let words = texts::problem::words(problem, Some(&format!("{}{}", S::PREFIX, seen.field)), t);
    // A rule says by itself what is wrong and how to go on.
    let line = if matches!(problem, Problem::Rule { .. }) { words.how } else { format!("{} {}", words.what, words.how) };
    let about = seen.about.as_ref().and_then(|about| S::field_name(about.split('.').next().unwrap_or(about), t));
    Some(match about {
        Some(about) => t.cell_about(about, line),
        None => line,
    })
}

/// The dialog, while there is a wish.
#[component]
pub fn ChangeDialog<S: Sheet>(
    /// What is wanted; taken when it was done or left.
    wish: RwSignal<Option<Wish>>,
    /// It was done.
    #[prop(into)]
    on_done: Callback<()>,
    /// Whose rows they are.
    #[prop(optional)]
    of: PhantomData<fn() -> S>,
) -> impl IntoView {
    view! {
        <Dialog open=Signal::derive(move || wish.with(Option::is_some)) on_close=move || wish.set(None) title=tr(|t| t.cell_preview_title()) wide=true>
            {move || wish.get().map(|wanted| view! { <Asked wanted wish on_done of/> })}
        </Dialog>
    }
}

#[component]
fn Asked<S: Sheet>(wanted: Wish, wish: RwSignal<Option<Wish>>, on_done: Callback<()>, of: PhantomData<fn() -> S>) -> impl IntoView {
    let PhantomData = of;
    let (t, notices) = (texts(), use_notices());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let Wish { changes, beyond, fixed } = wanted;
    let is_too_many = changes.len() > CELLS_LIMIT;
    let is_asked = !changes.is_empty() && !is_too_many;
    let changes = StoredValue::new(changes);
    let seen = view(move || is_asked.then(|| S::preview(changes.get_value())));
    seen.reload_on(&[S::KIND]);
    let good = Memo::new(move |_| seen.with(|seen| seen.map_or(0, |seen| seen.cells.iter().filter(|cell| cell.changes()).count())));
    let wrong =
        Memo::new(move |_| seen.with(|seen| seen.map_or(0, |seen| seen.cells.iter().filter(|cell| cell.problem.is_some()).count())));
    let apply = move || {
        let is_good: Vec<CellSeen> = seen.with(|seen| seen.map(|seen| seen.cells.clone()).unwrap_or_default());
        let wanted: Vec<CellChange> =
            changes.get_value().into_iter().zip(&is_good).filter(|(_, seen)| seen.changes()).map(|(change, _)| change).collect();
        let name = is_good.iter().find(|cell| cell.changes()).map(|cell| cell.name.clone()).unwrap_or_default();
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(S::change(wanted)).await;
            busy.try_set(false);
            match answer {
                Ok(done) => {
                    match done.rows.as_slice() {
                        [one] => {
                            let words = t.with_untracked(|t| S::done_row(t, name));
                            done_undoable(notices, t, words, format!("{}:{}", S::SUBJECT, one.row));
                        }
                        several => notices.done(t.with_untracked(|t| S::done_many(t, count(done.cells), count(several.len())))),
                    }
                    wish.try_set(None);
                    on_done.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                    seen.reload();
                }
            }
        });
    };
    let why_not = Signal::derive(move || (good.get() == 0 && !seen.is_waiting()).then(|| t.with(|t| t.cell_nothing())));
    let is_busy = Signal::derive(move || busy.get() || seen.is_waiting());
    let told = move |n: usize, words: fn(&Texts, String) -> String| {
        (n > 0).then(|| view! { <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| words(t, count(n)))}</p></Notice> })
    };
    let row = move |cell: CellSeen| {
        let cell = StoredValue::new(cell);
        let is_wrong = cell.with_value(|cell| cell.problem.is_some());
        let field = move || t.with(|t| cell.with_value(|cell| S::field_name(&cell.field, t).unwrap_or_default()));
        let why = move || {
            t.with(|t| {
                cell.with_value(|cell| match problem_words::<S>(cell, t) {
                    None if cell.before == cell.after => Some((false, t.cell_same())),
                    None => None,
                    Some(words) => Some((true, words)),
                })
            })
        };
        view! {
            <tr class:is-wrong=is_wrong>
                <td>{cell.with_value(|cell| cell.name.clone())}</td>
                <td>{field}</td>
                <td>{cell.with_value(|cell| or_none(cell.before.clone()))}</td>
                <td>
                    {cell.with_value(|cell| or_none(cell.after.clone()))}
                    {move || why().map(|(is_wrong, words)| if is_wrong {
                        view! { <p class="field-error">{words}</p> }.into_any()
                    } else {
                        view! { <p class="quiet">{words}</p> }.into_any()
                    })}
                </td>
            </tr>
        }
    };
    view! {
        <div class="cell-change">
            {move || t.with(S::lead).map(|lead| view! { <Notice kind=NoticeKind::Info><p>{lead}</p></Notice> })}
            {told(beyond, |t, n| t.cell_beyond(n))}
            {told(fixed, |t, n| t.cell_fixed(n))}
            {is_too_many.then(|| view! { <Notice kind=NoticeKind::Bad><p>{move || t.with(|t| t.cell_too_many(count(CELLS_LIMIT)))}</p></Notice> })}
            {move || told(wrong.get(), |t, n| t.cell_wrong(n))}
            {move || match (seen.get(), seen.error()) {
                (Some(seen), _) => view! {
                    <div class="table-box grows">
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{tr(|t| t.cell_col_item())}</th>
                                    <th scope="col">{tr(|t| t.cell_col_field())}</th>
                                    <th scope="col">{tr(|t| t.cell_col_before())}</th>
                                    <th scope="col">{tr(|t| t.cell_col_after())}</th>
                                </tr>
                            </thead>
                            <tbody>{seen.cells.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                }
                .into_any(),
                (None, Some(error)) => view! { <ErrorNote error=Signal::stored(Some(error))/> }.into_any(),
                (None, None) if is_asked => view! { <Skeleton lines=4/> }.into_any(),
                (None, None) => ().into_any(),
            }}
            <ErrorNote error=Signal::derive(move || failed.get())/>
            <div class="actions actions-end">
                <Button on_press=move || wish.set(None)>{tr(|t| t.act_cancel())}</Button>
                <Button look=Look::Primary busy=is_busy why_not on_press=apply>{move || t.with(|t| t.cell_apply(count(good.get())))}</Button>
            </div>
        </div>
    }
}
