//! Backup and restore, against the sqlite3 shell's `.backup` and a plain copy of the file.

use super::report::Measures;
use super::{ctl, fresh, remove_file, time};
use crate::steps::succeed;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

pub(super) fn measure(measures: &mut Measures, folder: &Path, data: &Path) -> Result<()> {
    let (plain, copied, kept, restored) =
        (folder.join("plain.sqlite"), folder.join("copied.sqlite"), folder.join("bench.yimen.zip"), folder.join("restored"));
    for file in [&plain, &copied, &kept] {
        remove_file(file)?;
    }
    fresh(&restored)?;
    let file = data.join("data.sqlite");
    let size = fs::metadata(&file)?.len() as f64 / 1e6;
    let shell = time(|| succeed(Command::new("sqlite3").arg(&file).arg(format!(".backup '{}'", plain.display()))))?;
    let backup = time(|| succeed(ctl(data).arg("backup").arg(&kept)))?;
    let versus = format!("{size:.0} MB; sqlite3 .backup {shell:.1} s ({:.1}x)", backup / shell);
    measures.add("backup of the database", backup, "s", Some(10.0), &versus);
    let copy = time(|| {
        fs::copy(&plain, &copied)?;
        Ok(fs::File::open(&copied)?.sync_all()?)
    })?;
    let restore = time(|| succeed(ctl(&restored).arg("restore").arg(&kept)))?;
    let kept_size = fs::metadata(&kept)?.len() as f64 / 1e6;
    let versus = format!("{kept_size:.0} MB; a copy of the database {copy:.1} s ({:.1}x)", restore / copy);
    measures.add("restore into an empty folder", restore, "s", Some(20.0), &versus);
    for file in [&plain, &copied, &kept] {
        remove_file(file)?;
    }
    fresh(&restored)
}
