//! Two people changed the same point: each field that clashes is chosen by hand, all others are joined.

use super::draft::{Clash, Joined, copy};
use super::words;
use crate::state::{texts, tr};
use crate::ui::{Button, Field, Look, Notice, NoticeKind, Option_, RadioGroup};
use domain::point::PointFields;
use leptos::prelude::*;
use std::collections::HashMap;
use texts::format::count;

/// Whose value is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Mine,
    Theirs,
}

/// What clashes, and the choice.
#[component]
pub(super) fn ConflictPanel(
    /// Both edits joined.
    joined: Joined,
    /// What is stored now.
    theirs: PointFields,
    /// The fields that were settled upon.
    on_choose: Callback<PointFields>,
    /// They are being saved.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    let Joined { fields, clashes, taken } = joined;
    let picked = RwSignal::new(HashMap::<&'static str, Side>::new());
    let all = clashes.len();
    let names: Vec<&'static str> = clashes.iter().map(|c| c.field).collect();
    let why_not = Signal::derive(move || {
        let open = all - picked.with(HashMap::len);
        (open > 0).then(|| t.with(|t| t.point_conflict_body(count(i64::try_from(open).unwrap_or(i64::MAX)))))
    });
    let settle = move || {
        let mut settled = fields.clone();
        for field in &names {
            if picked.with_untracked(|p| p.get(field) == Some(&Side::Theirs)) {
                copy(&mut settled, &theirs, field);
            }
        }
        on_choose.run(settled);
    };
    let body = move || {
        t.with(|t| if all == 0 { t.point_conflict_none() } else { t.point_conflict_body(count(i64::try_from(all).unwrap_or(i64::MAX))) })
    };
    let taken_words = (!taken.is_empty()).then(|| {
        view! { <p>{move || t.with(|t| t.point_conflict_taken(words::fields(&taken, t)))}</p> }
    });
    view! {
        <Notice kind=NoticeKind::Warn>
            <p><strong>{tr(|t| t.point_conflict())}</strong></p>
            <p>{body}</p>
            {taken_words}
            {clashes.into_iter().map(|clash| view! { <ClashChoice clash picked/> }).collect_view()}
            <div class="actions">
                <Button look=Look::Primary why_not busy on_press=settle>{tr(|t| t.point_conflict_save())}</Button>
            </div>
        </Notice>
    }
}

/// One field with its values.
#[component]
fn ClashChoice(clash: Clash, picked: RwSignal<HashMap<&'static str, Side>>) -> impl IntoView {
    let t = texts();
    let field = clash.field;
    let before = clash.before.clone();
    let options = Signal::derive(move || {
        t.with(|t| {
            vec![
                Option_::new(Side::Mine, t.point_conflict_use_mine()).about(words::value(field, &clash.mine, t)),
                Option_::new(Side::Theirs, t.point_conflict_use_theirs()).about(words::value(field, &clash.theirs, t)),
            ]
        })
    });
    let hint = Signal::derive(move || {
        Some(t.with(|t| {
            let colon = if t.lang() == texts::Lang::Zh { "\u{ff1a}" } else { ": " };
            format!("{}{colon}{}", t.point_conflict_before(), words::value(field, &before, t))
        }))
    });
    view! {
        <Field label=Signal::derive(move || t.with(|t| words::field(field, t))) hint>
            <RadioGroup
                value=Signal::derive(move || picked.with(|p| p.get(field).copied()))
                options
                on_choose=move |side| picked.update(|p| {
                    p.insert(field, side);
                })
            />
        </Field>
    }
}
