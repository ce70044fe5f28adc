//! `export`: ratings or cases of a place and period, or a register, as a workbook or CSV.

use crate::args::{ExportArgs, What};
use crate::door::Door;
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::{ApiError, ErrorCode};
use domain::change::Basis;
use domain::period::{FIRST_DAY, Period};
use domain::place::PlaceCode;

pub(crate) async fn run(args: &ExportArgs, door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    let mut files = Named::default();
    let places = door.call(api::place::Tree {}, &files).await?.places;
    let place = match &args.place {
        None => places.first(),
        Some(code) => {
            let code = PlaceCode::parse(code).ok_or_else(|| ApiError::invalid("place", "code"))?;
            places.iter().find(|p| p.code == code)
        }
    };
    let place = place.map(|p| p.id).ok_or(ErrorCode::NotFound)?;
    let to = args.to.unwrap_or_else(|| door.service.now().day());
    let period = Period::new(args.from.unwrap_or(FIRST_DAY), to).ok_or_else(|| ApiError::invalid("period", "order"))?;
    let target = files.output(&args.file);
    let written = match args.what {
        What::Ratings => {
            let filter = api::rating::Filter {
                place,
                below: true,
                period,
                grades: Vec::new(),
                standings: Vec::new(),
                channels: Vec::new(),
                assess_no: None,
                facet: None,
                weekday: None,
                hour: None,
                with_comment: false,
                text: None,
                basis: Basis::Now,
            };
            door.call(api::rating::Export { filter, template: args.template, out: target }, &files).await?
        }
        What::Cases => {
            let filter = api::case::Filter { place, below: true, period, facet: None, basis: Basis::Now };
            door.call(api::case::Export { filter, template: args.template, out: target }, &files).await?
        }
        What::Bodies => {
            let filter = api::body::Filter::default();
            door.call(api::body::Export { filter, sort: None, template: args.template, out: target }, &files).await?
        }
        What::Accounts => {
            let filter = api::account::Filter::default();
            door.call(api::account::Export { filter, sort: None, template: args.template, out: target }, &files).await?
        }
        What::Points => door.call(api::point::Export { place, only: None, template: args.template, out: target }, &files).await?,
        What::Units => door.call(api::place::Export { place, template: args.template, out: target }, &files).await?,
        What::Duties => {
            let filter = api::duty::DutyFilter::default();
            door.call(api::duty::ExportDuties { filter, sort: None, template: args.template, out: target }, &files).await?
        }
        What::Items => {
            let filter = api::item::ItemFilter::default();
            door.call(api::item::ExportItems { filter, sort: None, template: args.template, out: target }, &files).await?
        }
    };
    if out.is_json() {
        out.value(&written);
    } else {
        out.data(&format!("rows {}", written.rows));
    }
    Ok(Exit::Ok)
}
