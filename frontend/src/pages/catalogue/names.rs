//! What items refer to, by name.

use super::items::Names;
use crate::backend::{View, view};
use api::ChangeKind;
use api::catalogue::Modules;
use leptos::prelude::*;

/// The terminal modules.
pub(in crate::pages) fn modules() -> View<Modules> {
    let modules = view(|| Some(api::catalogue::ListModules {}));
    modules.reload_on(&[ChangeKind::Catalogue]);
    modules
}

/// Bodies and modules by name.
pub(in crate::pages) fn names_with(modules: View<Modules>) -> Memo<Names> {
    let bodies = view(|| Some(api::body::List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    Memo::new(move |_| Names {
        bodies: bodies.with(|l| l.map(|l| l.bodies.iter().map(|b| (b.id, b.name.clone())).collect()).unwrap_or_default()),
        modules: modules.with(|l| l.map(|l| l.modules.iter().map(|m| (m.id, m.fields.name.clone())).collect()).unwrap_or_default()),
    })
}
