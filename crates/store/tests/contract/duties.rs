//! Entries of the responsibility lists and their versions.

use crate::items::district;
use domain::attachment::{AttachmentId, Media};
use domain::body::BodyId;
use domain::catalogue::codes::{ItemKind, Origin};
use domain::duty::flow::{Act, Chain, Deed, Stage, Standing};
use domain::duty::{DutyFields, DutyId, DutyList, DutyStep, FIELDS, FlowChart, LegalBasis, RiskLevel, RiskPoint, VersionId};
use domain::place::{Level, PlaceId};
use domain::time::Instant;
use jiff::civil::{Date, date};
use store::catalogue::list::{At, By};
use store::duty::list::{self, DutyFilter};
use store::duty::{self, Head, NewVersion, Opinion, check};
use store::{Conn, Store};

/// An entry in which every field differs from the usual one.
pub(crate) fn full(place: PlaceId, code: &str) -> DutyFields {
    let text = |text: &str| text.to_owned();
    DutyFields {
        list: DutyList::TownAssist,
        code: text(code),
        name: text("设立养老机构许可"),
        parent: None,
        kind: ItemKind::Permit,
        body: Some(BodyId(7)),
        joint: vec![BodyId(8)],
        undertaker: text("养老股"),
        place: Some(place),
        levels: vec![Level::Town],
        authority: text("区级审批"),
        body_duty: text("负责养老机构\n监督管理"),
        basis: vec![LegalBasis {
            law: text("养老法"), article: text("第四十三条"), clause: text("第一款"), text: text("原文")
        }],
        measures: text("警告"),
        steps: vec![DutyStep { name: text("受理"), content: text("收件"), basis: text("许可法") }],
        accountable: text("经办人"),
        situations: text("不予受理的"),
        accountability_basis: text("公务员法"),
        risks: vec![RiskPoint {
            stage: text("审查"),
            form: text("吃拿卡要"),
            level: RiskLevel::High,
            measure: text("双人"),
            person: text("股长"),
        }],
        hotline: text("12345"),
        flow_chart: text("流程图.pdf"),
        flow_chart_file: None,
        origin: Origin::Province,
        verified: Some(date(2026, 11, 2)),
        note: text("备注"),
    }
}

#[test]
fn the_full_entry_leaves_no_field_as_it_usually_is() {
    let chart = FlowChart { id: AttachmentId(1), name: "流程图.pdf".to_owned(), media: Media::Pdf, sha256: "0".repeat(64) };
    let full = DutyFields { parent: Some(DutyId(1)), flow_chart_file: Some(chart), ..full(PlaceId(1), "A") };
    let (full, usual) = (serde_json::to_value(full).unwrap(), serde_json::to_value(DutyFields::default()).unwrap());
    for field in FIELDS {
        assert_ne!(full[field], usual[field], "{field}");
    }
}

pub(crate) async fn top(conn: &mut Conn<'_>) -> PlaceId {
    store::place::district(conn).await.unwrap().unwrap()
}

pub(crate) async fn begun(conn: &mut Conn<'_>, of: Option<DutyId>, deed: Deed, fields: &DutyFields) -> Head {
    let based_on = match of {
        Some(duty) => duty::current(conn, duty).await.unwrap(),
        None => None,
    };
    let new = NewVersion { duty: of, deed, based_on, fields, reason: "理由", author: "甲", author_name: "甲某", at: Instant(5) };
    let begun = duty::begin(conn, &new).await.unwrap();
    assert_eq!(duty::find(conn, begun.id).await.unwrap().as_ref(), Some(&begun), "as it is told");
    begun
}

pub(crate) async fn published(conn: &mut Conn<'_>, head: &Head, from: Date) -> Head {
    let approved = Head { stage: Stage::Approved, chain: Some(Chain::default()), step: 3, ..head.clone() };
    assert!(duty::move_to(conn, &approved).await.unwrap());
    let approved = duty::find(conn, head.id).await.unwrap().unwrap();
    assert!(duty::publish(conn, &Head { paper: "文号".to_owned(), ..approved }, from, "乙", Instant(9)).await.unwrap());
    duty::find(conn, head.id).await.unwrap().unwrap()
}

