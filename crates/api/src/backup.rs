//! 备份与恢复: backups, their schedule and proofs, restoring, and the installation's keys. Counts and sizes only: whoever keeps
//! the backups sees no row of them.

use crate::file::{Folder, InFile, OutFile};
use crate::{ApiError, Done, operation, wire};
use domain::backup::{Schedule, Standing};
use domain::time::Instant;
use uuid::Uuid;

wire! {
    /// How backups stand.
    pub struct Show {}
}
operation!(Show => Shown, "backup.show", Backup, Read);

wire! {
    /// How backups stand.
    pub struct Shown {
        /// In a word.
        pub standing: Standing,
        /// When the newest good one was made.
        pub newest: Option<Instant>,
        /// When one was last proved by a drill.
        pub proved: Option<Instant>,
        /// When they are made by themselves.
        pub schedule: Schedule,
        /// Where they lie.
        pub place: Place,
        /// Bytes of the database.
        pub database: u64,
        /// `SQLite` or `PostgreSQL`.
        pub engine: String,
        /// Newest first.
        pub backups: Vec<Backup>,
        /// Databases that were put aside when another one was restored, newest first.
        pub replaced: Vec<Replaced>,
        /// What runs now.
        pub running: Option<Work>,
        /// What ran lately, newest first.
        pub recent: Vec<Work>,
        /// A restored database that takes its place at the next start.
        pub pending: Option<Pending>,
        /// The installation's keys.
        pub keys: Keys,
    }
}

wire! {
    /// Where backups lie.
    pub struct Place {
        /// The folder, for reading.
        pub folder: String,
        /// It is the one beside the database: gone with it if the disk breaks.
        pub beside: bool,
        /// Bytes free there.
        pub free: Option<u64>,
        /// Nothing can be written there: `gone`, `denied`, `full`.
        pub problem: Option<String>,
    }
}

wire! {
    /// Why a backup was made.
    pub enum Trigger {
        /// By hand.
        Hand,
        /// By the schedule.
        Schedule,
        /// Before an upgrade.
        Upgrade,
    }
}

wire! {
    /// How a backup is protected.
    pub enum Protected {
        /// Not at all.
        None,
        /// By a passphrase.
        Passphrase,
        /// By this installation's key.
        Key,
    }
}

wire! {
    /// A backup in one of the folders.
    pub struct Backup {
        /// Its file's name.
        pub name: String,
        /// Bytes.
        pub size: u64,
        /// What it says of itself; none if it can't be read without its passphrase or key, or not at all.
        pub about: Option<About>,
        /// How it is protected.
        pub protected: Protected,
        /// It was restored in a scratch place and found good.
        pub proof: Option<Proof>,
        /// Why it can't be used here: details of [`crate::ErrorCode::BackupUnusable`].
        pub problem: Option<String>,
    }
}

wire! {
    /// What a backup says of itself.
    pub struct About {
        /// `real`, `demo`, `rehearsal`.
        pub kind: String,
        /// The district.
        pub district: String,
        /// When its snapshot was taken.
        pub made: Instant,
        /// By whom.
        pub by: String,
        /// Why.
        pub trigger: Trigger,
        /// Version of the program.
        pub program: String,
        /// Schema of its rows.
        pub schema: i64,
        /// Rows of all tables.
        pub rows: u64,
        /// Ratings among them.
        pub ratings: u64,
        /// Entries of the audit log among them.
        pub audit: u64,
        /// It holds the installation's keys.
        pub has_keys: bool,
    }
}

wire! {
    /// That a backup was proved.
    pub struct Proof {
        /// When.
        pub at: Instant,
        /// By whom.
        pub by: String,
        /// What the drill did: rows restored, roll-up rows and figures compared, audit entries proved.
        pub rows: u64,
        /// Roll-up rows that were compared with the raw rows.
        pub rollups: u64,
        /// Entries of the audit log that were proved.
        pub audit: u64,
        /// Figures of the first screen that were compared.
        pub figures: u64,
        /// Milliseconds.
        pub took_ms: u64,
    }
}

wire! {
    /// A database that was put aside.
    pub struct Replaced {
        /// Its name: the time of the restore in digits.
        pub name: String,
        /// Bytes, where they are known.
        pub size: Option<u64>,
    }
}

wire! {
    /// A restored database that waits for the next start.
    pub struct Pending {
        /// The backup.
        pub archive: String,
        /// When that was made.
        pub made: Instant,
        /// Who ordered it.
        pub by: String,
        /// When.
        pub ordered: Instant,
    }
}

wire! {
    /// The installation's keys, by their public halves.
    pub struct Keys {
        /// In the system's key store rather than in files.
        pub in_system: bool,
        /// The system has a key store that answers.
        pub system_there: bool,
        /// Names the key that signs the audit log.
        pub signing: String,
        /// Names the key that backups are encrypted to.
        pub encryption: String,
        /// How many keys signed before.
        pub former: u64,
        /// Secrets that are not where they should be: `signing`, `encryption`.
        pub lost: Vec<String>,
    }
}

