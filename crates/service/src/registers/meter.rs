//! How far the file of a register is, told while it is read and taken: the call that takes it answers only at its end.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::register::{Progress, ShowProgress};
use domain::register::Register;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Whose file of which register.
type Whose = (String, Register);

/// The files that are being taken now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meters(Arc<Mutex<HashMap<Whose, Progress>>>);

fn whose(cx: &Cx<'_>, register: Register) -> Whose {
    (cx.actor.account().map_or_else(|| cx.actor.who().to_owned(), |account| account.0.to_string()), register)
}

impl Meters {
    /// Begins to tell how far a file is; the end is told by dropping it.
    pub(super) fn begin(&self, cx: &Cx<'_>, register: Register, total: u64) -> Meter {
        let meter = Meter { meters: self.clone(), whose: whose(cx, register), total };
        meter.tell(0);
        meter
    }

    fn at(&self, whose: &Whose) -> Option<Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(whose).copied()
    }
}

/// Tells how far one file is.
pub(super) struct Meter {
    meters: Meters,
    whose: Whose,
    total: u64,
}

impl Meter {
    /// So many rows are done.
    pub(super) fn tell(&self, done: u64) {
        let progress = Progress { done, total: self.total };
        self.meters.0.lock().unwrap_or_else(PoisonError::into_inner).insert(self.whose.clone(), progress);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.meters.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.whose);
    }
}

impl Handle for ShowProgress {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Option<Progress>, Failure> {
        Ok(cx.service.meters.at(&whose(cx, self.register)))
    }
}
