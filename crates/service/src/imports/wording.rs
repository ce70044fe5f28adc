//! Stored keys and numbers as the words of a file, for showing both sides of a difference.

use crate::failure::Failure;
use domain::rating::{AssessNo, Channel, Grade, PersonType, RatedObject};
use domain::time::Instant;
use std::collections::HashMap;
use store::{Conn, dictionary, place};

/// Names by key.
pub(super) struct Names {
    places: HashMap<i64, String>,
    points: HashMap<i64, String>,
    windows: HashMap<i64, String>,
    items: HashMap<i64, String>,
    bodies: HashMap<i64, String>,
    modules: HashMap<i64, String>,
    reasons: HashMap<i64, String>,
}

impl Names {
    pub(super) async fn read(conn: &mut Conn<'_>) -> Result<Self, Failure> {
        Ok(Self {
            places: place::all(conn).await?.into_iter().map(|p| (p.id.0, p.name)).collect(),
            points: dictionary::point_names(conn).await?.into_iter().map(|(id, _, name)| (id, name)).collect(),
            windows: dictionary::windows(conn).await?.into_iter().map(|(id, _, _, no)| (id, no)).collect(),
            items: dictionary::items(conn).await?.into_iter().map(|(id, _, name)| (id, name)).collect(),
            bodies: dictionary::body_names(conn).await?.into_iter().map(|(id, _, name)| (id, name)).collect(),
            modules: dictionary::modules(conn).await?.into_iter().collect(),
            reasons: dictionary::reasons(conn).await?.into_iter().collect(),
        })
    }

    /// A stored value of a field in words; an empty one stays empty.
    pub(super) fn word(&self, field: &str, value: &str) -> String {
        let named = |names: &HashMap<i64, String>| value.parse().ok().and_then(|id: i64| names.get(&id).cloned());
        let coded = |word: fn(i16) -> Option<&'static str>| value.parse().ok().and_then(word).map(str::to_owned);
        let words = match field {
            "place_code" => named(&self.places),
            "point" => named(&self.points),
            "window_no" => named(&self.windows),
            "item_code" => named(&self.items),
            "body" => named(&self.bodies),
            "module" => named(&self.modules),
            "at" => value.parse().ok().map(|at| Instant(at).text()),
            "grade" => coded(|n| Grade::from_number(n).map(Grade::word)),
            "channel" => coded(|n| Channel::from_number(n).map(Channel::word)),
            "assess_no" => coded(|n| AssessNo::from_number(n).map(AssessNo::word)),
            "object" => coded(|n| RatedObject::from_number(n).map(RatedObject::word)),
            "person_type" => coded(|n| PersonType::from_number(n).map(PersonType::word)),
            "reasons" => {
                let names: Vec<&str> = value.split(',').filter_map(|id| self.reasons.get(&id.parse().ok()?)).map(String::as_str).collect();
                Some(names.join("、"))
            }
            _ => None,
        };
        words.unwrap_or_else(|| value.to_owned())
    }
}
