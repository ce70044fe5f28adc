//! Fields of a service point and what is wrong with them, in words; no view.

use super::draft::{TEXT_LIMIT, Wrong};
use super::tree::Show;
use texts::Texts;

/// The name of a field.
pub fn field(field: &str, t: &Texts) -> String {
    match field {
        "name" => t.point_field_name(),
        "address" => t.point_field_address(),
        "head" => t.point_field_head(),
        "staff" => t.point_field_staff(),
        "phone" => t.point_field_phone(),
        "hours" => t.point_field_hours(),
        "leader" => t.point_field_leader(),
        "cadre" => t.point_field_cadre(),
        "opened" => t.point_field_opened(),
        "active" => t.point_field_active(),
        "windows" => t.point_field_windows(),
        "devices" => t.point_field_devices(),
        "kind" => t.point_kind(),
        "place" => t.point_place(),
        other => other.to_owned(),
    }
}

/// Several fields in one line.
pub fn fields(fields: &[&str], t: &Texts) -> String {
    let names: Vec<String> = fields.iter().map(|f| field(f, t)).collect();
    names.join(if t.lang() == texts::Lang::Zh { "、" } else { ", " })
}

/// What belongs into a field, where it needs saying.
pub fn hint(field: &str, t: &Texts) -> Option<String> {
    Some(match field {
        "name" => t.point_hint_name(),
        "staff" => t.point_hint_staff(),
        "hours" => t.point_hint_hours(),
        "phone" => t.point_hint_phone(),
        "opened" => t.point_hint_opened(),
        _ => return None,
    })
}

/// What is wrong with a field, and how to mend it.
pub fn wrong(field: &str, wrong: Wrong, t: &Texts) -> String {
    match wrong {
        Wrong::Missing if field == "place" => t.point_missing_place(),
        Wrong::Missing => t.point_missing_name(),
        Wrong::TooLong => t.point_too_long(TEXT_LIMIT.to_string()),
        Wrong::NoDay => t.point_no_day(),
        Wrong::Number { row } => t.point_wrong_number((row + 1).to_string()),
    }
}

/// A choice of what to show.
pub fn show(show: Show, t: &Texts) -> String {
    match show {
        Show::All => t.place_show_all(),
        Show::WithoutPoint => t.place_show_without_point(),
        Show::Inactive => t.place_show_inactive(),
        Show::Incomplete => t.place_show_incomplete(),
        Show::Ended => t.place_show_ended(),
    }
}

/// A field's value for showing two versions side by side: yes or no in words.
pub fn value(field: &str, shown: &str, t: &Texts) -> String {
    match (field, shown) {
        ("active", "1") => t.point_active(),
        ("active", _) => t.point_closed(),
        (_, shown) => shown.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::FIELDS;
    use super::*;
    use texts::Lang;

    #[test]
    fn every_field_has_a_name() {
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            for name in FIELDS {
                assert_ne!(field(name, &t), name, "{name}");
            }
        }
    }

    #[test]
    fn rows_are_counted_from_one() {
        let t = Texts::load(Lang::Zh);
        assert!(wrong("windows", Wrong::Number { row: 0 }, &t).contains("第1行"));
        assert_eq!(fields(&["head", "phone"], &t), "负责人、电话");
        assert_eq!(value("active", "0", &t), t.point_closed());
    }
}
