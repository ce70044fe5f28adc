//! A request of every operation, fresh at each try, and what the operation is about.

use super::PASSWORD;
use super::world::World;
use jiff::civil::date;
use serde_json::{Value, json};

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
pub(crate) enum About {
    /// A place or something at a place: what lies outside is not found.
    Place,
    /// The whole district: a grant over a part of it is too small.
    District,
    /// The person himself, or what everyone inside may know, or what is limited row by row; there is no outside.
    NoPlace,
}

impl World {
    /// A request that would be granted to whoever may make it there; fresh every time.
    #[expect(clippy::match_same_arms, reason = "one line an operation")]
    pub(crate) async fn body_of(&mut self, operation: &str) -> Value {
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
            "item.release.list" => json!({ "waiting": true, "limit": 50 }),
            "item.release.count" => json!({}),
            "item.release.show" => json!({ "item": Box::pin(self.release(n, "published")).await.0 }),
            "item.release.compare" => {
                let (item, release) = Box::pin(self.release(n, "published")).await;
                json!({ "item": item, "old": { "release": release }, "new": { "release": release } })
            }
            "item.proposal.list" => json!({ "limit": 50 }),
            "item.proposal.count" => json!({}),
            "item.proposal.show" => json!({ "id": Box::pin(self.proposal(n)).await }),
            "item.proposal.save" => json!({
                "item": null, "reason": "群众需要", "version": 0, "fields": self.proposed(n, "")
            }),
            "item.proposal.withdraw" | "item.proposal.refuse" => {
                json!({ "id": Box::pin(self.proposal(n)).await, "reason": "重新研究", "version": 1 })
            }
            "item.proposal.accept" => json!({ "id": Box::pin(self.proposal(n)).await, "version": 1, "item_version": 0 }),
            "item.dates.list" => json!({ "then": { "on": "2026-11-23" }, "limit": 50 }),
            "item.dates.export" => json!({ "then": { "on": "2026-11-23" }, "out": out }),
            "item.dates.compare" => json!({ "from": "2026-10-01", "to": "2026-11-23" }),
            "item.adjustment.export" => json!({ "of": { "releases": [Box::pin(self.release(n, "published")).await.1] }, "out": out }),
            "item.submit" => json!({ "items": [{ "item": Box::pin(self.checked_item(n)).await, "version": 1 }], "reason": "上级调整" }),
            "item.review" => {
                json!({ "releases": [{ "release": Box::pin(self.release(n, "review")).await.1, "version": 2 }], "verdict": "approve" })
            }
            "item.publish" => {
                json!({ "releases": [{ "release": Box::pin(self.release(n, "approved")).await.1, "version": 2 }], "effective": "2026-11-23" })
            }
            "item.release.revoke" => json!({ "release": Box::pin(self.release(n, "review")).await.1, "reason": "重新研究", "version": 2 }),
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
            "duty.tree" | "item.menus" => json!({}),
            "duty.show" => json!({ "id": Box::pin(self.duty(n, "published")).await.0 }),
            "duty.draft.list" => json!({ "waiting": true, "limit": 50 }),
            "duty.draft.count" => json!({}),
            "duty.draft.save" => Box::pin(self.duty_text(n)).await,
            "duty.draft.drop" => json!({ "draft": Box::pin(self.duty(n, "draft")).await.1, "version": 1 }),
            "duty.draft.rebase" => json!({ "draft": Box::pin(self.duty(n, "behind")).await.1, "version": 1 }),
            "duty.withdraw" => json!({ "duty": Box::pin(self.duty(n, "published")).await.0, "reason": "法律已修改" }),
            "duty.submit" => json!({ "drafts": [{ "draft": Box::pin(self.duty(n, "draft")).await.1, "version": 1 }] }),
            "duty.accept" => {
                json!({ "drafts": [{ "draft": Box::pin(self.duty(n, "proposed")).await.1, "version": 2 }], "verdict": "approve" })
            }
            "duty.review" => {
                json!({ "drafts": [{ "draft": Box::pin(self.duty(n, "review")).await.1, "version": 2 }], "verdict": "approve" })
            }
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
            "supervision.photo.preview" | "supervision.photo.take" => json!({ "files": [self.photo(n).await] }),
            "duty.chart.take" => {
                std::fs::write(self.scratch.file("chart.png"), b"\x89PNG\r\n\x1A\n").unwrap();
                json!({ "file": Self::file("chart.png") })
            }
            "attachment.show" | "attachment.withdraw" => {
                let id = self.attached(n).await;
                json!({ "id": id, "reason": "不该收的照片" })
            }
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
            "task.form.make" => json!({ "id": self.task(n).await, "out": out }),
            "task.form.preview" => json!({ "file": Self::file(&Box::pin(self.task_form(n)).await) }),
            "task.form.take" => json!({ "file": Self::file(&Box::pin(self.task_form(n)).await), "version": 1 }),
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
            inspection if inspection.starts_with("inspection.") || inspection.starts_with("packet.") => {
                Box::pin(self.inspection_body(inspection, n)).await
            }
            "item.rules.show" => json!({}),
            "item.rules.save" => {
                let rules = json!({ "code": "", "recheck_months": 12 });
                json!({ "rules": rules, "before": rules })
            }
            "item.change.preview" | "item.change" => {
                let version = self.scratch.numbers(&format!("SELECT version FROM item_version WHERE item_id = {}", self.item)).await[0];
                json!({ "changes": [{ "row": self.item, "version": version, "field": "visits", "text": "1" }] })
            }
            "duty.change.preview" | "duty.change" => {
                let duty = Box::pin(self.duty(n, "published")).await.0;
                json!({ "changes": [{ "row": duty, "version": 10_001, "field": "hotline", "text": "12345" }] })
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

/// What a point says, fresh each time.
pub(crate) fn fields(n: u32) -> Value {
    json!({
        "name": format!("服务点{n}"), "address": "", "head": "", "staff": "", "phone": "", "hours": "", "leader": "", "cadre": "",
        "opened": null, "active": true, "windows": [], "devices": []
    })
}

/// What an operation is about.
pub(crate) fn about(operation: &str) -> About {
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
        | "item.change.preview"
        | "item.change"
        | "item.verify"
        | "item.submit"
        | "item.publish"
        | "item.release.revoke"
        | "item.proposal.accept"
        | "item.proposal.refuse"
        | "item.rules.save"
        | "duty.accept"
        | "duty.publish"
        | "duty.plan.revoke"
        | "duty.chain.set"
        | "supervision.rules.save"
        | "task.group.save"
        | "inspection.checklist.save"
        | "inspection.checklist.publish"
        | "inspection.checklist.read"
        | "inspection.people.list"
        | "inspection.plan.save"
        | "inspection.plan.show"
        | "inspection.plan.submit"
        | "inspection.plan.recall"
        | "inspection.plan.decide"
        | "inspection.plan.revoke"
        | "inspection.plan.release"
        | "inspection.roster.show"
        | "inspection.roster.seal"
        | "inspection.draw.make"
        | "inspection.certificate.export"
        | "inspection.visit.plan"
        | "inspection.visit.replace"
        | "inspection.form.find"
        | "inspection.visit.show"
        | "inspection.visit.begin"
        | "inspection.visit.submit"
        | "inspection.visit.review"
        | "inspection.visit.export"
        | "inspection.party.save"
        | "inspection.answer.save"
        | "inspection.answer.show"
        | "inspection.finding.save"
        | "inspection.finding.withdraw"
        | "inspection.photo.preview"
        | "inspection.photo.take"
        | "inspection.photo.save"
        | "inspection.photo.cover"
        | "inspection.photo.withdraw"
        | "inspection.station.locate"
        | "inspection.finding.show"
        | "inspection.finding.answer"
        | "inspection.finding.handle"
        | "inspection.finding.decide"
        | "inspection.finding.confirm"
        | "inspection.finding.reply"
        | "inspection.ledger.take"
        | "inspection.finding.paper"
        | "inspection.conclusion.export"
        | "inspection.bulletin.export"
        | "inspection.exemplar.propose"
        | "inspection.exemplar.decide"
        | "inspection.year.save"
        | "inspection.rules.save"
        | "packet.out.preview"
        | "packet.out.make"
        | "packet.list"
        | "packet.back.preview"
        | "packet.back.merge"
        | "packet.op.list"
        | "packet.op.settle"
        | "packet.op.replay"
        | "meeting.save"
        | "meeting.issue"
        | "meeting.revoke"
        | "meeting.turn"
        | "provincial.edition.load"
        | "provincial.decide.preview"
        | "provincial.decide" => About::District,
        "place.active.set"
        | "item.proposal.show"
        | "item.proposal.withdraw"
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
        | "attachment.show"
        | "attachment.withdraw"
        | "supervision.paper.export"
        | "task.save"
        | "task.report"
        | "task.form.make"
        | "task.halt"
        | "task.resume"
        | "duty.draft.save"
        | "duty.change.preview"
        | "duty.change"
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
