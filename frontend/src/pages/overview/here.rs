//! What all blocks of the overview share: where and when, by which measure, and how a door is gone through.

use super::view_model::door::{Door, Missing};
use super::view_model::sentence::About;
use crate::pages::ratings::address::{BASIS, Narrowing, basis_of, basis_word};
use crate::state::{At, Chosen, PlaceTree, Wording, texts, use_at, use_places};
use domain::change::Basis;
use domain::figures::Measure;
use domain::period::{Period, Preset};
use domain::place::{Level, PlaceId};
use leptos::prelude::*;

/// A `Copy` handle from [`use_here`].
#[derive(Clone, Copy)]
pub struct Here {
    /// The address.
    pub at: At,
    /// The texts.
    pub t: Wording,
    /// The places.
    pub tree: Memo<PlaceTree>,
    /// The stations whose names are asked for.
    pub missing: RwSignal<Option<Missing>>,
    place: Memo<Option<PlaceId>>,
    period: Memo<Period>,
    measure: Memo<Measure>,
    basis: Memo<Basis>,
    is_village: Memo<bool>,
}

/// From context; only below [`Here::provide`].
pub fn use_here() -> Here {
    use_context().unwrap_or_else(Here::provide)
}

impl Here {
    /// Reads the address and provides it to the page.
    pub fn provide() -> Self {
        let (at, t, tree) = (use_at(), texts(), use_places().tree());
        let place = Memo::new(move |_| at.place());
        let here = Self {
            at,
            t,
            tree,
            missing: RwSignal::new(None),
            place,
            period: Memo::new(move |_| at.period()),
            measure: Memo::new(move |_| at.get("measure").and_then(|code| Measure::from_code(&code)).unwrap_or(Measure::Cases)),
            basis: Memo::new(move |_| basis_of(at.get(BASIS))),
            is_village: Memo::new(move |_| {
                place.get().is_some_and(|id| tree.with(|t| t.get(id).is_some_and(|p| p.level == Level::Village)))
            }),
        };
        provide_context(here);
        here
    }

    /// The place; tracked. None until it is known.
    pub fn place(&self) -> Option<PlaceId> {
        self.place.get()
    }

    /// The days; tracked.
    pub fn period(&self) -> Period {
        self.period.get()
    }

    /// The preset by which the days were chosen, if by one; tracked.
    pub fn preset(&self) -> Option<Preset> {
        match self.at.chosen() {
            Chosen::Preset(preset) => Some(preset),
            Chosen::Days(_) => None,
        }
    }

    /// The measure of grid, ranking and trend; tracked.
    pub fn measure(&self) -> Measure {
        self.measure.get()
    }

    /// Chooses the measure; it stays in the address.
    pub fn set_measure(&self, measure: Measure) {
        self.at.set(&[("measure", measure.code().to_owned())], true);
    }

    /// By which units figures are read; tracked.
    pub fn basis(&self) -> Basis {
        self.basis.get()
    }

    /// Chooses the units; it stays in the address.
    pub fn set_basis(&self, basis: Basis) {
        self.at.set(&[(BASIS, basis_word(basis).to_owned())], true);
    }

    /// The place is a village: there is nothing below it to compare; tracked.
    pub fn is_village(&self) -> bool {
        self.is_village.get()
    }

    /// Hands out what sentences are about; tracked. The district goes without saying.
    pub fn about<R>(&self, read: impl FnOnce(About<'_>) -> R) -> Option<R> {
        let place = self.place()?;
        let period = self.period();
        Some(self.tree.with(|tree| {
            let named = tree.get(place).filter(|place| place.level != Level::District);
            read(About { place, place_name: named.map(|place| place.name.as_str()), period })
        }))
    }

    /// The address behind a door; tracked. None for a list of names, which opens here.
    pub fn href(&self, door: &Door) -> Option<String> {
        match door {
            Door::Ratings { place, period, narrowing } => {
                let narrowing = Narrowing { basis: self.basis(), ..narrowing.clone() };
                Some(self.at.href_for("/ratings", *place, *period, &narrowing.pairs()))
            }
            Door::Cases { place, period, own, facet } => {
                let narrowing = Narrowing { own: *own, facet: facet.clone(), basis: self.basis(), ..Default::default() };
                let mut pairs = narrowing.pairs();
                pairs.push(("tab", "cases".to_owned()));
                Some(self.at.href_for("/ratings", *place, *period, &pairs))
            }
            Door::Place(place) => {
                let measure = self.at.get("measure").unwrap_or_default();
                let basis = basis_word(self.basis()).to_owned();
                Some(self.at.href_of("/overview", *place, &[("measure", measure), (BASIS, basis)]))
            }
            Door::Stations(_) => None,
        }
    }

    /// Goes through a door.
    pub fn enter(&self, door: &Door) {
        match door {
            Door::Stations(missing) => self.missing.set(Some(*missing)),
            _ => {
                if let Some(address) = untrack(|| self.href(door)) {
                    self.at.go(&address);
                }
            }
        }
    }
}
