//! Every sentence a person reads, Chinese first, typed at compile time.
//!
//! # To add a message
//!
//! 1. Choose the file of its area: `locales/zh-CN/<area>.ftl` and `locales/en/<area>.ftl` (one file an area; a new area
//!    is a new pair of files, nothing else has to be told).
//! 2. Write it in both, with an id that begins with the area: `ratings-bad-title = 差评明细`. Ids are unique over all
//!    files.
//! 3. A value that is put in is declared in the Chinese file, in a comment straight above:
//!    `# $name (String) - name of the place`, or `(Number)` where English needs a plural. Every value needs its type.
//! 4. Use it: the id with underscores is a function of [`Texts`], `texts.ratings_bad_title()`; with values
//!    `texts.import_taken(&name)`. A missing or misspelt message does not compile; one that stands in one language only
//!    has no function.
//!
//! Numbers, dates and rates are put in as text, made by [`format`], so that 1,204 looks the same everywhere; a Fluent
//! number is only for choosing a plural.
//!
//! # How it should read
//!
//! Chinese as an office writes it: short, full-width punctuation, 您 nowhere, no 请 more than once a sentence, no space
//! between Han and Latin (the style sheet sets it). An error says what happened and how to go on. English is plain
//! British English.

#[expect(
    dead_code,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "generated; every message is checked to be there at build time"
)]
#[cfg_attr(target_arch = "wasm32", expect(unused_imports, reason = "generated, for messages inside of the program"))]
#[cfg_attr(not(target_arch = "wasm32"), expect(clippy::expect_used, reason = "generated, for messages inside of the program"))]
mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

pub mod duty;
pub mod error;
#[cfg(target_arch = "wasm32")]
mod fetched;
pub mod format;
pub mod inspection;
pub mod item;
pub mod problem;
pub mod supervision;
pub mod task;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub use fetched::provide;

use std::sync::Arc;

/// A language of the console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 简体中文, the first language.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both, Chinese first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The word kept as a preference and sent through a door.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language of a kept word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// What a page declares as its language.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language's name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Zh => "简体中文",
            Self::En => "English",
        }
    }

    /// The language for what a system says of itself (`zh-Hans-CN`, `en_GB.UTF-8`): Chinese unless it says English.
    pub fn of_system(tag: &str) -> Self {
        let is_english = tag.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("en"));
        if is_english { Self::En } else { Self::Zh }
    }
}

/// All messages in one language. Cheap to clone; its functions are the message ids with underscores.
#[derive(Clone)]
pub struct Texts {
    lang: Lang,
    messages: Arc<l10n::L10nLanguage>,
}

impl Texts {
    /// Loads a language. Parses all its files: do it once and keep it. In the page, `provide` comes first.
    pub fn load(lang: Lang) -> Self {
        let l10n = match lang {
            Lang::Zh => l10n::L10n::ZhCN,
            Lang::En => l10n::L10n::En,
        };
        #[cfg(not(target_arch = "wasm32"))]
        let messages = l10n.load();
        #[cfg(target_arch = "wasm32")]
        let messages = fetched::load(lang, l10n);
        Self { lang, messages: Arc::new(messages) }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }
}

impl std::ops::Deref for Texts {
    type Target = l10n::L10nLanguage;
    fn deref(&self) -> &Self::Target {
        &self.messages
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Texts({})", self.lang.code())
    }
}
