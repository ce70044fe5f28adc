//! What a file of the province means here, loading it as an edition, and the rows that come back.

use super::file::{MEMORY, Read, read};
use super::{rows, standing};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::import::Written;
use api::provincial::{Counts, EditionLoaded, EditionPreview, Editions, ListEditions, LoadEdition, PreviewEdition, ReturnEdition};
use api::{ApiError, ErrorCode};
use domain::catalogue::provincial::{EDITION_NAME_LIMIT, EditionId, Standing};
use domain::import::Taking;
use serde_json::json;
use store::catalogue::provincial::{self as stored, Edition, NewRow};
use store::{body, place};

/// A name or a 文号 of one line.
fn line<'t>(text: &'t str, field: &str, least: usize) -> Result<&'t str, ApiError> {
    let text = text.trim();
    if text.is_empty() && least > 0 {
        return Err(ApiError::invalid(field, "required"));
    }
    let text = crate::ratings::within(text, field, 0, EDITION_NAME_LIMIT)?;
    if text.chars().any(char::is_control) {
        return Err(ApiError::invalid(field, "control"));
    }
    Ok(text)
}

impl Handle for PreviewEdition {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<EditionPreview, Failure> {
        let Read { table, told, good, problems, hash, .. } = read(cx, &self.file, &self.reading).await?;
        let is_known = table.missing.is_empty();
        let conn = &mut cx.conn().await?;
        let mut counts = Counts::default();
        if is_known {
            let (stood, withdrawn) = standing::all(conn, good, &told).await?;
            for row in stood {
                *counts.of_mut(row.standing) += 1;
            }
            counts.withdrawn = i64::try_from(withdrawn.len()).unwrap_or(i64::MAX);
        }
        let editions = stored::editions(conn).await?;
        let loaded_as = editions.iter().find(|edition| edition.file_hash == hash).map(|edition| edition.name.clone());
        let left_open = rows::told(conn, editions).await?.first().map_or(0, |edition| edition.open.to_decide());
        Ok(EditionPreview { table, problem_count: problems.total, counts, loaded_as, left_open })
    }
}

impl Handle for LoadEdition {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<EditionLoaded, Failure> {
        let name = line(&self.name, "name", 1)?.to_owned();
        let paper = line(&self.paper, "paper", 0)?.to_owned();
        if self.issued_on.is_some_and(|day| day > cx.today()) {
            return Err(ApiError::invalid("issued_on", "future").with("max", cx.today()).into());
        }
        // Inside of the work from the beginning, so that nothing moves between comparing and writing.
        cx.work().await?;
        let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
        cx.scope_at(district).await?;
        let Read { table, header, told, good, problems, hash, .. } = read(cx, &self.file, &self.reading).await?;
        header.complete().map_err(|e| crate::imports::unreadable(&self.file.name, &e))?;
        if !table.missing.is_empty() {
            let missing = ApiError::new(ErrorCode::FileUnreadable).with("name", &self.file.name).with("detail", "columns_missing");
            return Err(missing.with("columns", table.missing.join("、")).into());
        }
        if stored::editions(&mut cx.conn().await?).await?.iter().any(|edition| edition.name == name) {
            return Err(ApiError::invalid("name", "taken").into());
        }
        if good.is_empty() {
            return Err(ApiError::new(ErrorCode::FileUnreadable).with("name", &self.file.name).with("detail", "no_good_rows").into());
        }
        let told_back = crate::registers::first_problems(&problems);
        let loaded = |edition, taken| EditionLoaded {
            edition,
            taken,
            returned: problems.rows,
            problems: told_back.clone(),
            problem_count: problems.total,
        };
        if self.taking == Taking::AllOrNothing && problems.rows > 0 {
            return Ok(loaded(None, 0));
        }
        let (by, now) = (cx.actor.who().to_owned(), cx.now);
        let conn = &mut cx.conn().await?;
        let edition = Edition {
            id: EditionId(0),
            name: name.clone(),
            issued_on: self.issued_on,
            paper,
            file_name: self.file.name.clone(),
            file_hash: hash,
            told: told.iter().map(|field| (*field).to_owned()).collect(),
            loaded_by: by,
            loaded_at: now,
        };
        let id = stored::add_edition(conn, &edition).await?;
        let (stood, withdrawn) = standing::all(conn, good, &told).await?;
        let taken = stood.len() as u64;
        let mut counts = Counts::default();
        for row in &stood {
            *counts.of_mut(row.standing) += 1;
            let item = row.item.as_ref();
            let new = NewRow {
                file_row: Some(row.good.row),
                fields: &row.good.fields,
                body_name: &row.good.body_name,
                body: item.and_then(|(item, _)| item.fields.body).or(row.good.fields.body),
                standing: row.standing,
                item: item.map(|(item, by)| (item.id, Some(*by))),
                changed: &row.changed,
            };
            stored::add_row(conn, id, &new).await?;
        }
        let bodies = body::all(conn).await?;
        for item in &withdrawn {
            counts.withdrawn += 1;
            let named = bodies.iter().find(|body| Some(body.id) == item.fields.body).map_or("", |body| body.name.as_str());
            let new = NewRow {
                file_row: None,
                fields: &item.fields,
                body_name: named,
                body: item.fields.body,
                standing: Standing::Withdrawn,
                item: Some((item.id, None)),
                changed: &["state"],
            };
            stored::add_row(conn, id, &new).await?;
        }
        crate::imports::memory::keep(&mut cx.work().await?.conn(), MEMORY, &header, &self.reading).await?;
        let values = json!({ "edition": name, "file": self.file.name, "counts": counts, "returned": problems.rows });
        cx.note(format!("edition:{}", id.0), Some(values));
        cx.work().await?.changed("catalogue", None);
        let conn = &mut cx.conn().await?;
        let all = stored::editions(conn).await?;
        let edition = rows::told(conn, all).await?.into_iter().find(|edition| edition.id == id);
        Ok(loaded(edition, taken))
    }
}

impl Handle for ReturnEdition {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let (path, from) = (cx.path_out(&self.out)?, cx.path_in(&self.file)?);
        let Read { header, sheet, widest, problems, .. } = read(cx, &self.file, &self.reading).await?;
        header.complete().map_err(|e| crate::imports::unreadable(&self.file.name, &e))?;
        let rows = crate::registers::write_back(cx, &self.out, &path, from, sheet, &header, widest, problems).await?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "rows": rows })));
        Ok(Written { rows })
    }
}

impl Handle for ListEditions {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Editions, Failure> {
        let conn = &mut cx.conn().await?;
        let editions = stored::editions(conn).await?;
        Ok(Editions { editions: rows::told(conn, editions).await? })
    }
}
