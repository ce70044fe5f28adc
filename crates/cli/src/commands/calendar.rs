//! `calendar`: which years are there, importing one, counting.

use crate::args::{CalendarCommand, UnitArg};
use crate::door::Door;
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::ApiError;
use api::calendar::{Count, Import, ListYears, Preview};
use domain::calendar::Unit;

pub(crate) async fn run(command: &CalendarCommand, door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    match command {
        CalendarCommand::Check => {
            let years = door.call(ListYears {}, &Named::default()).await?;
            if out.is_json() {
                out.value(&years);
            } else {
                for year in &years.years {
                    out.data(&format!("{} off {} worked {}", year.year, year.off, year.made_up));
                }
                out.data(&format!("provisional from {}", years.provisional_from));
                if let Some(due) = years.due {
                    out.data(&format!("missing {due}"));
                }
            }
            Ok(if years.due.is_none() { Exit::Ok } else { Exit::Refused })
        }
        CalendarCommand::Import { file, year, reason } => {
            let mut files = Named::default();
            let file = files.input(file)?;
            let previewed = door.call(Preview { file: Some(file), text: None, year: *year }, &files).await?;
            if previewed.same {
                out.say(&out.texts().calendar_import_same());
                return Ok(Exit::Ok);
            }
            let import = Import { list: previewed.list, reason: reason.clone(), version: previewed.version };
            let year = door.call(import, &files).await?;
            if out.is_json() {
                out.value(&year);
            } else {
                out.data(&format!("{} off {} worked {} changed {}", year.year, year.off, year.made_up, previewed.changes.len()));
            }
            Ok(Exit::Ok)
        }
        CalendarCommand::Count { begins, days, unit } => {
            let unit = match unit {
                UnitArg::Day => Unit::Day,
                UnitArg::Workday => Unit::Workday,
                UnitArg::NaturalDay => Unit::NaturalDay,
            };
            let counted = door.call(Count { begins: *begins, days: *days, unit }, &Named::default()).await?;
            if out.is_json() {
                out.value(&counted);
            } else {
                let mark = if counted.provisional { " provisional" } else { "" };
                out.data(&format!("{}{mark} skipped {} made up {}", counted.last, counted.skipped.len(), counted.made_up.len()));
            }
            Ok(Exit::Ok)
        }
    }
}
