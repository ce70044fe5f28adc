//! What people do with a form (反馈表): fill in its cells and save it.

use documents::form::read;
use rust_xlsxwriter::Workbook;
use std::fs::File;
use std::path::Path;

/// Fills in cells of a form by the words beside them and saves it, in another layout than ours: what stands in it is all that
/// counts.
pub fn filled_in(form: &Path, answers: &[(&str, &str)]) {
    let cells = read(File::open(form).expect("a form")).expect("a workbook");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cell) in (3..).zip(&cells) {
        let label = cell.field.label();
        let said = answers.iter().find(|(name, _)| *name == label).map_or(cell.text.as_str(), |(_, said)| said);
        sheet.write_string(row, 1, label).expect("a cell");
        sheet.write_string(row, 2, said).expect("a cell");
    }
    book.save(form).expect("the form saved");
}
