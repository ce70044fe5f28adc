//! `cargo xtask notices`: the licences of everything that a package carries, in one file beside the program.

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the file is written; `tauri.conf.json` packs it.
const NOTICES: &str = "target/THIRD-PARTY.txt";
/// What is shipped: the window with its page, and `yimenctl`.
const SHIPPED: [&str; 3] = ["yimen", "frontend", "cli"];

/// Writes the file and says where.
pub(crate) fn write() -> Result<PathBuf> {
    let metadata = MetadataCommand::new().exec()?;
    let carried = carried(&metadata)?;
    // Many libraries come with the very same text; it stands once, under the names of all of them.
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut out = fs::read_to_string("NOTICE").context("NOTICE")?;
    out.push_str("\nLibraries, their versions, licences and homes:\n\n");
    for package in &carried {
        let title = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref().unwrap_or("see its text below");
        let home = package.repository.as_deref().or(package.homepage.as_deref()).unwrap_or_default();
        writeln!(out, "{title} · {licence} · {home}")?;
        let folder = package.manifest_path.parent().context("a package stands in a folder")?;
        for text in licence_texts(folder.as_std_path())? {
            texts.entry(text).or_default().push(title.clone());
        }
    }
    for (text, of) in &texts {
        write!(out, "\n{}\n{}\n\n{text}\n", "-".repeat(80), of.join(", "))?;
    }
    fs::write(NOTICES, out)?;
    Ok(PathBuf::from(NOTICES))
}

/// Everything that what is shipped is linked from, itself left out, by name.
fn carried(metadata: &Metadata) -> Result<Vec<&Package>> {
    let resolve = metadata.resolve.as_ref().context("cargo metadata without a resolve")?;
    let ours: BTreeSet<&PackageId> = metadata.workspace_members.iter().collect();
    let mut open: Vec<&PackageId> =
        metadata.workspace_packages().iter().filter(|p| SHIPPED.contains(&p.name.as_str())).map(|p| &p.id).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let node = resolve.nodes.iter().find(|node| node.id == *id).context("a package without a node")?;
        let linked = |dep: &&cargo_metadata::NodeDep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
        open.extend(node.deps.iter().filter(linked).map(|dep| &dep.pkg));
    }
    let mut packages: Vec<&Package> = metadata.packages.iter().filter(|p| seen.contains(&p.id) && !ours.contains(&p.id)).collect();
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(packages)
}

/// The texts that a library brings along, in the order of their files' names.
fn licence_texts(folder: &Path) -> Result<Vec<String>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).filter(|f| is_licence(f)).collect();
    files.sort();
    let read = |file: PathBuf| fs::read(&file).map(|bytes| String::from_utf8_lossy(&bytes).trim().replace("\r\n", "\n"));
    Ok(files.into_iter().map(read).collect::<Result<Vec<_>, _>>()?)
}

fn is_licence(file: &Path) -> bool {
    let name = file.file_name().map(|n| n.to_string_lossy().to_uppercase()).unwrap_or_default();
    file.is_file() && ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT"].iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_is_named_and_what_only_builds_or_tests_is_not() {
        let metadata = MetadataCommand::new().exec().unwrap();
        let names: BTreeSet<&str> = carried(&metadata).unwrap().iter().map(|p| p.name.as_str()).collect();
        for linked in ["sqlx", "leptos", "tauri", "clap"] {
            assert!(names.contains(linked), "{linked}");
        }
        for other in ["tauri-build", "fantoccini", "wasm-bindgen-cli-support", "domain"] {
            assert!(!names.contains(other), "{other}");
        }
    }

    #[test]
    fn files_of_licences() {
        let at = |name: &str| is_licence(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name));
        assert_eq!(["LICENSE", "NOTICE", "Cargo.toml", "docs"].map(at), [true, true, false, false]);
    }
}
