//! Cells of responsibility lists changed in the table: what is published stays, one's own draft takes them.

use crate::duties::Office;
use crate::{code, invalid};
use api::ErrorCode;
use api::cells::{CellChange, CellSeen};
use api::duty::{ChangeCells, Chosen, DutyFilter, DutyRow, ListDuties, PreviewCells, SaveDraft, ShowDuty, SubmitDrafts, WithdrawDuty};
use api::page::PageAt;
use domain::account::AccountId;
use domain::catalogue::codes::ItemKind;
use domain::duty::flow::Deed;
use domain::duty::{DutyFields, DutyId};
use domain::import::Problem;

/// The list as somebody edits it.
async fn rows(office: &Office, who: AccountId) -> Vec<DutyRow> {
    let list = ListDuties { filter: DutyFilter::default(), sort: None, page: PageAt::First, limit: 50, own: true };
    office.by(who, list).await.unwrap().duties
}

async fn row(office: &Office, who: AccountId, duty: DutyId) -> DutyRow {
    rows(office, who).await.into_iter().find(|row| row.id == duty).unwrap()
}

/// A cell of a row as it was read: of one's own draft where there is one.
fn cell(row: &DutyRow, field: &str, text: &str) -> CellChange {
    let version = row.own.as_ref().map_or(row.stamp, |own| own.stamp);
    CellChange { row: row.id.0, version, field: field.to_owned(), text: text.to_owned() }
}

fn told(seen: &CellSeen) -> (&str, &str, &str) {
    (seen.field.as_str(), seen.before.as_str(), seen.after.as_str())
}

