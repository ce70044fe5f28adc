//! 动态调整公告: what it tells, for whom, and what LibreOffice prints of it.

use crate::duties::Office;
use crate::papers::{part, said};
use crate::{code, invalid};
use api::ErrorCode;
use api::duty::{AdjustmentOf, CompareDates, DutyVersion, ExportAdjustment, WithdrawDuty};
use domain::account::Role;
use domain::duty::{DutyFields, DutyStep};
use jiff::civil::date;
use std::path::PathBuf;
use testkit::{Desk, Scratch, saved_by_office};

/// Three entries: one is changed in words, rows and a choice, one withdrawn, one new; all on the first of October.
pub(crate) async fn three(office: &Office) -> [DutyVersion; 3] {
    let (march, october) = (date(2026, 3, 1), date(2026, 10, 1));
    let was = DutyFields { situations: "对符合条件的申请不予受理的".to_owned(), ..office.fields("T-1") };
    let first = office.published(office.draft(office.town_admin, None, was.clone()).await, march).await;
    let second = office.published(office.draft(office.town_admin, None, office.fields("T-2")).await, march).await;
    let step = |name: &str, content: &str| DutyStep { name: name.to_owned(), content: content.to_owned(), ..DutyStep::default() };
    let becomes = DutyFields {
        situations: "对符合法定条件的申请不予受理的".to_owned(),
        kind: domain::catalogue::codes::ItemKind::Other,
        steps: vec![step("受理", "当场或一次性告知"), step("送达", "十日内送达")],
        ..was
    };
    let changed = office.approved(office.draft(office.town_admin, Some(first.head.duty), becomes).await).await;
    let withdraw = WithdrawDuty { duty: second.head.duty, reason: "条例已废止".to_owned() };
    let gone = office.approved(office.by(office.town_admin, withdraw).await.unwrap()).await;
    let new = office.approved(office.draft(office.town_admin, None, office.fields("T-3")).await).await;
    let mut publish = Office::publish(&[&changed, &gone, &new], october);
    publish.countersigned = "区司法局：无不同意见。".to_owned();
    office.by(office.admin, publish).await.unwrap();
    [changed, gone, new]
}

pub(crate) async fn leader(office: &Office) -> Desk {
    let mut desk = office.desk.another();
    desk.enter(Role::Leader).await;
    desk
}

/// The text of a paper, without what is between letters.
pub(crate) fn close(text: &str) -> String {
    text.split_whitespace().collect()
}

pub(crate) async fn paper(scratch: &Scratch, desk: &mut Desk, name: &str, of: AdjustmentOf) -> PathBuf {
    let path = scratch.file(name);
    let out = desk.takes(&path);
    desk.call(ExportAdjustment { of, out }).await.unwrap();
    path
}

