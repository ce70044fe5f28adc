//! The audit log through the door.

use crate::{code, invalid};
use api::ErrorCode;
use api::audit::{Export, Filter, List, Verify};
use api::page::PageAt;
use csv::StringRecord;
use domain::account::Role;
use std::path::Path;
use std::process::Command;
use testkit::{Desk, Scratch};

/// The program that is handed to outsiders.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/audit_verify.py");

/// What it says of a file, and how it ends.
fn proved(file: &Path, options: &[&str]) -> (i32, String) {
    let out = Command::new("python3").args(["-B", SCRIPT]).arg(file).args(options).output().unwrap();
    (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap())
}

/// The auditor's export of a log in which things were done.
async fn exported(desk: &mut Desk, scratch: &Scratch, name: &str, filter: Filter) -> Vec<StringRecord> {
    let out = desk.takes(&scratch.file(name));
    let written = desk.call(Export { filter, out }).await.unwrap();
    let rows = rows_of(&scratch.file(name));
    assert_eq!(rows.iter().filter(|r| &r[0] == "entry").count() as u64, written.rows);
    rows
}

/// Its rows, the header with them.
fn rows_of(file: &Path) -> Vec<StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file).unwrap();
    reader.records().map(Result::unwrap).collect()
}

/// What the program says of other rows; it has to find a fault.
fn fault(scratch: &Scratch, rows: &[StringRecord]) -> String {
    let file = scratch.file("changed.csv");
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(&file).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.flush().unwrap();
    let (code, said) = proved(&file, &[]);
    assert_eq!(code, 1, "{said}");
    said
}

#[expect(clippy::print_stderr, reason = "says that it was skipped")]
fn has_python() -> bool {
    let has = Command::new("python3").arg("--version").output().is_ok_and(|o| o.status.success());
    if !has {
        eprintln!("skipped: python3 is not there");
    }
    has
}

fn list(limit: u32) -> List {
    List { filter: Filter::default(), sort: None, page: PageAt::First, limit }
}

