//! What opens over the page.

use super::Sample;
use crate::state::tr;
use crate::ui::{Button, ConfirmDialog, Dialog, Drawer};
use leptos::prelude::*;

#[component]
pub(super) fn Overlays() -> impl IntoView {
    let (dialog, confirm, drawer) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    view! {
        <Sample name="Dialog">
            <Button on_press=move || dialog.set(true)>{tr(|t| t.act_open())}</Button>
            <Dialog open=dialog on_close=move || dialog.set(false) title=tr(|t| t.keys_title())><p>{tr(|t| t.unsaved_body())}</p></Dialog>
        </Sample>
        <Sample name="ConfirmDialog">
            <Button on_press=move || confirm.set(true)>{tr(|t| t.act_open())}</Button>
            <ConfirmDialog
                open=confirm
                title=tr(|t| t.unsaved_title())
                body=tr(|t| t.unsaved_body())
                yes=tr(|t| t.act_leave())
                danger=true
                on_yes=move || confirm.set(false)
                on_no=move || confirm.set(false)
            />
        </Sample>
        <Sample name="Drawer">
            <Button on_press=move || drawer.set(true)>{tr(|t| t.act_open())}</Button>
            <Drawer open=drawer on_close=move || drawer.set(false) title=tr(|t| t.ratings_detail())><p>{tr(|t| t.unsaved_body())}</p></Drawer>
        </Sample>
    }
}
