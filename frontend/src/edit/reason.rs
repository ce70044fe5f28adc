//! A dialog that asks why before something is taken back or given up.

use crate::backend::door::Later;
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, Look, TextArea};
use api::ApiError;
use leptos::prelude::*;

/// What is done once somebody has said why.
pub struct Reasoned(pub Later<()>);

/// Asks why, does it, and is gone. What is wrong with the reason (`reason`) is told at its field; what has been typed is only given up after a
/// question.
#[component]
pub fn ReasonDialog(
    /// It is open.
    open: RwSignal<bool>,
    /// What it does: the title, and the words of its button.
    #[prop(into)]
    title: Signal<String>,
    /// What will be then.
    #[prop(optional, into)]
    lead: MaybeProp<String>,
    /// Does it, and says that it was done.
    send: Callback<String, Reasoned>,
) -> impl IntoView {
    let (t, own) = (texts(), OwnWork::new());
    let words = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let error = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("reason")));
    own.guard(Signal::derive(move || open.get() && words.with(|words| !words.trim().is_empty())));
    let shut = move || {
        words.try_set(String::new());
        failed.try_set(None);
        open.try_set(false);
    };
    let write = move || {
        busy.set(true);
        failed.set(None);
        let Reasoned(sending) = send.run(words.get_untracked());
        leptos::task::spawn_local(async move {
            let answer = sending.await;
            busy.try_set(false);
            match answer {
                Ok(()) => shut(),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Dialog open on_close=move || own.leaving(shut) title>
            <form
                class="duty-answer"
                on:submit=move |ev| {
                    ev.prevent_default();
                    write();
                }
            >
                {move || lead.get().map(|lead| view! { <p>{lead}</p> })}
                <Field label=tr(|t| t.supervision_reason()) error><TextArea value=words rows=3/></Field>
                <ErrorNote error=above/>
                <div class="actions actions-end">
                    <Button on_press=move || own.leaving(shut)>{tr(|t| t.act_cancel())}</Button>
                    <Button submit=true look=Look::Primary busy>{move || title.get()}</Button>
                </div>
            </form>
        </Dialog>
    }
}
