//! Language, theme and text size: of this machine until somebody signs in, then of the person.

use super::{session::save_preference, store};
use crate::backend;
use leptos::prelude::*;
use texts::{Lang, Texts};

/// How the page is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

impl Theme {
    /// In the order of the settings.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// The word kept, and the value of `data-theme`.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The theme of a kept word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    /// Its name.
    pub fn name(self, t: &Texts) -> String {
        match self {
            Self::System => t.settings_theme_system(),
            Self::Light => t.settings_theme_light(),
            Self::Dark => t.settings_theme_dark(),
            Self::Contrast => t.settings_theme_contrast(),
        }
    }
}

/// How large text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextSize {
    /// 14 pixels.
    #[default]
    Normal,
    /// A quarter larger.
    Large,
}

impl TextSize {
    /// In the order of the settings.
    pub const ALL: [Self; 2] = [Self::Normal, Self::Large];

    /// The word kept, and the value of `data-text`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }

    /// The size of a kept word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.code() == code)
    }

    /// Against normal text, for charts.
    pub fn factor(self) -> f32 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.25,
        }
    }

    /// Its name.
    pub fn name(self, t: &Texts) -> String {
        match self {
            Self::Normal => t.settings_text_normal(),
            Self::Large => t.settings_text_large(),
        }
    }
}

/// The tastes in force.
#[derive(Clone, Copy)]
pub struct Taste {
    lang: RwSignal<Lang>,
    texts: Memo<Texts>,
    theme: RwSignal<Theme>,
    size: RwSignal<TextSize>,
}

/// The tastes, from context.
pub fn use_taste() -> Taste {
    use_context().unwrap_or_else(Taste::provide)
}

impl Taste {
    /// Reads what this machine remembers, puts it on the page, and provides it.
    pub fn provide() -> Self {
        let lang = store::read("lang").and_then(|code| Lang::from_code(&code)).unwrap_or_else(system_lang);
        let lang = RwSignal::new(lang);
        let texts = Memo::new(move |_| Texts::load(lang.get()));
        let theme = store::read("theme").and_then(|code| Theme::from_code(&code)).unwrap_or_default();
        let size = store::read("text").and_then(|code| TextSize::from_code(&code)).unwrap_or_default();
        let taste = Self { lang, texts, theme: RwSignal::new(theme), size: RwSignal::new(size) };
        provide_context(taste);
        Effect::new(move |_| {
            let lang = taste.lang.get();
            backend::speak(lang);
            on_root("lang", lang.tag());
            on_root("data-theme", taste.theme.get().code());
            on_root("data-text", taste.size.get().code());
            document().set_title(&taste.texts.get().product_title());
        });
        taste
    }

    /// The language; tracked.
    pub fn lang(&self) -> Lang {
        self.lang.get()
    }

    /// The texts in the language; tracked.
    pub fn texts(&self) -> Memo<Texts> {
        self.texts
    }

    /// The theme; tracked.
    pub fn theme(&self) -> Theme {
        self.theme.get()
    }

    /// The text size; tracked.
    pub fn size(&self) -> TextSize {
        self.size.get()
    }

    /// Chooses a language, for now and later.
    pub fn choose_lang(&self, lang: Lang) {
        self.lang.set(lang);
        keep("lang", lang.code());
    }

    /// Chooses a theme, for now and later.
    pub fn choose_theme(&self, theme: Theme) {
        self.theme.set(theme);
        keep("theme", theme.code());
    }

    /// Chooses a text size, for now and later.
    pub fn choose_size(&self, size: TextSize) {
        self.size.set(size);
        keep("text", size.code());
    }

    /// Takes over what the person chose earlier.
    pub fn adopt(&self, kept: impl Fn(&str) -> Option<String>) {
        if let Some(lang) = kept("lang").and_then(|code| Lang::from_code(&code)) {
            self.lang.set(lang);
            store::write("lang", lang.code());
        }
        if let Some(theme) = kept("theme").and_then(|code| Theme::from_code(&code)) {
            self.theme.set(theme);
            store::write("theme", theme.code());
        }
        if let Some(size) = kept("text").and_then(|code| TextSize::from_code(&code)) {
            self.size.set(size);
            store::write("text", size.code());
        }
    }
}

fn keep(key: &'static str, value: &str) {
    store::write(key, value);
    save_preference(key, value.to_owned());
}

fn system_lang() -> Lang {
    let told = web_sys::window().and_then(|w| w.navigator().language());
    told.map_or(Lang::Zh, |tag| Lang::of_system(&tag))
}

fn on_root(attribute: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Fails only for attribute names that are no names.
        let _ = root.set_attribute(attribute, value);
    }
}
