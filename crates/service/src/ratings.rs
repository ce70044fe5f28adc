//! (being written)

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::{ErrorCode, Operation};

impl Handle for api::rating::List {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::rating::Show {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::rating::ShowRater {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::rating::SetStanding {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::rating::Export {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}
