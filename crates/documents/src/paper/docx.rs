//! How papers look, and their file: written by `docx-rs` paragraph by paragraph, so that a paper of two thousand entries is never
//! in the memory as its tree.

use super::{Block, Ink, Paper, Picture, Sheet, Words};
use docx_rs::{
    AlignmentType, BreakType, BuildXML, Docx, FieldCharType, Footer, InstrPAGEREF, InstrText, LineSpacing, LineSpacingType, PageMargin,
    PageNum, Paragraph, Run, RunFonts, SpecialIndentType, Tab, TabLeaderType, TabValueType, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};
use std::io::{Cursor, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Twentieths of a point in a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;
/// 版心宽 156 mm.
const WIDTH: usize = 8844;
/// Rows with more characters may go on on the next page: they could fill one.
const WHOLE: usize = 400;

/// Letters: a name, a size in half points.
#[derive(Clone, Copy)]
struct Letters {
    name: &'static str,
    size: usize,
}

/// 2号小标宋
const TITLE: Letters = Letters { name: "方正小标宋简体", size: 44 };
/// 3号黑体
const HEADING: Letters = Letters { name: "黑体", size: 32 };
/// 3号楷体
const SUBHEADING: Letters = Letters { name: "楷体_GB2312", size: 32 };
/// 3号仿宋
const BODY: Letters = Letters { name: "仿宋_GB2312", size: 32 };
/// 小4号仿宋, in tables
const CELL: Letters = Letters { name: "仿宋_GB2312", size: 24 };
/// 4号宋体, page numbers
const NUMBER: Letters = Letters { name: "宋体", size: 28 };

/// Which letters a program may take where the first are missing.
const FALLBACKS: [(&str, &str); 5] = [
    ("方正小标宋简体", "方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif CJK SC,SimSun"),
    ("黑体", "SimHei,Noto Sans CJK SC"),
    ("楷体_GB2312", "楷体,KaiTi,STKaiti,Noto Serif CJK SC"),
    ("仿宋_GB2312", "仿宋,FangSong,STFangsong,Noto Serif CJK SC"),
    ("宋体", "SimSun,Noto Serif CJK SC"),
];

/// Writes a paper.
pub fn write(paper: &Paper, out: impl Write + Seek) -> std::io::Result<()> {
    let empty = Docx::new()
        .page_size(11906, 16838)
        .page_margin(PageMargin {
            top: mm(37.0),
            bottom: mm(35.0),
            left: mm(28.0),
            right: mm(26.0),
            header: mm(15.0),
            footer: mm(28.0),
            gutter: 0,
        })
        .default_fonts(fonts(BODY.name))
        .default_size(BODY.size)
        .footer(Footer::new().add_paragraph(page_number()));
    let mut parts = empty.build();
    parts.doc_props.core = properties(&paper.creator);
    parts.font_table = font_table();
    let mut plain = Cursor::new(Vec::new());
    parts.pack(&mut plain).map_err(std::io::Error::other)?;
    packed(plain, paper, out)
}

/// The part that holds what a paper says.
const DOCUMENT: &str = "word/document.xml";
/// What its text ends before.
const SECTION: &str = "<w:sectPr";

/// The empty paper's file with what it says, its parts deflated: the library stores them as they are, some twenty times as large.
fn packed(plain: Cursor<Vec<u8>>, paper: &Paper, out: impl Write + Seek) -> std::io::Result<()> {
    let mut from = ZipArchive::new(plain)?;
    let mut to = ZipWriter::new(out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..from.len() {
        let mut part = from.by_index(at)?;
        if !part.is_file() {
            continue;
        }
        let name = part.name()?.into_owned();
        to.start_file(name.as_str(), options)?;
        if name == DOCUMENT {
            let mut frame = String::new();
            part.read_to_string(&mut frame)?;
            let (head, tail) = frame.find(SECTION).and_then(|at| frame.split_at_checked(at)).ok_or(std::io::ErrorKind::InvalidData)?;
            to.write_all(head.as_bytes())?;
            Body { to: &mut to, marks: 0 }.paper(paper)?;
            to.write_all(tail.as_bytes())?;
        } else if let Some((end, added)) = for_pictures(&name, paper) {
            let mut list = String::new();
            part.read_to_string(&mut list)?;
            let (head, tail) = list.rfind(end).and_then(|at| list.split_at_checked(at)).ok_or(std::io::ErrorKind::InvalidData)?;
            to.write_all([head, &added, tail].concat().as_bytes())?;
        } else {
            std::io::copy(&mut part, &mut to)?;
        }
    }
    // They are compressed already.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for picture in paper.pictures() {
        to.start_file(format!("word/media/picture-{}.jpeg", picture.no), stored)?;
        to.write_all(&picture.jpeg)?;
    }
    to.finish()?;
    Ok(())
}

/// What a part has to say of pictures, and before which end of it; none: nothing. What ends in `jpeg` the library's list of contents knows already.
fn for_pictures(part: &str, paper: &Paper) -> Option<(&'static str, String)> {
    const RELATIONSHIPS: &str = "word/_rels/document.xml.rels";
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
    paper.pictures().next().filter(|_| part == RELATIONSHIPS)?;
    let line = |picture: &Picture| {
        let no = picture.no;
        format!(r#"<Relationship Id="rIdPicture{no}" Type="{KIND}" Target="media/picture-{no}.jpeg"/>"#)
    };
    Some(("</Relationships>", paper.pictures().map(line).collect()))
}

/// English metric units in a twentieth of a point.
const UNITS: u64 = 635;
/// The highest that a picture becomes: two stand on a page, with their lines.
const PICTURE_HIGH: u64 = 5_200;

/// A picture in a paragraph of its own. The library would decode it.
fn drawn(picture: &Picture) -> String {
    let (across, down) = (u64::from(picture.width.max(1)), u64::from(picture.height.max(1)));
    // As wide as the text, unless that is too high.
    let wide = (WIDTH as u64).min(PICTURE_HIGH * across / down).max(1);
    let (cx, cy, no) = (wide * UNITS, (wide * down / across).max(1) * UNITS, picture.no);
    let said = quick_xml::escape::escape(readable(&picture.caption));
    format!(
        r#"<w:p><w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{no}" name="picture {no}" descr="{said}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="{no}" name="picture-{no}.jpeg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rIdPicture{no}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    )
}

/// What writes the text of a paper.
struct Body<'w, W: Write> {
    to: &'w mut W,
    /// How many headings have been marked for the contents.
    marks: usize,
}

impl<W: Write> Body<'_, W> {
    fn put(&mut self, part: &impl BuildXML) -> std::io::Result<()> {
        self.to.write_all(&part.build())
    }

    fn paper(&mut self, paper: &Paper) -> std::io::Result<()> {
        for (n, sheet) in paper.sheets.iter().enumerate() {
            let is_listed = paper.contents.is_some() && n > 0;
            self.sheet(sheet, n > 0, is_listed)?;
            if let (Some(title), 0) = (&paper.contents, n) {
                self.contents(title, &paper.sheets)?;
            }
        }
        Ok(())
    }

    fn sheet(&mut self, sheet: &Sheet, begins_page: bool, is_listed: bool) -> std::io::Result<()> {
        if !sheet.number.is_empty() {
            self.put(&line(&sheet.number, BODY).align(AlignmentType::Center).page_break_before(begins_page))?;
            self.put(&Paragraph::new())?;
        }
        let mark = is_listed.then(|| self.mark());
        let title = marked(&Words::from(sheet.title.clone()), TITLE, mark).align(AlignmentType::Center).outline_lvl(0);
        self.put(&title.page_break_before(begins_page && sheet.number.is_empty()))?;
        self.put(&Paragraph::new())?;
        for block in &sheet.blocks {
            self.block(block)?;
        }
        Ok(())
    }

    fn mark(&mut self) -> usize {
        self.marks += 1;
        self.marks
    }

    /// Sheets and sections with the pages on which they begin: fields, since only whoever sets the paper knows them.
    fn contents(&mut self, title: &str, sheets: &[Sheet]) -> std::io::Result<()> {
        self.put(&line(title, TITLE).align(AlignmentType::Center).page_break_before(true))?;
        self.put(&Paragraph::new())?;
        let mut mark = 0;
        for sheet in sheets.iter().skip(1) {
            mark += 1;
            self.put(&listed(&sheet.title, mark, Letters { name: HEADING.name, size: CELL.size }))?;
            for block in &sheet.blocks {
                if let Block::Section(title) = block {
                    mark += 1;
                    self.put(&indented(listed(title, mark, CELL), CELL))?;
                }
            }
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> std::io::Result<()> {
        match block {
            Block::Under(text) => self.put(&line(text, BODY).align(AlignmentType::Center)),
            Block::Flush(text) => self.put(&line(text, BODY)),
            Block::Heading(text) => self.put(&indented(line(text, HEADING), HEADING).outline_lvl(1).keep_next(true)),
            Block::Subheading(text) => self.put(&indented(line(text, SUBHEADING), SUBHEADING).outline_lvl(2).keep_next(true)),
            Block::Section(text) => {
                let mark = self.mark();
                let heading = marked(&Words::from(text.clone()), HEADING, Some(mark));
                self.put(&indented(heading, HEADING).outline_lvl(1).keep_next(true))
            }
            Block::Text(text) => self.put(&indented(line(text, BODY), BODY)),
            Block::Signed(text) => self.put(&line(text, BODY).align(AlignmentType::Right).indent(None, None, Some(1280), None)),
            Block::Facts(facts) => {
                let rows = facts.iter().map(|(name, words)| vec![Words::from(name.clone()), Words::from(words.clone())]);
                self.table(&[27, 73], None, rows.collect())
            }
            Block::Table { head, widths, rows } => self.table(widths, Some(head), rows.clone()),
            Block::Picture(picture) => {
                self.to.write_all(drawn(picture).as_bytes())?;
                self.put(&line(&picture.caption, CELL).align(AlignmentType::Center))?;
                self.put(&Paragraph::new())
            }
            Block::Rows(rows) => {
                for (n, (title, cells)) in rows.iter().enumerate() {
                    self.put(&indented(line(&format!("{}. {title}", n + 1), BODY), BODY).keep_next(!cells.is_empty()))?;
                    let said: Vec<String> = cells.iter().map(|(name, words)| format!("{name}：{words}")).collect();
                    if !said.is_empty() {
                        self.put(&indented(line(&said.join("；"), CELL), CELL))?;
                    }
                }
                Ok(())
            }
        }
    }

    /// A table over the whole width, and a line below it.
    fn table(&mut self, widths: &[usize], head: Option<&Vec<String>>, rows: Vec<Vec<Words>>) -> std::io::Result<()> {
        let has_head = head.is_some();
        let head = head.map(|head| head.iter().cloned().map(Words::from).collect());
        let built = table(widths, head.into_iter().chain(rows).collect()).build();
        if has_head {
            // The library has no word for it: the head is repeated on every page.
            let built = String::from_utf8(built).map_err(std::io::Error::other)?;
            self.to.write_all(built.replacen(CANT_SPLIT, &format!("{CANT_SPLIT}<w:tblHeader/>"), 1).as_bytes())?;
        } else {
            self.to.write_all(&built)?;
        }
        self.put(&Paragraph::new())
    }
}

/// A row that stays on one page, as the library writes it.
const CANT_SPLIT: &str = "<w:cantSplit />";

/// A table over the whole width; its first column or row is not set apart, the letters are the same.
fn table(widths: &[usize], rows: Vec<Vec<Words>>) -> Table {
    let parts: usize = widths.iter().sum::<usize>().max(1);
    let grid: Vec<usize> = widths.iter().map(|width| WIDTH * width / parts).collect();
    let row = |cells: Vec<Words>| {
        let is_whole = cells.iter().map(Words::length).sum::<usize>() <= WHOLE;
        let cell =
            |(words, width): (Words, &usize)| TableCell::new().width(*width, WidthType::Dxa).add_paragraph(marked(&words, CELL, None));
        let row = TableRow::new(cells.into_iter().zip(&grid).map(cell).collect());
        if is_whole { row.cant_split() } else { row }
    };
    Table::new(rows.into_iter().map(row).collect()).set_grid(grid.clone()).layout(TableLayoutType::Fixed).width(WIDTH, WidthType::Dxa)
}

/// A paragraph in these letters; a line of the text is a line of it.
fn line(text: &str, letters: Letters) -> Paragraph {
    marked(&Words::from(text.to_owned()), letters, None)
}

/// The same with marked words, and itself marked for the contents.
fn marked(words: &Words, letters: Letters, mark: Option<usize>) -> Paragraph {
    // 22 lines of a page for what is as large as the body; larger and smaller letters take what they need.
    let spacing = if letters.size == BODY.size {
        LineSpacing::new().line_rule(LineSpacingType::Exact).line(579)
    } else {
        LineSpacing::new().line_rule(LineSpacingType::Auto).line(276)
    };
    let mut paragraph = Paragraph::new().line_spacing(spacing);
    if let Some(mark) = mark {
        paragraph = paragraph.add_bookmark_start(mark, bookmark(mark));
    }
    for (ink, text) in &words.0 {
        let mut run = Run::new().fonts(fonts(letters.name)).size(letters.size);
        run = match ink {
            Ink::Plain => run,
            Ink::Struck => run.strike(),
            Ink::Underlined => run.underline("single"),
        };
        for (n, part) in text.split('\n').enumerate() {
            if n > 0 {
                run = run.add_break(BreakType::TextWrapping);
            }
            run = run.add_text(readable(part));
        }
        paragraph = paragraph.add_run(run);
    }
    if let Some(mark) = mark {
        paragraph = paragraph.add_bookmark_end(mark);
    }
    paragraph
}

fn bookmark(mark: usize) -> String {
    format!("_Toc{mark:08}")
}

/// A line of the contents.
fn listed(title: &str, mark: usize, letters: Letters) -> Paragraph {
    let run = || Run::new().fonts(fonts(letters.name)).size(letters.size);
    let page = run()
        .add_field_char(FieldCharType::Begin, true)
        .add_instr_text(InstrText::PAGEREF(InstrPAGEREF::new(bookmark(mark)).hyperlink()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("…")
        .add_field_char(FieldCharType::End, false);
    line(title, letters)
        .add_tab(Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot).pos(WIDTH))
        .add_run(run().add_tab())
        .add_run(page)
}

/// 首行缩进两字; in twentieths of a point too, for programs that do not count in characters.
fn indented(paragraph: Paragraph, letters: Letters) -> Paragraph {
    let two = i32::try_from(letters.size * 20).unwrap_or_default();
    paragraph.indent(None, Some(SpecialIndentType::FirstLine(two)), None, None).first_line_chars(200)
}

/// 一字线 on both sides: — 1 —
fn page_number() -> Paragraph {
    let dash = |text: &str| Run::new().fonts(fonts(NUMBER.name)).size(NUMBER.size).add_text(text);
    Paragraph::new().align(AlignmentType::Center).add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —"))
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}

/// The letters that papers name, and those that may stand for them.
fn font_table() -> Vec<u8> {
    let font = |(name, others): (&str, &str)| {
        format!("<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\"/><w:charset w:val=\"86\"/><w:pitch w:val=\"variable\"/></w:font>")
    };
    let fonts: String = FALLBACKS.into_iter().map(font).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:fonts \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{fonts}</w:fonts>"
    )
    .into_bytes()
}

/// What a file may hold as text: XML has no words for other control characters.
fn readable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

/// The file's properties, which the library fills with a stranger's name.
fn properties(creator: &str) -> Vec<u8> {
    let creator = quick_xml::escape::escape(readable(creator)).into_owned();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>{creator}</dc:creator></cp:coreProperties>"
    )
    .into_bytes()
}

#[expect(clippy::cast_possible_truncation, reason = "millimetres of a page")]
fn mm(n: f64) -> i32 {
    (n * TWIPS).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(paper: &Paper, name: &str) -> String {
        let mut out = Cursor::new(Vec::new());
        write(paper, &mut out).unwrap();
        let mut archive = ZipArchive::new(out).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn paper(blocks: Vec<Block>) -> Paper {
        let sheet = Sheet { title: "办事指南".to_owned(), blocks, ..Sheet::default() };
        Paper { creator: "一门".to_owned(), sheets: vec![sheet], ..Paper::default() }
    }

    #[test]
    fn a_page_is_as_the_standard_has_it() {
        let text = part(&paper(vec![Block::Text("正文".to_owned())]), "word/document.xml");
        for wanted in ["w:w=\"11906\"", "w:h=\"16838\"", "w:top=\"2098\"", "w:bottom=\"1984\"", "w:left=\"1587\"", "w:right=\"1474\""] {
            assert!(text.contains(wanted), "{wanted} in {text}");
        }
        assert!(text.contains("方正小标宋简体") && text.contains("仿宋_GB2312"));
        assert!(part(&paper(Vec::new()), "docProps/core.xml").contains("<dc:creator>一门</dc:creator>"));
    }

    #[test]
    fn texts_stay_texts_whatever_stands_in_them() {
        let odd = "甲<w:t>&\u{1}乙\n丙";
        let text = part(&paper(vec![Block::Facts(vec![("名称".to_owned(), odd.to_owned())])]), "word/document.xml");
        assert!(text.contains("甲&lt;w:t&gt;&amp;乙"), "{text}");
        assert!(text.contains("丙") && !text.contains('\u{1}'));
        let mut reader = quick_xml::Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }

    #[test]
    fn a_long_paper_is_a_small_file() {
        let mut out = Cursor::new(Vec::new());
        write(&paper(vec![Block::Text("同一句话。".to_owned()); 2000]), &mut out).unwrap();
        assert!(out.get_ref().len() < 40_000, "{}", out.get_ref().len());
    }

    #[test]
    fn every_kind_of_part_is_said_once() {
        let picture = |no| Picture { no, caption: "甲\"<&".to_owned(), width: 4, height: 3, jpeg: vec![0xFF, 0xD8] };
        let paper = paper(vec![Block::Picture(picture(1)), Block::Picture(picture(2))]);
        let types = part(&paper, "[Content_Types].xml");
        let said: Vec<String> = types
            .split("Extension=\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(ending, _)| ending.to_ascii_lowercase())
            .collect();
        let once: std::collections::BTreeSet<&String> = said.iter().collect();
        assert_eq!(said.len(), once.len(), "{types}");
        assert!(said.iter().any(|ending| ending == "jpeg"), "{types}");
        let (lines, text) = (part(&paper, "word/_rels/document.xml.rels"), part(&paper, DOCUMENT));
        for no in 1..=2 {
            assert!(
                lines.contains(&format!("Target=\"media/picture-{no}.jpeg\"")) && text.contains(&format!("r:embed=\"rIdPicture{no}\""))
            );
        }
        assert!(text.contains("descr=\"甲&quot;&lt;&amp;\""), "{text}");
    }

    #[test]
    fn every_sheet_but_the_first_begins_a_page() {
        let mut two = paper(Vec::new());
        two.sheets.push(two.sheets[0].clone());
        assert_eq!(part(&two, "word/document.xml").matches("pageBreakBefore").count(), 1);
    }

    #[test]
    fn marks_are_lines_and_a_head_is_repeated() {
        let words = Words(vec![(Ink::Plain, "甲".to_owned()), (Ink::Struck, "乙".to_owned()), (Ink::Underlined, "丙".to_owned())]);
        let rows = vec![vec![words], vec![Words::from("长".repeat(WHOLE + 1))]];
        let text = part(&paper(vec![Block::Table { head: vec!["头".to_owned()], widths: vec![1], rows }]), DOCUMENT);
        let at = |wanted: &str| text.find(wanted).unwrap_or_else(|| panic!("{wanted} in {text}"));
        assert!(at("<w:strike") < at("乙") && at("乙") < at("<w:u w:val=\"single\"") && at("<w:u w:val=\"single\"") < at("丙"));
        assert_eq!(text.matches("<w:tblHeader/>").count(), 1);
        assert_eq!(text.matches(CANT_SPLIT).count(), 2, "a row that could fill a page goes on");
    }

    #[test]
    fn contents_lead_to_what_they_name() {
        let mut book = paper(vec![Block::Text("说明".to_owned())]);
        let blocks = vec![Block::Section("甲事项".to_owned()), Block::Section("乙事项".to_owned())];
        book.contents = Some("目录".to_owned());
        book.sheets.push(Sheet { title: "区民政局".to_owned(), blocks, ..Sheet::default() });
        let text = part(&book, DOCUMENT);
        for mark in 1..=3 {
            let name = bookmark(mark);
            assert_eq!(text.matches(&format!("PAGEREF {name} ")).count(), 1);
            assert_eq!(text.matches(&format!("w:name=\"{name}\"")).count(), 1);
        }
        assert!(!text.contains(&bookmark(4)));
        let mut reader = quick_xml::Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }

    #[test]
    fn letters_that_are_missing_have_others() {
        let fonts = part(&paper(Vec::new()), "word/fontTable.xml");
        assert!(fonts.contains("w:name=\"仿宋_GB2312\"") && fonts.contains("w:altName w:val=\"仿宋,FangSong"), "{fonts}");
    }
}
