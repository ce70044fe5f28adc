//! Papers that people read, print and sign, as DOCX: A4 with the margins and letters of GB/T 9704-2012 (党政机关公文格式).
//!
//! A paper says what stands in it; how it looks is settled once, in [`docx`]. Letters are named, not carried: an office has
//! 仿宋_GB2312 and 方正小标宋, and the file says which others may stand for them. As [`to_set`] says it goes to the program that sets it
//! as PDF.

mod docx;

pub use docx::write;

use jiff::civil::Date;
use serde::Serialize;

/// A paper, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// Who made it, as the file's properties tell.
    pub creator: String,
    /// What its contents are headed by; they stand behind the first sheet and name every further one with its sections. None: the paper
    /// has none.
    pub contents: Option<String>,
    /// Its sheets; each begins on a page of its own.
    pub sheets: Vec<Sheet>,
}

/// What begins on a page of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// 发文字号, above the title; empty: none.
    pub number: String,
    /// 标题
    pub title: String,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A part of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "is", rename_all = "snake_case")]
pub enum Block {
    /// A line in the middle, below the title.
    Under(String),
    /// A line at the left edge: 主送.
    Flush(String),
    /// 一级标题
    Heading(String),
    /// 二级标题
    Subheading(String),
    /// A heading that the contents name.
    Section(String),
    /// A paragraph.
    Text(String),
    /// A line at the right, where who signs and the day stand.
    Signed(String),
    /// Names and what stands for them, as a table of two columns.
    Facts(Vec<(String, String)>),
    /// Numbered rows: what each is about, below it names and words in one paragraph.
    Rows(Vec<(String, Vec<(String, String)>)>),
    /// A table with a head, which is repeated on every page.
    Table {
        /// Its head.
        head: Vec<String>,
        /// How wide its columns are, in parts.
        widths: Vec<usize>,
        /// Its rows.
        rows: Vec<Vec<Words>>,
    },
    /// A picture as wide as the text or half a page high, and a line below it.
    Picture(Picture),
}

/// A picture of a paper: a JPEG without metadata.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its number among all of the paper, from 1 on: what its file is called by.
    pub no: usize,
    /// What stands below it, and what is read out of it.
    pub caption: String,
    /// Points across.
    pub width: u32,
    /// Points down.
    pub height: u32,
    /// Its bytes.
    #[serde(skip)]
    pub jpeg: Vec<u8>,
}

impl Paper {
    fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.sheets.iter().flat_map(|sheet| &sheet.blocks).filter_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            _ => None,
        })
    }
}

/// Words, of which some may be marked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words(pub Vec<(Ink, String)>);

/// How words are marked: by lines, since papers are copied without colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// Not at all.
    Plain,
    /// 删除线
    Struck,
    /// 下划线
    Underlined,
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self(vec![(Ink::Plain, text)])
    }
}

impl Words {
    /// Adds words behind those that are there.
    pub fn add(&mut self, ink: Ink, text: impl Into<String>) {
        self.0.push((ink, text.into()));
    }

    /// Nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.trim().is_empty())
    }

    fn length(&self) -> usize {
        self.0.iter().map(|(_, text)| text.chars().count()).sum()
    }
}

/// A paper as the program that sets it as PDF reads it: made on a day; `is_chinese` says by which rules its lines are broken. A line of JSON; behind
/// it each picture: its number and its length, four bytes each, the highest first, and its bytes.
pub fn to_set(paper: &Paper, is_chinese: bool, made: Date) -> serde_json::Result<Vec<u8>> {
    #[derive(Serialize)]
    struct Set<'p> {
        #[serde(flatten)]
        paper: &'p Paper,
        title: &'p str,
        lang: &'static str,
        region: &'static str,
        made: (i16, i8, i8),
    }
    let title = paper.sheets.first().map(|sheet| sheet.title.as_str()).unwrap_or_default();
    let (lang, region) = if is_chinese { ("zh", "cn") } else { ("en", "gb") };
    let mut all = serde_json::to_vec(&Set { paper, title, lang, region, made: (made.year(), made.month(), made.day()) })?;
    all.push(b'\n');
    for picture in paper.pictures() {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
        all.extend(number(picture.no));
        all.extend(number(picture.jpeg.len()));
        all.extend(&picture.jpeg);
    }
    Ok(all)
}

/// A number as headings of Chinese papers count: 一, 十二, 二十, 一百零五.
pub fn numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if n >= 10_000 {
        return n.to_string();
    }
    let (mut said, mut rest, mut gap) = (String::new(), n, false);
    for (unit, word) in UNITS {
        let digit = rest / unit;
        rest %= unit;
        if digit == 0 {
            gap = !said.is_empty();
            continue;
        }
        if gap {
            said.push('零');
            gap = false;
        }
        // 十二, not 一十二; but 一百一十二.
        if !(digit == 1 && unit == 10 && said.is_empty()) {
            said.push_str(DIGITS.get(digit).copied().unwrap_or_default());
        }
        said.push_str(word);
    }
    if said.is_empty() { "零".to_owned() } else { said }
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn headings_count_as_papers_do() {
        let table = [
            (0, "零"),
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (100, "一百"),
            (105, "一百零五"),
            (112, "一百一十二"),
            (1000, "一千"),
            (1010, "一千零一十"),
            (2001, "二千零一"),
            (10_000, "10000"),
        ];
        for (n, said) in table {
            assert_eq!(numeral(n), said);
        }
    }
}
