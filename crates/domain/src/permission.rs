//! Who may do what, where: roles give permissions, grants give places, and only [`check`] makes a [`Scope`].
//!
//! A query that returns or changes rows takes a `Scope` and puts it into its WHERE, so that what lies outside is not
//! found. Since a `Scope` has no public constructor, code that forgot the check does not compile.

use crate::account::{Grant, Role};
use crate::body::BodyId;
use crate::place::PlaceId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What an operation needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Anyone at the door: signing in, enrolling, the first run.
    Anyone,
    /// Any signed-in person, about himself or about what is public inside.
    SignedIn,
    /// Make, close and re-invite accounts.
    Accounts,
    /// Give and end grants.
    Grants,
    /// Read and verify the audit log.
    Audit,
    /// Change whether a place is counted.
    Places,
    /// Make and edit bodies.
    Bodies,
    /// Edit service points.
    Points,
    /// Import ratings and cases, declare sources.
    Import,
    /// Read figures, ratings and comments.
    Ratings,
    /// See a rater's name and phone.
    Raters,
    /// Exclude a rating or uphold an appeal.
    Standing,
    /// Rebuild-and-compare checks of stored figures.
    Verify,
    /// Import the lists of the work calendar.
    Calendar,
    /// Rename, recode, open, close, merge and split places, bodies and service points.
    Changes,
    /// Make, prove and restore backups; the installation's keys and diagnosis; enrol laptops that go out.
    Backup,
    /// Set for how long personal data is kept, and erase what is due.
    Erasure,
    /// Read what was corrected, withdrawn, taken out or looked at.
    Exceptions,
    /// Edit the service catalogue: terminal modules.
    Catalogue,
    /// Draft and hand in entries of the responsibility lists.
    Duties,
    /// Review what was handed in.
    DutyReview,
    /// See matters of 督办: one's own, or of the places that one answers for.
    Matters,
    /// Register a matter, and make one of any row (转督办).
    Instruct,
    /// 督查办: hand matters out, review, grant more time, close.
    Supervise,
    /// Sign for matters, report on them, ask for more time.
    Answer,
    /// See plans of inspection, and visits: those of one's places, and one's own.
    Inspections,
    /// Make plans of inspection, draw, keep checklists; which kind of plan is said by `inspection::plan`.
    PlanInspections,
    /// Agree to plans of inspection, and to what was written on a visit.
    ApproveInspections,
    /// Write the record of a visit to which one is sent: those roles that can be.
    VisitStations,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 29] = [
        Self::Anyone,
        Self::SignedIn,
        Self::Accounts,
        Self::Grants,
        Self::Audit,
        Self::Places,
        Self::Bodies,
        Self::Points,
        Self::Import,
        Self::Ratings,
        Self::Raters,
        Self::Standing,
        Self::Verify,
        Self::Calendar,
        Self::Changes,
        Self::Backup,
        Self::Erasure,
        Self::Exceptions,
        Self::Catalogue,
        Self::Duties,
        Self::DutyReview,
        Self::Matters,
        Self::Instruct,
        Self::Supervise,
        Self::Answer,
        Self::Inspections,
        Self::PlanInspections,
        Self::ApproveInspections,
        Self::VisitStations,
    ];

    /// The roles that carry this permission.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            Approver, AssetsAdmin, BusinessAuditor, CatalogueAdmin, DepartmentHandler, Inspector, Leader, SecurityAdmin, SecurityAuditor,
            StationClerk, SystemAdmin, TownAdmin,
        };
        match self {
            Self::Anyone | Self::SignedIn => &Role::ALL,
            Self::Accounts => &[SystemAdmin],
            Self::Grants => &[SecurityAdmin],
            // 系统管理员 keeps the installation and its copies; 安全保密管理员 sets policy, and terms are policy. Both see counts.
            Self::Backup => &[SystemAdmin],
            Self::Erasure => &[SecurityAdmin],
            Self::Audit => &[SecurityAuditor],
            Self::Places | Self::Bodies | Self::Raters | Self::Calendar | Self::Changes => &[CatalogueAdmin],
            Self::Points | Self::Import => &[CatalogueAdmin, TownAdmin],
            Self::Ratings => {
                &[Leader, Inspector, CatalogueAdmin, DepartmentHandler, TownAdmin, StationClerk, AssetsAdmin, Approver, BusinessAuditor]
            }
            Self::Standing | Self::DutyReview => &[Approver],
            Self::Duties => &[CatalogueAdmin, DepartmentHandler, TownAdmin],
            Self::Matters => &[Leader, Inspector, DepartmentHandler, TownAdmin, StationClerk, BusinessAuditor],
            Self::Instruct => &[Leader, Inspector],
            Self::Supervise => &[Inspector],
            // The office enters what it is told by telephone or on paper.
            Self::Answer => &[Inspector, DepartmentHandler, TownAdmin, StationClerk],
            Self::Inspections => {
                &[Leader, Inspector, CatalogueAdmin, DepartmentHandler, TownAdmin, StationClerk, Approver, BusinessAuditor]
            }
            Self::PlanInspections => &[Inspector, CatalogueAdmin],
            Self::ApproveInspections => &[Leader, Approver],
            Self::VisitStations => &crate::inspection::plan::SENT,
            Self::Exceptions => &[BusinessAuditor],
            Self::Catalogue => &[CatalogueAdmin],
            Self::Verify => &[CatalogueAdmin, BusinessAuditor, SystemAdmin],
        }
    }
}

