//! What is typed into a dialog, kept as a draft: an opinion, a reason, what was done.
//!
//! ```ignore
//! let (draft, put_back) = keep_words(own, "matter:7:halted".into(), label, [Input::Text(reason)]);
//! view! { <DraftNote draft on_drop=put_back/> … }   // and `draft.forget()` once it is sent
//! ```

use super::draft::{Draft, keep_draft};
use crate::state::unsaved::OwnWork;
use leptos::prelude::*;

/// A field of a dialog.
#[derive(Clone, Copy)]
pub enum Input {
    /// Words, or what is written as such.
    Text(RwSignal<String>),
    /// A tick.
    Tick(RwSignal<bool>),
}

impl Input {
    /// What stands in it; tracked.
    fn get(self) -> String {
        match self {
            Self::Text(text) => text.get(),
            Self::Tick(tick) => if tick.get() { "yes" } else { "" }.to_owned(),
        }
    }

    fn set(self, text: String) {
        // The dialog may be gone.
        let _ = match self {
            Self::Text(signal) => signal.try_set(text).map(|_| ()),
            Self::Tick(signal) => signal.try_set(!text.is_empty()).map(|_| ()),
        };
    }
}

/// Keeps what is typed into the fields of a dialog, where it is another than it opened with, as long as the dialog is open; `own` leaves it.
/// Also what puts back what it opened with.
pub fn keep_words<const N: usize>(own: OwnWork, form: String, label: Signal<String>, fields: [Input; N]) -> (Draft, Callback<()>) {
    let opened = untrack(|| fields.map(Input::get));
    let before = opened.clone();
    let body = move || {
        let typed: Vec<Option<String>> =
            fields.iter().zip(&before).map(|(field, was)| Some(field.get()).filter(|now| now != was)).collect();
        typed.iter().any(Option::is_some).then(|| serde_json::to_string(&typed).unwrap_or_default())
    };
    let draft = keep_draft(form, label, body, move |kept| {
        let kept = serde_json::from_str::<Vec<Option<String>>>(&kept).unwrap_or_default();
        for (field, text) in fields.iter().zip(kept) {
            let _ = text.map(|text| field.set(text));
        }
    });
    own.adopt(draft.guarded.get_value());
    (draft, Callback::new(move |()| fields.iter().zip(&opened).for_each(|(field, was)| field.set(was.clone()))))
}

/// Names several things together: how many, and which.
pub fn several(ids: impl Iterator<Item = i64>) -> String {
    let (n, mixed) = ids.fold((0_usize, 0_u64), |(n, mixed), id| (n + 1, mixed.wrapping_mul(0x0100_0000_01b3) ^ id.cast_unsigned()));
    format!("{n}:{mixed:x}")
}
