//! Ratings: the rows behind every figure, down to the words people left.

use crate::file::OutFile;
use crate::import::Written;
use crate::page::{Edges, PageAt, Sort, Total};
use crate::{ApiError, operation, wire};
use domain::change::Basis;
use domain::figures::Facet;
use domain::period::Period;
use domain::place::PlaceId;
use domain::rating::{AssessNo, Channel, Grade, Rating, RatingId, Standing};

wire! {
    /// Which ratings. An empty list means no limit by that field.
    pub struct Filter {
        /// At this place.
        pub place: PlaceId,
        /// And below it; false counts what happened at the place itself (a centre).
        pub below: bool,
        /// By day of rating.
        pub period: Period,
        /// Grades.
        #[serde(default)]
        pub grades: Vec<Grade>,
        /// Standings.
        #[serde(default)]
        pub standings: Vec<Standing>,
        /// Channels.
        #[serde(default)]
        pub channels: Vec<Channel>,
        /// First or follow-up.
        #[serde(default)]
        pub assess_no: Option<AssessNo>,
        /// One value of a facet: item, body, module, reason or window by its key.
        #[serde(default)]
        pub facet: Option<FacetKey>,
        /// Monday = 0.
        #[serde(default)]
        pub weekday: Option<u8>,
        /// 0…23 by the district's clocks.
        #[serde(default)]
        pub hour: Option<u8>,
        /// Only those with words.
        #[serde(default)]
        pub with_comment: bool,
        /// Words or numbers that comment, record or case number contain.
        #[serde(default)]
        pub text: Option<String>,
        /// By which units: as they are now, or as they were then.
        #[serde(default)]
        pub basis: Basis,
    }
}

wire! {
    /// One value of a facet.
    pub struct FacetKey {
        /// Which facet.
        pub facet: Facet,
        /// Its key; 0 means that the ratings name none.
        pub key: i64,
    }
}

wire! {
    /// Ratings, page by page.
    pub struct List {
        /// Which.
        pub filter: Filter,
        /// By `time` (the newest first if nothing is said), `grade` or `place`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most this many, 1…500.
        pub limit: u32,
    }
}
operation!(List => Listed, "rating.list", Ratings, Read);

wire! {
    /// A page of ratings.
    pub struct Listed {
        /// In the order that was asked for.
        pub ratings: Vec<Rating>,
        /// What lies around them.
        pub edges: Edges,
    }
}

wire! {
    /// How many ratings there are.
    pub struct Count {
        /// Which.
        pub filter: Filter,
    }
}
operation!(Count => Total, "rating.count", Ratings, Read);

wire! {
    /// One rating.
    pub struct Show {
        /// The rating.
        pub rating: RatingId,
    }
}
operation!(Show => Shown, "rating.show", Ratings, Read);

wire! {
    /// A rating with what belongs to it.
    pub struct Shown {
        /// The rating.
        pub rating: Rating,
        /// Its follow-up, or the first rating that it follows.
        pub other: Option<Rating>,
        /// Name of the rater, masked.
        pub rater_name: Option<String>,
        /// Phone of the rater, masked.
        pub rater_phone: Option<String>,
    }
}

wire! {
    /// Name and phone of the rater, unmasked; entered in the audit log with the purpose.
    pub struct ShowRater {
        /// The rating.
        pub rating: RatingId,
        /// What for, 2…200 characters.
        pub purpose: String,
    }
}
operation!(ShowRater => Rater, "rating.rater.show", Raters, AuditedRead);

wire! {
    /// Who rated.
    pub struct Rater {
        /// Name.
        pub name: Option<String>,
        /// Phone.
        pub phone: Option<String>,
    }
}

wire! {
    /// Takes a rating out of the rates, or puts it back.
    pub struct SetStanding {
        /// The rating.
        pub rating: RatingId,
        /// [`Standing::Excluded`], [`Standing::AppealUpheld`], or [`Standing::Counted`] to put it back.
        pub standing: Standing,
        /// Why, 2…500 characters.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SetStanding => Rating, "rating.standing.set", Standing, Write);

wire! {
    /// A rating as it was read.
    #[derive(Copy, Eq)]
    pub struct Chosen {
        /// The rating.
        pub rating: RatingId,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// [`SetStanding`] for several ratings with one reason. Each that can't be decided on so is left as it is and told of.
    pub struct SetStandings {
        /// The ratings, at most 500.
        pub ratings: Vec<Chosen>,
        /// [`Standing::Excluded`], [`Standing::AppealUpheld`], or [`Standing::Counted`] to put them back.
        pub standing: Standing,
        /// Why, 2…500 characters.
        pub reason: String,
    }
}
operation!(SetStandings => Decided, "rating.standings.set", Standing, Write);

wire! {
    /// What was decided.
    pub struct Decided {
        /// Decided on.
        pub done: Vec<Chosen>,
        /// Left as they were, and why.
        pub left: Vec<LeftRating>,
    }
}

wire! {
    /// A rating that was left as it was.
    pub struct LeftRating {
        /// The rating.
        pub rating: RatingId,
        /// Why.
        pub error: ApiError,
    }
}

wire! {
    /// Writes exactly the filtered ratings as CSV or, to a name that ends in `.xlsx`, as a workbook; without names and phones.
    pub struct Export {
        /// Which.
        pub filter: Filter,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Export => Written, "rating.export", Ratings, AuditedRead);
