//! 督办: handed out, signed for, reported on, reviewed, closed; by whom, what is refused, and forms that come back.

use crate::{account_of, code, invalid, newcomer};
use api::availability::{Block, PreviewOffers, SetOffers};
use api::page::PageAt;
use api::supervision::{
    AskExtension, ChosenMatter, CloseMatter, CountMatters, DecideExtension, ExportMatters, ExportPaper, HaltMatter, IssueMatter,
    ListLinked, ListMatters, MakeForm, MatterFilter, MatterMay, MatterShown, PaperKind, PreviewForm, ProposeMatter, ReportMatter,
    ResumeMatter, ReturnMatter, ReviewMatter, RevokeMatter, SaveMatter, SaveSupervisionRules, ShowMatter, ShowSupervisionRules, SignMatter,
    SupervisionRules, TakeForm, UrgeMatters,
};
use api::{ApiError, ErrorCode, InFile};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::availability::Offer;
use domain::catalogue::codes::{Audience, Handling};
use domain::catalogue::item::ItemFields;
use domain::place::{Level, PlaceId};
use domain::point::PointKind;
use domain::supervision::cycle::Cycle;
use domain::supervision::flow::{Act, State};
use domain::supervision::light::{Cause, Light, LightRule};
use domain::supervision::number::Pattern;
use domain::supervision::{Link, LinkKind, MatterFields, MatterId, Source, Term};
use jiff::civil::{Date, date};
use testkit::{Desk, Scratch, filled_in};

/// A demonstration with a leader, the office (two of them), a department and a town.
pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) body: BodyId,
    town_body: BodyId,
    town: PlaceId,
    pub(crate) leader: AccountId,
    pub(crate) office: AccountId,
    pub(crate) other_office: AccountId,
    pub(crate) department: AccountId,
    pub(crate) town_admin: AccountId,
}

impl House {
    pub(crate) async fn new(scratch: &Scratch) -> Self {
        let desk = Desk::demo(scratch).await;
        let district = desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let body = desk.operate(api::body::List {}).await.unwrap().bodies[0].id;
        let town = desk.place("麻章镇").await;
        let seat =
            api::body::Save { id: None, code: None, name: "麻章镇人民政府".to_owned(), place: town, active: true, version: 0 };
        let town_body = desk.operate(seat).await.unwrap().id;
        let (office, _) = newcomer(&desk, "ducha", Some((Role::Inspector, district))).await;
        let (other_office, _) = newcomer(&desk, "ducha2", Some((Role::Inspector, district))).await;
        let (leader, _) = newcomer(&desk, "quzhang", Some((Role::Leader, district))).await;
        let (department, _) = newcomer(&desk, "bumen", None).await;
        let from = desk.service.now().day();
        let give = api::account::GiveGrant {
            account: department,
            role: Role::DepartmentHandler,
            place: district,
            body: Some(body),
            from,
            until: None,
        };
        desk.operate(give).await.unwrap();
        let (town_admin, _) = newcomer(&desk, "zhen", Some((Role::TownAdmin, town))).await;
        Self { desk, body, town_body, town, leader, office, other_office, department, town_admin }
    }

    pub(crate) async fn by<O: service::Handle>(&self, who: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.desk.service.run_for(who, operation).await
    }

    pub(crate) fn fields(&self, title: &str) -> MatterFields {
        MatterFields {
            title: title.to_owned(),
            source: Source::Instruction,
            instructor: "区长".to_owned(),
            instruction: "请抓紧整改".to_owned(),
            demand: "限期整改到位".to_owned(),
            lead: Some(self.body),
            responsible: "张股长".to_owned(),
            term: Term::After { days: 10, unit: Unit::Workday },
            cycle: Cycle::Weekly,
            ..MatterFields::default()
        }
    }

    pub(crate) async fn registered(&self, fields: MatterFields) -> MatterShown {
        self.by(self.leader, SaveMatter { id: None, fields, version: 0 }).await.unwrap()
    }

    async fn issued(&self, fields: MatterFields) -> MatterShown {
        let made = self.registered(fields).await.row;
        self.by(self.office, IssueMatter { id: made.id, words: String::new(), on: None, version: made.version }).await.unwrap()
    }

    pub(crate) async fn in_hand(&self, fields: MatterFields) -> MatterShown {
        let row = self.issued(fields).await.row;
        self.by(self.office, SignMatter { id: row.id, words: "电话确认".to_owned(), version: row.version }).await.unwrap()
    }

    fn report(at: &MatterShown, progress: &str, done: bool) -> ReportMatter {
        ReportMatter {
            id: at.row.id,
            progress: progress.to_owned(),
            problems: String::new(),
            steps: String::new(),
            done,
            on: None,
            version: at.row.version,
        }
    }

    fn review(at: &MatterShown, passed: bool, opinion: &str) -> ReviewMatter {
        ReviewMatter { id: at.row.id, passed, opinion: opinion.to_owned(), version: at.row.version }
    }

    pub(crate) async fn shown(&self, id: MatterId) -> MatterShown {
        self.by(self.office, ShowMatter { id }).await.unwrap()
    }

