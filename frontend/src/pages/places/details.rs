//! A place with its service points, in the drawer beside the list.

use super::activity::Activity;
use super::edit::PointForm;
use super::words;
use super::{Edited, Editing};
use crate::backend::View;
use crate::edit::History;
use crate::state::{texts, tr, use_at, use_places, use_session};
use crate::ui::{Badge, Button, Icon, LinkButton, Tint};
use api::Permission;
use api::point::Listed;
use domain::change::Unit;
use domain::place::{Level, Place, PlaceId};
use domain::point::Point;
use domain::supervision::{Link, LinkKind};
use leptos::prelude::*;
use texts::format::NONE;
use texts::words::Word;

/// A place and its points.
#[component]
pub(super) fn PlaceDetails(
    /// The place.
    place: PlaceId,
    /// The points in sight.
    points: View<Listed>,
    /// What is being edited.
    editing: Editing,
) -> impl IntoView {
    let (at, session, tree) = (use_at(), use_session(), use_places().tree());
    let found = Memo::new(move |_| tree.with(|tree| tree.get(place).cloned()));
    let above = Memo::new(move |_| {
        tree.with(|tree| tree.path(place).into_iter().skip(1).map(|p| p.name.clone()).rev().collect::<Vec<_>>().join(" / "))
    });
    let own = Memo::new(move |_| {
        let mut own =
            points.with(|p| p.map(|p| p.points.iter().filter(|p| p.place == place).cloned().collect::<Vec<_>>())).unwrap_or_default();
        own.sort_by_key(|p| p.kind as u8);
        own
    });
    let may_edit = Memo::new(move |_| session.may(Permission::Points));
    let edited = Memo::new(move |_| editing.get().filter(|_| may_edit.get()));
    let gone = Memo::new(move |_| found.with(|p| p.as_ref().is_some_and(|p| p.being.has_ended())));
    let done = Callback::new(move |()| editing.set(None));
    let one = move |point: Point| {
        let id = point.id;
        let is_edited = Memo::new(move |_| edited.get() == Some(Edited::Point(id)));
        let kept = StoredValue::new(point);
        view! {
            {move || if is_edited.get() {
                let point = kept.get_value();
                view! { <PointForm place kind=RwSignal::new(point.kind) stored=Some(point) on_done=done/> }.into_any()
            } else {
                view! { <PointShown point=kept.get_value() may_edit editing/> }.into_any()
            }}
        }
    };
    view! {
        {move || found.get().map(|p| view! { <PlaceFacts place=p above/> })}
        {move || own.get().into_iter().map(one).collect_view()}
        <Show when=move || own.with(Vec::is_empty) && edited.get() != Some(Edited::New)>
            <p class="quiet">{tr(|t| t.place_no_point())}</p>
        </Show>
        <Show when=move || edited.get() == Some(Edited::New)>
            {move || found.get().map(|p| view! { <NewPoint place=p.id level=p.level on_done=done/> })}
        </Show>
        <div class="actions">
            <Show when=move || may_edit.get() && edited.get().is_none() && !gone.get()>
                <Button on_press=move || editing.set(Some(Edited::New))>{tr(|t| t.point_new())}</Button>
            </Show>
            <Show when=move || session.may(Permission::Ratings)>
                <LinkButton icon=Icon::Overview href=Signal::derive(move || at.href_of("/overview", place, &[]))>
                    {tr(|t| t.point_see_figures())}
                </LinkButton>
            </Show>
        </div>
        <Show when=move || !may_edit.get()>
            <p class="quiet">{tr(|t| t.point_read_only())}</p>
        </Show>
        <crate::pages::supervision::Turn link=Link { kind: LinkKind::Place, id: place.0 } of=tr(|t| t.supervision_of_place())/>
        <crate::pages::changes::History unit=Unit::Place of=place.0/>
    }
}

