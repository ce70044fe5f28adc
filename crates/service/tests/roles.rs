//! Every operation as every role, inside and outside of its scope, as a table that a person can read.
//!
//! Inside: the account of the role in a demonstration, at the first village of 麻章镇. Outside: an account of the same
//! role whose grant is over 太平镇 only, at the same village. Custodians hold the whole district, so nothing is outside
//! for them. The table is `snapshots/roles__roles.snap`; whoever changes a permission changes a line of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use api::account::{Create, GiveGrant};
use api::session::{Enrol, Open};
use api::{ErrorCode, OperationInfo, Permission};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::place::PlaceId;
use jiff::civil::date;
use serde_json::{Value, json};
use std::fmt::Write;
use testkit::{Desk, Scratch};
use uuid::Uuid;

const PASSWORD: &str = "lantern-quarry-9-otter";

/// A made-up notice.
const NOTICE: &str = "关于2027年部分节假日安排的通知
元旦：1月1日至3日放假，共3天。
春节：2月5日至11日放假调休，共7天。
清明节：4月5日放假，共1天。
劳动节：5月1日放假，共1天。
端午节：6月9日放假，共1天。
中秋节：9月15日放假，共1天。
国庆节：10月1日至7日放假调休，共7天。";

/// A made-up list.
const HOLIDAYS_2027: [(&str, &str); 7] = [
    ("元旦", "2027-01-01"),
    ("春节", "2027-02-06"),
    ("清明节", "2027-04-05"),
    ("劳动节", "2027-05-01"),
    ("端午节", "2027-06-09"),
    ("中秋节", "2027-09-15"),
    ("国庆节", "2027-10-01"),
];

/// What an operation is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// A place or something at a place: what lies outside is not found.
    Place,
    /// The whole district: a grant over a part of it is too small.
    District,
    /// The person himself, or what everyone inside may know, or what is limited row by row; there is no outside.
    NoPlace,
}

/// What stands in the database while the operations are tried.
struct World {
    scratch: Scratch,
    desk: Desk,
    /// The first village of 麻章镇, where the demonstration's station clerk works.
    village: PlaceId,
    body: BodyId,
    body_name: String,
    spare: AccountId,
    gone: AccountId,
    /// Of the demonstration's body.
    rating: i64,
    /// Of another body.
    other_rating: i64,
    point: i64,
    /// Described, and done at self-service points such as that one.
    item: i64,
    /// Counts the tries, so that every name is new.
    n: u32,
}

impl World {
    async fn new() -> Self {
        let scratch = Scratch::sqlite();
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let tree = desk.call(api::place::Tree {}).await.unwrap().places;
        let mut clerk = desk.another();
        clerk.enter(Role::StationClerk).await;
        let village = clerk.call(api::session::Show {}).await.unwrap().person.unwrap().home;
        let body = desk.call(api::body::List {}).await.unwrap().bodies[0].clone();
        let mut world = Self {
            village,
            body: body.id,
            body_name: body.name.clone(),
            spare: desk.operate(Create { login: "spare".to_owned(), name: "备用".to_owned() }).await.unwrap().account,
            gone: desk.operate(Create { login: "gone".to_owned(), name: "离岗".to_owned() }).await.unwrap().account,
            rating: 0,
            other_rating: 0,
            point: 0,
            item: 0,
            n: 0,
            scratch,
            desk,
        };
        let code = tree.iter().find(|p| p.id == village).unwrap().code.as_str().to_owned();
        let other = "区教育局";
        let save = api::body::Save { id: None, code: None, name: other.to_owned(), place: tree[0].id, active: true, version: 0 };
        world.desk.operate(save).await.unwrap();
        let text = format!(
            "数据来源,评价编号,区划代码,事项编码,事项名称,承办部门,评价渠道,评价等级,评价时间,评价人姓名,评价人电话\n\
             好差评系统,1,{code},A1,养老保险参保登记,{},2,1,2026-11-18 09:30:00,张三,13800001234\n\
             好差评系统,2,{code},B1,入学咨询,{other},2,5,2026-11-18 10:30:00,李四,13800004321\n",
            body.name
        );
        std::fs::write(world.scratch.file("ratings.csv"), text).unwrap();
        let mut signed_in = door(&world);
        signed_in.token = world.desk.token.clone();
        world.desk = signed_in;
        let mut admin = world.desk.clone();
        world.import(&mut admin).await;
        let ratings = world.scratch.numbers("SELECT id FROM rating ORDER BY record_no").await;
        (world.rating, world.other_rating) = (ratings[0], ratings[1]);
        let point = world.body_of("point.create").await;
        world.point = admin.json(Uuid::now_v7(), "point.create", point).await.unwrap()["id"].as_i64().unwrap();
        let mut item = world.body_of("item.save").await;
        item["fields"]["terminal"] = json!(true);
        world.item = admin.json(Uuid::now_v7(), "item.save", item).await.unwrap()["id"].as_i64().unwrap();
        world
    }

    /// The backup that there is.
    fn backup(&self) -> Value {
        let folder = self.scratch.file("backups");
        let mut names: Vec<String> =
            std::fs::read_dir(folder).into_iter().flatten().filter_map(|e| e.unwrap().file_name().into_string().ok()).collect();
        names.sort();
        json!({ "name": names.into_iter().find(|n| n.ends_with(".zip")).unwrap_or_else(|| "none.yimen.zip".to_owned()), "file": null, "passphrase": null })
    }

    async fn backup_job(&self) -> Uuid {
        let mut reader = self.desk.service.store().read().await.unwrap();
        let made = store::job::newest_of(&mut reader.conn(), store::job::BACKUPS, 1).await.unwrap();
        made.first().map_or(Uuid::nil(), |job| job.id)
    }

    async fn import(&mut self, admin: &mut Desk) {
        let start = self.body_of("import.start").await;
        let job = admin.json(Uuid::now_v7(), "import.start", start).await.unwrap();
        self.ended(&job["id"]).await;
    }