wire! {
    /// What is being done.
    pub enum Task {
        /// A backup is made.
        Make,
        /// A backup's parts are checked against its manifest.
        Verify,
        /// A backup is restored in a scratch place and proved.
        Drill,
        /// A backup is restored to become the database.
        Restore,
    }
}

wire! {
    /// Long work on backups.
    pub struct Work {
        /// Key.
        pub id: Uuid,
        /// What.
        pub task: Task,
        /// Where it stands.
        pub state: crate::job::JobState,
        /// The backup.
        pub name: String,
        /// Who; `system` for the schedule.
        pub by: String,
        /// When it began.
        pub started: Instant,
        /// When it ended.
        pub ended: Option<Instant>,
        /// Rows done.
        pub done: u64,
        /// Rows in all; 0 while that is not known.
        pub total: u64,
        /// What is done now: `reading`, `loading`, `proving`.
        pub phase: String,
        /// Why it failed.
        pub error: Option<ApiError>,
    }
}

wire! {
    /// Makes a backup.
    pub struct Make {
        /// Protects it, and takes the installation's keys along.
        pub passphrase: Option<String>,
        /// Where to; none: into the folder of backups.
        pub out: Option<OutFile>,
    }
}
operation!(Make => Work, "backup.make", Backup, Write);

wire! {
    /// One piece of work.
    pub struct ShowWork {
        /// Its key.
        pub work: Uuid,
    }
}
operation!(ShowWork => Work, "backup.work.show", Backup, Read);

wire! {
    /// Stops work that goes on; what it has written is thrown away.
    pub struct CancelWork {
        /// Its key.
        pub work: Uuid,
    }
}
operation!(CancelWork => Done, "backup.work.cancel", Backup, Write);

wire! {
    /// Which backup.
    pub struct Which {
        /// One of the folder, by its name.
        pub name: Option<String>,
        /// Or any file.
        pub file: Option<InFile>,
        /// For one that a passphrase protects.
        pub passphrase: Option<String>,
    }
}

wire! {
    /// Checks every part of a backup against its manifest; needs little time and no room.
    pub struct Verify {
        /// Which.
        pub backup: Which,
    }
}
operation!(Verify => Work, "backup.verify", Backup, Write);

wire! {
    /// Restores a backup in a scratch place, opens it, proves audit log, roll-ups and figures, and notes that.
    pub struct Drill {
        /// Which.
        pub backup: Which,
    }
}
operation!(Drill => Work, "backup.drill", Backup, Write);

wire! {
    /// Restores a backup and proves it as a drill does; then it takes the place of the database at the next start. The
    /// database that is there now is put aside, whole.
    pub struct Restore {
        /// Which.
        pub backup: Which,
        /// Why.
        pub reason: String,
        /// Takes over the installation's keys that are in it.
        pub adopt_keys: bool,
    }
}
operation!(Restore => Work, "backup.restore", Backup, Write);

wire! {
    /// The restored database that waits is thrown away; the present one stays.
    pub struct RevokeRestore {}
}
operation!(RevokeRestore => Done, "backup.restore.revoke", Backup, Write);

wire! {
    /// Removes a backup from the folder.
    pub struct Remove {
        /// Its name.
        pub name: String,
        /// Why.
        pub reason: String,
    }
}
operation!(Remove => Done, "backup.remove", Backup, Write);

wire! {
    /// Removes a database that was put aside.
    pub struct RemoveReplaced {
        /// Its name.
        pub name: String,
        /// Why.
        pub reason: String,
    }
}
operation!(RemoveReplaced => Done, "backup.replaced.remove", Backup, Write);

wire! {
    /// Sets when backups are made and how many are kept.
    pub struct SaveSchedule {
        /// The schedule.
        pub schedule: Schedule,
    }
}
operation!(SaveSchedule => Done, "backup.schedule.save", Backup, Write);

wire! {
    /// Chooses where backups lie from now on; none: beside the database. Those that are there already stay where they are.
    pub struct SetFolder {
        /// The folder.
        pub folder: Option<Folder>,
    }
}
operation!(SetFolder => Done, "backup.folder.set", Backup, Write);

wire! {
    /// Moves the secrets of the installation's keys.
    pub struct RelocateKeys {
        /// Into the system's key store, or into files.
        pub to_system: bool,
    }
}
operation!(RelocateKeys => Done, "key.relocate", Backup, Write);

wire! {
    /// Which key.
    pub enum KeyKind {
        /// Signs the audit log.
        Signing,
        /// Backups are encrypted to it.
        Encryption,
    }
}

wire! {
    /// Makes a new key in place of one that is lost or may be known to others.
    pub struct RenewKey {
        /// Which.
        pub key: KeyKind,
        /// Why.
        pub reason: String,
    }
}
operation!(RenewKey => Done, "key.renew", Backup, Write);
