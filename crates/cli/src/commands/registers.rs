//! `import` of a register: what a file would change, or doing it.

use super::import::tell;
use crate::args::ImportArgs;
use crate::door::Door;
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::ApiError;
use api::register::{
    Decision, GiveBack, ImportAccounts, ImportBodies, ImportDuties, ImportItems, ImportPoints, ImportUnits, PreviewAccounts, PreviewBodies,
    PreviewDuties, PreviewItems, PreviewPoints, PreviewUnits, ReturnAccounts, ReturnBodies, ReturnDuties, ReturnItems, ReturnPoints,
    ReturnUnits, Sheet, Take,
};
use domain::import::{Reading, Taking};
use domain::register::Register;

/// Calls one of the operations that each register has.
macro_rules! of {
    ($register:expr, $door:expr, $files:expr, $body:expr, $bodies:ident $points:ident $accounts:ident $units:ident $items:ident $duties:ident) => {
        match $register {
            Register::Bodies => $door.call($bodies($body), $files).await?,
            Register::Points => $door.call($points($body), $files).await?,
            Register::Accounts => $door.call($accounts($body), $files).await?,
            Register::Units => $door.call($units($body), $files).await?,
            Register::Items => $door.call($items($body), $files).await?,
            Register::Duties => $door.call($duties($body), $files).await?,
        }
    };
}

pub(super) async fn import(register: Register, args: &ImportArgs, door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    let mut files = Named::default();
    let file = files.input(&args.file)?;
    let reading = Reading { sheet: args.sheet.clone(), header_row: args.header_row, mapping: args.map.clone() };
    let effective = args.effective.unwrap_or_else(|| door.service.now().day());
    let decision = (register == Register::Units).then(|| Decision { effective, reason: args.reason.clone(), paper: args.paper.clone() });
    let sheet = Sheet { file, reading, decision };
    if args.dry_run {
        let preview =
            of!(register, door, &files, sheet, PreviewBodies PreviewPoints PreviewAccounts PreviewUnits PreviewItems PreviewDuties);
        let table = &preview.table;
        if out.is_json() {
            out.value(&preview);
        } else {
            out.data(&format!("checked {} bad {} encoding {}", table.checked, table.bad_rows, table.encoding));
            if let Some(d) = &table.difference {
                out.data(&format!("new {} same {} changed {} absent {}", d.new, d.same, d.changed, preview.absent_count));
                for c in &d.changes {
                    out.data(&format!("{}\t{}\t{}\t{}", c.row, texts::problem::field(&c.field, out.texts()), c.stored, c.file));
                }
            }
            if !table.missing.is_empty() {
                out.data(&format!("missing {}", table.missing.join(", ")));
            }
            tell(&table.problems, out);
        }
        return Ok(if table.bad_rows == 0 && table.missing.is_empty() { Exit::Ok } else { Exit::Refused });
    }
    let taking = if args.all_or_nothing { Taking::AllOrNothing } else { Taking::Good };
    let take = Take { sheet: sheet.clone(), taking, seen: None };
    let taken = of!(register, door, &files, take, ImportBodies ImportPoints ImportAccounts ImportUnits ImportItems ImportDuties);
    let c = &taken.counts;
    if out.is_json() {
        out.value(&taken);
    } else {
        tell(&taken.problems, out);
        for e in &taken.enrolled {
            out.data(&format!("{}\t{}\t{}\t{}", e.login, e.name, e.code, texts::format::instant(e.until)));
        }
        out.data(&format!("read {} new {} identical {} changed {} returned {}", c.read, c.taken, c.identical, c.replaced, c.returned));
    }
    // Last: if the file can't be written, the one-time codes, which are shown only once, have been.
    if let Some(path) = args.returned.as_ref().filter(|_| taken.counts.returned > 0) {
        let back = GiveBack { sheet, seen: None, out: files.output(path) };
        of!(register, door, &files, back, ReturnBodies ReturnPoints ReturnAccounts ReturnUnits ReturnItems ReturnDuties);
    }
    Ok(if c.returned == 0 { Exit::Ok } else { Exit::Refused })
}
