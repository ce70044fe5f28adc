//! The window's door: a page without rights of its own, and a few commands that carry bytes to the service.
//!
//! The page knows three verbs (`call`, `cancel`, `subscribe`), three dialogs (`pick_file`, `save_file`, `pick_folder`), the wish to
//! see what was written (`open_file`) or to start again (`restart`), and one report (`painted`). The session's token lives here and never in the page.

mod attachments;
mod call;
mod desk;
mod files;
mod page_lost;
mod report;
mod self_test;
mod startup;

pub use desk::{Desk, Opened};
pub use files::OpenFiles;

use std::process::ExitCode;
use tauri::{Builder, Context, Runtime};

/// Opens the window and stays until it is closed.
pub fn run() -> ExitCode {
    let options = startup::Options::from_environment();
    if let Some(code) = startup::with_renderer_that_works(self_test::renders_in_software(&options.data)) {
        return code;
    }
    let log = service::logs::start(&options.data, "window");
    let context = context_of(&options);
    let builder = Builder::default().plugin(tauri_plugin_single_instance::init(|app, _, _| startup::show(app)));
    let built = configure(builder)
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .setup(move |app| startup::set_up(app, &options))
        .build(context);
    let code = match built {
        Ok(app) => {
            app.run(startup::on_event);
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be made");
            ExitCode::FAILURE
        }
    };
    drop(log);
    code
}

/// Commands and plugins, the same for the real window and for tests on the mock runtime.
pub fn configure<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    let builder = builder.register_asynchronous_uri_scheme_protocol(attachments::SCHEME, attachments::answer);
    builder.plugin(tauri_plugin_dialog::init()).plugin(tauri_plugin_opener::init()).invoke_handler(tauri::generate_handler![
        call::call,
        call::cancel,
        call::subscribe,
        files::pick_file,
        files::save_file,
        files::open_file,
        files::pick_photos,
        files::pick_photo_folder,
        attachments::open_attachment,
        files::pick_folder,
        call::restart,
        report::painted
    ])
}

/// The context of a window on one folder. A window is the only one of its folder, not of the machine: under its own
/// identifier a demonstration can stand beside the district's own.
fn context_of(options: &startup::Options) -> Context<tauri::Wry> {
    let mut context = context();
    if let Some(mark) = options.mark() {
        let identifier = &mut context.config_mut().identifier;
        identifier.push_str(".d");
        identifier.push_str(&mark);
    }
    context
}

/// The configuration of `tauri.conf.json`.
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}
