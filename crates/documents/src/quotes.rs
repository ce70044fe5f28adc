//! Quotes of a CSV that do not pair: a quote that is never closed, or that is closed in the middle of a cell, swallows the rows behind it, and a
//! reader of CSV says nothing. They are watched for on the bytes' way to it.

use std::collections::VecDeque;
use std::io::Read;

/// Where the bytes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before the first character of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote that closes, or is the first of two that stand for one.
    Closing,
}

/// Text on its way to a reader of CSV, and where its quotes do not pair.
pub(crate) struct Quotes<R> {
    inner: R,
    delimiter: u8,
    at: At,
    seen: u64,
    /// Offsets of what stands behind a closing quote and does not belong there.
    faults: VecDeque<u64>,
    /// The text ended between quotes.
    is_cut: bool,
}

impl<R> Quotes<R> {
    pub(crate) fn new(inner: R, delimiter: u8) -> Self {
        Self { inner, delimiter, at: At::Start, seen: 0, faults: VecDeque::new(), is_cut: false }
    }

    /// The text has ended between quotes: what was handed out last is not whole.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether a fault lies before an offset; it and all before it are forgotten.
    pub(crate) fn fault_before(&mut self, offset: u64) -> bool {
        let before = self.faults.iter().take_while(|fault| **fault < offset).count();
        self.faults.drain(..before);
        before > 0
    }

    fn ends_cell(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// Goes over what was read. Nearly all of it has no quote and is skipped: only what stands right before a quote says what it is.
    fn pass(&mut self, mut bytes: &[u8]) {
        while let Some(first) = bytes.first() {
            if self.at == At::Closing {
                self.at = match first {
                    b'"' => At::Quoted,
                    byte if self.ends_cell(*byte) => At::Start,
                    _ => {
                        self.faults.push_back(self.seen);
                        At::Plain
                    }
                };
                self.skip(&mut bytes, 1);
                continue;
            }
            let (without, has_quote) = memchr::memchr(b'"', bytes).map_or((bytes.len(), false), |at| (at, true));
            if self.at != At::Quoted
                && let Some(last) = without.checked_sub(1).and_then(|last| bytes.get(last))
            {
                self.at = if self.ends_cell(*last) { At::Start } else { At::Plain };
            }
            self.skip(&mut bytes, without + usize::from(has_quote));
            if has_quote {
                self.at = match self.at {
                    At::Start => At::Quoted,
                    At::Quoted => At::Closing,
                    at => at,
                };
            }
        }
    }

    fn skip(&mut self, bytes: &mut &[u8], n: usize) {
        *bytes = bytes.get(n..).unwrap_or_default();
        self.seen += n as u64;
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(out)?;
        if n == 0 && !out.is_empty() && self.at == At::Quoted {
            self.is_cut = true;
        }
        self.pass(out.get(..n).unwrap_or_default());
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Offsets of the faults of a text, however it is read, and whether it ends between quotes.
    fn faults(text: &str, part: usize) -> (Vec<u64>, bool) {
        let mut quotes = Quotes::new(text.as_bytes(), b',');
        let mut part = vec![0; part];
        while quotes.read(&mut part).unwrap() > 0 {}
        (quotes.faults.iter().copied().collect(), quotes.is_cut())
    }

    #[test]
    fn quotes_pair_or_it_is_known_where_they_do_not() {
        let cases: [(&str, &[u64], bool); 9] = [
            ("a,\"b\",c\n", &[], false),
            ("\"a\nb\",c\n\"d\"\"e\"\r\n", &[], false),
            ("\"\",\"\"\"\"\n", &[], false),
            ("五\"寸\",c\n", &[], false),
            ("\"好\"的\n", &[5], false),
            ("a,\"b\nc,d\n", &[], true),
            ("a,\"b\nc,\"d\"\n", &[8], false),
            ("\"", &[], true),
            ("", &[], false),
        ];
        for (text, wanted, is_cut) in cases {
            for part in [1, 2, 64] {
                assert_eq!(faults(text, part), (wanted.to_vec(), is_cut), "{text:?}");
            }
        }
    }

    /// The same, one byte after the other.
    fn byte_by_byte(text: &str) -> (Vec<u64>, bool) {
        let (mut at, mut faults) = (At::Start, Vec::new());
        for (n, byte) in text.bytes().enumerate() {
            at = match (at, byte) {
                (At::Start | At::Closing, b'"') => At::Quoted,
                (At::Quoted, b'"') => At::Closing,
                (At::Quoted, _) => At::Quoted,
                (_, b',' | b'\n' | b'\r') => At::Start,
                (At::Closing, _) => {
                    faults.push(n as u64);
                    At::Plain
                }
                (At::Start | At::Plain, _) => At::Plain,
            };
        }
        (faults, at == At::Quoted)
    }

    proptest! {
        #[test]
        fn what_is_skipped_changes_nothing(text in "[\",\n\r a好]{0,40}", part in 1..9_usize) {
            prop_assert_eq!(faults(&text, part), byte_by_byte(&text));
        }

        /// What the library writes has no fault, whatever the cells.
        #[test]
        fn what_is_written_well_has_none(cells in prop::collection::vec("[\",\n\r a好]{0,12}", 1..20)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&cells).unwrap();
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(faults(&text, 7), (Vec::new(), false));
        }
    }
}