/// A rectangle of what a person may touch: a place and everything below, for every body or for one.
///
/// Made by [`check`] and by [`Access`] alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    place: PlaceId,
    body: Option<BodyId>,
}

impl Scope {
    /// The top of it.
    pub fn place(&self) -> PlaceId {
        self.place
    }

    /// The only body, if it is limited to one.
    pub fn body(&self) -> Option<BodyId> {
        self.body
    }
}

/// What a permission check allowed: one or more scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    scopes: Vec<Scope>,
}

impl Access {
    /// Every scope, widest grants first as they were given.
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// The places at whose top a person stands, for pickers and defaults.
    pub fn home(&self) -> Option<PlaceId> {
        self.scopes.first().map(Scope::place)
    }

    /// The scope for a place that was asked for; `path` is that place and all places above it.
    ///
    /// Among several grants that cover it one without a body limit wins. `None`: it lies outside.
    pub fn narrow(&self, asked: PlaceId, path: &[PlaceId]) -> Option<Scope> {
        let covering = self.scopes.iter().filter(|s| path.contains(&s.place));
        let widest = covering.min_by_key(|s| s.body.is_some())?;
        Some(Scope { place: asked, body: widest.body })
    }

    /// A scope for work that the system itself or a local operator does over the whole district.
    ///
    /// Takes the district's id; the service calls it for `Actor::System` and `Actor::LocalOperator` only.
    pub fn of_system(district: PlaceId) -> Self {
        Self { scopes: vec![Scope { place: district, body: None }] }
    }
}

/// Why a check failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is signed in.
    SignInNeeded,
    /// None of the roles in force carries the permission.
    RoleMissing,
}

/// Checks a permission against the grants in force on a day.
///
/// `grants` is `None` when nobody is signed in. [`Permission::Anyone`] and [`Permission::SignedIn`] give an access
/// over the places of all grants in force.
pub fn check(grants: Option<&[Grant]>, needed: Permission, today: Date) -> Result<Access, Refusal> {
    let Some(grants) = grants else {
        return match needed {
            Permission::Anyone => Ok(Access { scopes: Vec::new() }),
            _ => Err(Refusal::SignInNeeded),
        };
    };
    let scopes: Vec<Scope> = grants
        .iter()
        .filter(|g| g.holds_on(today) && needed.roles().contains(&g.role))
        .map(|g| Scope { place: g.place, body: g.body })
        .collect();
    if scopes.is_empty() && !matches!(needed, Permission::Anyone | Permission::SignedIn) {
        return Err(Refusal::RoleMissing);
    }
    Ok(Access { scopes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn grant(role: Role, place: i64, body: Option<i64>) -> Grant {
        Grant {
            id: Uuid::nil(),
            role,
            place: PlaceId(place),
            body: body.map(BodyId),
            from: date(2026, 1, 1),
            until: Some(date(2026, 12, 31)),
        }
    }

    #[test]
    fn nobody_gets_only_what_anyone_may() {
        assert_eq!(check(None, Permission::Ratings, date(2026, 5, 1)), Err(Refusal::SignInNeeded));
        assert!(check(None, Permission::Anyone, date(2026, 5, 1)).is_ok());
    }

    #[test]
    fn grants_end() {
        let grants = [grant(Role::Leader, 1, None)];
        assert!(check(Some(&grants), Permission::Ratings, date(2026, 12, 31)).is_ok());
        assert_eq!(check(Some(&grants), Permission::Ratings, date(2027, 1, 1)), Err(Refusal::RoleMissing));
    }

    #[test]
    fn narrowing_stays_inside_and_prefers_no_body() {
        let grants = [grant(Role::DepartmentHandler, 1, Some(7)), grant(Role::TownAdmin, 2, None)];
        let access = check(Some(&grants), Permission::Ratings, date(2026, 5, 1)).unwrap();
        let in_town = access.narrow(PlaceId(20), &[PlaceId(20), PlaceId(2), PlaceId(1)]).unwrap();
        assert_eq!((in_town.place(), in_town.body()), (PlaceId(20), None));
        let elsewhere = access.narrow(PlaceId(30), &[PlaceId(30), PlaceId(3), PlaceId(1)]).unwrap();
        assert_eq!(elsewhere.body(), Some(BodyId(7)));
        let only_town = check(Some(&grants[1..]), Permission::Ratings, date(2026, 5, 1)).unwrap();
        assert_eq!(only_town.narrow(PlaceId(30), &[PlaceId(30), PlaceId(3), PlaceId(1)]), None);
    }

    #[test]
    fn custodians_see_no_business_data() {
        for role in Role::ALL.into_iter().filter(|r| r.is_custodian()) {
            for permission in [Permission::Ratings, Permission::Raters, Permission::Import, Permission::Standing] {
                assert!(!permission.roles().contains(&role), "{role:?} {permission:?}");
            }
        }
    }
}
