//! Small line drawings beside words. Never without a word or an accessible name.

use leptos::prelude::*;

/// What is drawn; each is what its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    Overview,
    Ratings,
    Import,
    Places,
    System,
    Settings,
    Search,
    Person,
    Calendar,
    Pin,
    Chevron,
    Close,
    Check,
    Warn,
    Info,
    Bad,
    Up,
    Down,
    Left,
    Right,
    Table,
    Chart,
    File,
    Eye,
    EyeShut,
    Leave,
    Keyboard,
    Copy,
    Refresh,
    Lock,
    Bell,
    Inspect,
}

impl Icon {
    /// Strokes on a 16 × 16 ground.
    fn path(self) -> &'static str {
        match self {
            Self::Overview => "M2 13.5h12M3.5 13.5V8.5h2v5M7 13.5V3.5h2v10M10.5 13.5v-7h2v7",
            Self::Ratings => "M8 2.2l1.7 3.7 4 .4-3 2.7.9 4L8 10.9l-3.6 2.1.9-4-3-2.7 4-.4z",
            Self::Import => "M8 2v7.5M5 6.8l3 3 3-3M2.5 10.5v3h11v-3",
            Self::Places => "M2.5 7v6.5h11V7M1.5 7l1.5-4h10l1.5 4zM6.5 13.5V10h3v3.5",
            Self::System => {
                "M6 7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-3 2-4.5 4.5-4.5s4.5 1.5 4.5 4.5M11 2.5a2.5 2.5 0 0 1 0 4.2M12.5 9.5c1.3.6 2 2 2 4"
            }
            Self::Settings => {
                "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M9 4.5a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0M4 11.5a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0"
            }
            Self::Search => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7L14 14",
            Self::Person => "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c0-3 2.3-4.5 5.5-4.5s5.5 1.5 5.5 4.5",
            Self::Calendar => "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3",
            Self::Pin => "M8 14.5c3-3.6 4.5-6 4.5-8a4.5 4.5 0 0 0-9 0c0 2 1.5 4.4 4.5 8zM8 8.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z",
            Self::Chevron => "M4 6l4 4 4-4",
            Self::Close => "M3.5 3.5l9 9M12.5 3.5l-9 9",
            Self::Check => "M3 8.5l3.5 3.5L13 4.5",
            Self::Warn => "M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.7v.3",
            Self::Info => "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 7.2v4M8 4.8v.3",
            Self::Bad => "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM5.5 5.5l5 5M10.5 5.5l-5 5",
            Self::Up => "M8 13V3.5M4 7.5l4-4 4 4",
            Self::Down => "M8 3v9.5M4 8.5l4 4 4-4",
            Self::Left => "M9.5 3.5L5 8l4.5 4.5",
            Self::Right => "M6.5 3.5L11 8l-4.5 4.5",
            Self::Table => "M2 3h12v10H2zM2 6.3h12M2 9.7h12M6.5 3v10",
            Self::Chart => "M2.5 2v11.5H14M5 10l3-3.5 2.5 2L14 4",
            Self::File => "M4 1.5h5.5L12.5 5v9.5H4zM9.5 1.5V5h3",
            Self::Eye => "M1 8c1.7-3 4-4.5 7-4.5S13.3 5 15 8c-1.7 3-4 4.5-7 4.5S2.7 11 1 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
            Self::EyeShut => "M1 8c1.7-3 4-4.5 7-4.5S13.3 5 15 8c-1.7 3-4 4.5-7 4.5S2.7 11 1 8zM2.5 13.5l11-11",
            Self::Leave => "M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3",
            Self::Keyboard => "M1.5 4h13v8.5h-13zM4 7h.5M7 7h.5M10 7h.5M12 7h.2M4.5 10h7",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Refresh => "M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 2v3h-3",
            Self::Bell => "M4 11.5V7a4 4 0 0 1 8 0v4.5l1.5 1h-11zM6.7 14.2h2.6M8 3V1.8",
            Self::Inspect => "M3 2.5h8v4M3 2.5v11h4M5.5 5.5h3M5.5 8h1.5M10.5 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM12.3 11.8l2.2 2.2",
            Self::Lock => "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
        }
    }
}

/// A drawing of 16 pixels that grows with the text and has the colour of the text.
#[component]
pub fn Glyph(icon: Icon) -> impl IntoView {
    view! {
        <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
