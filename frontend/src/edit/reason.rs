//! Asks why before something is done: in a form of its own, or in a dialog where something is taken back or given up.

use super::{DraftNote, Input, keep_words};
use crate::backend::door::Later;
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, InputForm, Look, TextArea};
use api::ApiError;
use leptos::prelude::*;
use texts::Texts;

/// What is done once somebody has said why.
pub struct Reasoned(pub Later<()>);

/// What is wrong with words of this length, counted in characters.
pub fn wrong_length(length: usize, least: usize, most: usize, t: &Texts) -> Option<String> {
    let rule =
        |rule: &str, limit: usize| Some(texts::error::rule(rule, &[("limit".to_owned(), limit.to_string())].into_iter().collect(), t));
    match length {
        n if n < least => rule("too_short", least),
        n if n > most => rule("too_long", most),
        _ => None,
    }
}

/// How many characters of words count.
pub fn length_of(words: RwSignal<String>) -> usize {
    words.with(|words| words.trim().chars().count())
}

/// Why a form asks, and what it asks for.
#[derive(Clone)]
pub struct Why {
    /// The draft's key: what is typed survives a crash under it.
    pub form: String,
    /// What it is about, by name.
    pub about: String,
    /// What is done: the words of the button.
    pub act: Signal<String>,
    /// What will be then.
    pub lead: Signal<String>,
    /// What the words are called.
    pub label: Signal<String>,
    /// What the words are good for.
    pub hint: Signal<Option<String>>,
    /// The words to begin with.
    pub first: String,
    /// Fewest and most characters.
    pub length: (usize, usize),
}

impl Why {
    /// Asks for the reason of an act, between these lengths.
    pub fn of(form: String, about: String, act: Signal<String>, length: (usize, usize)) -> Self {
        let (lead, label, hint) = (Signal::stored(String::new()), tr(|t| t.supervision_reason()), Signal::stored(None));
        Self { form, about, act, lead, label, hint, first: String::new(), length }
    }
}

/// Asks why, and does it. What is wrong with the words (`reason`) is told at their field.
#[component]
pub fn ReasonForm(
    /// What it asks.
    why: Why,
    /// Does it, and says that it was done.
    send: Callback<String, Reasoned>,
    /// The words that are typed, for whoever leaves the form.
    own: OwnWork,
    /// It was done, or left.
    #[prop(into)]
    on_end: Callback<()>,
    /// It was done.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let Why { form, about, act, lead, label, hint, first, length: (least, most) } = why;
    let words = RwSignal::new(first);
    let (tried, busy, failed) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let named = Signal::derive(move || format!("{} {about}", act.get()));
    let (draft, put_back) = keep_words(own, form, named, [Input::Text(words)]);
    let error = Signal::derive(move || {
        let own = tried.get().then(|| t.with(|t| wrong_length(length_of(words), least, most, t)));
        own.flatten().or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))))
    });
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("reason")));
    let write = move || {
        tried.set(true);
        if untrack(|| !(least..=most).contains(&length_of(words))) {
            return;
        }
        busy.set(true);
        failed.set(None);
        let Reasoned(sending) = send.run(words.with_untracked(|words| words.trim().to_owned()));
        leptos::task::spawn_local(async move {
            let answer = sending.await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    draft.forget();
                    on_done.try_run(());
                    on_end.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let leave = move || own.leaving(move || on_end.run(()));
    view! {
        <InputForm class="duty-answer" on_submit=write>
            {move || {
                let lead = lead.get();
                (!lead.is_empty()).then(|| view! { <p class="lines">{lead}</p> })
            }}
            <DraftNote draft on_drop=put_back/>
            <Field label hint error><TextArea value=words rows=3/></Field>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=leave>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>{move || act.get()}</Button>
            </div>
        </InputForm>
    }
}

/// The same in a dialog, while it is open; it is gone once it was done. What has been typed is only given up after a question.
#[component]
pub fn ReasonDialog(
    /// It is open.
    open: RwSignal<bool>,
    /// What is done.
    #[prop(into)]
    title: Signal<String>,
    /// What it asks, when it opens.
    #[prop(into)]
    why: Callback<(), Why>,
    /// Does it, and says that it was done.
    send: Callback<String, Reasoned>,
    /// It was done.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let own = OwnWork::new();
    let shut = move || {
        open.try_set(false);
    };
    let done = move |()| {
        on_done.map(|done| done.try_run(()));
    };
    view! {
        <Dialog open on_close=move || own.leaving(shut) title>
            {move || open.get().then(|| {
                let why = untrack(|| why.run(()));
                view! { <ReasonForm why send own on_end=move |()| shut() on_done=done/> }
            })}
        </Dialog>
    }
}
