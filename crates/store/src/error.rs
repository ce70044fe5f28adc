//! What can go wrong below the rules.

/// An error of the database layer. "Not found" is not one: look-ups return an `Option`.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the write lock for longer than the busy timeout.
    #[error("the database is busy")]
    Busy,
    /// No space left.
    #[error("the disk is full")]
    DiskFull,
    /// The file or folder can't be written.
    #[error("the database is read-only")]
    ReadOnly,
    /// Made by a newer version.
    #[error("the database has schema {found}, this program knows up to {known}")]
    Newer {
        /// Its schema version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A secret of the installation is not where its record says.
    #[error("the {} key is lost", .0.code())]
    KeyLost(crate::keys::Which),
    /// Another program has the database open, and what is asked for needs it alone.
    #[error("another program has the database open")]
    InUse,
    /// A folder on a network file system, where SQLite's locks can't be trusted.
    #[error("{0} is on a network file system")]
    NetworkFolder(String),
    /// What is stored can't be read any more: a page, a whole file, a value that is none.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// Can't be opened or reached.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A unique or check rule of the schema refused a write.
    #[error("a rule of the database refused the write: {0}")]
    Constraint(String),
    /// A stored row breaks a rule of the domain.
    #[error("{table}.{column} of row {key} breaks a rule")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// Key of the row.
        key: String,
    },
    /// A statement failed in a way that nobody expected.
    #[error("database: {0}")]
    Sql(#[source] sqlx::Error),
    /// A file of this machine could not be read or written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
}

impl StoreError {
    /// A row that breaks a rule.
    pub fn inconsistent(table: &'static str, column: &'static str, key: impl ToString) -> Self {
        Self::Inconsistent { table, column, key: key.to_string() }
    }
}

/// SQLite's extended codes that mean something else than their family.
const IOERR_SHMSIZE: i32 = 4874;
const IOERR_CORRUPTFS: i32 = 8458;
const IOERR_DATA: i32 = 8202;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(db) => {
                let code = db.code().map(|c| c.into_owned()).unwrap_or_default();
                // SQLite's extended codes carry the primary code in the low byte; PostgreSQL's are five characters.
                match code.parse::<i32>().ok().filter(|_| code.len() < 5) {
                    // The file that programs share beside the log could not grow: there was no room for it.
                    Some(IOERR_SHMSIZE) => Self::DiskFull,
                    Some(IOERR_CORRUPTFS | IOERR_DATA) => Self::Damaged(db.message().to_owned()),
                    Some(n) => match n & 0xff {
                        5 | 6 => Self::Busy,
                        8 => Self::ReadOnly,
                        // A table that is strict holds no bytes where a text belongs.
                        1 if db.message().contains("JSON cannot hold BLOB values") => Self::Damaged(db.message().to_owned()),
                        11 | 26 => Self::Damaged(db.message().to_owned()),
                        13 => Self::DiskFull,
                        10 | 14 => Self::Unavailable(db.message().to_owned()),
                        19 => Self::Constraint(db.message().to_owned()),
                        _ => Self::Sql(error),
                    },
                    None => match code.as_str() {
                        "53100" => Self::DiskFull,
                        "25006" => Self::ReadOnly,
                        "XX001" | "XX002" => Self::Damaged(db.message().to_owned()),
                        "40001" | "40P01" | "55P03" => Self::Busy,
                        c if c.starts_with("23") => Self::Constraint(db.message().to_owned()),
                        c if c.starts_with("08") || c.starts_with("57P") || c.starts_with("53") => {
                            Self::Unavailable(db.message().to_owned())
                        }
                        _ => Self::Sql(error),
                    },
                }
            }
            sqlx::Error::Io(io) => Self::Unavailable(io.to_string()),
            sqlx::Error::ColumnDecode { source, .. } | sqlx::Error::Decode(source) if is_foreign_value(&source.to_string()) => {
                Self::Damaged(error.to_string())
            }
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed => Self::Unavailable("closed".to_owned()),
            _ => Self::Sql(error),
        }
    }
}

/// Columns of SQLite have types and checks: a value of another type, or text that is none, was written by nobody. By the names
/// of SQLite's types, since with PostgreSQL a value that can't be read is a fault of the program.
fn is_foreign_value(what: &str) -> bool {
    ["`BLOB`", "`INTEGER`", "`REAL`", "invalid utf-8", "invalid length"].iter().any(|word| what.contains(word))
}
