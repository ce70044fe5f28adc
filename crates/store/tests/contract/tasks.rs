//! Tasks of the working groups and meetings: as they are kept, the ledger page by page, and lights that say in SQL what the rule says.

use crate::items::district;
use domain::body::BodyId;
use domain::day::later;
use domain::meeting::{Agreed, MeetingFields, MeetingState};
use domain::place::{Level, PlaceId};
use domain::supervision::form::FormField;
use domain::supervision::light::{Light, LightRule, light, turns};
use domain::supervision::{Link, LinkKind, MatterFields};
use domain::task::building::Built;
use domain::task::flow::{TaskAct, TaskState};
use domain::task::{Group, GroupFields, TaskFields, TaskId};
use domain::time::Instant;
use jiff::civil::{Date, date};
use store::ledger::SpotAt;
use store::task::form::{self, Form};
use store::task::list::{self, TaskFilter, TaskOrder};
use store::task::{self, Head, Step};
use store::{Conn, meeting};

const TODAY: Date = date(2026, 11, 28);

async fn top(conn: &mut Conn<'_>) -> PlaceId {
    store::place::district(conn).await.unwrap().unwrap()
}

fn fields(title: &str) -> TaskFields {
    TaskFields {
        title: title.to_owned(),
        responsible: "甲主任".to_owned(),
        lead: Some(BodyId(7)),
        helpers: vec![BodyId(8)],
        start: Some(date(2026, 11, 1)),
        due: Some(date(2026, 12, 1)),
        ..TaskFields::default()
    }
}

async fn added(conn: &mut Conn<'_>, fields: &TaskFields) -> Head {
    let place = match fields.place {
        Some(place) => place,
        None => top(conn).await,
    };
    let id = task::insert(conn, fields, place, "甲", Instant(5), &LightRule::default()).await.unwrap();
    task::find(conn, id).await.unwrap().unwrap()
}

/// A task that stands somewhere, beginning and due so many days from today.
async fn standing(conn: &mut Conn<'_>, title: &str, state: TaskState, start: i64, due: i64) -> Head {
    let planned = TaskFields { start: Some(later(TODAY, start.min(due))), due: Some(later(TODAY, due)), ..fields(title) };
    let head = added(conn, &planned).await;
    let at = Head { state, progress: if state == TaskState::Planned { 0 } else { 40 }, ..head };
    assert!(task::move_to(conn, &at, &LightRule::default()).await.unwrap());
    task::find(conn, at.id).await.unwrap().unwrap()
}

async fn titles(conn: &mut Conn<'_>, filter: &TaskFilter, order: TaskOrder) -> Vec<String> {
    let page = list::page(conn, filter, order, &SpotAt::First, TODAY, 100).await.unwrap();
    page.rows.into_iter().map(|row| row.title).collect()
}

