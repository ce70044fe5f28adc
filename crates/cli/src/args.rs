//! The command line.

use clap::parser::ValueSource;
use clap::{ArgMatches, Args as ClapArgs, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use domain::import::Mapping;
use jiff::civil::Date;
use std::path::PathBuf;

/// The console from a script.
///
/// Exit codes: 0 done, 1 refused or rows returned, 2 usage, 3 sign-in or permission, 4 not found or changed meanwhile,
/// 5 busy or unavailable, 70 internal.
#[derive(Parser)]
#[command(name = "yimenctl", version)]
pub(crate) struct Args {
    /// Folder of the district (SQLite); the system's data folder if neither this nor --database is given. Beside
    /// --database: where imported files are staged.
    #[arg(long, global = true, env = "YIMEN_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// PostgreSQL database, postgres://…
    #[arg(long, global = true, env = "YIMEN_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// Signs in as this account; the password comes from YIMEN_PASSWORD or a prompt.
    #[arg(long, global = true)]
    pub(crate) user: Option<String>,
    /// Language of words and of files that are written.
    #[arg(long, global = true, value_enum, default_value = "zh")]
    pub(crate) lang: LangArg,
    /// Results and errors as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Args {
    /// The arguments of this program. What is typed beats what the environment says: `--data DIR` means that folder
    /// even where `YIMEN_DATABASE` is set.
    pub(crate) fn of_program() -> Result<Self, clap::Error> {
        let matches = Self::command().try_get_matches()?;
        let mut args = Self::from_arg_matches(&matches)?;
        if is_typed(&matches, "data") && !is_typed(&matches, "database") {
            args.database = None;
        }
        Ok(args)
    }
}

/// Typed anywhere on the line: an option for all commands may stand before or after theirs.
fn is_typed(matches: &ArgMatches, name: &str) -> bool {
    matches.try_contains_id(name).is_ok() && matches.value_source(name) == Some(ValueSource::CommandLine)
        || matches.subcommand().is_some_and(|(_, inner)| is_typed(inner, name))
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    /// 简体中文
    Zh,
    /// English
    En,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Lists every operation: name, who may, effect; with --json the schemas too.
    Operations {
        /// As a Markdown table.
        #[arg(long)]
        markdown: bool,
    },
    /// Calls an operation with a request as JSON (`-` reads it from standard input).
    Call {
        /// Its name.
        name: String,
        /// The request.
        body: String,
        /// A file that the request reads: its handle (and name) in the request, then the path.
        #[arg(long = "in", value_name = "HANDLE=FILE", value_parser = named_path)]
        inputs: Vec<(String, PathBuf)>,
        /// A file that the request writes.
        #[arg(long = "out", value_name = "HANDLE=FILE", value_parser = named_path)]
        outputs: Vec<(String, PathBuf)>,
        /// Requests are the lines of standard input, replies the lines of standard output, each written once it is done; an error
        /// is a line too and the next request follows.
        #[arg(long)]
        lines: bool,
    },
    /// Makes a new database of a kind; people are entered in the window's first run.
    Init {
        /// What kind.
        #[arg(long, value_enum)]
        kind: KindArg,
    },
    /// Imports ratings, cases, or a register: bodies, service points, accounts, units.
    Import(ImportArgs),
    /// Exports ratings, cases, or a register.
    Export(ExportArgs),
    /// Demonstration data.
    Demo {
        #[command(subcommand)]
        command: DemoCommand,
    },
    /// The work calendar.
    Calendar {
        #[command(subcommand)]
        command: CalendarCommand,
    },
    /// The audit log.
    Audit {
        #[command(subcommand)]
        command: VerifyCommand,
    },
    /// Stored sums.
    Rollup {
        #[command(subcommand)]
        command: VerifyCommand,
    },
    /// Inspections.
    Inspection {
        #[command(subcommand)]
        command: InspectionCommand,
    },
    /// Looks at the database and says what is wrong with it.
    Doctor {
        /// Writes what whoever helps needs to know into this zip: versions, sizes, checks, recent logs; nobody's data.
        #[arg(long, value_name = "FILE")]
        bundle: Option<PathBuf>,
    },
    /// Makes a backup, or looks at those that there are.
    Backup(BackupArgs),
    /// Restores a backup so that it becomes the database; the one that is there is put aside.
    Restore(RestoreArgs),
    /// The keys of this installation.
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Does what falls due by itself (backup, drill, erasure) and waits for its end: for machines on which no window is open.
    Due,
}

/// Where a passphrase comes from.
#[derive(ClapArgs, Clone, Debug, Default)]
pub(crate) struct PassphraseArgs {
    /// Asks for a passphrase (or takes YIMEN_PASSPHRASE).
    #[arg(long)]
    pub(crate) passphrase: bool,
    /// Takes the first line of this file as passphrase.
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

#[derive(ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct BackupArgs {
    #[command(subcommand)]
    pub(crate) command: Option<BackupCommand>,
    /// The file to write, `….yimen.zip`; without it one in the folder of backups.
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseArgs,
}

#[derive(Subcommand)]
pub(crate) enum BackupCommand {
    /// Lists the backups of the folder and how they stand; exit code 1 if the newest one is too old or none was proved.
    List,
    /// Checks every part of a backup against its manifest.
    Verify {
        /// The backup.
        file: PathBuf,
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
    /// Restores a backup in a scratch place and proves it there.
    Drill {
        /// The backup; the newest one of the folder if not given.
        file: Option<PathBuf>,
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
}

#[derive(ClapArgs)]
pub(crate) struct RestoreArgs {
    /// The backup.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseArgs,
    /// Why; it stands in the audit log.
    #[arg(long, default_value = "yimenctl restore")]
    pub(crate) reason: String,
    /// Takes over the installation's keys that a backup with a passphrase holds.
    #[arg(long)]
    pub(crate) adopt_keys: bool,
    /// A database that can't be opened any more is put aside unread.
    #[arg(long)]
    pub(crate) unreadable_aside: bool,
}

#[derive(Subcommand)]
pub(crate) enum KeysCommand {
    /// Names them and says where they are kept.
    Show,
    /// Moves their secrets.
    Move {
        /// Where to.
        #[arg(long, value_enum)]
        to: KeptArg,
    },
    /// Makes a new one in place of one that is lost or may be known to others.
    Renew {
        /// Which.
        #[arg(value_enum)]
        key: KeyArg,
        /// Why; it stands in the audit log.
        #[arg(long)]
        reason: String,
    },
}

/// Where secrets are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeptArg {
    /// Files that only the owner may read.
    File,
    /// The system's key store.
    System,
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyArg {
    /// Signs the audit log.
    Signing,
    /// Backups are encrypted to it.
    Encryption,
}

/// What a real database is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArg {
    /// The district's own data.
    Real,
    /// A rehearsal.
    Rehearsal,
}

/// Which files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// 评价
    Ratings,
    /// 办件量
    Cases,
    /// 部门
    Bodies,
    /// 服务站点
    Points,
    /// 账号
    Accounts,
    /// 区划
    Units,
    /// 服务事项
    Items,
    /// 权责清单
    Duties,
}

#[derive(ClapArgs)]
pub(crate) struct ImportArgs {
    /// What the file holds.
    #[arg(value_enum)]
    pub(crate) what: What,
    /// The file: XLSX, XLS, ODS or CSV.
    pub(crate) file: PathBuf,
    /// Sheet of a workbook; the one that looks like the table if not given.
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// Row of the header, from 1; found if not given.
    #[arg(long)]
    pub(crate) header_row: Option<u64>,
    /// What a column is whose header is not known; nothing after the sign: it is not used. For a column without a header
    /// its letter.
    #[arg(long = "map", value_name = "HEADER=FIELD", value_parser = mapped)]
    pub(crate) map: Vec<Mapping>,
    /// Source for rows that name none.
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Replaces what is stored with other content.
    #[arg(long)]
    pub(crate) replace: bool,
    /// Cases only: the first day that the file was exported for, if its rows begin later.
    #[arg(long, requires = "to")]
    pub(crate) from: Option<Date>,
    /// Cases only: the last day that the file was exported for.
    #[arg(long, requires = "from")]
    pub(crate) to: Option<Date>,
    /// Cases only: the file stands for the places that it names and no others.
    #[arg(long)]
    pub(crate) named_only: bool,
    /// Cases only: what is stored for the file's places and days and is not in it becomes 0.
    #[arg(long)]
    pub(crate) zero_absent: bool,
    /// Takes nothing unless every row is good.
    #[arg(long)]
    pub(crate) all_or_nothing: bool,
    /// Units only: the first day of what the file changes; today if not given.
    #[arg(long)]
    pub(crate) effective: Option<Date>,
    /// Units only: why, 2…200 characters.
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    /// Units only: 批准文号.
    #[arg(long, default_value = "")]
    pub(crate) paper: String,
    /// Changes nothing; checks every row and compares it with what is stored.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Writes the rows that were not taken, with reasons: as CSV, or as the file's own workbook, marked, if this ends in .xlsx.
    #[arg(long)]
    pub(crate) returned: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct ExportArgs {
    /// What to export.
    #[arg(value_enum)]
    pub(crate) what: What,
    /// The file to write: a workbook if it ends in .xlsx, else CSV.
    pub(crate) file: PathBuf,
    /// Code of a place; everything at and below it. The whole of what one may see if not given.
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// First day.
    #[arg(long)]
    pub(crate) from: Option<Date>,
    /// Last day.
    #[arg(long)]
    pub(crate) to: Option<Date>,
    /// Of a register: no rows, a form to fill in.
    #[arg(long)]
    pub(crate) template: bool,
}

#[derive(Subcommand)]
pub(crate) enum DemoCommand {
    /// Makes a new demonstration database.
    Create {
        /// Ratings in all, over 24 months.
        #[arg(long, default_value_t = 200_000)]
        ratings: u64,
        /// Another seed makes another district's habits.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Last day; yesterday if not given.
        #[arg(long)]
        until: Option<Date>,
        /// What kind of data.
        #[arg(long, value_enum, default_value = "typical")]
        profile: ProfileArg,
    },
    /// Writes the files that a demonstration is made from, without a database.
    Files {
        /// Where to.
        folder: PathBuf,
        /// Ratings in all, over 24 months.
        #[arg(long, default_value_t = 200_000)]
        ratings: u64,
        /// Another seed makes another district's habits.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Last day; yesterday if not given.
        #[arg(long)]
        until: Option<Date>,
        /// What kind of data.
        #[arg(long, value_enum, default_value = "typical")]
        profile: ProfileArg,
    },
}

/// What kind of demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileArg {
    /// A county as published figures show them.
    Typical,
    /// Evenly spread and shuffled, for measuring.
    Stress,
}

#[derive(Subcommand)]
pub(crate) enum CalendarCommand {
    /// Lists the years that are there and says from when days are provisional; exit code 1 if a year is missed.
    Check,
    /// Imports a year: the JSON of holiday-cn or the text of the State Council's notice.
    Import {
        /// The file.
        file: PathBuf,
        /// The year, where the file does not say it.
        #[arg(long)]
        year: Option<i16>,
        /// Why a year that is there is replaced.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Counts a period.
    Count {
        /// The day on which it begins; not counted.
        begins: Date,
        /// How many days.
        days: u32,
        /// Of what.
        #[arg(value_enum, default_value = "workday")]
        unit: UnitArg,
    },
}

/// In what a period is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitArg {
    /// 日
    Day,
    /// 工作日
    Workday,
    /// 自然日
    NaturalDay,
}

/// `HEADER=FIELD`
fn mapped(text: &str) -> Result<Mapping, String> {
    let (header, field) = text.rsplit_once('=').ok_or("HEADER=FIELD")?;
    Ok(Mapping { header: header.to_owned(), field: (!field.is_empty()).then(|| field.to_owned()) })
}

/// `HANDLE=FILE`
fn named_path(text: &str) -> Result<(String, PathBuf), String> {
    let (name, path) = text.split_once('=').ok_or("HANDLE=FILE")?;
    Ok((name.to_owned(), PathBuf::from(path)))
}

#[derive(Subcommand)]
pub(crate) enum InspectionCommand {
    /// Which stations are visited, and by whom.
    Draw {
        #[command(subcommand)]
        command: DrawCommand,
    },
}

#[derive(Subcommand)]
pub(crate) enum DrawCommand {
    /// Computes the draws of a certificate anew; exit code 1 if something else comes out. Needs no database.
    Verify {
        /// The certificate, JSON.
        file: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum VerifyCommand {
    /// Proves it.
    Verify,
}
