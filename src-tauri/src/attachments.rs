//! Photos and papers that belong to something, by a scheme of their own: `attachment://localhost/7` (on Windows
//! `http://attachment.localhost/7`). Whoever is signed in sees what he may see; the bytes are never kept by the web view.

use crate::desk::Desk;
use crate::files::{show, stand_in};
use api::attachment::{AttachmentRow, ShowAttachment};
use api::{ApiError, Call, ErrorCode, Lang, Operation, Outcome};
use domain::attachment::AttachmentId;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager, Runtime, State, UriSchemeContext, UriSchemeResponder};
use uuid::Uuid;

/// The scheme.
pub(crate) const SCHEME: &str = "attachment";

/// An attachment with its bytes, if whoever is signed in may see it.
async fn bytes(desk: &Desk, id: AttachmentId) -> Result<(AttachmentRow, Vec<u8>), ApiError> {
    let body = serde_json::to_value(ShowAttachment { id }).map_err(malformed)?;
    let call = Call { v: api::VERSION, request_id: Uuid::now_v7(), lang: Lang::Zh, name: ShowAttachment::NAME.to_owned(), body };
    let answer = desk.carry(&serde_json::to_vec(&call).map_err(malformed)?).await;
    let row: AttachmentRow = match serde_json::from_slice(&answer).map_err(malformed)? {
        Outcome::Ok(reply) => serde_json::from_value(reply).map_err(malformed)?,
        Outcome::Error(error) => return Err(error),
    };
    let service = desk.opened().await?;
    let bytes = service.attachment(&row.sha256).await.map_err(|error| {
        tracing::error!(attachment = id.0, %error, "the bytes of an attachment are gone or damaged");
        ApiError::new(ErrorCode::FileUnreadable).with("name", &row.name).with("detail", "damaged")
    })?;
    Ok((row, bytes))
}

fn malformed(error: impl std::fmt::Display) -> ApiError {
    ApiError::new(ErrorCode::Malformed).with("detail", error)
}

/// Answers a request of the page for a picture.
pub(crate) fn answer<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = context.app_handle().clone();
    let id = request.uri().path().trim_start_matches('/').parse().ok().map(AttachmentId);
    // Another window may ask for nothing.
    let id = id.filter(|_| context.webview_label() == "main");
    tauri::async_runtime::spawn(async move {
        let found = match id {
            Some(id) => bytes(&app.state::<Desk>(), id).await.ok(),
            None => None,
        };
        let response = match found {
            Some((row, bytes)) => Response::builder()
                .header(header::CONTENT_TYPE, row.media.mime())
                .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
                .header(header::CACHE_CONTROL, "no-store")
                .body(bytes),
            None => Response::builder().status(StatusCode::NOT_FOUND).body(Vec::new()),
        };
        responder.respond(response.unwrap_or_default());
    });
}

/// Opens one where the system shows such files: a copy within the district's own folder, since photos show people; the next start of the
/// window removes it.
#[tauri::command]
pub(crate) async fn open_attachment<R: Runtime>(app: AppHandle<R>, desk: State<'_, Desk>, id: AttachmentId) -> Result<(), ApiError> {
    let (row, bytes) = bytes(&desk, id).await?;
    if let Some(folder) = stand_in(&desk).await {
        return std::fs::write(folder.join("opened"), &row.name).map_err(|_| ErrorCode::ReadOnly.into());
    }
    let unwritable = |e: std::io::Error| ApiError::new(ErrorCode::FileUnwritable).with("name", &row.name).with("detail", e);
    let folder = desk.opened().await?.opened_folder().join(row.sha256.chars().take(16).collect::<String>());
    std::fs::create_dir_all(&folder).map_err(unwritable)?;
    // Its ending says what it is, whatever it was called: nothing is started that only looks like a photo.
    let stem = row.name.rsplit_once('.').map_or(row.name.as_str(), |(stem, _)| stem);
    let name: String = stem.chars().filter(|c| !r#"<>:"/\|?*"#.contains(*c)).collect();
    let path = folder.join(format!("{}.{}", name.trim(), row.media.ending()));
    std::fs::write(&path, bytes).map_err(unwritable)?;
    show(&app, &path)
}
