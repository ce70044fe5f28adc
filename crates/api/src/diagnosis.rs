//! 诊断包: what whoever helps needs to know, without a word of anybody.

use crate::file::OutFile;
use crate::{operation, wire};

wire! {
    /// What a diagnosis would hold, before it is written.
    pub struct Preview {}
}
operation!(Preview => Previewed, "diagnosis.preview", Backup, AuditedRead);

wire! {
    /// What a diagnosis would hold.
    pub struct Previewed {
        /// Its files.
        pub files: Vec<File>,
        /// The checks, in words for an administrator: name and what was found.
        pub facts: Vec<Fact>,
        /// What is wrong.
        pub faults: u64,
    }
}

wire! {
    /// A file of a diagnosis.
    pub struct File {
        /// Its name.
        pub name: String,
        /// Bytes.
        pub size: u64,
    }
}

wire! {
    /// Something that was looked at.
    pub struct Fact {
        /// What.
        pub name: String,
        /// What was found.
        pub value: String,
        /// It is a fault.
        pub bad: bool,
    }
}

wire! {
    /// Writes the diagnosis as a zip of texts.
    pub struct Write {
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Write => Written, "diagnosis.write", Backup, AuditedRead);

wire! {
    /// A diagnosis was written.
    pub struct Written {
        /// Bytes.
        pub size: u64,
        /// What it holds.
        pub found: Previewed,
    }
}
