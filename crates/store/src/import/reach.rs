//! What an importing person may touch: places, each for every body or for some.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{body, place};
use domain::permission::Scope;
use rustc_hash::{FxHashMap, FxHashSet};

/// The bodies of a place that somebody may touch.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Bodies {
    Every,
    Only(FxHashSet<i64>),
}

/// The rows that an import may add, replace, or learn about: those inside of any of a person's scopes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    places: FxHashMap<i64, Bodies>,
    is_everything: bool,
}

impl Reach {
    /// Reads what lies below the scopes.
    pub async fn read(conn: &mut Conn<'_>, scopes: &[Scope]) -> Result<Self, StoreError> {
        let district = place::district(conn).await?;
        let merged = body::merged(conn).await?;
        let mut reach = Self::default();
        for scope in scopes {
            reach.is_everything |= scope.body().is_none() && Some(scope.place()) == district;
            for place in place::below(conn, scope.place()).await? {
                let bodies = reach.places.entry(place.0).or_insert_with(|| Bodies::Only(FxHashSet::default()));
                match (scope.body(), bodies) {
                    (None, bodies) => *bodies = Bodies::Every,
                    (Some(_), Bodies::Every) => {}
                    (Some(body), Bodies::Only(some)) => {
                        some.insert(body.0);
                        // And the bodies that were merged into it.
                        some.extend(merged.iter().filter(|(into, _)| *into == body).map(|(_, from)| from.0));
                    }
                }
            }
        }
        Ok(reach)
    }

    /// Nothing lies outside.
    pub fn is_everything(&self) -> bool {
        self.is_everything
    }

    /// Something at this place lies inside.
    pub fn touches(&self, place: i64) -> bool {
        self.places.contains_key(&place)
    }

    /// A row of this place and body (none: the row names none) lies inside.
    pub fn covers(&self, place: i64, body: Option<i64>) -> bool {
        match self.places.get(&place) {
            None => false,
            Some(Bodies::Every) => true,
            Some(Bodies::Only(some)) => body.is_some_and(|b| some.contains(&b)),
        }
    }
}
