//! The places, fetched once after sign-in and again when they change.

use super::{PlaceTree, use_session};
use crate::backend::{View, view};
use api::ChangeKind;
use api::place::{Places as Reply, Tree};
use domain::place::PlaceId;
use leptos::prelude::*;

/// The places, from context by [`use_places`].
#[derive(Clone, Copy)]
pub struct Places {
    /// As they came, for whoever waits for them or shows the error.
    pub reply: View<Reply>,
    tree: Memo<PlaceTree>,
}

/// The places, from context.
pub fn use_places() -> Places {
    use_context().unwrap_or_else(Places::provide)
}

impl Places {
    /// Asks for the places and provides them to all below.
    pub fn provide() -> Self {
        let session = use_session();
        let reply = view(|| Some(Tree {}));
        reply.reload_on(&[ChangeKind::Place, ChangeKind::Account]);
        let tree = Memo::new(move |_| {
            let granted: Vec<PlaceId> = session.person().map(|p| p.grants.iter().map(|g| g.grant.place).collect()).unwrap_or_default();
            reply.with(|r| r.map(|r| PlaceTree::new(r.places.clone(), &granted)).unwrap_or_default())
        });
        let places = Self { reply, tree };
        provide_context(places);
        places
    }

    /// The tree, empty until it has come.
    pub fn tree(&self) -> Memo<PlaceTree> {
        self.tree
    }

    /// The name of a place; tracked.
    pub fn name(&self, id: PlaceId) -> String {
        self.tree.with(|t| t.name(id))
    }
}
