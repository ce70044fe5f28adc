//! Looking at a change of the matrix, making it, and taking it back.

use super::plan::{Change, Ground, Item, Plan, blocks, plan};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::availability::{Block, CELLS_LIMIT, OffersPlan, PreviewOffers, SetOffers};
use api::{ApiError, ErrorCode};
use domain::catalogue::availability::{Offer, OfferProblem, OfferState, REASON_LIMIT, Unfit};
use domain::catalogue::item::ItemId;
use domain::point::PointId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::catalogue::availability as rows;
use store::place;

/// Tidy blocks; refused if something is wrong with what cells are to say.
fn checked(blocks: Vec<Block>, today: Date) -> Result<Vec<Block>, ApiError> {
    let cells = blocks.iter().map(|block| block.items.len().saturating_mul(block.points.len()));
    if cells.fold(0, usize::saturating_add) > CELLS_LIMIT {
        return Err(ApiError::invalid("blocks", "too_many").with("max", CELLS_LIMIT));
    }
    let tidy = |mut block: Block| {
        block.to = block.to.map(Offer::tidy);
        match block.to.as_ref().and_then(|offer| offer.problem(today)) {
            None => Ok(block),
            Some(OfferProblem::ReasonMissing) => Err(ApiError::invalid("reason", "required")),
            Some(OfferProblem::ReasonTooLong) => Err(ApiError::invalid("reason", "too_long").with("limit", REASON_LIMIT)),
            Some(OfferProblem::ReasonControl) => Err(ApiError::invalid("reason", "control")),
            Some(OfferProblem::UntilPast) => Err(ApiError::invalid("until", "past").with("min", today)),
        }
    };
    blocks.into_iter().map(tidy).collect()
}

/// What blocks meet: the points that the caller may edit, and their items with what is said of them.
async fn ground(cx: &mut Cx<'_>, blocks: &[Block]) -> Result<Ground, Failure> {
    let today = cx.today();
    let points = super::editable(cx, today).await?;
    let ids: Vec<ItemId> = blocks.iter().flat_map(|block| block.items.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    // Cells at points that the caller may not edit are refused whatever they say, so the widest of his scopes is enough.
    let scopes = cx.access.scopes().to_vec();
    let conn = &mut cx.conn().await?;
    let mut cells: HashMap<ItemId, rows::Cells> = HashMap::new();
    for scope in scopes.iter().filter(|scope| scope.body().is_none()) {
        for (item, found) in rows::rows(conn, scope, &ids).await? {
            cells.entry(item).or_default().extend(found);
        }
        if scope.place() == district {
            break;
        }
    }
    let mut items = HashMap::with_capacity(ids.len());
    let mut described: HashMap<ItemId, rows::MatrixItem> = HashMap::new();
    if ids.len() > 50 {
        let all = rows::items(conn, &store::catalogue::list::ItemFilter::default()).await?;
        described.extend(all.into_iter().map(|item| (item.id, item)));
    }
    for id in ids {
        let known = match described.remove(&id) {
            Some(item) => Some(item),
            None => rows::item(conn, id).await?,
        };
        let (name, handled) = match known {
            Some(item) => (item.name, Some(item.handled)),
            None => (rows::name(conn, id).await?.ok_or_else(|| ApiError::invalid("blocks", "unknown"))?, None),
        };
        items.insert(id, Item { name, handled, cells: cells.remove(&id).unwrap_or_default() });
    }
    let points = points.into_iter().map(|point| (point.id, (point.kind, point.name))).collect();
    Ok(Ground { today, points, items })
}

impl Handle for PreviewOffers {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<OffersPlan, Failure> {
        let blocks = checked(self.blocks, cx.today())?;
        let ground = ground(cx, &blocks).await?;
        Ok(plan(&ground, &blocks).told)
    }
}

impl Handle for SetOffers {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<OffersPlan, Failure> {
        let blocks = checked(self.blocks, cx.today())?;
        cx.work().await?;
        let ground = ground(cx, &blocks).await?;
        let Plan { told, changes } = plan(&ground, &blocks);
        if changes.is_empty() {
            // Where nothing can be set the reason is told; what lies outside is not found; otherwise it says all that already.
            let refused = told.refused.iter().find(|refused| refused.why != Unfit::Elsewhere);
            return Err(match (refused, told.refused.is_empty()) {
                (Some(refused), _) => ApiError::invalid("blocks", &format!("unfit_{}", refused.why.code()))
                    .with("item", &refused.item)
                    .with("point", &refused.point),
                (None, false) => ErrorCode::NotFound.into(),
                (None, true) => ApiError::invalid("blocks", "unchanged"),
            }
            .into());
        }
        if told.stamp != self.stamp {
            return Err(crate::places::conflict(&told)?);
        }
        let conn = &mut cx.conn().await?;
        let mut puts: BTreeMap<(ItemId, Option<&Offer>), Vec<PointId>> = BTreeMap::new();
        for change in &changes {
            puts.entry((change.item, change.after.as_ref())).or_default().push(change.point);
        }
        for ((item, offer), points) in puts {
            rows::put(conn, item, &points, offer).await?;
        }
        let (subject, values) = noted(&ground, &changes, cx.request_id);
        cx.note(subject, Some(values));
        cx.work().await?.changed("availability", None);
        Ok(told)
    }
}

/// Cells that were changed alike, as the log keeps them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    items: Vec<ItemId>,
    points: Vec<PointId>,
    before: Option<Offer>,
    after: Option<Offer>,
}

