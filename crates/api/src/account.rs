//! Accounts (system administrator) and grants (security administrator).

use crate::session::GrantShown;
use crate::{Done, operation, wire};
use domain::account::{AccountId, AccountState, Role};
use domain::body::BodyId;
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use uuid::Uuid;

wire! {
    /// An account as its administrators see it.
    pub struct Account {
        /// Key.
        pub id: AccountId,
        /// Name to sign in with.
        pub login: String,
        /// Name.
        pub name: String,
        /// Whether it can be used.
        pub state: AccountState,
        /// Locked after failed sign-ins until then.
        pub locked_until: Option<Instant>,
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
