//! States and kinds of proposals in words; no view.

use crate::ui::Tint;
use domain::catalogue::item::ItemId;
use domain::catalogue::proposal::{ProposalId, ProposalState};
use texts::Texts;

/// How a state is coloured.
pub(super) fn tint(state: ProposalState) -> Tint {
    match state {
        ProposalState::Open => Tint::Warn,
        ProposalState::Accepted => Tint::Accent,
        ProposalState::Refused | ProposalState::Withdrawn => Tint::Quiet,
    }
}

/// 新增事项, or a change of one.
pub(super) fn kind(is_new: bool, t: &Texts) -> String {
    if is_new { t.proposal_kind_new() } else { t.proposal_kind_change() }
}

/// What the address opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// A proposal.
    One(ProposalId),
    /// The form of a new one: about an item, or a new item.
    New(Option<ItemId>),
}

impl Opened {
    /// What a word of the address opens.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word.strip_prefix("item-") {
            Some(id) => Some(Self::New(Some(ItemId(id.parse().ok()?)))),
            None if word == super::begun(None) => Some(Self::New(None)),
            None => Some(Self::One(ProposalId(word.parse().ok()?))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_opens_a_proposal_or_begins_one() {
        assert_eq!(Opened::from_word("7"), Some(Opened::One(ProposalId(7))));
        for item in [None, Some(ItemId(12))] {
            assert_eq!(Opened::from_word(&super::super::begun(item)), Some(Opened::New(item)));
        }
        for nonsense in ["", "item-", "item-x", "x7"] {
            assert_eq!(Opened::from_word(nonsense), None, "{nonsense}");
        }
    }
}
