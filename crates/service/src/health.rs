//! What `doctor` asks of the database itself.

use crate::Service;
use crate::failure::Failure;
use api::ApiError;
use std::sync::Arc;

/// How the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Its name and version.
    pub engine: String,
    /// Its schema's version.
    pub schema: i64,
    /// What its own check found; empty if all is well.
    pub faults: Vec<String>,
}

impl Service {
    /// Runs the database's own checks.
    pub async fn health(self: &Arc<Self>) -> Result<Health, ApiError> {
        let checked = async {
            let mut reader = self.store().read().await?;
            let (engine, faults) = store::meta::integrity(&mut reader.conn()).await?;
            Ok::<_, Failure>(Health { engine, schema: store::migrate::known_version(), faults })
        };
        checked.await.map_err(|failure| failure.into_api("doctor", uuid::Uuid::now_v7()))
    }
}
