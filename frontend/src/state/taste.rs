//! Language, theme and text size: of this machine until somebody signs in, then of the person.

use super::words::Wording;
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
    pub fn texts(&self) -> Wording {
        Wording::new(self.texts)
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

#[cfg(test)]
mod tests {
    use charts::palette::{TOKENS, Theme};

    const SHEET: &str = include_str!("../../styles/tokens.css");

    /// The declarations of the first block that follows a selector.
    fn block(selector: &str) -> &'static str {
        let from = SHEET.find(selector).unwrap();
        let rest = &SHEET[from..];
        let open = rest.rfind('{').map_or(0, |_| rest.find('{').unwrap());
        &rest[open..rest.find("\n}").unwrap_or(rest.len())]
    }

    #[test]
    fn page_and_charts_have_the_same_colours() {
        let dark_by_system = block("@media (prefers-color-scheme: dark)");
        let blocks = [
            (Theme::Light, block(":root {")),
            (Theme::Dark, block("[data-theme=\"dark\"] {")),
            (Theme::Dark, dark_by_system),
            (Theme::Contrast, block("[data-theme=\"contrast\"] {")),
        ];
        for (theme, declared) in blocks {
            for token in TOKENS {
                let line = format!("--c-{}: {};", token.name(), token.literal(theme));
                assert!(declared.contains(&line), "{theme:?} lacks {line}");
            }
        }
    }

    fn value(declared: &str, name: &str) -> String {
        let from = declared.find(&format!("{name}: #")).unwrap_or_else(|| panic!("{name}")) + name.len() + 2;
        declared[from..from + 7].to_owned()
    }

    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn words_can_be_read_on_every_ground() {
        let pairs = [
            ("--c-ink", "--c-panel"),
            ("--c-ink", "--c-hover"),
            ("--c-ink", "--c-chosen"),
            ("--c-ink-2", "--c-panel"),
            ("--c-ink-2", "--c-hover"),
            ("--c-ink-2", "--c-chosen"),
            ("--c-accent", "--c-panel"),
            ("--c-accent", "--c-done-ground"),
            ("--c-on-accent", "--c-accent"),
            ("--c-on-accent", "--c-accent-deep"),
            ("--c-bad", "--c-bad-ground"),
            ("--c-ink", "--c-bad-ground"),
            ("--c-warn", "--c-warn-ground"),
            ("--c-ink", "--c-warn-ground"),
            ("--c-ink", "--c-done-ground"),
            ("--c-bad", "--c-hover"),
            ("--c-accent", "--c-hover"),
        ];
        for declared in [block(":root {"), block("[data-theme=\"dark\"] {"), block("[data-theme=\"contrast\"] {")] {
            for (ink, ground) in pairs {
                let (a, b) = (luminance(&value(declared, ink)), luminance(&value(declared, ground)));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{ink} on {ground}: {contrast:.2} in {}", &declared[..60]);
            }
            // Edges of inputs need 3:1 against the ground (WCAG 1.4.11).
            let (a, b) = (luminance(&value(declared, "--c-edge")), luminance(&value(declared, "--c-ground")));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 3.0, "edge: {contrast:.2}");
        }
    }
}
