//! The operations of a register; each register has its own, with its own permission.

use crate::backend::{View, call, view};
use api::import::Written;
use api::register::{
    GiveBack, ImportAccounts, ImportBodies, ImportDuties, ImportItems, ImportPoints, ImportUnits, PreviewAccounts, PreviewBodies,
    PreviewDuties, PreviewItems, PreviewPoints, PreviewUnits, Previewed, ReturnAccounts, ReturnBodies, ReturnDuties, ReturnItems,
    ReturnPoints, ReturnUnits, Sheet, Take, Taken,
};
use api::{ApiError, OutFile};
use domain::place::PlaceId;
use domain::register::Register;

/// What a file would change, asked for whenever it is another one or read otherwise.
pub(super) fn preview(register: Register, sheet: impl Fn() -> Option<Sheet> + Send + Sync + 'static) -> View<Previewed> {
    match register {
        Register::Bodies => view(move || sheet().map(PreviewBodies)),
        Register::Points => view(move || sheet().map(PreviewPoints)),
        Register::Accounts => view(move || sheet().map(PreviewAccounts)),
        Register::Units => view(move || sheet().map(PreviewUnits)),
        Register::Items => view(move || sheet().map(PreviewItems)),
        Register::Duties => view(move || sheet().map(PreviewDuties)),
    }
}

/// Takes a file.
pub(super) async fn take(register: Register, take: Take) -> Result<Taken, ApiError> {
    match register {
        Register::Bodies => call(ImportBodies(take)).await,
        Register::Points => call(ImportPoints(take)).await,
        Register::Accounts => call(ImportAccounts(take)).await,
        Register::Units => call(ImportUnits(take)).await,
        Register::Items => call(ImportItems(take)).await,
        Register::Duties => call(ImportDuties(take)).await,
    }
}

/// Writes the rows that would not be taken.
pub(super) async fn give_back(register: Register, back: GiveBack) -> Result<Written, ApiError> {
    match register {
        Register::Bodies => call(ReturnBodies(back)).await,
        Register::Points => call(ReturnPoints(back)).await,
        Register::Accounts => call(ReturnAccounts(back)).await,
        Register::Units => call(ReturnUnits(back)).await,
        Register::Items => call(ReturnItems(back)).await,
        Register::Duties => call(ReturnDuties(back)).await,
    }
}

/// Writes an empty form to fill in.
pub(super) async fn template(register: Register, place: PlaceId, out: OutFile) -> Result<Written, ApiError> {
    match register {
        Register::Bodies => call(api::body::Export { filter: api::body::Filter::default(), sort: None, template: true, out }).await,
        Register::Points => call(api::point::Export { place, only: None, template: true, out }).await,
        Register::Accounts => call(api::account::Export { filter: api::account::Filter::default(), sort: None, template: true, out }).await,
        Register::Units => call(api::place::Export { place, template: true, out }).await,
        Register::Items => call(api::item::ExportItems { filter: api::item::ItemFilter::default(), sort: None, template: true, out }).await,
        Register::Duties => {
            call(api::duty::ExportDuties { filter: api::duty::DutyFilter::default(), sort: None, template: true, out }).await
        }
    }
}
