//! Open data: what is published of items and responsibility lists, for terminals and the online hall.

use crate::backend::call;
use crate::list::{ExportButton, WriteLater};
use crate::state::{tr, use_session};
use api::open::ExportOpen;
use api::{OutFile, Permission};
use leptos::prelude::*;

/// Writes the open data, where the person keeps the catalogue.
#[component]
pub(super) fn OpenButton() -> impl IntoView {
    let session = use_session();
    let may = Memo::new(move |_| session.may(Permission::Catalogue));
    let name = tr(move |t| t.open_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| WriteLater(Box::pin(call(ExportOpen { out }))));
    view! {
        <Show when=move || may.get()>
            <ExportButton name write label=tr(|t| t.open_export()) said=|t, n, file| t.open_exported(n, file)/>
        </Show>
    }
}
