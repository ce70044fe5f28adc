//! A service point as it is being edited: what is wrong with it, and its fields one by one; no view.

use domain::point::{Device, PointFields, Window};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest text of a field, in characters, as [`PointFields::problem`] holds it.
pub const TEXT_LIMIT: usize = 200;

/// The text fields in the order of the form.
pub const TEXT_FIELDS: [&str; 8] = ["name", "address", "head", "staff", "phone", "hours", "leader", "cadre"];

/// Every field in the order of the form.
pub const FIELDS: [&str; 12] =
    ["name", "address", "head", "staff", "phone", "hours", "leader", "cadre", "opened", "active", "windows", "devices"];

/// A form in progress. Dates are text until they can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// All but the day of opening.
    pub fields: PointFields,
    /// Day of opening as typed.
    pub opened: String,
}

/// What is wrong with a field; the words are in `places.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It must not be empty.
    Missing,
    /// Longer than [`TEXT_LIMIT`].
    TooLong,
    /// Not a day of the calendar.
    NoDay,
    /// A number is missing or stands twice; the row is counted from 0.
    Number {
        /// The row.
        row: usize,
    },
}

/// A new, empty form.
pub fn empty() -> Draft {
    Draft {
        fields: PointFields {
            name: String::new(),
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
        },
        opened: String::new(),
    }
}

impl Draft {
    /// A form filled with what is stored.
    pub fn of(fields: &PointFields) -> Self {
        Self { opened: fields.opened.map(|d| d.to_string()).unwrap_or_default(), fields: fields.clone() }
    }

    /// Everything that is wrong, in the order of the form.
    pub fn wrongs(&self) -> Vec<(&'static str, Wrong)> {
        let mut wrongs = Vec::new();
        for field in TEXT_FIELDS {
            let text = self.text(field);
            if field == "name" && text.trim().is_empty() {
                wrongs.push((field, Wrong::Missing));
            } else if text.chars().count() > TEXT_LIMIT {
                wrongs.push((field, Wrong::TooLong));
            }
        }
        if self.day().is_err() {
            wrongs.push(("opened", Wrong::NoDay));
        }
        let windows = self.fields.windows.iter().map(|w| (w.no.as_str(), w.name.as_str()));
        let devices = self.fields.devices.iter().map(|d| (d.no.as_str(), d.name.as_str()));
        wrongs.extend(numbers(windows).map(|row| ("windows", Wrong::Number { row })));
        wrongs.extend(numbers(devices).map(|row| ("devices", Wrong::Number { row })));
        wrongs
    }

    /// The fields as they would be saved, white space at both ends and empty rows left out; the wrongs if there are any.
    pub fn finished(&self) -> Result<PointFields, Vec<(&'static str, Wrong)>> {
        let wrongs = self.wrongs();
        let (true, Ok(opened)) = (wrongs.is_empty(), self.day()) else { return Err(wrongs) };
        let mut fields = self.fields.clone();
        fields.opened = opened;
        for field in TEXT_FIELDS {
            let trimmed = self.text(field).trim().to_owned();
            if let Some(slot) = text_mut(&mut fields, field) {
                *slot = trimmed;
            }
        }
        fields.windows = trimmed(&fields.windows, |w| (&w.no, &w.name), |no, name| Window { no, name });
        fields.devices = trimmed(&fields.devices, |d| (&d.no, &d.name), |no, name| Device { no, name });
        Ok(fields)
    }

    /// The text of a field; empty for fields that are not text.
    pub fn text(&self, field: &str) -> &str {
        let f = &self.fields;
        match field {
            "name" => &f.name,
            "address" => &f.address,
            "head" => &f.head,
            "staff" => &f.staff,
            "phone" => &f.phone,
            "hours" => &f.hours,
            "leader" => &f.leader,
            "cadre" => &f.cadre,
            "opened" => &self.opened,
            _ => "",
        }
    }

    /// Writes the text of a field; other fields are left alone.
    pub fn set_text(&mut self, field: &str, text: String) {
        if field == "opened" {
            self.opened = text;
        } else if let Some(slot) = text_mut(&mut self.fields, field) {
            *slot = text;
        }
    }

    fn day(&self) -> Result<Option<Date>, ()> {
        let typed = self.opened.trim();
        if typed.is_empty() { Ok(None) } else { domain::day::of_text(typed).map(Some).ok_or(()) }
    }
}

