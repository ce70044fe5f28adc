//! Takes the responsibility lists of [`crate::duties`] through drafting, review and publishing, by made-up people.

use crate::create::{Failure, Handed};
use crate::duties::{TOWN_BODY, of_bodies, of_town};
use api::account::{Create, GiveGrant};
use api::duty::{
    AcceptDrafts, Chosen, DutyVersion, Moved, PublishDrafts, ReviewDrafts, SaveDraft, SubmitDrafts, TakeFlowChart, Verdict, WithdrawDuty,
};
use api::{ErrorCode, InFile};
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::{DutyFields, DutyId, FlowChart};
use domain::place::PlaceId;
use jiff::ToSpan;
use jiff::civil::Date;
use service::{Actor, Service};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Made-up people beside those of the roles: who drafts for the bodies, and who reviews.
const PEOPLE: [(&str, &str, Role); 3] = [
    ("demo.drafter", "演示编办经办人", Role::CatalogueAdmin),
    ("demo.establishment", "演示编办审核人", Role::Approver),
    ("demo.justice", "演示司法局审核人", Role::Approver),
];

/// The town whose list there is.
pub(crate) const TOWN: &str = "麻章镇";

/// The name of the file with the flow chart of permits.
const CHART: &str = "行政许可运行流程图.png";

/// Months before the demonstration's last day on which the lists were published; changes followed since.
const BEGUN: i64 = 18;

/// Who drafts, reviews and publishes.
pub(crate) struct Office {
    pub(crate) service: Arc<Service>,
    pub(crate) drafter: AccountId,
    pub(crate) town_admin: AccountId,
    pub(crate) department: AccountId,
    pub(crate) admin: AccountId,
    /// In the order of the chain.
    pub(crate) reviewers: Vec<AccountId>,
}

fn chosen(draft: &DutyVersion) -> Chosen {
    Chosen { draft: draft.head.id, version: draft.head.version }
}

/// A draft as it was moved.
fn after(draft: DutyVersion, moved: Moved) -> DutyVersion {
    let head = moved.versions.into_iter().next();
    DutyVersion { head: head.unwrap_or(draft.head), fields: draft.fields, chain: draft.chain, opinions: draft.opinions }
}

impl Office {
    async fn draft(&self, who: AccountId, duty: Option<DutyId>, fields: DutyFields, reason: &str) -> Result<DutyVersion, Failure> {
        let save = SaveDraft { duty, draft: None, based_on: None, fields, reason: reason.to_owned(), version: 0 };
        Ok(self.service.run_for(who, save).await?)
    }

    /// The flow chart of permits, taken in by whoever drafts.
    async fn chart(&self, folder: &Path) -> Result<FlowChart, Failure> {
        let (path, name) = (folder.join(CHART), CHART.to_owned());
        std::fs::write(&path, include_bytes!("../assets/flow-chart.png"))?;
        let file = InFile { handle: name.clone(), name: name.clone(), size: std::fs::metadata(&path)?.len() };
        let files = Handed(HashMap::from([(name, path.clone())]));
        let taken = self.service.run_for_with(self.drafter, TakeFlowChart { file }, &files).await;
        std::fs::remove_file(&path)?;
        Ok(taken?)
    }

    /// Hands a draft in; what a town proposes is accepted.
    async fn hand_in(&self, who: AccountId, draft: &DutyVersion) -> Result<DutyVersion, Failure> {
        let submit = SubmitDrafts { drafts: vec![chosen(draft)], opinion: String::new() };
        let submitted = after(draft.clone(), self.service.run_for(who, submit).await?);
        if who != self.town_admin {
            return Ok(submitted);
        }
        let accept = AcceptDrafts { drafts: vec![chosen(&submitted)], verdict: Verdict::Approve, opinion: "同意受理".to_owned() };
        Ok(after(submitted, self.service.run_for(self.admin, accept).await?))
    }

    /// Takes so many steps of the chain.
    async fn review(&self, mut draft: DutyVersion, steps: usize) -> Result<DutyVersion, Failure> {
        for reviewer in self.reviewers.iter().take(steps) {
            let review = ReviewDrafts { drafts: vec![chosen(&draft)], verdict: Verdict::Approve, opinion: "同意".to_owned() };
            draft = after(draft, self.service.run_for(*reviewer, review).await?);
        }
        Ok(draft)
    }

    async fn publish(&self, drafts: &[DutyVersion], effective: Date, paper: &str) -> Result<(), Failure> {
        let drafts = drafts.iter().map(chosen).collect();
        let publish = PublishDrafts { drafts, effective, paper: paper.to_owned(), countersigned: String::new() };
        self.service.run_for(self.admin, publish).await?;
        Ok(())
    }
}

