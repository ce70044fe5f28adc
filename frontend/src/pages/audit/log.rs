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

/// One thing that changed, as `path: value` or `path: before → after`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field, dotted.
    pub field: String,
    /// Before, if the entry says.
    pub before: Option<String>,
    /// After.
    pub after: String,
}

/// Reads the values of an entry into lines. Text that is no JSON object is one line by itself.
pub fn changes(values: &str) -> Vec<Change> {
    match serde_json::from_str(values) {
        Ok(Value::Object(map)) => {
            let mut lines = Vec::new();
            match (map.get("before"), map.get("after")) {
                (Some(Value::Object(before)), Some(Value::Object(after))) => {
                    for (field, value) in after {
                        let old = before.get(field);
                        if old != Some(value) {
                            lines.push(Change { field: field.clone(), before: old.map(text), after: text(value) });
                        }
                    }
                }
                _ => flatten("", &Value::Object(map), &mut lines),
            }
            lines
        }
        Ok(other) => vec![Change { field: String::new(), before: None, after: text(&other) }],
        Err(_) => vec![Change { field: String::new(), before: None, after: values.to_owned() }],
    }
}

fn flatten(path: &str, value: &Value, lines: &mut Vec<Change>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(&path, value, lines);
            }
        }
        other => lines.push(Change { field: path.to_owned(), before: None, after: text(other) }),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The kind and key of a subject: `account:018f…` → (`account`, `018f…`).
pub fn subject(text: &str) -> (&str, &str) {
    text.split_once(':').unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(field: &str, before: Option<&str>, after: &str) -> Change {
        Change { field: field.to_owned(), before: before.map(str::to_owned), after: after.to_owned() }
    }

    #[test]
    fn only_what_differs_is_shown() {
        let values = r#"{"before":{"a":1,"b":"x"},"after":{"a":1,"b":"y","c":null}}"#;
        assert_eq!(changes(values), [change("b", Some("x"), "y"), change("c", None, "—")]);
    }

    #[test]
    fn other_shapes_are_flattened() {
        assert_eq!(changes(r#"{"purpose":"回访","of":{"n":2}}"#), [change("of.n", None, "2"), change("purpose", None, "回访")]);
        assert_eq!(changes("[1]"), [change("", None, "[1]")]);
        assert_eq!(changes("not json"), [change("", None, "not json")]);
        assert!(changes("{}").is_empty());
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