    async fn titles(&self, who: AccountId, filter: MatterFilter) -> Vec<String> {
        let listed = self.by(who, ListMatters { filter: filter.clone(), sort: None, page: PageAt::First, limit: 50 }).await.unwrap();
        let counted = self.by(who, CountMatters { filter }).await.unwrap();
        assert_eq!(counted.total.n, i64::try_from(listed.matters.len()).unwrap());
        listed.matters.into_iter().map(|row| row.title).collect()
    }

    fn today(&self) -> Date {
        self.desk.service.now().day()
    }

    /// A form of a matter, as a file in which answers were filled in.
    pub(crate) async fn form(&mut self, scratch: &Scratch, id: MatterId, answers: &[(&str, &str)]) -> InFile {
        let path = scratch.file("反馈表.xlsx");
        let out = self.desk.takes(&path);
        self.desk.run_with_files(MakeForm { id, out }).await.unwrap();
        filled_in(&path, answers);
        self.desk.gives(&path)
    }
}

testkit::on_both! {
    /// Terms that run into a year whose holidays are not published are provisional; once its list comes they are counted anew, with the light and
    /// the days of feedback. What somebody named, what lies before and what was moved by a granted extension stays.
    async fn terms_are_counted_anew_when_a_year_is_published(scratch) {
        let house = House::new(&scratch).await;
        house.desk.clock.set(date(2026, 12, 21).at(9, 0, 0, 0));
        let with = |title: &str, term, cycle| MatterFields { term, cycle, ..house.fields(title) };
        let workdays = |days| Term::After { days, unit: Unit::Workday };
        let long = house.issued(with("跨年件", workdays(13), Cycle::Days(14))).await;
        let named = house.issued(with("定日件", Term::Day(date(2027, 1, 8)), Cycle::None)).await;
        let short = house.issued(with("年内件", workdays(5), Cycle::None)).await;
        assert_eq!((long.row.due, long.provisional, long.row.feedback), (Some(date(2027, 1, 7)), true, Some(date(2027, 1, 4))));
        // Late December belongs to New Year's arrangements, which nobody knows either.
        assert_eq!((named.provisional, short.provisional), (false, true));
        let halted = house.in_hand(with("中止件", workdays(5), Cycle::None)).await;
        let halt = HaltMatter { id: halted.row.id, reason: "等上级批复".to_owned(), version: halted.row.version };
        let halted = house.by(house.office, halt).await.unwrap();
        house.desk.clock.set(date(2026, 12, 30).at(9, 0, 0, 0));
        let resume = ResumeMatter { id: halted.row.id, reason: "批复已到".to_owned(), version: halted.row.version };
        let resumed = house.by(house.office, resume).await.unwrap();
        assert_eq!((resumed.row.due, resumed.provisional), (Some(date(2027, 1, 6)), true));

        let preview = api::calendar::Preview { file: None, text: Some(crate::calendars::NOTICE.to_owned()), year: None };
        let list = house.desk.operate(preview).await.unwrap().list;
        house.desk.operate(api::calendar::Import { list: list.clone(), reason: String::new(), version: 0 }).await.unwrap();
        let shown = async |id| house.by(house.office, ShowMatter { id }).await.unwrap();
        let after = shown(long.row.id).await;
        // 1 January is a Friday: off, as nobody knew.
        assert_eq!((after.row.due, after.first_due, after.provisional), (Some(date(2027, 1, 8)), Some(date(2027, 1, 8)), false));
        let step = after.steps.last().unwrap();
        assert_eq!((step.act, step.due_before, step.due_after), (Act::Recounted, long.row.due, after.row.due));
        assert_eq!(shown(resumed.row.id).await.row.due, Some(date(2027, 1, 7)));
        for same in [&named, &short] {
            assert_eq!(shown(same.row.id).await.row.version, same.row.version);
        }
        // The light turns by the new day, also in the list, which reads it from the row.
        house.desk.clock.set(date(2027, 1, 8).at(9, 0, 0, 0));
        let red = MatterFilter { light: Some(Light::Red), text: "跨年件".to_owned(), ..MatterFilter::default() };
        assert!(house.titles(house.office, red.clone()).await.is_empty());
        house.desk.clock.set(date(2027, 1, 9).at(9, 0, 0, 0));
        assert_eq!(house.titles(house.office, red).await, ["跨年件"]);
        // A correction counts again; what is off the ledger by then is left alone.
        let mut corrected = list;
        corrected.days.iter_mut().filter(|day| day.date == date(2027, 1, 1)).for_each(|day| day.date = date(2027, 1, 4));
        let import = api::calendar::Import { list: corrected, reason: "更正通知".to_owned(), version: 1 };
        house.desk.operate(import).await.unwrap();
        assert_eq!(shown(long.row.id).await.row.due, Some(date(2027, 1, 8)), "Monday instead of Friday: as many");
    }

    async fn a_matter_goes_from_the_leader_to_the_end_of_the_ledger(scratch) {
        let house = House::new(&scratch).await;
        let made = house.registered(house.fields("清理超期件")).await;
        assert_eq!((made.row.state, made.row.number.as_str(), made.row.light), (State::Unissued, "", None));
        assert_eq!(made.may, [MatterMay::Edit, MatterMay::Revoke], "the leader does not hand it out himself");
        assert!(house.titles(house.department, MatterFilter::default()).await.is_empty(), "it is not handed out");
        assert_eq!(code(house.by(house.department, ShowMatter { id: made.row.id }).await), ErrorCode::NotFound);
        let issue = IssueMatter { id: made.row.id, words: "请签收".to_owned(), on: None, version: 1 };
        assert_eq!(code(house.by(house.leader, issue.clone()).await), ErrorCode::NotPermitted);
        let issued = house.by(house.office, issue).await.unwrap();
        assert_eq!((issued.row.state, issued.row.number.as_str()), (State::Unsigned, "麻督〔2026〕1号"));
        let due = issued.row.due.unwrap();
        let counted = house.desk.operate(api::calendar::Count { begins: house.today(), days: 10, unit: Unit::Workday }).await.unwrap();
        assert_eq!((due, issued.first_due), (counted.last, Some(counted.last)), "ten working days by the calendar");
        assert_eq!(house.titles(house.department, MatterFilter { waiting: true, ..MatterFilter::default() }).await, ["清理超期件"]);
        let sign = SignMatter { id: made.row.id, words: String::new(), version: issued.row.version };
        assert_eq!(code(house.by(house.town_admin, sign.clone()).await), ErrorCode::NotFound, "another's");
        let signed = house.by(house.department, sign).await.unwrap();
        assert_eq!(signed.row.light, Some(Light::Green));
        let reported = house.by(house.department, House::report(&signed, "已约谈", false)).await.unwrap();
        assert!(reported.row.feedback > signed.row.feedback, "the period is told of");
        let done = house.by(house.department, House::report(&reported, "已整改", true)).await.unwrap();
        assert_eq!(done.row.state, State::InReview);
        assert_eq!(invalid(house.by(house.office, House::review(&done, false, " ")).await), ("opinion".to_owned(), "too_short".to_owned()));
        let back = house.by(house.office, House::review(&done, false, "台账未附")).await.unwrap();
        assert_eq!(back.row.state, State::InHand);
        let done = house.by(house.department, House::report(&back, "已附台账", true)).await.unwrap();
        let passed = house.by(house.office, House::review(&done, true, "属实")).await.unwrap();
        assert_eq!((passed.row.state, passed.row.light), (State::Completed, None));
        let closed = house.by(house.office, CloseMatter { id: made.row.id, words: "回访满意".to_owned(), version: passed.row.version }).await.unwrap();
        assert_eq!((closed.row.state, closed.may.len()), (State::Closed, 0));
        let acts: Vec<Act> = closed.steps.iter().map(|step| step.act).collect();
        let expected = [
            Act::Registered, Act::Issued, Act::Signed, Act::Reported, Act::Submitted, Act::Returned, Act::Submitted, Act::Passed, Act::Closed,
        ];
        assert_eq!(acts, expected);
        let late = house.by(house.office, House::review(&done, true, "")).await;
        assert_eq!(code(late), ErrorCode::Conflict, "somebody has moved it");
        assert_eq!(house.issued(house.fields("第二件")).await.row.number, "麻督〔2026〕2号");
    }

    async fn everybody_sees_and_answers_what_is_his(scratch) {
        let house = House::new(&scratch).await;
        let of_town = MatterFields { lead: Some(house.town_body), helpers: vec![house.body], ..house.fields("镇的事") };
        let town = house.in_hand(of_town).await;
        house.in_hand(house.fields("部门的事")).await;
        let about = house.in_hand(MatterFields { place: Some(house.town), ..house.fields("涉及镇的事") }).await;
        let mut all = house.titles(house.leader, MatterFilter::default()).await;
        all.sort();
        assert_eq!(all.len(), 3);
        let mut seen = house.titles(house.town_admin, MatterFilter::default()).await;
        seen.sort();
        assert_eq!(seen, ["涉及镇的事", "镇的事"]);
        assert_eq!(house.titles(house.department, MatterFilter::default()).await.len(), 3);
        assert_eq!(house.titles(house.leader, MatterFilter { body: Some(house.town_body), ..MatterFilter::default() }).await, ["镇的事"]);
        assert_eq!(house.titles(house.leader, MatterFilter { place: Some(house.town), ..MatterFilter::default() }).await, ["涉及镇的事"]);
        assert_eq!(house.titles(house.leader, MatterFilter { text: "sjz".to_owned(), ..MatterFilter::default() }).await, ["涉及镇的事"]);
        // A helper tells progress; that it is done is the lead's to say, and neither signs for the other.
        let helped = house.by(house.department, House::report(&town, "已配合", false)).await.unwrap();
        assert_eq!(invalid(house.by(house.department, House::report(&helped, "完了", true)).await), ("done".to_owned(), "matter_lead".to_owned()));
        assert!(house.by(house.town_admin, House::report(&helped, "完了", true)).await.is_ok());
        let told = house.by(house.town_admin, House::report(&about, "村里已整改", false)).await.unwrap();
        assert!(!told.may.contains(&MatterMay::Ask), "more time is the lead's to ask for");
        // Somebody without a grant sees nothing.
        let clerk = account_of(&house.desk, Role::CatalogueAdmin).await.id;
        assert_eq!(code(house.by(clerk, ListMatters { filter: MatterFilter::default(), sort: None, page: PageAt::First, limit: 5 }).await), ErrorCode::NotPermitted);
    }

    async fn more_time_is_asked_for_and_decided_by_two(scratch) {
        let house = House::new(&scratch).await;
        let at = house.in_hand(house.fields("延期的事")).await;
        let due = at.row.due.unwrap();
        let ask = |to: Date, version| AskExtension { id: at.row.id, to, reason: "等批复".to_owned(), version };
        assert_eq!(invalid(house.by(house.department, ask(due, at.row.version)).await), ("to".to_owned(), "matter_later".to_owned()));
        let later = domain::day::later(due, 20);
        let asked = house.by(house.department, ask(later, at.row.version)).await.unwrap();
        assert_eq!((asked.asking.as_ref().unwrap().to, asked.row.due), (later, Some(due)));
        assert_eq!(invalid(house.by(house.department, ask(later, asked.row.version)).await), ("to".to_owned(), "matter_asking".to_owned()));
        let decide = |granted, reason: &str, version| DecideExtension { id: at.row.id, granted, reason: reason.to_owned(), version };
        assert_eq!(invalid(house.by(house.office, decide(false, "", asked.row.version)).await), ("reason".to_owned(), "too_short".to_owned()));
        let granted = house.by(house.office, decide(true, "", asked.row.version)).await.unwrap();
        assert_eq!((granted.row.due, granted.first_due, granted.asking.is_none()), (Some(later), Some(due), true));
        let step = granted.steps.last().unwrap();
        assert_eq!((step.act, step.due_before, step.due_after), (Act::Granted, Some(due), Some(later)), "both days are kept");
        // The office asks for a body by telephone: then another of the office decides.
        let own = house.by(house.office, ask(domain::day::later(later, 5), granted.row.version)).await.unwrap();
        assert_eq!(invalid(house.by(house.office, decide(true, "", own.row.version)).await), ("id".to_owned(), "matter_own".to_owned()));
        assert!(!own.may.contains(&MatterMay::Decide));
        let denied = house.by(house.other_office, decide(false, "不符合条件", own.row.version)).await.unwrap();
        assert_eq!(denied.row.due, Some(later));
        let done = house.by(house.office, House::report(&denied, "已办", true)).await.unwrap();
        assert_eq!(invalid(house.by(house.office, House::review(&done, true, "")).await), ("id".to_owned(), "matter_own".to_owned()));
        assert_eq!(house.by(house.other_office, House::review(&done, true, "")).await.unwrap().row.state, State::Completed);
    }

    async fn what_was_on_paper_before_is_entered_with_its_days(scratch) {
        let house = House::new(&scratch).await;
        let made = house.registered(MatterFields { instructed: Some(date(2026, 9, 1)), ..house.fields("早就交办的事") }).await.row;
        let issue = |on| IssueMatter { id: made.id, words: String::new(), on: Some(on), version: made.version };
        let at = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());
        assert_eq!(invalid(house.by(house.office, issue(domain::day::later(house.today(), 1))).await), at("on", "future"));
        assert_eq!(invalid(house.by(house.office, issue(date(2026, 8, 31))).await), at("on", "too_early"));
        let issued = house.by(house.office, issue(date(2026, 9, 1))).await.unwrap();
        assert_eq!((issued.row.issued, issued.row.light), (Some(date(2026, 9, 1)), Some(Light::Red)));
        let signed = house.by(house.office, SignMatter { id: made.id, words: String::new(), version: issued.row.version }).await.unwrap();
        let late = ReportMatter { on: Some(date(2026, 9, 4)), ..House::report(&signed, "已约谈", false) };
        let told = house.by(house.office, late).await.unwrap();
        assert_eq!(told.row.feedback, Some(date(2026, 9, 15)), "the week of the report is over, the next one is not told of");
        let early = ReportMatter { on: Some(date(2026, 8, 30)), ..House::report(&told, "更早", false) };
        assert_eq!(invalid(house.by(house.office, early).await), at("on", "too_early"));
    }

    async fn what_is_halted_goes_on_with_the_days_that_were_left(scratch) {
        let house = House::new(&scratch).await;
        let at = house.in_hand(house.fields("中止的事")).await;
        let (id, due) = (at.row.id, at.row.due.unwrap());
        let halted = house.by(house.office, HaltMatter { id, reason: "等上级意见".to_owned(), version: at.row.version }).await.unwrap();
        assert_eq!((halted.row.state, halted.row.light), (State::Halted, None));
        assert_eq!(invalid(house.by(house.department, House::report(&halted, "还在办", false)).await), ("id".to_owned(), "matter_state".to_owned()));
        house.desk.clock.advance(30 * 86_400);
        let gone_on = house.by(house.office, ResumeMatter { id, reason: "意见已下".to_owned(), version: halted.row.version }).await.unwrap();
        let counted = house.desk.operate(api::calendar::Count { begins: house.today(), days: 10, unit: Unit::Workday }).await.unwrap();
        assert_eq!((gone_on.row.state, gone_on.row.due), (State::InHand, Some(counted.last)));
        assert_eq!(gone_on.steps.last().unwrap().due_before, Some(due));
        assert!(gone_on.row.feedback > Some(house.today()), "feedback is counted anew");
    }

    async fn lights_turn_by_the_rule_and_say_why(scratch) {
        let house = House::new(&scratch).await;
        let first = house.in_hand(house.fields("先红的事")).await;
        let calm = MatterFields { cycle: Cycle::None, term: Term::Day(domain::day::later(house.today(), 60)), ..house.fields("还早的事") };
        house.in_hand(calm).await;
        house.issued(MatterFields { term: Term::Day(domain::day::later(house.today(), 30)), cycle: Cycle::None, ..house.fields("没签收的事") }).await;
        house.registered(house.fields("没交办的事")).await;
        assert!(house.titles(house.leader, MatterFilter { light: Some(Light::Red), ..MatterFilter::default() }).await.is_empty());
        house.desk.clock.advance(20 * 86_400);
        let order = house.titles(house.leader, MatterFilter::default()).await;
        assert_eq!(order, ["先红的事", "没签收的事", "还早的事", "没交办的事"], "the worst first");
        let red = house.shown(first.row.id).await;
        assert_eq!(red.row.light, Some(Light::Red));
        assert!(red.why.iter().any(|why| why.cause == Cause::Overdue && why.days > 0), "{:?}", red.why);
        let counts = house.by(house.leader, CountMatters { filter: MatterFilter::default() }).await.unwrap();
        assert_eq!(counts.lights, [(Light::Red, 1), (Light::Yellow, 1), (Light::Green, 1)]);
        let todo = house.by(house.leader, api::home::Show {}).await.unwrap().todos;
        assert!(todo.iter().any(|one| one.kind == api::home::TodoKind::MattersRed && one.n == 1), "{todo:?}");
        // Another rule turns lights at once; nobody but the office sets it.
        let before = house.by(house.office, ShowSupervisionRules {}).await.unwrap();
        let rules = SupervisionRules { light: LightRule { unsigned: 60, ..before.light }, ..before.clone() };
        let save = SaveSupervisionRules { rules: rules.clone(), before: before.clone() };
        assert_eq!(code(house.by(house.leader, save.clone()).await), ErrorCode::NotPermitted);
        house.by(house.office, save.clone()).await.unwrap();
        assert_eq!(code(house.by(house.office, save).await), ErrorCode::Conflict);
        let counts = house.by(house.leader, CountMatters { filter: MatterFilter::default() }).await.unwrap();
        assert_eq!(counts.lights, [(Light::Red, 1), (Light::Yellow, 0), (Light::Green, 2)]);
        let numbered = SupervisionRules { number: Pattern("{号}".to_owned()), ..rules.clone() };
        let wrong = house.by(house.office, SaveSupervisionRules { rules: numbered, before: rules.clone() }).await;
        assert_eq!(invalid(wrong), ("number".to_owned(), "number_parts".to_owned()));
        let numbered = SupervisionRules { number: Pattern("督字〔{年}〕第{号}号".to_owned()), ..rules.clone() };
        house.by(house.office, SaveSupervisionRules { rules: numbered, before: rules }).await.unwrap();
        assert_eq!(house.issued(house.fields("新编号")).await.row.number, "督字〔2026〕第4号");
    }

    async fn what_cannot_be_is_refused_where_it_is(scratch) {
        let house = House::new(&scratch).await;
        let save = |fields| SaveMatter { id: None, fields, version: 0 };
        let wrong = |fields| house.by(house.leader, save(fields));
        let at = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());
        assert_eq!(invalid(wrong(MatterFields { title: String::new(), ..house.fields("甲") }).await), at("title", "required"));
        assert_eq!(invalid(wrong(MatterFields { lead: Some(BodyId(999_999)), ..house.fields("甲") }).await), at("lead", "unknown"));
        assert_eq!(invalid(wrong(MatterFields { instructed: Some(date(2099, 1, 1)), ..house.fields("甲") }).await), at("instructed", "future"));
        assert_eq!(invalid(wrong(MatterFields { cycle: Cycle::Days(0), ..house.fields("甲") }).await), at("cycle", "range"));
        assert_eq!(code(wrong(MatterFields { link: Some(Link { kind: LinkKind::Rating, id: 999_999 }), ..house.fields("甲") }).await), ErrorCode::NotFound);
        let bare = house.registered(MatterFields { lead: None, ..house.fields("乙") }).await.row;
        let issue = |row: &api::supervision::MatterRow| IssueMatter { id: row.id, words: String::new(), on: None, version: row.version };
        assert_eq!(invalid(house.by(house.office, issue(&bare)).await), at("lead", "required"));
        let past = house.registered(MatterFields { term: Term::Day(date(2026, 1, 5)), ..house.fields("丙") }).await.row;
        assert_eq!(invalid(house.by(house.office, issue(&past)).await), at("term", "too_early"));
        // Edited, given up, sent back.
        let fields = MatterFields { lead: Some(house.body), ..house.fields("乙") };
        let edited = house.by(house.leader, SaveMatter { id: Some(bare.id), fields: fields.clone(), version: 1 }).await.unwrap();
        assert_eq!(code(house.by(house.leader, SaveMatter { id: Some(bare.id), fields, version: 1 }).await), ErrorCode::Conflict);
        let issued = house.by(house.office, issue(&edited.row)).await.unwrap();
        let reason = "不属本单位".to_owned();
        let back = house.by(house.department, ReturnMatter { id: bare.id, reason, version: issued.row.version }).await.unwrap();
        assert_eq!((back.row.state, back.row.number.as_str()), (State::Unissued, "麻督〔2026〕1号"), "it keeps its number");
        assert_eq!(house.titles(house.office, MatterFilter { waiting: true, ..MatterFilter::default() }).await.len(), 2);
        let again = house.by(house.office, issue(&back.row)).await.unwrap();
        assert_eq!(again.row.number, "麻督〔2026〕1号");
        let revoke = RevokeMatter { id: past.id, reason: "登记有误".to_owned(), version: past.version };
        assert_eq!(house.by(house.leader, revoke).await.unwrap().row.state, State::Revoked);
        assert!(!house.titles(house.leader, MatterFilter::default()).await.contains(&"丙".to_owned()));
        assert_eq!(house.titles(house.leader, MatterFilter { states: vec![State::Revoked], ..MatterFilter::default() }).await, ["丙"]);
        let urge = UrgeMatters { matters: vec![ChosenMatter { id: past.id, version: 2 }, ChosenMatter { id: bare.id, version: again.row.version }], words: String::new() };
        let urged = house.by(house.office, urge).await.unwrap();
        assert_eq!((urged.done.len(), urged.left.len(), urged.left[0].error.arg("rule")), (1, 1, "matter_state"));
    }

    async fn what_was_registered_or_edited_is_taken_back(scratch) {
        let house = House::new(&scratch).await;
        let made = house.registered(house.fields("甲")).await.row;
        let fields = house.fields("甲甲");
        house.by(house.leader, SaveMatter { id: Some(made.id), fields, version: 1 }).await.unwrap();
        let subject = format!("matter:{}", made.id.0);
        house.by(house.leader, api::history::Undo { subject: subject.clone(), no: None }).await.unwrap();
        assert_eq!(house.shown(made.id).await.fields.title, "甲");
        let listed = house.by(house.leader, api::history::List { subject: subject.clone(), page: PageAt::First, limit: 10 }).await.unwrap();
        assert_eq!(listed.deeds.len(), 3);
        assert_eq!(code(house.by(house.department, api::history::List { subject, page: PageAt::First, limit: 10 }).await), ErrorCode::NotFound);
    }

    async fn a_form_comes_back_and_counts(scratch) {
        let mut house = House::new(&scratch).await;
        let at = house.issued(house.fields("用表反馈的事")).await;
        let id = at.row.id;
        let answers =
            [("办理进展", "已约谈窗口人员"), ("是否办结", "否"), ("填报人", "李某"), ("填报日期", "2026/11/23"), ("下一步措施", "=cmd|'/c calc'!A1")];
        let file = house.form(&scratch, id, &answers).await;
        let preview = house.desk.run_with_files(PreviewForm { file: file.clone() }).await.unwrap();
        assert_eq!((preview.number.as_str(), preview.problems.len(), preview.state), ("麻督〔2026〕1号-1", 0, Some(State::InHand)));
        assert_eq!(preview.answers.unwrap().progress, "已约谈窗口人员");
        assert_eq!(house.shown(id).await.row.state, State::Unsigned, "a preview changes nothing");
        let take = |version| TakeForm { file: file.clone(), version };
        assert_eq!(code(house.desk.run_with_files(take(99)).await), ErrorCode::Conflict);
        let taken = house.desk.run_with_files(take(at.row.version)).await.unwrap();
        assert_eq!((taken.row.state, taken.row.light), (State::InHand, Some(Light::Green)), "it was received");
        let step = taken.steps.last().unwrap();
        assert_eq!((step.act, step.words.as_str(), step.form.as_str()), (Act::Reported, "已约谈窗口人员", "麻督〔2026〕1号-1"));
        assert_eq!((step.steps.as_str(), step.filler.ends_with("李某")), ("=cmd|'/c calc'!A1", true), "a script is words");
        assert!(taken.row.feedback > at.row.feedback);
        assert_eq!(invalid(house.desk.run_with_files(take(taken.row.version)).await), ("form_number".to_owned(), "form_taken".to_owned()));
        // The next one asks for more time and reports it as done.
        let later = domain::day::text(domain::day::later(taken.row.due.unwrap(), 10));
        let answers = [("办理进展", "已整改"), ("是否办结", "是"), ("申请延期至", later.as_str()), ("延期理由", "等批复")];
        let file = house.form(&scratch, id, &answers).await;
        let done = house.desk.run_with_files(TakeForm { file, version: taken.row.version }).await.unwrap();
        assert_eq!((done.row.state, done.asking.is_some(), done.forms.len()), (State::InReview, true, 2));
        // He who entered it did not write it: he may decide.
        assert_eq!(house.desk.operate(House::review(&done, true, "")).await.unwrap().row.state, State::Completed);
    }

    async fn a_form_that_is_wrong_is_told_cell_by_cell_and_changes_nothing(scratch) {
        let mut house = House::new(&scratch).await;
        let at = house.in_hand(house.fields("甲")).await;
        let id = at.row.id;
        house.in_hand(house.fields("乙")).await;
        let problems = async |house: &mut House, answers: &[(&str, &str)]| -> Vec<(String, String)> {
            let file = house.form(&scratch, id, answers).await;
            let preview = house.desk.run_with_files(PreviewForm { file: file.clone() }).await.unwrap();
            let told = preview.problems.iter().map(|error| (error.field.clone().unwrap(), error.arg("rule").to_owned())).collect();
            assert_eq!(code(house.desk.run_with_files(TakeForm { file, version: at.row.version }).await), ErrorCode::Invalid);
            assert_eq!(house.shown(id).await.row, at.row, "nothing has changed");
            told
        };
        let one = |field: &str, rule: &str| vec![(field.to_owned(), rule.to_owned())];
        assert_eq!(problems(&mut house, &[]).await, one("form_progress", "required"));
        let good = ("办理进展", "已办");
        assert_eq!(problems(&mut house, &[good, ("反馈表编号", "麻督〔2026〕9号-1")]).await, one("form_number", "form_unknown"));
        let other = problems(&mut house, &[good, ("反馈表编号", "麻督〔2026〕1号-1")]).await;
        assert!(other.contains(&("form_check".to_owned(), "form_altered".to_owned())), "another form's number: {other:?}");
        assert_eq!(problems(&mut house, &[good, ("督办要求", "不用整改")]).await, one("form_demand", "form_altered"));
        assert_eq!(problems(&mut house, &[good, ("办理时限", "2027-12-31")]).await, one("form_due", "form_altered"));
        assert_eq!(problems(&mut house, &[good, ("校验码", "00000-00000")]).await, one("form_check", "form_altered"));
        assert_eq!(problems(&mut house, &[good, ("填报日期", "下周")]).await, one("form_filled_on", "form_day"));
        assert_eq!(problems(&mut house, &[("办理进展", &"长".repeat(3001))]).await, one("form_progress", "too_long"));
        let early = domain::day::text(house.today());
        assert_eq!(problems(&mut house, &[good, ("申请延期至", early.as_str()), ("延期理由", "等批复")]).await, one("form_extend_to", "matter_later"));
        let path = scratch.file("别的.xlsx");
        std::fs::write(&path, "不是表").unwrap();
        let file = house.desk.gives(&path);
        let error = house.desk.run_with_files(PreviewForm { file }).await.unwrap_err();
        assert_eq!((error.code, error.arg("detail")), (ErrorCode::FileUnreadable, "not_form"));
        // The office of another town learns nothing of it.
        let file = house.form(&scratch, id, &[good]).await;
        let preview = house.desk.run_with_files(PreviewForm { file }).await.unwrap();
        assert!(preview.matter.is_some() && preview.problems.is_empty());
    }

    async fn a_row_becomes_a_matter_and_each_shows_the_other(scratch) {
        let house = House::new(&scratch).await;
        let village = house.desk.operate(api::place::Tree {}).await.unwrap().places.into_iter().find(|place| place.level == Level::Village).unwrap();
        let link = Link { kind: LinkKind::Place, id: village.id.0 };
        let proposed = house.by(house.leader, ProposeMatter { link }).await.unwrap();
        assert_eq!((proposed.fields.place, proposed.label.as_str(), proposed.matters.len()), (Some(village.id), village.name.as_str(), 0));
        let fields = MatterFields { lead: Some(house.body), demand: "整改".to_owned(), ..proposed.fields };
        let made = house.registered(fields).await;
        assert_eq!(made.linked.unwrap().label, village.name);
        let of_row = house.by(house.leader, ListLinked { link }).await.unwrap().matters;
        assert_eq!(of_row.iter().map(|row| row.id).collect::<Vec<_>>(), [made.row.id]);
        assert_eq!(house.by(house.leader, ProposeMatter { link }).await.unwrap().matters.len(), 1, "that there is one already is told");
        assert!(house.by(house.department, ListLinked { link }).await.unwrap().matters.is_empty(), "it is not handed out");
    }

    async fn a_cell_of_the_matrix_and_a_module_become_matters(scratch) {
        let house = House::new(&scratch).await;
        let create = api::point::Create { place: house.town, kind: PointKind::TownCentre, fields: testkit::station("镇中心") };
        let point = house.desk.operate(create).await.unwrap().id;
        let fields = ItemFields {
            code: "A1".to_owned(),
            name: "高龄津贴".to_owned(),
            body: Some(house.body),
            levels: vec![Level::Town],
            audience: vec![Audience::Person],
            handling: Handling::Instant,
            ..ItemFields::default()
        };
        let item = house.desk.operate(api::item::SaveItem { id: None, fields, version: 0 }).await.unwrap().id;
        let link = Link::of_cell(item, point).unwrap();
        // What is not offered has no row, and is what is asked for.
        let proposed = house.by(house.leader, ProposeMatter { link }).await.unwrap();
        assert_eq!((proposed.label.as_str(), proposed.fields.title.as_str()), ("镇中心“高龄津贴”办理", "关于镇中心“高龄津贴”办理的督办"));
        assert_eq!((proposed.fields.place, proposed.fields.lead), (Some(house.town), Some(house.body)));
        assert!(proposed.fields.demand.contains("“高龄津贴”：未设"), "{}", proposed.fields.demand);
        let made = house.registered(proposed.fields).await;
        assert_eq!(made.linked.map(|linked| (linked.link, linked.label)), Some((link, "镇中心“高龄津贴”办理".to_owned())));
        // What is said of it since is told to the next one, and that there is one already.
        let blocks = vec![Block { items: vec![item], points: vec![point], to: Some(Offer::suspended("停电", None)) }];
        let stamp = house.desk.operate(PreviewOffers { blocks: blocks.clone() }).await.unwrap().stamp;
        house.desk.operate(SetOffers { blocks, stamp }).await.unwrap();
        let again = house.by(house.leader, ProposeMatter { link }).await.unwrap();
        assert!(again.fields.demand.contains("暂停：停电"), "{}", again.fields.demand);
        assert_eq!(again.matters.iter().map(|row| row.id).collect::<Vec<_>>(), [made.row.id]);
        for other in [Link { id: link.id + 1, ..link }, Link { id: link.id + 1_000_000, ..link }, Link { id: 7, ..link }] {
            assert_eq!(code(house.by(house.leader, ProposeMatter { link: other }).await), ErrorCode::NotFound);
        }

        let module = house.desk.operate(api::catalogue::ListModules {}).await.unwrap().modules.remove(0);
        let link = Link { kind: LinkKind::Module, id: module.id.0 };
        let proposed = house.by(house.leader, ProposeMatter { link }).await.unwrap();
        assert_eq!((proposed.label, proposed.fields.lead), (module.fields.name, module.fields.owner));
    }

    async fn the_ledger_and_papers_are_written(scratch) {
        let mut house = House::new(&scratch).await;
        let at = house.in_hand(house.fields("写成文书的事")).await;
        house.in_hand(house.fields("另一件事")).await;
        let csv = scratch.file("台账.csv");
        let out = house.desk.takes(&csv);
        let filter = MatterFilter { text: "文书".to_owned(), ..MatterFilter::default() };
        assert_eq!(house.desk.run_with_files(ExportMatters { filter, sort: None, out }).await.unwrap().rows, 1);
        let text = std::fs::read_to_string(&csv).unwrap();
        assert!(text.contains("麻督〔2026〕1号") && text.contains("绿灯") && !text.contains("另一件事"), "{text}");
        for paper in [PaperKind::Notice, PaperKind::Urge, PaperKind::Report] {
            let path = scratch.file("文书.docx");
            let out = house.desk.takes(&path);
            assert_eq!(house.desk.run_with_files(ExportPaper { paper, matters: vec![at.row.id], out }).await.unwrap().rows, 1);
            assert!(std::fs::metadata(&path).unwrap().len() > 1_000);
        }
        let made = house.registered(house.fields("没交办")).await;
        let out = house.desk.takes(&scratch.file("x.docx"));
        let refused = house.desk.run_with_files(ExportPaper { paper: PaperKind::Notice, matters: vec![made.row.id], out }).await;
        assert_eq!(invalid(refused), ("matters".to_owned(), "matter_state".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn papers_of_matters_are_printed_by_libreoffice() {
    let scratch = Scratch::sqlite();
    let mut house = House::new(&scratch).await;
    let at = house.in_hand(house.fields("整治差评站点")).await;
    let mut papers = Vec::new();
    for (paper, name) in [(PaperKind::Notice, "notice"), (PaperKind::Urge, "urge"), (PaperKind::Report, "report")] {
        let path = scratch.file(&format!("{name}.docx"));
        let out = house.desk.takes(&path);
        house.desk.run_with_files(ExportPaper { paper, matters: vec![at.row.id], out }).await.unwrap();
        papers.push(path);
    }
    let paths: Vec<&std::path::Path> = papers.iter().map(std::path::PathBuf::as_path).collect();
    let wanted = [
        ["督办通知单", "麻督〔2026〕1号", "整治差评站点", "（印章）", "—1—"],
        ["催办单", "麻督〔2026〕1号", "整治差评站点", "（印章）", "—1—"],
        ["督办专报", "麻督〔2026〕1号", "整治差评站点", "2026-12-07", "—1—"],
    ];
    for (pdf, wanted) in testkit::saved_by_office(scratch.folder(), &paths, "pdf").iter().zip(wanted) {
        let told = crate::adjustments::close(&crate::papers::said("pdftotext", &["-layout"], pdf));
        for words in wanted {
            assert!(told.contains(words), "{words} in {told}");
        }
        assert!(crate::papers::said("pdfinfo", &[], pdf).contains("(A4)"));
    }
}
