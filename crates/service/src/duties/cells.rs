//! Cells of entries changed where they stand in a table: in the caller's own draft of the entry, which is begun if there is none.

use super::pen::Pen;
use crate::cells::{self, Row, Sheet};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::registers::duties::Wording;
use crate::words;
use api::cells::{CellsChanged, CellsSeen};
use api::duty::{ChangeCells, PreviewCells, SaveDraft};
use api::{ApiError, ErrorCode};
use domain::duty::flow::{Deed, Stage};
use domain::duty::{CELLS, DutyFields, DutyId, stamp};
use domain::import::Problem;
use std::collections::BTreeMap;
use store::duty::{self, Head};
use texts::Texts;
use texts::duty::{Names, value};

/// What cells are read and told by, and who writes.
struct Table {
    pen: Pen,
    wording: Wording,
    names: Names,
    t: Texts,
}

impl Sheet for Table {
    const CELLS: &'static [&'static str] = &CELLS;
    type Fields = DutyFields;
    /// The version that is edited, or upon which a draft is begun.
    type At = Head;

    async fn of(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let pen = Pen::of(cx).await?;
        let wording = Wording::of_cells(&mut cx.conn().await?).await?;
        let (bodies, places) = wording.names();
        Ok(Self { pen, wording, names: Names { bodies, places, duties: BTreeMap::new() }, t: words::texts(cx.lang) })
    }

    async fn row(&self, cx: &mut Cx<'_>, key: i64) -> Result<Row<Self>, Failure> {
        let gone = || ApiError::new(ErrorCode::NotFound).with("duty", key);
        let conn = &mut cx.conn().await?;
        let id = DutyId(key);
        let shown = match duty::head(conn, id).await? {
            Some(version) => duty::find(conn, version).await?.filter(|head| self.pen.sees_head(head)),
            None => None,
        };
        let own = self.pen.begun(conn, &[id]).await?.pop();
        // Of what he does not draft nothing is promised, though everybody may read what is published.
        let head = own.or(shown).filter(|head| self.pen.drafts_at(head.place, head.body)).ok_or_else(gone)?;
        let fields = duty::content(conn, head.id).await?.ok_or_else(gone)?;
        let rule = match head.stage {
            // To bring back what was withdrawn is decided at the entry, not by a cell.
            Stage::Published if head.deed == Deed::Withdraw => Some("duty_withdrawn"),
            // Whoever writes in another's draft can't review it any more: that is decided at the draft, too.
            Stage::Published => None,
            _ if !self.pen.is_author(&head) => Some("duty_not_own"),
            Stage::Draft => None,
            _ => Some("duty_stage"),
        };
        let args =
            || BTreeMap::from([("stage", head.stage.code()), ("name", &fields.name)].map(|(arg, said)| (arg.to_owned(), said.to_owned())));
        let barred = rule.map(|rule| Problem::Rule { rule: rule.to_owned(), args: args() });
        Ok(Row { version: stamp(head.no, head.version), name: fields.name.clone(), fields, barred, at: head })
    }

    fn said(&self, fields: &DutyFields, field: &str) -> String {
        value(fields, field, &self.names, &self.t)
    }

    fn read_into(&self, fields: &mut DutyFields, field: &str, text: &str) -> Result<(), Problem> {
        self.wording.read_into(fields, field, text)
    }

    fn tidy(fields: DutyFields) -> DutyFields {
        fields.tidy()
    }

    async fn save(&self, cx: &mut Cx<'_>, head: Head, fields: DutyFields) -> Result<i64, Failure> {
        let is_draft = head.stage != Stage::Published;
        let save = SaveDraft {
            duty: (!is_draft).then_some(head.duty),
            draft: is_draft.then_some(head.id),
            based_on: (!is_draft).then_some(head.id),
            fields,
            reason: if is_draft { head.reason } else { String::new() },
            version: if is_draft { head.version } else { 0 },
        };
        let saved = self.pen.save_as_form(cx, save).await?;
        Ok(stamp(saved.no, saved.version))
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