/// The people, made if they are not there.
async fn people(service: &Arc<Service>, district: PlaceId, from: Date) -> Result<Office, Failure> {
    let all = service.run_plain(Actor::LocalOperator, api::account::List {}).await?.accounts;
    let of = |role: Role| all.iter().find(|account| account.login == role.code()).map(|account| account.id);
    let mut made = Vec::new();
    for (login, name, role) in PEOPLE {
        let account = service.run_plain(Actor::LocalOperator, Create { login: login.to_owned(), name: name.to_owned() }).await?.account;
        let give = GiveGrant { account, role, place: district, body: None, from, until: None };
        service.run_plain(Actor::LocalOperator, give).await?;
        made.push(account);
    }
    let missing = || api::ApiError::from(ErrorCode::NotFound);
    let [drafter, establishment, justice] = made.try_into().map_err(|_| missing())?;
    Ok(Office {
        service: Arc::clone(service),
        drafter,
        town_admin: of(Role::TownAdmin).ok_or_else(missing)?,
        department: of(Role::DepartmentHandler).ok_or_else(missing)?,
        admin: of(Role::CatalogueAdmin).ok_or_else(missing)?,
        reviewers: vec![establishment, justice, of(Role::Approver).ok_or_else(missing)?],
    })
}

/// Publishes the lists as they were, changes some, withdraws one, and leaves two on their way and one drafted. How many entries there are, and by
/// whom it was done.
pub(crate) async fn publish(
    service: &Arc<Service>,
    district: PlaceId,
    town: PlaceId,
    until: Date,
    folder: &Path,
) -> Result<(usize, Office), Failure> {
    let begun = until.saturating_sub(BEGUN.months()).first_of_month();
    let office = people(service, district, begun).await?;
    let body = api::body::Save { id: None::<BodyId>, code: None, name: TOWN_BODY.to_owned(), place: town, active: true, version: 0 };
    let town_body = service.run_plain(Actor::LocalOperator, body).await?.id;
    let bodies = service.run_plain(Actor::LocalOperator, api::body::List {}).await?.bodies;
    let lists = of_bodies(|name| bodies.iter().find(|body| body.name == name).map(|body| body.id), district);
    let towns = of_town(town_body, town);
    let n = lists.len() + towns.len();
    let (mut district_set, mut town_set) = (Vec::new(), Vec::new());
    let chart = office.chart(folder).await?;
    for fields in lists {
        let has_chart = fields.kind == ItemKind::Permit;
        let fields = DutyFields { flow_chart_file: has_chart.then(|| chart.clone()), ..fields };
        let draft = office.draft(office.drafter, None, fields, "编制权责清单").await?;
        let draft = office.hand_in(office.drafter, &draft).await?;
        district_set.push(office.review(draft, 3).await?);
    }
    // The last entry of the town is still on its way.
    let (coming, there) = towns.split_last().map_or((None, &[][..]), |(last, rest)| (Some(last.clone()), rest));
    for fields in there {
        let draft = office.draft(office.town_admin, None, fields.clone(), "编制镇履行职责事项清单").await?;
        let draft = office.hand_in(office.town_admin, &draft).await?;
        town_set.push(office.review(draft, 3).await?);
    }
    office.publish(&district_set, begun, "麻府办〔2025〕12号").await?;
    office.publish(&town_set, begun.saturating_add(2.months()), "麻府办〔2025〕21号").await?;
    // What was changed since, and withdrawn.
    let mut changed = Vec::new();
    for draft in district_set.iter().step_by(7) {
        let mut fields = draft.fields.clone();
        fields.situations = fields.situations.replace("办理中索取、收受财物的", "办理中索取、收受财物或者谋取其他利益的");
        fields.hotline = "0759-12345转3".to_owned();
        let draft = office.draft(office.drafter, Some(draft.head.duty), fields, "机构职能调整").await?;
        let draft = office.hand_in(office.drafter, &draft).await?;
        changed.push(office.review(draft, 3).await?);
    }
    let month = until.first_of_month();
    office.publish(&changed, month.saturating_sub(2.months()), "麻府办〔2026〕18号").await?;
    if let Some(last) = town_set.last() {
        let withdraw = WithdrawDuty { duty: last.head.duty, reason: "已由区级部门收回并公布".to_owned() };
        let draft = service.run_for(office.town_admin, withdraw).await?;
        let draft = office.hand_in(office.town_admin, &draft).await?;
        let draft = office.review(draft, 3).await?;
        office.publish(&[draft], month, "麻府办〔2026〕25号").await?;
    }
    // On their way: one before its last step, one that the administrator has to look at, one that the town still writes.
    if let Some(draft) = district_set.get(1) {
        let fields = DutyFields { undertaker: "社会组织管理股".to_owned(), ..draft.fields.clone() };
        let draft = office.draft(office.drafter, Some(draft.head.duty), fields, "明确承办机构").await?;
        let draft = office.hand_in(office.drafter, &draft).await?;
        office.review(draft, 2).await?;
    }
    if let Some(fields) = coming {
        let draft = office.draft(office.town_admin, None, fields, "上级部门收回").await?;
        let submit = SubmitDrafts { drafts: vec![chosen(&draft)], opinion: "请予受理".to_owned() };
        service.run_for(office.town_admin, submit).await?;
    }
    if let Some(first) = town_set.first() {
        let fields = DutyFields { undertaker: "公共服务办公室".to_owned(), ..first.fields.clone() };
        office.draft(office.town_admin, Some(first.head.duty), fields, "明确承办机构").await?;
    }
    Ok((n, office))
}
