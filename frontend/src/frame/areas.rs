//! Every page: its address, its name, who may see it. Rail, palette, shortcuts and guards read this list.

use crate::pages;
use crate::part::{View, part};
use crate::state::Session;
use crate::ui::Icon;
use api::Permission;
use api::session::DatabaseKind;
use domain::register::Register;
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;

/// An area of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// 总览
    Overview,
    /// 待办
    Home,
    /// 好差评
    Ratings,
    /// 督办
    Supervision,
    /// 督查检查
    Inspection,
    /// 服务事项
    Catalogue,
    /// 服务站点
    Places,
    /// 系统管理
    System,
    /// Not in the rail: reached by the person's menu.
    Person,
    /// Not in the rail: for whoever builds or tests the page; only there on demonstrations and in development builds.
    Workshop,
}

impl Area {
    /// In the order of the rail.
    pub const ALL: [Self; 8] =
        [Self::Overview, Self::Home, Self::Ratings, Self::Supervision, Self::Inspection, Self::Catalogue, Self::Places, Self::System];

    /// Its name.
    pub fn name(self, t: &Texts) -> String {
        match self {
            Self::Overview => t.nav_overview(),
            Self::Home => t.nav_home(),
            Self::Ratings => t.nav_ratings(),
            Self::Supervision => t.supervision_title(),
            Self::Inspection => t.nav_inspection(),
            Self::Catalogue => t.nav_catalogue(),
            Self::Places => t.nav_places(),
            Self::System => t.nav_system(),
            Self::Person => t.frame_person(),
            Self::Workshop => t.nav_components(),
        }
    }

    /// Its drawing.
    pub fn icon(self) -> Icon {
        match self {
            Self::Overview => Icon::Overview,
            Self::Home => Icon::Check,
            Self::Ratings => Icon::Ratings,
            Self::Supervision => Icon::Bell,
            Self::Inspection => Icon::Inspect,
            Self::Catalogue => Icon::Table,
            Self::Places => Icon::Places,
            Self::System => Icon::System,
            Self::Person => Icon::Person,
            Self::Workshop => Icon::Settings,
        }
    }
}

/// Which of place and period a page looks at; the top bar offers no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Neither.
    Nowhere,
    /// At a place.
    Place,
    /// At a place and a period.
    PlaceAndPeriod,
}

/// A page.
pub struct Page {
    /// Its area.
    pub area: Area,
    /// Its address.
    pub path: &'static str,
    /// Its name.
    pub name: fn(&Texts) -> String,
    /// Any of these opens it; with none everybody who is signed in may see it.
    pub needs: &'static [Permission],
    /// What it looks at.
    pub looks: Looks,
    /// Another page of the area leads to it, so that it does not stand in the rail: a register's import.
    pub is_led_to: bool,
    /// The page, and in which part of the program it is.
    pub view: View,
}

impl Page {
    /// It stands in the rail.
    pub fn in_rail(&self) -> bool {
        !matches!(self.area, Area::Person | Area::Workshop) && !self.is_led_to
    }

    /// It is there at all, for whoever; tracked.
    pub fn is_there(&self, session: Session) -> bool {
        self.area != Area::Workshop || cfg!(debug_assertions) || session.kind() == Some(DatabaseKind::Demo)
    }

    /// The person may see it; tracked.
    pub fn is_open_to(&self, session: Session) -> bool {
        self.is_there(session) && (self.needs.is_empty() || self.needs.iter().any(|needed| session.may(*needed)))
    }
}

