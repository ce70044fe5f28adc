//! Accounts (system administrator) and grants (security administrator).

use crate::file::OutFile;
use crate::import::Written;
use crate::page::Sort;
use crate::session::GrantShown;
use crate::{ApiError, Done, operation, wire};
use domain::account::{AccountId, AccountStanding, AccountState, GrantStanding, Role};
use domain::body::BodyId;
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use uuid::Uuid;

mod filter;

pub use filter::{Granted, grant_standing, granted};

wire! {
    /// An account as its administrators see it.
    pub struct Account {
        /// Key.
        pub id: AccountId,
        /// Name to sign in with.
        pub login: String,
        /// Name.
        pub name: String,
        /// The name's pinyin, by which names are sorted.
        #[serde(default)]
        pub pinyin: String,
        /// Whether it can be used.
        pub state: AccountState,
        /// Locked after failed sign-ins until then.
        pub locked_until: Option<Instant>,
        /// Until when the newest one-time code can be used that was not used yet.
        #[serde(default)]
        pub code_until: Option<Instant>,
        /// Last seen.
        pub seen: Option<Instant>,
        /// Grants, ended ones too.
        pub grants: Vec<GrantShown>,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// All accounts, for whoever keeps accounts.
    pub struct List {}
}
operation!(List => Listed, "account.list", Accounts, Read);

wire! {
    /// All accounts, for whoever gives grants.
    pub struct ListForGrants {}
}
operation!(ListForGrants => Listed, "grant.list", Grants, Read);

wire! {
    /// Accounts by login.
    pub struct Listed {
        /// The accounts.
        pub accounts: Vec<Account>,
    }
}

wire! {
    /// Which accounts. An empty list means no limit by that field.
    #[derive(Default)]
    pub struct Filter {
        /// Part of login, name or its pinyin.
        #[serde(default)]
        pub text: String,
        /// How they stand.
        #[serde(default)]
        pub standings: Vec<AccountStanding>,
        /// With one of these roles in force.
        #[serde(default)]
        pub roles: Vec<Role>,
    }
}

wire! {
    /// Which grants. An empty list means no limit by that field.
    #[derive(Default)]
    pub struct GrantFilter {
        /// Part of the person's login, name or its pinyin, or of the place's name.
        #[serde(default)]
        pub text: String,
        /// How they stand.
        #[serde(default)]
        pub standings: Vec<GrantStanding>,
        /// Of these roles.
        #[serde(default)]
        pub roles: Vec<Role>,
        /// In force, and ending within so many days.
        #[serde(default)]
        pub ends_within: Option<u16>,
        /// Of one account.
        #[serde(default)]
        pub account: Option<AccountId>,
    }
}

wire! {
    /// Writes exactly the filtered accounts as a workbook or CSV that an import takes back.
    pub struct Export {
        /// Which.
        pub filter: Filter,
        /// By `login`, `name`, `state` or `seen`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Export => Written, "account.export", Accounts, AuditedRead);

wire! {
    /// Writes exactly the filtered grants as CSV.
    pub struct ExportGrants {
        /// Which.
        pub filter: GrantFilter,
        /// By `person`, `role`, `place`, `from` or `until`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportGrants => Written, "grant.export", Grants, AuditedRead);

wire! {
    /// Makes an account; its person enrols with the code.
    pub struct Create {
        /// Name to sign in with.
        pub login: String,
        /// Name.
        pub name: String,
    }
}
operation!(Create => Invited, "account.create", Accounts, Write);

wire! {
    /// Writes a person's name otherwise: a slip of the pen, or it was changed. The name to sign in with stays.
    pub struct Rename {
        /// The account.
        pub account: AccountId,
        /// Name.
        pub name: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(Rename => Done, "account.rename", Accounts, Write);

wire! {
    /// A new one-time code: for a person who lost the first one or forgot the password. Ends all sessions.
    pub struct Invite {
        /// The account.
        pub account: AccountId,
    }
}
operation!(Invite => Invited, "account.invite", Accounts, Write);

wire! {
    /// A one-time code, shown once.
    pub struct Invited {
        /// The account.
        pub account: AccountId,
        /// The code.
        pub code: String,
        /// Until when it can be used.
        pub until: Instant,
    }
}

wire! {
    /// Closes an account and ends its sessions, or opens it again.
    pub struct SetClosed {
        /// The account.
        pub account: AccountId,
        /// Closed from now on.
        pub closed: bool,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SetClosed => Done, "account.closed.set", Accounts, Write);

wire! {
    /// An account as it was read.
    #[derive(Copy, Eq)]
    pub struct Chosen {
        /// The account.
        pub account: AccountId,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// Closes several accounts and ends their sessions. Each that can't be closed is left as it is and told of.
    pub struct CloseSeveral {
        /// The accounts, at most 500.
        pub accounts: Vec<Chosen>,
    }
}
operation!(CloseSeveral => ClosedSeveral, "accounts.close", Accounts, Write);

wire! {
    /// Which accounts were closed.
    pub struct ClosedSeveral {
        /// Closed.
        pub done: Vec<Chosen>,
        /// Left as they were, and why.
        pub left: Vec<LeftAccount>,
    }
}

wire! {
    /// An account that was left as it was.
    pub struct LeftAccount {
        /// The account.
        pub account: AccountId,
        /// Why.
        pub error: ApiError,
    }
}

wire! {
    /// Gives a role.
    pub struct GiveGrant {
        /// To whom.
        pub account: AccountId,
        /// The role.
        pub role: Role,
        /// Over this place and below.
        pub place: PlaceId,
        /// Only what this body handles.
        pub body: Option<BodyId>,
        /// First day.
        #[serde(with = "domain::day::DayText")]
        pub from: Date,
        /// Last day.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub until: Option<Date>,
    }
}
operation!(GiveGrant => Done, "grant.give", Grants, Write);

wire! {
    /// Ends a grant now.
    pub struct EndGrant {
        /// The grant.
        pub grant: Uuid,
    }
}
operation!(EndGrant => Done, "grant.end", Grants, Write);

wire! {
    /// Ends several grants now. Each that can't be ended is left as it is and told of.
    pub struct EndGrants {
        /// The grants, at most 500.
        pub grants: Vec<Uuid>,
    }
}
operation!(EndGrants => EndedGrants, "grants.end", Grants, Write);

wire! {
    /// Which grants were ended.
    pub struct EndedGrants {
        /// Ended.
        pub done: Vec<Uuid>,
        /// Left as they were, and why.
        pub left: Vec<LeftGrant>,
    }
}

wire! {
    /// A grant that was left as it was.
    pub struct LeftGrant {
        /// The grant.
        pub grant: Uuid,
        /// Why.
        pub error: ApiError,
    }
}
