//! 审核链: read by everybody, set by whoever keeps the lists.

use crate::backend::{call, view};
use crate::edit::sending;
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{Button, Dialog, ErrorNote, Field, Icon, IconButton, InputForm, Loaded, Look, Select, Skeleton, TextInput, use_notices};
use api::duty::{SetChain, ShowChain};
use api::{ApiError, ChangeKind, Permission};
use domain::body::BodyId;
use domain::duty::flow::{Chain, ChainStep, STEPS_LIMIT};
use leptos::prelude::*;
use texts::duty::Names;

/// The button and the dialog behind it.
#[component]
pub(super) fn ChainButton(names: Memo<Names>) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let may = Memo::new(move |_| session.may(Permission::Catalogue));
    let own = OwnWork::new();
    view! {
        <Show when=move || may.get()>
            <Button on_press=move || open.set(true)>{tr(|t| t.duty_chain())}</Button>
        </Show>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.duty_chain_set())>
            <Show when=move || open.get()><Asked names open own/></Show>
        </Dialog>
    }
}

#[component]
fn Asked(names: Memo<Names>, open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let shown = view(|| Some(ShowChain {}));
    shown.reload_on(&[ChangeKind::Body]);
    view! {
        <Loaded view=shown skeleton=|| view! { <Skeleton lines=4/> } let:chain>
            <ChainForm chain names open own/>
        </Loaded>
    }
}

/// A step as it is typed.
#[derive(Clone, Copy)]
struct Step {
    id: u32,
    name: RwSignal<String>,
    body: RwSignal<Option<BodyId>>,
}

#[component]
fn ChainForm(chain: Chain, names: Memo<Names>, open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let next = StoredValue::new(0_u32);
    let step = move |one: ChainStep| {
        next.update_value(|n| *n += 1);
        Step { id: next.get_value(), name: RwSignal::new(one.name), body: RwSignal::new(one.body) }
    };
    let steps = RwSignal::new(chain.steps.iter().cloned().map(step).collect::<Vec<_>>());
    let before = StoredValue::new(chain);
    let typed = move || Chain {
        steps: steps.with(|steps| steps.iter().map(|one| ChainStep { name: one.name.get(), body: one.body.get() }).collect()),
    };
    own.guard(Signal::derive(move || before.with_value(|before| typed() != *before)));
    let sending = sending();
    let error = move |field: String| sending.failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, &field, t))));
    let write = move || {
        let request = SetChain { chain: untrack(typed), before: before.get_value() };
        sending.send(request, move |_| {
            notices.done(t.with_untracked(|t| t.duty_chain_saved()));
            open.try_set(false);
        });
    };
    let place_of = move |id: u32| steps.with(|steps| steps.iter().position(|one| one.id == id).unwrap_or(0));
    let bodies = Signal::derive(move || {
        let anyone = t.with(|t| t.duty_chain_anyone());
        names.with(|names| {
            let all = names.bodies.iter().map(|(id, name)| (Some(*id), name.clone()));
            std::iter::once((None, anyone)).chain(all).collect::<Vec<_>>()
        })
    });
    let row = move |one: Step| {
        let id = one.id;
        let nth = move || (place_of(id) + 1).to_string();
        let name_error = Signal::derive(move || error(format!("steps.{}.name", place_of(id))));
        let choose = move |body: Option<BodyId>| one.body.set(body);
        let body_error = Signal::derive(move || error(format!("steps.{}.body", place_of(id))));
        view! {
            <li class="part-row">
                <div class="part-row-head">
                    <strong>{move || t.with(|t| t.duty_chain_step(nth()))}</strong>
                    <IconButton
                        icon=Icon::Close
                        label=tr(move |t| t.item_row_remove(nth()))
                        on_press=move || steps.update(|steps| steps.retain(|other| other.id != id))
                    />
                </div>
                <Field label=tr(|t| t.duty_chain_step_name()) error=name_error><TextInput value=one.name/></Field>
                <Field label=tr(|t| t.duty_chain_step_body()) error=body_error>
                    <Select
                        value=Signal::derive(move || Some(one.body.get()))
                        options=bodies
                        on_choose=choose
                    />
                </Field>
            </li>
        }
    };
    let add = move || steps.update(|steps| steps.push(step(ChainStep { name: String::new(), body: None })));
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p>{tr(|t| t.duty_chain_lead())}</p>
            <ol class="part-rows"><For each=move || steps.get() key=|one| one.id children=row/></ol>
            <Show when=move || steps.with(Vec::len).lt(&STEPS_LIMIT)>
                <Button look=Look::Quiet on_press=add>{tr(|t| t.duty_chain_add())}</Button>
            </Show>
            <ErrorNote error=sending.above(&["steps"])/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.act_save())}</Button>
            </div>
        </InputForm>
    }
}
