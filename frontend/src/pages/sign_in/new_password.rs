//! Choosing a password: twice, with how strong it is in words. Used by enrolment, first run and settings.

use crate::backend;
use crate::state::{texts, tr};
use crate::ui::{Field, PasswordInput, Strength};
use api::session::{JudgePassword, Judgement};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// A password being chosen; a `Copy` handle.
#[derive(Clone, Copy)]
pub struct NewPassword {
    /// As typed.
    pub first: RwSignal<String>,
    /// As typed again.
    pub second: RwSignal<String>,
    judged: RwSignal<Option<Judgement>>,
    tried: RwSignal<bool>,
}

impl NewPassword {
    /// An empty one, judged while it is typed. `words` are login and name, which it must not be made of.
    pub fn new(words: impl Fn() -> Vec<String> + Send + Sync + 'static) -> Self {
        let new = Self {
            first: RwSignal::new(String::new()),
            second: RwSignal::new(String::new()),
            judged: RwSignal::new(None),
            tried: RwSignal::new(false),
        };
        let timer = StoredValue::new_local(None::<TimeoutHandle>);
        Effect::new(move |_| {
            let (password, words) = (new.first.get(), words());
            let ask = move || judge(new, password.clone(), words.clone());
            timer.update_value(|timer| {
                if let Some(old) = timer.take() {
                    old.clear();
                }
                *timer = set_timeout_with_handle(ask, Duration::from_millis(200)).ok();
            });
        });
        new
    }

    /// Begins anew.
    pub fn clear(&self) {
        self.tried.try_set(false);
        self.first.try_set(String::new());
        self.second.try_set(String::new());
    }

    /// It may be set: judged as strong enough, and typed alike twice. Shows what is wrong from now on.
    pub fn is_ready(&self) -> bool {
        self.tried.set(true);
        untrack(|| {
            let accepted = self.judged.with(|judged| judged.as_ref().is_some_and(|j| j.accepted));
            accepted && self.first.with(|first| self.second.with(|second| first == second))
        })
    }
}

fn judge(new: NewPassword, password: String, words: Vec<String>) {
    if password.is_empty() {
        new.judged.try_set(None);
        return;
    }
    leptos::task::spawn_local(async move {
        let answer = backend::call(JudgePassword { password: password.clone(), words }).await;
        // Only if it is still the one that was judged.
        if new.first.try_get_untracked().is_some_and(|now| now == password) {
            new.judged.try_set(answer.ok());
        }
    });
}

/// The two inputs and the judgement.
#[component]
pub fn NewPasswordFields(
    /// From [`NewPassword::new`].
    new: NewPassword,
    /// Label of the first.
    #[prop(into)]
    label: Signal<String>,
    /// What the service said of it.
    #[prop(optional, into)]
    refused: Signal<Option<String>>,
) -> impl IntoView {
    let t = texts();
    let first_error = Signal::derive(move || {
        let weak = new.tried.get() && !new.judged.with(|judged| judged.as_ref().is_some_and(|j| j.accepted));
        let words = || {
            t.with(|t| {
                new.judged.with(|judged| match judged.as_ref().and_then(|j| j.rule.as_deref()) {
                    Some("too_weak") => t.strength_too_weak(),
                    Some("too_long") => t.strength_too_long(),
                    _ => t.strength_too_short(),
                })
            })
        };
        refused.get().or_else(|| weak.then(words))
    });
    let second_error = Signal::derive(move || {
        let differs = new.first.with(|first| new.second.with(|second| first != second));
        // While it is being typed only once it can't become alike any more.
        let hopeless = new.second.with(|second| !new.first.with(|first| first.starts_with(second.as_str())));
        (differs && (new.tried.get() || hopeless)).then(|| t.with(|t| t.sign_in_repeat_differs()))
    });
    let hint = tr(|t| t.sign_in_new_password_hint());
    view! {
        <Field label hint=hint error=first_error>
            <PasswordInput value=new.first autocomplete="new-password"/>
        </Field>
        <Strength judged=new.judged bare=Signal::derive(move || first_error.with(Option::is_some))/>
        <Field label=tr(|t| t.sign_in_repeat()) error=second_error>
            <PasswordInput value=new.second autocomplete="new-password"/>
        </Field>
    }
}
