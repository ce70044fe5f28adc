//! Requests of 督查 and of packets that whoever may make them is granted.

use crate::PASSWORD;
use crate::world::World;
use serde_json::{Value, json};

/// A checklist of one line.
fn checklist(n: u32) -> Value {
    let line = domain::inspection::checklist::Line {
        no: "1".to_owned(),
        text: "有人在岗".to_owned(),
        points: domain::inspection::points::Points(100),
        ..Default::default()
    };
    json!({ "name": format!("检查表{n}"), "target": "station_list", "lines": [line] })
}

impl World {
    /// As [`World::body_of`]; apart from it, since a function of all requests needs more of the stack than a test has.
    #[expect(clippy::match_same_arms, reason = "one line an operation")]
    pub(crate) async fn inspection_body(&mut self, operation: &str, n: u32) -> Value {
        let out = json!({ "handle": "out.csv", "name": "out.csv" });
        match operation {
            "inspection.checklist.list" | "inspection.people.list" | "inspection.rules.show" | "inspection.plan.count" => json!({}),
            "inspection.checklist.show" => json!({ "id": self.scratch.numbers("SELECT MIN(id) FROM checklist").await[0] }),
            "inspection.checklist.export" => json!({ "id": self.scratch.numbers("SELECT MIN(id) FROM checklist").await[0], "out": out }),
            "inspection.checklist.read" => {
                std::fs::write(self.scratch.file("checklist.csv"), "序号,五统一类别,检查内容,分值\n1,统一机构人员,有人在岗,10\n").unwrap();
                json!({ "file": Self::file("checklist.csv") })
            }
            "inspection.checklist.save" => json!({ "code": format!("list-{n}"), "fields": checklist(n) }),
            "inspection.checklist.publish" => {
                let save = json!({ "code": format!("list-{n}"), "fields": checklist(n) });
                let made = self.desk.operate(serde_json::from_value::<api::inspection::SaveChecklist>(save).unwrap()).await.unwrap();
                json!({ "id": made.row.id, "version": made.row.version })
            }
            "inspection.plan.list" | "inspection.visit.list" => json!({ "limit": 50 }),
            "inspection.visit.count" => json!({ "filter": { "from": "2026-12-01", "to": "2026-12-31" } }),
            "inspection.plan.save" => json!({ "fields": self.inspection_text(n).await }),
            "inspection.plan.show" | "inspection.roster.show" => json!({ "id": Box::pin(self.inspection(n, "sealed")).await.0 }),
            "inspection.plan.submit" => {
                let (id, version) = Box::pin(self.inspection(n, "draft")).await;
                json!({ "id": id, "version": version })
            }
            "inspection.plan.recall" => {
                let (id, version) = Box::pin(self.inspection(n, "pending")).await;
                json!({ "id": id, "version": version })
            }
            "inspection.plan.decide" => {
                let (id, version) = Box::pin(self.inspection(n, "pending")).await;
                json!({ "id": id, "verdict": "approve", "version": version })
            }
            "inspection.plan.revoke" => {
                let (id, version) = Box::pin(self.inspection(n, "approved")).await;
                json!({ "id": id, "reason": "不再开展", "version": version })
            }
            "inspection.plan.release" => {
                let (id, version) = Box::pin(self.inspection(n, "drawn")).await;
                json!({ "id": id, "day": "2026-12-31", "version": version })
            }
            "inspection.roster.seal" => {
                let (id, version) = Box::pin(self.inspection(n, "approved")).await;
                json!({ "id": id, "version": version })
            }
            "inspection.draw.make" => {
                let (id, version) = Box::pin(self.inspection(n, "sealed")).await;
                json!({ "id": id, "nonce": "3 5 2", "witnesses": ["见证人"], "version": version })
            }
            "inspection.certificate.export" => json!({ "id": Box::pin(self.inspection(n, "drawn")).await.0, "kind": "json", "out": out }),
            "inspection.visit.plan" => {
                let (id, _) = Box::pin(self.inspection(n, "drawn")).await;
                let visit = self.scratch.numbers(&format!("SELECT MIN(id) FROM inspection_visit WHERE plan_id = {id}")).await[0];
                json!({ "plan": id, "days": [{ "id": visit, "day": "2026-12-02", "version": 1 }] })
            }
            "inspection.visit.replace" => {
                // A second station of the village, so that one stands by.
                while self.scratch.numbers("SELECT COUNT(*) FROM point WHERE kind = 'station'").await[0] < 2 {
                    let there = self.scratch.numbers("SELECT COUNT(*) FROM point").await[0];
                    let fields = testkit::station(&format!("服务站{n}-{there}"));
                    let place = self.village;
                    self.desk.operate(api::point::Create { place, kind: domain::point::PointKind::Station, fields }).await.unwrap();
                }
                let (plan, _) = Box::pin(self.inspection(n, "drawn")).await;
                let waiting = format!("SELECT MIN(id) FROM inspection_visit WHERE plan_id = {plan} AND state = 'visit_waiting'");
                json!({ "id": self.scratch.numbers(&waiting).await[0], "reason": "站点临时关闭", "version": 1 })
            }
            "inspection.form.find" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                let asked = format!("SELECT plan_id, ordinal FROM inspection_visit WHERE id = {visit}");
                let plan = self.scratch.numbers(&asked.replace(", ordinal", "")).await[0];
                let order = self.scratch.numbers(&asked.replace("plan_id, ", "")).await[0];
                let plan = self.desk.operate(api::inspection::ShowPlan { id: domain::inspection::plan::PlanId(plan) }).await.unwrap();
                json!({ "number": domain::inspection::plan::form_number(&plan.row.number, order) })
            }
            "inspection.form.export" => {
                let (id, _) = Box::pin(self.inspection(n, "drawn")).await;
                json!({ "filter": { "plan": id }, "out": out })
            }
            "inspection.visit.show" | "inspection.visit.export" | "inspection.answer.show" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                json!({ "id": visit, "visit": visit, "line": "1.1", "out": out })
            }
            "inspection.visit.begin" => {
                let (visit, version) = Box::pin(self.visit(n, "waiting")).await;
                json!({ "id": visit, "version": version })
            }
            "inspection.party.save" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                json!({ "visit": visit, "fields": {}, "version": 1 })
            }
            "inspection.answer.save" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                json!({ "visit": visit, "line": "1.1", "filled": { "answer": "fits" }, "version": 0 })
            }
            "inspection.finding.save" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                json!({ "visit": visit, "fields": { "what": "无人在岗", "days": 5 } })
            }
            "inspection.finding.withdraw" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                let finding = self.visit_finding(visit).await;
                json!({ "visit": visit, "id": finding, "reason": "重复", "version": 1 })
            }
            "inspection.photo.preview" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                json!({ "visit": visit, "files": [self.camera(n)] })
            }
            "inspection.photo.take" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                json!({ "visit": visit, "photos": [{ "file": self.camera(n) }] })
            }
            "inspection.photo.save" | "inspection.photo.withdraw" | "inspection.photo.cover" | "inspection.station.locate" => {
                let (visit, _) = Box::pin(self.visit(n, "begun")).await;
                let id = Box::pin(self.visit_photo(n, visit)).await;
                json!({ "id": id, "photo": id, "fields": { "caption": "大厅" }, "boxes": [], "reason": "拍到了群众的脸", "version": 1 })
            }
            "inspection.visit.submit" => {
                let (visit, version) = Box::pin(self.visit(n, "whole")).await;
                json!({ "id": visit, "version": version })
            }
            "inspection.visit.review" => {
                let (visit, version) = Box::pin(self.visit(n, "submitted")).await;
                json!({ "id": visit, "verdict": "agree", "version": version })
            }
            "inspection.finding.list" | "inspection.exemplar.list" => json!({ "limit": 50 }),
            "inspection.finding.count" => json!({}),
            "inspection.finding.show" => json!({ "id": Box::pin(self.finding(n, "finding_open", false)).await.0 }),
            "inspection.finding.answer" => {
                let (id, version) = Box::pin(self.finding(n, "finding_in_hand", true)).await;
                json!({ "id": id, "deed": { "act": "finding_act_reported", "words": "在办", "recipient": "陈站长" }, "version": version })
            }
            "inspection.finding.handle" => {
                let (id, version) = Box::pin(self.finding(n, "finding_issued", true)).await;
                json!({ "id": id, "deed": { "act": "finding_act_urged" }, "version": version })
            }
            "inspection.finding.decide" => {
                let (id, version) = Box::pin(self.finding(n, "finding_issued", true)).await;
                json!({ "id": id, "deed": { "act": "finding_act_cancelled", "words": "重复" }, "version": version })
            }
            "inspection.finding.confirm" => {
                let (id, version) = Box::pin(self.finding(n, "finding_open", false)).await;
                self.scratch
                    .execute(&format!(
                        "UPDATE inspection_finding SET content = REPLACE(content, 'within_days', 'on_the_spot') WHERE id = {id}"
                    ))
                    .await;
                json!({ "id": id, "version": version })
            }
            "inspection.finding.batch" => {
                let (id, version) = Box::pin(self.finding(n, "finding_open", true)).await;
                json!({ "findings": [{ "id": id, "version": version }], "act": "issue" })
            }
            "inspection.finding.reply" => {
                let (id, version) = Box::pin(self.finding(n, "finding_issued", true)).await;
                let reply = json!({ "id": id, "words": "已整改", "done": true, "version": version });
                json!({ "notice": format!("改{n}号"), "filler": "陈站长", "replies": [reply] })
            }
            "inspection.ledger.read" => {
                std::fs::write(self.scratch.file("ledger.csv"), "整改情况,系统编号,系统版本\n已换,999999,1\n").unwrap();
                json!({ "file": Self::file("ledger.csv") })
            }
            "inspection.ledger.take" => {
                let (id, version) = Box::pin(self.finding(n, "finding_in_hand", true)).await;
                json!({ "replies": [{ "id": id, "words": "已换", "done": false, "version": version }] })
            }
            "inspection.finding.export" | "inspection.coverage.export" => json!({ "out": out }),
            "inspection.coverage.list" => json!({ "limit": 50 }),
            "inspection.overview.show" => json!({ "period": { "from": "2026-01-01", "to": "2026-12-31" } }),
            "inspection.finding.paper" => {
                let (id, _) = Box::pin(self.finding(n, "finding_in_hand", false)).await;
                json!({ "paper": "notice", "findings": [id], "out": out })
            }
            "inspection.conclusion.export" => json!({ "visit": Box::pin(self.reviewed(n)).await.0, "out": out }),
            "inspection.bulletin.export" => json!({ "plan": Box::pin(self.reviewed(n)).await.1, "kind": "bulletin", "out": out }),
            "inspection.exemplar.propose" => {
                let (visit, _) = Box::pin(self.visit(n, "submitted")).await;
                json!({ "visit": visit, "fields": { "title": "代办", "what": "专人代办", "copy": "登记簿" } })
            }
            "inspection.exemplar.decide" => {
                let (id, version) = Box::pin(self.exemplar(n)).await;
                json!({ "id": id, "spread": true, "version": version })
            }
            "packet.request.make" => json!({ "name": "外勤", "out": { "handle": "out.packet", "name": "out.packet" } }),
            "packet.request.preview" | "packet.grant.preview" | "packet.out.take" | "packet.back.preview" | "packet.back.merge" => {
                json!({ "file": { "handle": "none", "name": "none.packet", "size": 0 } })
            }
            "packet.device.enrol" => json!({
                "file": { "handle": "none", "name": "none.packet", "size": 0 }, "fingerprint": "", "account": self.spare,
                "out": { "handle": "out.packet", "name": "out.packet" }
            }),
            "packet.device.list" | "packet.outpost.show" | "packet.op.list" => json!({}),
            "packet.device.revoke" => json!({ "id": 1, "reason": "电脑遗失", "late": false, "version": 1 }),
            "packet.grant.take" => {
                json!({ "file": { "handle": "none", "name": "none.packet", "size": 0 }, "fingerprint": "", "password": PASSWORD })
            }
            "packet.out.preview" | "packet.list" | "packet.op.replay" => json!({ "device": 1 }),
            "packet.out.make" => json!({ "device": 1, "visits": [1], "days": 14, "out": { "handle": "out.packet", "name": "out.packet" } }),
            "packet.back.make" => json!({ "out": { "handle": "out.packet", "name": "out.packet" } }),
            "packet.op.settle" => json!({ "id": 1, "keep": "here", "version": 1 }),
            "inspection.year.list" => json!({ "year": 2026 }),
            "inspection.year.save" => {
                let sql = "SELECT COALESCE(MAX(version), 0) FROM inspection_year WHERE year = 2026 AND kind = 'business_check'";
                let version = self.scratch.numbers(sql).await[0];
                json!({ "year": 2026, "kind": "business_check", "fields": { "number": format!("〔2026〕{n}号"), "plans": 4 }, "version": version })
            }
            "inspection.rules.save" => {
                let rules = api::inspection::InspectionRules::default();
                json!({ "rules": rules, "before": rules })
            }
            other => panic!("{other} is new: say here what may be asked of it"),
        }
    }
}
