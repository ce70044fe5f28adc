//! Accounts, their roles and their dated grants.

use crate::body::BodyId;
use crate::place::PlaceId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Key of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct AccountId(pub Uuid);

/// What a person comes to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 领导
    Leader,
    /// 督查员
    Inspector,
    /// 目录管理员
    CatalogueAdmin,
    /// 部门经办人
    DepartmentHandler,
    /// 镇管理员
    TownAdmin,
    /// 站点人员
    StationClerk,
    /// 三资管理员
    AssetsAdmin,
    /// 审批人
    Approver,
    /// 系统管理员: accounts.
    SystemAdmin,
    /// 安全保密管理员: grants.
    SecurityAdmin,
    /// 安全审计员: audit of the other two.
    SecurityAuditor,
    /// 业务审计
    BusinessAuditor,
}

impl Role {
    /// Every role, in the order of experience.md.
    pub const ALL: [Self; 12] = [
        Self::Leader,
        Self::Inspector,
        Self::CatalogueAdmin,
        Self::DepartmentHandler,
        Self::TownAdmin,
        Self::StationClerk,
        Self::AssetsAdmin,
        Self::Approver,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::SecurityAuditor,
        Self::BusinessAuditor,
    ];

    /// The word stored and used on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Inspector => "inspector",
            Self::CatalogueAdmin => "catalogue_admin",
            Self::DepartmentHandler => "department_handler",
            Self::TownAdmin => "town_admin",
            Self::StationClerk => "station_clerk",
            Self::AssetsAdmin => "assets_admin",
            Self::Approver => "approver",
            Self::SystemAdmin => "system_admin",
            Self::SecurityAdmin => "security_admin",
            Self::SecurityAuditor => "security_auditor",
            Self::BusinessAuditor => "business_auditor",
        }
    }

    /// The role of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The 三员, whose work is kept apart from each other and from business data.
    pub fn is_custodian(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::SecurityAuditor)
    }

    /// A body must be named with the grant, since the role works for one.
    pub fn needs_body(self) -> bool {
        self == Self::DepartmentHandler
    }
}

/// A role over a place (and below), optionally for one body only, between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Grant {
    /// Key of the grant.
    pub id: Uuid,
    /// What the person comes to do.
    pub role: Role,
    /// Everything at and below this place.
    pub place: PlaceId,
    /// Only what this body handles.
    pub body: Option<BodyId>,
    /// First day of validity.
    #[serde(with = "crate::day::DayText")]
    pub from: Date,
    /// Last day of validity; open if none.
    #[serde(default, with = "crate::day::MaybeDayText")]
    pub until: Option<Date>,
}

impl Grant {
    /// In force on that day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Why a role can't be added to those a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleClash {
    /// The three custodian roles (三员) must be three persons.
    Custodians {
        /// The role already held.
        held: Role,
    },
    /// A custodian neither sees nor edits business data.
    Business {
        /// The role already held.
        held: Role,
    },
    /// A business auditor takes no part in what he audits.
    Auditor {
        /// The role already held.
        held: Role,
    },
}

/// The preset of exclusions (三员分立; 等保 2.0 八.1.4 access control): a custodian holds nothing else, and a business
/// auditor takes no part in what he audits.
pub fn role_clash(held: &[Role], added: Role) -> Option<RoleClash> {
    held.iter().copied().filter(|h| *h != added).find_map(|held| {
        if held.is_custodian() && added.is_custodian() {
            Some(RoleClash::Custodians { held })
        } else if held.is_custodian() != added.is_custodian() {
            Some(RoleClash::Business { held })
        } else if held == Role::BusinessAuditor || added == Role::BusinessAuditor {
            Some(RoleClash::Auditor { held })
        } else {
            None
        }
    })
}

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Made, and waiting for the person to enrol with the one-time code.
    Invited,
    /// In use.
    Active,
    /// Closed; signs in no more.
    Closed,
}

impl AccountState {
    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Invited, Self::Active, Self::Closed].into_iter().find(|s| s.code() == code)
    }
}

/// How an account stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountStanding {
    /// In use.
    Active,
    /// Waiting for the person to enrol.
    Invited,
    /// Its person never enrolled, and the code can't be used any more.
    CodeOver,
    /// Locked after failed sign-ins.
    Locked,
    /// Closed.
    Closed,
}

impl AccountStanding {
    /// Every one, in the order of lists.
    pub const ALL: [Self; 5] = [Self::Active, Self::Invited, Self::CodeOver, Self::Locked, Self::Closed];

    /// The word of an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Invited => "invited",
            Self::CodeOver => "code_over",
            Self::Locked => "locked",
            Self::Closed => "closed",
        }
    }
}

/// How a grant stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GrantStanding {
    /// In force.
    InForce,
    /// Begins later.
    Coming,
    /// Its last day is over.
    Over,
    /// Ended by somebody.
    Ended,
}

impl GrantStanding {
    /// Every one, in the order of lists.
    pub const ALL: [Self; 4] = [Self::InForce, Self::Coming, Self::Over, Self::Ended];

    /// The word of an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Coming => "coming",
            Self::Over => "over",
            Self::Ended => "ended",
        }
    }
}

/// How many failed sign-ins in a row are allowed before the account locks (等保 2.0: limit attempts).
pub const FAILURES_BEFORE_LOCK: i32 = 5;

/// Seconds that an account stays locked after this many failures in a row: one minute at the fifth, doubling with each
/// further failure, at most one day.
pub fn lock_seconds(failures: i32) -> i64 {
    if failures < FAILURES_BEFORE_LOCK {
        return 0;
    }
    let doublings = u32::try_from(failures - FAILURES_BEFORE_LOCK).unwrap_or(0).min(20);
    (60_i64 << doublings).min(86_400)
}

/// Minutes without any call after which a session ends, unless the setting says otherwise.
pub const IDLE_MINUTES: i64 = 30;

/// Days for which an enrolment code is valid.
pub const ENROLMENT_DAYS: i64 = 7;

/// A name to sign in with: 2–32 letters (Han letters too), digits, `.`, `_`, `-`.
pub fn is_login(login: &str) -> bool {
    let n = login.chars().count();
    (2..=32).contains(&n) && login.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_back_off() {
        let seconds: Vec<i64> = [0, 4, 5, 6, 7, 30, i32::MAX].into_iter().map(lock_seconds).collect();
        assert_eq!(seconds, [0, 0, 60, 120, 240, 86_400, 86_400]);
    }

    #[test]
    fn custodians_are_three_persons_without_business() {
        use Role::*;
        assert_eq!(role_clash(&[SystemAdmin], SecurityAdmin), Some(RoleClash::Custodians { held: SystemAdmin }));
        assert_eq!(role_clash(&[SecurityAuditor], SystemAdmin), Some(RoleClash::Custodians { held: SecurityAuditor }));
        assert_eq!(role_clash(&[Leader], SecurityAuditor), Some(RoleClash::Business { held: Leader }));
        assert_eq!(role_clash(&[TownAdmin], BusinessAuditor), Some(RoleClash::Auditor { held: TownAdmin }));
        assert_eq!(role_clash(&[Leader, Inspector], Approver), None);
        assert_eq!(role_clash(&[SystemAdmin], SystemAdmin), None);
    }

    #[test]
    fn codes_round_trip() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
    }

    #[test]
    fn logins() {
        assert!(is_login("张三") && is_login("li.si-2"));
        assert!(!is_login("a") && !is_login("a b") && !is_login("<b>"));
    }
}
