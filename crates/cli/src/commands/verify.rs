//! `audit verify` and `rollup verify`: proofs of what is stored.

use crate::door::Door;
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::ApiError;

pub(crate) async fn audit(door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    let verified = door.call(api::audit::Verify {}, &Named::default()).await?;
    if out.is_json() {
        out.value(&verified);
    } else {
        out.data(&format!("entries {} faults {} head {}", verified.entries, verified.faults.len(), verified.head));
        for fault in &verified.faults {
            out.data(&format!("{} {}", fault.no, fault.what));
        }
    }
    Ok(if verified.faults.is_empty() { Exit::Ok } else { Exit::Refused })
}

pub(crate) async fn rollups(door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    let verified = door.call(api::audit::VerifyRollups {}, &Named::default()).await?;
    if out.is_json() {
        out.value(&verified);
    } else {
        out.data(&format!(
            "ratings {} case rows {} compared {} differing {}",
            verified.ratings, verified.case_rows, verified.compared, verified.differing
        ));
        for example in &verified.examples {
            out.data(example);
        }
    }
    Ok(if verified.differing == 0 { Exit::Ok } else { Exit::Refused })
}
