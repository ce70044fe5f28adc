//! `inspection draw verify`: a certificate is computed anew, without a database.

use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::{ApiError, ErrorCode};
use domain::inspection::certificate::Certificate;
use serde_json::json;
use std::path::Path;

pub(crate) fn verify(file: &Path, out: &Output) -> Result<Exit, ApiError> {
    let name = Named::default().input(file)?.name;
    let bytes = std::fs::read(file).map_err(|_| ApiError::new(ErrorCode::FileUnreadable).with("name", name).with("detail", "denied"))?;
    let (attempts, problem) = match serde_json::from_slice::<Certificate>(&bytes) {
        Ok(certificate) => {
            let problem = certificate.verify().err().map(|problem| problem.to_string());
            (certificate.attempts, problem)
        }
        Err(error) => (Vec::new(), Some(format!("not a certificate: {error}"))),
    };
    if out.is_json() {
        out.value(&json!({ "attempts": attempts.len(), "problem": problem }));
    } else if let Some(problem) = &problem {
        out.data(&format!("NOT CORRECT: {problem}"));
    } else {
        for attempt in &attempts {
            let void = if attempt.void.is_empty() { String::new() } else { format!(", void: {}", attempt.void) };
            out.data(&format!("{} {}: correct, {} drawn{void}", attempt.roster.plan, attempt.roster.attempt, attempt.drawn.chosen.len()));
        }
    }
    Ok(if problem.is_none() { Exit::Ok } else { Exit::Refused })
}
