//! Where a figure or a mark leads: to exactly the rows that it counts, or to the same page for another place.

use crate::pages::ratings::address::Narrowing;
use api::rating::FacetKey;
use domain::figures::Measure;
use domain::period::Period;
use domain::place::PlaceId;

/// A way from a figure to what it counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Door {
    /// The ratings that are counted.
    Ratings {
        /// At this place.
        place: PlaceId,
        /// On these days.
        period: Period,
        /// Narrowed so.
        narrowing: Narrowing,
    },
    /// The cases that are counted.
    Cases {
        /// At this place.
        place: PlaceId,
        /// On these days.
        period: Period,
        /// Only at the place itself.
        own: bool,
        /// One item or body.
        facet: Option<FacetKey>,
    },
    /// This page for a place below.
    Place(PlaceId),
    /// The names of stations.
    Stations(Missing),
}

/// What stations go without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// 零办件站
    Cases,
    /// 零评价站
    Ratings,
}

impl Door {
    /// The rows behind a measure: what its numerator counts, and for satisfaction all valid ratings, by grade.
    pub fn of_measure(measure: Measure, place: PlaceId, period: Period, own: bool) -> Self {
        let narrowing = match measure {
            Measure::Cases => return Self::Cases { place, period, own, facet: None },
            Measure::RatingRate => Narrowing::rated(),
            Measure::ActiveRate => Narrowing::active(),
            Measure::BadPer10k => Narrowing::bad(),
            Measure::SatisfiedRate => Narrowing::valid(),
        };
        Self::Ratings { place, period, narrowing: Narrowing { own, ..narrowing } }
    }
}
