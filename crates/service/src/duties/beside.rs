//! What stands beside versions: who has a hand in each, and what is published of its entry. Read for those that are asked about, in
//! groups: a file may have left fifty thousand others.

use crate::failure::Failure;
use crate::review;
use domain::duty::flow::{Act, Barred};
use domain::duty::{DutyId, VersionId};
use std::collections::HashMap;
use store::Conn;
use store::duty::{self, Head, Opinion};

/// What stands beside some versions.
pub(super) struct Beside {
    hands: HashMap<VersionId, Vec<Opinion>>,
    current: HashMap<DutyId, VersionId>,
}

impl Beside {
    pub(super) async fn of(conn: &mut Conn<'_>, heads: &[Head]) -> Result<Self, Failure> {
        // With what is decided nothing is done any more.
        let open: Vec<VersionId> = heads.iter().filter(|head| head.stage.is_open()).map(|head| head.id).collect();
        let mut duties: Vec<DutyId> = heads.iter().map(|head| head.duty).collect();
        duties.sort_unstable();
        duties.dedup();
        Ok(Self { hands: duty::hands(conn, &open).await?, current: duty::currents(conn, &duties).await? })
    }

    /// The version of an entry that was published last.
    pub(super) fn current(&self, duty: DutyId) -> Option<VersionId> {
        self.current.get(&duty).copied()
    }

    /// Something else was published since a version was begun.
    pub(super) fn is_behind(&self, head: &Head) -> bool {
        head.stage.is_open() && head.based_on != self.current(head.duty)
    }

    fn hands(&self, head: &Head) -> &[Opinion] {
        self.hands.get(&head.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Why a person may neither review nor publish a version; none: he may, where it is his turn.
    pub(super) fn barred(&self, head: &Head, person: &str) -> Option<Barred> {
        review::bars(self.hands(head), person, head.round)
    }

    /// A person has written some of a version.
    pub(super) fn has_written(&self, head: &Head, person: &str) -> bool {
        self.hands(head).iter().any(|hand| hand.person == person && hand.act == Act::Written)
    }
}
