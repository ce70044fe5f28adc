//! What plans refer to by key: places, service points, people, checklists.

use super::MOVES;
use crate::backend::view;
use crate::state::{PlaceTree, use_places, use_session};
use crate::ui::Choice;
use api::inspection::{ChecklistRow, ListChecklists, ListPeople, PersonRow};
use api::{ChangeKind, Permission};
use domain::account::AccountId;
use domain::inspection::plan::{ListVersion, PlanFields};
use domain::place::{Level, PlaceId};
use domain::point::PointId;
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::Texts;
use texts::format::count;
use texts::words::Word;

/// Things offered at a time.
const HITS: usize = 20;

/// The names.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Names {
    /// Places.
    pub(super) places: PlaceTree,
    /// Service points: what they are called, and the place that they serve.
    pub(super) points: BTreeMap<PointId, (String, PlaceId)>,
    /// People whom a plan can name; none for who makes no plans.
    pub(super) people: Vec<PersonRow>,
    /// Checklists.
    pub(super) lists: Vec<ChecklistRow>,
    /// Those whom a plan sends, by the code of its roster: an account's key.
    pub(super) sent: BTreeMap<String, String>,
}

/// The names, once `asked`; people only for who makes plans.
pub(super) fn names(asked: Memo<bool>) -> Memo<Names> {
    let (session, places) = (use_session(), use_places());
    let district = Memo::new(move |_| places.tree().with(|tree| tree.district().map(|place| place.id)));
    let points = view(move || Some(api::point::List { place: district.get().filter(|_| asked.get())? }));
    points.reload_on(&[ChangeKind::Point]);
    let people = view(move || (asked.get() && session.may(Permission::PlanInspections)).then_some(ListPeople {}));
    people.reload_on(&[ChangeKind::Account]);
    let lists = view(move || asked.get().then_some(ListChecklists {}));
    lists.reload_on(MOVES);
    Memo::new(move |_| Names {
        places: places.tree().get(),
        points: points.with(|reply| {
            let all = reply.map(|reply| reply.points.iter().map(|point| (point.id, (point.fields.name.clone(), point.place))).collect());
            all.unwrap_or_default()
        }),
        people: people.with(|reply| reply.map(|reply| reply.people.clone()).unwrap_or_default()),
        lists: lists.with(|reply| reply.map(|reply| reply.checklists.clone()).unwrap_or_default()),
        sent: BTreeMap::new(),
    })
}

impl Names {
    /// The name of a place.
    pub(super) fn place(&self, id: PlaceId) -> String {
        self.places.name(id)
    }

    /// Several places in one line.
    pub(super) fn all_places(&self, ids: &[PlaceId], t: &Texts) -> String {
        ids.iter().map(|id| self.place(*id)).collect::<Vec<_>>().join(&t.merge_comma())
    }

    /// What a service point is called.
    pub(super) fn point(&self, id: PointId, t: &Texts) -> String {
        self.points.get(&id).map_or_else(|| t.inspect_some_point(), |(name, _)| name.clone())
    }

    /// Somebody.
    pub(super) fn person(&self, id: AccountId) -> Option<&PersonRow> {
        self.people.iter().find(|person| person.account == id)
    }

    /// What somebody is called.
    pub(super) fn who(&self, id: AccountId, t: &Texts) -> String {
        let known = self.person(id).map(|person| &person.name).or_else(|| self.sent.get(&id.0.to_string()));
        known.cloned().unwrap_or_else(|| t.inspect_somebody())
    }

    /// A version of a checklist.
    pub(super) fn list(&self, version: ListVersion, t: &Texts) -> String {
        let row = self.lists.iter().find(|row| row.id == version.list);
        let name = row.map_or_else(|| t.inspect_list_title(), |row| row.name.clone());
        t.inspect_list_version(name, version.no.to_string())
    }

