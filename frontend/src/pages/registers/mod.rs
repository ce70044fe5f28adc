//! Registers from workbooks: one page for bodies, service points, accounts and units.
//!
//! - `form`: the file, what it would change, and taking it. `decision`: from when on and why, for units.
//! - `result`: what was taken, what comes back, codes of new accounts.
//! - `ask`: the operations by register. `ready`: whether a file can be taken, without a view.
//! - `progress`: how far a file is.
//! - `links`: the buttons on a register's own page.

mod ask;
mod decision;
mod form;
mod links;
mod progress;
mod ready;
mod result;

pub use links::ImportLink;

use crate::state::{texts, tr, use_at};
use crate::ui::{Icon, LinkButton, Look, PageHead};
use api::register::Taken;
use domain::register::Register;
use form::{Form, ImportForm};
use leptos::prelude::*;
use result::Outcome;
use texts::words::Word;

/// The page of a register's own.
fn home(register: Register) -> &'static str {
    match register {
        Register::Bodies => "/system/bodies",
        Register::Points => "/places",
        Register::Accounts => "/system/accounts",
        Register::Units => "/places/changes",
        Register::Items => "/catalogue/items",
        Register::Duties => "/catalogue/duties",
    }
}

/// The page that imports a register.
#[component]
pub fn Import(
    /// Which.
    register: Register,
) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let form = Form::new(register);
    let taken = RwSignal::new(None::<Taken>);
    let title = Signal::derive(move || t.with(|t| t.register_title(register.word(t))));
    let again = move || {
        form.clear();
        taken.set(None);
    };
    view! {
        <PageHead title lead=tr(|t| t.register_lead())>
            <LinkButton look=Look::Quiet icon=Icon::Left href=Signal::derive(move || at.href(home(register), &[]))>
                {tr(|t| t.register_back())}
            </LinkButton>
        </PageHead>
        <div class="imports">
            {move || match taken.get() {
                Some(done) => view! { <Outcome form done on_again=again/> }.into_any(),
                None => view! { <ImportForm form on_taken=move |done| taken.set(Some(done))/> }.into_any(),
            }}
        </div>
    }
}
