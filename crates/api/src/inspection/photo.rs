//! Photos and other files of a visit: looked at and matched, taken in, moved, covered, withdrawn.

use crate::attachment::AttachmentRow;
use crate::{ApiError, InFile, operation, wire};
use domain::attachment::AttachmentId;
use domain::inspection::photo::{BlackBox, Check, PhotoFields, Told};
use domain::inspection::plan::VisitId;

wire! {
    /// What files are, when and where they were taken, and to which line they belong by the answer nearest in time.
    pub struct PreviewVisitPhotos {
        /// Of which visit.
        pub visit: VisitId,
        /// At most [`domain::inspection::photo::FOLDER_MOST`].
        pub files: Vec<InFile>,
    }
}
operation!(PreviewVisitPhotos => VisitPhotosPreviewed, "inspection.photo.preview", VisitStations, Read);

wire! {
    /// File by file, in the order in which they were given.
    pub struct VisitPhotosPreviewed {
        /// The files.
        pub photos: Vec<VisitPhotoFound>,
    }
}

wire! {
    /// A file, and what is known of it before it is taken in.
    pub struct VisitPhotoFound {
        /// Its name.
        pub name: String,
        /// Bytes.
        pub size: u64,
        /// What it tells of when and where it was taken.
        pub told: Told,
        /// The same beside the visit.
        pub check: Check,
        /// 序号 of the line whose answer is nearest in time; empty: none is near.
        pub line: String,
        /// The visit has a file of this name and size already; whether the bytes are the same is seen when it is taken.
        pub same: bool,
        /// Why it can't be taken.
        pub problem: Option<ApiError>,
    }
}

wire! {
    /// A file to be taken in, and where it belongs.
    pub struct VisitPhotoTaken {
        /// The file.
        pub file: InFile,
        /// Where it belongs, and its caption.
        #[serde(default)]
        pub fields: PhotoFields,
    }
}

wire! {
    /// Takes photos and other files in while the record is being written: all or none. They are kept as they were taken.
    pub struct TakeVisitPhotos {
        /// Of which visit.
        pub visit: VisitId,
        /// At most [`domain::attachment::SEVERAL`].
        pub photos: Vec<VisitPhotoTaken>,
    }
}
operation!(TakeVisitPhotos => VisitPhotosTaken, "inspection.photo.take", VisitStations, Write);

wire! {
    /// What was taken.
    pub struct VisitPhotosTaken {
        /// How many.
        pub taken: u64,
        /// How many the visit had already, byte for byte.
        pub same: u64,
    }
}

wire! {
    /// A photo of a visit.
    pub struct VisitPhoto {
        /// What may be seen of it: the photo as it was taken, or for whoever is not of the district its copy (of one without a copy the small picture),
        /// with a name of its own.
        pub file: AttachmentRow,
        /// The photo as it was taken: which one is meant in requests.
        pub id: AttachmentId,
        /// Where it belongs, and its caption.
        pub fields: PhotoFields,
        /// The caller may see it as it was taken.
        #[serde(default)]
        pub is_inside: bool,
        /// `told` and `check` are what it tells. Otherwise they are kept from the caller or erased, and say nothing of the photo.
        #[serde(default)]
        pub is_told: bool,
        /// What it tells of when and where it was taken.
        pub told: Told,
        /// The same beside the visit.
        pub check: Check,
        /// A small picture of it.
        #[serde(default)]
        pub thumb: Option<AttachmentId>,
        /// Its copy without metadata, with the black boxes if there are any; none of papers, and of what came before copies were made.
        #[serde(default)]
        pub copy: Option<AttachmentId>,
        /// Which boxes those are.
        #[serde(default)]
        pub boxes: Vec<BlackBox>,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// Says where a photo belongs, and its caption.
    pub struct SaveVisitPhoto {
        /// Which.
        pub id: AttachmentId,
        /// Where it belongs, and its caption.
        pub fields: PhotoFields,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SaveVisitPhoto => VisitPhoto, "inspection.photo.save", VisitStations, Write);

wire! {
    /// 遮盖: lays black boxes on a copy of a photo. The photo stays as it was taken; whatever leaves the district has the copy.
    pub struct CoverVisitPhoto {
        /// Which.
        pub id: AttachmentId,
        /// All boxes, in ten thousandths of the picture as it is seen; none: the copy is given up.
        pub boxes: Vec<BlackBox>,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(CoverVisitPhoto => VisitPhoto, "inspection.photo.cover", VisitStations, Write);

wire! {
    /// 撤回: one that should not have come is not shown any more. That it was there, and why it is not, stays.
    pub struct WithdrawVisitPhoto {
        /// Which.
        pub id: AttachmentId,
        /// Why; at least five characters.
        pub reason: String,
    }
}
operation!(WithdrawVisitPhoto => VisitPhoto, "inspection.photo.withdraw", VisitStations, Write);

wire! {
    /// 记为站点位置: where this photo was taken stands the station; other photos are held beside that from now on.
    pub struct LocateStation {
        /// Which.
        pub photo: AttachmentId,
    }
}
operation!(LocateStation => VisitPhoto, "inspection.station.locate", VisitStations, Write);
