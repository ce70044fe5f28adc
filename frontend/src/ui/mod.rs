//! Components. They know no operation and no page; each has its keyboard behaviour, its focus ring and its accessible
//! name. One file each, the look in `styles/components.css`, `charts.css`, `fields.css`, `overlays.css` or
//! `pickers.css`.
//!
//! Labels are `Signal<String>` with `into`: give a text by `tr(|t| t.act_save())`, a closure, or a plain string.

mod announcer;
mod badge;
mod button;
mod chart_view;
mod checkbox;
mod clipboard;
mod combobox;
mod definition;
mod dialog;
mod drawer;
mod empty_state;
mod error_state;
mod field;
mod file_button;
mod form;
mod glyph;
mod keys;
mod loaded;
mod notice;
mod numbered;
mod page_head;
mod password_input;
mod period_picker;
mod place_picker;
mod popover;
mod progress;
mod radio_group;
mod roving;
mod save_button;
mod segmented;
mod select;
mod skeleton;
mod strength;
mod table;
mod tabs;
mod text_input;
pub mod tree_walk;

pub use announcer::{Announcer, announce};
pub use badge::{Badge, Tint};
pub use button::{Button, IconButton, LinkButton, Look};
pub use chart_view::ChartView;
pub use checkbox::Checkbox;
pub use clipboard::{Clipboard, use_clipboard};
pub use combobox::{Choice, Combobox, scroll_near};
pub use definition::Definition;
pub use dialog::{ConfirmDialog, Dialog};
pub use drawer::Drawer;
pub use empty_state::EmptyState;
pub use error_state::{ErrorNote, ErrorState};
pub use field::{Field, use_field};
pub use file_button::FileButton;
pub use form::InputForm;
pub use glyph::{Glyph, Icon};
pub use keys::{is_composing, is_typing};
pub use loaded::Loaded;
pub use notice::{Notice, NoticeKind, Notices, Toasts, use_notices};
pub use page_head::PageHead;
pub use password_input::PasswordInput;
pub use period_picker::{DateInput, PeriodPicker};
pub use place_picker::{PlaceField, PlacePicker};
pub use popover::{Menu, MenuItem, Popover};
pub use progress::Progress;
pub use radio_group::{Option_, RadioGroup};
pub use save_button::{PaperButton, SaveButton, write_asked};
pub use segmented::Segmented;
pub use select::Select;
pub use skeleton::Skeleton;
pub use strength::Strength;
pub use table::{Align, Column, Row, Sort, Table};
pub use tabs::{Tab, Tabs};
pub use text_input::{TextArea, TextInput};

use std::sync::atomic::{AtomicU32, Ordering};

/// An id that no other element of the page has.
pub fn fresh_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
