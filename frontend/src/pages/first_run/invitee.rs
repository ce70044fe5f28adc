//! Name and login of one of the three.

use crate::state::{texts, tr};
use crate::ui::{Field, TextInput};
use api::setup::Invitee;
use domain::account::is_login;
use leptos::prelude::*;

/// A person as typed; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) name: RwSignal<String>,
    pub(super) login: RwSignal<String>,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self { name: RwSignal::new(String::new()), login: RwSignal::new(String::new()) }
    }

    /// As it is sent.
    pub(super) fn invitee(&self) -> Invitee {
        let trimmed = |value: RwSignal<String>| value.with_untracked(|value| value.trim().to_owned());
        Invitee { login: trimmed(self.login), name: trimmed(self.name) }
    }

    fn name_is_missing(&self) -> bool {
        self.name.with(|name| name.trim().is_empty())
    }

    fn login_is_bad(&self) -> bool {
        self.login.with(|login| !is_login(login.trim()))
    }

    fn is_same_as_any(&self, others: &[Self]) -> bool {
        let same = |a: RwSignal<String>, b: RwSignal<String>| {
            a.with(|a| b.with(|b| !a.trim().is_empty() && a.trim().to_lowercase() == b.trim().to_lowercase()))
        };
        others.iter().any(|other| same(self.login, other.login) || same(self.name, other.name))
    }

    /// Nothing is wrong with it.
    pub(super) fn is_right(&self, others: &[Self]) -> bool {
        untrack(|| !self.name_is_missing() && !self.login_is_bad() && !self.is_same_as_any(others))
    }
}

/// The two inputs.
#[component]
pub(super) fn InviteeFields(
    /// The person.
    draft: Draft,
    /// Those who stand above already.
    others: Vec<Draft>,
    /// Errors are shown.
    tried: RwSignal<bool>,
    /// The first input takes the focus.
    focused: bool,
) -> impl IntoView {
    let t = texts();
    let name_error = Signal::derive(move || (tried.get() && draft.name_is_missing()).then(|| t.with(|t| t.first_missing_name())));
    let login_error = Signal::derive(move || {
        if !tried.get() {
            return None;
        }
        t.with(|t| {
            let bad = draft.login_is_bad().then(|| t.first_bad_login());
            bad.or_else(|| draft.is_same_as_any(&others).then(|| t.first_same()))
        })
    });
    view! {
        <div class="form-columns">
            <Field label=tr(|t| t.first_name()) error=name_error>
                <TextInput value=draft.name focused/>
            </Field>
            <Field label=tr(|t| t.first_login()) hint=tr(|t| t.first_login_hint()) error=login_error>
                <TextInput value=draft.login/>
            </Field>
        </div>
    }
}
