//! The form of a checklist's draft: its name, for whom it is, its lines.

use crate::backend::call;
use crate::edit::{EditForm, Field as Compared, PartRows, Plan, Rows, Rules, Typed, bound, editing_by, pick};
use crate::pages::imports::ProblemGroups;
use crate::state::{texts, tr};
use crate::ui::{ErrorNote, Field, FileButton, Notice, NoticeKind, TextInput, use_notices};
use api::inspection::{ChecklistRead, ChecklistShown, ReadChecklist, SaveChecklist};
use api::{ApiError, InFile};
use domain::catalogue::parts::{Part, PartColumn, is_blank};
use domain::catalogue::problem::{At, ItemProblem, Rule};
use domain::inspection::checklist::{ChecklistId, Line, ListFields, ListProblem, Target};
use domain::inspection::points::Points;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::Texts;
use texts::format::count;
use texts::inspection::{line_cell_name, line_cell_word, list_field_name};
use texts::words::Word;

/// A list that is edited; no id for a new one.
pub(super) type Edited = crate::edit::Edited<Option<ChecklistId>, ListText>;

/// What is typed. Cells stay as they are typed, so that half a number is not taken for one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct ListText {
    /// 编码 of a new one.
    code: String,
    /// 名称
    name: String,
    /// 适用对象
    target: Target,
    /// 说明
    note: String,
    /// 检查项, cell by cell.
    lines: Vec<Vec<String>>,
}

/// Its fields, in the order of the form.
const FIELDS: [&str; 5] = ["code", "name", "target", "note", "lines"];

/// What a stored draft looks like in the form.
pub(super) fn typed(code: &str, fields: &ListFields) -> ListText {
    ListText {
        code: code.to_owned(),
        name: fields.name.clone(),
        target: fields.target,
        note: fields.note.clone(),
        lines: fields.lines.iter().map(Part::cells).collect(),
    }
}

/// A new one.
pub(super) fn new() -> Edited {
    Edited::default()
}

impl ListText {
    /// What is sent; a cell that holds no points is none here, see [`Self::cell`].
    fn fields(&self) -> ListFields {
        let lines = self.lines.iter().filter_map(|cells| Line::of_cells(cells)).collect();
        ListFields { name: self.name.clone(), target: self.target, note: self.note.clone(), lines }.tidy()
    }

    /// The first cell in which no points stand.
    fn cell(&self) -> Option<ItemProblem> {
        let most = Points::MOST.0 / 10;
        self.lines.iter().enumerate().find_map(|(row, cells)| {
            let wrong = Line::COLUMNS.iter().zip(cells).find(|(column, cell)| is_points(column.key) && Points::parse(cell).is_none());
            wrong.map(|(column, _)| ItemProblem { at: At::Cell("lines", row, column.key), rule: Rule::Range(most) })
        })
    }
}

fn is_points(column: &str) -> bool {
    matches!(column, "points" | "each")
}

impl Typed for ListText {
    fn has(field: &str) -> bool {
        FIELDS.contains(&field)
    }
    fn tidied(mut self) -> Self {
        self.lines.retain(|cells| !is_blank(Line::COLUMNS, cells));
        self
    }
    fn wrong(&self) -> Option<ItemProblem> {
        let own = self.cell();
        // What only the whole list shows is told by whoever keeps it.
        own.or_else(|| match self.fields().problem() {
            Some(ListProblem::Field(problem)) => Some(problem),
            _ => None,
        })
    }
    fn take_over(&mut self, field: &str, from: &Self) {
        match field {
            "code" => self.code.clone_from(&from.code),
            "name" => self.name.clone_from(&from.name),
            "target" => self.target = from.target,
            "note" => self.note.clone_from(&from.note),
            "lines" => self.lines.clone_from(&from.lines),
            _ => {}
        }
    }
}

/// The lines as rows of cells.
#[derive(Clone, Copy)]
struct Lines;

impl Rows for Lines {
    type Form = ListText;
    fn code(self) -> &'static str {
        "lines"
    }
    fn columns(self) -> &'static [PartColumn] {
        Line::COLUMNS
    }
    fn rows(self, form: &ListText) -> Vec<Vec<String>> {
        form.lines.clone()
    }
    fn set_rows(self, form: &mut ListText, rows: &[Vec<String>]) {
        form.lines = rows.to_vec();
    }
    fn name(self, t: &Texts) -> String {
        t.inspect_list_lines()
    }
    fn cell_name(self, column: &str, t: &Texts) -> String {
        line_cell_name(column, t)
    }
    fn cell_word(self, column: &str, cell: &str, t: &Texts) -> String {
        line_cell_word(column, cell, t)
    }
}

/// A field in words, for comparing.
fn value(fields: &ListText, key: &str, t: &Texts) -> String {
    match key {
        "code" => fields.code.clone(),
        "name" => fields.name.clone(),
        "target" => fields.target.word(t),
        "note" => fields.note.clone(),
        _ => {
            let cell = |(column, cell): (&PartColumn, &String)| line_cell_word(column.key, cell, t);
            let line = |cells: &Vec<String>| {
                let words = Line::COLUMNS.iter().zip(cells).map(cell).filter(|word| !word.is_empty());
                words.collect::<Vec<_>>().join(" ")
            };
            fields.lines.iter().map(line).collect::<Vec<_>>().join("\n")
        }
    }
}

