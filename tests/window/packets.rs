//! 离线包 in the real window: a laptop is enrolled by its request, takes a visit along, and what was done there is previewed, merged, and
//! decided about where a colleague answered meanwhile. The laptop is an installation of its own, without a window.

use crate::desk::Desk;
use crate::raw::Raw;
use crate::visit::{open, waiting};
use api::inspection::{BeginVisit, SaveAnswer, SaveFinding, ShowVisit};
use api::packet::{MakeRequest, MakeReturn, PreviewGrant, TakeGrant, TakePacket};
use domain::inspection::checklist::score::Answer;
use domain::inspection::finding::FindingFields;
use domain::inspection::plan::VisitId;
use domain::inspection::visit::Filled;
use service::{Location, Service};
use std::path::{Path, PathBuf};
use testkit::{Scratch, TestClock};

const PASSWORD: &str = "lantern-quarry-9-otter";

async fn open_packets(desk: &Desk) {
    desk.click(".rail-area", "督查检查").await;
    desk.click("nav a", "离线包").await;
    desk.wait("h1", "离线包").await;
}

/// The file that was written last and is called so.
fn written(folder: &Path, name: &str) -> PathBuf {
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.file_name().is_some_and(|file| file.to_string_lossy().contains(name))).max().unwrap()
}

#[tokio::test]
async fn a_laptop_takes_a_visit_out_and_brings_it_back() {
    let Some(desk) = Desk::open("packets").await else { return };
    let raw = Raw::open(&desk.data).await;
    let (id, name) = waiting(&raw).await;
    let visit = VisitId(id);

    let folder = Scratch::sqlite();
    let service = Service::open(Location::Folder(folder.folder().join("laptop"))).await.unwrap();
    let mut laptop = testkit::Desk::over(service, TestClock::default());
    let request = folder.file("request.packet");
    let out = laptop.takes(&request);
    let print = laptop.call(MakeRequest { name: "督查一号".to_owned(), out }).await.unwrap().fingerprint;

    desk.enter_at("系统管理员", &[]).await;
    // It is the only page of the area that he has.
    desk.click(".rail-area", "督查检查").await;
    desk.wait("h1", "离线包").await;
    desk.picture("none").await;
    desk.offer("登记申请.packet", &std::fs::read(&request).unwrap());
    desk.click("main button", "登记外出设备").await;
    desk.click("dialog button", "选择登记申请").await;
    desk.wait("dialog .notice", &print).await;
    desk.click("dialog label.check", "核对码与那台电脑显示的一致").await;
    desk.pick("使用人", "演示督查员").await;
    desk.picture("enrol").await;
    desk.click("dialog button[type=submit]", "保存登记凭证").await;
    desk.wait(".toast", "已登记").await;
    desk.wait("tbody tr", "督查一号").await;

    let file = laptop.gives(&written(&desk.files, "登记凭证"));
    let fingerprint = laptop.call(PreviewGrant { file: file.clone() }).await.unwrap().fingerprint;
    laptop.call(TakeGrant { file, fingerprint, password: PASSWORD.to_owned() }).await.unwrap();
    desk.become_another("系统管理员", "督查员").await;
    open_packets(&desk).await;
    desk.click("tbody button", "制作外出包").await;
    desk.wait("dialog li", &name).await;
    desk.picture("make").await;
    desk.click("dialog button[type=submit]", "制作外出包").await;
    desk.wait(".toast", "已做好").await;

    // In the village: begun, three answers, a finding.
    let file = laptop.gives(&written(&desk.files, "外出包"));
    laptop.call(TakePacket { file }).await.unwrap();
    let version = laptop.call(ShowVisit { id: visit }).await.unwrap().visit.version;
    laptop.call(BeginVisit { id: visit, version }).await.unwrap();
    for (line, answer) in [("1.1", Answer::Fits), ("1.2", Answer::Fits), ("1.3", Answer::Fails)] {
        let filled = Filled { answer: Some(answer), faults: 0, words: "现场所见".to_owned() };
        laptop.call(SaveAnswer { visit, line: line.to_owned(), filled, version: 0 }).await.unwrap();
    }
    let fields =
        FindingFields {
            what: "值班表没有按季度更新".to_owned(), spot: "服务窗口".to_owned(), days: 5, ..FindingFields::default()
        };
    laptop.call(SaveFinding { visit, id: None, fields, version: 0 }).await.unwrap();
    let back = folder.file("back.packet");
    let out = laptop.takes(&back);
    laptop.call(MakeReturn { out }).await.unwrap();
    laptop.service.close().await;

    // Meanwhile one line is answered in the office.
    open(&desk, "我的任务", &name).await;
    desk.click(".page-head button", "开始检查").await;
    desk.wait(".visit-line.is-current .visit-no", "1.1").await;
    desk.press(".visit-line.is-current", "", "3").await;
    raw.becomes(&format!("SELECT COUNT(*) FROM inspection_answer WHERE visit_id = {id} AND answer <> ''"), 1).await;

    open_packets(&desk).await;
    desk.offer("带回包.packet", &std::fs::read(&back).unwrap());
    desk.click("main button", "选择带回包").await;
    desk.wait("main .notice", "共5项操作").await;
    desk.wait("main form tbody tr", &name).await;
    desk.picture("preview").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM packet_op").await, 0, "a preview writes nothing");
    desk.click("main button[type=submit]", "合并").await;
    desk.wait(".toast", "已合并").await;
    desk.wait("main li.card", "第1.1项").await;
    desk.picture("conflict").await;
    desk.looks("dark", "large").await;
    desk.picture("conflict-dark-large").await;
    desk.looks("light", "normal").await;
    desk.click("main li.card button", "采用带回的").await;
    desk.wait("main", "没有待处理的内容").await;
    let fits = format!("SELECT COUNT(*) FROM inspection_answer WHERE visit_id = {id} AND words = '现场所见'");
    assert_eq!(raw.number(&fits).await, 3);
    assert_eq!(raw.number(&format!("SELECT COUNT(*) FROM inspection_finding WHERE visit_id = {id}")).await, 1);
    desk.close().await;
}

/// A new installation can be a laptop instead of a district.
#[tokio::test]
async fn a_new_installation_offers_to_go_out() {
    let Some(desk) = Desk::open_empty("outside").await else { return };
    desk.wait("h1", "首次设置").await;
    desk.click("button", "作为外出设备使用").await;
    desk.wait("h2", "作为外出设备使用").await;
    desk.picture("request").await;
    desk.click("button", "返回新建").await;
    desk.wait("label.radio", "正式使用").await;
    desk.close().await;
}
