//! 申报: what departments and towns propose an item should say, or a new item, and what whoever keeps the catalogue answers.

use crate::page::{Edges, PageAt, Total};
use crate::{operation, wire};
use domain::body::BodyId;
use domain::catalogue::item::{ItemFields, ItemId};
use domain::catalogue::proposal::{ProposalId, ProposalState};
use domain::catalogue::provincial::Differing;
use domain::time::Instant;

wire! {
    /// What the caller may do with a proposal now.
    pub enum ProposalMay {
        /// Change what it says.
        Change,
        /// 撤回
        Withdraw,
        /// 采纳, or 不予采纳.
        Answer,
    }
}

wire! {
    /// A proposal without its words.
    pub struct Proposal {
        /// Key.
        pub id: ProposalId,
        /// Of which item; none: a new one that is not taken over.
        pub item: Option<ItemId>,
        /// How far it has come.
        pub state: ProposalState,
        /// 实施编码, as proposed.
        pub code: String,
        /// 事项名称, as proposed.
        pub name: String,
        /// 实施主体, as proposed.
        pub body: Option<BodyId>,
        /// The fields in which it says something else than the item said; of a new one none.
        pub fields: Vec<String>,
        /// Why.
        pub reason: String,
        /// 申报单位: the body or the place for which its author speaks.
        pub from: String,
        /// Who made it.
        pub author: String,
        /// Who else has changed its words since; empty: nobody.
        pub editor: String,
        /// When it was made.
        pub made_at: Instant,
        /// When something last happened to it.
        pub moved_at: Instant,
        /// What was answered.
        pub answer: String,
        /// Who answered.
        pub answered_by: String,
        /// Moves by one with every change.
        pub version: i64,
        /// What the caller may do with it now.
        pub may: Vec<ProposalMay>,
    }
}

wire! {
    /// A page of proposals: of those that wait the one first that has waited longest, else the newest.
    pub struct ListProposals {
        /// Of this state only.
        #[serde(default)]
        pub state: Option<ProposalState>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Proposals of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListProposals => Proposals, "item.proposal.list", Duties, Read);

wire! {
    /// A page of proposals.
    pub struct Proposals {
        /// Its rows.
        pub proposals: Vec<Proposal>,
        /// What lies around it.
        pub edges: Edges,
        /// How many fit.
        pub total: Total,
    }
}

wire! {
    /// How many proposals there are of each state.
    pub struct CountProposals {}
}
operation!(CountProposals => ProposalCounts, "item.proposal.count", Duties, Read);

wire! {
    /// Proposals of a state.
    #[derive(Copy, Eq)]
    pub struct StateCount {
        /// The state.
        pub state: ProposalState,
        /// How many.
        pub n: i64,
    }
}

wire! {
    /// Proposals by state.
    #[derive(Default)]
    pub struct ProposalCounts {
        /// Every state, in order.
        pub states: Vec<StateCount>,
    }
}

impl ProposalCounts {
    /// How many of a state; of none: of all.
    pub fn of(&self, state: Option<ProposalState>) -> i64 {
        self.states.iter().filter(|one| state.is_none_or(|state| one.state == state)).map(|one| one.n).sum()
    }
}

wire! {
    /// A proposal with its words.
    pub struct ShowProposal {
        /// Which.
        pub id: ProposalId,
    }
}
operation!(ShowProposal => ProposalShown, "item.proposal.show", Duties, Read);

wire! {
    /// A proposal beside what the item said.
    pub struct ProposalShown {
        /// What is known of it.
        pub head: Proposal,
        /// What the item said when it was made; none: it is a new one.
        pub base: Option<ItemFields>,
        /// What is proposed.
        pub fields: ItemFields,
        /// Field by field what differs.
        pub differing: Vec<Differing>,
        /// For whoever answers it: fields that somebody else has changed otherwise in the working text since it was made. Taking it over writes
        /// what is proposed.
        pub both: Vec<String>,
        /// For whoever answers it: the version of the item's working text now, 0 if there is none.
        pub item_version: i64,
    }
}

wire! {
    /// 申报: proposes what an item should say, or a new item; or changes what an open proposal says.
    pub struct SaveProposal {
        /// The open proposal that is changed; none: a new one.
        #[serde(default)]
        pub id: Option<ProposalId>,
        /// The item that a new one is about; none: a new item.
        #[serde(default)]
        pub item: Option<ItemId>,
        /// Everything that the item should say.
        pub fields: ItemFields,
        /// Why; none: as it stands, of one that is changed.
        #[serde(default)]
        pub reason: Option<String>,
        /// The version that was read: the proposal's; of a new one [`super::ItemShown::read`], 0 for a new item.
        pub version: i64,
    }
}
operation!(SaveProposal => ProposalText, "item.proposal.save", Duties, Write);

wire! {
    /// What a proposal says, or what an item says upon which one is made: also told where a save meets somebody else's.
    pub struct ProposalText {
        /// The proposal; none: not made yet.
        pub id: Option<ProposalId>,
        /// The item; none: a new one.
        pub item: Option<ItemId>,
        /// The words.
        pub fields: ItemFields,
        /// The version, as [`SaveProposal::version`] takes it.
        pub version: i64,
    }
}

wire! {
    /// 撤回: its author, or who speaks for the same, gives an open proposal up.
    pub struct WithdrawProposal {
        /// Which.
        pub id: ProposalId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(WithdrawProposal => Proposal, "item.proposal.withdraw", Duties, Write);

wire! {
    /// 采纳: writes what is proposed into the item's working text, beside what others have changed there, or makes the new item.
    pub struct AcceptProposal {
        /// Which.
        pub id: ProposalId,
        /// What is said to it.
        #[serde(default)]
        pub answer: String,
        /// The version of the proposal that was read.
        pub version: i64,
        /// The version of the item's working text that was read, as [`ProposalShown::item_version`] told it.
        pub item_version: i64,
    }
}
operation!(AcceptProposal => Proposal, "item.proposal.accept", Catalogue, Write);

wire! {
    /// 不予采纳, with the reason.
    pub struct RefuseProposal {
        /// Which.
        pub id: ProposalId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RefuseProposal => Proposal, "item.proposal.refuse", Catalogue, Write);
