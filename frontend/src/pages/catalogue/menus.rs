//! 目录 of the items: categories and their modules, with how many items lie behind each.

use crate::backend::{View, view};
use crate::list::{ListState, Node};
use crate::state::texts;
use api::ChangeKind;
use api::catalogue::Modules;
use api::item::{ItemFilter, ItemMenus, ShowItemMenus};
use domain::catalogue::Category;
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;

/// The key of the address for the category.
pub(super) const CATEGORY: &str = "category";
/// The word of the address for what no module leads to.
pub(super) const UNPLACED: &str = "-";

/// The tree of what the rest of the filter leaves; none before it has come.
pub(super) fn counted(filter: Memo<ItemFilter>, modules: View<Modules>) -> Signal<Option<Vec<Node>>> {
    let t = texts();
    // What the tree itself narrows is left out: it shows where else there is something.
    let rest = Memo::new(move |_| ItemFilter { module: None, category: None, unplaced: false, ..filter.get() });
    let menus = view(move || Some(ShowItemMenus { filter: rest.get() }));
    menus.reload_on(&[ChangeKind::Catalogue, ChangeKind::Figures]);
    Signal::derive(move || menus.with(|menus| modules.with(|modules| t.with(|t| Some(nodes(menus?, modules?, t))))))
}

fn nodes(menus: &ItemMenus, modules: &Modules, t: &Texts) -> Vec<Node> {
    let of_category = |category: Category| {
        let n = menus.categories.iter().find(|one| one.category == category).map(|one| one.n)?;
        let counted = |id| menus.modules.iter().find(|one| one.module == id).map(|one| one.n);
        let listed = modules.modules.iter().filter(|module| module.fields.category == category);
        let below = listed.filter_map(|module| Some(Node::leaf(module.id.0.to_string(), &module.fields.name, counted(module.id)?)));
        Some(Node { below: below.collect(), ..Node::leaf(category.code(), category.word(t), n) })
    };
    let mut nodes = vec![Node::leaf("", t.list_outline_all(), menus.all)];
    nodes.extend(Category::ALL.into_iter().filter_map(of_category));
    if menus.unplaced > 0 {
        nodes.push(Node::leaf(UNPLACED, t.item_unplaced(), menus.unplaced));
    }
    nodes
}

/// Where in the tree the list is; tracked.
pub(super) fn chosen(list: ListState) -> String {
    let said = |key| list.get(key).filter(|word| !word.is_empty());
    said("module").or_else(|| said(CATEGORY)).unwrap_or_default()
}

/// Narrows the list to a line of the tree, and to nothing that another line had asked for.
pub(super) fn choose(list: ListState, key: &str) {
    let is_category = Category::from_code(key).is_some();
    let of = |is_it: bool| if is_it { key.to_owned() } else { String::new() };
    list.set(&[(CATEGORY, of(is_category)), ("module", of(!is_category))], false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::item::{CategoryCount, ModuleCount};
    use domain::catalogue::{Module, ModuleFields, ModuleId, ModuleState};

    #[test]
    fn modules_stand_below_their_category() {
        let module = |id, category, name: &str| Module {
            id: ModuleId(id),
            fields: ModuleFields {
                name: name.to_owned(),
                category,
                holds: category.usually_holds(),
                owner: None,
                levels: Vec::new(),
                state: ModuleState::Active,
                note: String::new(),
            },
            version: 1,
        };
        let modules = Modules {
            modules: vec![
                module(1, Category::Party, "学习园地"),
                module(2, Category::Convenience, "水费缴纳"),
                module(3, Category::Party, "党务公开"),
            ],
            open_slots: 1,
        };
        let menus = ItemMenus {
            all: 4,
            categories: vec![CategoryCount { category: Category::Party, n: 2 }],
            modules: vec![ModuleCount { module: ModuleId(3), n: 1 }, ModuleCount { module: ModuleId(1), n: 2 }],
            unplaced: 2,
        };
        let t = Texts::load(texts::Lang::Zh);
        let told: Vec<(String, i64, usize)> = nodes(&menus, &modules, &t).into_iter().map(|n| (n.key, n.n, n.below.len())).collect();
        // An item behind two modules of a category is one of it; what has none is not shown.
        assert_eq!(told, [(String::new(), 4, 0), ("party".to_owned(), 2, 2), ("-".to_owned(), 2, 0)]);
    }
}
