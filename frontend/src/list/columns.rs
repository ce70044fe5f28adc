//! Which columns are shown.

use super::state::{ListColumn, ListState};
use crate::state::{texts, tr};
use crate::ui::{Icon, Menu, MenuItem, Popover};
use leptos::prelude::*;

/// The menu of columns.
#[component]
pub fn ColumnChoice(list: ListState) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let item = move |(column, _): (ListColumn, bool)| {
        let shown = move || list.all_columns().iter().any(|(c, shown)| c.key == column.key && *shown);
        let press = move || list.show_column(column.key, !untrack(shown));
        view! {
            <MenuItem checked=Signal::derive(move || Some(shown())) many=true stays=true on_press=press>
                {move || column.label.get()}
            </MenuItem>
        }
    };
    view! {
        <Popover open label=tr(|t| t.list_columns()) kind="menu" icon=Icon::Table at_end=true words=move || t.with(|t| t.list_columns())>
            <Menu>
                {untrack(|| list.all_columns()).into_iter().filter(|(c, _)| !c.fixed).map(item).collect_view()}
                <div class="menu-group" role="group">
                    <MenuItem icon=Icon::Refresh stays=true on_press=move || list.reset_columns()>{tr(|t| t.list_columns_reset())}</MenuItem>
                </div>
            </Menu>
        </Popover>
    }
}
