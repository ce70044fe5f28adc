//! Whole lists go out as files and come back: no difference; and after cells were edited, exactly those differences.

use crate::{Desk, WEEK, ended, proved, write};
use api::import::{Difference, FieldChange, Preview, Start};
use api::job::JobState;
use calamine::{Data, Reader, open_workbook_auto};
use domain::account::Role;
use domain::change::Basis;
use domain::import::{CaseExtent, Differing, ImportKind, Reading, Taking};
use domain::place::PlaceId;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use std::path::Path;

/// Rows of a list at most.
const ROWS: usize = 40;

/// Villages of the demonstration.
const PLACES: [&str; 4] = ["440811100201", "440811100202", "440811100203", "440811101201"];

/// Words that spreadsheets and CSV make something else of if one lets them.
const WORDS: [&str; 8] = ["", "=1+1", "'=x", "-5", "0012", "1E+20", "\"引号\",逗号", "2026-11-18"];

/// A cell that is edited: which row from 0, and which of the two columns that a test edits.
type Cell = (usize, bool);

/// Rows as numbers of places, words and a third value, and the cells that are edited among them.
fn lists() -> impl Strategy<Value = (Vec<(usize, usize, u8)>, BTreeSet<Cell>)> {
    vec((0..PLACES.len(), 0..WORDS.len(), 1..=5_u8), 1..=ROWS).prop_flat_map(|rows| {
        let n = rows.len();
        (Just(rows), btree_set((0..n, any::<bool>()), 1..=n.min(6)))
    })
}

/// Another list at every run; a test that fails prints it.
fn list() -> (Vec<(usize, usize, u8)>, BTreeSet<Cell>) {
    let list = lists().new_tree(&mut TestRunner::default()).unwrap().current();
    eprintln!("{list:?}");
    list
}

/// The rows of a file of either form, as the cells that stand in it.
fn read(file: &Path) -> Vec<Vec<Data>> {
    if file.extension().is_some_and(|e| e == "xlsx") {
        let mut book = open_workbook_auto(file).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        return sheet.rows().map(<[Data]>::to_vec).collect();
    }
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file).unwrap();
    table.records().map(|r| r.unwrap().iter().map(|t| Data::String(t.to_owned())).collect()).collect()
}

