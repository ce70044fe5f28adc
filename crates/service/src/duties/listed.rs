//! The list, or what is filtered of it, as a paper for people to read: contents, each body's list on pages of its own, an entry a section.

use super::eyes::Eyes;
use super::papers::{content, name_parent, names};
use super::{filter, past};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists::EXPORT_PAGE;
use crate::papers;
use crate::words;
use api::duty::{ExportPaper, PAPER_LIMIT};
use api::import::Written;
use api::{ApiError, ErrorCode};
use documents::paper::{Block, Paper, Sheet, Words};
use domain::body::BodyId;
use domain::duty::DutyList;
use domain::duty::flow::Standing;
use domain::place::PlaceId;
use serde_json::json;
use store::catalogue::list::{At, By};
use store::duty::list::{self, Listed};
use store::{Conn, duty, place};
use texts::Texts;
use texts::duty::Names;
use texts::format::{NONE, count, date};
use texts::words::Word;

/// Everything that fits, by code.
async fn all(conn: &mut Conn<'_>, filter: &list::DutyFilter) -> Result<Vec<Listed>, Failure> {
    let mut all = Vec::new();
    let mut at = Some(At::First);
    while let Some(asked) = at {
        let page = list::page(conn, filter, (By::Code, false), &asked, EXPORT_PAGE).await?;
        all.extend(page.rows);
        at = page.after.map(At::After);
    }
    Ok(all)
}

/// Whose list an entry stands in.
type Whose = (DutyList, PlaceId, Option<BodyId>);

/// The entries of each list, in the order of the lists and, of each body, of the codes.
fn lists(all: Vec<Listed>) -> Vec<(Whose, Vec<Listed>)> {
    let mut lists: Vec<(Whose, Vec<Listed>)> = Vec::new();
    for listed in all {
        let whose = (listed.list, listed.place, listed.body);
        match lists.iter_mut().find(|(known, _)| *known == whose) {
            Some((_, entries)) => entries.push(listed),
            None => lists.push((whose, vec![listed])),
        }
    }
    let order = |list: DutyList| DutyList::ALL.iter().position(|one| *one == list);
    lists.sort_by_key(|((list, _, _), _)| order(*list));
    lists
}

fn named((list, _, body): &Whose, names: &Names, t: &Texts) -> String {
    let body = body.map_or_else(|| NONE.to_owned(), |body| names.body(body));
    if list.is_town() { t.duty_paper_town(body, list.word(t)) } else { t.duty_paper_body(body) }
}

impl Handle for ExportPaper {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let (t, today) = (words::texts(cx.lang), cx.today());
        past(self.filter.as_of, "as_of", today)?;
        let eyes = Eyes::of(cx).await?;
        let stamp = crate::ratings::stamp(cx).await?;
        let filter = filter(cx, &self.filter, &eyes).await?;
        let conn = &mut cx.conn().await?;
        let n = list::count(conn, &filter).await?;
        let most = i64::try_from(PAPER_LIMIT).unwrap_or(i64::MAX);
        if n == 0 {
            return Err(ApiError::invalid("filter", "duty_paper_empty").into());
        }
        if n > most {
            return Err(ApiError::invalid("filter", "duty_paper_long").with("n", n).with("limit", most).into());
        }
        let lists = lists(all(conn, &filter).await?);
        let mut names = names(conn).await?;
        let (mut sheets, mut overview, mut rows) = (Vec::with_capacity(lists.len() + 1), Vec::new(), 0);
        for (whose, entries) in &lists {
            let title = named(whose, &names, &t);
            overview.push(vec![Words::from(title.clone()), Words::from(names.place(whose.1)), Words::from(count(entries.len()))]);
            let mut blocks = Vec::new();
            for (at, listed) in entries.iter().enumerate() {
                let fields = duty::content(conn, listed.version).await?.ok_or(ErrorCode::NotFound)?;
                name_parent(conn, &mut names, &fields).await?;
                blocks.push(Block::Section(t.duty_paper_entry((at + 1).to_string(), &fields.name)));
                // What is in force goes without saying.
                if listed.standing != Standing::Published {
                    blocks.push(Block::Text(t.duty_paper_standing(listed.standing.word(&t))));
                }
                blocks.extend(content(&fields, &names, &t));
                rows += 1;
            }
            sheets.push(Sheet { title, blocks, ..Sheet::default() });
        }
        let mut blocks: Vec<Block> = stamp.map(|stamp| Block::Under(stamp.to_owned())).into_iter().collect();
        let day = self.filter.as_of.unwrap_or(today);
        blocks.push(Block::Under(t.duty_paper_as_of(date(day, t.lang()), count(rows))));
        let head = vec![t.duty_list(), t.duty_place(), t.duty_paper_n()];
        blocks.push(Block::Table { head, widths: vec![56, 28, 16], rows: overview });
        let title = t.duty_paper_title(place::district_name(conn).await?);
        sheets.insert(0, Sheet { title, blocks, ..Sheet::default() });
        let paper = Paper { creator: t.product_title(), contents: Some(t.duty_paper_contents()), sheets };
        papers::written(cx, &self.out, &paper, rows, json!({ "filter": self.filter })).await?;
        Ok(Written { rows })
    }
}
