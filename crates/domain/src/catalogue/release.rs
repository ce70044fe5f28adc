//! 送审与公布: a text of an item that was handed in, goes through the review chain, and is published for good.
//!
//! An item's own fields are its working text. What is handed in is a copy of them that nobody changes while it is reviewed; the way
//! and its rules are those of the responsibility lists ([`crate::duty::flow`]).

use super::codes::{ItemState, coded};
use super::item::{FIELDS, ItemFields};
use crate::duty::flow::{Deed, Stage};
use crate::joined::is_same;
use serde::{Deserialize, Serialize};

/// Key of a text that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ReleaseId(pub i64);

coded! {
    /// 公布状态 of an item.
    ReleaseStanding {
        /// 编制中: never published, and nothing is being reviewed.
        #[default]
        Drafting => "drafting",
        /// 送审: a text is being reviewed, or waits to be published.
        Reviewing => "reviewing",
        /// 已公布: what is in force says what the working text says.
        Published => "published",
        /// 已公布，有改动: the working text says something else than what is in force.
        Ahead => "ahead",
        /// 已废止
        Abolished => "abolished",
    }
}

/// What somebody has of an item's way: the text that is on its way, if there is one, and the one in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way<'w> {
    /// How far the text on its way has come.
    pub open: Option<Stage>,
    /// What made the text in force what it is, and the text.
    pub in_force: Option<(Deed, &'w ItemFields)>,
}

impl ReleaseStanding {
    /// Of an item with this working text.
    pub fn of(way: Way<'_>, working: &ItemFields) -> Self {
        match (way.open, way.in_force) {
            (Some(Stage::Review | Stage::Approved | Stage::Planned), _) => Self::Reviewing,
            (_, None) => Self::Drafting,
            (_, Some((Deed::Withdraw, text))) if says_the_same(text, working) => Self::Abolished,
            (_, Some((_, text))) if says_the_same(text, working) => Self::Published,
            (_, Some(_)) => Self::Ahead,
        }
    }
}

/// The fields that two texts have otherwise. That somebody has checked an item again changes nothing of what it says.
pub fn changed_fields(old: &ItemFields, new: &ItemFields) -> Vec<&'static str> {
    FIELDS.into_iter().filter(|field| *field != "verified" && !is_same(old, new, field, ItemFields::take)).collect()
}

/// Bodies and modules are sets: their order says nothing.
fn says_the_same(one: &ItemFields, other: &ItemFields) -> bool {
    let said = |text: &ItemFields| {
        let mut said = ItemFields { verified: None, ..text.clone() };
        said.joint.sort_unstable();
        said.modules.sort_unstable();
        said
    };
    said(one) == said(other)
}

/// What handing in a text does to the item: `in_force` is what is published now, `was_withdrawn` that it says 取消.
pub fn deed(in_force: Option<&ItemFields>, was_withdrawn: bool, text: &ItemFields) -> Deed {
    match in_force {
        _ if text.state == ItemState::Cancelled => Deed::Withdraw,
        // What was withdrawn and comes back is new again.
        None => Deed::Add,
        Some(_) if was_withdrawn => Deed::Add,
        Some(_) => Deed::Change,
    }
}

/// Why a working text can't be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unready {
    /// Only files of ratings have named it.
    Undescribed,
    /// 待核实: nobody has compared it with its source.
    Unverified,
    /// It says what is in force.
    Same,
    /// It is cancelled, and was never published.
    NeverThere,
}

/// Why a working text can't be handed in; `is_described` is false where only files of ratings have named the item.
pub fn unready(in_force: Option<&ItemFields>, text: &ItemFields, is_described: bool) -> Option<Unready> {
    if !is_described {
        Some(Unready::Undescribed)
    } else if in_force.is_some_and(|published| says_the_same(published, text)) {
        Some(Unready::Same)
    } else if text.state == ItemState::Cancelled && in_force.is_none() {
        Some(Unready::NeverThere)
    } else if text.verified.is_none() {
        Some(Unready::Unverified)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn text(name: &str, state: ItemState) -> ItemFields {
        ItemFields { name: name.to_owned(), state, verified: Some(date(2026, 11, 1)), ..ItemFields::default() }
    }

    #[test]
    fn standing_follows_what_is_on_its_way_and_what_is_in_force() {
        let (was, is) = (text("旧", ItemState::Active), text("新", ItemState::Active));
        let gone = text("旧", ItemState::Cancelled);
        let table = [
            (None, None, &was, ReleaseStanding::Drafting),
            (Some(Stage::Draft), None, &was, ReleaseStanding::Drafting),
            (Some(Stage::Review), None, &was, ReleaseStanding::Reviewing),
            (Some(Stage::Planned), Some((Deed::Add, &was)), &is, ReleaseStanding::Reviewing),
            (None, Some((Deed::Add, &was)), &was, ReleaseStanding::Published),
            (None, Some((Deed::Change, &was)), &is, ReleaseStanding::Ahead),
            (Some(Stage::Draft), Some((Deed::Change, &was)), &is, ReleaseStanding::Ahead),
            (None, Some((Deed::Withdraw, &gone)), &gone, ReleaseStanding::Abolished),
            (None, Some((Deed::Withdraw, &gone)), &was, ReleaseStanding::Ahead),
        ];
        for (open, in_force, working, expected) in table {
            assert_eq!(ReleaseStanding::of(Way { open, in_force }, working), expected, "{open:?} {in_force:?}");
        }
        let checked = ItemFields { verified: Some(date(2026, 11, 29)), ..was.clone() };
        assert_eq!(ReleaseStanding::of(Way { open: None, in_force: Some((Deed::Add, &was)) }, &checked), ReleaseStanding::Published);
    }

    #[test]
    fn what_is_handed_in_adds_changes_or_withdraws() {
        let (was, gone) = (text("旧", ItemState::Active), text("旧", ItemState::Cancelled));
        assert_eq!(deed(None, false, &was), Deed::Add);
        assert_eq!(deed(Some(&was), false, &was), Deed::Change);
        assert_eq!(deed(Some(&was), false, &gone), Deed::Withdraw);
        assert_eq!(deed(Some(&gone), true, &was), Deed::Add);
    }

    #[test]
    fn only_a_checked_text_that_says_something_new_is_handed_in() {
        let (was, is) = (text("旧", ItemState::Active), text("新", ItemState::Suspended));
        let unchecked = ItemFields { verified: None, ..is.clone() };
        let gone = text("旧", ItemState::Cancelled);
        assert_eq!(unready(None, &was, true), None);
        assert_eq!(unready(Some(&was), &is, true), None);
        assert_eq!(unready(Some(&was), &gone, true), None);
        assert_eq!(unready(None, &was, false), Some(Unready::Undescribed));
        assert_eq!(unready(Some(&was), &was, true), Some(Unready::Same));
        assert_eq!(unready(Some(&was), &unchecked, true), Some(Unready::Unverified));
        assert_eq!(unready(None, &gone, true), Some(Unready::NeverThere));
        assert_eq!(changed_fields(&was, &unchecked), ["name", "state"]);
    }
}
