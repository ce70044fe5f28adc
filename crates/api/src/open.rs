//! Open data: what is published of service items and responsibility lists, for terminals and the online hall.
//!
//! The file's form is a promise to others: `docs/open/public-services.schema.json`.

use crate::file::OutFile;
use crate::import::Written;
use crate::{operation, wire};

wire! {
    /// Writes what is published as of today as JSON: service items in use or suspended, and the responsibility lists in force.
    pub struct ExportOpen {
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportOpen => Written, "open.export", Catalogue, AuditedRead);
