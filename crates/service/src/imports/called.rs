//! What files call places: their names, alone or behind those above them, and the shorter or longer forms that people write.
//!
//! A name as it stands wins. A form that fits several places names none of them: 太平 may be 太平镇 or 太平居委会.

use super::dated::Held;
use domain::place::{Level, forms};
use std::collections::HashMap;

/// Places by what they are called.
#[derive(Default)]
pub(super) struct Called {
    exact: HashMap<String, Vec<Held>>,
    forms: HashMap<String, Vec<Held>>,
    /// The district's name: what stands before it in a name (湛江市) says nothing more.
    district: String,
}

impl Called {
    /// Adds a name that a place has or had; `above` are the names of those above it, the nearest first.
    pub(super) fn add(&mut self, name: &str, level: Level, above: &[&str], held: Held) {
        if level == Level::District {
            name.clone_into(&mut self.district);
        }
        let mut paths = vec![String::new()];
        for one in above {
            let longer = format!("{one}{}", paths.last().map_or("", String::as_str));
            paths.push(longer);
        }
        for path in &paths {
            self.exact.entry(format!("{path}{name}")).or_default().push(held);
            for form in forms(name, level) {
                self.forms.entry(format!("{path}{form}")).or_default().push(held);
            }
        }
    }

    /// Those that are or were called so.
    pub(super) fn find(&self, name: &str) -> Option<&[Held]> {
        let known = |name: &str| self.exact.get(name).or_else(|| self.forms.get(name)).map(Vec::as_slice);
        let from_district = || name.find(&self.district).filter(|at| *at > 0).and_then(|at| known(name.get(at..)?));
        known(name).or_else(from_district)
    }

    /// The name may mean that place, beside others.
    pub(super) fn may_mean(&self, name: &str, place: i64) -> bool {
        let of = |map: &HashMap<String, Vec<Held>>| map.get(name).is_some_and(|held| held.iter().any(|held| held.place == place));
        of(&self.exact) || of(&self.forms) || self.find(name).is_some_and(|held| held.iter().any(|held| held.place == place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_people_write_them() {
        let mut called = Called::default();
        let held = |place| Held { place, from: None, until: None };
        called.add("麻章区", Level::District, &[], held(1));
        called.add("太平镇", Level::Town, &["麻章区"], held(2));
        for (place, name) in [(3, "北山村委会"), (4, "太平居委会"), (5, "福民社区居委会"), (6, "洋村东村委会")] {
            called.add(name, Level::Village, &["太平镇", "麻章区"], held(place));
        }
        let cases: [(&str, &[i64]); 16] = [
            ("北山村委会", &[3]),
            ("北山村", &[3]),
            ("北山", &[3]),
            ("北山村民委员会", &[3]),
            ("太平镇北山村", &[3]),
            ("麻章区太平镇北山村委会", &[3]),
            ("湛江市麻章区太平镇北山村委会", &[3]),
            ("太平居委会", &[4]),
            ("太平社区", &[4]),
            ("太平", &[2, 4]),
            ("太平镇", &[2]),
            ("福民社区", &[5]),
            ("福民居委会", &[5]),
            ("洋村东村", &[6]),
            ("麻章", &[1]),
            ("北山居委会", &[]),
        ];
        for (name, places) in cases {
            let found: Vec<i64> = called.find(name).unwrap_or_default().iter().map(|held| held.place).collect();
            assert_eq!(found, places, "{name}");
        }
        assert!(called.may_mean("太平", 2) && called.may_mean("太平", 4) && !called.may_mean("太平镇", 4));
    }
}
