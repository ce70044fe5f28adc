//! Numbered rows that can be added, written and taken out: windows and devices.

use crate::state::texts;
use crate::ui::{Button, Glyph, Icon, IconButton, Look, TextInput};
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// A row being edited.
#[derive(Clone, Copy)]
pub(super) struct RowSignals {
    key: u32,
    no: RwSignal<String>,
    name: RwSignal<String>,
}

/// Rows being edited; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct RowsSignal(RwSignal<Vec<RowSignals>>);

impl RowsSignal {
    /// Rows filled with number and name.
    pub(super) fn new(rows: impl Iterator<Item = (String, String)>) -> Self {
        Self(RwSignal::new(rows.map(|(no, name)| row(no, name)).collect()))
    }

    /// Number and name of each row; tracked.
    pub(super) fn get(&self) -> Vec<(String, String)> {
        self.0.get().iter().map(|row| (row.no.get(), row.name.get())).collect()
    }

    /// Other rows.
    pub(super) fn set(&self, rows: impl Iterator<Item = (String, String)>) {
        self.0.set(rows.map(|(no, name)| row(no, name)).collect());
    }
}

fn row(no: String, name: String) -> RowSignals {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    RowSignals { key: NEXT.fetch_add(1, Ordering::Relaxed), no: RwSignal::new(no), name: RwSignal::new(name) }
}

/// The rows with their buttons.
#[component]
pub(super) fn EditableRows(
    /// Its name, above.
    #[prop(into)]
    label: Signal<String>,
    /// The rows.
    rows: RowsSignal,
    /// Name of the first cell.
    #[prop(into)]
    no_label: Signal<String>,
    /// Name of the second cell.
    #[prop(into)]
    name_label: Signal<String>,
    /// The button's words.
    #[prop(into)]
    add: Signal<String>,
    /// What is wrong with which row, counted from 0.
    #[prop(into)]
    wrongs: Signal<Vec<(usize, String)>>,
) -> impl IntoView {
    let t = texts();
    let RowsSignal(list) = rows;
    // In the scope of the component, so that a row's signals live as long as the list.
    let owner = Owner::current();
    let append = move || {
        let new = || row(String::new(), String::new());
        let new = owner.as_ref().map_or_else(new, |owner| owner.with(new));
        list.update(|list| list.push(new));
    };
    let place_of = move |key: u32| list.with(|list| list.iter().position(|r| r.key == key).unwrap_or(0));
    let wrong_of = move |key: u32| {
        let at = place_of(key);
        wrongs.with(|wrongs| wrongs.iter().find(|(row, _)| *row == at).map(|(_, words)| words.clone()))
    };
    view! {
        <fieldset class="numbered-rows">
            <legend class="field-label">{move || label.get()}</legend>
            <For each=move || list.get() key=|row| row.key let:row>
                <div class="numbered-row">
                    <TextInput value=row.no label=Signal::derive(move || Some(no_label.get())) placeholder=Signal::derive(move || Some(no_label.get())) width=8/>
                    <TextInput value=row.name label=Signal::derive(move || Some(name_label.get())) placeholder=Signal::derive(move || Some(name_label.get()))/>
                    <IconButton
                        icon=Icon::Close
                        label=Signal::derive(move || t.with(|t| t.point_row_remove((place_of(row.key) + 1).to_string())))
                        on_press=move || list.update(|list| list.retain(|r| r.key != row.key))
                    />
                </div>
                {move || wrong_of(row.key).map(|words| view! {
                    <p class="field-error"><Glyph icon=Icon::Warn/><span>{words}</span></p>
                })}
            </For>
            <Button look=Look::Quiet on_press=append>{move || add.get()}</Button>
        </fieldset>
    }
}
