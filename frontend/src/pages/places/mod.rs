//! 服务站点: where people are served, on all three levels, and which villages are counted.
//!
//! - `list`: by town, filtered; a row opens the drawer.
//! - `details`: a place with its service points, in the drawer.
//! - `edit`, `rows`: the form of a point.
//! - `activity`: whether a village is counted.
//! - `tree`, `draft`, `words`: the logic, without a view.

mod activity;
mod details;
mod draft;
mod edit;
mod list;
mod rows;
mod tree;
mod words;

pub use words::field as field_name;

use crate::backend::view;
use crate::list::{ExportButton, WriteLater};
use crate::pages::registers::ImportLink;
use crate::state::unsaved::leaving;
use crate::state::{At, texts, tr, use_at, use_places, use_session};
use crate::ui::{Button, Drawer, Field, Icon, Loaded, Look, PageHead, Select, Skeleton, TextInput};
use api::point::{Export, List, Listed};
use api::{ChangeKind, OutFile, Permission};
use details::PlaceDetails;
use domain::place::PlaceId;
use domain::point::{PointId, PointKind};
use domain::register::Register;
use leptos::prelude::*;
use list::Blocks;
use texts::format::count;
use texts::words::Word;
use tree::{Block, Filter, PlaceRow, Show as Shown, blocks, totals};

/// The key of the address for what is edited in the drawer: the number of a point, or [`NEW`].
const EDIT: &str = "edit";
/// A point that is not there yet.
const NEW: &str = "new";

/// What is being edited in the drawer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edited {
    /// A point that is there.
    Point(PointId),
    /// A new one at the place.
    New,
}

/// What the address says is being edited, so that a draft is gone on with by a link.
#[derive(Clone, Copy)]
pub(super) struct Editing(At);

impl Editing {
    fn word(edited: Option<Edited>) -> String {
        match edited {
            None => String::new(),
            Some(Edited::New) => NEW.to_owned(),
            Some(Edited::Point(id)) => id.0.to_string(),
        }
    }

    /// What is edited; tracked.
    pub(super) fn get(self) -> Option<Edited> {
        let word = self.0.get(EDIT).filter(|word| !word.is_empty())?;
        if word == NEW { Some(Edited::New) } else { word.parse().ok().map(|id| Edited::Point(PointId(id))) }
    }

    pub(super) fn set(self, edited: Option<Edited>) {
        self.0.set(&[(EDIT, Self::word(edited))], true);
    }
}

/// The page of service points.
#[component]
pub fn Places() -> impl IntoView {
    let (t, at, session) = (texts(), use_at(), use_session());
    let places = use_places();
    let tree = places.tree();
    let points = view(move || at.place().map(|place| List { place }));
    points.reload_on(&[ChangeKind::Point, ChangeKind::Place]);
    let filter = Memo::new(move |_| read_filter(&|key| at.get(key)));
    let shown = Memo::new(move |_| {
        let (within, filter) = (at.place(), filter.get());
        let listed = points.with(|p| p.map(|p| p.points.clone()).unwrap_or_default());
        within.map(|within| tree.with(|tree| blocks(tree, &listed, within, &filter))).unwrap_or_default()
    });
    let opened = Memo::new(move |_| at.get("open").and_then(|code| tree.with(|tree| tree.by_code(&code).map(|p| p.id))));
    let editing = Editing(at);
    let turn_to = move |place: Option<PlaceId>, edited: Option<Edited>| {
        leaving(move || {
            let code = place.and_then(|id| tree.with_untracked(|tree| tree.address_code(id))).unwrap_or_default();
            at.set(&[("open", code), (EDIT, Editing::word(edited))], true);
        });
    };
    let open = Callback::new(move |place: Option<PlaceId>| turn_to(place, None));
    let add = move || {
        // A new point needs its place first: the one that is open, or the one that is looked at.
        let place = opened.get_untracked().or_else(|| untrack(|| at.place()));
        turn_to(place, Some(Edited::New));
    };
    let lead = Signal::derive(move || {
        let listed = points.with(|p| p.map(|p| p.points.clone()))?;
        let within = at.place()?;
        let all: Vec<Block> = tree.with(|tree| blocks(tree, &listed, within, &Filter::default()));
        let (active, total, in_use) = totals(&all, &listed);
        Some(t.with(|t| t.place_lead(count(active), count(total), count(in_use))))
    });
    // Exactly what is in sight.
    let write = Callback::new(move |out: OutFile| {
        let points = |row: &PlaceRow| row.points.iter().map(|p| p.id).collect::<Vec<_>>();
        let in_sight = |block: &Block| {
            block.whole.then(|| points(&block.head)).into_iter().chain(block.villages.iter().map(points)).flatten().collect::<Vec<_>>()
        };
        let only = Some(shown.with_untracked(|blocks| blocks.iter().flat_map(in_sight).collect()));
        let place = untrack(|| at.place().or_else(|| session.person().map(|p| p.home)));
        WriteLater::by(place.map(|place| Export { place, only, template: false, out }))
    });
    let name = tr(move |t| t.register_points_name(session.today().to_string()));
    let title = Signal::derive(move || opened.get().map(|id| places.name(id)).unwrap_or_default());
    let may_edit = Memo::new(move |_| session.may(Permission::Points));
    view! {
        <PageHead title=tr(|t| t.place_title()) lead>
            <Show when=move || may_edit.get()>
                <ImportLink register=Register::Points/>
                <ExportButton name write/>
                <Button look=Look::Primary on_press=add>{tr(|t| t.point_new())}</Button>
            </Show>
        </PageHead>
        <div class="points">
            <FilterBar filter/>
            <Loaded view=points skeleton=|| view! { <Skeleton lines=12/> } let:listed>
                <Blocks shown filter opened open has_points=has_any(&listed)/>
            </Loaded>
        </div>
        <Drawer
            open=Signal::derive(move || opened.with(Option::is_some))
            on_close=move || open.run(None)
            title
        >
            {move || opened.get().map(|place| view! { <PlaceDetails place points editing/> })}
        </Drawer>
    }
}

