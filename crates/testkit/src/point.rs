//! Service points of which nothing but the name counts.

use domain::point::PointFields;

/// A service point in use, with its name alone.
pub fn station(name: &str) -> PointFields {
    PointFields {
        name: name.to_owned(),
        address: String::new(),
        head: String::new(),
        staff: String::new(),
        phone: String::new(),
        hours: String::new(),
        leader: String::new(),
        cadre: String::new(),
        opened: None,
        active: true,
        windows: Vec::new(),
        devices: Vec::new(),
    }
}
