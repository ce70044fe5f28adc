//! Papers: what is written, and what LibreOffice makes of it.

use crate::duties::Office;
use crate::invalid;
use crate::items::{admin, fields, new};
use api::duty::{DutyFilter, ExportPaper};
use api::item::ExportGuides;
use domain::account::Role;
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

testkit::on_both! {
    async fn a_list_is_written_as_it_was_and_for_whoever_asks(scratch) {
        let office = Office::new(&scratch).await;
        let (march, october) = (jiff::civil::date(2026, 3, 1), jiff::civil::date(2026, 10, 1));
        office.published(office.draft(office.town_admin, None, office.fields("T-1")).await, march).await;
        office.published(office.draft(office.town_admin, None, office.fields("T-2")).await, october).await;
        office.draft(office.town_admin, None, office.fields("T-3")).await;
        let path = scratch.file("list.docx");
        let mut leader = office.desk.another();
        leader.enter(Role::Leader).await;
        let out = leader.takes(&path);
        let export = |filter| ExportPaper { filter, out: out.clone() };
        assert_eq!(leader.call(export(DutyFilter::default())).await.unwrap().rows, 2, "drafts are not his to read");
        let text = part(&path, "word/document.xml");
        for wanted in ["麻章区权责清单", "共2项", "目　录", "1. 权责T-1", "2. 权责T-2", "PAGEREF _Toc00000003", "当场告知", "条例"] {
            assert!(text.contains(wanted), "{wanted}");
        }
        assert!(!text.contains("权责T-3"));
        let september = DutyFilter { as_of: Some(jiff::civil::date(2026, 9, 30)), ..DutyFilter::default() };
        assert_eq!(leader.call(export(september)).await.unwrap().rows, 1);
        assert!(part(&path, "word/document.xml").contains("截至2026年9月30日，共1项"));
        let nothing = DutyFilter { text: "没有这样的事项".to_owned(), ..DutyFilter::default() };
        assert_eq!(invalid(leader.call(export(nothing)).await), ("filter".to_owned(), "duty_paper_empty".to_owned()));
        let mut town = office.desk.another();
        town.enter(Role::TownAdmin).await;
        let out = town.takes(&path);
        assert_eq!(town.call(ExportPaper { filter: DutyFilter::default(), out }).await.unwrap().rows, 3);
        assert!(part(&path, "word/document.xml").contains("状态：编制中"));
    }
}

/// Twelve entries, written as a paper of that name by a leader.
pub(crate) async fn twelve(scratch: &Scratch, name: &str) -> std::path::PathBuf {
    let office = Office::new(scratch).await;
    for n in 0..12 {
        office
            .published(office.draft(office.town_admin, None, office.fields(&format!("T-{n:02}"))).await, jiff::civil::date(2026, 3, 1))
            .await;
    }
    let path = scratch.file(name);
    let mut desk = office.desk.another();
    desk.enter(Role::Leader).await;
    let out = desk.takes(&path);
    desk.call(ExportPaper { filter: DutyFilter::default(), out }).await.unwrap();
    path
}

/// The contents name the page of each of them.
pub(crate) fn contents_lead_to_pages(pdf: &Path) {
    let text = said("pdftotext", &["-layout"], pdf);
    let pages: Vec<String> = text.split('\u{c}').map(|page| page.split_whitespace().collect()).collect();
    let contents = pages.iter().find(|page| page.contains("目录")).unwrap();
    for n in 0..12 {
        let heading = format!("{}.权责T-{n:02}", n + 1);
        let at = pages.iter().rposition(|page| page.contains(&heading)).unwrap() + 1;
        let told = contents.split(&heading).nth(1).unwrap().trim_start_matches(['.', '…', '·', '\u{2060}']);
        let told: String = told.chars().take_while(char::is_ascii_digit).collect();
        // The number of the next line follows the page's at once.
        assert!(told.starts_with(&at.to_string()), "{heading} on {at}: {contents}");
    }
    assert!(pages.len() > 4, "{}", pages.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contents_tell_the_pages_on_which_sections_begin() {
    let scratch = Scratch::sqlite();
    let path = twelve(&scratch, "list.docx").await;
    contents_lead_to_pages(&saved_by_office(scratch.folder(), &[&path], "pdf").remove(0));
}
