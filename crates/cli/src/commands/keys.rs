//! `keys`: where the installation's keys are, moving and renewing them.

use crate::args::{KeptArg, KeyArg, KeysCommand};
use crate::door::Door;
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::ApiError;
use api::backup::{KeyKind, RelocateKeys, RenewKey, Show};

pub(crate) async fn run(command: &KeysCommand, door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    let files = Named::default();
    match command {
        KeysCommand::Show => {}
        KeysCommand::Move { to } => {
            door.operate(RelocateKeys { to_system: *to == KeptArg::System }, &files).await?;
        }
        KeysCommand::Renew { key, reason } => {
            let key = match key {
                KeyArg::Signing => KeyKind::Signing,
                KeyArg::Encryption => KeyKind::Encryption,
            };
            door.operate(RenewKey { key, reason: reason.clone() }, &files).await?;
        }
    }
    let keys = door.operate(Show {}, &files).await?.keys;
    if out.is_json() {
        out.value(&keys);
    } else {
        let kept = if keys.in_system { "system" } else { "file" };
        out.data(&format!("kept {kept} signing {} encryption {} former {}", keys.signing, keys.encryption, keys.former));
        for lost in &keys.lost {
            out.data(&format!("lost {lost}"));
        }
    }
    Ok(if keys.lost.is_empty() { Exit::Ok } else { Exit::Refused })
}
