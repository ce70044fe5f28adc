//! Tasks of the working groups: planned, told of, done; by whom, what is refused and where, circles, platforms, loads, files.

use crate::{code, invalid, newcomer};
use api::page::PageAt;
use api::supervision::FormMade;
use api::task::{
    CountTasks, ExportTasks, HaltTask, ListGroups, ListTasks, LoadTasks, MakeTaskForm, PlanTasks, PreviewTaskForm, ReportTask, ResumeTask,
    SaveGroup, SaveTask, ShowBuilding, ShowTask, TakeTaskForm, TaskFilter, TaskMay, TaskShown,
};
use api::{ApiError, ErrorCode, InFile};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::day::later;
use domain::place::{Level, PlaceId};
use domain::supervision::light::{Cause, Light};
use domain::task::building::Built;
use domain::task::flow::{TaskAct, TaskState};
use domain::task::{Group, GroupFields, TaskFields, TaskId};
use jiff::civil::{Date, date};
use testkit::{Desk, Scratch, filled_in};

/// A demonstration with a leader, the office, a department, and a town.
struct House {
    desk: Desk,
    body: BodyId,
    town: PlaceId,
    leader: AccountId,
    office: AccountId,
    department: AccountId,
    town_admin: AccountId,
}

impl House {
    async fn new(scratch: &Scratch) -> Self {
        let desk = Desk::demo(scratch).await;
        let district = desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let body = desk.operate(api::body::List {}).await.unwrap().bodies[0].id;
        let town = desk.place("麻章镇").await;
        let (office, _) = newcomer(&desk, "ducha", Some((Role::Inspector, district))).await;
        let (leader, _) = newcomer(&desk, "quzhang", Some((Role::Leader, district))).await;
        let (department, _) = newcomer(&desk, "bumen", None).await;
        let from = desk.service.now().day();
        let role = Role::DepartmentHandler;
        desk.operate(api::account::GiveGrant { account: department, role, place: district, body: Some(body), from, until: None })
            .await
            .unwrap();
        let (town_admin, _) = newcomer(&desk, "zhen", Some((Role::TownAdmin, town))).await;
        Self { desk, body, town, leader, office, department, town_admin }
    }

    async fn by<O: service::Handle>(&self, who: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.desk.service.run_for(who, operation).await
    }

    fn today(&self) -> Date {
        self.desk.service.now().day()
    }

    fn fields(&self, title: &str) -> TaskFields {
        TaskFields {
            title: title.to_owned(),
            responsible: "股长".to_owned(),
            lead: Some(self.body),
            start: Some(later(self.today(), -10)),
            due: Some(later(self.today(), 20)),
            ..TaskFields::default()
        }
    }

    async fn save(&self, fields: TaskFields) -> Result<TaskShown, ApiError> {
        self.by(self.office, SaveTask { id: None, fields, version: 0 }).await
    }

    async fn added(&self, fields: TaskFields) -> TaskShown {
        self.save(fields).await.unwrap()
    }

    fn told(at: &TaskShown, progress: u8) -> ReportTask {
        let proof = if progress == 100 { "验收单1号".to_owned() } else { String::new() };
        ReportTask { id: at.row.id, progress, words: "已推进".to_owned(), proof, version: at.row.version }
    }

    async fn shown(&self, id: TaskId) -> TaskShown {
        self.by(self.office, ShowTask { id }).await.unwrap()
    }

    /// A body that sits in the town and whose people have no accounts.
    async fn seated(&self, name: &str) -> BodyId {
        let seat = api::body::Save { id: None, code: None, name: name.to_owned(), place: self.town, active: true, version: 0 };
        self.desk.operate(seat).await.unwrap().id
    }

    /// A form of a task for one of its bodies, as a file in which answers were filled in.
    async fn form(&mut self, scratch: &Scratch, id: TaskId, body: Option<BodyId>, answers: &[(&str, &str)]) -> (FormMade, InFile) {
        let path = scratch.file("进度反馈表.xlsx");
        let out = self.desk.takes(&path);
        let made = self.desk.run_with_files(MakeTaskForm { id, body, out }).await.unwrap();
        filled_in(&path, answers);
        (made, self.desk.gives(&path))
    }

