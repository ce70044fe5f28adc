//! The audit log as it is read: whose doings, what an entry changed and why; no view.

use domain::account::Role;
use serde_json::Value;

/// Whose doings are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doers {
    /// 系统管理员: accounts and what keeps the system running.
    System,
    /// 安全保密管理员: grants.
    Security,
    /// Everybody's signing in and out.
    SignIn,
}

impl Doers {
    /// In the order of the choice.
    pub const ALL: [Self; 3] = [Self::System, Self::Security, Self::SignIn];

    /// The word of an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Security => "security",
            Self::SignIn => "sign_in",
        }
    }

    /// Whom a word of an address means.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doers| doers.code() == code)
    }

    /// What only they may do.
    pub fn operations(self) -> Vec<String> {
        let all = api::operations().into_iter().filter(|o| o.effect != api::Effect::Draft);
        let theirs = all.filter(|o| match self {
            Self::System => o.needs.roles() == [Role::SystemAdmin],
            Self::Security => o.needs.roles() == [Role::SecurityAdmin],
            Self::SignIn => o.name.starts_with("session."),
        });
        theirs.map(|o| o.name.to_owned()).collect()
    }
}

/// Why something was done, if its entry says so: its reason, or the purpose of a look.
pub fn why(values: Option<&str>) -> Option<String> {
    let values: Value = serde_json::from_str(values?).ok()?;
    let of = |value: &Value| ["reason", "purpose"].iter().find_map(|name| value.get(*name).and_then(text));
    of(&values).or_else(|| values.get("after").and_then(of))
}

/// The operations that can stand in the log, sorted by name.
pub fn operations() -> Vec<&'static str> {
    let written = api::operations().into_iter().filter(|o| o.effect != api::Effect::Draft).map(|o| o.name);
    let mut names: Vec<_> = written.collect();
    names.sort_unstable();
    names
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

/// Fields that say nothing to a person: keys and versions, which the subject or a name beside them tells already, and what a change of
/// the matrix keeps for taking it back.
const NOT_SAID: [&str; 8] = ["version", "id", "owner", "blocks", "row_ids", "draft", "begun", "reason_before"];

/// Keys of bodies, modules, entries and tasks that something refers to; their names stand beside them.
const KEYS_BESIDE_NAMES: [&str; 13] = [
    "fields.body",
    "fields.joint",
    "fields.modules",
    "duty.body",
    "duty.joint",
    "duty.parent",
    "matter.lead",
    "matter.helpers",
    "task.lead",
    "task.helpers",
    "task.before",
    "task_group.lead",
    "meeting.agreed",
];

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
    lines.retain(|line| !NOT_SAID.contains(&last(&line.field)) && !KEYS_BESIDE_NAMES.contains(&line.field.as_str()));
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
            // Windows and devices: number and name; rows of an item: all that they say.
            let row = |item: &Value| match item {
                Value::Object(map) if !map.contains_key("no") => map.values().filter_map(text).collect::<Vec<_>>().join(" "),
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
    fn each_administrator_has_doings_of_his_own() {
        let theirs = |doers: Doers| doers.operations();
        assert!(theirs(Doers::System).iter().any(|name| name == "account.create"));
        assert!(theirs(Doers::Security).iter().any(|name| name == "grant.give"));
        assert!(theirs(Doers::SignIn).iter().any(|name| name == "session.open"));
        assert!(!theirs(Doers::System).iter().any(|name| theirs(Doers::Security).contains(name)));
    }

    #[test]
    fn a_reason_is_found_wherever_it_stands() {
        assert_eq!(why(Some(r#"{"reason":"核实","after":{}}"#)).as_deref(), Some("核实"));
        assert_eq!(why(Some(r#"{"purpose":"回访"}"#)).as_deref(), Some("回访"));
        assert_eq!(why(Some(r#"{"after":{"reason":"撤村"}}"#)).as_deref(), Some("撤村"));
        assert_eq!(why(Some("{}")), None);
        assert_eq!(why(None), None);
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
