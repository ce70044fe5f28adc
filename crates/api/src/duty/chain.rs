//! 审核链: the steps of the review.

use crate::{Done, operation, wire};
use domain::duty::flow::Chain;

wire! {
    /// 审核链
    pub struct ShowChain {}
}
operation!(ShowChain => Chain, "duty.chain.show", SignedIn, Read);

wire! {
    /// Sets the review chain for what is handed in from now on.
    pub struct SetChain {
        /// The steps.
        pub chain: Chain,
        /// Those that were read.
        pub before: Chain,
    }
}
operation!(SetChain => Done, "duty.chain.set", Catalogue, Write);
