//! Photos that come back with forms: told by the number in their names where they belong.

use super::MatterRow;
use crate::file::InFile;
use crate::{ApiError, operation, wire};
use domain::attachment::Media;

wire! {
    /// What taking these files in would do.
    pub struct PreviewPhotos {
        /// At most [`domain::attachment::SEVERAL`].
        pub files: Vec<InFile>,
    }
}
operation!(PreviewPhotos => PhotosPreviewed, "supervision.photo.preview", Supervise, Read);

wire! {
    /// File by file, in the order in which they were given.
    pub struct PhotosPreviewed {
        /// The files.
        pub photos: Vec<PhotoFound>,
    }
}

wire! {
    /// A file, and where it belongs.
    pub struct PhotoFound {
        /// Its name.
        pub name: String,
        /// Bytes.
        pub size: u64,
        /// What it is.
        pub media: Option<Media>,
        /// The number that stands in its name: of a form or of a matter.
        pub number: String,
        /// The matter.
        pub matter: Option<MatterRow>,
        /// Why it can't be taken.
        pub problem: Option<ApiError>,
    }
}

wire! {
    /// Takes photos in: all or none.
    pub struct TakePhotos {
        /// At most [`domain::attachment::SEVERAL`].
        pub files: Vec<InFile>,
    }
}
operation!(TakePhotos => PhotosTaken, "supervision.photo.take", Supervise, Write);

wire! {
    /// What was taken.
    pub struct PhotosTaken {
        /// How many.
        pub taken: u64,
        /// How many were there already, byte for byte.
        pub same: u64,
        /// The matters that have them now.
        pub matters: Vec<MatterRow>,
    }
}
