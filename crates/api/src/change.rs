//! 区划和机构变更: deciding, previewing, listing and taking back changes of places, bodies and service points.

use crate::{operation, wire};
use domain::change::{ChangeKind, ChangeState, Deed, Unit};
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// What is to happen, from when on, and why.
    pub struct Ask {
        /// To which kind of unit.
        pub unit: Unit,
        /// What.
        pub deed: Deed,
        /// The first day of it: today, earlier, or up to 366 days ahead.
        #[serde(with = "domain::day::DayText")]
        pub effective: Date,
        /// Why, 2…200 characters.
        pub reason: String,
        /// 批准文号, at most 100 characters; may be empty.
        #[serde(default)]
        pub paper: String,
    }
}

wire! {
    /// Says what a change would do, and changes nothing.
    pub struct Preview {
        /// The change.
        pub ask: Ask,
    }
}
operation!(Preview => Previewed, "change.preview", Changes, Read);

wire! {
    /// What happens to one unit.
    pub struct Effect {
        /// What.
        pub kind: EffectKind,
        /// The unit's name before, or the new unit's.
        pub name: String,
        /// A former name or code, or the unit that ends.
        pub before: Option<String>,
        /// The new name or code, or the unit that follows.
        pub after: Option<String>,
    }
}

wire! {
    /// What can happen to one unit.
    pub enum EffectKind {
        /// Called otherwise.
        Renamed,
        /// Another code.
        Recoded,
        /// Another code since the place above has one.
        Follows,
        /// New.
        Opened,
        /// No more.
        Ended,
        /// Counts for another one.
        MergedInto,
        /// Others take its place.
        SplitInto,
    }
}

wire! {
    /// What a person should know before.
    pub struct Warning {
        /// What.
        pub kind: WarningKind,
        /// How many.
        pub n: i64,
    }
}

wire! {
    /// What there can be to know.
    pub enum WarningKind {
        /// Service points that stand at places that end; they are not merged by this.
        Points,
        /// Grants at places or for bodies that end; they go on and reach what they reached.
        Grants,
        /// Ratings of a unit that is split, from its last day on: they can be divided by nobody and stay with it.
        RatingsAfter,
    }
}

wire! {
    /// What a change would do.
    pub struct Previewed {
        /// One after the other.
        pub effects: Vec<Effect>,
        /// What to know before.
        pub warnings: Vec<Warning>,
        /// Its day has not come: it is done on that day.
        pub planned: bool,
        /// The newest change that there is; hand it to [`Make`].
        pub newest: i64,
    }
}

wire! {
    /// Decides a change; it is done at once if its day has come.
    pub struct Make {
        /// The change.
        pub ask: Ask,
        /// The newest change that was known: a newer one about the same units is a conflict.
        pub newest: i64,
    }
}
operation!(Make => Change, "change.make", Changes, Write);

wire! {
    /// A unit as it was when a change was decided.
    pub struct Subject {
        /// Key in the unit's own table.
        pub id: i64,
        /// Name.
        pub name: String,
        /// Code.
        pub code: Option<String>,
    }
}

wire! {
    /// A change.
    pub struct Change {
        /// Number, in the order of entering.
        pub no: i64,
        /// What kind of unit.
        pub unit: Unit,
        /// What happens.
        pub kind: ChangeKind,
        /// From when on.
        #[serde(with = "domain::day::DayText")]
        pub effective: Date,
        /// How it stands.
        pub state: ChangeState,
        /// What was asked for.
        pub deed: Deed,
        /// The units that it touches, as they were then.
        pub subjects: Vec<Subject>,
        /// Why.
        pub reason: String,
        /// 批准文号, or empty.
        pub paper: String,
        /// Who entered it.
        pub by: String,
        /// When.
        pub made: Instant,
        /// When it was done.
        pub done: Option<Instant>,
        /// Why it was taken back, or what stood in the way (`code rule`).
        pub closing: Option<String>,
    }
}

wire! {
    /// Changes of one kind of unit, newest first.
    pub struct List {
        /// Which kind.
        pub unit: Unit,
        /// About this unit only.
        #[serde(default)]
        pub of: Option<i64>,
        /// Before this number; none: from the newest on.
        #[serde(default)]
        pub before: Option<i64>,
        /// At most this many, 1…500.
        pub limit: u32,
    }
}
operation!(List => Listed, "change.list", SignedIn, Read);

wire! {
    /// Changes.
    pub struct Listed {
        /// Newest first.
        pub changes: Vec<Change>,
        /// There are more before this number.
        pub next: Option<i64>,
    }
}

wire! {
    /// Takes a change back: it was entered by mistake, or was given up before its day. What it did is undone; the change
    /// itself stays in the list.
    pub struct Revoke {
        /// Its number.
        pub no: i64,
        /// Why, 2…200 characters.
        pub reason: String,
    }
}
operation!(Revoke => Change, "change.revoke", Changes, Write);
