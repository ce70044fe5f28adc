//! (being written)

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::{ErrorCode, Operation};

impl Handle for api::job::Show {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::job::List {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

impl Handle for api::job::Cancel {
    async fn handle(self, _cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        Err(ErrorCode::UnknownOperation.into())
    }
}

/// Jobs of this process.
#[derive(Default)]
pub(crate) struct Running;
impl Running {
    pub(crate) async fn stop_all(&self) {}
}
pub(crate) async fn interrupt_left_over(_work: &mut store::Work, _now: domain::time::Instant) -> Result<(), store::StoreError> {
    Ok(())
}