fn has_any(listed: &Listed) -> bool {
    !listed.points.is_empty()
}

/// Reads the filter from the address.
fn read_filter(get: &dyn Fn(&str) -> Option<String>) -> Filter {
    let show = get("show").and_then(|code| Shown::ALL.into_iter().find(|s| s.code() == code));
    Filter {
        text: get("q").unwrap_or_default(),
        show: show.unwrap_or_default(),
        kind: get("kind").and_then(|code| PointKind::from_code(&code)),
    }
}

/// What to show.
#[component]
fn FilterBar(filter: Memo<Filter>) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let typed = RwSignal::new(filter.with_untracked(|f| f.text.clone()));
    Effect::new(move |_| {
        let text = typed.get();
        if filter.with_untracked(|f| f.text != text) {
            at.set(&[("q", text)], true);
        }
    });
    // Cleared from elsewhere, or another address.
    Effect::new(move |_| {
        let text = filter.with(|f| f.text.clone());
        if typed.with_untracked(|typed| *typed != text) {
            typed.set(text);
        }
    });
    let shows = Signal::derive(move || t.with(|t| Shown::ALL.map(|s| (s, words::show(s, t))).to_vec()));
    let kinds = Signal::derive(move || {
        t.with(|t| {
            let all = std::iter::once((None, t.place_kind_all()));
            all.chain(PointKind::ALL.map(|k| (Some(k), k.word(t)))).collect::<Vec<_>>()
        })
    });
    let choose_kind = Callback::new(move |kind: Option<PointKind>| {
        at.set(&[("kind", kind.map(|k| k.code().to_owned()).unwrap_or_default())], true);
    });
    view! {
        <div class="filter-bar" role="search">
            <Field label=tr(|t| t.place_filter_text())>
                <TextInput value=typed kind="search" placeholder=tr(|t| t.place_filter_text_hint())/>
            </Field>
            <Field label=tr(|t| t.place_filter_show())>
                <Select
                    value=Signal::derive(move || Some(filter.with(|f| f.show)))
                    options=shows
                    on_choose=move |show: Shown| at.set(&[("show", show.code().to_owned())], true)
                />
            </Field>
            <Field label=tr(|t| t.place_filter_kind())>
                <Select
                    value=Signal::derive(move || Some(filter.with(|f| f.kind)))
                    options=kinds
                    on_choose=choose_kind
                />
            </Field>
            <Show when=move || !filter.with(Filter::is_empty)>
                <Button look=Look::Quiet icon=Icon::Close on_press=move || {
                    at.set(&[("q", String::new()), ("show", String::new()), ("kind", String::new())], true);
                }>{tr(|t| t.place_clear_filter())}</Button>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_from_the_address() {
        let get = |key: &str| match key {
            "q" => Some("洋村".to_owned()),
            "show" => Some(Shown::Incomplete.code().to_owned()),
            "kind" => Some("station".to_owned()),
            _ => None,
        };
        let filter = Filter { text: "洋村".to_owned(), show: Shown::Incomplete, kind: Some(PointKind::Station) };
        assert_eq!(read_filter(&get), filter);
        assert!(read_filter(&|_| None).is_empty());
        assert!(read_filter(&|_| Some(String::new())).is_empty());
    }
}
