//! 运行流程图 as a file: part of a text, seen by whoever may see a version that has it, fixed once that is published.

use crate::duties::Office;
use crate::{code, invalid, newcomer};
use api::attachment::{ShowAttachment, WithdrawAttachment};
use api::duty::{CompareVersions, SaveDraft, TakeFlowChart};
use api::{ErrorCode, InFile};
use domain::account::Role;
use domain::attachment::{AttachmentId, Media};
use domain::duty::{DutyFields, FlowChart};
use testkit::Scratch;

const PNG: &[u8] = b"\x89PNG\r\n\x1A\nfirst";

fn file(office: &mut Office, scratch: &Scratch, name: &str, bytes: &[u8]) -> InFile {
    let path = scratch.file(name);
    std::fs::write(&path, bytes).unwrap();
    office.desk.gives(&path)
}

async fn taken(office: &mut Office, scratch: &Scratch, name: &str, bytes: &[u8]) -> FlowChart {
    let file = file(office, scratch, name, bytes);
    office.desk.run_with_files(TakeFlowChart { file }).await.unwrap()
}

fn saving(fields: DutyFields) -> SaveDraft {
    SaveDraft { duty: None, draft: None, based_on: None, fields, reason: String::new(), version: 0 }
}

testkit::on_both! {
    async fn a_flow_chart_is_seen_by_whoever_sees_a_version_that_has_it(scratch) {
        let mut office = Office::new(&scratch).await;
        let script = file(&mut office, &scratch, "流程图.png", b"<script>alert(1)</script>");
        let refused = office.desk.run_with_files(TakeFlowChart { file: script }).await.unwrap_err();
        assert_eq!((refused.code, refused.args["detail"].as_str()), (ErrorCode::FileUnreadable, "not_photo"), "its bytes say what it is");
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM attachment").await, [0]);

        let chart = taken(&mut office, &scratch, "流程图.png", PNG).await;
        assert_eq!((chart.media, chart.name.as_str(), chart.mark().len()), (Media::Png, "流程图.png", 8));
        let (town_admin, id) = (office.town_admin, chart.id);
        let outsider = newcomer(&office.desk, "ducha", Some((Role::Inspector, office.district))).await.0;
        let shows = ShowAttachment { id };
        assert_eq!(office.desk.operate(shows.clone()).await.unwrap().sha256, chart.sha256, "who took it in");
        for who in [town_admin, outsider, office.admin] {
            assert_eq!(code(office.by(who, shows.clone()).await), ErrorCode::NotFound, "no version has it yet");
        }
        // Nobody gets to see a file by naming it, nor another one under its name.
        let named = |chart: FlowChart| DutyFields { flow_chart_file: Some(chart), ..office.fields("T-1") };
        let unknown = ("flow_chart_file".to_owned(), "unknown".to_owned());
        assert_eq!(invalid(office.by(town_admin, saving(named(chart.clone()))).await), unknown);
        for wrong in [
            FlowChart { sha256: "0".repeat(64), ..chart.clone() },
            FlowChart { name: "另一张.png".to_owned(), ..chart.clone() },
            FlowChart { id: AttachmentId(99), ..chart.clone() },
        ] {
            assert_eq!(invalid(office.desk.operate(saving(named(wrong))).await), unknown);
        }

        let draft = office.desk.operate(saving(named(chart.clone()))).await.unwrap();
        assert!(office.by(town_admin, shows.clone()).await.is_ok(), "who drafts there");
        assert!(office.by(office.reviewers[0], shows.clone()).await.is_ok(), "who reviews there");
        assert_eq!(code(office.by(outsider, shows.clone()).await), ErrorCode::NotFound, "a draft's is no outsider's");
        let today = office.today();
        let first = office.published(draft, today).await;
        assert_eq!(first.fields.flow_chart_file.as_ref(), Some(&chart));
        assert!(office.by(outsider, shows.clone()).await.is_ok(), "what is published is read by all");
        // What belongs to a published text stays with it.
        let withdraw = WithdrawAttachment { id, reason: "想换一张图".to_owned() };
        assert_eq!(code(office.desk.operate(withdraw).await), ErrorCode::NotFound);

        // A later version has another one; the first keeps its own.
        let second = taken(&mut office, &scratch, "流程图.png", b"%PDF-1.7").await;
        let changed = DutyFields { flow_chart_file: Some(second.clone()), ..first.fields.clone() };
        let draft = SaveDraft { duty: Some(first.head.duty), ..saving(changed) };
        let draft = office.desk.operate(draft).await.unwrap();
        let compared = office.by(office.admin, CompareVersions { old: first.head.id, new: draft.head.id }).await.unwrap();
        assert_eq!(compared.differing.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["flow_chart_file"]);
        let now = office.published(draft, today).await;
        assert_eq!(now.fields.flow_chart_file, Some(second));
        let kept = office.desk.service.attachment(&chart.sha256).await.unwrap();
        assert_eq!(kept, PNG);
        assert!(office.by(outsider, shows).await.is_ok(), "the text that was in force is still read");
    }
}
