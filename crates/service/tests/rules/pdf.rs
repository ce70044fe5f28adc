//! Papers as PDF, set by the program of its own and read back by poppler and qpdf.

use crate::adjustments::{close, leader, paper, three};
use crate::duties::Office;
use crate::items::{admin, fields, new};
use crate::papers::{contents_lead_to_pages, said, twelve};
use api::duty::AdjustmentOf;
use api::item::ExportGuides;
use std::path::Path;
use std::process::Command;
use testkit::Scratch;

/// It is a whole PDF of A4 pages that names its language and carries all of its letters.
fn is_sound(pdf: &Path) {
    let checked = Command::new("qpdf").arg("--check").arg(pdf).output().expect("cargo xtask test installs qpdf");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let told = said("pdfinfo", &[], pdf);
    assert!(told.contains("(A4)") && told.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{told}");
    let letters = said("pdffonts", &[], pdf);
    let mut lines = letters.lines().skip(2).peekable();
    assert!(lines.peek().is_some(), "{letters}");
    // The columns from behind: object and generation, unicode, subset, embedded.
    for line in lines {
        let cells: Vec<&str> = line.split_whitespace().rev().collect();
        assert_eq!(&cells[2..5], ["yes", "yes", "yes"], "{line}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_set_with_contents() {
    let scratch = Scratch::sqlite();
    let pdf = twelve(&scratch, "list.pdf").await;
    is_sound(&pdf);
    contents_lead_to_pages(&pdf);
    let told = close(&said("pdftotext", &["-layout"], &pdf));
    for wanted in ["演示数据", "麻章区权责清单", "共12项", "目录", "当场告知", "条例", "—1—"] {
        assert!(told.contains(wanted), "{wanted} in {told}");
    }
    let info = said("pdfinfo", &[], &pdf);
    assert!(info.lines().any(|line| line.starts_with("Title:") && line.contains("麻章区权责清单")), "{info}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_adjustment_is_set_with_blanks_and_marks() {
    let scratch = Scratch::sqlite();
    let office = Office::new(&scratch).await;
    let ids = Box::pin(three(&office)).await.iter().map(|one| one.head.id).collect();
    let mut desk = leader(&office).await;
    let pdf = paper(&scratch, &mut desk, "adjustment.pdf", AdjustmentOf::Versions(ids)).await;
    is_sound(&pdf);
    let told = close(&said("pdftotext", &["-layout"], &pdf));
    for wanted in ["权责清单动态调整公告", "一、增加（1项）", "（一）权责T-3", "调整前", "调整后", "麻府办〔2026〕8号", "签名", "—1—"]
    {
        assert!(told.contains(wanted), "{wanted} in {told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rare_characters_and_marks_of_typst_are_only_text() {
    let scratch = Scratch::sqlite();
    let (mut desk, body) = admin(&scratch).await;
    let pdf = scratch.file("guide.pdf");
    let out = desk.takes(&pdf);
    // Villages and people have names beyond the 20,902 characters that every font holds.
    let name = "㙟头村𬇙办理#pagebreak() *不是* $命令$ \\ “引号”";
    let item = desk.call(new(fields(body, "G-1", name))).await.unwrap();
    desk.call(ExportGuides { items: vec![item.id], out }).await.unwrap();
    is_sound(&pdf);
    let told = close(&said("pdftotext", &["-layout"], &pdf));
    assert!(told.contains(&close(name)), "{told}");
    assert!(!scratch.folder().join("guide.pdf.part").exists());
}
