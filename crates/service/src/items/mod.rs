//! Items of the service catalogue (服务事项): read by everyone inside, described and kept true for the whole district.

mod cells;
pub(crate) mod check;
mod guide;
pub(crate) mod proposal;
pub(crate) mod release;
mod rules;
pub(crate) mod verify;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use crate::places::conflict;
use api::item::{
    CategoryCount, Described, ItemFilter, ItemHead, ItemMenus, ItemRow, ItemShown, Items, ListItems, ModuleCount, SaveItem, ShowItem,
    ShowItemMenus,
};
use api::page::{Sort, Total};
use api::{ApiError, ErrorCode};
use domain::body::BodyId;
use domain::catalogue::ModuleId;
use domain::catalogue::codes::ItemState;
use domain::catalogue::item::{Item, ItemFields, ItemId};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::catalogue::list::{self, Behind, By, Listed};
use store::catalogue::{item, modules};
use store::{Conn, StoreError, body, place};

/// Most rows of a page.
const PAGE: u32 = 200;

/// The filter as the store takes it.
pub(crate) async fn filter(cx: &mut Cx<'_>, asked: &ItemFilter) -> Result<list::ItemFilter, Failure> {
    let day = if asked.recheck { verify::due_before(cx).await? } else { None };
    // Where nothing is ever due, nothing fits.
    let unchecked_since = day.or(asked.recheck.then_some(Date::MIN));
    Ok(list::ItemFilter {
        unchecked_since,
        text: asked.text.clone(),
        whole: asked.whole,
        kinds: asked.kinds.clone(),
        origin: asked.origin,
        state: asked.state,
        described: asked.described.map(|described| match described {
            Described::Named => list::Described::Named,
            Described::Unverified => list::Described::Unverified,
            Described::Verified => list::Described::Verified,
        }),
        body: asked.body,
        behind: match (asked.unplaced, asked.module, asked.category) {
            (true, ..) => Some(Behind::Nothing),
            (false, Some(module), _) => Some(Behind::Module(module)),
            (false, None, category) => category.map(Behind::Category),
        },
        level: asked.level,
        standing: asked.standing,
    })
}

pub(crate) fn order(sort: Option<&Sort>) -> Result<(By, bool), ApiError> {
    let orders = [
        ("code", false, (By::Code, false)),
        ("code", true, (By::Code, true)),
        ("name", false, (By::Name, false)),
        ("name", true, (By::Name, true)),
    ];
    lists::order(sort, (By::Code, false), &orders)
}

/// A row of the list as it crosses the door; checks before the day are too long ago.
fn row(listed: Listed, due_before: Option<Date>) -> Result<ItemRow, Failure> {
    let Listed { id, code, name, head } = listed;
    let wrong = |column| Failure::from(StoreError::inconsistent("item_version", column, id.0));
    let head = match head {
        None => None,
        Some(head) => {
            let verified: Option<Date> = head.verified.map(|day| day.parse()).transpose().map_err(|_| wrong("verified"))?;
            let is_old = due_before.is_some_and(|day| verified.is_none_or(|verified| verified < day));
            Some(ItemHead {
                version: head.version,
                kind: head.kind,
                origin: head.origin,
                state: head.state,
                verified,
                recheck: is_old && head.state != ItemState::Cancelled,
                body: head.body,
                undertaker: head.undertaker,
                is_instant: head.is_instant,
                legal: head.legal,
                promised: head.promised,
                levels: head.levels,
                visits: u32::try_from(head.visits).map_err(|_| wrong("visits"))?,
                online: head.online,
                base_code: head.base_code,
                materials: u32::try_from(head.materials).unwrap_or(u32::MAX),
                standing: head.standing,
            })
        }
    };
    Ok(ItemRow { id, code, name, head })
}

impl Handle for ListItems {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Items, Failure> {
        let (limit, order, at) = (lists::limit(self.limit, PAGE)?, order(self.sort.as_ref())?, lists::at(&self.page, lists::place)?);
        let filter = filter(cx, &self.filter).await?;
        let due_before = verify::due_before(cx).await?;
        let conn = &mut cx.conn().await?;
        let total = list::count(conn, &filter).await?;
        let page = list::page(conn, &filter, order, &at, limit).await?;
        let edges = lists::around(page.before, page.after, lists::placed);
        let items = page.rows.into_iter().map(|listed| row(listed, due_before)).collect::<Result<_, _>>()?;
        Ok(Items { items, edges, total: Total { n: total, exact: true } })
    }
}

impl Handle for ShowItemMenus {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ItemMenus, Failure> {
        let filter = filter(cx, &self.filter).await?;
        let conn = &mut cx.conn().await?;
        let all = list::count(conn, &filter).await?;
        let list::Menus { categories, modules, nowhere } = list::menus(conn, &filter).await?;
        Ok(ItemMenus {
            all,
            categories: categories.into_iter().map(|(category, n)| CategoryCount { category, n }).collect(),
            modules: modules.into_iter().map(|(module, n)| ModuleCount { module, n }).collect(),
            unplaced: nowhere,
        })
    }
}

