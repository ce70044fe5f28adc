//! Turns the Fluent files under `locales/` into typed accessors (see the crate's documentation).

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> std::process::ExitCode {
    let Ok(out) = std::env::var("OUT_DIR") else {
        return std::process::ExitCode::FAILURE;
    };
    // The page fetches its languages as files of their own, all others have them inside.
    let is_page = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let ftl = if is_page {
        FtlOutputOptions::multi_file(&format!("{out}/languages"))
    } else {
        FtlOutputOptions::single_file(&format!("{out}/translations.ftl"))
    };
    // Into the build folder, not into `src/`: several rooms use the accessors, so the compiler could not tell which
    // are unused anyway, and a generated file in the tree would only make noise. A test looks for unused messages.
    build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder("locales")
            .with_default_language("zh-CN")
            .with_output_file_path(&format!("{out}/l10n.rs"))
            .with_ftl_output(ftl)
            .with_prefix("")
            .with_lint_level(LintLevel::Strict)
            .without_bidi_isolation()
            .without_format(),
    )
}
