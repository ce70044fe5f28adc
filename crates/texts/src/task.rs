//! What fields of tasks and meetings are called, and what they say in words.

use crate::Texts;
use crate::supervision::Names;
use crate::words::Word;
use domain::meeting::MeetingFields;
use domain::supervision::light::Cause;
use domain::task::TaskFields;

/// Why the light of a task is what it is, for so many days.
pub fn cause(cause: Cause, days: i64, t: &Texts) -> String {
    match cause {
        Cause::Unsigned => t.task_cause_unsigned(),
        other => crate::supervision::cause(other, days, t),
    }
}

/// The name of a field of a task; none for what is no field of one.
pub fn field_name(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "title" => t.task_title(),
        "group" => t.task_group(),
        "demand" => t.task_demand(),
        "responsible" => t.task_responsible(),
        "lead" => t.task_lead(),
        "helpers" => t.task_helpers(),
        "place" => t.task_place(),
        "start" => t.task_start(),
        "due" => t.task_due(),
        "before" => t.task_before(),
        "note" => t.task_note(),
        _ => return None,
    })
}

/// The value of a field of a task in words; nothing where it says nothing. `task` names another task.
pub fn value(fields: &TaskFields, key: &str, names: &Names, task: &dyn Fn(domain::task::TaskId) -> String, t: &Texts) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(domain::day::text).unwrap_or_default();
    match key {
        "title" => fields.title.clone(),
        "group" => fields.group.word(t),
        "demand" => fields.demand.clone(),
        "responsible" => fields.responsible.clone(),
        "lead" => fields.lead.map(|body| names.body(body)).unwrap_or_default(),
        "helpers" => fields.helpers.iter().map(|body| names.body(*body)).collect::<Vec<_>>().join(&t.merge_comma()),
        "place" => fields.place.map(|place| names.place(place)).unwrap_or_default(),
        "start" => day(fields.start),
        "due" => day(fields.due),
        "before" => fields.before.iter().map(|one| task(*one)).collect::<Vec<_>>().join(&t.merge_comma()),
        "note" => fields.note.clone(),
        _ => String::new(),
    }
}

/// The name of a field of a meeting; none for what is no field of one.
pub fn meeting_field_name(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "title" => t.meeting_title(),
        "number" => t.meeting_number(),
        "day" => t.meeting_day(),
        "venue" => t.meeting_venue(),
        "chair" => t.meeting_chair(),
        "attended" => t.meeting_attended(),
        "summary" => t.meeting_summary(),
        "agreed" => t.meeting_agreed(),
        _ => return None,
    })
}

/// The value of a field of a meeting in words; nothing where it says nothing.
pub fn meeting_value(fields: &MeetingFields, key: &str, names: &Names) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(domain::day::text).unwrap_or_default();
    match key {
        "title" => fields.title.clone(),
        "number" => fields.number.clone(),
        "day" => day(fields.day),
        "venue" => fields.venue.clone(),
        "chair" => fields.chair.clone(),
        "attended" => fields.attended.clone(),
        "summary" => fields.summary.clone(),
        "agreed" => {
            let line = |(no, one): (usize, &domain::meeting::Agreed)| {
                let lead = one.lead.map(|body| names.body(body)).unwrap_or_default();
                format!("{no}. {} {lead} {}", one.text, day(one.due)).trim_end().to_owned()
            };
            (1..).zip(&fields.agreed).map(line).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}
