//! Choosing the units that change: places, bodies or service points, by name, pinyin or initials.

use crate::backend::{View, view};
use crate::state::{PlaceTree, tr, use_places};
use crate::ui::{Choice, Combobox, Icon, IconButton};
use api::{body, point};
use domain::change::Unit;
use domain::place::{Level, Place, PlaceId};
use leptos::prelude::*;

/// Hits shown.
const HITS: usize = 20;

/// The bodies and points that can be chosen; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Units {
    bodies: View<body::Listed>,
    points: View<point::Listed>,
}

impl Units {
    /// Asks for them once.
    pub(super) fn new() -> Self {
        let tree = use_places().tree();
        let points = view(move || tree.with(|tree| tree.district().map(|p| p.id)).map(|place| point::List { place }));
        Self { bodies: view(|| Some(body::List {})), points }
    }

    /// The unit of a key as a choice; tracked.
    pub(super) fn choice(self, unit: Unit, id: i64) -> Option<Choice> {
        match unit {
            Unit::Place => use_places().tree().with(|tree| tree.get(PlaceId(id)).map(|place| place_choice(tree, place))),
            _ => self.all(unit).into_iter().find(|choice| choice.key == id.to_string()),
        }
    }

    fn all(self, unit: Unit) -> Vec<Choice> {
        let tree = use_places().tree();
        let place = |id: PlaceId| tree.with(|tree| tree.name(id));
        match unit {
            Unit::Place => tree.with(|tree| {
                let current = tree.all().iter().filter(|p| !p.being.has_ended());
                current.map(|p| place_choice(tree, p)).collect()
            }),
            Unit::Body => self.bodies.with(|listed| {
                let bodies = listed.map(|l| l.bodies.as_slice()).unwrap_or_default().iter().filter(|b| !b.being.has_ended());
                bodies.map(|b| Choice { key: b.id.0.to_string(), label: b.name.clone(), note: place(b.place) }).collect()
            }),
            Unit::Point => self.points.with(|listed| {
                let points = listed.map(|l| l.points.as_slice()).unwrap_or_default().iter().filter(|p| p.ended.is_none());
                points.map(|p| Choice { key: p.id.0.to_string(), label: p.fields.name.clone(), note: place(p.place) }).collect()
            }),
        }
    }
}

fn place_choice(tree: &PlaceTree, place: &Place) -> Choice {
    let note = place.parent.map(|above| tree.name(above)).unwrap_or_default();
    Choice { key: place.id.0.to_string(), label: place.name.clone(), note }
}

/// What a typed text finds: places by name, pinyin and initials, the others by part of their name or of where they are.
fn search(units: Units, unit: Unit, typed: &str) -> Vec<Choice> {
    let typed = typed.trim();
    if unit == Unit::Place && !typed.is_empty() {
        let tree = use_places().tree();
        return tree.with(|tree| {
            let hits = tree.search(typed, HITS).into_iter().filter(|p| !p.being.has_ended());
            hits.map(|p| place_choice(tree, p)).collect()
        });
    }
    let mut found = units.all(unit);
    found.retain(|choice| choice.label.contains(typed) || choice.note.contains(typed));
    found.truncate(HITS);
    found
}

/// One unit.
#[component]
pub(super) fn UnitInput(units: Units, unit: Memo<Unit>, value: RwSignal<Option<i64>>) -> impl IntoView {
    let owner = Owner::current();
    let chosen = Signal::derive(move || value.get().and_then(|id| units.choice(unit.get(), id)));
    let find = Callback::new(move |typed: String| within(owner.as_ref(), || untrack(|| search(units, unit.get(), &typed))));
    view! {
        <Combobox
            value=chosen
            search=find
            on_choose=move |choice: Choice| value.set(choice.key.parse().ok())
            placeholder=Signal::derive({ let hint = tr(|t| t.change_find()); move || Some(hint.get()) })
        />
    }
}

/// Several units, each with a cross.
#[component]
pub(super) fn UnitsInput(units: Units, unit: Memo<Unit>, value: RwSignal<Vec<i64>>) -> impl IntoView {
    let one = RwSignal::new(None::<i64>);
    Effect::new(move |_| {
        if let Some(id) = one.get() {
            value.update(|ids| {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            });
            one.set(None);
        }
    });
    let chip = move |id: i64| {
        let name = Memo::new(move |_| units.choice(unit.get(), id).map(|c| c.label).unwrap_or_default());
        view! {
            <li class="chip">
                <span>{move || name.get()}</span>
                <IconButton icon=Icon::Close label=tr(|t| t.change_remove_unit()) on_press=move || value.update(|ids| ids.retain(|i| *i != id))/>
            </li>
        }
    };
    view! {
        <div class="units-input">
            <ul class="chips">{move || value.get().into_iter().map(chip).collect_view()}</ul>
            <UnitInput units unit value=one/>
        </div>
    }
}

/// Context is looked up where the component was made.
fn within<R>(owner: Option<&Owner>, run: impl FnOnce() -> R) -> R {
    match owner {
        Some(owner) => owner.with(run),
        None => run(),
    }
}

/// Where a new unit can stand: places below which something stands for places, any place for bodies.
pub(super) fn is_parent(level: Level, unit: Unit) -> bool {
    unit != Unit::Place || level != Level::Village
}
