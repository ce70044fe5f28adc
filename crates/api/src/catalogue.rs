//! The service catalogue (服务事项): terminal modules (功能模块).

use crate::file::OutFile;
use crate::import::Written;
use crate::page::Sort;
use crate::{operation, wire};
use domain::body::BodyId;
use domain::catalogue::{Category, Module, ModuleFields, ModuleId, ModuleState};
use std::collections::BTreeMap;

wire! {
    /// All modules.
    pub struct ListModules {}
}
operation!(ListModules => Modules, "module.list", SignedIn, Read);

wire! {
    /// Modules by category, in the order of the platform's source.
    pub struct Modules {
        /// The modules.
        pub modules: Vec<Module>,
        /// How many of the 26 modules that the source speaks of nobody has named yet.
        pub open_slots: usize,
    }
}

wire! {
    /// Which modules.
    #[derive(Default)]
    pub struct ModuleFilter {
        /// Part of name, note or the owner's name.
        #[serde(default)]
        pub text: String,
        /// Of this category only.
        #[serde(default)]
        pub category: Option<Category>,
        /// In this state only.
        #[serde(default)]
        pub state: Option<ModuleState>,
    }
}

impl ModuleFilter {
    /// Those that fit, in order: by `category` (as they come), `name`, `owner` or `state`. `owners` names bodies.
    pub fn of(&self, mut modules: Vec<Module>, sort: Option<&Sort>, owners: &BTreeMap<BodyId, String>) -> Vec<Module> {
        let part = self.text.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&part);
        let owner = |module: &Module| module.fields.owner.and_then(|body| owners.get(&body)).map(String::as_str);
        modules.retain(|m| {
            (has(&m.fields.name) || has(&m.fields.note) || owner(m).is_some_and(has))
                && self.category.is_none_or(|category| m.fields.category == category)
                && self.state.is_none_or(|state| m.fields.state == state)
        });
        match sort.map_or("", |s| s.by.as_str()) {
            "name" => modules.sort_by(|a, b| a.fields.name.cmp(&b.fields.name)),
            // Without an owner comes last.
            "owner" => modules.sort_by(|a, b| (owner(a).is_none(), owner(a)).cmp(&(owner(b).is_none(), owner(b)))),
            "state" => modules.sort_by_key(|m| ModuleState::ALL.iter().position(|state| *state == m.fields.state)),
            _ => {}
        }
        if sort.is_some_and(|s| s.down) {
            modules.reverse();
        }
        modules
    }
}

wire! {
    /// Makes a module, or saves a changed one.
    pub struct SaveModule {
        /// The module; none makes a new one.
        pub id: Option<ModuleId>,
        /// Its fields.
        pub fields: ModuleFields,
        /// The version that was read; 0 for a new one.
        pub version: i64,
    }
}
operation!(SaveModule => Module, "module.save", Catalogue, Write);

wire! {
    /// Writes exactly the filtered modules as CSV or XLSX.
    pub struct ExportModules {
        /// Which.
        #[serde(default)]
        pub filter: ModuleFilter,
        /// By `category`, `name`, `owner` or `state`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportModules => Written, "module.export", Catalogue, AuditedRead);

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::Holds;
    use domain::place::Level;

    fn module(id: i64, name: &str, category: Category, owner: Option<i64>, state: ModuleState) -> Module {
        let levels = vec![Level::Village];
        let owner = owner.map(BodyId);
        let fields = ModuleFields { name: name.to_owned(), category, holds: Holds::Items, owner, levels, state, note: String::new() };
        Module { id: ModuleId(id), fields, version: 1 }
    }

    #[test]
    fn what_fits_comes_in_order() {
        let all = || {
            vec![
                module(1, "办事指南", Category::GovService, None, ModuleState::Active),
                module(2, "法律援助", Category::OrgOps, Some(7), ModuleState::Suspended),
                module(3, "话费充值", Category::Convenience, None, ModuleState::Preparing),
            ]
        };
        let owners = BTreeMap::from([(BodyId(7), "区司法局".to_owned())]);
        let ids = |filter: &ModuleFilter, sort: Option<Sort>| {
            filter.of(all(), sort.as_ref(), &owners).into_iter().map(|m| m.id.0).collect::<Vec<_>>()
        };
        let text = |text: &str| ModuleFilter { text: text.to_owned(), ..ModuleFilter::default() };
        let by = |by: &str, down| Some(Sort { by: by.to_owned(), down });
        assert_eq!(ids(&ModuleFilter::default(), None), [1, 2, 3]);
        assert_eq!(ids(&text(" 司法 "), None), [2], "an owner is found too");
        assert_eq!(ids(&ModuleFilter { category: Some(Category::Convenience), ..ModuleFilter::default() }, None), [3]);
        assert_eq!(ids(&ModuleFilter { state: Some(ModuleState::Active), ..ModuleFilter::default() }, None), [1]);
        assert_eq!(ids(&ModuleFilter::default(), by("owner", false)), [2, 1, 3]);
        assert_eq!(ids(&ModuleFilter::default(), by("state", false)), [3, 1, 2]);
        assert_eq!(ids(&ModuleFilter::default(), by("category", true)), [3, 2, 1]);
    }
}
