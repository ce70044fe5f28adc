//! 待办: what there is to do now, by role. Each area tells its own; nobody is told of what he may not see.

use crate::{operation, wire};
use domain::place::PlaceId;
use jiff::civil::Date;

wire! {
    /// What there can be to do.
    pub enum TodoKind {
        /// Imports whose returned rows nobody has fetched or settled.
        ReturnedRows,
        /// Counted stations of which no case is known for weeks although files cover them.
        QuietStations,
        /// Counted stations of which case files say nothing for weeks.
        UncoveredStations,
        /// Bad ratings of the last whole week.
        BadRatings,
        /// Planned changes whose day came and that could not be done.
        FailedChanges,
        /// Accounts whose person has not enrolled yet.
        InvitedAccounts,
        /// Accounts whose person never enrolled, and whose code can't be used any more.
        CodesOver,
        /// Accounts that are locked after failed sign-ins.
        LockedAccounts,
        /// Grants that end within 30 days.
        GrantsEnding,
        /// Active accounts without any grant in force.
        WithoutGrants,
        /// Years for which the work calendar knows weekends only.
        ProvisionalYears,
        /// The audit chain was not proved for days, or did not fit.
        UnprovedChain,
        /// The newest backup failed, or there is none, or it is old.
        Backups,
        /// Exceptions of the last seven days, for the business auditor.
        Exceptions,
        /// Entries of the responsibility lists that wait for the caller.
        DutiesWaiting,
        /// Texts of items that wait for the caller: to be reviewed, published, or handed in again.
        ReleasesWaiting,
        /// Proposals of what items should say that wait for whoever keeps the catalogue.
        ProposalsWaiting,
        /// Rows of the province's list that nobody has decided about.
        ProvincialRows,
        /// Items in use that are due to be checked again.
        ItemsToCheck,
        /// Entries of the responsibility lists in force, of the caller's, that are due to be checked again.
        DutiesToCheck,
        /// Matters of 督办 that wait for the caller.
        MattersWaiting,
        /// Matters of 督办 that are red, for those who asked for them.
        MattersRed,
        /// Tasks of the working groups that are red.
        TasksRed,
        /// Plans of inspection that wait for the caller: to be agreed to, edited again, sealed or drawn.
        InspectionsWaiting,
        /// Visits to which the caller is sent within the next seven days.
        VisitsComing,
        /// Visits that the caller has begun and not handed in, or that were sent back to him.
        VisitsInHand,
        /// Visits that were handed in and wait for the caller's review.
        VisitsToReview,
        /// Findings that wait for the office: to be sent a notice of.
        FindingsToIssue,
        /// Findings at the caller's places that are to be signed for or put right; `oldest` is the first last day.
        FindingsInHand,
        /// The same that are late; for the office those of everybody.
        FindingsLate,
        /// Findings that are reported as put right and wait for a re-check by the caller.
        FindingsToRecheck,
        /// Findings for which more time is asked, for the office.
        FindingsAsking,
        /// Findings to which the checked side objects, for those who approve.
        FindingsObjected,
        /// Exemplars that wait for review.
        ExemplarsToReview,
        /// Stations that were not visited for months, for who plans inspections; `span` is how many months.
        StationsUnvisited,
    }
}

wire! {
    /// How pressing something is.
    #[derive(PartialOrd, Ord)]
    pub enum Urgency {
        /// Something has gone wrong or is late.
        Wrong,
        /// It is due.
        Due,
        /// To be looked at some time.
        Some,
    }
}

wire! {
    /// Something to do.
    #[derive(Eq)]
    pub struct Todo {
        /// What.
        pub kind: TodoKind,
        /// How pressing.
        pub urgency: Urgency,
        /// How many.
        pub n: i64,
        /// Since when, at the longest; for what comes: the nearest day.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub oldest: Option<Date>,
        /// What its words need beside the number: weeks, days, a year.
        pub span: i64,
        /// Where, if it is one of several grants'.
        #[serde(default)]
        pub place: Option<PlaceId>,
    }
}

wire! {
    /// What there is to do.
    pub struct Show {}
}
operation!(Show => Shown, "home.show", SignedIn, Read);

wire! {
    /// What there is to do, the most pressing first.
    #[derive(Default)]
    pub struct Shown {
        /// The entries.
        pub todos: Vec<Todo>,
    }
}

wire! {
    /// The stations behind [`TodoKind::QuietStations`] or [`TodoKind::UncoveredStations`].
    pub struct ListStations {
        /// Which of both.
        pub kind: TodoKind,
    }
}
operation!(ListStations => Stations, "home.stations", Ratings, Read);

wire! {
    /// Stations, those that were silent for longest first.
    pub struct Stations {
        /// The stations.
        pub stations: Vec<SilentStation>,
    }
}

wire! {
    /// A station of which nothing is known.
    #[derive(Eq)]
    pub struct SilentStation {
        /// The place.
        pub place: PlaceId,
        /// Its name.
        pub name: String,
        /// The place above.
        pub above: String,
        /// The last day with a case (or that a file covers); none if there never was one.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub last: Option<Date>,
    }
}