testkit::on_both! {
    async fn a_task_comes_back_as_it_went_and_moves_once(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let first = added(conn, &fields("先做的")).await;
        let said = TaskFields { before: vec![first.id], note: "备注".to_owned(), ..fields("后做的") };
        let head = added(conn, &said).await;
        assert_eq!((head.state, head.progress, head.version, head.lead), (TaskState::Planned, 0, 1, Some(BodyId(7))));
        assert_eq!(task::content(conn, head.id).await.unwrap(), Some(said.clone()));
        assert_eq!(task::helpers(conn, head.id).await.unwrap(), [BodyId(8)]);
        assert_eq!(task::around(conn, head.id).await.unwrap(), (vec![first.clone()], vec![]));
        assert_eq!(task::around(conn, first.id).await.unwrap(), (vec![], vec![head.clone()]));
        assert_eq!(task::all_before(conn).await.unwrap().get(&head.id), Some(&vec![first.id]));
        let less = TaskFields { before: Vec::new(), due: Some(date(2026, 12, 9)), ..said };
        let rule = LightRule::default();
        assert!(task::save(conn, &head, &less, place, Instant(6), &rule).await.unwrap());
        assert!(!task::save(conn, &head, &less, place, Instant(7), &rule).await.unwrap(), "the version has moved");
        assert_eq!(task::all_before(conn).await.unwrap().get(&head.id), None);
        let head = task::find(conn, head.id).await.unwrap().unwrap();
        let full = Head { state: TaskState::Done, progress: 100, done: Some(TODAY), moved_at: Instant(8), ..head };
        assert!(task::move_to(conn, &full, &rule).await.unwrap());
        assert!(!task::move_to(conn, &full, &rule).await.unwrap());
        assert_eq!(task::find(conn, full.id).await.unwrap().unwrap(), Head { version: 3, ..full.clone() });
        let step = Step {
            act: TaskAct::Finished, words: "词".to_owned(), proof: "文号".to_owned(), progress: (40, 100), due_before: Some(TODAY),
            due_after: None, form: "任务2-1".to_owned(), filler: "乙".to_owned(), person: "甲".to_owned(), who: "甲某".to_owned(),
            day: Some(TODAY), at: 9,
        };
        task::add_step(conn, full.id, &step).await.unwrap();
        assert_eq!(task::steps(conn, full.id).await.unwrap(), [step]);
        let printed = vec![(FormField::Task, "后做的".to_owned())];
        let handed = Form {
            task: full.id, body: Some(BodyId(8)), number: "任务2-1".to_owned(), salt: "盐".to_owned(), printed, made_at: Instant(3), taken_at: None,
        };
        let other = Form { body: None, number: "任务2-2".to_owned(), ..handed.clone() };
        for (no, one) in [(1, &handed), (2, &other)] {
            assert_eq!(form::next(conn, full.id).await.unwrap(), no);
            form::insert(conn, no, one).await.unwrap();
        }
        assert_eq!((form::find(conn, "任务2-1").await.unwrap(), form::find(conn, "任务9-1").await.unwrap()), (Some(handed.clone()), None));
        assert!(form::take(conn, "任务2-1", Instant(4)).await.unwrap() && !form::take(conn, "任务2-1", Instant(5)).await.unwrap());
        assert_eq!(form::of(conn, full.id).await.unwrap(), [other, Form { taken_at: Some(Instant(4)), ..handed }]);
        assert!(form::of(conn, first.id).await.unwrap().is_empty());
        assert!(!store::body::take_back(conn, BodyId(7)).await.unwrap(), "a body that has tasks stays");
        let named = GroupFields { name: "一组".to_owned(), lead: Some(BodyId(8)), leader: String::new() };
        assert!(task::save_group(conn, Group::Justice, &named, 0).await.unwrap());
        assert!(!task::save_group(conn, Group::Justice, &named, 0).await.unwrap(), "somebody has edited it");
        assert!(task::save_group(conn, Group::Justice, &named, 1).await.unwrap());
        assert_eq!(task::groups(conn).await.unwrap(), [(Group::Justice, named, 2)]);
    }

    /// Every state, days around today, several rules: SQL says what the rule says, row by row and in its counts.
    async fn the_light_of_tasks_is_the_light_of_the_rule(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let mut heads = Vec::new();
        for state in TaskState::ALL {
            for due in [-9, -1, 0, 1, 3, 4, 40] {
                for start in [-20, -3, -2, -1, 0, 5] {
                    heads.push(standing(conn, "事", *state, start, due).await);
                }
            }
        }
        for rule in [LightRule::default(), LightRule { before_due: 0, unsigned: 0, missed: 0 }, LightRule { before_due: 30, unsigned: 9, missed: 8 }] {
            task::relight(conn, &rule).await.unwrap();
            let expected = |head: &Head| head.facts().and_then(|facts| turns(&facts, &rule)).map(|turns| light(&turns, TODAY));
            let everything = TaskFilter::default();
            let listed = list::page(conn, &everything, TaskOrder::Urgency, &SpotAt::First, TODAY, 1_000).await.unwrap();
            assert_eq!(listed.rows.len(), heads.len());
            let of = |id: TaskId| heads.iter().find(|head| head.id == id).unwrap();
            for row in &listed.rows {
                assert_eq!(row.light, expected(of(row.id)), "{:?}", of(row.id));
            }
            for one in Light::ALL {
                let lit = TaskFilter { light: Some(*one), ..everything.clone() };
                let n = heads.iter().filter(|head| expected(head) == Some(*one)).count();
                for order in [TaskOrder::Urgency, TaskOrder::Due(true), TaskOrder::Start(false)] {
                    assert_eq!(list::page(conn, &lit, order, &SpotAt::First, TODAY, 1_000).await.unwrap().rows.len(), n, "{one:?}");
                }
                let counted: i64 = list::counts(conn, &everything, TODAY).await.unwrap().iter().filter(|c| c.light == Some(*one)).map(|c| c.n).sum();
                assert_eq!(usize::try_from(counted).unwrap(), n, "{one:?}");
            }
            let rank = |light: Option<Light>| light.map_or(3, |light| Light::ALL.iter().position(|one| *one == light).unwrap());
            let ranks: Vec<usize> = listed.rows.iter().map(|row| rank(row.light)).collect();
            assert!(ranks.is_sorted(), "the worst first: {ranks:?}");
        }
    }

    async fn pages_of_tasks_go_forward_and_back(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        for (n, state) in TaskState::ALL.iter().cycle().take(40).enumerate() {
            let n = i64::try_from(n).unwrap();
            standing(conn, &format!("事{n:02}"), *state, n % 7 - 5, n % 11 - 3).await;
        }
        for order in [TaskOrder::Urgency, TaskOrder::Due(false), TaskOrder::Due(true), TaskOrder::Start(false)] {
            let whole = titles(conn, &TaskFilter::default(), order).await;
            assert_eq!(whole.len(), 40, "{order:?}");
            let (mut walked, mut at) = (Vec::new(), SpotAt::First);
            loop {
                let page = list::page(conn, &TaskFilter::default(), order, &at, TODAY, 7).await.unwrap();
                walked.extend(page.rows.iter().map(|row| row.title.clone()));
                let Some(after) = page.after else { break };
                at = SpotAt::After(after);
            }
            assert_eq!(walked, whole, "{order:?} forward");
            let (mut walked, mut at) = (Vec::new(), SpotAt::Last);
            loop {
                let page = list::page(conn, &TaskFilter::default(), order, &at, TODAY, 7).await.unwrap();
                let mut rows: Vec<String> = page.rows.iter().map(|row| row.title.clone()).collect();
                rows.extend(walked);
                walked = rows;
                let Some(before) = page.before else { break };
                at = SpotAt::Before(before);
            }
            assert_eq!(walked, whole, "{order:?} backward");
        }
    }

    async fn filters_of_tasks_narrow_and_platforms_are_counted(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let district = top(conn).await;
        let town = store::place::children(conn, district).await.unwrap()[0];
        let late = standing(conn, "晚了的", TaskState::Underway, -30, -10).await;
        standing(conn, "以后的", TaskState::Planned, 20, 40).await;
        standing(conn, "做完的", TaskState::Done, -30, -10).await;
        standing(conn, "停下的", TaskState::Halted, -30, 40).await;
        let other = TaskFields { group: Group::Justice, responsible: "乙".to_owned(), lead: None, helpers: Vec::new(), place: Some(town), ..fields("司法的") };
        added(conn, &other).await;
        added(conn, &TaskFields { group: Group::Local, place: Some(town), ..fields("镇里的") }).await;
        let seen = async |conn: &mut Conn<'_>, filter: TaskFilter| titles(conn, &filter, TaskOrder::Due(false)).await.len();
        let all = TaskFilter::default;
        assert_eq!(seen(conn, all()).await, 6);
        assert_eq!(seen(conn, TaskFilter { groups: vec![Group::Justice], ..all() }).await, 1);
        assert_eq!(seen(conn, TaskFilter { groups: vec![Group::Justice], builds: true, ..all() }).await, 0);
        assert_eq!(seen(conn, TaskFilter { builds: true, ..all() }).await, 5);
        assert_eq!(seen(conn, TaskFilter { states: vec![TaskState::Done, TaskState::Halted], ..all() }).await, 2);
        assert_eq!(seen(conn, TaskFilter { person: "乙".to_owned(), ..all() }).await, 1);
        assert_eq!(seen(conn, TaskFilter { person: "甲".to_owned(), ..all() }).await, 0, "not by a part of the name");
        assert_eq!(seen(conn, TaskFilter { text: "甲主".to_owned(), ..all() }).await, 5, "but by its words");
        assert_eq!(seen(conn, TaskFilter { text: "wld".to_owned(), ..all() }).await, 1, "initials");
        assert_eq!(seen(conn, TaskFilter { body: Some(BodyId(8)), ..all() }).await, 5, "a helper's");
        assert_eq!(seen(conn, TaskFilter { place: Some(town), ..all() }).await, 2);
        assert_eq!(seen(conn, TaskFilter { place: Some(district), ..all() }).await, 6);
        assert_eq!(seen(conn, TaskFilter { level: Some(Level::Town), ..all() }).await, 2);
        let now = TaskFilter { from: Some(TODAY), to: Some(TODAY), ..all() };
        assert_eq!(titles(conn, &now, TaskOrder::Due(false)).await, ["晚了的", "司法的", "镇里的", "停下的"], "what is late is to be done now");
        let built = task::built(conn).await.unwrap();
        let of = |place: PlaceId| built.iter().find(|(at, _)| *at == place).map(|(_, built)| *built);
        assert_eq!(of(district), Some(Built { tasks: 3, done: 1, progress: 80 }), "halted ones do not count");
        assert_eq!(of(town), Some(Built { tasks: 1, done: 0, progress: 0 }), "nor do other groups");
        let waiting = TaskFields { before: vec![late.id], ..fields("等着的") };
        added(conn, &waiting).await;
        let page = list::page(conn, &TaskFilter { text: "等着".to_owned(), ..all() }, TaskOrder::Urgency, &SpotAt::First, TODAY, 9).await.unwrap();
        assert_eq!(page.rows[0].waits, 1);
    }

    async fn a_meeting_comes_back_as_it_went(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let agreed = |text: &str| Agreed { text: text.to_owned(), lead: Some(BodyId(7)), helpers: vec![BodyId(8)], due: Some(TODAY) };
        let said = MeetingFields {
            title: "第1次领导小组会议".to_owned(),
            number: "〔2026〕1号".to_owned(),
            day: Some(date(2026, 11, 20)),
            agreed: vec![agreed("改造平台"), agreed("培训人员")],
            ..MeetingFields::default()
        };
        let id = meeting::insert(conn, &said, "甲", Instant(5)).await.unwrap();
        let head = meeting::find(conn, id).await.unwrap().unwrap();
        assert_eq!((head.state, head.agreed, head.turned, head.version), (MeetingState::Draft, 2, 0, 1));
        assert_eq!(meeting::content(conn, id).await.unwrap(), Some(said.clone()));
        assert_eq!(meeting::numbered(conn, "〔2026〕1号").await.unwrap(), Some(id));
        assert!(!store::body::take_back(conn, BodyId(8)).await.unwrap(), "a body that a meeting names stays");
        let more = MeetingFields { agreed: vec![agreed("改造平台"), agreed("培训人员"), agreed("验收")], ..said };
        assert!(meeting::save(conn, &head, &more, Instant(6)).await.unwrap());
        assert!(!meeting::save(conn, &head, &more, Instant(7)).await.unwrap(), "the version has moved");
        let keys = meeting::agreed(conn, id).await.unwrap();
        assert_eq!((keys.len(), meeting::of_agreed(conn, keys[1]).await.unwrap()), (3, Some((id, 2))));
        let head = meeting::find(conn, id).await.unwrap().unwrap();
        let issued = meeting::Head { state: MeetingState::Issued, issued: Some(TODAY), ..head };
        assert!(meeting::move_to(conn, &issued).await.unwrap() && !meeting::move_to(conn, &issued).await.unwrap());
        let head = meeting::find(conn, id).await.unwrap().unwrap();
        assert!(!meeting::save(conn, &head, &more, Instant(8)).await.unwrap(), "what is issued is not edited");
        let link = Link { kind: LinkKind::Agreed, id: keys[2].0 };
        let asked = MatterFields { title: "验收".to_owned(), link: Some(link), ..MatterFields::default() };
        store::supervision::insert(conn, &asked, place, "会议", "甲", Instant(9)).await.unwrap();
        assert_eq!(meeting::find(conn, id).await.unwrap().unwrap().turned, 1);
        for n in 2..6 {
            let other = MeetingFields { number: String::new(), title: format!("第{n}次"), day: Some(date(2026, 11, 20)), ..MeetingFields::default() };
            meeting::insert(conn, &other, "甲", Instant(5)).await.unwrap();
        }
        let all = meeting::MeetingFilter { text: String::new(), states: MeetingState::ALL.to_vec() };
        assert_eq!(meeting::count(conn, &all).await.unwrap(), 5);
        let mut at = meeting::At::First;
        let mut walked = Vec::new();
        loop {
            let page = meeting::page(conn, &all, &at, 2).await.unwrap();
            walked.extend(page.rows.iter().map(|row| row.id));
            let Some(after) = page.after else { break };
            at = meeting::At::After(after);
        }
        let (mut back, mut at) = (Vec::new(), meeting::At::Last);
        loop {
            let page = meeting::page(conn, &all, &at, 2).await.unwrap();
            let mut rows: Vec<_> = page.rows.iter().map(|row| row.id).collect();
            rows.extend(back);
            back = rows;
            let Some(before) = page.before else { break };
            at = meeting::At::Before(before);
        }
        assert_eq!((walked.len(), &walked), (5, &back));
        let found = meeting::MeetingFilter { text: "验收".to_owned(), states: vec![MeetingState::Issued] };
        assert_eq!(meeting::count(conn, &found).await.unwrap(), 1, "by what was agreed");
    }
}
