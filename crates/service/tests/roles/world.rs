//! What stands in the database while the operations are tried, and what is made anew for each try.

use super::door;
use super::requests::fields;
use api::account::{Create, GiveGrant};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::place::PlaceId;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::{Desk, Scratch};
use uuid::Uuid;

/// What stands in the database while the operations are tried.
pub(crate) struct World {
    pub(crate) scratch: Scratch,
    pub(crate) desk: Desk,
    /// The first village of 麻章镇, where the demonstration's station clerk works.
    pub(crate) village: PlaceId,
    pub(crate) body: BodyId,
    pub(crate) body_name: String,
    pub(crate) spare: AccountId,
    pub(crate) gone: AccountId,
    /// Of the demonstration's body.
    pub(crate) rating: i64,
    /// Of another body.
    pub(crate) other_rating: i64,
    pub(crate) point: i64,
    /// Described, and done at self-service points such as that one.
    pub(crate) item: i64,
    /// Counts the tries, so that every name is new.
    pub(crate) n: u32,
}

impl World {
    pub(crate) async fn new() -> Self {
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
    pub(crate) fn backup(&self) -> Value {
        let folder = self.scratch.file("backups");
        let mut names: Vec<String> =
            std::fs::read_dir(folder).into_iter().flatten().filter_map(|e| e.unwrap().file_name().into_string().ok()).collect();
        names.sort();
        json!({ "name": names.into_iter().find(|n| n.ends_with(".zip")).unwrap_or_else(|| "none.yimen.zip".to_owned()), "file": null, "passphrase": null })
    }

    pub(crate) async fn backup_job(&self) -> Uuid {
        let mut reader = self.desk.service.store().read().await.unwrap();
        let made = store::job::newest_of(&mut reader.conn(), store::job::BACKUPS, 1).await.unwrap();
        made.first().map_or(Uuid::nil(), |job| job.id)
    }

    pub(crate) async fn import(&mut self, admin: &mut Desk) {
        let start = self.body_of("import.start").await;
        let job = admin.json(Uuid::now_v7(), "import.start", start).await.unwrap();
        self.ended(&job["id"]).await;
    }

    /// Waits for the end of a job.
    pub(crate) async fn ended(&self, job: &Value) {
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
    pub(crate) async fn job(&self) -> Value {
        let jobs = self.desk.clone().json(Uuid::now_v7(), "job.list", json!({ "limit": 1 })).await.unwrap();
        jobs["jobs"][0]["id"].clone()
    }

    /// A handle that every desk of this test knows.
    pub(crate) fn file(name: &str) -> Value {
        json!({ "handle": name, "name": name, "size": 100 })
    }

    pub(crate) async fn version(&self, table: &str, id: i64) -> i64 {
        self.scratch.numbers(&format!("SELECT version FROM {table} WHERE id = {id}")).await[0]
    }

    /// A small file of a register: something new at the village.
    pub(crate) fn register(&self, operation: &str, n: u32) -> String {
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
    pub(crate) fn edition(&self, n: u32) -> String {
        std::fs::write(self.scratch.file("edition.csv"), format!("基本编码,事项名称\n9{n},省级事项{n}\n")).unwrap();
        "edition.csv".to_owned()
    }

    /// A row of an edition that nobody has decided about.
    pub(crate) async fn row(&self, n: u32) -> i64 {
        let sql = "SELECT id FROM provincial_row WHERE decision = 'open' AND edition_id = (SELECT MAX(id) FROM provincial_edition) AND standing = 'new'";
        if self.scratch.numbers(sql).await.is_empty() {
            let load = json!({ "file": Self::file(&self.edition(n)), "taking": "good", "name": format!("行{n}") });
            let load: api::provincial::LoadEdition = serde_json::from_value(load).unwrap();
            self.desk.run_with_files(load).await.unwrap();
        }
        self.scratch.numbers(sql).await[0]
    }

    /// A new draft of an entry at the first village's town.
    pub(crate) async fn duty_text(&self, n: u32) -> Value {
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
    pub(crate) async fn duty(&self, n: u32, stage: &str) -> (i64, i64) {
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

    /// Another item that somebody has checked, for a text of it to be handed in.
    pub(crate) async fn checked_item(&self, n: u32) -> i64 {
        let save = json!({
            "id": null, "version": 0,
            "fields": {
                "name": format!("送审事项{n}"), "code": format!("R{n}"), "body": self.body, "levels": ["village"], "audience": ["person"],
                "handling": "instant", "verified": "2026-11-20"
            }
        });
        self.desk.operate(serde_json::from_value::<api::item::SaveItem>(save).unwrap()).await.unwrap().id.0
    }

    /// Another item, and a text of it that has come so far by other hands than those that will try: by the database itself.
    pub(crate) async fn release(&self, n: u32, stage: &str) -> (i64, i64) {
        let item = self.checked_item(n).await;
        let submit = json!({ "items": [{ "item": item, "version": 1 }], "reason": "上级调整" });
        let moved = self.desk.operate(serde_json::from_value::<api::item::SubmitItems>(submit).unwrap()).await.unwrap();
        let id = moved.releases[0].id.0;
        let step = if stage == "review" { 0 } else { 3 };
        let days = if stage == "published" { "from_day = '2026-11-01', until_day = '9999-12-31'" } else { "effective = NULL" };
        self.scratch.execute(&format!("UPDATE item_release SET stage = '{stage}', step = {step}, {days} WHERE id = {id}")).await;
        (item, id)
    }

    /// A new item that is proposed.
    pub(crate) fn proposed(&self, n: u32, code: &str) -> Value {
        json!({ "name": format!("申报事项{n}"), "code": code, "body": self.body, "levels": ["village"], "audience": ["person"], "handling": "instant" })
    }

    /// A proposal that nobody has answered.
    pub(crate) async fn proposal(&self, n: u32) -> i64 {
        let save = json!({ "item": null, "reason": "群众需要", "version": 0, "fields": self.proposed(n, &format!("P{n}")) });
        let made = self.desk.operate(serde_json::from_value::<api::item::SaveProposal>(save).unwrap()).await.unwrap();
        made.id.unwrap().0
    }

    /// A matter about the first village, of the demonstration's body.
    pub(crate) fn matter_text(&self, n: u32) -> Value {
        json!({ "title": format!("督办事项{n}"), "demand": "限期整改", "lead": self.body, "place": self.village })
    }

    /// A matter that has come so far by other hands than those that will try: by the local operator, who is one person.
    pub(crate) async fn matter(&self, n: u32, state: &str) -> i64 {
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
    pub(crate) fn task_text(&self, n: u32) -> Value {
        json!({
            "title": format!("任务{n}"), "responsible": "经办人", "lead": self.body, "place": self.village,
            "start": "2026-11-01", "due": "2026-12-31"
        })
    }

    pub(crate) async fn task(&self, n: u32) -> i64 {
        let fields = serde_json::from_value(self.task_text(n)).unwrap();
        self.desk.operate(api::task::SaveTask { id: None, fields, version: 0 }).await.unwrap().row.id.0
    }

    /// A plan of inspection of the whole district under cover: whoever is not of the district finds none.
    pub(crate) async fn inspection_text(&mut self, n: u32) -> Value {
        if self.scratch.numbers("SELECT COUNT(*) FROM point WHERE kind = 'station'").await[0] == 0 {
            let point = json!({ "place": self.village, "kind": "station", "fields": fields(n) });
            self.desk.operate(serde_json::from_value::<api::point::Create>(point).unwrap()).await.unwrap();
        }
        let accounts = self.desk.operate(api::account::List {}).await.unwrap().accounts;
        let account = |role: Role| accounts.iter().find(|account| account.login == role.code()).unwrap().id;
        json!({
            "title": format!("暗访{n}"), "kind": "business_check", "cover": "covert_visit", "from": "2026-12-01", "until": "2026-12-20",
            "inspectors": [{ "account": account(Role::Inspector) }, { "account": account(Role::CatalogueAdmin) }],
            "take": 1, "approver": account(Role::Leader), "basis": "年度计划", "content": "五统一"
        })
    }

    /// Such a plan, and its version, that has come so far by other hands than those that will try.
    pub(crate) async fn inspection(&mut self, n: u32, stage: &str) -> (i64, i64) {
        let save = json!({ "fields": self.inspection_text(n).await });
        let made = self.desk.operate(serde_json::from_value::<api::inspection::SavePlan>(save).unwrap()).await.unwrap().row;
        let (id, sealed) = (made.id, matches!(stage, "sealed" | "drawn"));
        let state = if sealed { "approved" } else { stage };
        self.scratch
            .execute(&format!("UPDATE inspection_plan SET state = 'plan_{state}', number = '〔2026〕{n}号' WHERE id = {}", id.0))
            .await;
        if sealed {
            self.desk.operate(api::inspection::SealRoster { id, void: None, version: 1 }).await.unwrap();
        }
        if stage == "drawn" {
            let draw = api::inspection::MakeDraw { id, nonce: "3 5 2".to_owned(), witnesses: vec!["见证人".to_owned()], version: 2 };
            self.desk.operate(draw).await.unwrap();
        }
        (id.0, self.version("inspection_plan", id.0).await)
    }

    /// A visit under cover to which inspector and catalogue administrator are sent, and its version: waiting, begun, whole, or submitted by them.
    pub(crate) async fn visit(&mut self, n: u32, stage: &str) -> (i64, i64) {
        let (plan, _) = Box::pin(self.inspection(n, "drawn")).await;
        self.scratch.execute(&format!("UPDATE inspection_plan SET from_day = '2026-11-01' WHERE id = {plan}")).await;
        let id =
            self.scratch.numbers(&format!("SELECT MIN(id) FROM inspection_visit WHERE plan_id = {plan} AND state = 'visit_waiting'")).await
                [0];
        let accounts = self.desk.operate(api::account::List {}).await.unwrap().accounts;
        let inspector = accounts.iter().find(|account| account.login == Role::Inspector.code()).unwrap().id;
        let visit = domain::inspection::plan::VisitId(id);
        let service = std::sync::Arc::clone(&self.desk.service);
        if stage != "waiting" {
            let version = self.version("inspection_visit", id).await;
            let shown = Box::pin(service.run_for(inspector, api::inspection::BeginVisit { id: visit, version })).await.unwrap();
            if stage != "begun" {
                for line in shown.list.lines {
                    let filled = domain::inspection::visit::Filled {
                        answer: Some(domain::inspection::checklist::score::Answer::Fits),
                        ..Default::default()
                    };
                    let save = api::inspection::SaveAnswer { visit, line: line.no, filled, version: 0 };
                    Box::pin(service.run_for(inspector, save)).await.unwrap();
                }
                let fields = domain::inspection::visit::PartyFields { ended: Some(service.now()), ..shown.record.unwrap().party.fields };
                let save = api::inspection::SaveParty { visit, fields, version: 1 };
                Box::pin(service.run_for(inspector, save)).await.unwrap();
            }
            if stage == "submitted" {
                let version = self.version("inspection_visit", id).await;
                Box::pin(service.run_for(inspector, api::inspection::SubmitVisit { id: visit, version })).await.unwrap();
            }
        }
        (id, self.version("inspection_visit", id).await)
    }

    /// A finding that was raised there.
    pub(crate) async fn visit_finding(&mut self, visit: i64) -> i64 {
        let accounts = self.desk.operate(api::account::List {}).await.unwrap().accounts;
        let inspector = accounts.iter().find(|account| account.login == Role::Inspector.code()).unwrap().id;
        let save = json!({ "visit": visit, "fields": { "what": "无人在岗", "days": 5 } });
        let save: api::inspection::SaveFinding = serde_json::from_value(save).unwrap();
        Box::pin(self.desk.service.run_for(inspector, save)).await.unwrap().id.0
    }

    /// A photo in a camera: each time another one, with time and place.
    pub(crate) fn camera(&self, n: u32) -> Value {
        let place = domain::inspection::photo::Coordinates { lat: 21_263_000, lon: 110_323_000 };
        let bytes = testkit::photo(n, Some(self.desk.service.now().civil()), Some(place));
        std::fs::write(self.scratch.file("photo.jpg"), &bytes).unwrap();
        json!({ "handle": "photo.jpg", "name": "IMG_0001.jpg", "size": bytes.len() })
    }

    /// A photo that was taken in there.
    pub(crate) async fn visit_photo(&mut self, n: u32, visit: i64) -> i64 {
        let accounts = self.desk.operate(api::account::List {}).await.unwrap().accounts;
        let inspector = accounts.iter().find(|account| account.login == Role::Inspector.code()).unwrap().id;
        let take = json!({ "visit": visit, "photos": [{ "file": self.camera(n) }] });
        let take: api::inspection::TakeVisitPhotos = serde_json::from_value(take).unwrap();
        Box::pin(self.desk.run_for_with_files(inspector, take)).await.unwrap();
        self.scratch.numbers("SELECT MAX(attachment_id) FROM inspection_photo").await[0]
    }

    /// A finding of a visit under cover that was reviewed: so far, and released or not; its version.
    pub(crate) async fn finding(&mut self, n: u32, state: &str, released: bool) -> (i64, i64) {
        let (visit, _) = Box::pin(self.visit(n, "begun")).await;
        let id = self.visit_finding(visit).await;
        let day = if released { "2026-11-01" } else { "" };
        for text in [
            format!("UPDATE inspection_visit SET state = 'visit_agreed' WHERE id = {visit}"),
            format!(
                "UPDATE inspection_plan SET released_day = '{day}' WHERE id = (SELECT plan_id FROM inspection_visit WHERE id = {visit})"
            ),
            format!("UPDATE inspection_finding SET state = '{state}', notice = '改{n}号', noticed_day = '2026-11-20' WHERE id = {id}"),
        ] {
            self.scratch.execute(&text).await;
        }
        (id, self.version("inspection_finding", id).await)
    }

    /// A visit that was reviewed, and its plan.
    pub(crate) async fn reviewed(&mut self, n: u32) -> (i64, i64) {
        let (visit, version) = Box::pin(self.visit(n, "submitted")).await;
        let accounts = self.desk.operate(api::account::List {}).await.unwrap().accounts;
        let leader = accounts.iter().find(|account| account.login == Role::Leader.code()).unwrap().id;
        let review = json!({ "id": visit, "verdict": "agree", "version": version });
        let review: api::inspection::ReviewVisit = serde_json::from_value(review).unwrap();
        Box::pin(self.desk.service.run_for(leader, review)).await.unwrap();
        let plan = self.scratch.numbers(&format!("SELECT plan_id FROM inspection_visit WHERE id = {visit}")).await[0];
        (visit, plan)
    }

    /// An exemplar that the inspector recommended, and its version.
    pub(crate) async fn exemplar(&mut self, n: u32) -> (i64, i64) {
        let (visit, _) = Box::pin(self.visit(n, "submitted")).await;
        let accounts = self.desk.operate(api::account::List {}).await.unwrap().accounts;
        let inspector = accounts.iter().find(|account| account.login == Role::Inspector.code()).unwrap().id;
        let propose = json!({ "visit": visit, "fields": { "title": "代办", "what": "专人代办", "copy": "登记簿" } });
        let propose: api::inspection::ProposeExemplar = serde_json::from_value(propose).unwrap();
        let made = Box::pin(self.desk.service.run_for(inspector, propose)).await.unwrap();
        (made.id.0, made.version)
    }

    /// A meeting of the leading group, the whole district's.
    pub(crate) fn meeting_text(&self, n: u32) -> Value {
        json!({
            "title": format!("会议{n}"), "number": format!("〔2026〕{n}号"), "day": "2026-10-08", "chair": "组长",
            "agreed": [{ "text": format!("议定{n}"), "lead": self.body, "due": "2026-12-31" }]
        })
    }

    pub(crate) async fn meeting(&self, n: u32, is_issued: bool) -> i64 {
        let fields = serde_json::from_value(self.meeting_text(n)).unwrap();
        let id = self.desk.operate(api::meeting::SaveMeeting { id: None, fields, version: 0 }).await.unwrap().row.id;
        if is_issued {
            self.desk.operate(api::meeting::IssueMeeting { id, version: 1 }).await.unwrap();
        }
        id.0
    }

    /// A form that was filled in, of a matter in hand.
    pub(crate) async fn form(&self, n: u32) -> String {
        let id = domain::supervision::MatterId(Box::pin(self.matter(n, "in_hand")).await);
        let out = api::OutFile { handle: "form.xlsx".to_owned(), name: "form.xlsx".to_owned() };
        self.desk.run_with_files(api::supervision::MakeForm { id, out }).await.unwrap();
        testkit::filled_in(&self.scratch.file("form.xlsx"), &[("办理进展", "已整改")]);
        "form.xlsx".to_owned()
    }

    /// A form that was filled in, of a task.
    pub(crate) async fn task_form(&self, n: u32) -> String {
        let id = domain::task::TaskId(self.task(n).await);
        let out = api::OutFile { handle: "form.xlsx".to_owned(), name: "form.xlsx".to_owned() };
        self.desk.run_with_files(api::task::MakeTaskForm { id, body: None, out }).await.unwrap();
        testkit::filled_in(&self.scratch.file("form.xlsx"), &[("当前进度", "30"), ("进展说明", "已进场")]);
        "form.xlsx".to_owned()
    }

    /// A photo with the number of a matter in hand in its name.
    pub(crate) async fn photo(&self, n: u32) -> Value {
        let id = domain::supervision::MatterId(Box::pin(self.matter(n, "in_hand")).await);
        let number = self.desk.operate(api::supervision::ShowMatter { id }).await.unwrap().row.number;
        std::fs::write(self.scratch.file("photo.jpg"), [0xFF, 0xD8, 0xFF, 0xE0]).unwrap();
        json!({ "handle": "photo.jpg", "name": format!("{number} 现场.jpg"), "size": 4 })
    }

    /// A photo of a matter in hand, taken in.
    pub(crate) async fn attached(&self, n: u32) -> i64 {
        let files = vec![serde_json::from_value(self.photo(n).await).unwrap()];
        self.desk.run_with_files(api::supervision::TakePhotos { files }).await.unwrap();
        self.scratch.numbers("SELECT MAX(id) FROM attachment").await[0]
    }

    /// A cell of the matrix that is to say something else than it does.
    pub(crate) async fn blocks(&self) -> Value {
        let sql = format!("SELECT COUNT(*) FROM availability WHERE point_id = {} AND state = 'offered'", self.point);
        let to = if self.scratch.numbers(&sql).await[0] == 0 { "offered" } else { "planned" };
        json!([{ "items": [self.item], "points": [self.point], "to": { "state": to } }])
    }

    /// A grant that can be ended.
    pub(crate) async fn grant(&self, day: &str) -> Uuid {
        let day = day.parse().unwrap();
        let give = GiveGrant { account: self.spare, role: Role::Inspector, place: self.village, body: None, from: day, until: Some(day) };
        self.desk.operate(give).await.unwrap();
        let all = self.desk.operate(api::account::List {}).await.unwrap().accounts;
        let grants = all.into_iter().find(|a| a.id == self.spare).unwrap().grants;
        grants.into_iter().find(|g| g.grant.from == day && g.grant.role == Role::Inspector && !g.ended).unwrap().grant.id
    }

    /// Something was done to the point that can be taken back.
    pub(crate) async fn edit_point(&mut self, n: u32) {
        let version = self.version("point", self.point).await;
        let body = json!({ "id": self.point, "fields": fields(n), "version": version });
        let mut admin = self.desk.clone();
        admin.json(Uuid::now_v7(), "point.save", body).await.unwrap();
    }

    pub(crate) async fn newest_of_point(&self) -> i64 {
        let sql = format!("SELECT MAX(id) FROM audit WHERE subject = 'point:{}' AND outcome = 'done'", self.point);
        self.scratch.numbers(&sql).await[0]
    }
}
