//! Service points that are left out of a draw, each with the reason.

use super::names::Names;
use crate::edit::{Told, bound_as};
use crate::state::{texts, tr};
use crate::ui::{Choice, Combobox, Field, Icon, IconButton, TextInput};
use domain::inspection::plan::{Exclusion, PlanFields};
use domain::point::PointId;
use leptos::prelude::*;

/// Those that are left out, and one more.
#[component]
pub(super) fn ExclusionRows(
    /// The plan.
    form: RwSignal<PlanFields>,
    /// What plans refer to.
    names: Memo<Names>,
    /// What is wrong.
    told: Told,
) -> impl IntoView {
    let t = texts();
    let rows = Memo::new(move |_| form.with(|f| f.exclusions.iter().map(|one| one.point).collect::<Vec<_>>()));
    let find = Callback::new(move |typed: String| {
        let there = rows.with_untracked(|rows| rows.iter().map(|point| point.0.to_string()).collect::<Vec<_>>());
        let found = untrack(|| names.with(|names| names.find_points(&typed)));
        found.into_iter().filter(|one| !there.contains(&one.key)).collect::<Vec<_>>()
    });
    let add = move |picked: Choice| {
        if let Ok(point) = picked.key.parse() {
            form.update(|f| f.exclusions.push(Exclusion { point: PointId(point), reason: String::new() }));
        }
    };
    view! {
        <div class="sent">
            <Show when=move || rows.with(|rows| !rows.is_empty())>
                <ul class="sent-list" aria-label=move || t.with(|t| t.inspect_exclusions())>
                    <For each=move || rows.get() key=|point| *point let:point>
                        <ExclusionRow form point names told/>
                    </For>
                </ul>
            </Show>
            <Field
                label=tr(|t| t.inspect_exclusion_add())
                hint=tr(|t| t.inspect_exclusions_hint())
                error=told.of("exclusions")
                optional=true
            >
                <Combobox value=Signal::stored(None::<Choice>) search=find on_choose=add/>
            </Field>
        </div>
    }
}

/// One of them.
#[component]
fn ExclusionRow(form: RwSignal<PlanFields>, point: PointId, names: Memo<Names>, told: Told) -> impl IntoView {
    let t = texts();
    let place = Memo::new(move |_| form.with(|f| f.exclusions.iter().position(|one| one.point == point)));
    let reason = bound_as(
        form,
        move |f: &PlanFields| f.exclusions.iter().find(|one| one.point == point).map(|one| one.reason.clone()).unwrap_or_default(),
        move |f: &mut PlanFields, reason: String| {
            f.exclusions.iter_mut().filter(|one| one.point == point).for_each(|one| one.reason.clone_from(&reason));
        },
        Clone::clone,
        |typed: &String| typed.clone(),
    );
    let error = Signal::derive(move || {
        let at = |column: &str| told.error.run(format!("exclusions.{}.{column}", place.get().unwrap_or_default()));
        at("reason").or_else(|| at("point"))
    });
    let away = move || form.update(|f| f.exclusions.retain(|one| one.point != point));
    view! {
        <li class="sent-row">
            <p class="sent-head">
                <strong>{move || names.with(|names| t.with(|t| names.point(point, t)))}</strong>
                <IconButton icon=Icon::Close label=tr(move |t| t.item_remove(names.with(|names| names.point(point, t)))) on_press=away/>
            </p>
            <Field label=tr(|t| t.inspect_exclusion_reason()) error><TextInput value=reason/></Field>
        </li>
    }
}
