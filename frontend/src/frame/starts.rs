//! What can be begun from anywhere, by Ctrl+K: the form opens on its own page.

use crate::pages::{catalogue, duties, inspection, meetings, supervision, tasks};
use crate::state::Session;
use api::Permission;
use texts::Texts;

/// Something that can be begun.
pub(super) struct Start {
    /// Its words, a verb.
    pub(super) name: fn(&Texts) -> String,
    /// Address of the page with the form.
    pub(super) path: &'static str,
    /// What that page's address says for the form to be open.
    pub(super) says: (&'static str, &'static str),
    /// Key of the page's address for the place that it is begun for.
    pub(super) place: Option<&'static str>,
    needs: Permission,
    /// Only who has it for the whole district.
    of_district: bool,
}

impl Start {
    const fn new(name: fn(&Texts) -> String, path: &'static str, says: (&'static str, &'static str), needs: Permission) -> Self {
        Self { name, path, says, place: None, needs, of_district: false }
    }

    /// The person may begin it; tracked.
    pub(super) fn is_open_to(&self, session: Session, is_district: impl Fn() -> bool) -> bool {
        session.may(self.needs) && (!self.of_district || is_district())
    }
}

/// All of them, in the order of their pages.
pub(super) static STARTS: [Start; 12] = [
    Start::new(|t| t.supervision_new(), supervision::PATH, ("matter", "new"), Permission::Instruct),
    Start { of_district: true, ..Start::new(|t| t.meeting_new(), meetings::PATH, ("meeting", "new"), Permission::Instruct) },
    Start::new(|t| t.task_new(), tasks::PATH, ("task", "new"), Permission::Instruct),
    Start { of_district: true, ..Start::new(|t| t.inspect_new(), inspection::PLANS, ("plan", "new"), Permission::PlanInspections) },
    Start { of_district: true, ..Start::new(|t| t.item_new(), "/catalogue/items", ("item", "new"), Permission::Catalogue) },
    Start::new(|t| t.proposal_new(), catalogue::proposals::PATH, (catalogue::proposals::ROW, "new"), Permission::Duties),
    Start::new(|t| t.duty_new(), duties::PATH, ("duty", "new"), Permission::Duties),
    Start { of_district: true, ..Start::new(|t| t.module_new(), "/catalogue/modules", ("module", "new"), Permission::Catalogue) },
    Start { place: Some("open"), ..Start::new(|t| t.point_new(), "/places", ("edit", "new"), Permission::Points) },
    Start::new(|t| t.change_new(), "/places/changes", ("new", "-"), Permission::Changes),
    Start::new(|t| t.account_new(), "/system/accounts", ("act", "new"), Permission::Accounts),
    Start::new(|t| t.body_new(), "/system/bodies", ("body", "new"), Permission::Bodies),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::STARTS;
    use crate::frame::areas::page_at;

    #[test]
    fn whoever_may_begin_something_may_see_its_page() {
        for start in &STARTS {
            let page = page_at(start.path).unwrap();
            for role in start.needs.roles() {
                assert!(page.needs.iter().any(|needed| needed.roles().contains(role)), "{}: {role:?}", start.path);
            }
        }
    }
}
