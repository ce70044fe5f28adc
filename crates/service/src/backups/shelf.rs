//! The folder in which backups lie. What a backup says of itself stands in it; a label beside it (`NAME.json`) repeats that for
//! one that is encrypted, and says when it was proved. Neither is believed when a backup is restored.

use api::backup::{About, Backup, Place, Proof, Protected, Trigger};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use store::archive::{self, Archive, ArchiveError, ENDING, Manifest, Opening, PROTECTED_ENDING};

/// What stands beside a backup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Label {
    /// Bytes of the backup: another file of its name has another label.
    size: u64,
    about: About,
    protected: Protected,
    proof: Option<Proof>,
}

/// What a manifest says, as it is told.
pub(super) fn about(manifest: &Manifest) -> About {
    let about = &manifest.about;
    About {
        kind: about.kind.clone(),
        district: about.district.clone(),
        made: about.made,
        by: about.by.clone(),
        trigger: match about.trigger {
            archive::Trigger::Hand => Trigger::Hand,
            archive::Trigger::Schedule => Trigger::Schedule,
            archive::Trigger::Upgrade => Trigger::Upgrade,
        },
        program: about.program.clone(),
        schema: manifest.schema,
        rows: manifest.rows(),
        ratings: manifest.rows_of("rating"),
        audit: manifest.rows_of("audit"),
        has_keys: manifest.has_secrets,
    }
}

/// A backup of the folder by its name, which is no path.
pub(super) fn file(folder: &Path, name: &str) -> Option<PathBuf> {
    let is_name = Path::new(name).file_name().is_some_and(|n| n == name) && is_backup(name);
    let path = folder.join(name);
    (is_name && path.is_file()).then_some(path)
}

fn is_backup(name: &str) -> bool {
    name.ends_with(ENDING) || name.ends_with(PROTECTED_ENDING)
}

fn label_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".json");
    PathBuf::from(name)
}

fn read_label(file: &Path, size: u64) -> Option<Label> {
    let label: Label = serde_json::from_slice(&fs::read(label_of(file)).ok()?).ok()?;
    (label.size == size).then_some(label)
}

fn write_label(file: &Path, label: &Label) -> io::Result<()> {
    let target = label_of(file);
    let part = target.with_extension("json.part");
    fs::write(&part, serde_json::to_vec_pretty(label).map_err(io::Error::other)?)?;
    fs::rename(part, target)
}

/// Puts a label beside a new backup. That it could not be written makes the backup no worse.
pub(super) fn label(file: &Path, manifest: &Manifest, protected: Protected) {
    let written =
        fs::metadata(file).and_then(|m| write_label(file, &Label { size: m.len(), about: about(manifest), protected, proof: None }));
    if let Err(error) = written {
        tracing::warn!(%error, "a backup has no label");
    }
}

/// Notes that a backup was proved.
pub(super) fn note_proof(file: &Path, manifest: &Manifest, protected: Protected, proof: Proof) -> io::Result<()> {
    let size = fs::metadata(file)?.len();
    write_label(file, &Label { size, about: about(manifest), protected, proof: Some(proof) })
}

/// Removes a backup and its label.
pub(super) fn remove(file: &Path) -> io::Result<()> {
    fs::remove_file(file)?;
    match fs::remove_file(label_of(file)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The backups of a folder, newest first; `kind` is that of the database here.
pub(super) fn list(folder: &Path, kind: &str) -> Vec<Backup> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut all: Vec<Backup> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok().filter(|n| is_backup(n))?;
            let size = entry.metadata().ok().filter(fs::Metadata::is_file)?.len();
            Some(look(&entry.path(), name, size, kind))
        })
        .collect();
    all.sort_by(|a, b| {
        let made = |b: &Backup| b.about.as_ref().map(|a| a.made);
        made(b).cmp(&made(a)).then_with(|| b.name.cmp(&a.name))
    });
    all
}

fn look(path: &Path, name: String, size: u64, kind: &str) -> Backup {
    let label = read_label(path, size);
    let is_protected = name.ends_with(PROTECTED_ENDING);
    let (mut found, mut problem) = (None, None);
    if is_protected {
        found = label.as_ref().map(|l| l.about.clone());
    } else {
        let opened = File::open(path).map_err(ArchiveError::from).and_then(|file| Archive::open(file, &Opening::default()));
        match opened {
            Ok(archive) => found = Some(about(archive.manifest())),
            Err(ArchiveError::Newer { .. }) => problem = Some("newer"),
            Err(ArchiveError::NotOurs) => problem = Some("not_ours"),
            Err(ArchiveError::File(_)) => problem = Some("unreadable"),
            Err(_) => problem = Some("damaged"),
        }
    }
    if problem.is_none() && found.as_ref().is_some_and(|a| a.kind != kind) {
        problem = Some("other_kind");
    }
    let protected = match &label {
        _ if !is_protected => Protected::None,
        Some(label) => label.protected,
        None => Protected::Passphrase,
    };
    Backup { name, size, about: found, protected, proof: label.and_then(|l| l.proof), problem: problem.map(str::to_owned) }
}

/// Whether a folder takes files: `gone`, `denied` or `full` if not.
pub(super) fn try_out(folder: &Path) -> Result<(), &'static str> {
    let told = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "gone",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "full",
        _ => "denied",
    };
    if !folder.is_dir() {
        return Err("gone");
    }
    let probe = folder.join(format!(".yimen-{}.probe", uuid::Uuid::now_v7()));
    let tried = fs::write(&probe, [0; 4096]);
    // What could not be written need not be there.
    let removed = fs::remove_file(&probe);
    tried.and(removed).map_err(|e| told(&e))
}

/// The folder, as it is told.
pub(super) fn place(folder: &Path, home: &Path) -> Place {
    let beside = folder.starts_with(home);
    // The own folder is made when it is first needed.
    let problem = if beside && !folder.exists() { None } else { try_out(folder).err() };
    let nearest = folder.ancestors().find(|f| f.is_dir());
    let free = nearest.and_then(|f| fs4::available_space(f).ok());
    Place { folder: folder.display().to_string(), beside, free, problem: problem.map(str::to_owned) }
}