    /// Versions that a plan can begin with: of each list the newest that is published.
    pub(super) fn published(&self) -> Vec<ListVersion> {
        let of = |row: &ChecklistRow| Some(ListVersion { list: row.id, no: row.published? });
        self.lists.iter().filter_map(of).collect()
    }

    /// Towns, or towns and villages, that fit what is typed.
    pub(super) fn find_places(&self, typed: &str, with_villages: bool) -> Vec<Choice> {
        let fits = |level: Level| level == Level::Town || (with_villages && level == Level::Village);
        let found: Vec<_> = match typed.trim() {
            "" => self.places.all().iter().filter(|place| place.level == Level::Town && !place.being.has_ended()).take(HITS).collect(),
            typed => self.places.search(typed, HITS * 4).into_iter().filter(|place| fits(place.level)).take(HITS).collect(),
        };
        let choice = |place: &domain::place::Place| {
            let above = place.parent.filter(|_| place.level == Level::Village);
            Choice {
                key: place.id.0.to_string(),
                label: place.name.clone(),
                note: above.map(|above| self.place(above)).unwrap_or_default(),
            }
        };
        found.into_iter().map(choice).collect()
    }

    /// Service points that fit what is typed.
    pub(super) fn find_points(&self, typed: &str) -> Vec<Choice> {
        let typed = typed.trim();
        let fits = |name: &str, place: PlaceId| name.contains(typed) || self.place(place).contains(typed);
        let hits = self.points.iter().filter(|(_, (name, place))| fits(name, *place)).take(HITS);
        hits.map(|(id, (name, place))| Choice { key: id.0.to_string(), label: name.clone(), note: self.place(*place) }).collect()
    }

    /// People that can be sent and fit what is typed.
    pub(super) fn find_people(&self, typed: &str, t: &Texts) -> Vec<Choice> {
        let typed = typed.trim();
        let hits = self.people.iter().filter(|person| person.can_be_sent && person.name.contains(typed)).take(HITS);
        hits.map(|person| Choice {
            key: person.account.0.to_string(),
            label: person.name.clone(),
            note: person.roles.iter().map(|role| role.word(t)).collect::<Vec<_>>().join(&t.merge_comma()),
        })
        .collect()
    }
}

/// The value of a field of a plan in words; nothing where it says nothing.
pub(super) fn value(fields: &PlanFields, key: &str, names: &Names, t: &Texts) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(domain::day::text).unwrap_or_default();
    let is_drawn = fields.coverage == domain::inspection::plan::Coverage::Sample;
    match key {
        "title" => fields.title.clone(),
        "kind" => fields.kind.word(t),
        "cover" => fields.cover.word(t),
        "coverage" => fields.coverage.word(t),
        "towns" if fields.towns.is_empty() => t.inspect_whole_district(),
        "towns" => names.all_places(&fields.towns, t),
        "from" => day(fields.from),
        "until" => day(fields.until),
        "checklist" => fields.checklist.map(|version| names.list(version, t)).unwrap_or_default(),
        "inspectors" => {
            let one = |sent: &domain::inspection::plan::Sent| match names.all_places(&sent.recused, t) {
                places if places.is_empty() => names.who(sent.account, t),
                places => t.inspect_recused(names.who(sent.account, t), places),
            };
            fields.inspectors.iter().map(one).collect::<Vec<_>>().join(&t.merge_comma())
        }
        "take" if is_drawn && fields.take > 0 => count(i64::from(fields.take)),
        "standby" if is_drawn => count(i64::from(fields.standby)),
        "per_visit" => count(i64::from(fields.per_visit)),
        "weighting" if is_drawn => fields.weighting.word(t),
        "exclusions" => {
            let one = |one: &domain::inspection::plan::Exclusion| t.inspect_excluded(names.point(one.point, t), one.reason.as_str());
            fields.exclusions.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        "approver" => fields.approver.map(|who| names.who(who, t)).unwrap_or_default(),
        "basis" => fields.basis.clone(),
        "content" => fields.content.clone(),
        _ => String::new(),
    }
}
