//! The same bodies in ordinary tests: over every file of a corpus, whole, cut off, and with a byte changed.

use std::path::Path;

/// Runs a body over its corpus.
pub(crate) fn replay(name: &str, look: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let mut files = 0;
    for entry in std::fs::read_dir(corpus).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        look(&bytes);
        for n in 1..16 {
            look(&bytes[..bytes.len() * n / 16]);
            let mut changed = bytes.clone();
            if let Some(byte) = changed.get_mut(bytes.len() * n / 16) {
                *byte ^= 1 << (n % 8);
            }
            look(&changed);
        }
        files += 1;
    }
    assert!(files > 0, "{name} has no corpus");
}
