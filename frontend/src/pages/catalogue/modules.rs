//! Terminal modules: the form; no view.

use api::catalogue::SaveModule;
use domain::catalogue::{Category, Holds, Module, ModuleFields, ModuleId, ModuleProblem, ModuleState};
use domain::place::Level;
use serde::{Deserialize, Serialize};

/// The fields of the form, in order.
pub const FIELDS: [&str; 7] = ["name", "category", "holds", "owner", "levels", "state", "note"];

/// A module as it is being edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The module; none makes a new one.
    pub id: Option<ModuleId>,
    /// What is typed.
    pub fields: ModuleFields,
    /// The version that was read; 0 for a new one.
    pub version: i64,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// By the rules of a module.
    Rule(ModuleProblem),
    /// Another module has the name.
    Taken,
}

impl Draft {
    /// An empty form; the open slot lies in the last category, whose list in the source ends in 等.
    pub fn new() -> Self {
        let fields = ModuleFields {
            name: String::new(),
            category: Category::Convenience,
            holds: Holds::Items,
            owner: None,
            levels: vec![Level::District, Level::Town, Level::Village],
            state: ModuleState::Preparing,
            note: String::new(),
        };
        Self { id: None, fields, version: 0 }
    }

    /// A form filled with what is stored.
    pub fn of(module: &Module) -> Self {
        Self { id: Some(module.id), fields: module.fields.clone(), version: module.version }
    }

    /// The first thing that is wrong, and at which field.
    pub fn wrong(&self, modules: &[Module]) -> Option<(&'static str, Wrong)> {
        if let Some(problem) = self.fields.problem() {
            let field = match problem {
                ModuleProblem::NameMissing | ModuleProblem::NameTooLong | ModuleProblem::NameControl => "name",
                ModuleProblem::NoLevel => "levels",
                ModuleProblem::NoteTooLong => "note",
            };
            return Some((field, Wrong::Rule(problem)));
        }
        let name = self.fields.name.trim();
        modules.iter().any(|m| Some(m.id) != self.id && m.fields.name == name).then_some(("name", Wrong::Taken))
    }

    /// The request, once nothing is wrong.
    pub fn request(&self, modules: &[Module]) -> Option<SaveModule> {
        let fields = self.wrong(modules).is_none().then(|| self.fields.clone().tidy())?;
        Some(SaveModule { id: self.id, fields, version: self.version })
    }

    /// This edit upon what somebody else has saved meanwhile, with his values in some fields.
    #[must_use]
    pub fn with(&self, theirs: &Self, fields: &[&str]) -> Self {
        let mut merged = Self { version: theirs.version, ..self.clone() };
        let (mine, stored) = (&mut merged.fields, &theirs.fields);
        for field in fields {
            match *field {
                "name" => mine.name.clone_from(&stored.name),
                "category" => mine.category = stored.category,
                "holds" => mine.holds = stored.holds,
                "owner" => mine.owner = stored.owner,
                "levels" => mine.levels.clone_from(&stored.levels),
                "state" => mine.state = stored.state,
                _ => mine.note.clone_from(&stored.note),
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::body::BodyId;

    fn module(id: i64, name: &str) -> Module {
        Module { id: ModuleId(id), fields: ModuleFields { name: name.to_owned(), ..Draft::new().fields }, version: 3 }
    }

    #[test]
    fn a_name_is_needed_and_new() {
        let there = [module(1, "办事指南")];
        let with = |name: &str| Draft { fields: ModuleFields { name: name.to_owned(), ..Draft::new().fields }, ..Draft::new() };
        assert_eq!(with("").wrong(&there), Some(("name", Wrong::Rule(ModuleProblem::NameMissing))));
        assert_eq!(with(" 办事指南 ").wrong(&there), Some(("name", Wrong::Taken)));
        assert_eq!(Draft::of(&there[0]).wrong(&there), None, "its own name");
        let save = with(" 电费缴纳 ").request(&there).unwrap();
        assert_eq!((save.id, save.fields.name.as_str(), save.version), (None, "电费缴纳", 0));
    }

    #[test]
    fn theirs_are_taken_field_by_field() {
        let (mine, mut theirs) = (Draft::of(&module(1, "甲")), Draft::of(&module(1, "乙")));
        theirs.fields = ModuleFields { owner: Some(BodyId(7)), note: "说明".to_owned(), state: ModuleState::Active, ..theirs.fields };
        theirs.version = 9;
        let merged = mine.with(&theirs, &["owner", "state"]);
        assert_eq!((merged.fields.name.as_str(), merged.fields.owner, merged.version), ("甲", Some(BodyId(7)), 9));
        assert_eq!((merged.fields.state, merged.fields.note.as_str()), (ModuleState::Active, ""));
        assert_eq!(mine.with(&theirs, &FIELDS), theirs);
    }
}
