//! Several small texts as one zip: what whoever helps is sent.

use std::io::{self, Seek, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// A file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, with `/` between folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Writes the files as a zip.
pub fn write<W: Write + Seek>(out: W, entries: &[Entry]) -> io::Result<W> {
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    for entry in entries {
        zip.start_file(entry.name.as_str(), options).map_err(io::Error::other)?;
        zip.write_all(&entry.bytes)?;
    }
    zip.finish().map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_put_in_comes_out() {
        let entries = [("facts.txt", "一"), ("logs/window.2026-11-23.log", "")]
            .map(|(name, text)| Entry { name: name.to_owned(), bytes: text.into() });
        let zip = write(io::Cursor::new(Vec::new()), &entries).unwrap();
        let mut zip = zip::ZipArchive::new(zip).unwrap();
        for entry in entries {
            let mut text = Vec::new();
            zip.by_name(&entry.name).unwrap().read_to_end(&mut text).unwrap();
            assert_eq!(text, entry.bytes);
        }
    }
}
