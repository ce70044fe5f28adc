//! Where and when the person is looking: kept in the address, held across areas, remembered for the next start.
//!
//! `?place=440811100&period=last_week` or `&from=2026-11-01&to=2026-11-22`. A preset stays a preset: last week is
//! another week next Monday.

use super::session::save_preference;
use super::{PlaceTree, use_places, use_session};
use domain::day;
use domain::period::{Period, Preset};
use domain::place::PlaceId;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The keys that belong to place and period; all others belong to the page.
pub const KEYS: [&str; 4] = ["place", "period", "from", "to"];

/// What means nothing any more at another place or in another period: the page of a list.
const PASSING: [(&str, String); 1] = [("page", String::new())];

/// A period as it was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Moves with the calendar.
    Preset(Preset),
    /// Fixed days.
    Days(Period),
}

impl Default for Chosen {
    fn default() -> Self {
        Self::Preset(Preset::LastWeek)
    }
}

impl Chosen {
    /// The days that it means when figures run up to `cutoff`.
    pub fn period(self, cutoff: Date) -> Period {
        match self {
            Self::Preset(preset) => preset.period(cutoff),
            Self::Days(period) => period,
        }
    }

    /// Reads `last_week` or `2026-11-01..2026-11-22`, the form kept as a preference.
    pub fn from_kept(text: &str) -> Option<Self> {
        if let Some(preset) = Preset::from_code(text) {
            return Some(Self::Preset(preset));
        }
        let (from, to) = text.split_once("..")?;
        Period::new(day::of_text(from)?, day::of_text(to)?).map(Self::Days)
    }

    /// The form kept as a preference.
    pub fn kept(self) -> String {
        match self {
            Self::Preset(preset) => preset.code().to_owned(),
            Self::Days(Period { from, to }) => format!("{from}..{to}"),
        }
    }

    /// Reads the values of an address. What cannot be read counts as not chosen.
    pub fn from_query(period: Option<&str>, from: Option<&str>, to: Option<&str>) -> Option<Self> {
        if let Some(preset) = period.and_then(Preset::from_code) {
            return Some(Self::Preset(preset));
        }
        Period::new(day::of_text(from?)?, day::of_text(to?)?).map(Self::Days)
    }

    fn pairs(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Preset(preset) => vec![("period", preset.code().to_owned())],
            Self::Days(Period { from, to }) => vec![("from", from.to_string()), ("to", to.to_string())],
        }
    }
}

type Navigate = Arc<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// Where and when; a `Copy` handle from [`use_at`].
#[derive(Clone, Copy)]
pub struct At {
    place: Memo<Option<PlaceId>>,
    chosen: Memo<Chosen>,
    tree: Memo<PlaceTree>,
    session: super::Session,
    query: Memo<ParamsMap>,
    path: Memo<String>,
    go: StoredValue<Navigate>,
}

/// Where and when, from context.
pub fn use_at() -> At {
    use_context().unwrap_or_else(At::provide)
}

impl At {
    /// Reads the address and provides it to all below. Inside the router, below session and places.
    pub fn provide() -> Self {
        let (session, tree, query) = (use_session(), use_places().tree(), use_query_map());
        let path = use_location().pathname;
        let navigate = use_navigate();
        let place = Memo::new(move |_| {
            let asked = query.with(|q| q.get("place")).or_else(|| session.preference("place"));
            match asked {
                None => session.home(),
                Some(_) if tree.with(PlaceTree::is_empty) => None,
                Some(code) => {
                    let found = tree.with(|t| t.by_code(&code).map(|p| p.id).filter(|id| t.can_choose(*id)));
                    found.or_else(|| session.home())
                }
            }
        });
        let chosen = Memo::new(move |_| {
            let in_address =
                query.with(|q| Chosen::from_query(q.get("period").as_deref(), q.get("from").as_deref(), q.get("to").as_deref()));
            in_address.or_else(|| session.preference("period").and_then(|kept| Chosen::from_kept(&kept))).unwrap_or_default()
        });
        let go: Navigate = Arc::new(navigate);
        let at = Self { place, chosen, tree, session, query, path, go: StoredValue::new(go) };
        provide_context(at);
        at
    }

