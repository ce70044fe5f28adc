//! Exit codes that scripts can rely on.

use api::{ApiError, ErrorCode};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done.
    Ok = 0,
    /// Refused, or rows came back: look at the output.
    Refused = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// Sign-in or permission.
    NotAllowed = 3,
    /// Not there, or changed meanwhile.
    NotFound = 4,
    /// Busy, unreachable, full or read-only: try again after mending it.
    Unavailable = 5,
    /// A fault of ours; the log has it.
    Internal = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Exit {
    /// The code for an error.
    pub(crate) fn of(error: &ApiError) -> Self {
        use ErrorCode::{
            AlreadySetUp, BackupUnusable, Busy, Cancelled, Conflict, DatabaseDamaged, DatabaseNewer, DemoOnly, DiskFull, FileUnreadable,
            FileUnwritable, InUse, Internal, Invalid, JobRunning, KeyLost, LockedOut, Malformed, NotFound, NotPermitted, OnOutpost,
            PacketUnusable, ReadOnly, RolesExclude, SessionEnded, SetupNeeded, SignInNeeded, Unavailable, UnknownOperation,
            VersionMismatch, WrongCode, WrongCredentials,
        };
        match error.code {
            Malformed | UnknownOperation | VersionMismatch => Self::Usage,
            SignInNeeded | SessionEnded | NotPermitted | WrongCredentials | LockedOut | WrongCode => Self::NotAllowed,
            NotFound | Conflict => Self::NotFound,
            Busy | DiskFull | ReadOnly | DatabaseDamaged | DatabaseNewer | Unavailable | JobRunning | InUse | KeyLost => Self::Unavailable,
            Invalid | RolesExclude | DemoOnly | SetupNeeded | AlreadySetUp | FileUnreadable | FileUnwritable | Cancelled
            | BackupUnusable | PacketUnusable | OnOutpost => Self::Refused,
            Internal => Self::Internal,
        }
    }
}