testkit::on_both! {
    async fn an_adjustment_is_told_for_two_days_and_for_what_was_published(scratch) {
        let office = Office::new(&scratch).await;
        let three = Box::pin(three(&office)).await;
        let mut desk = leader(&office).await;
        let days = CompareDates { from: date(2026, 9, 30), to: date(2026, 10, 1), body: None };
        let of_days = part(&paper(&scratch, &mut desk, "days.docx", AdjustmentOf::Dates(days)).await, "word/document.xml");
        let ids = three.iter().map(|one| one.head.id).collect();
        let of_set = part(&paper(&scratch, &mut desk, "set.docx", AdjustmentOf::Versions(ids)).await, "word/document.xml");
        for text in [&of_days, &of_set] {
            for wanted in [
                "演示数据", "权责清单动态调整公告", "增加1项，调整1项，取消1项", "麻府办〔2026〕8号", "2026年10月1日", "一、增加（1项）",
                "二、调整（1项）", "三、取消（1项）", "（一）权责T-1", "机构改革", "条例已废止", "区司法局：无不同意见。", "编办审核", "bianban的人",
                "【修改】", "【新增】", "十日内送达", "发文机关（盖章）",
            ] {
                assert!(text.contains(wanted), "{wanted}");
            }
            assert!(!text.contains("送审稿"));
        }
        assert!(of_days.contains("2026年9月30日至2026年10月1日") && !of_set.contains("所列为"));
        // The words that differ are marked by lines: struck before, underlined after.
        let run = |mark: &str, words: &str| of_set.split("<w:r>").any(|run| run.contains(mark) && run.contains(&format!(">{words}</w:t>")));
        assert!(run("<w:u w:val=\"single\"", "法定"));
        assert!(run("<w:strike", "公共服务") && run("<w:u w:val=\"single\"", "其他行政权力"));
        assert!(!run("<w:strike", "对符合"));
        let alone = vec![three[0].head.id];
        let text = part(&paper(&scratch, &mut desk, "alone.docx", AdjustmentOf::Versions(alone)).await, "word/document.xml");
        assert!(text.contains("增加0项，调整1项，取消0项") && !text.contains("权责T-3"));
    }

    async fn what_is_not_published_is_told_to_those_who_may_see_it_with_blanks(scratch) {
        let office = Office::new(&scratch).await;
        let draft = office.draft(office.town_admin, None, office.fields("T-1")).await;
        let mut desk = office.desk.another();
        desk.enter(Role::CatalogueAdmin).await;
        let path = scratch.file("open.docx");
        let out = desk.takes(&path);
        let export = |id| ExportAdjustment { of: AdjustmentOf::Versions(vec![id]), out: out.clone() };
        assert_eq!(invalid(desk.call(export(draft.head.id)).await), ("of".to_owned(), "duty_adjustment_stage".to_owned()));
        let accepted = office.accept(&office.submit(office.town_admin, &draft).await).await;
        let review = Office::review(&accepted, api::duty::Verdict::Approve, "同意，请补充依据");
        office.by(office.reviewers[0], review).await.unwrap();
        desk.call(export(draft.head.id)).await.unwrap();
        let text = part(&path, "word/document.xml");
        for wanted in ["（送审稿，尚未公布）", "同意，请补充依据", "bianban的人", "区政府审定", "＿＿＿＿〔＿＿＿＿〕＿＿号", "＿＿＿＿年＿＿月＿＿日"] {
            assert!(text.contains(wanted), "{wanted}");
        }
        let mut other = leader(&office).await;
        let out = other.takes(&scratch.file("other.docx"));
        let of = AdjustmentOf::Versions(vec![draft.head.id]);
        assert_eq!(code(other.call(ExportAdjustment { of, out: out.clone() }).await), ErrorCode::NotFound);
        let twice = AdjustmentOf::Versions(vec![draft.head.id; 2]);
        let out_twice = desk.takes(&path);
        assert_eq!(invalid(desk.call(ExportAdjustment { of: twice, out: out_twice }).await), ("of".to_owned(), "duty_set_twice".to_owned()));
        let same = CompareDates { from: date(2026, 10, 1), to: date(2026, 10, 1), body: None };
        let nothing = ExportAdjustment { of: AdjustmentOf::Dates(same), out };
        assert_eq!(invalid(other.call(nothing).await), ("of".to_owned(), "range".to_owned()), "there is nothing to tell");
        assert!(!scratch.file("other.docx").exists(), "a refused call writes nothing");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_adjustment_is_printed_by_libreoffice() {
    let scratch = Scratch::sqlite();
    let office = Office::new(&scratch).await;
    let ids = Box::pin(three(&office)).await.iter().map(|one| one.head.id).collect();
    let mut desk = leader(&office).await;
    let path = paper(&scratch, &mut desk, "adjustment.docx", AdjustmentOf::Versions(ids)).await;
    let pdf = saved_by_office(scratch.folder(), &[&path], "pdf").remove(0);
    let text = said("pdftotext", &["-layout"], &pdf);
    let told = close(&text);
    for wanted in ["权责清单动态调整公告", "一、增加（1项）", "（一）权责T-3", "调整前", "调整后", "麻府办〔2026〕8号", "签名", "—1—"]
    {
        assert!(told.contains(wanted), "{wanted} in {text}");
    }
    assert!(said("pdfinfo", &[], &pdf).contains("(A4)"));
    let names = part(&path, "word/document.xml");
    for letters in ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"] {
        assert!(names.contains(&format!("w:eastAsia=\"{letters}\"")), "{letters}");
    }
    let others = part(&path, "word/fontTable.xml");
    assert!(others.contains("w:name=\"仿宋_GB2312\"><w:altName"), "{others}");
}