    /// Waits for the end of a job.
    async fn ended(&self, job: &Value) {
        let show = json!({ "job": job });
        for _ in 0..1_000 {
            let shown = self.desk.clone().json(Uuid::now_v7(), "job.show", show.clone()).await.unwrap();
            if !shown["ended"].is_null() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("the import does not end");
    }

    /// The newest import, done and started by the catalogue administrator.
    async fn job(&self) -> Value {
        let jobs = self.desk.clone().json(Uuid::now_v7(), "job.list", json!({ "limit": 1 })).await.unwrap();
        jobs["jobs"][0]["id"].clone()
    }

    /// A handle that every desk of this test knows.
    fn file(name: &str) -> Value {
        json!({ "handle": name, "name": name, "size": 100 })
    }

    async fn version(&self, table: &str, id: i64) -> i64 {
        self.scratch.numbers(&format!("SELECT version FROM {table} WHERE id = {id}")).await[0]
    }

    /// A small file of a register: something new at the village.
    fn register(&self, operation: &str, n: u32) -> String {
        let (name, text) = match operation.split('.').next().unwrap_or_default() {
            "body" => ("bodies.csv", format!("部门名称,区划代码\n表格部门{n},440811100001\n")),
            "point" => ("points.csv", format!("区划代码,类别,挂牌名称\n440811100001,24小时自助服务点,表格点{n}\n")),
            "item" => (
                "items.csv",
                format!(
                    "事项编码,事项名称,实施主体,行使层级,服务对象,办件类型\nS{n},表格事项{n},{},村（居）,自然人,即办件\n",
                    self.body_name
                ),
            ),
            "duty" => ("duties.csv", format!("权力编码,职权名称,责任主体,镇街,行使层级\nR{n},表格权责{n},{},麻章镇,镇\n", self.body_name)),
            "account" => ("accounts.csv", format!("登录名,姓名\nsheet-{n},表格人\n")),
            _ => ("units.csv", format!("区划代码,单位名称,上级代码\n440811100{:03},表格村{n},440811100\n", 500 + n % 400)),
        };
        std::fs::write(self.scratch.file(name), text).unwrap();
        name.to_owned()
    }

    /// A small list of the province.
    fn edition(&self, n: u32) -> String {
        std::fs::write(self.scratch.file("edition.csv"), format!("基本编码,事项名称\n9{n},省级事项{n}\n")).unwrap();
        "edition.csv".to_owned()
    }

    /// A row of an edition that nobody has decided about.
    async fn row(&self, n: u32) -> i64 {
        let sql = "SELECT id FROM provincial_row WHERE decision = 'open' AND edition_id = (SELECT MAX(id) FROM provincial_edition) AND standing = 'new'";
        if self.scratch.numbers(sql).await.is_empty() {
            let load = json!({ "file": Self::file(&self.edition(n)), "taking": "good", "name": format!("行{n}") });
            let load: api::provincial::LoadEdition = serde_json::from_value(load).unwrap();
            self.desk.run_with_files(load).await.unwrap();
        }
        self.scratch.numbers(sql).await[0]
    }

    /// A new draft of an entry at the first village's town.
    async fn duty_text(&self, n: u32) -> Value {
        let (town, body) = (self.desk.place("麻章镇").await, self.body);
        let fields = domain::duty::DutyFields {
            code: format!("D-{n}"),
            name: format!("权责事项{n}"),
            body: Some(body),
            place: Some(town),
            levels: vec![domain::place::Level::Town],
            ..Default::default()
        };
        json!({ "fields": fields })
    }

    /// Another entry, and its version, that has come so far by other hands than those that will try: by the database itself.
    async fn duty(&self, n: u32, stage: &str) -> (i64, i64) {
        let body: api::duty::SaveDraft = serde_json::from_value(self.duty_text(n).await).unwrap();
        let made = self.desk.operate(body).await.unwrap().head;
        let (id, version) = (made.duty.0, made.id.0);
        let sets = match stage {
            "draft" => String::new(),
            "behind" | "published" => {
                let published = "stage = 'published', from_day = '2026-11-01', until_day = '9999-12-31'";
                format!("UPDATE duty_version SET {published} WHERE id = {version}")
            }
            "proposed" => format!("UPDATE duty_version SET stage = 'proposed', version = 2 WHERE id = {version}"),
            stage => {
                let chain = serde_json::to_string(&domain::duty::flow::Chain::default()).unwrap();
                let (step, moves) = match stage {
                    "review" => (0, 2),
                    "approved" => (3, 5),
                    _ => (3, 6),
                };
                format!(
                    "UPDATE duty_version SET stage = '{stage}', chain = '{chain}', step = {step}, version = {moves}, effective = '2026-12-01' WHERE id = {version}"
                )
            }
        };
        if !sets.is_empty() {
            self.scratch.execute(&sets).await;
        }
        if stage == "behind" {
            let sql = format!(
                "INSERT INTO duty_version (duty_id, no, stage, deed, list, kind, code, name, pinyin, search, body_id, place_id, content, author, author_name, begun_at, moved_at)
                SELECT duty_id, 2, 'draft', 'add', list, kind, code, name, pinyin, search, body_id, place_id, content, author, author_name, 0, 0
                FROM duty_version WHERE id = {version}"
            );
            self.scratch.execute(&sql).await;
            let newest = self.scratch.numbers("SELECT MAX(id) FROM duty_version").await[0];
            return (id, newest);
        }
        (id, version)
    }

    /// A matter about the first village, of the demonstration's body.
    fn matter_text(&self, n: u32) -> Value {
        json!({ "title": format!("督办事项{n}"), "demand": "限期整改", "lead": self.body, "place": self.village })
    }

    /// A matter that has come so far by other hands than those that will try: by the local operator, who is one person.
    async fn matter(&self, n: u32, state: &str) -> i64 {
        let desk = &self.desk;
        let fields = serde_json::from_value(self.matter_text(n)).unwrap();
        let mut at = desk.operate(api::supervision::SaveMatter { id: None, fields, version: 0 }).await.unwrap().row;
        let id = at.id;
        let way: &[&str] = match state {
            "unissued" => &[],
            "unsigned" => &["issue"],
            "in_hand" => &["issue", "sign"],
            "asking" => &["issue", "sign", "ask"],
            "in_review" => &["issue", "sign", "done"],
            "halted" => &["issue", "sign", "halt"],
            _ => &["issue", "sign", "done", "pass"],
        };
        for step in way {
            let (version, words) = (at.version, String::new());
            let reason = "说明".to_owned();
            let shown = match *step {
                "issue" => desk.operate(api::supervision::IssueMatter { id, words, on: None, version }).await,
                "sign" => desk.operate(api::supervision::SignMatter { id, words, version }).await,
                "ask" => desk.operate(api::supervision::AskExtension { id, to: date(2027, 3, 1), reason, version }).await,
                "halt" => desk.operate(api::supervision::HaltMatter { id, reason, version }).await,
                "done" => {
                    let report = json!({ "id": id, "progress": "已整改", "done": true, "version": version });
                    desk.operate(serde_json::from_value::<api::supervision::ReportMatter>(report).unwrap()).await
                }
                _ => {
                    // Nobody passes what he reported himself.
                    let another = self.scratch.execute("UPDATE matter_step SET person = 'another' WHERE act = 'submitted_done'");
                    another.await;
                    desk.operate(api::supervision::ReviewMatter { id, passed: true, opinion: words, version }).await
                }
            };
            at = shown.unwrap().row;
        }
        if state == "in_review" {
            self.scratch.execute("UPDATE matter_step SET person = 'another' WHERE act = 'submitted_done'").await;
        }
        if state == "asking" {
            self.scratch.execute("UPDATE matter_step SET person = 'another' WHERE act = 'extension_asked'").await;
        }
        id.0
    }

    /// A task about the first village, of the demonstration's body.
    fn task_text(&self, n: u32) -> Value {
        json!({
            "title": format!("任务{n}"), "responsible": "经办人", "lead": self.body, "place": self.village,
            "start": "2026-11-01", "due": "2026-12-31"
        })
    }

    async fn task(&self, n: u32) -> i64 {
        let fields = serde_json::from_value(self.task_text(n)).unwrap();
        self.desk.operate(api::task::SaveTask { id: None, fields, version: 0 }).await.unwrap().row.id.0
    }

    /// A meeting of the leading group, the whole district's.
    fn meeting_text(&self, n: u32) -> Value {
        json!({
            "title": format!("会议{n}"), "number": format!("〔2026〕{n}号"), "day": "2026-10-08", "chair": "组长",
            "agreed": [{ "text": format!("议定{n}"), "lead": self.body, "due": "2026-12-31" }]
        })
    }

    async fn meeting(&self, n: u32, is_issued: bool) -> i64 {
        let fields = serde_json::from_value(self.meeting_text(n)).unwrap();
        let id = self.desk.operate(api::meeting::SaveMeeting { id: None, fields, version: 0 }).await.unwrap().row.id;
        if is_issued {
            self.desk.operate(api::meeting::IssueMeeting { id, version: 1 }).await.unwrap();
        }
        id.0
    }

    /// A form that was filled in, of a matter in hand.
    async fn form(&self, n: u32) -> String {
        let id = domain::supervision::MatterId(Box::pin(self.matter(n, "in_hand")).await);
        let out = api::OutFile { handle: "form.xlsx".to_owned(), name: "form.xlsx".to_owned() };
        self.desk.run_with_files(api::supervision::MakeForm { id, out }).await.unwrap();
        testkit::filled_in(&self.scratch.file("form.xlsx"), &[("办理进展", "已整改")]);
        "form.xlsx".to_owned()
    }

    /// A cell of the matrix that is to say something else than it does.
    async fn blocks(&self) -> Value {
        let sql = format!("SELECT COUNT(*) FROM availability WHERE point_id = {} AND state = 'offered'", self.point);
        let to = if self.scratch.numbers(&sql).await[0] == 0 { "offered" } else { "planned" };
        json!([{ "items": [self.item], "points": [self.point], "to": { "state": to } }])
    }

    /// A grant that can be ended.
    async fn grant(&self, day: &str) -> Uuid {
        let day = day.parse().unwrap();
        let give = GiveGrant { account: self.spare, role: Role::Inspector, place: self.village, body: None, from: day, until: Some(day) };
        self.desk.operate(give).await.unwrap();
        let all = self.desk.operate(api::account::List {}).await.unwrap().accounts;
        let grants = all.into_iter().find(|a| a.id == self.spare).unwrap().grants;
        grants.into_iter().find(|g| g.grant.from == day && g.grant.role == Role::Inspector && !g.ended).unwrap().grant.id
    }

    /// Something was done to the point that can be taken back.
    async fn edit_point(&mut self, n: u32) {
        let version = self.version("point", self.point).await;
        let body = json!({ "id": self.point, "fields": fields(n), "version": version });
        let mut admin = self.desk.clone();
        admin.json(Uuid::now_v7(), "point.save", body).await.unwrap();
    }

    async fn newest_of_point(&self) -> i64 {
        let sql = format!("SELECT MAX(id) FROM audit WHERE subject = 'point:{}' AND outcome = 'done'", self.point);
        self.scratch.numbers(&sql).await[0]
    }

    /// A request that would be granted to whoever may make it there; fresh every time.
    #[expect(clippy::match_same_arms, reason = "one line an operation")]
    async fn body_of(&mut self, operation: &str) -> Value {
        self.n += 1;
        let n = self.n;
        let place = self.village;
        let period = json!({ "from": "2026-11-01", "to": "2026-11-22" });
        let day = date(2027, 1, 1).saturating_add(jiff::Span::new().days(i64::from(n))).to_string();
        let filter = json!({ "place": place, "below": true, "period": period });
        let out = json!({ "handle": "out.csv", "name": "out.csv" });
        match operation {
            "session.show" => json!({}),
            "session.open" => json!({ "login": format!("stranger-{n}"), "password": "wrong-wrong-wrong" }),
            "session.enter" => json!({ "role": "leader" }),
            "session.close" => json!({}),
            "session.enrol" => json!({ "login": format!("stranger-{n}"), "code": "AAAA-BBBB-CCCC", "password": PASSWORD }),
            "session.password.change" => json!({ "old": "wrong-wrong-wrong", "new": PASSWORD }),
            "session.password.judge" => json!({ "password": PASSWORD, "words": [] }),
            "session.preference.save" => json!({ "key": "theme", "value": "dark" }),
            "setup.finish" => {
                let who = |n: u32| json!({ "login": format!("person-{n}"), "name": format!("人{n}") });
                json!({ "kind": "real", "system_admin": who(n), "password": PASSWORD, "security_admin": who(n + 1000), "security_auditor": who(n + 2000) })
            }
            "account.list" | "grant.list" => json!({}),
            "account.create" => json!({ "login": format!("new-{n}"), "name": "新人" }),
            "account.invite" => json!({ "account": self.spare }),
            "account.closed.set" => {
                let version = self.scratch.numbers("SELECT version FROM account WHERE login = 'gone'").await[0];
                let is_open = self.scratch.numbers("SELECT COUNT(*) FROM account WHERE login = 'gone' AND state <> 'closed'").await[0];
                json!({ "account": self.gone, "closed": is_open == 1, "version": version })
            }
            "grant.give" => json!({ "account": self.spare, "role": "leader", "place": place, "body": null, "from": day, "until": day }),
            "grant.end" => json!({ "grant": self.grant(&day).await }),
            "place.tree" => json!({}),
            "place.active.set" => json!({ "place": place, "active": true, "reason": "", "version": self.version("place", place.0).await }),
            "setting.cutoff.set" => json!({ "day": null }),
            "body.list" => json!({}),
            "module.list" => json!({}),
            "module.save" => json!({
                "id": null, "version": 0,
                "fields": {
                    "name": format!("模块{n}"), "category": "convenience", "holds": "items", "owner": null,
                    "levels": ["village"], "state": "preparing", "note": ""
                }
            }),
            "item.list" => json!({ "limit": 50 }),
            "item.show" => json!({ "id": self.scratch.numbers("SELECT MIN(id) FROM item").await[0] }),
            "item.save" => json!({
                "id": null, "version": 0,
                "fields": {
                    "name": format!("事项{n}"), "code": format!("T{n}"), "body": self.body, "levels": ["village"], "audience": ["person"],
                    "handling": "instant"
                }
            }),
            "availability.show" | "availability.coverage" => json!({ "place": place }),
            "availability.list" => json!({ "place": place, "items": [self.item] }),
            "availability.export" => json!({ "place": place, "out": out }),
            "availability.item.show" => json!({ "item": self.item }),
            "item.guide.export" => json!({ "items": [self.item], "out": out }),
            "availability.point.show" => json!({ "point": self.point }),
            "availability.preview" => json!({ "blocks": self.blocks().await }),
            "availability.set" => {
                let blocks = self.blocks().await;
                let preview = api::availability::PreviewOffers { blocks: serde_json::from_value(blocks.clone()).unwrap() };
                json!({ "blocks": blocks, "stamp": self.desk.operate(preview).await.unwrap().stamp })
            }
            "provincial.edition.preview" => json!({ "file": Self::file(&self.edition(n)) }),
            "provincial.edition.load" => json!({ "file": Self::file(&self.edition(n)), "taking": "good", "name": format!("第{n}版") }),
            "provincial.edition.returned" => json!({ "file": Self::file(&self.edition(n)), "out": out }),
            "provincial.edition.list" => json!({}),
            "provincial.row.list" => json!({ "limit": 50 }),
            "provincial.row.show" => json!({ "id": self.row(n).await }),
            "provincial.decide.preview" => json!({ "rows": [self.row(n).await], "ruling": { "decision": "declined", "reason": "" } }),
            "provincial.decide" => {
                let rows = vec![domain::catalogue::provincial::RowId(self.row(n).await)];
                let ruling = json!({ "decision": "declined", "reason": "本区无此业务" });
                let told = serde_json::from_value(ruling.clone()).unwrap();
                let preview = api::provincial::PreviewDecision { rows: rows.clone(), filter: Default::default(), ruling: told };
                json!({ "rows": rows, "ruling": ruling, "stamp": self.desk.operate(preview).await.unwrap().stamp })
            }
            "duty.list" => json!({ "limit": 50 }),
            "duty.count" => json!({}),
            "duty.show" => json!({ "id": Box::pin(self.duty(n, "published")).await.0 }),
            "duty.draft.list" => json!({ "waiting": true }),
            "duty.draft.save" => Box::pin(self.duty_text(n)).await,
            "duty.draft.drop" | "duty.submit" => json!({ "draft": Box::pin(self.duty(n, "draft")).await.1, "version": 1 }),
            "duty.draft.rebase" => json!({ "draft": Box::pin(self.duty(n, "behind")).await.1, "version": 1 }),
            "duty.withdraw" => json!({ "duty": Box::pin(self.duty(n, "published")).await.0, "reason": "法律已修改" }),
            "duty.accept" => json!({ "draft": Box::pin(self.duty(n, "proposed")).await.1, "verdict": "approve", "version": 2 }),
            "duty.review" => json!({ "draft": Box::pin(self.duty(n, "review")).await.1, "verdict": "approve", "version": 2 }),
            "duty.publish" => {
                json!({ "drafts": [{ "draft": Box::pin(self.duty(n, "approved")).await.1, "version": 5 }], "effective": "2026-11-23" })
            }
            "duty.plan.revoke" => json!({ "draft": Box::pin(self.duty(n, "planned")).await.1, "reason": "另行公布", "version": 6 }),
            "duty.compare" => {
                let (_, version) = Box::pin(self.duty(n, "published")).await;
                json!({ "old": version, "new": version })
            }
            "duty.dates.compare" => json!({ "from": "2026-11-01", "to": "2026-11-23" }),
            "duty.adjustment.export" => {
                let (_, version) = Box::pin(self.duty(n, "published")).await;
                json!({ "of": { "versions": [version] }, "out": out })
            }
            "duty.paper.export" => {
                Box::pin(self.duty(n, "published")).await;
                json!({ "out": out })
            }
            "open.export" => json!({ "out": out }),
            "register.progress" => json!({ "register": "duties" }),
            "duty.chain.show" => json!({}),
            "duty.chain.set" => {
                let chain = domain::duty::flow::Chain::default();
                json!({ "chain": chain, "before": chain })
            }
            "supervision.list" => json!({ "limit": 50 }),
            "supervision.count" | "supervision.rules.show" => json!({}),
            "supervision.linked.list" | "supervision.propose" => json!({ "link": { "kind": "rating", "id": self.rating } }),
            "supervision.save" => json!({ "fields": self.matter_text(n) }),
            "supervision.export" => json!({ "out": out }),
            "supervision.show" => json!({ "id": Box::pin(self.matter(n, "unsigned")).await }),
            "supervision.revoke" => json!({ "id": Box::pin(self.matter(n, "unissued")).await, "reason": "登记有误", "version": 1 }),
            "supervision.issue" => json!({ "id": Box::pin(self.matter(n, "unissued")).await, "version": 1 }),
            "supervision.sign" => json!({ "id": Box::pin(self.matter(n, "unsigned")).await, "version": 2 }),
            "supervision.return" => json!({ "id": Box::pin(self.matter(n, "unsigned")).await, "reason": "不属本单位", "version": 2 }),
            "supervision.report" => json!({ "id": Box::pin(self.matter(n, "in_hand")).await, "progress": "已约谈", "version": 3 }),
            "supervision.extension.ask" => {
                json!({ "id": Box::pin(self.matter(n, "in_hand")).await, "to": "2027-03-01", "reason": "等批复", "version": 3 })
            }
            "supervision.extension.decide" => json!({ "id": Box::pin(self.matter(n, "asking")).await, "granted": true, "version": 4 }),
            "supervision.review" => json!({ "id": Box::pin(self.matter(n, "in_review")).await, "passed": true, "version": 4 }),
            "supervision.urge" => json!({ "matters": [{ "id": Box::pin(self.matter(n, "in_hand")).await, "version": 3 }] }),
            "supervision.halt" => json!({ "id": Box::pin(self.matter(n, "in_hand")).await, "reason": "等上级意见", "version": 3 }),
            "supervision.resume" => json!({ "id": Box::pin(self.matter(n, "halted")).await, "reason": "意见已下", "version": 4 }),
            "supervision.close" => json!({ "id": Box::pin(self.matter(n, "completed")).await, "version": 5 }),
            "supervision.rules.save" => {
                let rules = json!(api::supervision::SupervisionRules::default());
                json!({ "rules": rules, "before": rules })
            }
            "supervision.form.make" => json!({ "id": Box::pin(self.matter(n, "in_hand")).await, "out": out }),
            "supervision.form.preview" => json!({ "file": Self::file(&Box::pin(self.form(n)).await) }),
            "supervision.form.take" => json!({ "file": Self::file(&Box::pin(self.form(n)).await), "version": 3 }),
            "supervision.paper.export" => {
                json!({ "paper": "notice", "matters": [Box::pin(self.matter(n, "unsigned")).await], "out": out })
            }
            "task.group.list" | "task.building" | "task.count" | "task.load" => json!({}),
            "task.group.save" => {
                let version = self.scratch.numbers("SELECT COALESCE(MAX(version), 0) FROM task_group WHERE code = 'justice'").await[0];
                json!({ "group": "justice", "fields": { "name": format!("司法组{n}") }, "version": version })
            }
            "task.list" | "task.plan" | "meeting.list" => json!({ "limit": 50 }),
            "task.save" => json!({ "fields": self.task_text(n) }),
            "task.show" => json!({ "id": self.task(n).await }),
            "task.report" => json!({ "id": self.task(n).await, "progress": 30, "words": "已进场", "version": 1 }),
            "task.halt" => json!({ "id": self.task(n).await, "reason": "等批复", "version": 1 }),
            "task.resume" => {
                let id = self.task(n).await;
                let halt = json!({ "id": id, "reason": "等批复", "version": 1 });
                self.desk.operate(serde_json::from_value::<api::task::HaltTask>(halt).unwrap()).await.unwrap();
                json!({ "id": id, "reason": "批复已下", "version": 2 })
            }
            "task.export" => json!({ "out": out }),
            "meeting.save" => json!({ "fields": self.meeting_text(n) }),
            "meeting.show" => json!({ "id": self.meeting(n, true).await }),
            "meeting.issue" => json!({ "id": self.meeting(n, false).await, "version": 1 }),
            "meeting.revoke" => json!({ "id": self.meeting(n, false).await, "reason": "登记有误", "version": 1 }),
            "meeting.turn" => json!({ "id": self.meeting(n, true).await, "version": 2 }),
            "meeting.paper.export" => json!({ "id": self.meeting(n, true).await, "out": out }),
            "item.rules.show" => json!({}),
            "item.rules.save" => {
                let rules = json!({ "code": "", "recheck_months": 12 });
                json!({ "rules": rules, "before": rules })
            }
            "item.verify" => json!({ "items": [{ "item": self.item, "version": 1 }] }),
            "duty.verify" => json!({ "duties": [Box::pin(self.duty(n, "published")).await.0] }),
            "body.save" => json!({ "id": null, "code": null, "name": format!("部门{n}"), "place": place, "active": true, "version": 0 }),
            "source.list" => json!({}),
            "source.save" => json!({ "source": { "name": format!("来源{n}"), "numberless": false } }),
            "point.list" => json!({ "place": place }),
            "point.create" => json!({ "place": place, "kind": "self_service", "fields": fields(n) }),
            "point.save" => json!({ "id": self.point, "fields": fields(n), "version": self.version("point", self.point).await }),
            "job.show" | "job.cancel" => json!({ "job": self.job().await }),
            "job.list" => json!({ "limit": 10 }),
            "import.preview" => json!({ "kind": "ratings", "file": Self::file("ratings.csv"), "source": null }),
            "import.start" => {
                json!({ "kind": "ratings", "file": Self::file("ratings.csv"), "source": null, "taking": "good", "differing": "refuse" })
            }
            "import.problems" => json!({ "job": self.job().await, "limit": 10 }),
            "import.returned" => json!({ "job": self.job().await, "out": out }),
            "rating.list" | "case.list" => json!({ "filter": filter, "limit": 10 }),
            "rating.count" | "case.count" => json!({ "filter": filter }),
            "rating.standings.set" => {
                let version = self.version("rating", self.rating).await;
                let standing = if version % 2 == 1 { "excluded" } else { "counted" };
                json!({ "ratings": [{ "rating": self.rating, "version": version }], "standing": standing, "reason": "重复评价" })
            }
            "account.export"
            | "grant.export"
            | "body.export"
            | "import.history.export"
            | "audit.export"
            | "exception.export"
            | "module.export"
            | "item.export"
            | "duty.export" => {
                json!({ "filter": {}, "out": out })
            }
            "accounts.close" => json!({ "accounts": [{ "account": self.spare, "version": 1_000 }] }),
            "grants.end" => json!({ "grants": [self.grant(&day).await] }),
            "import.history.list" | "exception.list" => json!({ "limit": 10 }),
            "import.settle" => json!({ "job": self.job().await }),
            "audit.count" | "audit.people" | "view.list" | "draft.list" | "home.show" => json!({}),
            "view.save" => json!({ "list": "ratings", "name": "差评", "query": "grade=1,2" }),
            "view.drop" => json!({ "id": 1 }),
            "draft.show" | "draft.drop" => json!({ "form": "point:1" }),
            "draft.keep" => json!({ "form": "point:1", "label": "服务站点", "address": "/places", "body": "{}" }),
            "notice.list" => json!({ "limit": 10 }),
            "notice.read" => json!({ "ids": [], "until": 1 }),
            "history.list" => json!({ "subject": format!("point:{}", self.point), "limit": 10 }),
            "history.undo" => {
                self.edit_point(n).await;
                json!({ "subject": format!("point:{}", self.point), "no": self.newest_of_point().await })
            }
            "home.stations" => json!({ "kind": "quiet_stations" }),
            "rating.show" => json!({ "rating": self.rating }),
            "rating.rater.show" => json!({ "rating": self.rating, "purpose": "回访核实" }),
            "rating.standing.set" => {
                let version = self.version("rating", self.rating).await;
                let standing = if version % 2 == 1 { "excluded" } else { "counted" };
                json!({ "rating": self.rating, "standing": standing, "reason": "重复评价", "version": version })
            }
            "rating.export" | "case.export" => json!({ "filter": filter, "out": out }),
            "overview.summary" | "overview.grid" => json!({ "place": place, "period": period }),
            "overview.trend" => json!({ "place": place, "until": "2026-11" }),
            "overview.facets" => json!({ "place": place, "period": period, "facet": "item", "limit": 10 }),
            "overview.hours" => json!({ "place": place, "from": "2026-10", "to": "2026-11" }),
            "audit.list" => json!({ "limit": 10 }),
            "audit.verify" | "rollup.verify" => json!({}),
            "calendar.year.list" => json!({}),
            "calendar.year.show" => json!({ "year": 2026 }),
            "calendar.year.preview" => json!({ "text": NOTICE }),
            "calendar.year.import" => {
                let version =
                    self.scratch.numbers("SELECT version FROM calendar_year WHERE year = 2027").await.first().copied().unwrap_or(0);
                let list = json!({ "year": 2027, "papers": [format!("第{n}稿")], "days": HOLIDAYS_2027.map(|(name, date)| json!({ "name": name, "date": date, "isOffDay": true })) });
                json!({ "list": list, "reason": "更正", "version": version })
            }
            "change.preview" | "change.make" => {
                let deed = json!({ "kind": "rename", "unit": place, "name": format!("新名{n}村委会") });
                let ask = json!({ "unit": "place", "deed": deed, "effective": "2026-11-01", "reason": "更名", "paper": "" });
                json!({ "ask": ask, "newest": 1_000_000 })
            }
            "change.list" => json!({ "unit": "place", "limit": 10 }),
            "change.revoke" => {
                let no = self.scratch.numbers("SELECT COALESCE(MAX(no), 0) FROM unit_change WHERE state = 'done'").await[0];
                json!({ "no": no, "reason": "录错" })
            }
            "calendar.count" => json!({ "begins": "2026-11-16", "days": 5, "unit": "workday" }),
            "backup.show" | "backup.restore.revoke" | "erasure.show" | "diagnosis.preview" => json!({}),
            "backup.make" => json!({ "passphrase": null, "out": null }),
            "backup.work.show" | "backup.work.cancel" => json!({ "work": self.backup_job().await }),
            "backup.verify" | "backup.drill" => json!({ "backup": self.backup() }),
            "backup.restore" => json!({ "backup": self.backup(), "reason": "演练恢复", "adopt_keys": false }),
            "backup.remove" => json!({ "name": self.backup()["name"], "reason": "已过时" }),
            "backup.replaced.remove" => json!({ "name": "20261123-093000", "reason": "已过时" }),
            "backup.schedule.save" => json!({ "schedule": domain::backup::Schedule::default() }),
            "backup.folder.set" => json!({ "folder": null }),
            "key.relocate" => json!({ "to_system": false }),
            "key.renew" => json!({ "key": "encryption", "reason": "换发" }),
            "erasure.term.save" => json!({ "kept": "raters", "days": 100 + n, "reason": "按规定" }),
            "erasure.run" => json!({ "kept": ["raters"], "reason": "按规定" }),
            "diagnosis.write" => json!({ "out": out }),
            "body.import.preview"
            | "point.import.preview"
            | "place.import.preview"
            | "account.import.preview"
            | "item.import.preview"
            | "duty.import.preview" => {
                json!({ "file": Self::file(&self.register(operation, n)) })
            }
            "body.import" | "point.import" | "account.import" | "place.import" | "item.import" | "duty.import" => {
                let decision = json!({ "effective": "2026-11-01", "reason": "新设", "paper": "" });
                let sheet = json!({ "file": Self::file(&self.register(operation, n)), "decision": decision });
                json!({ "sheet": sheet, "taking": "all_or_nothing" })
            }
            "body.import.returned"
            | "point.import.returned"
            | "account.import.returned"
            | "place.import.returned"
            | "item.import.returned"
            | "duty.import.returned" => {
                json!({ "sheet": { "file": Self::file(&self.register(operation, n)) }, "out": out })
            }
            "point.export" | "place.export" => json!({ "place": place, "out": out }),
            "account.rename" => {
                let version = self.scratch.numbers("SELECT version FROM account WHERE login = 'gone'").await[0];
                json!({ "account": self.gone, "name": format!("改名{n}"), "version": version })
            }
            other => panic!("{other} is new: say here what a request of it looks like, and in `about` what it is about"),
        }
    }
}

fn fields(n: u32) -> Value {
    json!({
        "name": format!("服务点{n}"), "address": "", "head": "", "staff": "", "phone": "", "hours": "", "leader": "", "cadre": "",
        "opened": null, "active": true, "windows": [], "devices": []
    })
}

fn about(operation: &str) -> About {
    match operation {
        "account.list"
        | "account.create"
        | "account.invite"
        | "account.closed.set"
        | "grant.list"
        | "grant.give"
        | "grant.end"
        | "account.export"
        | "grant.export"
        | "accounts.close"
        | "grants.end"
        | "account.rename"
        | "account.import.preview"
        | "account.import"
        | "account.import.returned"
        | "setting.cutoff.set"
        | "calendar.year.import"
        | "module.save"
        | "item.save"
        | "item.verify"
        | "item.rules.save"
        | "duty.accept"
        | "duty.publish"
        | "duty.plan.revoke"
        | "duty.chain.set"
        | "supervision.rules.save"
        | "task.group.save"
        | "meeting.save"
        | "meeting.issue"
        | "meeting.revoke"
        | "meeting.turn"
        | "provincial.edition.load"
        | "provincial.decide.preview"
        | "provincial.decide" => About::District,
        "place.active.set"
        | "point.export"
        | "place.export"
        | "change.preview"
        | "change.make"
        | "change.revoke"
        | "body.save"
        | "point.list"
        | "point.create"
        | "point.save"
        | "job.show"
        | "job.cancel"
        | "import.problems"
        | "import.returned"
        | "rating.list"
        | "rating.show"
        | "rating.rater.show"
        | "rating.standing.set"
        | "rating.count"
        | "case.count"
        | "history.list"
        | "history.undo"
        | "import.settle"
        | "rating.export"
        | "case.list"
        | "case.export"
        | "availability.show"
        | "availability.list"
        | "availability.coverage"
        | "availability.point.show"
        | "availability.set"
        | "supervision.propose"
        | "supervision.save"
        | "supervision.revoke"
        | "supervision.issue"
        | "supervision.show"
        | "supervision.sign"
        | "supervision.return"
        | "supervision.report"
        | "supervision.extension.ask"
        | "supervision.extension.decide"
        | "supervision.review"
        | "supervision.halt"
        | "supervision.resume"
        | "supervision.close"
        | "supervision.form.make"
        | "supervision.paper.export"
        | "task.save"
        | "task.report"
        | "task.halt"
        | "task.resume"
        | "duty.draft.save"
        | "duty.draft.drop"
        | "duty.verify"
        | "duty.draft.rebase"
        | "duty.withdraw"
        | "duty.submit"
        | "duty.review"
        | "overview.summary"
        | "overview.grid"
        | "overview.trend"
        | "overview.facets"
        | "overview.hours" => About::Place,
        _ => About::NoPlace,
    }
}

/// How an answer is written in the table.
fn class(answer: Result<Value, api::ApiError>) -> String {
    match answer {
        Ok(_) => "ok".to_owned(),
        Err(error) => match error.code {
            ErrorCode::NotPermitted => "–".to_owned(),
            ErrorCode::NotFound => "none".to_owned(),
            ErrorCode::SignInNeeded => "sign".to_owned(),
            ErrorCode::WrongCredentials | ErrorCode::WrongCode => "wrong".to_owned(),
            ErrorCode::AlreadySetUp => "set up".to_owned(),
            other => serde_json::to_value(other).unwrap().as_str().unwrap().to_owned(),
        },
    }
}

/// Somebody who tries: signed in anew when an operation ended the session.
struct Person {
    role: Role,
    login: String,
    desk: Desk,
}

impl Person {
    async fn tries(&mut self, world: &mut World, operation: &OperationInfo) -> String {
        let body = Box::pin(world.body_of(operation.name)).await;
        let answer = self.desk.json(Uuid::now_v7(), operation.name, body).await;
        if matches!(operation.name, "session.close" | "session.enter") {
            self.sign_in().await;
        }
        world.desk.service.wait_for_all_work().await.unwrap();
        // What an import has begun ends before somebody else tries.
        if let (true, Ok(job)) = (operation.name == "import.start", &answer) {
            world.ended(&job["id"]).await;
        }
        class(answer)
    }