/// The name of a state in the log's counts.
fn word(offer: Option<&Offer>) -> &'static str {
    offer.map_or("none", |offer| offer.state.code())
}

/// What the log tells: of one cell what it said and says; of several how many say what, before and after. `blocks` is for taking it
/// back. The subject is the item or the point where it is only one.
fn noted(ground: &Ground, changes: &[Change], request: uuid::Uuid) -> (String, Value) {
    let items: BTreeSet<ItemId> = changes.iter().map(|change| change.item).collect();
    let points: BTreeSet<PointId> = changes.iter().map(|change| change.point).collect();
    let mut values = Map::new();
    let mut side = |name: &str, of: fn(&Change) -> Option<&Offer>| {
        let told = match changes {
            [one] => {
                let offer = of(one);
                json!({ "offer": word(offer), "reason": offer.map(|o| o.reason.as_str()).filter(|r| !r.is_empty()), "suspended_until": offer.and_then(|o| o.until).map(domain::day::text) })
            }
            _ => {
                let codes = OfferState::ALL.map(OfferState::code).into_iter().chain(["none"]);
                let counts = codes.map(|code| (code.to_owned(), json!(changes.iter().filter(|c| word(of(c)) == code).count())));
                Value::Object(counts.collect())
            }
        };
        values.insert(name.to_owned(), told);
    };
    side("before", |change| change.before.as_ref());
    side("after", |change| change.after.as_ref());
    // A reason that all share is told of several cells too.
    let reasons: BTreeSet<&str> =
        changes.iter().filter_map(|c| c.after.as_ref()).map(|o| o.reason.as_str()).filter(|r| !r.is_empty()).collect();
    if changes.len() > 1
        && let [reason] = reasons.into_iter().collect::<Vec<_>>().as_slice()
    {
        values.insert("reason".to_owned(), json!(reason));
    }
    let item = items.first().filter(|_| items.len() == 1);
    let point = points.first().filter(|_| points.len() == 1);
    let item_name = item.and_then(|id| ground.items.get(id)).map(|item| item.name.clone());
    let point_name = point.and_then(|id| ground.points.get(id)).map(|(_, name)| name.clone());
    values.insert("item_name".to_owned(), json!(item_name));
    values.insert("point_name".to_owned(), json!(point_name));
    if changes.len() > 1 {
        values.insert("items".to_owned(), json!(items.len()));
        values.insert("points".to_owned(), json!(points.len()));
    }
    values.insert("blocks".to_owned(), json!(kept(changes)));
    let subject = match (item, point) {
        (Some(item), _) => format!("item:{}", item.0),
        (None, Some(point)) => format!("point:{}", point.0),
        (None, None) => format!("availability:{request}"),
    };
    (subject, Value::Object(values))
}

fn kept(changes: &[Change]) -> Vec<Kept> {
    let mut groups: BTreeMap<(Option<&Offer>, Option<&Offer>), Vec<&Change>> = BTreeMap::new();
    for change in changes {
        groups.entry((change.before.as_ref(), change.after.as_ref())).or_default().push(change);
    }
    let of = |((before, after), group): ((Option<&Offer>, Option<&Offer>), Vec<&Change>)| {
        let blocks = blocks(group.into_iter().map(|change| (change.item, change.point, after)));
        blocks
            .into_iter()
            .map(move |Block { items, points, to }| Kept { items, points, before: before.cloned(), after: to })
            .collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(of).collect()
}

/// What takes a change back that the log tells of; none where any of its cells says something else by now.
pub(crate) async fn taken_back(cx: &mut Cx<'_>, values: &Value) -> Result<Option<SetOffers>, Failure> {
    let Some(kept) = values.get("blocks").and_then(|blocks| serde_json::from_value::<Vec<Kept>>(blocks.clone()).ok()) else {
        return Ok(None);
    };
    let today = cx.today();
    let back = |kept: &Kept| Block {
        items: kept.items.clone(),
        points: kept.points.clone(),
        // A suspension that has ended meanwhile would not be there any more.
        to: kept.before.clone().map(|offer| offer.on(today)),
    };
    let wanted: Vec<Block> = kept.iter().map(back).collect();
    let Some(access) = cx.access_for(api::Permission::Points) else { return Ok(None) };
    let all = std::mem::replace(&mut cx.access, access);
    let ground = ground(cx, &wanted).await;
    cx.access = all;
    let ground = ground?;
    let stands = |kept: &Kept| {
        let after = kept.after.clone().map(|offer| offer.on(today));
        kept.items.iter().all(|item| {
            let cells = ground.items.get(item).map(|item| &item.cells);
            let now = |point| cells.and_then(|cells| cells.get(point)).cloned().map(|offer| offer.on(today));
            kept.points.iter().all(|point| ground.points.contains_key(point) && now(point) == after)
        })
    };
    if !kept.iter().all(stands) {
        return Ok(None);
    }
    let told = plan(&ground, &wanted).told;
    Ok((told.changed > 0).then_some(SetOffers { blocks: wanted, stamp: told.stamp }))
}