/// The form.
#[component]
pub(super) fn ListForm(
    /// What is edited.
    edited: Edited,
    /// Saved.
    on_saved: Callback<ChecklistId>,
    /// Given up.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let is_new = edited.id.is_none();
    let plan = Plan {
        key: edited.id.map_or_else(|| "checklist:new".to_owned(), |id| format!("checklist:{}", id.0)),
        opened: edited,
        label: |_, fields: &ListText, t: &Texts| format!("{} {}", t.inspect_list_title(), fields.name),
        name: list_field_name,
        request: |id, typed: ListText, version| SaveChecklist { id, code: typed.code.trim().to_owned(), fields: typed.fields(), version },
        stored: |shown: ChecklistShown| Edited {
            id: Some(shown.row.id),
            fields: typed(&shown.row.code, &shown.shown.fields),
            version: shown.row.version,
        },
        on_saved: Callback::new(move |saved: ChecklistShown| {
            notices.done(t.with_untracked(|t| t.inspect_list_saved(&saved.shown.fields.name)));
            on_saved.try_run(saved.row.id);
        }),
    };
    let wrong = |id: &Option<ChecklistId>, fields: &ListText| {
        let no_code = id.is_none() && fields.code.trim().is_empty();
        let missing = no_code.then_some(ItemProblem { at: At::Field("code"), rule: Rule::Required });
        missing.or_else(|| fields.wrong())
    };
    let editing = editing_by(Rules { wrong, beside: &[] }, plan);
    let (form, told) = (editing.form, editing.told);
    let values = Callback::new(move |fields: ListText| -> Vec<Compared> {
        t.with(|t| FIELDS.map(|key| Compared { key, value: value(&fields, key, t) }).to_vec())
    });
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    view! {
        <EditForm editing values words=tr(|t| t.act_save()) on_cancel>
            {is_new.then(|| view! {
                <Field label=name_of("code") hint=tr(|t| t.inspect_list_code_hint()) error=error_of("code")>
                    <TextInput value=bound(form, |f: &ListText| f.code.clone(), |f, v| f.code = v)/>
                </Field>
            })}
            {editing.line("name", |f| f.name.clone(), |f, v| f.name = v, false)}
            <Field label=name_of("target") error=error_of("target")>
                {pick(form, Target::ALL, |f| f.target, |f, one| f.target = one).run()}
            </Field>
            {editing.text("note", |f| f.note.clone(), |f, v| f.note = v)}
            <FromFile form/>
            <PartRows kind=Lines form error=told.error locked=Signal::stored(false)/>
        </EditForm>
    }
}

/// Takes the lines from a workbook, in place of those in the form; what is wrong there is told by row and column.
#[component]
fn FromFile(form: RwSignal<ListText>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let file = RwSignal::new(None::<InFile>);
    let (failed, read) = (RwSignal::new(None::<ApiError>), RwSignal::new(None::<ChecklistRead>));
    Effect::new(move |_| {
        let Some(picked) = file.get() else {
            read.set(None);
            failed.set(None);
            return;
        };
        leptos::task::spawn_local(async move {
            let name = picked.name.clone();
            let answer = call(ReadChecklist { file: picked }).await;
            failed.try_set(answer.as_ref().err().cloned());
            let Ok(answer) = answer else {
                read.try_set(None);
                return;
            };
            if answer.wrong == 0 {
                form.try_update(|form| form.lines = answer.lines.iter().map(Part::cells).collect());
                notices.done(t.with_untracked(|t| t.inspect_list_was_read(&name, count(answer.lines.len()))));
            }
            read.try_set(Some(answer));
        });
    });
    let wrong = move || {
        read.get().filter(|read| read.wrong > 0).map(|ChecklistRead { sheet, problems, wrong, .. }| {
            let told = move || t.with(|t| if sheet.is_empty() { t.inspect_list_wrong() } else { t.inspect_list_wrong_sheet(&sheet) });
            view! {
                <Notice kind=NoticeKind::Warn><p>{told}</p></Notice>
                <ProblemGroups problems total=Some(wrong) none=String::new()/>
            }
        })
    };
    view! {
        <Field label=tr(|t| t.inspect_list_from_file()) hint=tr(|t| t.inspect_list_from_file_hint())>
            <FileButton file title=tr(|t| t.import_file_pick()) on_error=move |error| failed.set(Some(error))/>
        </Field>
        <ErrorNote error=failed/>
        {wrong}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &str) -> Vec<String> {
        let mut cells = Line { no: "1".to_owned(), text: "挂牌".to_owned(), ..Line::default() }.cells();
        if let Some(cell) = Line::COLUMNS.iter().position(|column| column.key == "points").and_then(|at| cells.get_mut(at)) {
            points.clone_into(cell);
        }
        cells
    }

    #[test]
    fn half_a_number_is_told_and_not_taken_for_one() {
        let list = |points: &str| ListText { name: "表".to_owned(), lines: vec![line(points)], ..ListText::default() };
        assert_eq!(list("2.5").wrong(), None);
        assert_eq!(list("2.5").fields().full(), Points(25));
        for nonsense in ["2.", "两分", "1000.1"] {
            assert_eq!(list(nonsense).wrong().map(|wrong| wrong.at), Some(At::Cell("lines", 0, "points")), "{nonsense}");
        }
    }
}