    async fn sign_in(&mut self) {
        if self.login == self.role.code() {
            self.desk.enter(self.role).await;
        } else {
            self.desk.call(Open { login: self.login.clone(), password: PASSWORD.to_owned() }).await.unwrap();
        }
    }
}

/// The accounts of every role inside, and outside where a grant can be smaller than the district.
async fn people(world: &World) -> Vec<(Person, Option<Person>)> {
    let elsewhere = world.desk.place("太平镇").await;
    let mut people = Vec::new();
    for role in Role::ALL {
        let mut inside = Person { role, login: role.code().to_owned(), desk: door(world) };
        inside.sign_in().await;
        let outside = if role.is_custodian() {
            None
        } else {
            let login = format!("{}.elsewhere", role.code());
            let made = world.desk.operate(Create { login: login.clone(), name: format!("别处的{}", role.code()) }).await.unwrap();
            let body = role.needs_body().then_some(world.body);
            let give = GiveGrant { account: made.account, role, place: elsewhere, body, from: date(2026, 1, 1), until: None };
            world.desk.operate(give).await.unwrap();
            let mut outside = Person { role, login: login.clone(), desk: door(world) };
            outside.desk.call(Enrol { login, code: made.code, password: PASSWORD.to_owned() }).await.unwrap();
            Some(outside)
        };
        people.push((inside, outside));
    }
    people
}

/// A door that knows the files of this test by their names.
fn door(world: &World) -> Desk {
    let mut desk = world.desk.another();
    for name in [
        "ratings.csv",
        "out.csv",
        "bodies.csv",
        "points.csv",
        "accounts.csv",
        "units.csv",
        "items.csv",
        "duties.csv",
        "edition.csv",
        "form.xlsx",
    ] {
        desk.knows(name, &world.scratch.file(name));
    }
    desk
}

fn short(role: Role) -> &'static str {
    match role {
        Role::Leader => "leader",
        Role::Inspector => "inspector",
        Role::CatalogueAdmin => "catalogue",
        Role::DepartmentHandler => "department",
        Role::TownAdmin => "town",
        Role::StationClerk => "station",
        Role::AssetsAdmin => "assets",
        Role::Approver => "approver",
        Role::SystemAdmin => "system",
        Role::SecurityAdmin => "security",
        Role::SecurityAuditor => "sec.auditor",
        Role::BusinessAuditor => "bus.auditor",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn roles() {
    let mut world = World::new().await;
    let mut people = people(&world).await;

    let mut table = String::from(
        "ok done   – the role may not   none not found, as if it did not exist   sign to sign in first   . has no outside\n\
         wrong password or code   set up already\n\n",
    );
    let mut line = |cells: &[String]| {
        let mut text = format!("{:<24}{:<9}", cells[0], cells[1]);
        for cell in &cells[2..] {
            write!(text, "{cell:<12}").unwrap();
        }
        table.push_str(text.trim_end());
        table.push('\n');
    };
    let mut head = vec!["operation".to_owned(), "where".to_owned(), "nobody".to_owned()];
    head.extend(Role::ALL.into_iter().map(|r| short(r).to_owned()));
    line(&head);

    let mut reached = Vec::new();
    for operation in api::operations() {
        let mut nobody = door(&world);
        let body = Box::pin(world.body_of(operation.name)).await;
        let nobody = class(nobody.json(Uuid::now_v7(), operation.name, body).await);
        assert_eq!(nobody == "sign", operation.needs != Permission::Anyone, "{} by nobody: {nobody}", operation.name);
        let mut inside = vec![operation.name.to_owned(), "inside".to_owned(), nobody];
        let mut outside = vec![String::new(), "outside".to_owned(), ".".to_owned()];
        for (person, elsewhere) in &mut people {
            let may = operation.needs.roles().contains(&person.role);
            let answer = person.tries(&mut world, &operation).await;
            assert_eq!(answer == "–", !may, "{} by {}: {answer}", operation.name, person.role.code());
            inside.push(answer);
            let answer = match elsewhere {
                Some(person) if about(operation.name) != About::NoPlace => person.tries(&mut world, &operation).await,
                _ => ".".to_owned(),
            };
            if !matches!(answer.as_str(), "." | "–" | "none") {
                reached.push(format!("{} by {} outside: {answer}", operation.name, person.role.code()));
            }
            outside.push(answer);
        }
        line(&inside);
        if outside[2..].iter().any(|cell| cell != "." && cell != "–") {
            line(&outside);
        }
    }
    insta::assert_snapshot!("roles", table);
    assert!(reached.is_empty(), "{}", reached.join("\n"));
}

/// A department's handler sees what his body handles, and nothing else at the same place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_grant_for_one_body_ends_at_its_border() {
    let mut world = World::new().await;
    let list = world.body_of("rating.list").await;
    let mut seen = Vec::new();
    for role in [Role::Leader, Role::DepartmentHandler] {
        let mut desk = door(&world);
        desk.enter(role).await;
        let listed = desk.json(Uuid::now_v7(), "rating.list", list.clone()).await.unwrap();
        let mut shown = Vec::new();
        for rating in [world.rating, world.other_rating] {
            shown.push(class(desk.json(Uuid::now_v7(), "rating.show", json!({ "rating": rating })).await));
        }
        seen.push((listed["ratings"].as_array().unwrap().len(), shown.join(" ")));
    }
    assert_eq!(seen, [(2, "ok ok".to_owned()), (1, "ok none".to_owned())]);
}