    /// The place; tracked. `None` until it is known: ask for nothing then.
    pub fn place(&self) -> Option<PlaceId> {
        self.place.get()
    }

    /// The place and its code are known, so that addresses are complete; tracked.
    pub fn is_known(&self) -> bool {
        self.place.get().is_some_and(|place| self.tree.with(|t| t.get(place).is_some()))
    }

    /// The days; tracked.
    pub fn period(&self) -> Period {
        self.chosen.get().period(self.session.cutoff())
    }

    /// The period as it was chosen; tracked.
    pub fn chosen(&self) -> Chosen {
        self.chosen.get()
    }

    /// A value of the address that belongs to the page; tracked.
    pub fn get(&self, key: &str) -> Option<String> {
        self.query.with(|q| q.get(key))
    }

    /// Looks at another place, on the same page.
    pub fn set_place(&self, place: PlaceId) {
        if let Some(code) = self.tree.with_untracked(|t| t.address_code(place)) {
            save_preference("place", code);
        }
        self.go_to(&self.path.get_untracked(), Some(place), None, &self.own_pairs(&PASSING), false);
    }

    /// Looks at another period, on the same page.
    pub fn set_period(&self, chosen: Chosen) {
        save_preference("period", chosen.kept());
        self.go_to(&self.path.get_untracked(), None, Some(chosen), &self.own_pairs(&PASSING), false);
    }

    /// Changes values of the address that belong to the page; an empty value takes its key out. With `replace` the
    /// back button does not come back to the present state: for what is typed.
    pub fn set(&self, changes: &[(&str, String)], replace: bool) {
        self.go_to(&self.path.get_untracked(), None, None, &self.own_pairs(changes), replace);
    }

    /// What stands in the address besides place and period, without some keys; tracked. In the order of keys, so that equal
    /// states are equal.
    pub fn own_query(&self, without: &[&str]) -> String {
        let mut pairs: Vec<(String, String)> = self.query.with(|q| {
            let own = q.clone().into_iter().filter(|(key, _)| !KEYS.contains(&key.as_ref()) && !without.contains(&key.as_ref()));
            own.map(|(key, value)| (key.to_string(), value)).collect()
        });
        pairs.sort();
        let pairs: Vec<(&str, String)> = pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        written("", &pairs).trim_start_matches('?').to_owned()
    }

