//! Other people's office program: files that LibreOffice has opened and saved again.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Has LibreOffice open files and save them in another folder of `folder`, as `xlsx`, `ods` or `pdf`; where they are, in the same order.
///
/// Debian's packages are `libreoffice-calc` and `libreoffice-writer`, which `cargo xtask test` installs. Without it a test fails: nothing else says what that
/// program makes of our files.
pub fn saved_by_office(folder: &Path, files: &[&Path], form: &str) -> Vec<PathBuf> {
    let (out, profile) = (folder.join(format!("office-{form}")), folder.join("office-profile"));
    std::fs::create_dir_all(&out).expect("a folder for LibreOffice");
    let done = Command::new("soffice")
        // Nobody's settings, and no other one that is open is asked to do it.
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", form, "--outdir"])
        .arg(&out)
        .args(files)
        .output()
        .unwrap_or_else(|error| {
            panic!("LibreOffice (soffice) could not be started: {error}; cargo xtask test installs libreoffice-calc and libreoffice-writer")
        });
    let saved = |file: &&Path| out.join(file.file_name().expect("a file's name")).with_extension(form);
    let saved: Vec<PathBuf> = files.iter().map(saved).collect();
    let missing: Vec<&PathBuf> = saved.iter().filter(|file| !file.exists()).collect();
    assert!(done.status.success() && missing.is_empty(), "LibreOffice left out {missing:?}: {}", String::from_utf8_lossy(&done.stderr));
    saved
}
