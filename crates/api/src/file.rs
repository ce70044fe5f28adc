//! Handles of files. No request holds a path: a door makes the handle from a dialog, a drop or an argument.

use crate::wire;

wire! {
    /// A file that the person gave to read.
    pub struct InFile {
        /// Known to the door that made it.
        pub handle: String,
        /// Name without folder, for showing.
        pub name: String,
        /// Bytes.
        pub size: u64,
    }
}

wire! {
    /// Files of a folder that the person chose.
    pub struct FolderFiles {
        /// The newest.
        pub files: Vec<InFile>,
        /// How many older ones are left out, there being too many.
        pub left_out: u64,
    }
}

wire! {
    /// A folder that the person chose.
    pub struct Folder {
        /// Known to the door that made it.
        pub handle: String,
        /// The whole path, for showing.
        pub name: String,
    }
}

wire! {
    /// A file that the person asked to be written.
    pub struct OutFile {
        /// Known to the door that made it.
        pub handle: String,
        /// Name without folder, for showing.
        pub name: String,
    }
}
