//! Bodies (部门): who handles cases.

use super::bodies::{Draft, found};
use super::body_form::BodyForm;
use crate::backend::view;
use crate::frame::offer_action;
use crate::state::unsaved::leaving;
use crate::state::{texts, tr, use_places};
use crate::ui::{Badge, Button, Column, Drawer, EmptyState, Field, Loaded, Look, PageHead, Row, Skeleton, Table, TextInput, Tint};
use api::ChangeKind;
use api::body::{List, Listed};
use domain::body::{Body, BodyId};
use leptos::prelude::*;
use texts::format::NONE;

/// The page of bodies.
#[component]
pub fn Bodies() -> impl IntoView {
    let t = texts();
    let bodies = view(|| Some(List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    let text = RwSignal::new(String::new());
    let places = use_places();
    let edited = RwSignal::new(None::<Draft>);
    let close = move || leaving(move || edited.set(None));
    let add = move || {
        let district = places.tree().with_untracked(|tree| tree.district().map(|p| p.id));
        leaving(move || edited.set(Some(Draft::new(district))));
    };
    let title = Signal::derive(move || {
        let is_new = edited.with(|e| e.as_ref().is_some_and(|e| e.id.is_none()));
        t.with(|t| if is_new { t.body_new() } else { t.body_edit_title() })
    });
    offer_action(tr(|t| t.body_new()), Signal::stored(None::<String>), add);
    view! {
        <PageHead title=tr(|t| t.nav_bodies()) lead=tr(|t| t.body_lead())>
            <Button look=Look::Primary on_press=add>{tr(|t| t.body_new())}</Button>
        </PageHead>
        <div class="admin">
            <div class="filter-bar" role="search">
                <Field label=tr(|t| t.body_find())><TextInput value=text kind="search"/></Field>
            </div>
            <Loaded view=bodies skeleton=|| view! { <Skeleton lines=8/> } let:listed>
                <BodyTable listed text edited/>
            </Loaded>
        </div>
        <Drawer open=Signal::derive(move || edited.with(Option::is_some)) on_close=close title>
            {move || edited.get().map(|draft| view! { <BodyForm draft bodies on_done=move || edited.set(None)/> })}
        </Drawer>
    }
}

#[component]
fn BodyTable(listed: Listed, text: RwSignal<String>, edited: RwSignal<Option<Draft>>) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("name", tr(|t| t.body_name())).width(16),
        Column::new("code", tr(|t| t.body_code())).width(18),
        Column::new("place", tr(|t| t.body_place())),
        Column::new("state", tr(|t| t.body_state())),
    ]);
    if listed.bodies.is_empty() {
        return view! { <EmptyState title=tr(|t| t.body_empty())/> }.into_any();
    }
    let fits = Memo::new(move |_| found(&listed.bodies, &text.get()));
    view! {
        <Show when=move || fits.with(|f| !f.is_empty()) fallback=|| view! { <EmptyState title=tr(|t| t.body_none_found())/> }>
            <Table caption=tr(|t| t.nav_bodies()) columns grows=true>
                {move || fits.get().into_iter().map(|body| view! { <BodyRow body edited/> }).collect_view()}
            </Table>
        </Show>
    }
    .into_any()
}

#[component]
fn BodyRow(body: Body, edited: RwSignal<Option<Draft>>) -> impl IntoView {
    let places = use_places();
    let (id, place): (BodyId, _) = (body.id, body.place);
    let kept = StoredValue::new(body.clone());
    let open = move || leaving(move || edited.set(Some(Draft::of(&kept.get_value()))));
    view! {
        <Row on_open=open current=Signal::derive(move || edited.with(|e| e.as_ref().is_some_and(|e| e.id == Some(id))))>
            <td>{body.name}</td>
            <td class="mono">{body.code.unwrap_or_else(|| NONE.to_owned())}</td>
            <td>{move || places.name(place)}</td>
            <td>{if body.active {
                view! { <span>{tr(|t| t.body_active_on())}</span> }.into_any()
            } else {
                view! { <Badge tint=Tint::Warn>{tr(|t| t.body_active_off())}</Badge> }.into_any()
            }}</td>
        </Row>
    }
}
