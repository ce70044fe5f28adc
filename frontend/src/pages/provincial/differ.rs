//! What differs between two states of an item: what was there is struck, what comes is underlined and marked. Whoever can't see it is told
//! 原为 and 改为.

use crate::state::{texts, tr};
use crate::ui::{Badge, Tint};
use domain::catalogue::provincial::{CellDiffering, Differing, RowChange, RowDiffering};
use domain::catalogue::wording::{Mark, Piece};
use leptos::prelude::*;
use texts::Texts;
use texts::format::count;
use texts::format::or_none;

fn old(words: String) -> AnyView {
    view! { <del><span class="visually-hidden">{tr(|t| t.provincial_old_mark())}</span>{words}</del> }.into_any()
}

fn new(words: String) -> AnyView {
    view! { <ins><span class="visually-hidden">{tr(|t| t.provincial_new_mark())}</span>{words}</ins> }.into_any()
}

fn marked(piece: Piece) -> AnyView {
    match piece.mark {
        Mark::Same => piece.text.into_any(),
        Mark::Old => old(piece.text),
        Mark::New => new(piece.text),
    }
}

/// Everything that differs, field by field.
#[component]
pub(in crate::pages) fn Differences<F: Send + Sync + 'static>(
    /// What differs.
    differing: Vec<Differing>,
    /// What was there.
    before: F,
    /// What comes.
    after: F,
    /// What a field is called.
    label: fn(&str, &Texts) -> Option<String>,
    /// The value of a field in words.
    #[prop(into)]
    value: Callback<(StoredValue<F>, String), String>,
    /// What a cell of a field's rows is called; none: it has no rows.
    cell: fn(&str, &str, &Texts) -> Option<String>,
    /// What is chosen in a cell, in words.
    word: fn(&str, &str, &str, &Texts) -> String,
) -> impl IntoView {
    let t = texts();
    let (before, after) = (StoredValue::new(before), StoredValue::new(after));
    let field = move |Differing { field, pieces, rows }: Differing| {
        let label = {
            let field = field.clone();
            move || t.with(|t| label(&field, t).unwrap_or_default())
        };
        let has_rows = untrack(|| t.with(|t| cell(&field, "", t).is_some()));
        let said = if has_rows {
            view! { <RowsDiffering field rows cell word/> }.into_any()
        } else if !pieces.is_empty() {
            view! { <p class="lines">{pieces.into_iter().map(marked).collect_view()}</p> }.into_any()
        } else {
            let side = move |fields: StoredValue<F>| or_none(value.run((fields, field.clone())));
            let (before_side, after_side) = (side.clone(), side);
            view! {
                <p>
                    {move || old(before_side(before))}
                    <span class="diff-arrow" aria-hidden="true">"→"</span>
                    {move || new(after_side(after))}
                </p>
            }
            .into_any()
        };
        view! { <div class="diff-field"><dt>{label}</dt><dd>{said}</dd></div> }
    };
    view! { <dl class="diff">{differing.into_iter().map(field).collect_view()}</dl> }
}

/// Rows of a kind: what is added, gone or other; the rest is counted.
#[component]
fn RowsDiffering(
    field: String,
    rows: Vec<RowDiffering>,
    cell: fn(&str, &str, &Texts) -> Option<String>,
    word: fn(&str, &str, &str, &Texts) -> String,
) -> impl IntoView {
    let t = texts();
    let (kept, told): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.change == RowChange::Kept);
    if told.is_empty() {
        return view! { <p class="quiet">{tr(|t| t.provincial_rows_moved())}</p> }.into_any();
    }
    let field = StoredValue::new(field);
    let cell = move |CellDiffering { column, pieces }: CellDiffering| {
        let worded = {
            let column = column.clone();
            move |piece: &Piece| Piece {
                mark: piece.mark,
                text: t.with(|t| field.with_value(|field| word(field, &column, &piece.text, t))),
            }
        };
        let label = move || t.with(|t| field.with_value(|field| cell(field, &column, t).unwrap_or_default()));
        view! {
            <div>
                <dt>{label}</dt>
                <dd class="lines">{move || pieces.iter().map(&worded).map(marked).collect_view()}</dd>
            </div>
        }
    };
    let row = move |RowDiffering { change, cells }: RowDiffering| {
        let (tint, told) = match change {
            RowChange::Added => (Tint::Accent, tr(|t| t.provincial_row_added())),
            RowChange::Removed => (Tint::Bad, tr(|t| t.provincial_row_removed())),
            _ => (Tint::Warn, tr(|t| t.provincial_row_changed())),
        };
        // Of a row that was changed its name and what differs; of others everything.
        let keep = move |(at, cell): &(usize, CellDiffering)| {
            change != RowChange::Changed || *at == 0 || cell.pieces.iter().any(|piece| piece.mark != Mark::Same)
        };
        let cells = cells.into_iter().enumerate().filter(keep).map(|(_, one)| cell(one));
        view! { <li><Badge tint>{told}</Badge><dl class="guide-cells">{cells.collect_view()}</dl></li> }
    };
    let n = kept.len();
    view! {
        <ul class="diff-rows">{told.into_iter().map(row).collect_view()}</ul>
        {(n > 0).then(|| view! { <p class="quiet">{move || t.with(|t| t.provincial_rows_kept(count(n)))}</p> })}
    }
    .into_any()
}
