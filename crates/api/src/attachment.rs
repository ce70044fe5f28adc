//! 附件: photos and scanned papers that belong to something. Their bytes never pass through an operation: the door brings them.

use crate::{operation, wire};
use domain::attachment::{AttachmentId, Media};
use domain::time::Instant;

wire! {
    /// What is known of an attachment.
    pub struct AttachmentRow {
        /// Key; the door shows it under this.
        pub id: AttachmentId,
        /// The name of the file.
        pub name: String,
        /// What it is.
        pub media: Media,
        /// Bytes.
        pub size: u64,
        /// SHA-256 of its bytes, hexadecimal.
        pub sha256: String,
        /// The number of the form with which it came; empty: it came by itself.
        pub source: String,
        /// Who took it in.
        pub who: String,
        /// When.
        pub added_at: Instant,
        /// When it was withdrawn; it is not shown any more then.
        pub withdrawn_at: Option<Instant>,
        /// Why.
        pub withdrawn_why: String,
        /// When its bytes and its name were erased, their term being over.
        #[serde(default)]
        pub erased_at: Option<Instant>,
        /// Its bytes should be there, and are not: they were lost, or did not come with a backup.
        #[serde(default)]
        pub missing: bool,
    }
}

wire! {
    /// One attachment, if the caller may see what it belongs to and it was not withdrawn.
    pub struct ShowAttachment {
        /// Which.
        pub id: AttachmentId,
    }
}
operation!(ShowAttachment => AttachmentRow, "attachment.show", SignedIn, Read);

wire! {
    /// 撤回: one that should not have come is not shown any more. That it was there, and why it is not, stays.
    pub struct WithdrawAttachment {
        /// Which.
        pub id: AttachmentId,
        /// Why; at least five characters.
        pub reason: String,
    }
}
operation!(WithdrawAttachment => AttachmentRow, "attachment.withdraw", Supervise, Write);
