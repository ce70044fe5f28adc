//! Many drafts at once, as a file brings them: those of new entries are written a group at a time.

use super::pen::{Pen, Ready, tidy};
use crate::context::Cx;
use crate::failure::Failure;
use api::duty::SaveDraft;
use domain::duty::DutyId;
use std::collections::HashMap;
use store::Conn;
use store::duty::{self, Head, NewVersion};

/// So many new entries are written at once.
const GROUP: usize = 50;

/// Saves many drafts, each asked as if a form had asked for it. New entries wait until there is a group of them; whoever needs
/// them to be there asks for [`Many::write`].
pub(crate) struct Many {
    pen: Pen,
    waiting: Vec<Ready>,
    written: HashMap<String, DutyId>,
}

impl Many {
    /// `pen` has been read within the unit of work.
    pub(crate) async fn of(conn: &mut Conn<'_>, pen: Pen) -> Result<Self, Failure> {
        Ok(Self { pen: pen.for_many(conn).await?, waiting: Vec::new(), written: HashMap::new() })
    }

    /// The entry with this code, if it was written here.
    pub(crate) fn written(&self, code: &str) -> Option<DutyId> {
        self.written.get(code).copied()
    }

    /// Saves a draft, now or with others.
    pub(crate) async fn save(&mut self, cx: &mut Cx<'_>, asked: SaveDraft) -> Result<(), Failure> {
        let asked = tidy(asked);
        // Whether a code is taken is asked of what is written.
        let waits = asked.duty.is_none() && asked.draft.is_none() && !self.pen.is_held(&asked.fields.code);
        if !waits {
            self.write(cx).await?;
        }
        let as_before = cx.stand_for::<SaveDraft>()?;
        let saved = Box::pin(self.save_now(cx, asked, waits)).await;
        cx.stand_as(as_before);
        saved?;
        if self.waiting.len() < GROUP { Ok(()) } else { self.write(cx).await }
    }

    async fn save_now(&mut self, cx: &mut Cx<'_>, asked: SaveDraft, waits: bool) -> Result<(), Failure> {
        let ready = self.pen.check(cx, asked).await?;
        if waits {
            self.waiting.push(ready);
        } else {
            let head = self.pen.write(cx, ready).await?;
            self.written.insert(head.code, head.duty);
        }
        Ok(())
    }

    /// Writes what waits.
    pub(crate) async fn write(&mut self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let as_before = cx.stand_for::<SaveDraft>()?;
        let begun = Box::pin(self.begin(cx)).await;
        cx.stand_as(as_before);
        self.written.extend(begun?.into_iter().map(|head| (head.code, head.duty)));
        Ok(())
    }

    async fn begin(&mut self, cx: &mut Cx<'_>) -> Result<Vec<Head>, Failure> {
        let (ready, now) = (std::mem::take(&mut self.waiting), cx.now);
        let new: Vec<NewVersion<'_>> = ready.iter().map(|ready| self.pen.begins(ready, now)).collect();
        let begun = duty::begin_all(&mut cx.conn().await?, &new).await?;
        self.pen.note(cx, &begun, &ready).await?;
        Ok(begun)
    }
}
