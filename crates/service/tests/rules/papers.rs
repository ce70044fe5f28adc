//! Papers: what is written, and what LibreOffice makes of it.

use crate::invalid;
use crate::items::{admin, fields, new};
use api::item::ExportGuides;
use domain::catalogue::item::{ItemFields, ItemId};
use std::io::Read;
use std::path::Path;
use std::process::Command;
use testkit::{Scratch, saved_by_office};

/// A part of a paper's file.
pub(crate) fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What a program of poppler's says of a PDF.
pub(crate) fn said(program: &str, args: &[&str], pdf: &Path) -> String {
    let mut command = Command::new(program);
    command.args(args).arg(pdf);
    if program == "pdftotext" {
        command.arg("-");
    }
    let done = command.output().unwrap_or_else(|error| panic!("{program}: {error}; cargo xtask test installs poppler-utils"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

testkit::on_both! {
    async fn guides_are_written_as_a_paper_or_not_at_all(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let path = scratch.file("办事指南.docx");
        let out = desk.takes(&path);
        let item = desk.call(new(ItemFields { hours: "工作日 <8:30>".to_owned(), ..fields(body, "G-1", "户口迁移") })).await.unwrap();
        let other = desk.call(new(fields(body, "G-2", "医疗报销"))).await.unwrap();
        for items in [Vec::new(), vec![item.id; 501]] {
            assert_eq!(invalid(desk.call(ExportGuides { items, out: out.clone() }).await), ("items".to_owned(), "range".to_owned()));
        }
        scratch.execute("INSERT INTO item (id, code, name) VALUES (55, 'name:只见于评价', '只见于评价')").await;
        let items = vec![item.id, ItemId(55)];
        let refused = invalid(desk.call(ExportGuides { items, out: out.clone() }).await);
        assert_eq!(refused, ("items".to_owned(), "unfit_undescribed".to_owned()), "nothing is known of it");
        assert!(!path.exists(), "a refused call writes nothing");
        let written = desk.call(ExportGuides { items: vec![item.id, other.id], out }).await.unwrap();
        assert_eq!(written.rows, 2);
        let text = part(&path, "word/document.xml");
        for wanted in ["演示数据", "户口迁移", "医疗报销", "工作日 &lt;8:30&gt;", "待核实", "受理条件"] {
            assert!(text.contains(wanted), "{wanted}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guide_is_printed_by_libreoffice_with_its_letters_and_page_numbers() {
    let scratch = Scratch::sqlite();
    let (mut desk, body) = admin(&scratch).await;
    let path = scratch.file("guide.docx");
    let out = desk.takes(&path);
    let mut items = Vec::new();
    for (code, name) in [("G-1", "户口迁移"), ("G-2", "学前教育资助金")] {
        items.push(desk.call(new(fields(body, code, name))).await.unwrap().id);
    }
    desk.call(ExportGuides { items, out }).await.unwrap();
    let pdf = saved_by_office(scratch.folder(), &[&path], "pdf").remove(0);
    let text = said("pdftotext", &["-layout"], &pdf);
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    let page_of =
        |name: &str| pages.iter().position(|page| page.lines().find(|line| !line.trim().is_empty()).is_some_and(|l| l.trim() == name));
    let (first, second) = (page_of("户口迁移").unwrap(), page_of("学前教育资助金").unwrap());
    assert!(first < second, "each guide begins a page: {text}");
    // Between letters of two scripts the program puts room of its own.
    let close = |text: &str| text.split_whitespace().collect::<String>();
    for (n, page) in pages.iter().enumerate() {
        assert!(close(page).ends_with(&format!("—{}—", n + 1)), "{page}");
    }
    let close = close(&text);
    assert!(close.contains("居民身份证") && close.contains("承诺办结时限10个工作日"), "{text}");
    let size = said("pdfinfo", &[], &pdf);
    assert!(size.contains("(A4)"), "{size}");
    let names = part(&path, "word/document.xml");
    assert!(names.contains("w:eastAsia=\"方正小标宋简体\"") && names.contains("w:eastAsia=\"黑体\""));
}