async fn codes(conn: &mut Conn<'_>, filter: &DutyFilter) -> Vec<String> {
    let page = list::page(conn, filter, (By::Code, false), &At::First, 10).await.unwrap();
    assert_eq!(i64::try_from(page.rows.len()).unwrap(), list::count(conn, filter).await.unwrap());
    page.rows.into_iter().map(|row| row.code).collect()
}

testkit::on_both! {
    async fn an_entry_comes_back_as_it_went_and_moves_once(scratch) {
        let store: Store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let head = begun(conn, None, Deed::Add, &full(place, "A-1")).await;
        assert_eq!((head.no, head.stage, head.version, head.author_name.as_str()), (1, Stage::Draft, 1, "甲某"));
        assert_eq!(duty::content(conn, head.id).await.unwrap(), Some(full(place, "A-1")));
        assert_eq!(duty::joint(conn, head.id).await.unwrap(), [BodyId(8)]);
        let less = DutyFields { joint: Vec::new(), note: String::new(), ..full(place, "A-2") };
        assert!(duty::save(conn, &head, &less, "别的", None, Instant(6)).await.unwrap());
        assert!(!duty::save(conn, &head, &full(place, "A-3"), "", None, Instant(7)).await.unwrap(), "the version has moved");
        let after = duty::find(conn, head.id).await.unwrap().unwrap();
        assert_eq!((after.version, after.code.as_str(), after.reason.as_str(), after.moved_at), (2, "A-2", "别的", Instant(6)));
        assert_eq!(duty::content(conn, head.id).await.unwrap(), Some(less));
        assert!(duty::joint(conn, head.id).await.unwrap().is_empty());
        assert_eq!(duty::head(conn, head.duty).await.unwrap(), Some(head.id));
        assert_eq!(duty::coded(conn, "A-2", None).await.unwrap(), Some(head.duty));
        assert_eq!(duty::coded(conn, "A-2", Some(head.duty)).await.unwrap(), None);
        assert!(!store::body::take_back(conn, BodyId(7)).await.unwrap(), "a body that has duties stays");
    }

    async fn many_are_begun_at_once_each_as_if_alone(scratch) {
        let store: Store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let first = begun(conn, None, Deed::Add, &full(place, "A-0")).await;
        let first = published(conn, &first, date(2026, 1, 1)).await;
        let texts = [full(place, "A-1"), full(place, "A-0"), DutyFields { joint: vec![BodyId(7), BodyId(8)], ..full(place, "A-2") }, full(place, "A-3")];
        let of = [None, Some(first.duty), None, None];
        let new: Vec<NewVersion<'_>> = of.iter().zip(&texts).map(|(duty, fields)| NewVersion {
            duty: *duty,
            deed: if duty.is_some() { Deed::Change } else { Deed::Add },
            based_on: duty.map(|_| first.id),
            fields,
            reason: &fields.code,
            author: "甲",
            author_name: "甲某",
            at: Instant(5),
        }).collect();
        let all = duty::begin_all(conn, &new).await.unwrap();
        for ((head, fields), duty) in all.iter().zip(&texts).zip(of) {
            assert_eq!(duty::find(conn, head.id).await.unwrap().as_ref(), Some(head), "as it is told");
            assert_eq!(duty::content(conn, head.id).await.unwrap().as_ref(), Some(fields));
            let mut joint = fields.joint.clone();
            joint.sort();
            assert_eq!(duty::joint(conn, head.id).await.unwrap(), joint);
            assert_eq!((head.no, head.reason.as_str()), (if duty.is_some() { 2 } else { 1 }, fields.code.as_str()));
            // What is in force goes on standing for its entry; what is new does at once.
            assert_eq!(duty::head(conn, head.duty).await.unwrap(), Some(if duty.is_some() { first.id } else { head.id }));
        }
        let duties: Vec<DutyId> = all.iter().map(|head| head.duty).collect();
        assert!(duties[1] == first.duty && first.duty < duties[0] && duties[0] < duties[2] && duties[2] < duties[3], "in their order: {duties:?}");
        assert_eq!(duty::begin_all(conn, &[]).await.unwrap(), []);
        let said: Vec<Opinion> = all.iter().map(|head| Opinion {
            of: head.id, round: 1, step: String::new(), act: Act::Written, opinion: head.code.clone(), person: "甲".to_owned(), who: "甲某".to_owned(), at: Instant(5),
        }).collect();
        duty::say_all(conn, &said).await.unwrap();
        for one in &said {
            assert_eq!(duty::opinions(conn, one.of).await.unwrap().as_slice(), std::slice::from_ref(one));
        }
        work.roll_back().await;
    }

    async fn what_is_published_never_changes(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let first = begun(conn, None, Deed::Add, &full(place, "A-1")).await;
        let first = published(conn, &first, date(2026, 3, 1)).await;
        assert_eq!((first.stage, first.from, first.until, first.published_by.as_str()), (Stage::Published, Some(date(2026, 3, 1)), None, "乙"));
        assert!(!duty::save(conn, &first, &full(place, "X"), "", None, Instant(10)).await.unwrap());
        assert!(!duty::move_to(conn, &Head { stage: Stage::Draft, ..first.clone() }).await.unwrap());
        assert!(!duty::publish(conn, &first, date(2026, 5, 1), "丙", Instant(11)).await.unwrap());
        let stored = duty::find(conn, first.id).await.unwrap().unwrap();
        assert_eq!((stored.version, stored.from), (first.version, Some(date(2026, 3, 1))));
        assert_eq!(duty::content(conn, first.id).await.unwrap(), Some(full(place, "A-1")));
    }

    async fn the_list_is_told_as_of_any_day(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let (march, june, september) = (date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1));
        let one = begun(conn, None, Deed::Add, &full(place, "A-1")).await;
        let one = published(conn, &one, march).await;
        let changed = begun(conn, Some(one.duty), Deed::Change, &full(place, "A-1x")).await;
        let changed = published(conn, &changed, june).await;
        assert_eq!(changed.based_on, Some(one.id));
        let gone = begun(conn, Some(one.duty), Deed::Withdraw, &full(place, "A-1x")).await;
        let gone = published(conn, &gone, september).await;
        let other = begun(conn, None, Deed::Add, &full(place, "B-1")).await;
        published(conn, &other, june).await;
        let draft = begun(conn, None, Deed::Add, &full(place, "C-1")).await;
        let as_of = |day| DutyFilter { as_of: Some(day), ..DutyFilter::default() };
        assert_eq!(codes(conn, &as_of(date(2026, 2, 28))).await, Vec::<String>::new());
        assert_eq!(codes(conn, &as_of(march)).await, ["A-1"]);
        assert_eq!(codes(conn, &as_of(date(2026, 5, 31))).await, ["A-1"]);
        assert_eq!(codes(conn, &as_of(june)).await, ["A-1x", "B-1"]);
        let abolished = DutyFilter { standing: Some(Standing::Abolished), ..as_of(september) };
        assert_eq!(codes(conn, &abolished).await, ["A-1x"], "shown as such, never hidden");
        for (day, id) in [(march, one.id), (june, changed.id), (september, gone.id)] {
            assert_eq!(duty::in_force(conn, one.duty, day).await.unwrap(), Some(id));
        }
        assert_eq!(duty::current(conn, one.duty).await.unwrap(), Some(gone.id));
        // Who neither drafts nor reviews sees what is published; whoever drafts there sees the rest.
        assert_eq!(codes(conn, &DutyFilter::default()).await, ["A-1x", "B-1"]);
        let all = DutyFilter { seen_at: vec![place], ..DutyFilter::default() };
        assert_eq!(codes(conn, &all).await, ["A-1x", "B-1", "C-1"]);
        assert_eq!(codes(conn, &DutyFilter { seen_of: vec![BodyId(7)], standing: Some(Standing::Drafting), ..DutyFilter::default() }).await, ["C-1"]);
        let turned = duty::turned(conn, march, september).await.unwrap();
        let told: Vec<_> = turned.iter().map(|one| (one.id, one.withdrawn, one.was, one.is_now)).collect();
        assert_eq!(told.len(), 3);
        assert!(told.contains(&(one.id, false, true, false)) && told.contains(&(gone.id, true, false, true)));
        assert!(duty::move_to(conn, &Head { stage: Stage::Dropped, ..draft }).await.unwrap());
        assert_eq!(codes(conn, &all).await, ["A-1x", "B-1"], "what was given up before it was ever published");
    }

    async fn what_is_due_to_be_checked_is_counted_as_the_list_finds_it(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let town = store::place::all(conn).await.unwrap().into_iter().find(|p| p.parent == Some(place)).unwrap().id;
        let (march, june) = (date(2026, 3, 1), date(2026, 6, 1));
        let alone = DutyFields { joint: Vec::new(), ..full(town, "B-1") };
        let (one, other) = (begun(conn, None, Deed::Add, &full(place, "A-1")).await, begun(conn, None, Deed::Add, &alone).await);
        let (one, other) = (published(conn, &one, march).await, published(conn, &other, march).await);
        let changed = begun(conn, Some(one.duty), Deed::Change, &full(place, "A-1x")).await;
        published(conn, &changed, june).await;
        let gone = begun(conn, None, Deed::Add, &full(place, "C-1")).await;
        let gone = published(conn, &gone, march).await;
        let withdrawn = begun(conn, Some(gone.duty), Deed::Withdraw, &full(place, "C-1")).await;
        published(conn, &withdrawn, march).await;
        begun(conn, None, Deed::Add, &full(place, "D-1")).await;
        check::add(conn, other.duty, june, "某", Instant(10)).await.unwrap();
        let mut counted = Vec::new();
        for since in [march, date(2026, 3, 2), june, date(2026, 6, 2)] {
            for at in [place, town] {
                for body in [None, Some(BodyId(7)), Some(BodyId(8)), Some(BodyId(9))] {
                    let filter = DutyFilter { place: Some(at), body, unchecked_since: Some(since), ..DutyFilter::default() };
                    let n = check::due(conn, at, body, since).await.unwrap();
                    assert_eq!(n, list::count(conn, &filter).await.unwrap(), "{filter:?}");
                    counted.push(n);
                }
            }
        }
        // By day, then district and town, then all, the body's own, the joint one's, nobody's.
        assert_eq!(counted, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 0, 1, 1, 0, 0]);
    }

    async fn entries_are_found_by_every_filter_and_page(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let main = begun(conn, None, Deed::Add, &full(place, "A-1")).await;
        let child = DutyFields { parent: Some(main.duty), list: DutyList::Powers, kind: ItemKind::Penalty, joint: Vec::new(), name: "处罚".to_owned(), ..full(place, "A-2") };
        let child = begun(conn, None, Deed::Add, &child).await;
        let all = DutyFilter { seen_at: vec![place], ..DutyFilter::default() };
        let table = [
            (DutyFilter { text: "yanglao".to_owned(), ..all.clone() }, vec!["A-1"]),
            (DutyFilter { text: "四十三".to_owned(), ..all.clone() }, vec!["A-1", "A-2"]),
            // In all texts: what a basis quotes, a risk, and what stands there letter by letter.
            (DutyFilter { text: "原文".to_owned(), ..all.clone() }, vec![]),
            (DutyFilter { text: "原文".to_owned(), whole: true, ..all.clone() }, vec!["A-1", "A-2"]),
            (DutyFilter { text: "吃拿卡要".to_owned(), whole: true, ..all.clone() }, vec!["A-1", "A-2"]),
            (DutyFilter { text: "YANGLAO".to_owned(), whole: true, ..all.clone() }, vec!["A-1"]),
            (DutyFilter { text: "监督\n管理".to_owned(), whole: true, ..all.clone() }, vec![]),
            (DutyFilter { text: "100%".to_owned(), whole: true, ..all.clone() }, vec![]),
            (DutyFilter { text: "\"".to_owned(), whole: true, ..all.clone() }, vec![]),
            (DutyFilter { lists: vec![DutyList::Powers], ..all.clone() }, vec!["A-2"]),
            (DutyFilter { kinds: vec![ItemKind::Permit], ..all.clone() }, vec!["A-1"]),
            (DutyFilter { body: Some(BodyId(8)), ..all.clone() }, vec!["A-1"]),
            (DutyFilter { body: Some(BodyId(7)), ..all.clone() }, vec!["A-1", "A-2"]),
            (DutyFilter { place: Some(place), ..all.clone() }, vec!["A-1", "A-2"]),
            (DutyFilter { place: Some(PlaceId(0)), ..all.clone() }, vec![]),
            (DutyFilter { parent: Some(main.duty), ..all.clone() }, vec!["A-2"]),
            (DutyFilter { standing: Some(Standing::Reviewing), ..all.clone() }, vec![]),
        ];
        for (filter, expected) in table {
            assert_eq!(codes(conn, &filter).await, expected, "{filter:?}");
        }
        let first = list::page(conn, &all, (By::Name, false), &At::First, 1).await.unwrap();
        let after = first.after.clone().unwrap();
        let second = list::page(conn, &all, (By::Name, false), &At::After(after), 1).await.unwrap();
        assert_eq!((first.rows[0].code.as_str(), second.rows[0].code.as_str(), second.after), ("A-2", "A-1", None));
        let back = list::page(conn, &all, (By::Name, false), &At::Before(second.before.unwrap()), 1).await.unwrap();
        assert_eq!(back.rows, first.rows);
        assert_eq!(duty::above(conn, child.duty).await.unwrap(), [main.duty]);
        assert_eq!(duty::children(conn, main.duty).await.unwrap().len(), 1);
        assert_eq!(duty::name(conn, main.duty).await.unwrap().unwrap().0, "A-1");
    }

    async fn what_is_said_stays_in_turn(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let head = begun(conn, None, Deed::Add, &full(place, "A-1")).await;
        let said = |act, person: &str| Opinion {
            of: head.id, round: 2, step: "编办审核".to_owned(), act, opinion: "同意".to_owned(), person: person.to_owned(), who: "某".to_owned(), at: Instant(8),
        };
        duty::say_all(conn, &[said(Act::Written, "甲")]).await.unwrap();
        duty::say_all(conn, &[said(Act::Approved, "乙")]).await.unwrap();
        assert_eq!(duty::opinions(conn, head.id).await.unwrap(), [said(Act::Written, "甲"), said(Act::Approved, "乙")]);
        assert_eq!(duty::hands(conn, &[head.id]).await.unwrap()[&head.id].len(), 2);
        let planned = Head { stage: Stage::Planned, effective: Some(date(2026, 12, 1)), ..head.clone() };
        assert!(duty::move_to(conn, &planned).await.unwrap());
        assert!(duty::due(conn, date(2026, 11, 30)).await.unwrap().is_empty());
        assert_eq!(duty::due(conn, date(2026, 12, 1)).await.unwrap()[0].id, head.id);
        assert_eq!(duty::versions(conn, head.duty).await.unwrap()[0].effective, Some(date(2026, 12, 1)));
        assert_eq!(duty::find(conn, VersionId(head.id.0 + 1)).await.unwrap(), None);
    }
}
