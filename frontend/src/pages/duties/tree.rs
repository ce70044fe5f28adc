//! 目录 of the responsibility lists: list, body, kind, with how many entries each has.

use crate::backend::view;
use crate::list::{ListState, Node};
use crate::state::texts;
use api::ChangeKind;
use api::duty::{DutyFilter, DutyGroup, ShowDutyTree};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::DutyList;
use leptos::prelude::*;
use texts::Texts;
use texts::duty::Names;
use texts::words::Word;

/// What the address holds of a line: list, body and kind; a line has those of the lines above it.
const PARTS: [&str; 3] = ["list", "body", "kind"];

/// The tree of what the rest of the filter leaves; none before it has come.
pub(super) fn counted(filter: Memo<DutyFilter>, names: Memo<Names>) -> Signal<Option<Vec<Node>>> {
    let t = texts();
    // What the tree itself narrows is left out: it shows where else there is something.
    let rest = Memo::new(move |_| DutyFilter { lists: Vec::new(), kinds: Vec::new(), body: None, ..filter.get() });
    let tree = view(move || Some(ShowDutyTree { filter: rest.get() }));
    tree.reload_on(&[ChangeKind::Duty, ChangeKind::Body, ChangeKind::Place]);
    Signal::derive(move || tree.with(|tree| names.with(|names| t.with(|t| Some(nodes(&tree?.groups, names, t))))))
}

/// A body's own entries, and those that it has with others.
fn has(group: &DutyGroup) -> i64 {
    group.own + group.joint
}

fn nodes(groups: &[DutyGroup], names: &Names, t: &Texts) -> Vec<Node> {
    let own = |groups: &[&DutyGroup]| groups.iter().map(|group| group.own).sum::<i64>();
    let of_body = |list: DutyList, body: BodyId, name: &str| {
        let of: Vec<&DutyGroup> = groups.iter().filter(|group| group.list == list && group.body == Some(body)).collect();
        let key = [list.code().to_owned(), body.0.to_string()];
        let kind = |kind: ItemKind| {
            let group = of.iter().find(|group| group.kind == kind)?;
            Some(Node::leaf(format!("{}/{}/{}", key[0], key[1], kind.code()), kind.word(t), has(group)))
        };
        let below: Vec<Node> = ItemKind::ALL.iter().filter_map(|one| kind(*one)).collect();
        let n = of.iter().map(|group| has(group)).sum();
        (!of.is_empty()).then(|| Node { below, ..Node::leaf(key.join("/"), name, n) })
    };
    let of_list = |list: DutyList| {
        let of: Vec<&DutyGroup> = groups.iter().filter(|group| group.list == list).collect();
        let below = names.bodies.iter().filter_map(|(body, name)| of_body(list, *body, name)).collect();
        (!of.is_empty()).then(|| Node { below, ..Node::leaf(list.code(), list.word(t), own(&of)) })
    };
    let all: Vec<&DutyGroup> = groups.iter().collect();
    let mut nodes = vec![Node::leaf("", t.list_outline_all(), own(&all))];
    nodes.extend(DutyList::ALL.iter().filter_map(|list| of_list(*list)));
    nodes
}

/// Where in the tree the list is; tracked. Something that no line is called if it is narrowed otherwise.
pub(super) fn chosen(list: ListState) -> String {
    let said = PARTS.map(|key| list.get(key).unwrap_or_default());
    let first_gap = said.iter().position(String::is_empty).unwrap_or(PARTS.len());
    match said.get(..first_gap) {
        Some(way) if said.iter().skip(first_gap).all(String::is_empty) => way.join("/"),
        _ => "/".to_owned(),
    }
}

/// Narrows the list to a line of the tree, and to nothing that another line had asked for.
pub(super) fn choose(list: ListState, key: &str) {
    let mut way = key.split('/');
    list.set(&PARTS.map(|part| (part, way.next().unwrap_or_default().to_owned())), false);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bodies_have_together_counts_once_in_a_list() {
        let list = DutyList::ALL[0];
        let (permit, penalty) = (ItemKind::Permit, ItemKind::Penalty);
        let group = |body, kind, own, joint| DutyGroup { list, body, kind, own, joint };
        let groups = [
            group(None, permit, 1, 0),
            group(Some(BodyId(1)), permit, 3, 0),
            group(Some(BodyId(1)), penalty, 2, 0),
            group(Some(BodyId(2)), permit, 4, 2),
        ];
        let names = Names { bodies: [(BodyId(1), "甲局".to_owned()), (BodyId(2), "乙局".to_owned())].into(), ..Names::default() };
        let nodes = nodes(&groups, &names, &Texts::load(texts::Lang::Zh));
        let told = |nodes: &[Node]| nodes.iter().map(|node| (node.label.clone(), node.n)).collect::<Vec<_>>();
        // Six of 乙局's are shown to it, of which two are 甲局's: the list has ten.
        assert_eq!(nodes.iter().map(|node| node.n).collect::<Vec<_>>(), [10, 10]);
        assert_eq!(told(&nodes[1].below), [("甲局".to_owned(), 5), ("乙局".to_owned(), 6)]);
        let way = format!("{}/1/{}", list.code(), permit.code());
        assert!(nodes[1].below[0].below.iter().any(|node| node.key == way && node.n == 3));
    }
}