testkit::on_both! {
    async fn the_auditor_reads_and_proves(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        for role in [Role::Leader, Role::Inspector, Role::SecurityAuditor] {
            desk.enter(role).await;
        }
        let page = desk.call(list(2)).await.unwrap();
        assert_eq!(page.entries.iter().map(|e| (e.who.as_str(), e.operation.as_str())).collect::<Vec<_>>(),
            [("演示安全审计员", "session.enter"), ("演示督查员", "session.enter")]);
        let next = desk.call(List { page: PageAt::After(page.edges.after.unwrap()), ..list(500) }).await.unwrap();
        assert!(next.edges.after.is_none() && next.entries.iter().all(|e| e.no < page.entries[1].no));
        let of = |operation: &str| Filter { operations: vec![operation.to_owned()], ..Filter::default() };
        let entered = desk.call(List { filter: of("session.enter"), ..list(500) }).await.unwrap();
        assert_eq!(entered.entries.len(), 3);
        for bad in [0, 501] {
            assert_eq!(invalid(desk.call(list(bad)).await), ("limit".to_owned(), "range".to_owned()));
        }
        let proof = desk.call(Verify {}).await.unwrap();
        assert_eq!((proof.faults.len(), proof.head.len()), (0, 64));
        // Reading the log is entered in the log.
        let reads = desk.call(List { filter: of("audit.list"), ..list(500) }).await.unwrap();
        assert_eq!(reads.entries.len(), 3);
        scratch.execute("UPDATE audit SET outcome = 'done', who = '别人' WHERE id = 2").await;
        let proof = desk.call(Verify {}).await.unwrap();
        assert_eq!(proof.faults.iter().map(|f| (f.no, f.what.as_str())).collect::<Vec<_>>(), [(2, "altered")]);
        desk.enter(Role::SystemAdmin).await;
        assert_eq!(code(desk.call(Verify {}).await), ErrorCode::NotPermitted);
    }

    async fn an_outsider_proves_what_was_exported(scratch) {
        if !has_python() {
            return;
        }
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        for (login, name) in [("zhang", "张三丰"), ("lisi", "李四é")] {
            desk.call(api::account::Create { login: login.to_owned(), name: name.to_owned() }).await.unwrap();
        }
        // A clock that was set back: the order of the chain is not that of time.
        desk.clock.advance(-90);
        desk.enter(Role::SecurityAuditor).await;
        let rows = exported(&mut desk, &scratch, "log.csv", Filter::default()).await;
        let (code, said) = proved(&scratch.file("log.csv"), &[]);
        assert_eq!(code, 0, "{said}");
        let entries = rows.iter().filter(|r| &r[0] == "entry").count();
        assert!(said.contains(&format!("OK: {entries} entries")), "{said}");

        // One byte of any cell of an entry, or of the signed head, and the row is named.
        let entry = rows.iter().position(|r| &r[0] == "entry" && !r[5].is_empty() && !r[15].is_empty()).unwrap();
        for at in [entry, rows.len() - 1] {
            let filled: Vec<usize> = (0..20).filter(|column| !rows[at][*column].is_empty()).collect();
            assert!(filled.len() >= 7);
            for column in filled {
                let changed = |n: usize, cell: &str| {
                    let (rest, last) = cell.split_at(cell.char_indices().last().map_or(0, |(i, _)| i));
                    if n == column { format!("{rest}{}", if last == "0" { "1" } else { "0" }) } else { cell.to_owned() }
                };
                let mut rows = rows.clone();
                rows[at] = rows[at].iter().enumerate().map(|(n, cell)| changed(n, cell)).collect();
                let said = fault(&scratch, &rows);
                assert!(said.contains(&format!("row {}:", at + 1)) && said.contains(&format!("第{}行", at + 1)), "{column}: {said}");
                assert!(said.contains("changed") || said.contains("reordered"), "{column}: {said}");
            }
        }
        // A row that is gone, at the beginning, within, and at the end.
        for gone in [1, entry, entries] {
            let mut rows = rows.clone();
            rows.remove(gone);
            let said = fault(&scratch, &rows);
            assert!(said.contains("missing") && said.contains(&format!(" {gone} to {gone} ")), "{said}");
        }
        // Rows that changed places, and one that stands twice.
        let mut swapped = rows.clone();
        swapped.swap(entry, entry + 1);
        let said = fault(&scratch, &swapped);
        assert!(said.contains("reordered") && said.contains(&format!("row {}:", entry + 1)), "{said}");
        let mut twice = rows.clone();
        twice.insert(entry, rows[entry].clone());
        assert!(fault(&scratch, &twice).contains("twice"));
        // Without its signature nothing is proved.
        assert!(fault(&scratch, &rows[..rows.len() - 1]).contains("no signed head"));

        // The key that is known from elsewhere, and another one.
        let key = rows[rows.len() - 1][18].to_owned();
        assert_eq!(proved(&scratch.file("log.csv"), &["--key", &key]).0, 0);
        let (code, said) = proved(&scratch.file("log.csv"), &["--key", &"0".repeat(64)]);
        assert!(code == 1 && said.contains("another key"), "{said}");
        // Something else than an exported log.
        std::fs::write(scratch.file("other.csv"), "a,b\r\n1,2\r\n").unwrap();
        assert_eq!(proved(&scratch.file("other.csv"), &[]).0, 2);
        // Where Python has no library for signatures the program's own lines verify them.
        let out = Command::new("python3").args(["-B", "-S", SCRIPT]).arg(scratch.file("log.csv")).output().unwrap();
        let said = String::from_utf8(out.stdout).unwrap();
        assert!(out.status.success() && said.contains("RFC 8032"), "{said}");

        // A filtered export is proved as far as it goes, and says so.
        let created = Filter { operations: vec!["account.create".to_owned()], ..Filter::default() };
        exported(&mut desk, &scratch, "part.csv", created).await;
        let (code, said) = proved(&scratch.file("part.csv"), &[]);
        assert!(code == 1 && said.contains("--part"), "{said}");
        let (code, said) = proved(&scratch.file("part.csv"), &["--part"]);
        assert!(code == 0 && said.contains("OK: 2 entries") && said.contains("can't be proved"), "{said}");
    }
}