impl Handle for ShowItem {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ItemShown, Failure> {
        let conn = &mut cx.conn().await?;
        let item = item::find(conn, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let standing = store::catalogue::release::standing(conn, self.id).await?;
        let (item, in_force) = release::read_as(cx, item).await?;
        Ok(ItemShown { vague: item.fields.vague(), item, standing, in_force })
    }
}

/// What items refer to, by name.
struct Named {
    bodies: BTreeMap<BodyId, String>,
    modules: BTreeMap<ModuleId, String>,
}

impl Named {
    async fn read(conn: &mut Conn<'_>) -> Result<Self, Failure> {
        Ok(Self {
            bodies: body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect(),
            modules: modules(conn).await?.into_iter().map(|module| (module.id, module.fields.name)).collect(),
        })
    }

    /// What texts call them by.
    fn names(self) -> texts::item::Names {
        texts::item::Names { bodies: self.bodies, modules: self.modules }
    }

    /// An item as the log tells it: with names beside keys, since they may be others later.
    fn told(&self, item: &Item) -> Value {
        let mut told = json!(item);
        if let Value::Object(map) = &mut told {
            map.insert("body_name".to_owned(), json!(item.fields.body.and_then(|body| self.bodies.get(&body))));
            let joint: BTreeSet<&String> = item.fields.joint.iter().filter_map(|body| self.bodies.get(body)).collect();
            map.insert("joint_names".to_owned(), json!(joint));
            let modules: BTreeSet<&String> = item.fields.modules.iter().filter_map(|module| self.modules.get(module)).collect();
            map.insert("module_names".to_owned(), json!(modules));
        }
        told
    }
}

/// The item that a new one would be: files of ratings may know it already, by its code or by its name alone.
async fn known(conn: &mut Conn<'_>, code: &str, name: &str) -> Result<Option<Item>, Failure> {
    for key in [code.to_owned(), format!("name:{name}")] {
        if let Some(id) = item::coded(conn, &key).await?
            && let Some(known) = item::find(conn, id).await?
            && known.version == 0
        {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

/// What stands beside fields that are to be stored: what they refer to, and what they replace.
pub(super) struct Fitting {
    named: Named,
    /// The item that is there, if one is; described or only named by files of ratings.
    pub(super) before: Option<Item>,
}

/// Refused if tidy fields can't be what an item says: `before` is what it says now.
pub(super) async fn fitting(cx: &mut Cx<'_>, fields: &ItemFields, before: Option<Item>) -> Result<Fitting, Failure> {
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let described = before.as_ref().filter(|before| before.version > 0);
    if let Some(field) = described.and_then(|before| fields.unlocks(&before.fields)) {
        return Err(ApiError::invalid(field, "locked").into());
    }
    let named = Named::read(conn).await?;
    check::refers(fields, &named)?;
    check::code(conn, fields, before.as_ref()).await?;
    check::promise(conn, fields, described.map(|before| &before.fields), today).await?;
    Ok(Fitting { named, before })
}

/// Writes fields that fit upon the version that was read, and notes it.
async fn write(cx: &mut Cx<'_>, fields: &ItemFields, Fitting { named, before }: Fitting, version: i64) -> Result<Item, Failure> {
    let conn = &mut cx.conn().await?;
    let id: ItemId = match &before {
        Some(before) => before.id,
        None => item::insert(conn, &fields.code, &fields.name).await?,
    };
    if !item::save(conn, id, fields, version).await? {
        let current = item::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
        return Err(conflict(&current)?);
    }
    let after = item::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let told_before = before.as_ref().filter(|before| before.version > 0).map(|before| named.told(before));
    cx.note(format!("item:{}", id.0), Some(json!({ "before": told_before, "after": named.told(&after) })));
    cx.work().await?.changed("catalogue", Some(id.0.to_string()));
    crate::provincial::touched(cx, &after).await?;
    Ok(after)
}

impl Handle for SaveItem {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Item, Failure> {
        cx.work().await?;
        // An item is done everywhere, so it is edited by whoever is responsible for the whole district.
        let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
        cx.scope_at(district).await?;
        let fields = check::tidy(self.fields, cx.today())?;
        let conn = &mut cx.conn().await?;
        let before = match self.id {
            None => known(conn, &fields.code, &fields.name).await?,
            Some(id) => Some(item::find(conn, id).await?.ok_or(ErrorCode::NotFound)?),
        };
        if let Some(before) = before.as_ref().filter(|before| before.version != self.version) {
            return Err(conflict(before)?);
        }
        let fitting = Box::pin(fitting(cx, &fields, before)).await?;
        let after = Box::pin(write(cx, &fields, fitting, self.version)).await?;
        release::wrote(cx, after.id).await?;
        Ok(after)
    }
}
