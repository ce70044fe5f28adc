//! The list of items as a file: exactly what is filtered.

use super::Named;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{lists, words};
use api::import::Written;
use api::item::ExportItems;
use domain::catalogue::limit::Limit;
use serde_json::json;
use store::catalogue::list::{self, At, Listed};
use texts::Texts;
use texts::words::Word;

/// A limit in words: 30个工作日.
fn limit_words(limit: Option<Limit>, t: &Texts) -> String {
    limit.map(|limit| t.item_limit(limit.days.to_string(), limit.unit.word(t))).unwrap_or_default()
}

fn cells(listed: Listed, named: &Named, t: &Texts) -> Vec<String> {
    let Listed { code, name, head, .. } = listed;
    let Some(head) = head else {
        let mut cells = vec![code, name];
        cells.resize(HEADERS - 1, String::new());
        cells.push(t.item_named());
        return cells;
    };
    let levels = head.levels.iter().map(|level| level.word(t)).collect::<Vec<_>>().join(&t.merge_comma());
    let yes_no = |yes: bool| if yes { t.common_yes() } else { t.common_no() };
    vec![
        code,
        name,
        head.base_code,
        head.kind.word(t),
        head.origin.word(t),
        head.state.word(t),
        head.body.and_then(|body| named.bodies.get(&body)).cloned().unwrap_or_default(),
        head.undertaker,
        levels,
        if head.is_instant { t.word_handling_instant() } else { t.word_handling_promised() },
        limit_words(head.legal, t),
        limit_words(head.promised, t),
        head.visits.to_string(),
        yes_no(head.online),
        head.materials.to_string(),
        head.verified.unwrap_or_else(|| t.item_unverified()),
    ]
}

/// Columns of the file.
const HEADERS: usize = 16;

impl Handle for ExportItems {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let (filter, order) = (super::filter(&self.filter), super::order(self.sort.as_ref())?);
        let conn = &mut cx.conn().await?;
        let named = Named::read(conn).await?;
        let (mut rows, mut at) = (Vec::new(), At::First);
        loop {
            let page = list::page(conn, &filter, order, &at, lists::EXPORT_PAGE).await?;
            rows.extend(page.rows.into_iter().map(|listed| cells(listed, &named, &t)));
            match page.after {
                Some(after) => at = At::After(after),
                None => break,
            }
        }
        let headers: [String; HEADERS] = [
            t.item_code(),
            t.item_name(),
            t.item_base_code(),
            t.item_kind(),
            t.item_origin(),
            t.item_state(),
            t.item_body(),
            t.item_undertaker(),
            t.item_levels(),
            t.item_handling(),
            t.item_legal(),
            t.item_promised(),
            t.item_visits(),
            t.item_online(),
            t.item_part_materials(),
            t.item_verified(),
        ];
        lists::write(cx, &self.out, &headers, rows.into_iter(), json!(self.filter)).await
    }
}
