//! Signing in and out, enrolling, and a person's own tastes.

use crate::{Done, Permission, operation, wire};
use domain::account::{AccountId, Grant, Role};
use domain::place::PlaceId;
use jiff::civil::Date;
use std::collections::BTreeMap;

wire! {
    /// What kind of data a database holds; set once, stamped on every export.
    pub enum DatabaseKind {
        /// The district's own.
        Real,
        /// Made-up data (演示数据); one may enter without a password.
        Demo,
        /// A rehearsal (演练): training and trial runs.
        Rehearsal,
    }
}

impl DatabaseKind {
    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Demo => "demo",
            Self::Rehearsal => "rehearsal",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Real, Self::Demo, Self::Rehearsal].into_iter().find(|k| k.code() == code)
    }
}

wire! {
    /// A grant with the words for it.
    pub struct GrantShown {
        /// The grant.
        pub grant: Grant,
        /// Name of its place.
        pub place_name: String,
        /// Name of its body.
        pub body_name: Option<String>,
        /// Name of the account that gave it; none for those of the first run.
        pub given_by: Option<String>,
        /// Ended before its last day.
        pub ended: bool,
    }
}

wire! {
    /// Who is signed in.
    pub struct Person {
        /// Key of the account.
        pub account: AccountId,
        /// Name to sign in with.
        pub login: String,
        /// Name.
        pub name: String,
        /// Grants in force today.
        pub grants: Vec<GrantShown>,
        /// What those grants permit somewhere.
        pub permissions: Vec<Permission>,
        /// Where the person starts.
        pub home: PlaceId,
    }
}

wire! {
    /// Who is at the door, and of what kind the database is.
    pub struct Show {}
}
operation!(Show => State, "session.show", Anyone, Read);

wire! {
    /// The state of the door.
    pub struct State {
        /// None before the first run is finished.
        pub kind: Option<DatabaseKind>,
        /// The person, if one is signed in.
        pub person: Option<Person>,
        /// Today by the service's clock.
        #[serde(with = "domain::day::DayText")]
        pub today: Date,
        /// 统计截止日: figures run up to and including this day.
        #[serde(with = "domain::day::DayText")]
        pub cutoff: Date,
        /// Set by hand rather than following the newest data.
        pub cutoff_fixed: bool,
        /// Version of the program.
        pub version: String,
        /// The person's tastes, by key.
        pub preferences: BTreeMap<String, String>,
        /// Minutes without any call after which the session ends.
        pub idle_minutes: i64,
    }
}

wire! {
    /// Signs in with name and password.
    pub struct Open {
        /// Name to sign in with.
        pub login: String,
        /// Password.
        pub password: String,
    }
}
operation!(Open => State, "session.open", Anyone, Write);

wire! {
    /// Enters a demonstration database as somebody of that role.
    pub struct Enter {
        /// The role.
        pub role: Role,
    }
}
operation!(Enter => State, "session.enter", Anyone, Write);

wire! {
    /// Signs out.
    pub struct Close {}
}
operation!(Close => Done, "session.close", Anyone, Write);

wire! {
    /// Takes a one-time code and sets the person's own password; then signed in.
    pub struct Enrol {
        /// Name to sign in with, as the administrator told.
        pub login: String,
        /// The one-time code.
        pub code: String,
        /// The password that the person chose.
        pub password: String,
    }
}
operation!(Enrol => State, "session.enrol", Anyone, Write);

wire! {
    /// Changes one's own password.
    pub struct ChangePassword {
        /// The present one.
        pub old: String,
        /// The new one.
        pub new: String,
    }
}
operation!(ChangePassword => Done, "session.password.change", SignedIn, Write);

wire! {
    /// Judges a password before it is sent to be set.
    pub struct JudgePassword {
        /// The password.
        pub password: String,
        /// Login and name, which it must not be made of.
        pub words: Vec<String>,
    }
}
operation!(JudgePassword => Judgement, "session.password.judge", Anyone, Read);

wire! {
    /// How strong a password is.
    pub struct Judgement {
        /// zxcvbn's score 0 (guessed at once) … 4.
        pub score: u8,
        /// It may be set: at least 10 characters and score 3.
        pub accepted: bool,
        /// Why not, as a rule's name: too_short, too_weak, too_long.
        pub rule: Option<String>,
    }
}

wire! {
    /// Keeps a taste (language, theme, last place and period) for the next time.
    pub struct SavePreference {
        /// Its name, at most 64 characters.
        pub key: String,
        /// Its value, at most 4,000 characters.
        pub value: String,
    }
}
operation!(SavePreference => Done, "session.preference.save", SignedIn, Draft);