/// Writes cells into a file of the form that its name says.
fn save(file: &Path, rows: &[Vec<Data>]) {
    if file.extension().is_some_and(|e| e == "csv") {
        let mut table = csv::Writer::from_path(file).unwrap();
        for row in rows {
            table.write_record(row.iter().map(ToString::to_string)).unwrap();
        }
        return table.flush().unwrap();
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let time = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    for (r, row) in (0..).zip(rows) {
        for (c, cell) in (0..).zip(row) {
            match cell {
                Data::Empty => {}
                Data::DateTime(at) => drop(sheet.write_number_with_format(r, c, at.as_f64(), &time).unwrap()),
                Data::Float(n) => drop(sheet.write_number(r, c, *n).unwrap()),
                other => drop(sheet.write_string(r, c, other.to_string()).unwrap()),
            }
        }
    }
    book.save(file).unwrap();
}

/// The column of a header.
fn column(rows: &[Vec<Data>], header: &str) -> usize {
    rows[0].iter().position(|c| c.to_string().trim_start_matches('\u{feff}') == header).unwrap()
}

async fn difference(desk: &mut Desk, kind: ImportKind, file: &Path) -> Difference {
    let file = desk.gives(file);
    let previewed = desk.call(Preview { kind, file, source: None, reading: Reading::default() }).await.unwrap();
    assert_eq!((previewed.bad_rows, previewed.whole), (0, true), "{:?}", previewed.problems);
    previewed.difference.unwrap()
}

async fn put(desk: &mut Desk, kind: ImportKind, file: api::InFile, extent: Option<CaseExtent>, rows: usize) {
    let (taking, differing) = (Taking::AllOrNothing, Differing::Refuse);
    let job =
        ended(desk, Start { kind, file, source: None, taking, differing, extent, reading: Reading::default(), compare_only: false }).await;
    assert_eq!((job.state, job.counts.taken), (JobState::Done, rows as u64), "{:?}", job.error);
}

async fn export(desk: &mut Desk, kind: ImportKind, place: PlaceId, file: &Path) -> u64 {
    let out = desk.takes(file);
    let (below, period, basis) = (true, WEEK, Basis::Now);
    match kind {
        ImportKind::Ratings => {
            let filter = serde_json::json!({ "place": place, "below": below, "period": period });
            let filter = serde_json::from_value(filter).unwrap();
            desk.call(api::rating::Export { filter, out }).await.unwrap().rows
        }
        ImportKind::Cases => {
            let filter = api::case::Filter { place, below, period, facet: None, basis };
            desk.call(api::case::Export { filter, out }).await.unwrap().rows
        }
    }
}

/// Exports the list, reads it back, edits cells by `edit` and reads it back once more.
async fn there_and_back(
    desk: &mut Desk,
    folder: &Path,
    kind: ImportKind,
    rows: usize,
    cells: &BTreeSet<Cell>,
    edit: impl Fn(bool, &str) -> (&'static str, &'static str, String),
) {
    let place = desk.place("麻章区").await;
    for form in ["xlsx", "csv"] {
        let file = folder.join(format!("{}-out.{form}", kind.code()));
        assert_eq!(export(desk, kind, place, &file).await, rows as u64);
        let found = difference(desk, kind, &file).await;
        assert_eq!((found.new, found.same, found.changed), (0, rows as u64, 0), "{form}: {:?}", found.changes);

        let mut table = read(&file);
        let mut expected = BTreeSet::new();
        for cell in cells {
            let (header, field, _) = edit(cell.1, "");
            let at = column(&table, header);
            let stood = table[cell.0 + 1][at].to_string();
            let (_, _, text) = edit(cell.1, &stood);
            expected.insert((cell.0 as u64 + 2, field.to_owned(), text.clone()));
            table[cell.0 + 1][at] = Data::String(text);
        }
        let edited = folder.join(format!("{}-edited.{form}", kind.code()));
        save(&edited, &table);
        let found = difference(desk, kind, &edited).await;
        let told: BTreeSet<_> =
            found.changes.iter().map(|FieldChange { row, field, file, .. }| (*row, field.clone(), file.clone())).collect();
        assert_eq!(told, expected, "{form}");
        let touched = cells.iter().map(|c| c.0).collect::<BTreeSet<_>>().len() as u64;
        assert_eq!((found.new, found.same, found.changed), (0, rows as u64 - touched, touched), "{form}");
        assert_eq!(found.changes.len(), cells.len(), "{form}");
    }
    proved(desk).await;
}

testkit::on_both! {
    /// Ratings: grades and words are edited.
    async fn ratings_go_and_come_back(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let (rows, cells) = list();
        let mut text = crate::HEADER.to_owned();
        for (n, (place, word, grade)) in rows.iter().enumerate() {
            let word = WORDS[*word].replace('"', "\"\"");
            // As an export writes it, so that nothing is taken for a formula.
            let guarded = if word.is_empty() { word } else { format!("'{word}") };
            let code = PLACES[*place];
            text.push_str(&format!("好差评系统,R{n},{code},,A1,养老保险参保登记,,2,{grade},,,\"{guarded}\",2026-11-18 09:30:{n:02},,\n"));
        }
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        put(&mut desk, ImportKind::Ratings, file, None, rows.len()).await;
        there_and_back(&mut desk, scratch.folder(), ImportKind::Ratings, rows.len(), &cells, |grade, stood| match grade {
            true => ("评价等级", "grade", if stood == "不满意" { "满意" } else { "不满意" }.to_owned()),
            false => ("文字评价", "comment", "改过的话".to_owned()),
        })
        .await;
    }

    /// Case counts: their numbers are edited.
    async fn cases_go_and_come_back(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let (rows, cells) = list();
        let mut text = "数据来源,区划代码,事项编码,事项名称,办结日期,办件量\n".to_owned();
        for (n, (place, _, cases)) in rows.iter().enumerate() {
            // Every row has an item of its own, so that no two count the same.
            text.push_str(&format!("办件系统,{},A{n},事项{n},2026-11-18,{cases}\n", PLACES[*place]));
        }
        let file = write(&mut desk, scratch.folder(), "cases.csv", &text);
        let extent = Some(CaseExtent { days: Some(WEEK), named_only: false, zero_absent: false });
        put(&mut desk, ImportKind::Cases, file, extent, rows.len()).await;
        let cells = cells.into_iter().map(|(row, _)| (row, true)).collect();
        there_and_back(&mut desk, scratch.folder(), ImportKind::Cases, rows.len(), &cells, |_, _| ("办件量", "cases", "4096".to_owned())).await;
    }
}
