//! The audit log through the door.

use crate::{code, invalid};
use api::ErrorCode;
use api::audit::{Filter, List, Verify};
use api::page::PageAt;
use domain::account::Role;
use testkit::Desk;

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
}
