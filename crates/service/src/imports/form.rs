//! An empty form of ratings or case counts, whose second sheet says what each column takes.

use crate::context::Cx;
use crate::failure::Failure;
use crate::{files, words};
use api::OutFile;
use api::import::Written;
use documents::rows::{FileForm, Notes};
use domain::import::{Column, Form, ImportKind};
use domain::rating::{AssessNo, Channel, Grade, PersonType, RatedObject};
use serde_json::json;
use texts::Texts;
use texts::words::Word;

/// Writes it.
pub(crate) fn empty_form(cx: &mut Cx<'_>, kind: ImportKind, out: &OutFile) -> Result<Written, Failure> {
    let path = cx.path_out(out)?;
    let unwritable = |e: std::io::Error| files::unwritable(&out.name, &e);
    let mut file = files::Atomic::create(&path, &out.name)?;
    let notes = notes(kind, &words::texts(cx.lang));
    documents::export::empty_form(file.writer(), FileForm::of_name(&out.name), kind.columns(), &notes).map_err(unwritable)?;
    file.keep(&out.name)?;
    cx.note(format!("file:{}", out.name), Some(json!({ "template": kind.code() })));
    Ok(Written { rows: 0 })
}

fn notes(kind: ImportKind, t: &Texts) -> Notes {
    let mut lines = vec![(t.notes_content(), kind.word(t))];
    lines.extend(crate::notes::of_columns(kind.columns(), t, |column| takes(column, t)));
    Notes { title: t.notes_title(), lines }
}

/// What may stand in a column; none where anything may. The words are those that an import reads.
fn takes(column: &Column, t: &Texts) -> Option<String> {
    let one_of = |words: Vec<&str>| Some(t.notes_register_one_of(words.join("、")));
    match column.field {
        "place_code" | "place_name" => Some(t.notes_form_place()),
        "record_no" => Some(t.notes_form_record()),
        "channel" => one_of(Channel::ALL.iter().map(|v| Channel::word(*v)).collect()),
        "grade" => one_of(Grade::ALL.iter().map(|v| Grade::word(*v)).collect()),
        "assess_no" => one_of(AssessNo::ALL.iter().map(|v| AssessNo::word(*v)).collect()),
        "object" => one_of(RatedObject::ALL.iter().map(|v| RatedObject::word(*v)).collect()),
        "person_type" => one_of(PersonType::ALL.iter().map(|v| PersonType::word(*v)).collect()),
        "reasons" => Some(t.notes_item_several()),
        "at" => Some(t.notes_form_moment()),
        "cases" => Some(t.notes_form_cases()),
        _ if column.form == Form::Day => Some(t.notes_register_day()),
        _ => None,
    }
}
