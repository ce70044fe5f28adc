//! The audit log as it is read: its filter, its pages and what an entry changed; no view.

use api::audit::{Entry, List};
use serde_json::Value;

/// Entries fetched at a time.
pub const PAGE: u32 = 100;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this operation.
    pub operation: Option<String>,
    /// Only refusals and failures.
    pub refused_only: bool,
}

impl Filter {
    /// The request for the page before an entry.
    pub fn request(&self, before: Option<i64>) -> List {
        List { before, limit: PAGE, operation: self.operation.clone(), refused_only: self.refused_only }
    }
}

/// The operations that can stand in the log, sorted by name.
pub fn operations() -> Vec<&'static str> {
    let written = api::operations().into_iter().filter(|o| o.effect != api::Effect::Draft).map(|o| o.name);
    let mut names: Vec<_> = written.collect();
    names.sort_unstable();
    names
}

/// Where the next page begins: before the oldest entry shown.
pub fn oldest(entries: &[Entry]) -> Option<i64> {
    entries.iter().map(|e| e.no).min()
}

/// One thing that an entry says: a value, or a value before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field, dotted: `fields.phone`.
    pub field: String,
    /// Before, where something was there before.
    pub before: Option<String>,
    /// After; none where it was taken away.
    pub after: Option<String>,
}

/// Fields that say nothing to a person: keys and versions, which the subject names already.
const NOT_SAID: [&str; 2] = ["version", "id"];

/// Reads the values of an entry into lines: what differs between `before` and `after`, then everything else. Text that
/// is no JSON object is one line by itself.
pub fn changes(values: &str) -> Vec<Change> {
    let Ok(value) = serde_json::from_str::<Value>(values) else {
        return vec![Change { field: String::new(), before: None, after: Some(values.to_owned()) }];
    };
    let Value::Object(mut map) = value else {
        return vec![Change { field: String::new(), before: None, after: text(&value) }];
    };
    let (before, after) = (map.remove("before"), map.remove("after"));
    let mut lines = Vec::new();
    if before.is_some() || after.is_some() {
        let (before, after) = (flat(&before.unwrap_or(Value::Null)), flat(&after.unwrap_or(Value::Null)));
        // In the order of what is there now; what is gone comes last.
        let gone = before.iter().filter(|(field, _)| !after.iter().any(|(f, _)| f == field)).map(|(field, _)| field);
        for field in after.iter().map(|(field, _)| field).chain(gone) {
            let of = |side: &[(String, Option<String>)]| side.iter().find(|(f, _)| f == field).and_then(|(_, value)| value.clone());
            let (before, after) = (of(&before), of(&after));
            if before != after {
                lines.push(Change { field: field.clone(), before, after });
            }
        }
    }
    let rest = flat(&Value::Object(map)).into_iter().filter(|(_, value)| value.is_some());
    lines.extend(rest.map(|(field, after)| Change { field, before: None, after }));
    lines.retain(|line| !NOT_SAID.contains(&last(&line.field)));
    lines
}

/// The last part of a dotted field.
pub fn last(field: &str) -> &str {
    field.rsplit('.').next().unwrap_or(field)
}

/// Every value with its dotted path; nothing for null at the top.
fn flat(value: &Value) -> Vec<(String, Option<String>)> {
    fn walk(path: &str, value: &Value, lines: &mut Vec<(String, Option<String>)>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    walk(&path, value, lines);
                }
            }
            other => lines.push((path.to_owned(), text(other))),
        }
    }
    let mut lines = Vec::new();
    if !value.is_null() {
        walk("", value, &mut lines);
    }
    lines
}

/// A value as text; none for null and for nothing.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => {
            // Windows and devices: number and name.
            let row = |item: &Value| match item {
                Value::Object(map) => ["no", "name"].iter().filter_map(|key| map.get(*key)).filter_map(text).collect::<Vec<_>>().join(" "),
                other => text(other).unwrap_or_default(),
            };
            Some(items.iter().map(row).collect::<Vec<_>>().join("、"))
        }
        other => Some(other.to_string()),
    }
}

/// The kind and key of a subject: `account:018f…` → (`account`, `018f…`).
pub fn subject(text: &str) -> (&str, &str) {
    text.split_once(':').unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(field: &str, before: Option<&str>, after: Option<&str>) -> Change {
        Change { field: field.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
    }

    #[test]
    fn only_what_differs_is_shown() {
        let values = r#"{"before":{"version":1,"fields":{"a":1,"b":"x","c":"","d":"gone"}},"after":{"version":2,"fields":{"a":1,"b":"y","c":null}}}"#;
        assert_eq!(changes(values), [change("fields.b", Some("x"), Some("y")), change("fields.d", Some("gone"), None)]);
    }

    #[test]
    fn what_is_new_is_shown_without_empty_values() {
        let values = r#"{"before":null,"after":{"role":"leader","body":null,"devices":[{"no":"T1","name":"终端"},{"no":"T2","name":""}]},"grant":"g"}"#;
        let shown = [change("devices", None, Some("T1 终端、T2")), change("role", None, Some("leader")), change("grant", None, Some("g"))];
        assert_eq!(changes(values), shown);
    }

    #[test]
    fn plain_values_have_no_field() {
        assert_eq!(changes(r#"{"before":null,"after":"2026-11-01"}"#), [change("", None, Some("2026-11-01"))]);
        assert_eq!(changes(r#"{"before":"2026-11-01","after":null}"#), [change("", Some("2026-11-01"), None)]);
        assert_eq!(changes(r#"{"purpose":"回访","of":{"n":2}}"#), [change("of.n", None, Some("2")), change("purpose", None, Some("回访"))]);
        assert_eq!(changes("[1]"), [change("", None, Some("1"))]);
        assert_eq!(changes("not json"), [change("", None, Some("not json"))]);
        assert!(changes("{}").is_empty());
        assert_eq!(last("fields.phone"), "phone");
    }

    #[test]
    fn pages_go_back() {
        let filter = Filter { operation: Some("point.save".to_owned()), refused_only: true };
        let request = filter.request(Some(7));
        assert_eq!((request.before, request.limit, request.refused_only), (Some(7), PAGE, true));
        assert_eq!(oldest(&[]), None);
    }

    #[test]
    fn operations_are_sorted_and_without_drafts() {
        let names = operations();
        assert!(names.is_sorted() && names.contains(&"point.save") && !names.contains(&"session.preference.save"));
    }

    #[test]
    fn subjects() {
        assert_eq!(subject("rating:17"), ("rating", "17"));
        assert_eq!(subject(""), ("", ""));
    }
}
