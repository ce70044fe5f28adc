//! Items: what the log and the form say of them; no view. What fields and values are called is in [`texts::item`].

use domain::catalogue::codes::{ItemKind, ItemState, Origin};
use domain::catalogue::parts::PartKind;
use texts::Texts;
use texts::format::NONE;
use texts::item::listed;
use texts::words::{Word, cell_word};

pub use texts::item::{Names, field_name, levels_words, limit_words, part_name, value};

/// A value of the log: codes in words, rows with the words of what was chosen in them. None where it is a text.
pub fn logged(path: &str, value: &str, t: &Texts) -> Option<String> {
    let key = path.strip_prefix("fields.")?;
    let days = |unit: &str| domain::calendar::Unit::ALL.into_iter().find(|one| code_of(one) == unit).map(|one| one.word(t));
    match key {
        "kind" => ItemKind::from_code(value).map(|word| word.word(t)),
        "origin" => Origin::from_code(value).map(|word| word.word(t)),
        "state" => ItemState::from_code(value).map(|word| word.word(t)),
        "nature" => domain::catalogue::codes::BodyNature::from_code(value).map(|word| word.word(t)),
        "handling" => domain::catalogue::codes::Handling::from_code(value).map(|word| word.word(t)),
        "reach" => domain::catalogue::codes::Reach::from_code(value).map(|word| word.word(t)),
        "legal.unit" | "promised.unit" => days(value),
        "audience" => {
            let word = |code: &str| domain::catalogue::codes::Audience::from_code(code).map_or_else(|| code.to_owned(), |one| one.word(t));
            Some(listed(value.split('、').map(word), t))
        }
        rows => {
            let kind = PartKind::from_code(rows)?;
            let choices = kind.columns().iter().filter(|c| matches!(c.kind, domain::catalogue::parts::CellKind::Choice(_)));
            let keys: Vec<&str> = choices.map(|column| column.key).collect();
            let word = |cell: &str| {
                let worded = keys.iter().map(|key| cell_word(kind, key, cell, t)).find(|word| word != cell);
                worded.unwrap_or_else(|| cell.to_owned())
            };
            Some(value.split(' ').map(word).collect::<Vec<_>>().join(" "))
        }
    }
}

fn code_of(unit: &domain::calendar::Unit) -> String {
    serde_json::to_value(unit).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    #[test]
    fn the_log_is_read_in_words() {
        let t = Texts::load(Lang::Zh);
        assert_eq!(logged("fields.kind", "grant", &t).as_deref(), Some("行政给付"));
        assert_eq!(logged("fields.legal.unit", "workday", &t).as_deref(), Some("工作日"));
        assert_eq!(logged("fields.audience", "person、legal_person", &t).as_deref(), Some("自然人、法人"));
        assert_eq!(logged("fields.materials", "身份证 required original 1", &t).as_deref(), Some("身份证 必要 原件 1"));
        assert_eq!(logged("fields.hours", "全天", &t), None);
        assert_eq!(logged("state", "active", &t), None);
    }
}
