//! A name or code that was changed in a form or by a file: kept as a change from today on, so that files with the old one find their unit, and
//! that it stands among the changes and can be taken back.

use super::steps::Step;
use super::{Kept, NewChange};
use crate::context::Cx;
use crate::failure::Failure;
use api::change::Subject;
use domain::change::{ChangeState, Deed, Unit};
use store::change;

/// Notes what a unit, which is saved in the same unit of work, was called before, and the code that it had.
pub(crate) async fn note(cx: &mut Cx<'_>, unit: Unit, before: Subject, name: &str, code: Option<&str>) -> Result<(), Failure> {
    let id = before.id;
    if before.name != name {
        let deed = Deed::Rename { unit: id, name: name.to_owned() };
        let no = done(cx, unit, deed, &before, &Step::Renamed { id, before: before.name.clone() }).await?;
        let today = cx.today();
        change::keep_name(&mut cx.conn().await?, unit, id, &before.name, today, no).await?;
    }
    if let (Some(old), Some(code)) = (&before.code, code)
        && old != code
    {
        let deed = Deed::Recode { unit: id, code: code.to_owned() };
        done(cx, unit, deed, &before, &Step::Recoded { id, before: Some(old.clone()) }).await?;
        let today = cx.today();
        store::body::keep_code(&mut cx.conn().await?, domain::body::BodyId(id), old, today).await?;
    }
    Ok(())
}

/// Enters a change as done; its number.
async fn done(cx: &mut Cx<'_>, unit: Unit, deed: Deed, before: &Subject, step: &Step) -> Result<i64, Failure> {
    let (today, now) = (cx.today(), cx.now);
    let reason = crate::words::texts(cx.lang).change_by_form();
    let request = serde_json::to_string(&Kept { deed: deed.clone(), subjects: vec![before.clone()] })?;
    let (account, by) = (cx.actor.account(), cx.actor.who().to_owned());
    let new = NewChange {
        unit,
        kind: deed.kind(),
        effective: today,
        reason: &reason,
        paper: "",
        request: &request,
        account,
        by: &by,
        at: now,
        units: &deed.units(),
    };
    let conn = &mut cx.conn().await?;
    let no = change::insert(conn, &new).await?;
    change::set_state(conn, no, ChangeState::Done, &serde_json::to_string(&[step])?, Some(now), None).await?;
    Ok(no)
}
