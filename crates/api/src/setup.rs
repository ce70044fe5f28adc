//! The first run: what kind the database is, and the three custodians (三员).

use crate::session::{DatabaseKind, State};
use crate::{operation, wire};

wire! {
    /// A person who will enrol with a one-time code.
    pub struct Invitee {
        /// Name to sign in with.
        pub login: String,
        /// Name.
        pub name: String,
    }
}

wire! {
    /// Finishes the first run, once: sets the kind, makes the system administrator with his own password, and invites
    /// the security administrator and the security auditor, who must be other persons.
    pub struct Finish {
        /// Real or rehearsal (demonstration databases are made by `yimenctl demo create`).
        pub kind: DatabaseKind,
        /// The person at the keyboard, who becomes system administrator.
        pub system_admin: Invitee,
        /// His password.
        pub password: String,
        /// Will give the grants.
        pub security_admin: Invitee,
        /// Will audit the other two.
        pub security_auditor: Invitee,
    }
}
operation!(Finish => Finished, "setup.finish", Anyone, Write);

wire! {
    /// The first run is finished.
    pub struct Finished {
        /// The system administrator is signed in.
        pub state: State,
        /// One-time code of the security administrator, shown once.
        pub security_admin_code: String,
        /// One-time code of the security auditor, shown once.
        pub security_auditor_code: String,
    }
}