fn text_mut<'a>(f: &'a mut PointFields, field: &str) -> Option<&'a mut String> {
    Some(match field {
        "name" => &mut f.name,
        "address" => &mut f.address,
        "head" => &mut f.head,
        "staff" => &mut f.staff,
        "phone" => &mut f.phone,
        "hours" => &mut f.hours,
        "leader" => &mut f.leader,
        "cadre" => &mut f.cadre,
        _ => return None,
    })
}

/// Rows whose number is missing (while something else stands in the row) or was used by an earlier row.
fn numbers<'a>(rows: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> impl Iterator<Item = usize> {
    let earlier = rows.clone();
    rows.enumerate().filter_map(move |(index, (no, name))| {
        let no = no.trim();
        let wrong = if no.is_empty() { !name.trim().is_empty() } else { earlier.clone().take(index).any(|(other, _)| other.trim() == no) };
        wrong.then_some(index)
    })
}

fn trimmed<T>(rows: &[T], read: impl Fn(&T) -> (&String, &String), make: impl Fn(String, String) -> T) -> Vec<T> {
    let parts = rows.iter().map(read).map(|(no, name)| (no.trim().to_owned(), name.trim().to_owned()));
    parts.filter(|(no, name)| !(no.is_empty() && name.is_empty())).map(|(no, name)| make(no, name)).collect()
}

/// Copies one field from one point's fields to another's.
pub fn copy(to: &mut PointFields, from: &PointFields, field: &str) {
    match field {
        "opened" => to.opened = from.opened,
        "active" => to.active = from.active,
        "windows" => to.windows.clone_from(&from.windows),
        "devices" => to.devices.clone_from(&from.devices),
        text => {
            let value = Draft::of(from).text(text).to_owned();
            if let Some(slot) = text_mut(to, text) {
                *slot = value;
            }
        }
    }
}

/// A field as one text, for comparing. `active` is `1` or `0`; rows of a list are joined by line breaks.
pub fn shown(fields: &PointFields, field: &str) -> String {
    let row = |no: &str, name: &str| format!("{no} {name}").trim().to_owned();
    match field {
        "opened" => fields.opened.map(|d| d.to_string()).unwrap_or_default(),
        "active" => u8::from(fields.active).to_string(),
        "windows" => fields.windows.iter().map(|w| row(&w.no, &w.name)).collect::<Vec<_>>().join("\n"),
        "devices" => fields.devices.iter().map(|d| row(&d.no, &d.name)).collect::<Vec<_>>().join("\n"),
        text => Draft::of(fields).text(text).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::samples::fields;
    use super::*;

    fn window(no: &str, name: &str) -> Window {
        Window { no: no.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn every_wrong_is_named_at_once() {
        let mut draft = Draft::of(&fields(" "));
        draft.fields.address = "长".repeat(TEXT_LIMIT + 1);
        draft.opened = "2026-02-30".to_owned();
        draft.fields.windows = vec![window("1", "综合"), window(" 1", "社保"), window("", "医保"), window("", "")];
        assert_eq!(
            draft.wrongs(),
            [
                ("name", Wrong::Missing),
                ("address", Wrong::TooLong),
                ("opened", Wrong::NoDay),
                ("windows", Wrong::Number { row: 1 }),
                ("windows", Wrong::Number { row: 2 }),
            ]
        );
        assert!(draft.finished().is_err());
    }

    #[test]
    fn what_is_saved_is_tidy_and_passes_the_domain() {
        let mut draft = Draft::of(&fields(" 洋村东站 "));
        draft.opened = " 2024-05-01 ".to_owned();
        draft.fields.windows = vec![window(" 2 ", " 综合 "), window("", " ")];
        let saved = draft.finished().unwrap();
        assert_eq!(saved.name, "洋村东站");
        assert_eq!(saved.opened, Some(jiff::civil::date(2024, 5, 1)));
        assert_eq!(saved.windows, [window("2", "综合")]);
        assert_eq!(saved.problem(), None);
    }

    #[test]
    fn texts_can_be_read_and_written_by_name() {
        let mut draft = empty();
        for field in TEXT_FIELDS.into_iter().chain(["opened"]) {
            draft.set_text(field, format!("{field}!"));
            assert_eq!(draft.text(field), format!("{field}!"));
        }
        assert_eq!(draft.text("windows"), "");
    }

    #[test]
    fn every_field_can_be_copied() {
        let mut other = fields("乙站");
        other.opened = Some(jiff::civil::date(2024, 5, 1));
        other.active = false;
        other.staff = "赵一".to_owned();
        other.devices.push(Device { no: "T1".to_owned(), name: "自助终端".to_owned() });
        let mut copied = fields("甲站");
        for field in FIELDS {
            copy(&mut copied, &other, field);
        }
        assert_eq!(copied, other);
    }
}
