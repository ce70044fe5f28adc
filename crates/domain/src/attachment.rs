//! 附件: photos and scanned papers that belong to something; what may be one, and by which number a file says where it belongs.
//!
//! ```
//! use domain::attachment::{Media, named};
//! assert_eq!(Media::of(b"%PDF-1.7"), Some(Media::Pdf));
//! // Whoever sends a photo writes the number of the form into its name, with whatever brackets his phone has.
//! assert_eq!(named("麻督[2026]27号-1 大厅.jpg", ["麻督〔2026〕27号-1"]), Some("麻督〔2026〕27号-1"));
//! ```

use crate::catalogue::codes::coded;
use crate::supervision::number;
use serde::{Deserialize, Serialize};

/// The key of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct AttachmentId(pub i64);

/// Most bytes of one: what the largest cameras of phones make.
pub const SIZE_LIMIT: u64 = 20 << 20;

/// Most that are taken in at once.
pub const SEVERAL: usize = 50;

/// Longest name, in characters.
pub const NAME_LIMIT: usize = 200;

coded! {
    /// What an attachment is, told by its first bytes and not by its name.
    Media {
        /// A photo.
        #[default]
        Jpeg => "jpeg",
        /// A picture of a screen.
        Png => "png",
        /// A photo of some phones.
        Webp => "webp",
        /// A scanned paper.
        Pdf => "pdf",
    }
}

impl Media {
    /// What a file is; none if it is nothing that can be shown.
    pub fn of(first: &[u8]) -> Option<Self> {
        match first {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => None,
        }
    }

    /// As the web names it.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// The ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
        }
    }

    /// It can be looked at as a picture.
    pub fn is_picture(self) -> bool {
        self != Self::Pdf
    }
}

/// The number that stands in a file's name, of those that are known: the longest, since that of a form begins with that of its
/// matter. Brackets, dashes, widths and blanks may differ.
pub fn named<'n>(name: &str, numbers: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let name = plain(name);
    let stands = |number: &str| {
        let number = plain(number);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !number.is_empty()
            && name.match_indices(&number).any(|(at, found)| {
                // 27号-1 does not stand in 27号-12, nor in 127号-1.
                let (before, after) = (name.get(..at).unwrap_or_default(), name.get(at + found.len()..).unwrap_or_default());
                let begins = number.starts_with(|c: char| c.is_ascii_digit()) && digit(before.chars().last());
                let goes_on = number.ends_with(|c: char| c.is_ascii_digit()) && digit(after.chars().next());
                !begins && !goes_on
            })
    };
    numbers.into_iter().filter(|number| stands(number)).max_by_key(|number| number.chars().count())
}

/// Without what people write differently.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match number::plain(c) {
            '_' | '＿' => '-',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

/// A name to keep: without folders and control characters, and not too long.
pub fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(NAME_LIMIT).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_what_they_begin_with() {
        let table: [(&[u8], Option<Media>); 7] = [
            (&[0xFF, 0xD8, 0xFF, 0xE0], Some(Media::Jpeg)),
            (b"\x89PNG\r\n\x1a\n....", Some(Media::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Media::Webp)),
            (b"%PDF-1.4", Some(Media::Pdf)),
            (b"<svg onload=alert(1)>", None),
            (b"MZ", None),
            (b"", None),
        ];
        for (bytes, media) in table {
            assert_eq!(Media::of(bytes), media, "{bytes:?}");
        }
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        let known = ["麻督〔2026〕27号", "麻督〔2026〕27号-1", "麻督〔2026〕27号-12"];
        let table = [
            ("麻督〔2026〕27号-1 现场.jpg", Some(known[1])),
            ("麻督[2026]27号-12.png", Some(known[2])),
            ("整改后 麻督（２０２６）２７号－１（2）.jpg", Some(known[1])),
            ("麻督【2026】27 号 远景.jpg", Some(known[0])),
            ("麻督〔2026〕27号-3.jpg", Some(known[0])),
            ("麻督〔2026〕127号-1.jpg", None),
            ("IMG_0001.jpg", None),
        ];
        for (name, number) in table {
            assert_eq!(named(name, known), number, "{name}");
        }
        assert_eq!(named("12.jpg", ["1", "2", "12"]), Some("12"));
        assert_eq!(named("123.jpg", ["12", ""]), None);
        assert_eq!(named("312.jpg", ["12"]), None);
    }

    #[test]
    fn names_hold_no_folder() {
        assert_eq!(tidy_name("../../etc/passwd"), "passwd");
        assert_eq!(tidy_name("C:\\照片\\a\u{7}.jpg "), "a.jpg");
        assert_eq!(tidy_name(&"长".repeat(300)).chars().count(), NAME_LIMIT);
    }
}
