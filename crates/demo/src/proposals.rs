//! What a department and a town propose of items: one to be answered each, a new item without its code, one taken over, one refused.

use crate::create::Failure;
use crate::lists::Office;
use crate::releases::item;
use api::ErrorCode;
use api::item::{AcceptProposal, ItemFilter, ListItems, ProposalText, RefuseProposal, SaveProposal, ShowItem, ShowProposal};
use api::page::PageAt;
use domain::account::AccountId;
use domain::catalogue::codes::{Audience, Handling};
use domain::catalogue::item::{Item, ItemFields};
use domain::catalogue::parts::Material;
use domain::place::Level;
use service::Actor;

/// For which body the made-up department speaks.
const BODY: &str = "区人力资源和社会保障局";

/// Whose the new item would be.
const OTHER: &str = "区民政局";

async fn propose(office: &Office, who: AccountId, item: &Item, fields: ItemFields, reason: &str) -> Result<ProposalText, Failure> {
    let version = office.service.run_for(who, ShowItem { id: item.id }).await?.read();
    let propose = SaveProposal { id: None, item: Some(item.id), fields, reason: Some(reason.to_owned()), version };
    Ok(office.service.run_for(who, propose).await?)
}

/// What somebody reads of an item.
async fn read(office: &Office, who: AccountId, item: &Item) -> Result<Item, Failure> {
    Ok(office.service.run_for(who, ShowItem { id: item.id }).await?.item)
}

/// A described item of the department.
async fn own(office: &Office, department: AccountId) -> Result<Option<Item>, Failure> {
    let bodies = office.service.run_plain(Actor::LocalOperator, api::body::List {}).await?.bodies;
    let Some(body) = bodies.iter().find(|body| body.name == BODY) else { return Ok(None) };
    let filter = ItemFilter { body: Some(body.id), ..ItemFilter::default() };
    let list = ListItems { filter, sort: None, page: PageAt::First, limit: 20 };
    let listed = office.service.run_for(department, list).await?.items;
    let Some(row) = listed.into_iter().find(|row| row.head.is_some()) else { return Ok(None) };
    Ok(Some(office.service.run_for(department, ShowItem { id: row.id }).await?.item))
}

/// Makes them, and answers some.
pub(crate) async fn make(office: &Office) -> Result<(), Failure> {
    let (department, town) = (office.department, office.town_admin);
    let missing = || api::ApiError::from(ErrorCode::NotFound);
    if let Some(item) = own(office, department).await? {
        let fields =
            ItemFields { hours: "工作日 8:30—12:00，14:30—17:30；每周六上午延时服务".to_owned(), ..item.fields.clone() };
        propose(office, department, &item, fields, "群众反映工作日不便到窗口，拟增加周六延时服务。").await?;
    }
    let subsidy = read(office, town, &item(office, "耕地地力保护补贴申报").await?).await?;
    let fields =
        ItemFields { special: "村集中登记期间，可由村干部上门收取材料。".to_owned(), ..subsidy.fields.clone() };
    propose(office, town, &subsidy, fields, "老年农户较多，便于集中申报。").await?;
    let bodies = office.service.run_plain(Actor::LocalOperator, api::body::List {}).await?.bodies;
    let new = ItemFields {
        name: "高龄老人津贴上门认证".to_owned(),
        body: bodies.iter().find(|body| body.name == OTHER).map(|body| body.id),
        handling: Handling::Instant,
        levels: vec![Level::Village],
        audience: vec![Audience::Person],
        hours: "工作日 8:30—12:00，14:30—17:30".to_owned(),
        materials: vec![Material { name: "居民身份证".to_owned(), copies: 1, ..Material::default() }],
        ..ItemFields::default()
    };
    let reason = "行动不便的高龄老人每年到镇认证困难，建议村级站点上门办理。".to_owned();
    office.service.run_for(town, SaveProposal { id: None, item: None, fields: new, reason: Some(reason), version: 0 }).await?;

    let vaccine = read(office, town, &item(office, "预防接种证查验").await?).await?;
    let fields = ItemFields { consult: "各镇卫生院预防接种门诊".to_owned(), ..vaccine.fields.clone() };
    let made = propose(office, town, &vaccine, fields, "群众多向镇卫生院咨询。").await?;
    let id = made.id.ok_or_else(missing)?;
    let shown = office.service.run_for(office.admin, ShowProposal { id }).await?;
    let accept = AcceptProposal { id, answer: "同意".to_owned(), version: shown.head.version, item_version: shown.item_version };
    office.service.run_for(office.admin, accept).await?;

    let water = read(office, town, &item(office, "水费缴纳").await?).await?;
    let fields = ItemFields { hours: "每日 8:00—20:00".to_owned(), ..water.fields.clone() };
    let made = propose(office, town, &water, fields, "方便群众下班后缴费。").await?;
    let id = made.id.ok_or_else(missing)?;
    let reason = "站点人员排班暂不具备条件，可先引导使用自助终端缴费。".to_owned();
    office.service.run_for(office.admin, RefuseProposal { id, reason, version: made.version }).await?;
    Ok(())
}