testkit::on_both! {
    async fn cells_go_into_ones_own_draft_and_the_published_text_stays(scratch) {
        let office = Office::new(&scratch).await;
        let draft = office.draft(office.town_admin, None, office.fields("T-1")).await;
        let published = office.published(draft, office.today()).await;
        let new = office.draft(office.town_admin, None, office.fields("T-2")).await.head.duty;
        let who = office.town_admin;
        let (one, two) = (row(&office, who, published.head.duty).await, row(&office, who, new).await);
        let before = (one.stamp, two.stamp);
        assert_eq!((one.own.as_ref(), two.own.as_ref().map(|own| own.stamp)), (None, Some(two.stamp)), "its only version is his own");
        let changes = vec![
            cell(&one, "undertaker", " 综合服务股 "),
            cell(&two, "kind", "处罚"),
            cell(&one, "hotline", "0759-12345"),
            cell(&two, "name", "权责T-2"),
        ];
        let seen = office.by(who, PreviewCells { changes: changes.clone() }).await.unwrap().cells;
        assert_eq!(told(&seen[0]), ("undertaker", "", "综合服务股"));
        assert_eq!(told(&seen[1]), ("kind", "公共服务", "行政处罚"));
        assert!(seen[3].problem.is_none() && !seen[3].changes(), "what says the same changes nothing");
        let after = rows(&office, who).await.iter().map(|row| row.stamp).max();
        assert_eq!(after, Some(before.0.max(before.1)), "a preview begins nothing");

        let done = office.by(who, ChangeCells { changes }).await.unwrap();
        assert_eq!((done.cells, done.rows.len()), (3, 2));
        assert_eq!(office.shown(published.head.duty).await.fields, published.fields, "what is published stays");
        let one = row(&office, who, published.head.duty).await;
        let own = one.own.clone().unwrap();
        assert_eq!(done.rows.iter().find(|row| row.row == one.id.0).map(|row| row.version), Some(own.stamp), "the next cell is told upon it");
        assert!(own.stamp > one.stamp && one.stamp == before.0);
        let drafts = office.drafts(who, false).await;
        let begun = drafts.iter().find(|draft| draft.duty == one.id).unwrap();
        assert_eq!((begun.deed, begun.based_on), (Deed::Change, Some(published.head.id)));
        let stored = |version| ShowDuty { id: one.id, version: Some(version), as_of: None };
        let fields = office.by(who, stored(begun.id)).await.unwrap().shown.fields;
        assert_eq!(fields, DutyFields { undertaker: "综合服务股".into(), hotline: "0759-12345".into(), ..published.fields.clone() });
        assert_eq!(office.shown(new).await.fields.kind, ItemKind::Penalty);

        // Another cell goes into the same draft, which is one more deed to take back.
        office.by(who, ChangeCells { changes: vec![cell(&one, "name", "改过的名称")] }).await.unwrap();
        let drafts = office.drafts(who, false).await;
        assert_eq!(drafts.iter().filter(|draft| draft.duty == one.id).count(), 1);
        assert_eq!(row(&office, who, one.id).await.own.unwrap().name, "改过的名称");
        let other = row(&office, office.admin, one.id).await;
        assert_eq!(other.own, None, "another's draft is not one's own");
        // Nor does the administrator write in a draft of the town that was never published: he could not review it any more.
        let foreign = row(&office, office.admin, new).await;
        let seen = office.by(office.admin, PreviewCells { changes: vec![cell(&foreign, "hotline", "1")] }).await.unwrap().cells;
        assert!(matches!(&seen[0].problem, Some(Problem::Rule { rule, .. }) if rule == "duty_not_own"), "{:?}", seen[0].problem);
        assert_eq!(invalid(office.by(office.admin, ChangeCells { changes: vec![cell(&foreign, "hotline", "1")] }).await), ("hotline".into(), "duty_not_own".into()));
        office.by(who, api::history::Undo { subject: format!("duty:{}", one.id.0), no: None }).await.unwrap();
        let own = row(&office, who, one.id).await.own.unwrap();
        assert_eq!(own.name, published.fields.name);
        // What is handed in is under review.
        assert!(own.open);
        let draft = office.drafts(who, false).await.into_iter().find(|draft| draft.duty == one.id).unwrap();
        let drafts = vec![Chosen { draft: draft.id, version: draft.version }];
        office.by(who, SubmitDrafts { drafts, opinion: String::new() }).await.unwrap();
        let handed_in = row(&office, who, one.id).await;
        assert!(!handed_in.own.as_ref().unwrap().open);
        assert_eq!(invalid(office.by(who, ChangeCells { changes: vec![cell(&handed_in, "hotline", "9")] }).await).1, "duty_stage");
    }

    async fn every_wrong_cell_of_a_duty_is_told_at_its_place(scratch) {
        let office = Office::new(&scratch).await;
        let who = office.town_admin;
        let mut made = Vec::new();
        for code in ["T-1", "T-2", "T-3"] {
            made.push(office.draft(who, None, office.fields(code)).await.head.duty);
        }
        let gone = office.draft(who, None, office.fields("T-4")).await;
        let gone = office.published(gone, office.today()).await.head.duty;
        let withdraw = office.by(who, WithdrawDuty { duty: gone, reason: "机构改革取消".into() }).await.unwrap();
        office.published(withdraw, office.today()).await;
        let at = async |duty| row(&office, who, duty).await;
        let (one, two, three, four) = (at(made[0]).await, at(made[1]).await, at(made[2]).await, at(gone).await);
        let changes = vec![
            cell(&one, "hotline", "12345"),
            cell(&two, "code", "T-1"),
            cell(&three, "body", "没有的局"),
            cell(&three, "kind", "没有的类型"),
            cell(&four, "hotline", "12345"),
        ];
        let seen = office.by(who, PreviewCells { changes: changes.clone() }).await.unwrap().cells;
        let rule = |at: usize| match &seen[at].problem {
            Some(Problem::Rule { rule, .. }) => rule.as_str(),
            other => panic!("{at}: {other:?}"),
        };
        assert_eq!((seen[0].problem.as_ref(), rule(1), rule(4)), (None, "taken", "duty_withdrawn"));
        assert_eq!((&seen[2].problem, &seen[3].problem), (&Some(Problem::UnknownBody), &Some(Problem::Unreadable)));
        let refused = office.by(who, ChangeCells { changes: changes.clone() }).await.unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref(), refused.arg("wrong")), (ErrorCode::Invalid, Some("code"), "4"));
        assert_eq!(refused.arg("row"), two.id.0.to_string());
        assert_eq!(office.shown(one.id).await.fields.hotline, "", "all of them or none");

        // Upon what has moved meanwhile nothing is written, and rows, and what is not his, have no cell.
        office.by(who, ChangeCells { changes: vec![cell(&one, "hotline", "1")] }).await.unwrap();
        let seen = office.by(who, PreviewCells { changes: vec![cell(&one, "hotline", "2")] }).await.unwrap().cells;
        assert_eq!(seen[0].problem, Some(Problem::ChangedMeanwhile { stored: "1".to_owned() }));
        assert_eq!(invalid(office.by(who, ChangeCells { changes: vec![cell(&one, "basis", "某法")] }).await), ("changes.0.field".into(), "unknown".into()));
        let foreign = DutyFields { place: Some(office.district), ..office.fields("D-1") };
        let foreign = office.by(office.admin, SaveDraft { duty: None, draft: None, based_on: None, fields: foreign, reason: String::new(), version: 0 }).await.unwrap();
        assert!(row(&office, who, one.id).await.mine && row(&office, office.admin, foreign.head.duty).await.mine);
        let published = office.by(office.admin, ShowDuty { id: foreign.head.duty, version: None, as_of: None }).await.unwrap().shown;
        scratch.execute(&format!("UPDATE duty_version SET stage = 'published', from_day = '2026-01-01', until_day = '9999-12-31' WHERE id = {}", published.head.id.0)).await;
        assert!(!row(&office, who, foreign.head.duty).await.mine, "everybody reads what is published");
        scratch.execute(&format!("UPDATE duty_version SET stage = 'draft', from_day = NULL, until_day = NULL WHERE id = {}", published.head.id.0)).await;
        let hidden = CellChange { row: foreign.head.duty.0, version: 10_001, field: "name".into(), text: "改".into() };
        assert_eq!(code(office.by(who, ChangeCells { changes: vec![hidden] }).await), ErrorCode::NotFound);
    }
}
