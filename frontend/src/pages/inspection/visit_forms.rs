//! Paper forms: blank ones of the visits in sight are written out, and one that was filled in on the spot is found by its number (补录).

use crate::backend::{call, door::Later};
use crate::edit::sending;
use crate::state::{texts, tr, use_at, use_session};
use crate::ui::{Button, Dialog, ErrorNote, Field, Icon, InputForm, Look, SaveButton, TextInput};
use api::inspection::{ExportForms, FindForm, VisitFilter, VisitRow};
use api::{ApiError, ErrorCode, OutFile};
use leptos::prelude::*;
use texts::format::count;

/// Both buttons, in the head of the page.
#[component]
pub(super) fn FormButtons(
    /// Which visits are in sight.
    #[prop(into)]
    filter: Signal<VisitFilter>,
) -> impl IntoView {
    let (t, session, open) = (texts(), use_session(), RwSignal::new(false));
    let name = move || t.with_untracked(|t| format!("{}_{}.docx", t.inspect_forms_file(), session.today()));
    let write = move |out: OutFile| -> Option<Later<String>> {
        let (filter, file) = (filter.get_untracked(), out.name.clone());
        Some(Box::pin(async move {
            let written = call(ExportForms { filter, out }).await?;
            Ok(t.with_untracked(|t| t.inspect_forms_written(&file, count(written.rows))))
        }))
    };
    view! {
        <Button icon=Icon::Search on_press=move || open.set(true)>{tr(|t| t.inspect_form_enter())}</Button>
        <SaveButton label=tr(|t| t.inspect_forms_export()) name write/>
        <Dialog open on_close=move || open.set(false) title=tr(|t| t.inspect_form_enter())>
            {move || open.get().then(|| view! { <ByNumber open/> })}
        </Dialog>
    }
}

/// The number that stands on the paper; what it belongs to is opened.
#[component]
fn ByNumber(open: RwSignal<bool>) -> impl IntoView {
    let (t, at, sending, number) = (texts(), use_at(), sending(), RwSignal::new(String::new()));
    let find = move || {
        let typed = number.get_untracked().trim().to_owned();
        if typed.is_empty() {
            return sending.lacks("number");
        }
        sending.send(FindForm { number: typed }, move |row: VisitRow| {
            open.try_set(false);
            at.go(&at.href(crate::pages::visit::PATH, &[("visit", row.id.0.to_string())]));
        });
    };
    // A number that leads nowhere is told where it was typed.
    let is_unknown = |error: &ApiError| error.code == ErrorCode::NotFound;
    let at_number = sending.at("number");
    let error = Signal::derive(move || {
        let unknown = sending.failed.with(|error| error.as_ref().is_some_and(is_unknown));
        if unknown { Some(t.with(|t| t.error_field_visit_form_unknown())) } else { at_number.get() }
    });
    let elsewhere = sending.above(&["number"]);
    let above = Signal::derive(move || elsewhere.get().filter(|error| !is_unknown(error)));
    view! {
        <InputForm class="duty-answer" on_submit=find>
            <p>{tr(|t| t.inspect_form_lead())}</p>
            <Field label=tr(|t| t.inspect_form_number()) hint=tr(|t| t.inspect_form_hint()) error>
                <TextInput value=number max=60 focused=true/>
            </Field>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.visit_open())}</Button>
            </div>
        </InputForm>
    }
}