/// Every page, in the order of rail and palette.
pub static PAGES: &[Page] = &[
    Page {
        area: Area::Overview,
        path: "/overview",
        name: |t| t.nav_overview(),
        needs: &[Permission::Ratings],
        looks: Looks::PlaceAndPeriod,
        is_led_to: false,
        view: View::First(|| view! { <pages::overview::Overview/> }.into_any()),
    },
    Page {
        area: Area::Home,
        path: "/home",
        name: |t| t.nav_home(),
        needs: &[],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: View::First(|| view! { <pages::home::Home/> }.into_any()),
    },
    Page {
        area: Area::Ratings,
        path: "/ratings",
        name: |t| t.nav_ratings_rows(),
        needs: &[Permission::Ratings],
        looks: Looks::PlaceAndPeriod,
        is_led_to: false,
        view: part!(ratings, ratings, view! { <pages::ratings::Ratings/> }),
    },
    Page {
        area: Area::Ratings,
        path: "/imports",
        name: |t| t.nav_imports(),
        needs: &[Permission::Import],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(ratings, imports, view! { <pages::imports::Imports/> }),
    },
    Page {
        area: Area::Supervision,
        path: pages::supervision::PATH,
        name: |t| t.supervision_ledger(),
        needs: &[Permission::Matters],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, ledger, view! { <pages::supervision::Ledger/> }),
    },
    Page {
        area: Area::Supervision,
        path: pages::meetings::PATH,
        name: |t| t.meeting_list(),
        needs: &[Permission::Matters],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, meeting_list, view! { <pages::meetings::MeetingList/> }),
    },
    Page {
        area: Area::Supervision,
        path: pages::tasks::GROUPS,
        name: |t| t.task_groups(),
        needs: &[Permission::Matters],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, task_groups, view! { <pages::tasks::Groups/> }),
    },
    Page {
        area: Area::Supervision,
        path: pages::tasks::PATH,
        name: |t| t.task_ledger(),
        needs: &[Permission::Matters],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, task_ledger, view! { <pages::tasks::TaskLedger/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::inspection::OVERVIEW,
        name: |t| t.lead_title(),
        needs: &[Permission::Inspections],
        looks: Looks::Place,
        is_led_to: false,
        view: part!(registers, inspection_overview, view! { <pages::inspection::Lead/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::inspection::PLANS,
        name: |t| t.inspect_plans(),
        needs: &[Permission::Inspections],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, inspection_plans, view! { <pages::inspection::Plans/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::inspection::VISITS,
        name: |t| t.inspect_visits(),
        needs: &[Permission::Inspections],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, inspection_visits, view! { <pages::inspection::Visits/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::inspection::FINDINGS,
        name: |t| t.finding_ledger(),
        needs: &[Permission::Inspections],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, inspection_findings, view! { <pages::inspection::Findings/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::inspection::COVERAGE,
        name: |t| t.lead_coverage_title(),
        needs: &[Permission::Inspections],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, inspection_coverage, view! { <pages::inspection::CoverageList/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::inspection::EXEMPLARS,
        name: |t| t.exemplar_title(),
        needs: &[Permission::Inspections],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, inspection_exemplars, view! { <pages::inspection::Exemplars/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::inspection::CHECKLISTS,
        name: |t| t.inspect_checklists(),
        needs: &[Permission::Inspections],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, inspection_checklists, view! { <pages::inspection::Checklists/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::packets::PATH,
        name: |t| t.packet_title(),
        needs: &[Permission::PlanInspections, Permission::VisitStations, Permission::Backup],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, inspection_packets, view! { <pages::packets::Packets/> }),
    },
    Page {
        area: Area::Inspection,
        path: pages::visit::PATH,
        name: |t| t.subject_inspection_visit(),
        needs: &[Permission::Inspections],
        looks: Looks::Nowhere,
        is_led_to: true,
        view: part!(registers, inspection_visit, view! { <pages::visit::Visit/> }),
    },
    Page {
        area: Area::Catalogue,
        path: "/catalogue/items",
        name: |t| t.nav_items(),
        needs: &[Permission::Catalogue, Permission::Ratings],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, item_list, view! { <pages::catalogue::ItemList/> }),
    },
    Page {
        area: Area::Catalogue,
        path: pages::catalogue::proposals::PATH,
        name: |t| t.nav_proposals(),
        needs: &[Permission::Duties],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, proposal_list, view! { <pages::catalogue::ProposalList/> }),
    },
    Page {
        area: Area::Catalogue,
        path: pages::catalogue::releases::PATH,
        name: |t| t.nav_releases(),
        needs: &[Permission::Catalogue, Permission::DutyReview],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, release_list, view! { <pages::catalogue::ReleaseList/> }),
    },
    Page {
        area: Area::Catalogue,
        path: pages::availability::PATH,
        name: |t| t.availability_title(),
        needs: &[Permission::Catalogue, Permission::Points, Permission::Ratings],
        looks: Looks::Place,
        is_led_to: false,
        view: part!(registers, availability, view! { <pages::availability::Availability/> }),
    },
    Page {
        area: Area::Catalogue,
        path: pages::duties::PATH,
        name: |t| t.duty_title(),
        needs: &[Permission::Duties, Permission::DutyReview, Permission::Ratings],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, duty_lists, view! { <pages::duties::DutyLists/> }),
    },
    Page {
        area: Area::Catalogue,
        path: pages::provincial::PATH,
        name: |t| t.provincial_title(),
        needs: &[Permission::Catalogue, Permission::Ratings],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, provincial, view! { <pages::provincial::Provincial/> }),
    },
    Page {
        area: Area::Catalogue,
        path: "/catalogue/modules",
        name: |t| t.nav_modules(),
        needs: &[Permission::Catalogue, Permission::Ratings],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, modules, view! { <pages::catalogue::Modules/> }),
    },
    Page {
        area: Area::Places,
        path: "/places",
        name: |t| t.nav_places(),
        needs: &[Permission::Ratings, Permission::Places, Permission::Points],
        looks: Looks::Place,
        is_led_to: false,
        view: part!(registers, places, view! { <pages::places::Places/> }),
    },
    Page {
        area: Area::Places,
        path: "/places/changes",
        name: |t| t.change_title(),
        needs: &[Permission::Changes, Permission::Ratings],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(registers, changes, view! { <pages::changes::Changes/> }),
    },
    Page {
        area: Area::System,
        path: "/system/accounts",
        name: |t| t.nav_accounts(),
        needs: &[Permission::Accounts],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, accounts, view! { <pages::accounts::Accounts/> }),
    },
    Page {
        area: Area::System,
        path: "/system/grants",
        name: |t| t.nav_grants(),
        needs: &[Permission::Grants],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, grants, view! { <pages::accounts::Grants/> }),
    },
    Page {
        area: Area::System,
        path: "/system/bodies",
        name: |t| t.nav_bodies(),
        needs: &[Permission::Bodies],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, bodies, view! { <pages::accounts::Bodies/> }),
    },
    Page {
        area: Area::System,
        path: "/system/cutoff",
        name: |t| t.nav_cutoff(),
        needs: &[Permission::Places],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, cutoff, view! { <pages::accounts::Cutoff/> }),
    },
    Page {
        area: Area::System,
        path: "/system/calendar",
        name: |t| t.nav_calendar(),
        needs: &[Permission::Calendar],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, work_calendar, view! { <pages::calendar::WorkCalendar/> }),
    },
    Page {
        area: Area::System,
        path: "/system/audit",
        name: |t| t.nav_audit(),
        needs: &[Permission::Audit],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, log, view! { <pages::audit::Log/> }),
    },
    Page {
        area: Area::System,
        path: "/system/exceptions",
        name: |t| t.nav_exceptions(),
        needs: &[Permission::Exceptions],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, exceptions, view! { <pages::audit::Exceptions/> }),
    },
    Page {
        area: Area::System,
        path: "/system/checks",
        name: |t| t.nav_checks(),
        needs: &[Permission::Verify],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, checks, view! { <pages::audit::Checks/> }),
    },
    Page {
        area: Area::System,
        path: "/system/backup",
        name: |t| t.nav_backup(),
        needs: &[Permission::Backup],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, backups, view! { <pages::backup::Backups/> }),
    },
    Page {
        area: Area::System,
        path: "/system/erasure",
        name: |t| t.nav_erasure(),
        needs: &[Permission::Erasure],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, erasure, view! { <pages::erasure::Erasure/> }),
    },
    Page {
        area: Area::System,
        path: "/system/bodies/import",
        name: |t| t.register_title(Register::Bodies.word(t)),
        needs: &[Permission::Bodies],
        looks: Looks::Nowhere,
        is_led_to: true,
        view: part!(registers, import_bodies, view! { <pages::registers::Import register=Register::Bodies/> }),
    },
    Page {
        area: Area::Places,
        path: "/places/import",
        name: |t| t.register_title(Register::Points.word(t)),
        needs: &[Permission::Points],
        looks: Looks::Nowhere,
        is_led_to: true,
        view: part!(registers, import_points, view! { <pages::registers::Import register=Register::Points/> }),
    },
    Page {
        area: Area::System,
        path: "/system/accounts/import",
        name: |t| t.register_title(Register::Accounts.word(t)),
        needs: &[Permission::Accounts],
        looks: Looks::Nowhere,
        is_led_to: true,
        view: part!(registers, import_accounts, view! { <pages::registers::Import register=Register::Accounts/> }),
    },
    Page {
        area: Area::Places,
        path: "/places/changes/import",
        name: |t| t.register_title(Register::Units.word(t)),
        needs: &[Permission::Changes],
        looks: Looks::Nowhere,
        is_led_to: true,
        view: part!(registers, import_units, view! { <pages::registers::Import register=Register::Units/> }),
    },
    Page {
        area: Area::Catalogue,
        path: "/catalogue/items/import",
        name: |t| t.register_title(Register::Items.word(t)),
        needs: &[Permission::Catalogue],
        looks: Looks::Nowhere,
        is_led_to: true,
        view: part!(registers, import_items, view! { <pages::registers::Import register=Register::Items/> }),
    },
    Page {
        area: Area::Catalogue,
        path: "/catalogue/duties/import",
        name: |t| t.register_title(Register::Duties.word(t)),
        needs: &[Permission::Duties],
        looks: Looks::Nowhere,
        is_led_to: true,
        view: part!(registers, import_duties, view! { <pages::registers::Import register=Register::Duties/> }),
    },
    Page {
        area: Area::Catalogue,
        path: pages::provincial::LOAD,
        name: |t| t.provincial_load_title(),
        needs: &[Permission::Catalogue],
        looks: Looks::Nowhere,
        is_led_to: true,
        view: part!(registers, provincial_load, view! { <pages::provincial::Load/> }),
    },
    Page {
        area: Area::Person,
        path: "/settings",
        name: |t| t.nav_settings(),
        needs: &[],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, settings, view! { <pages::settings::Settings/> }),
    },
    Page {
        area: Area::Workshop,
        path: "/components",
        name: |t| t.nav_components(),
        needs: &[],
        looks: Looks::Nowhere,
        is_led_to: false,
        view: part!(system, components, view! { <pages::components::Components/> }),
    },
];

/// The page at an address.
pub fn page_at(path: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_one_page_and_every_area_has_one() {
        let mut paths: Vec<_> = PAGES.iter().map(|page| page.path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), PAGES.len());
        for area in Area::ALL {
            assert!(PAGES.iter().any(|page| page.area == area), "{area:?}");
        }
    }

    #[test]
    fn names_differ_in_every_language() {
        for lang in texts::Lang::ALL {
            let t = Texts::load(lang);
            let mut names: Vec<_> = PAGES.iter().map(|page| (page.name)(&t)).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), PAGES.len());
        }
    }
}
