//! (being written)

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::{ErrorCode, Operation};

impl Handle for api::audit::List {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::audit::Verify {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}