/// Where the place lies and whether it is counted.
#[component]
fn PlaceFacts(place: Place, above: Memo<String>) -> impl IntoView {
    let t = texts();
    let (level, ended) = (place.level, place.being.has_ended());
    let code = place.code.as_str().to_owned();
    view! {
        <p class="quiet">
            {move || above.get()}
            {move || if above.with(String::is_empty) { "" } else { " · " }}
            {move || t.with(|t| level.word(t))}" · "
            <span class="mono">{code}</span>
            {ended.then(|| view! { " "<Badge tint=Tint::Quiet>{tr(|t| t.place_ended())}</Badge> })}
        </p>
        {(level == Level::Village && !ended).then(|| view! { <Activity place/> })}
    }
}

/// The fields of a point.
#[component]
fn PointShown(point: Point, may_edit: Memo<bool>, editing: Editing) -> impl IntoView {
    let t = texts();
    let (id, kind, active, ended) = (point.id, point.kind, point.fields.active, point.ended.is_some());
    let f = point.fields;
    let opened = f.opened.map(|d| d.to_string()).unwrap_or_default();
    let texts = [
        ("address", f.address),
        ("head", f.head),
        ("staff", f.staff),
        ("phone", f.phone),
        ("hours", f.hours),
        ("leader", f.leader),
        ("cadre", f.cadre),
        ("opened", opened),
    ];
    let fact = move |(field, value): (&'static str, String)| {
        let value = if value.trim().is_empty() { NONE.to_owned() } else { value };
        view! { <dt>{move || t.with(|t| words::field(field, t))}</dt><dd>{value}</dd> }
    };
    let list = |rows: Vec<(String, String)>, none: Signal<String>| {
        if rows.is_empty() {
            return view! { <p class="quiet">{move || none.get()}</p> }.into_any();
        }
        let rows = rows.into_iter().map(|(no, name)| view! { <li><span class="mono">{no}</span><span>{name}</span></li> });
        view! { <ul class="numbered">{rows.collect_view()}</ul> }.into_any()
    };
    let windows = list(f.windows.into_iter().map(|w| (w.no, w.name)).collect(), tr(|t| t.point_no_windows()));
    let devices = list(f.devices.into_iter().map(|d| (d.no, d.name)).collect(), tr(|t| t.point_no_devices()));
    view! {
        <section class="point">
            <div class="point-head">
                <h3>{f.name}</h3>
                <Badge>{move || t.with(|t| kind.word(t))}</Badge>
                {(!active && !ended).then(|| view! { <Badge tint=Tint::Warn>{tr(|t| t.point_closed())}</Badge> })}
                {ended.then(|| view! { <Badge tint=Tint::Quiet>{tr(|t| t.point_ended())}</Badge> })}
                <Show when=move || !ended && may_edit.get() && editing.get().is_none()>
                    <Button on_press=move || editing.set(Some(Edited::Point(id)))>{tr(|t| t.point_edit())}</Button>
                </Show>
            </div>
            <dl class="facts">{texts.into_iter().map(fact).collect_view()}</dl>
            <h4>{tr(|t| t.point_field_windows())}</h4>
            {windows}
            <h4>{tr(|t| t.point_field_devices())}</h4>
            {devices}
            {(!ended).then(|| view! { <crate::pages::availability::PointOffers point=id/> })}
            <crate::pages::supervision::Turn link=Link { kind: LinkKind::Point, id: id.0 } of=tr(|t| t.supervision_of_point())/>
            <History subject=format!("point:{}", id.0)/>
        </section>
    }
}

/// The form of a new point, with its kind.
#[component]
fn NewPoint(place: PlaceId, level: Level, on_done: Callback<()>) -> impl IntoView {
    use crate::ui::{Field, Select};
    let t = texts();
    let kinds = super::tree::kinds_at(level);
    let Some(first) = kinds.first().copied() else { return ().into_any() };
    let kind = RwSignal::new(first);
    let options = Signal::derive(move || t.with(|t| kinds.iter().map(|k| (*k, k.word(t))).collect::<Vec<_>>()));
    view! {
        <section class="point">
            <h3>{tr(|t| t.point_new())}</h3>
            <Field label=tr(|t| t.point_kind())>
                <Select value=Signal::derive(move || Some(kind.get())) options on_choose=move |picked| kind.set(picked)/>
            </Field>
            <PointForm place kind stored=None on_done/>
        </section>
    }
    .into_any()
}
