//! What each operation does; session, permission, audit, jobs
