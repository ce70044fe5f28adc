//! What narrows a list to which a figure led, where no menu of the list offers it: a village or the district, one service point, a line of
//! a checklist. Each stands among the other menus, says what it is, and can be taken away.

use super::MOVES;
use super::visits::{LINE, LIST};
use crate::backend::view;
use crate::list::{ListState, OneOf, Picked};
use crate::state::{Places, texts, tr};
use api::inspection::ShowChecklist;
use domain::inspection::checklist::ChecklistId;
use domain::place::{Level, PlaceId};
use domain::point::PointId;
use leptos::prelude::*;

/// The key of the address for the place.
pub(super) const AREA: &str = "area";
/// The key of the address for a service point.
pub(super) const POINT: &str = "point";

/// Towns, before them the place of the address where it is none; words of the address with their names.
pub(super) fn areas(list: ListState, places: Places) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let asked = list.get(AREA).and_then(|id| id.parse().ok()).map(PlaceId);
        places.tree().with(|tree| {
            let other = asked.and_then(|id| tree.get(id)).filter(|place| place.level != Level::Town);
            let towns = tree.all().iter().filter(|place| place.level == Level::Town);
            other.into_iter().chain(towns).map(|place| (place.id.0.to_string(), place.name.clone())).collect()
        })
    })
}

/// The service point of the address; tracked.
pub(super) fn point_of(list: ListState) -> Option<PointId> {
    list.get(POINT).and_then(|id| id.parse().ok()).map(PointId)
}

/// What the service point of the address is called: what all rows that came are called alike; the last that was known while there are none.
pub(super) fn point_name(list: ListState, names: impl Fn() -> Vec<String> + Send + Sync + 'static) -> Memo<Option<String>> {
    Memo::new(move |before: Option<&Option<String>>| {
        point_of(list)?;
        alike(names()).or_else(|| before.cloned().flatten())
    })
}

/// What all are called, if they are called alike.
fn alike(names: Vec<String>) -> Option<String> {
    let mut names = names.into_iter();
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}

/// The service point of the address, to be let go.
#[component]
pub(super) fn AtPoint(list: ListState, name: Memo<Option<String>>) -> impl IntoView {
    let t = texts();
    let is_asked = Memo::new(move |_| list.get(POINT).is_some_and(|id| !id.is_empty()));
    let options = Signal::derive(move || {
        let name = name.get().unwrap_or_else(|| t.with(|t| t.lead_one_station()));
        vec![(list.get(POINT).unwrap_or_default(), name)]
    });
    view! {
        <Show when=move || is_asked.get()>
            <Picked list key=POINT label=tr(|t| t.lead_station()) options/>
        </Show>
    }
}

/// The line of a checklist at which points were lost, to be let go with its list.
#[component]
pub(super) fn AtLine(list: ListState) -> impl IntoView {
    let line = Memo::new(move |_| list.get(LINE).filter(|line| !line.is_empty()));
    let shown = view(move || {
        let id = list.get(LIST).and_then(|id| id.parse().ok()).map(ChecklistId);
        line.get().and(id).map(|id| ShowChecklist { id, no: None })
    });
    shown.reload_on(MOVES);
    let options = Signal::derive(move || {
        let no = line.get().unwrap_or_default();
        let text = shown.with(|reply| {
            let lines = reply.map(|reply| reply.shown.fields.lines.as_slice()).unwrap_or_default();
            lines.iter().find(|one| one.no == no).map(|one| one.text.clone())
        });
        let name = text.map_or_else(|| no.clone(), |text| format!("{no} {text}"));
        vec![(no, name)]
    });
    let choose = move |no: String| {
        if no.is_empty() {
            list.set(&[(LINE, String::new()), (LIST, String::new())], false);
        }
    };
    view! {
        <Show when=move || line.with(Option::is_some)>
            <OneOf label=tr(|t| t.lead_lost_at()) options value=Signal::derive(move || line.get()) on_choose=choose/>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn rows_name_their_station_if_they_agree() {
        let names = |names: &[&str]| alike(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(names(&["甲", "甲"]).as_deref(), Some("甲"));
        assert_eq!((names(&["甲", "乙"]), names(&[])), (None, None));
    }
}
