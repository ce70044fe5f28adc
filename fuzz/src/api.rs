//! Envelopes as a door gets them: every operation's request.

use api::{Call, Operation};
use serde_json::Value;

/// A request that is understood is written as one that is understood.
fn typed<O: Operation>(body: Value) {
    if let Ok(operation) = serde_json::from_value::<O>(body)
        && let Ok(again) = serde_json::to_value(&operation)
    {
        assert!(serde_json::from_value::<O>(again).is_ok(), "{} is not understood when it is written again", O::NAME);
    }
}

/// An envelope.
pub(crate) fn envelope(bytes: &[u8]) {
    let Ok(call) = serde_json::from_slice::<Call>(bytes) else { return };
    macro_rules! by_name {
        ($($area:ident :: $op:ident),+) => {
            match call.name.as_str() {
                $(<api::$area::$op as Operation>::NAME => typed::<api::$area::$op>(call.body),)+
                _ => {}
            }
        };
    }
    api::for_each_operation!(by_name);
}