    async fn titles(&self, filter: TaskFilter) -> Vec<String> {
        let listed = self.by(self.leader, ListTasks { filter: filter.clone(), sort: None, page: PageAt::First, limit: 50 }).await.unwrap();
        let counted = self.by(self.leader, CountTasks { filter }).await.unwrap();
        assert_eq!(counted.total.n, i64::try_from(listed.tasks.len()).unwrap());
        listed.tasks.into_iter().map(|row| row.title).collect()
    }
}

testkit::on_both! {
    async fn a_task_goes_from_plan_to_done_and_back(scratch) {
        let house = House::new(&scratch).await;
        let made = house.added(house.fields("改造平台")).await;
        assert_eq!((made.row.state, made.row.light, made.row.progress), (TaskState::Planned, Some(Light::Yellow), 0));
        assert_eq!(made.why[0].cause, Cause::Unsigned, "it should have begun");
        assert_eq!(made.may, [TaskMay::Report, TaskMay::Finish, TaskMay::Edit, TaskMay::Halt, TaskMay::Form]);
        let seen = house.by(house.department, ShowTask { id: made.row.id }).await.unwrap();
        assert_eq!(seen.may, [TaskMay::Report, TaskMay::Finish], "who answers for it tells, and plans nothing");
        assert_eq!(house.by(house.town_admin, ShowTask { id: made.row.id }).await.unwrap().may, [], "the plan is read by all");
        assert_eq!(code(house.by(house.town_admin, House::told(&made, 10)).await), ErrorCode::NotPermitted);
        let at = house.by(house.department, House::told(&made, 40)).await.unwrap();
        assert_eq!((at.row.state, at.row.light, at.row.progress), (TaskState::Underway, Some(Light::Green), 40));
        let bare = ReportTask { proof: " ".to_owned(), ..House::told(&at, 100) };
        assert_eq!(invalid(house.by(house.department, bare).await), ("proof".to_owned(), "task_proof".to_owned()));
        assert_eq!(invalid(house.by(house.department, ReportTask { progress: 101, ..House::told(&at, 50) }).await), ("progress".to_owned(), "range".to_owned()));
        assert_eq!(house.shown(at.row.id).await, at_office(&house, &at).await, "nothing was changed");
        let done = house.by(house.department, House::told(&at, 100)).await.unwrap();
        assert_eq!((done.row.state, done.row.light, done.done), (TaskState::Done, None, Some(house.today())));
        assert_eq!(done.steps.last().map(|step| (step.progress_before, step.progress_after, step.proof.as_str())), Some((40, 100, "验收单1号")));
        assert_eq!(code(house.by(house.department, House::told(&at, 50)).await), ErrorCode::Conflict, "it has moved");
        assert_eq!(invalid(house.by(house.department, House::told(&done, 50)).await), ("id".to_owned(), "task_state".to_owned()));
        let edit = SaveTask { id: Some(done.row.id), fields: house.fields("别的"), version: done.row.version };
        assert_eq!(invalid(house.by(house.office, edit).await), ("id".to_owned(), "task_state".to_owned()));
        let reopen = ResumeTask { id: done.row.id, reason: "验收不合格".to_owned(), version: done.row.version };
        assert_eq!(code(house.by(house.department, reopen.clone()).await), ErrorCode::NotPermitted);
        let back = house.by(house.office, reopen).await.unwrap();
        assert_eq!((back.row.state, back.row.progress, back.done), (TaskState::Underway, 40, None));
        let halt = HaltTask { id: back.row.id, reason: "等资金".to_owned(), version: back.row.version };
        let halted = house.by(house.leader, halt).await.unwrap();
        assert_eq!((halted.row.state, halted.row.light), (TaskState::Halted, None));
        let on = ResumeTask { id: back.row.id, reason: "资金已到".to_owned(), version: halted.row.version };
        assert_eq!(house.by(house.leader, on).await.unwrap().row.state, TaskState::Underway);
    }

    async fn who_helps_without_an_account_tells_progress_by_a_form(scratch) {
        let mut house = House::new(&scratch).await;
        let helper = house.seated("麻章镇人民政府").await;
        let task = house.added(TaskFields { helpers: vec![helper], demand: "场地达标".to_owned(), ..house.fields("改造平台") }).await;
        let id = task.row.id;
        let (made, file) = house.form(&scratch, id, Some(helper), &[("当前进度", "40%"), ("进展说明", "场地已腾空"), ("填报人", "李某")]).await;
        assert_eq!(made.number, format!("任务{}-1", id.0));
        assert!(made.text.contains("《改造平台》") && made.text.contains(&made.number), "{}", made.text);
        assert!(!made.text.contains("股长"), "nothing about a person: {}", made.text);
        let preview = house.desk.run_with_files(PreviewTaskForm { file: file.clone() }).await.unwrap();
        assert_eq!((preview.body.as_str(), preview.state, preview.problems.len()), ("麻章镇人民政府", Some(TaskState::Underway), 0));
        assert_eq!(preview.task.map(|row| row.id), Some(id));
        assert_eq!(preview.answers.map(|told| (told.progress, told.words)), Some((40, "场地已腾空".to_owned())));
        assert_eq!(house.shown(id).await.row, task.row, "a preview changes nothing");
        let take = |version| TakeTaskForm { file: file.clone(), version };
        assert_eq!(code(house.desk.run_with_files(take(99)).await), ErrorCode::Conflict);
        let taken = house.desk.run_with_files(take(task.row.version)).await.unwrap();
        assert_eq!((taken.row.state, taken.row.progress), (TaskState::Underway, 40));
        let step = taken.steps.last().unwrap();
        assert_eq!((step.act, step.progress_before, step.progress_after, step.words.as_str()), (TaskAct::Reported, 0, 40, "场地已腾空"));
        assert_eq!((step.form.as_str(), step.filler.as_str()), (made.number.as_str(), "麻章镇人民政府 李某"));
        assert_eq!(taken.forms.iter().map(|form| (form.body, form.taken_at.is_some())).collect::<Vec<_>>(), [(Some(helper), true)]);
        assert_eq!(invalid(house.desk.run_with_files(take(taken.row.version)).await), ("form_number".to_owned(), "form_taken".to_owned()));

        // That it is done is told by the body that answers for it, with proof.
        let done = [("当前进度", "100"), ("进展说明", "已验收"), ("佐证材料", "验收单1号")];
        let (_, file) = house.form(&scratch, id, Some(helper), &done).await;
        let preview = house.desk.run_with_files(PreviewTaskForm { file: file.clone() }).await.unwrap();
        assert_eq!(preview.problems.iter().map(|error| error.arg("rule")).collect::<Vec<_>>(), ["task_lead"]);
        assert_eq!((preview.state, preview.problems[0].arg("row").is_empty()), (None, false));
        let refused = house.desk.run_with_files(TakeTaskForm { file, version: taken.row.version }).await;
        assert_eq!(invalid(refused), ("form_percent".to_owned(), "task_lead".to_owned()));
        let (_, bare) = house.form(&scratch, id, None, &done[..2]).await;
        let refused = house.desk.run_with_files(TakeTaskForm { file: bare, version: taken.row.version }).await;
        assert_eq!(invalid(refused), ("form_proof".to_owned(), "task_proof".to_owned()));
        let (_, file) = house.form(&scratch, id, None, &done).await;
        let full = house.desk.run_with_files(TakeTaskForm { file, version: taken.row.version }).await.unwrap();
        assert_eq!((full.row.state, full.row.progress, full.done), (TaskState::Done, 100, Some(house.today())));
        assert_eq!(full.steps.last().map(|step| (step.progress_before, step.proof.as_str())), Some((40, "验收单1号")));
        assert_eq!(full.forms.len(), 4);
        let out = house.desk.takes(&scratch.file("x.xlsx"));
        let closed = house.desk.run_with_files(MakeTaskForm { id, body: None, out }).await;
        assert_eq!(invalid(closed), ("id".to_owned(), "task_state".to_owned()), "what is done is answered");
    }

    async fn a_form_of_a_task_that_is_wrong_is_told_and_changes_nothing(scratch) {
        let mut house = House::new(&scratch).await;
        let helper = house.seated("麻章镇人民政府").await;
        let first = house.added(house.fields("先做的")).await;
        let fields = TaskFields { helpers: vec![helper], before: vec![first.row.id], ..house.fields("后做的") };
        let task = house.added(fields.clone()).await;
        let (id, version) = (task.row.id, task.row.version);
        let problems = async |house: &mut House, answers: &[(&str, &str)]| -> Vec<(String, String)> {
            let (_, file) = house.form(&scratch, id, None, answers).await;
            let preview = house.desk.run_with_files(PreviewTaskForm { file: file.clone() }).await.unwrap();
            let told = preview.problems.iter().map(|error| (error.field.clone().unwrap(), error.arg("rule").to_owned())).collect();
            assert_eq!(code(house.desk.run_with_files(TakeTaskForm { file, version }).await), ErrorCode::Invalid);
            assert_eq!(house.shown(id).await.row, task.row, "nothing has changed");
            told
        };
        let one = |field: &str, rule: &str| vec![(field.to_owned(), rule.to_owned())];
        let good = [("当前进度", "30"), ("进展说明", "已进场")];
        let with = |more: (&'static str, &'static str)| [good[0], good[1], more];
        assert_eq!(problems(&mut house, &[("当前进度", "很多"), good[1]]).await, one("form_percent", "range"));
        assert_eq!(problems(&mut house, &with(("完成时限", "2099-01-01"))).await, one("form_task_due", "form_altered"));
        assert_eq!(problems(&mut house, &with(("填报单位", "别的单位"))).await, one("form_body", "form_altered"));
        assert_eq!(problems(&mut house, &with(("反馈表编号", "任务999-1"))).await, one("form_number", "form_unknown"));
        let done = [("当前进度", "100"), ("进展说明", "已验收"), ("佐证材料", "验收单1号")];
        assert_eq!(problems(&mut house, &done).await, one("form_percent", "task_waits"));
        // A body that helps no more: what was made for it does not count.
        let (_, file) = house.form(&scratch, id, Some(helper), &good).await;
        let without = SaveTask { id: Some(id), fields: TaskFields { helpers: Vec::new(), ..fields }, version };
        let saved = house.by(house.office, without).await.unwrap();
        let refused = house.desk.run_with_files(TakeTaskForm { file, version: saved.row.version }).await;
        assert_eq!(invalid(refused), ("form_body".to_owned(), "task_form_body".to_owned()));
        let out = house.desk.takes(&scratch.file("x.xlsx"));
        let stranger = house.desk.run_with_files(MakeTaskForm { id, body: Some(helper), out }).await;
        assert_eq!(invalid(stranger), ("body".to_owned(), "unknown".to_owned()));
        // Whoever plans, or answers for it himself, hands out no forms.
        for who in [house.leader, house.department, house.town_admin] {
            let out = house.desk.takes(&scratch.file("x.xlsx"));
            assert_eq!(code(house.desk.run_for_with_files(who, MakeTaskForm { id, body: None, out }).await), ErrorCode::NotPermitted);
        }
    }

    async fn a_saving_is_taken_back_and_red_ones_are_to_do(scratch) {
        let house = House::new(&scratch).await;
        let undo = |at: &TaskShown| api::history::Undo { subject: format!("task:{}", at.row.id.0), no: None };
        let (made, other) = (house.added(house.fields("甲")).await, house.added(house.fields("先做的事")).await);
        let fields = TaskFields { before: vec![other.row.id], note: "记".to_owned(), ..house.fields("乙") };
        house.by(house.office, SaveTask { id: Some(made.row.id), fields, version: made.row.version }).await.unwrap();
        house.by(house.office, undo(&made)).await.unwrap();
        assert_eq!(house.shown(made.row.id).await.fields, made.fields);
        house.by(house.office, undo(&other)).await.unwrap();
        assert_eq!(house.shown(other.row.id).await.row.state, TaskState::Halted, "what was entered is not deleted");
        house.by(house.department, House::told(&house.shown(made.row.id).await, 40)).await.unwrap();
        assert_eq!(invalid(house.by(house.office, undo(&made)).await), ("no".to_owned(), "changed_since".to_owned()));
        house.desk.clock.advance(40 * 86_400);
        for (who, red) in [(house.leader, Some(1)), (house.department, None)] {
            let todo = house.by(who, api::home::Show {}).await.unwrap().todos;
            assert_eq!(todo.iter().find(|one| one.kind == api::home::TodoKind::TasksRed).map(|one| one.n), red, "{todo:?}");
        }
    }

    async fn what_is_wrong_is_told_where_it_is_and_nothing_is_changed(scratch) {
        let house = House::new(&scratch).await;
        let fields = || house.fields("任务");
        let refused = async |fields: TaskFields| invalid(house.save(fields).await);
        let at = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());
        assert_eq!(refused(TaskFields { title: String::new(), ..fields() }).await, at("title", "required"));
        assert_eq!(refused(TaskFields { responsible: "甲\u{7}".to_owned(), ..fields() }).await, at("responsible", "control"));
        assert_eq!(refused(TaskFields { due: Some(later(house.today(), -11)), ..fields() }).await, at("due", "order"));
        assert_eq!(refused(TaskFields { start: Some(date(1026, 1, 1)), ..fields() }).await, at("start", "too_early"));
        assert_eq!(refused(TaskFields { due: Some(date(2206, 1, 1)), ..fields() }).await, at("due", "too_late"));
        assert_eq!(refused(TaskFields { lead: Some(BodyId(9_999)), ..fields() }).await, at("lead", "unknown"));
        assert_eq!(refused(TaskFields { helpers: vec![BodyId(9_999)], ..fields() }).await, at("helpers", "unknown"));
        assert_eq!(refused(TaskFields { place: Some(PlaceId(9_999)), ..fields() }).await, at("place", "unknown"));
        assert_eq!(refused(TaskFields { before: vec![TaskId(9_999)], ..fields() }).await, at("before", "unknown"));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM task").await, [0]);
        let script = house.added(TaskFields { demand: "<script>alert(1)</script>".to_owned(), ..house.fields("<b>'--") }).await;
        assert_eq!((script.row.title.as_str(), script.fields.demand.as_str()), ("<b>'--", "<script>alert(1)</script>"), "words are words");
        assert_eq!(house.titles(TaskFilter { text: "<b>'--".to_owned(), ..TaskFilter::default() }).await, ["<b>'--"]);
    }

    async fn tasks_can_not_wait_for_each_other_in_a_circle(scratch) {
        let house = House::new(&scratch).await;
        let first = house.added(house.fields("甲")).await;
        let second = house.added(TaskFields { before: vec![first.row.id], ..house.fields("乙") }).await;
        let third = house.added(TaskFields { before: vec![second.row.id], ..house.fields("丙") }).await;
        let save = |before: &[TaskId]| SaveTask {
            id: Some(first.row.id),
            fields: TaskFields { before: before.to_vec(), ..first.fields.clone() },
            version: first.row.version,
        };
        let error = house.by(house.office, save(&[third.row.id])).await.unwrap_err();
        assert_eq!((error.field.as_deref(), error.arg("rule"), error.arg("path")), (Some("before"), "circle", "“甲” → “丙” → “乙” → “甲”"));
        let own = house.by(house.office, save(&[first.row.id])).await.unwrap_err();
        assert_eq!(own.arg("path"), "“甲” → “甲”");
        assert_eq!(house.shown(first.row.id).await.row.version, first.row.version, "nothing was changed");
        assert_eq!(house.shown(second.row.id).await.row.waits, 1);
        let told = house.by(house.office, House::told(&second, 90)).await.unwrap();
        assert!(!told.may.contains(&TaskMay::Finish), "what comes before is not done");
        let error = house.by(house.office, House::told(&told, 100)).await.unwrap_err();
        assert_eq!((error.field.as_deref(), error.arg("rule"), error.arg("title")), (Some("progress"), "task_waits", "甲"));
        house.by(house.office, House::told(&first, 100)).await.unwrap();
        let done = house.by(house.office, House::told(&told, 100)).await.unwrap();
        assert_eq!((done.before[0].id, done.after[0].id, done.before[0].overlaps), (first.row.id, third.row.id, true));
    }

    async fn groups_platforms_loads_plan_and_file(scratch) {
        let mut house = House::new(&scratch).await;
        let places = house.desk.operate(api::place::Tree {}).await.unwrap().places;
        let village = places.iter().find(|place| place.parent == Some(house.town)).unwrap().id;
        let named = |name: &str| SaveGroup {
            group: Group::Local,
            fields: GroupFields { name: name.to_owned(), lead: Some(house.body), leader: "副区长".to_owned() },
            version: 0,
        };
        assert_eq!(code(house.by(house.leader, named("镇村组")).await), ErrorCode::NotPermitted, "the office names groups");
        let other = SaveGroup { fields: GroupFields { lead: Some(BodyId(9_999)), ..GroupFields::default() }, ..named("") };
        assert_eq!(invalid(house.by(house.office, other).await), ("lead".to_owned(), "unknown".to_owned()));
        assert_eq!(invalid(house.by(house.office, named("司法服务平台工作组")).await), ("name".to_owned(), "taken".to_owned()));
        house.by(house.office, named("镇村组")).await.unwrap();
        assert_eq!(code(house.by(house.office, named("又一名")).await), ErrorCode::Conflict);
        let local = |title: &str, place: PlaceId| TaskFields { group: Group::Local, place: Some(place), ..house.fields(title) };
        let (town, village_task) = (house.added(local("镇的", house.town)).await, house.added(local("村的", village)).await);
        house.by(house.office, House::told(&town, 30)).await.unwrap();
        house.by(house.office, House::told(&village_task, 100)).await.unwrap();
        let late = TaskFields { due: Some(later(house.today(), -1)), responsible: "主任".to_owned(), ..local("村里晚了的", village) };
        let late = house.added(late).await;
        house.added(TaskFields { group: Group::Justice, ..house.fields("司法的") }).await;
        let groups = house.by(house.leader, ListGroups {}).await.unwrap();
        let row = groups.groups.iter().find(|row| row.group == Group::Local).unwrap();
        assert_eq!((row.fields.name.as_str(), row.tasks, row.done, row.red), ("镇村组", 3, 1, 1));
        assert!(!groups.editable && groups.may_add);
        let building = house.by(house.leader, ShowBuilding {}).await.unwrap();
        let of = |place: Option<PlaceId>| building.rows.iter().find(|row| row.place == place).unwrap();
        assert_eq!(of(None).district, Built::default());
        assert_eq!(of(Some(house.town)).town, Built { tasks: 1, done: 0, progress: 30 });
        assert_eq!(of(Some(house.town)).village, Built { tasks: 2, done: 1, progress: 100 });
        assert_eq!(of(None).village, of(Some(house.town)).village);
        // A figure leads to the tasks that it counts.
        let counted = TaskFilter { builds: true, level: Some(Level::Village), place: Some(house.town), ..TaskFilter::default() };
        assert_eq!(house.titles(counted).await.len(), 2);
        let loads = house.by(house.leader, LoadTasks { filter: TaskFilter::default() }).await.unwrap();
        let of = |person: &str| loads.persons.iter().find(|load| load.person == person).unwrap();
        assert_eq!((of("股长").open, of("主任").open, of("主任").months[0]), (2, 1, 1), "what is late is to be done now");
        let plan = house.by(house.leader, PlanTasks { filter: TaskFilter::default(), limit: 3 }).await.unwrap();
        assert_eq!((plan.rows.len(), plan.more), (3, true));
        assert_eq!(house.titles(TaskFilter { light: Some(Light::Red), ..TaskFilter::default() }).await, [late.row.title]);
        let path = scratch.file("任务台账.xlsx");
        let out = house.desk.takes(&path);
        let written = house.desk.run_with_files(ExportTasks { filter: TaskFilter::default(), sort: None, out }).await.unwrap();
        assert_eq!(written.rows, 4);
        assert!(path.exists());
    }
}

/// A task as the office sees it.
async fn at_office(house: &House, at: &TaskShown) -> TaskShown {
    TaskShown { may: house.shown(at.row.id).await.may, ..at.clone() }
}
