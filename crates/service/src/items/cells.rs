//! Cells of items changed where they stand in a table.

use super::Named;
use crate::cells::{self, Row, Sheet};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::registers::items::Wording;
use crate::registers::run::as_form;
use crate::words;
use api::cells::{CellsChanged, CellsSeen};
use api::item::{ChangeCells, PreviewCells, SaveItem};
use api::{ApiError, ErrorCode};
use domain::catalogue::item::{CELLS, Item, ItemFields, ItemId};
use domain::import::Problem;
use store::catalogue::item;
use store::place;
use texts::Texts;
use texts::item::{Names, value};

/// What cells are read and told by.
struct Table {
    wording: Wording,
    names: Names,
    t: Texts,
}

impl Sheet for Table {
    const CELLS: &'static [&'static str] = &CELLS;
    type Fields = ItemFields;
    type At = (ItemId, i64);

    async fn of(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
        cx.scope_at(district).await?;
        let conn = &mut cx.conn().await?;
        Ok(Self { wording: Wording::read(conn).await?, names: Named::read(conn).await?.names(), t: words::texts(cx.lang) })
    }

    async fn row(&self, cx: &mut Cx<'_>, key: i64) -> Result<Row<Self>, Failure> {
        let gone = || ApiError::new(ErrorCode::NotFound).with("item", key);
        let Item { id, fields, version, .. } = item::find(&mut cx.conn().await?, ItemId(key)).await?.ok_or_else(gone)?;
        Ok(Row { at: (id, version), version, name: fields.name.clone(), fields, barred: None })
    }

    fn said(&self, fields: &ItemFields, field: &str) -> String {
        value(fields, field, &self.names, &self.t)
    }

    fn read_into(&self, fields: &mut ItemFields, field: &str, text: &str) -> Result<(), Problem> {
        self.wording.read_into(fields, &format!("item_{field}"), text)
    }

    fn tidy(fields: ItemFields) -> ItemFields {
        fields.tidy()
    }

    async fn save(&self, cx: &mut Cx<'_>, (id, version): (ItemId, i64), fields: ItemFields) -> Result<i64, Failure> {
        Ok(as_form(cx, SaveItem { id: Some(id), fields, version }).await?.version)
    }
}

impl Handle for PreviewCells {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<CellsSeen, Failure> {
        cells::preview::<Table>(cx, self.changes).await
    }
}

impl Handle for ChangeCells {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<CellsChanged, Failure> {
        cells::apply::<Table>(cx, &self.changes).await
    }
}
