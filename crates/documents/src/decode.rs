//! What a file is and how its bytes are read as text.

use encoding_rs::{Decoder, GB18030, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

/// How a file's text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8
    Utf8,
    /// UTF-8 with byte order mark
    Utf8Bom,
    /// UTF-16, little endian, with byte order mark
    Utf16Le,
    /// UTF-16, big endian, with byte order mark
    Utf16Be,
    /// GB18030 (and its subsets GBK, GB2312)
    Gb18030,
}

impl Encoding {
    /// Its name, as the preview shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8Bom => "utf-8-bom",
            Self::Utf16Le | Self::Utf16Be => "utf-16",
            Self::Gb18030 => "gb18030",
        }
    }
}

/// Why a file can't be read as a table at all.
#[derive(Debug, thiserror::Error)]
pub enum FileProblem {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A spreadsheet, document or archive; its kind: xlsx, xls, pdf, zip.
    #[error("the file is a {0}, not a CSV")]
    Kind(&'static str),
    /// A workbook or archive that is locked with a password.
    #[error("the file is locked with a password")]
    Password,
    /// A small file that would become a very large one, as no honest workbook does.
    #[error("the file would unpack to more than any workbook holds")]
    Bomb,
    /// A workbook that is cut off or otherwise broken.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// The workbook has no sheet of that name.
    #[error("there is no sheet {0}")]
    SheetMissing(String),
    /// Neither UTF-8, UTF-16 nor GB18030.
    #[error("the file is not text")]
    NotText,
    /// UTF-8 with a character in this line, from 1, of which bytes are missing.
    #[error("a character in line {0} is broken")]
    BrokenText(u64),
    /// A header line is needed, with these fields missing.
    #[error("columns are missing: {}", .0.join(", "))]
    ColumnsMissing(Vec<&'static str>),
    /// The same field stands in two columns.
    #[error("column {0} stands twice")]
    ColumnTwice(String),
    /// More columns than any file of ours has: a broken or hostile file.
    #[error("the header has {0} columns")]
    TooManyColumns(usize),
    /// A row longer than the limit: a quote that never closes.
    #[error("row {0} is longer than any row may be")]
    LineTooLong(u64),
    /// Quotes that do not pair: rows behind this one may have become part of a cell of it.
    #[error("the quotes of row {0} do not pair")]
    QuoteOpen(u64),
    /// More rows or bytes than the limit.
    #[error("the file is too large")]
    TooLarge,
    /// Reading failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Reads the whole file once and says how it is encoded; afterwards it stands at its beginning again.
pub fn sniff(file: &mut (impl Read + Seek)) -> Result<Encoding, FileProblem> {
    let mut start = Vec::with_capacity(8);
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(8).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    if start.is_empty() {
        return Err(FileProblem::Empty);
    }
    // What web systems hand out as .xls is often a page with a table in it.
    let page = start.trim_ascii_start().to_ascii_lowercase();
    if page.starts_with(b"<html") || page.starts_with(b"<table") || page.starts_with(b"<!docty") {
        return Err(FileProblem::Kind("html"));
    }
    for (magic, kind) in [
        (b"PK\x03\x04".as_slice(), "xlsx"),
        (b"PK\x05\x06", "zip"),
        (b"\xd0\xcf\x11\xe0", "xls"),
        (b"%PDF", "pdf"),
        (b"\x1f\x8b", "zip"),
        (b"Rar!", "zip"),
        (b"7z\xbc\xaf", "zip"),
    ] {
        if start.starts_with(magic) {
            return Err(FileProblem::Kind(kind));
        }
    }
    if start.starts_with(b"\xef\xbb\xbf") {
        return if is_utf8(file)? { Ok(Encoding::Utf8Bom) } else { Err(broken_utf8(file)?.unwrap_or(FileProblem::NotText)) };
    }
    let utf16 = match start.get(..2) {
        Some(b"\xff\xfe") => Some((Encoding::Utf16Le, UTF_16LE)),
        Some(b"\xfe\xff") => Some((Encoding::Utf16Be, UTF_16BE)),
        _ => None,
    };
    if let Some((encoding, decoder)) = utf16 {
        return if decodes(file, decoder.new_decoder_with_bom_removal())? { Ok(encoding) } else { Err(FileProblem::NotText) };
    }
    if is_utf8(file)? {
        return Ok(Encoding::Utf8);
    }
    // Before GB18030 is tried: it makes other characters of most bytes and never notices.
    if let Some(broken) = broken_utf8(file)? {
        return Err(broken);
    }
    if decodes(file, GB18030.new_decoder_without_bom_handling())? { Ok(Encoding::Gb18030) } else { Err(FileProblem::NotText) }
}

/// A NUL byte stands in no text of these encodings.
fn is_utf8(file: &mut (impl Read + Seek)) -> Result<bool, FileProblem> {
    let mut buffer = vec![0; 1 << 18];
    let mut kept = 0;
    let text = loop {
        let n = file.read(&mut buffer[kept..])?;
        let end = kept + n;
        let checked = &buffer[..end];
        if memchr_nul(checked) {
            break false;
        }
        match std::str::from_utf8(checked) {
            Ok(_) => kept = 0,
            Err(error) if error.error_len().is_none() && n > 0 => {
                // A character is cut by the end of the buffer: keep its beginning.
                let valid = error.valid_up_to();
                buffer.copy_within(valid..end, 0);
                kept = end - valid;
            }
            Err(_) => break false,
        }
        if n == 0 {
            break kept == 0;
        }
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(text)
}

/// Where text that is otherwise UTF-8 is broken; none if it is some other text. What takes three bytes in UTF-8, as Chinese does, tells: the
/// words of GB18030 hardly ever look so (two bytes of it may well look like a letter of UTF-8: 太平 does), and of a file that lost some bytes
/// nearly all still do.
fn broken_utf8(file: &mut (impl Read + Seek)) -> Result<Option<FileProblem>, FileProblem> {
    /// So much of a line is looked at together.
    const PIECE: u64 = 1 << 20;
    let (mut line, mut first_broken, mut whole, mut broken) = (1, None, 0_u64, 0_u64);
    let mut reader = BufReader::new(&mut *file);
    let mut piece = Vec::new();
    loop {
        piece.clear();
        if reader.by_ref().take(PIECE).read_until(b'\n', &mut piece)? == 0 {
            break;
        }
        for chunk in piece.utf8_chunks() {
            whole += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count() as u64;
            if !chunk.invalid().is_empty() {
                broken += 1;
                first_broken.get_or_insert(line);
            }
        }
        line += u64::from(piece.ends_with(b"\n"));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(first_broken.filter(|_| whole > 4 * broken).map(FileProblem::BrokenText))
}

fn memchr_nul(bytes: &[u8]) -> bool {
    bytes.contains(&0)
}

fn decodes(file: &mut (impl Read + Seek), mut decoder: Decoder) -> Result<bool, FileProblem> {
    let mut input = vec![0; 1 << 16];
    let mut output = String::with_capacity(1 << 18);
    let mut good = true;
    loop {
        let n = file.read(&mut input)?;
        output.clear();
        let (_, _, replaced) = decoder.decode_to_string(&input[..n], &mut output, n == 0);
        if replaced || output.contains('\0') {
            good = false;
        }
        if n == 0 || !good {
            break;
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(good)
}

/// Reads a file of a known encoding as UTF-8 without a byte order mark.
pub struct Utf8Reader<R> {
    inner: R,
    decoder: Option<Decoder>,
    input: Vec<u8>,
    output: Vec<u8>,
    at: usize,
    start: bool,
    done: bool,
}

impl<R: Read> Utf8Reader<R> {
    /// Over a file at its beginning.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => None,
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_with_bom_removal()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_with_bom_removal()),
            Encoding::Gb18030 => Some(GB18030.new_decoder_without_bom_handling()),
        };
        Self { inner, decoder, input: vec![0; 1 << 16], output: Vec::new(), at: 0, start: true, done: false }
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() && !self.start && self.at == self.output.len() {
            return self.inner.read(out);
        }
        while self.at == self.output.len() {
            if self.done {
                return Ok(0);
            }
            let n = self.inner.read(&mut self.input)?;
            self.output.clear();
            self.at = 0;
            match &mut self.decoder {
                None => {
                    let bytes = &self.input[..n];
                    self.output.extend_from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
                    self.start = false;
                    if n == 0 {
                        self.done = true;
                    }
                    if self.output.is_empty() {
                        return Ok(0);
                    }
                }
                Some(decoder) => {
                    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(n).unwrap_or(1 << 18));
                    decoder
                        .decode_to_string(&self.input[..n], &mut text, n == 0)
                        .2
                        .then_some(())
                        .map_or(Ok(()), |()| Err(io::Error::new(io::ErrorKind::InvalidData, "not text")))?;
                    self.output = text.into_bytes();
                    self.done = n == 0;
                }
            }
        }
        let n = out.len().min(self.output.len() - self.at);
        out[..n].copy_from_slice(&self.output[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn read(bytes: &[u8]) -> Result<(Encoding, String), FileProblem> {
        let mut file = Cursor::new(bytes);
        let encoding = sniff(&mut file)?;
        let mut text = String::new();
        Utf8Reader::new(file, encoding).read_to_string(&mut text)?;
        Ok((encoding, text))
    }

    #[test]
    fn encodings() {
        let text = "评价编号,𠮷\r\n非常满意,é\r\n".repeat(40_000);
        assert_eq!(read(text.as_bytes()).unwrap(), (Encoding::Utf8, text.clone()));
        let bom = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        assert_eq!(read(&bom).unwrap(), (Encoding::Utf8Bom, text.clone()));
        let (gb, _, _) = GB18030.encode(&text);
        assert_eq!(read(&gb).unwrap(), (Encoding::Gb18030, text.clone()));
        let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16).unwrap(), (Encoding::Utf16Le, text));
    }

    /// A byte that was lost on the way is told with its line; GB18030 is not taken for such a file, in any cut of it.
    #[test]
    fn text_that_lost_bytes() {
        let text = "评价编号,单位名称,评价等级\r\n1,鸭曹村委会,满意\r\n2,太平镇,非常满意\r\n";
        let second = text.find("太").unwrap();
        for bom in [b"".as_slice(), b"\xef\xbb\xbf"] {
            for lost in 0..3 {
                let mut bytes = [bom, text.as_bytes()].concat();
                bytes.remove(bom.len() + second + lost);
                assert!(matches!(read(&bytes), Err(FileProblem::BrokenText(3))), "byte {lost}");
            }
            let cut = [bom, &text.as_bytes()[..text.len() - 3]].concat();
            assert!(matches!(read(&cut), Err(FileProblem::BrokenText(3))));
        }
        // 太平 in GB18030 is two letters of UTF-8.
        let names = format!("单位名称,办结日期,办件量\n{}", "太平,2026-11-01,3\n通女,2026-11-02,3\n".repeat(40));
        for text in [text, &names] {
            let (gb, _, _) = GB18030.encode(text);
            for from in 0..gb.len() {
                assert!(!matches!(read(&gb[from..]), Err(FileProblem::BrokenText(_))), "from {from}");
            }
        }
    }

    #[test]
    fn what_is_no_text() {
        assert!(matches!(read(b""), Err(FileProblem::Empty)));
        assert!(matches!(read(b"PK\x03\x04xxxx"), Err(FileProblem::Kind("xlsx"))));
        assert!(matches!(read(b"a,b\n\0\0"), Err(FileProblem::NotText)));
        assert!(matches!(read(b"a,\xff\xff\n"), Err(FileProblem::NotText)));
    }
}
