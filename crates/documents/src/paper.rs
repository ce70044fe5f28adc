//! Papers that people read, print and sign, as DOCX: A4 with the margins and letters of GB/T 9704-2012 (党政机关公文格式).
//!
//! A paper says what stands in it; how it looks is settled here. Letters are named, not carried: an office has 仿宋_GB2312 and
//! 方正小标宋, and where one is missing the reader's program takes another.

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Run, RunFonts, Table, TableCell,
    TableLayoutType, TableRow, WidthType,
};
use std::io::{Cursor, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A paper, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Who made it, as the file's properties tell.
    pub creator: String,
    /// Its sheets; each begins on a page of its own.
    pub sheets: Vec<Sheet>,
}

/// What begins on a page of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// 标题
    pub title: String,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A part of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line in the middle, below the title.
    Under(String),
    /// A line at the left edge: 主送.
    Flush(String),
    /// A line at the right edge: 落款.
    Right(String),
    /// 一级标题
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Names and what stands for them, as a table of two columns.
    Facts(Vec<(String, String)>),
    /// Numbered rows: what each is about, below it names and words in one paragraph.
    Rows(Vec<(String, Vec<(String, String)>)>),
    /// A table with a head.
    Table {
        /// Its head.
        head: Vec<String>,
        /// How wide its columns are, in parts.
        widths: Vec<usize>,
        /// Its rows.
        rows: Vec<Vec<String>>,
    },
}

/// Twentieths of a point in a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;
/// 版心宽 156 mm.
const WIDTH: usize = 8844;

/// Letters: a name and a size in half points.
#[derive(Clone, Copy)]
struct Letters {
    name: &'static str,
    size: usize,
}

/// 2号小标宋
const TITLE: Letters = Letters { name: "方正小标宋简体", size: 44 };
/// 3号黑体
const HEADING: Letters = Letters { name: "黑体", size: 32 };
/// 3号仿宋
const BODY: Letters = Letters { name: "仿宋_GB2312", size: 32 };
/// 小4号仿宋, in tables
const CELL: Letters = Letters { name: "仿宋_GB2312", size: 24 };
/// 4号宋体, page numbers
const NUMBER: Letters = Letters { name: "宋体", size: 28 };

/// Writes a paper.
pub fn write(paper: &Paper, out: impl Write + Seek) -> std::io::Result<()> {
    let mut docx = Docx::new()
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
    for (n, sheet) in paper.sheets.iter().enumerate() {
        docx = docx.add_paragraph(line(&sheet.title, TITLE).align(AlignmentType::Center).outline_lvl(0).page_break_before(n > 0));
        docx = docx.add_paragraph(Paragraph::new());
        for block in &sheet.blocks {
            docx = add(docx, block);
        }
    }
    let mut parts = docx.build();
    parts.doc_props.core = properties(&paper.creator);
    let mut plain = Cursor::new(Vec::new());
    parts.pack(&mut plain).map_err(std::io::Error::other)?;
    packed(plain, out)
}

/// The same file, its parts deflated: the library stores them as they are, which is some twenty times as large.
fn packed(plain: Cursor<Vec<u8>>, out: impl Write + Seek) -> std::io::Result<()> {
    let mut from = ZipArchive::new(plain)?;
    let mut to = ZipWriter::new(out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..from.len() {
        let mut part = from.by_index(at)?;
        if part.is_file() {
            to.start_file(part.name()?.into_owned(), options)?;
            std::io::copy(&mut part, &mut to)?;
        }
    }
    to.finish()?;
    Ok(())
}

fn add(docx: Docx, block: &Block) -> Docx {
    match block {
        Block::Under(text) => docx.add_paragraph(line(text, BODY).align(AlignmentType::Center)),
        Block::Flush(text) => docx.add_paragraph(line(text, BODY)),
        Block::Right(text) => docx.add_paragraph(line(text, BODY).align(AlignmentType::Right)),
        Block::Heading(text) => docx.add_paragraph(indented(line(text, HEADING)).outline_lvl(1).keep_next(true)),
        Block::Text(text) => docx.add_paragraph(indented(line(text, BODY))),
        Block::Facts(facts) => {
            let rows = facts.iter().map(|(name, words)| vec![name.clone(), words.clone()]);
            docx.add_table(table(&[27, 73], rows.collect())).add_paragraph(Paragraph::new())
        }
        Block::Table { head, widths, rows } => {
            let all = std::iter::once(head.clone()).chain(rows.iter().cloned());
            docx.add_table(table(widths, all.collect())).add_paragraph(Paragraph::new())
        }
        Block::Rows(rows) => rows.iter().enumerate().fold(docx, |docx, (n, (title, cells))| {
            let docx = docx.add_paragraph(indented(line(&format!("{}. {title}", n + 1), BODY)).keep_next(!cells.is_empty()));
            let said: Vec<String> = cells.iter().map(|(name, words)| format!("{name}：{words}")).collect();
            if said.is_empty() { docx } else { docx.add_paragraph(indented(line(&said.join("；"), CELL))) }
        }),
    }
}

/// A table over the whole width; its first column or row is not set apart, the letters are the same.
fn table(widths: &[usize], rows: Vec<Vec<String>>) -> Table {
    let parts: usize = widths.iter().sum::<usize>().max(1);
    let grid: Vec<usize> = widths.iter().map(|width| WIDTH * width / parts).collect();
    let row = |cells: Vec<String>| {
        let cell = |(text, width): (String, &usize)| TableCell::new().width(*width, WidthType::Dxa).add_paragraph(line(&text, CELL));
        TableRow::new(cells.into_iter().zip(&grid).map(cell).collect()).cant_split()
    };
    Table::new(rows.into_iter().map(row).collect()).set_grid(grid.clone()).layout(TableLayoutType::Fixed).width(WIDTH, WidthType::Dxa)
}

/// A paragraph in these letters; a line of the text is a line of it.
fn line(text: &str, letters: Letters) -> Paragraph {
    let mut run = Run::new().fonts(fonts(letters.name)).size(letters.size);
    for (n, part) in text.split('\n').enumerate() {
        if n > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(readable(part));
    }
    // 22 lines of a page for what is as large as the body; larger and smaller letters take what they need.
    let spacing = if letters.size == BODY.size {
        LineSpacing::new().line_rule(LineSpacingType::Exact).line(579)
    } else {
        LineSpacing::new().line_rule(LineSpacingType::Auto).line(276)
    };
    Paragraph::new().add_run(run).line_spacing(spacing)
}

/// 首行缩进两字
fn indented(paragraph: Paragraph) -> Paragraph {
    paragraph.first_line_chars(200)
}

/// 一字线 on both sides: — 1 —
fn page_number() -> Paragraph {
    let dash = |text: &str| Run::new().fonts(fonts(NUMBER.name)).size(NUMBER.size).add_text(text);
    Paragraph::new().align(AlignmentType::Center).add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —"))
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
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
    use std::io::Read;

    fn part(paper: &Paper, name: &str) -> String {
        let mut out = Cursor::new(Vec::new());
        write(paper, &mut out).unwrap();
        let mut archive = ZipArchive::new(out).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn paper(blocks: Vec<Block>) -> Paper {
        Paper { creator: "一门".to_owned(), sheets: vec![Sheet { title: "办事指南".to_owned(), blocks }] }
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
    fn every_sheet_but_the_first_begins_a_page() {
        let mut two = paper(Vec::new());
        two.sheets.push(two.sheets[0].clone());
        assert_eq!(part(&two, "word/document.xml").matches("pageBreakBefore").count(), 1);
    }
}
