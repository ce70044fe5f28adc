//! (being written)

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::{ErrorCode, Operation};

impl Handle for api::account::List {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::account::ListForGrants {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::account::Create {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::account::Invite {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::account::SetClosed {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::account::GiveGrant {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::account::EndGrant {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}
