//! 办事指南 on paper: what the page shows of an item, for people who stand before a counter.

use super::{Named, release};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{papers, words};
use api::import::Written;
use api::item::{ExportGuides, GUIDES_LIMIT, InForce};
use api::{ApiError, ErrorCode};
use documents::paper::{Block, Paper, Sheet};
use domain::catalogue::availability::OfferState;
use domain::catalogue::item::{Item, ItemFields, ItemId};
use domain::duty::flow::Deed;
use jiff::civil::Date;
use serde_json::json;
use store::catalogue::{availability, item};
use texts::Texts;
use texts::format::NONE;
use texts::item::{GUIDE_FACTS, GUIDE_ROWS, GUIDE_SERVICE, Names, field_name, guide_none, guide_rows, part_name, value};

/// Fields with their values; what is empty is left out unless it has to be there.
pub(super) fn facts(fields: &ItemFields, keys: &[&str], all: bool, names: &Names, t: &Texts) -> Vec<(String, String)> {
    let told = keys.iter().map(|key| (field_name(key, t).unwrap_or_default(), value(fields, key, names, t)));
    let told = told.filter(|(_, words)| all || !words.is_empty());
    told.map(|(name, words)| (name, if words.is_empty() { NONE.to_owned() } else { words })).collect()
}

/// Most points that are told with address, hours and telephone; more are named town by town.
const TOLD: usize = 12;

/// The points where it is done today; none where nothing is said.
async fn places(cx: &mut Cx<'_>, id: ItemId, today: Date, t: &Texts) -> Result<Vec<Block>, Failure> {
    let conn = &mut cx.conn().await?;
    let Some(known) = availability::item(conn, id).await? else { return Ok(Vec::new()) };
    let at = availability::of_item(conn, id, today).await?;
    let there = at.into_iter().filter(|at| at.active && known.handled.unfit(at.kind).is_none());
    let there: Vec<_> = there.filter(|at| at.offer.clone().on(today).state == OfferState::Offered).collect();
    if there.is_empty() {
        return Ok(Vec::new());
    }
    if there.len() <= TOLD {
        let rows = there.into_iter().map(|at| papers::cells([at.name, at.address, at.hours, at.phone])).collect();
        let head = vec![t.point_field_name(), t.point_field_address(), t.point_field_hours(), t.point_field_phone()];
        return Ok(vec![Block::Table { head, widths: vec![24, 28, 29, 19], rows }]);
    }
    let mut towns: Vec<(String, Vec<String>)> = Vec::new();
    for at in there {
        match towns.iter_mut().find(|(town, _)| *town == at.town) {
            Some((_, names)) => names.push(at.name),
            None => towns.push((at.town, vec![at.name])),
        }
    }
    let line = |(town, names): (String, Vec<String>)| {
        let names = names.join(&t.merge_comma());
        Block::Text(if town.is_empty() { names } else { t.item_guide_town(town, names) })
    };
    Ok(towns.into_iter().map(line).collect())
}

impl Handle for ExportGuides {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        if self.items.is_empty() || self.items.len() > GUIDES_LIMIT {
            return Err(ApiError::invalid("items", "range").with("from", 1).with("to", GUIDES_LIMIT).into());
        }
        let (t, today) = (words::texts(cx.lang), cx.today());
        let stamp = crate::ratings::stamp(cx).await?;
        let names = Named::read(&mut cx.conn().await?).await?.names();
        let mut sheets = Vec::new();
        for id in &self.items {
            let found = item::find(&mut cx.conn().await?, *id).await?.ok_or(ErrorCode::NotFound)?;
            if found.version == 0 {
                // Known by files of ratings alone: there is nothing to tell.
                return Err(ApiError::invalid("items", "unfit_undescribed").with("name", found.fields.name).into());
            }
            let done = places(cx, *id, today, &t).await?;
            let (found, in_force) = release::published(cx, found).await?;
            sheets.push(sheet(&found, in_force, done, stamp, today, &names, &t));
        }
        let rows = sheets.len() as u64;
        papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "items": self.items, "rows": rows })));
        Ok(Written { rows })
    }
}

fn sheet(item: &Item, in_force: Option<InForce>, done: Vec<Block>, stamp: Option<&str>, today: Date, names: &Names, t: &Texts) -> Sheet {
    let mut blocks = Vec::new();
    if let Some(stamp) = stamp {
        blocks.push(Block::Under(stamp.to_owned()));
    }
    let checked = item.fields.verified.map_or_else(|| t.item_unverified(), |day| t.item_verified_on(domain::day::text(day)));
    blocks.push(Block::Under(t.item_guide_as_of(domain::day::text(today), checked)));
    blocks.push(Block::Under(match in_force {
        Some(InForce { no, from, deed: Deed::Withdraw, .. }) => t.release_withdrawn(no.to_string(), domain::day::text(from)),
        Some(InForce { no, from, .. }) => t.release_in_force(no, domain::day::text(from)),
        None => t.release_not_published(),
    }));
    blocks.push(Block::Facts(facts(&item.fields, &GUIDE_FACTS, true, names, t)));
    if !done.is_empty() {
        blocks.push(Block::Heading(t.availability_where()));
        blocks.extend(done);
    }
    for kind in GUIDE_ROWS {
        blocks.push(Block::Heading(part_name(kind, t)));
        let rows = guide_rows(&item.fields, kind, t);
        blocks.push(if rows.is_empty() {
            Block::Text(guide_none(kind, t))
        } else {
            Block::Rows(rows.into_iter().map(|row| (row.title, row.cells)).collect())
        });
    }
    blocks.push(Block::Heading(t.item_group_service()));
    blocks.push(Block::Facts(facts(&item.fields, &GUIDE_SERVICE, false, names, t)));
    Sheet { title: item.fields.name.clone(), blocks, ..Sheet::default() }
}
