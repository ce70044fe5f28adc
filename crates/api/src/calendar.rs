//! 工作日历: published years, days, and counting in them.

use crate::file::InFile;
use crate::{operation, wire};
use domain::calendar::{Counted, Day, DayKind, Unit, YearList};
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// The years that are there, and from when days are provisional.
    pub struct ListYears {}
}
operation!(ListYears => Years, "calendar.year.list", SignedIn, Read);

wire! {
    /// Where a list came from.
    pub enum Origin {
        /// It came with the program.
        Shipped,
        /// A person imported it.
        Imported,
    }
}

wire! {
    /// A year's list.
    pub struct Year {
        /// The year.
        pub year: i16,
        /// Where it came from.
        pub origin: Origin,
        /// Addresses of the documents.
        pub papers: Vec<String>,
        /// Days off that it names.
        pub off: u32,
        /// Days that are worked instead.
        pub made_up: u32,
        /// Since when it is there.
        pub changed: Instant,
        /// Who imported it.
        pub by: String,
        /// Moves by one with every import.
        pub version: i64,
    }
}

wire! {
    /// Published years.
    pub struct Years {
        /// In order.
        pub years: Vec<Year>,
        /// The first day from today on that no list settles.
        #[serde(with = "domain::day::DayText")]
        pub provisional_from: Date,
        /// The year whose list should be out by now and isn't here: from December on the next one's.
        pub due: Option<i16>,
    }
}

wire! {
    /// Every day of a year.
    pub struct ShowYear {
        /// The year.
        pub year: i16,
    }
}
operation!(ShowYear => YearShown, "calendar.year.show", SignedIn, Read);

wire! {
    /// A year's days, 1 January first.
    pub struct YearShown {
        /// The days.
        pub days: Vec<Day>,
        /// Days that are worked.
        pub worked: u32,
        /// The list, if it is there.
        pub list: Option<Year>,
    }
}

wire! {
    /// Reads a list from a file or from pasted text and says what it would change: the JSON of holiday-cn, or the words of
    /// the State Council's notice.
    pub struct Preview {
        /// The file.
        #[serde(default)]
        pub file: Option<InFile>,
        /// Pasted text, at most 20,000 characters.
        #[serde(default)]
        pub text: Option<String>,
        /// The year, where the text does not say it.
        #[serde(default)]
        pub year: Option<i16>,
    }
}
operation!(Preview => Previewed, "calendar.year.preview", Calendar, Read);

wire! {
    /// A day that would be another one.
    pub struct DayChange {
        /// The day.
        #[serde(with = "domain::day::DayText")]
        pub date: Date,
        /// What it is called.
        pub name: String,
        /// What it is now.
        pub before: DayKind,
        /// What it would be.
        pub after: DayKind,
    }
}

wire! {
    /// What a list would change.
    pub struct Previewed {
        /// The list as it was read; hand it to [`Import`].
        pub list: YearList,
        /// The version that is there; 0 for a new year.
        pub version: i64,
        /// Days that would be another kind, in order; none: it is the same as what is there, or as plain weekends.
        pub changes: Vec<DayChange>,
        /// The list is there already, day for day.
        pub same: bool,
    }
}

wire! {
    /// Puts a list in the place of what is there for its year.
    pub struct Import {
        /// The list.
        pub list: YearList,
        /// Why, 2…200 characters where a list is replaced.
        #[serde(default)]
        pub reason: String,
        /// The version that was read; 0 for a new year.
        pub version: i64,
    }
}
operation!(Import => Year, "calendar.year.import", Calendar, Write);

wire! {
    /// Counts a period and explains itself.
    pub struct Count {
        /// The day on which it begins; not counted (民法典 §201).
        #[serde(with = "domain::day::DayText")]
        pub begins: Date,
        /// How many days.
        pub days: u32,
        /// Of what.
        pub unit: Unit,
    }
}
operation!(Count => Counted, "calendar.count", SignedIn, Read);