    /// Puts something that [`At::own_query`] gave into the address, in place of what is there besides place and period.
    pub fn go_to_query(&self, query: &str) {
        let address = untrack(|| self.href(&self.path.get_untracked(), &[]));
        let mark = if address.contains('?') { '&' } else { '?' };
        let whole = if query.is_empty() { address } else { format!("{address}{mark}{query}") };
        (self.go.get_value())(&whole, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    }

    /// The whole address, as another person can use it; tracked.
    pub fn whole_address(&self) -> String {
        let own: Vec<(String, String)> = self.own_pairs(&[]);
        let own: Vec<(&str, String)> = own.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        self.href(&self.path.get(), &own)
    }

    /// The address of a page for the present place and period, with values of that page's own; tracked.
    pub fn href(&self, path: &str, own: &[(&str, String)]) -> String {
        self.address(path, self.place.get(), self.chosen.get(), own)
    }

    /// The address of a page for another place, with values of that page's own; tracked.
    pub fn href_of(&self, path: &str, place: PlaceId, own: &[(&str, String)]) -> String {
        self.address(path, Some(place), self.chosen.get(), own)
    }

    /// The address of a page for another place and other days, with values of that page's own; tracked. Days that are
    /// those of the present preset stay that preset.
    pub fn href_for(&self, path: &str, place: PlaceId, days: Period, own: &[(&str, String)]) -> String {
        let now = self.chosen.get();
        let chosen = if now.period(self.session.cutoff()) == days { now } else { Chosen::Days(days) };
        self.address(path, Some(place), chosen, own)
    }

    /// Goes to an address made by [`At::href`]. A page with unsaved work asks first.
    pub fn go(&self, address: &str) {
        let (go, address) = (self.go.get_value(), address.to_owned());
        super::unsaved::leaving(move || go(&address, NavigateOptions::default()));
    }

    /// Begins anew at `/`, without anything remembered in the address.
    pub fn restart(&self) {
        if let Some(go) = self.go.try_get_value() {
            go("/", NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    }

    /// Writes place and period into an address that has none, or a place that the person may not see, so that it can be
    /// kept and sent.
    pub fn complete_address(&self) {
        let shown = untrack(|| self.place.get().and_then(|place| self.tree.with(|t| t.address_code(place))));
        let has = |q: &ParamsMap| q.get("place") == shown && (q.get("period").is_some() || q.get("from").is_some());
        if !self.query.with_untracked(has) {
            self.go_to(&self.path.get_untracked(), None, None, &self.own_pairs(&[]), true);
        }
    }

    fn go_to(&self, path: &str, place: Option<PlaceId>, chosen: Option<Chosen>, own: &[(String, String)], replace: bool) {
        let place = place.or_else(|| self.place.get_untracked());
        let chosen = chosen.unwrap_or_else(|| self.chosen.get_untracked());
        let own: Vec<(&str, String)> = own.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
        let address = untrack(|| self.address(path, place, chosen, &own));
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        (self.go.get_value())(&address, options);
    }

    fn address(&self, path: &str, place: Option<PlaceId>, chosen: Chosen, own: &[(&str, String)]) -> String {
        let code = place.and_then(|place| self.tree.with(|t| t.address_code(place)));
        let mut pairs: Vec<(&str, String)> = code.into_iter().map(|code| ("place", code)).collect();
        pairs.extend(chosen.pairs());
        pairs.extend(own.iter().filter(|(key, _)| !KEYS.contains(key)).cloned());
        written(path, &pairs)
    }

    fn own_pairs(&self, changes: &[(&str, String)]) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> = self.query.with_untracked(|q| {
            let own = q.clone().into_iter().filter(|(key, _)| !KEYS.contains(&key.as_ref()));
            own.map(|(key, value)| (key.to_string(), value)).collect()
        });
        for (key, value) in changes {
            pairs.retain(|(k, _)| k != key);
            if !value.is_empty() {
                pairs.push(((*key).to_owned(), value.clone()));
            }
        }
        pairs
    }
}

/// A path with its query, values escaped.
fn written(path: &str, pairs: &[(&str, String)]) -> String {
    let mut address = path.to_owned();
    for (i, (key, value)) in pairs.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        let mark = if i == 0 { '?' } else { '&' };
        address.push(mark);
        address.push_str(key);
        address.push('=');
        escape(value, &mut address);
    }
    address
}

/// Percent-encodes everything but what is plain in a query.
fn escape(value: &str, into: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' | b':' => into.push(byte as char),
            _ => {
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_is_kept_as_it_was_chosen() {
        let days = Chosen::Days(Period { from: date(2026, 11, 1), to: date(2026, 11, 22) });
        for chosen in [days, Chosen::default(), Chosen::Preset(Preset::YearToDate)] {
            assert_eq!(Chosen::from_kept(&chosen.kept()), Some(chosen));
            let pairs = chosen.pairs();
            let get = |key: &str| pairs.iter().find(|(k, _)| *k == key).map(|(_, v)| v.as_str());
            assert_eq!(Chosen::from_query(get("period"), get("from"), get("to")), Some(chosen));
        }
        assert_eq!(Chosen::from_query(None, Some("2026-11-22"), Some("2026-11-01")), None, "ends before it begins");
        assert_eq!(Chosen::from_query(Some("someday"), None, None), None);
        assert_eq!(Chosen::from_kept("..2026-01-01"), None);
    }

    #[test]
    fn addresses_are_escaped() {
        let pairs = [("place", "440811".to_owned()), ("q", "态度 好&坏".to_owned()), ("empty", String::new())];
        let address = written("/ratings", &pairs);
        assert_eq!(address, "/ratings?place=440811&q=%E6%80%81%E5%BA%A6%20%E5%A5%BD%26%E5%9D%8F");
    }
}
