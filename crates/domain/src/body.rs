//! Bodies (部门): the offices that handle services, each with its place.

use crate::change::Being;
use crate::place::PlaceId;
use serde::{Deserialize, Serialize};

/// Stable key of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct BodyId(pub i64);

/// A body as lists need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Body {
    /// Stable key.
    pub id: BodyId,
    /// 统一社会信用代码 (18 characters) where it is known.
    pub code: Option<String>,
    /// Name as on the door.
    pub name: String,
    /// Where it sits.
    pub place: PlaceId,
    /// Still handling cases.
    pub active: bool,
    /// From when on and until when it is there.
    #[serde(default, skip_serializing_if = "Being::is_plain")]
    pub being: Being,
    /// The body that it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<BodyId>,
    /// Moves by one with every change.
    pub version: i64,
}

/// Checks a 统一社会信用代码 by GB 32100-2015: 18 characters of its alphabet, the last one a check digit mod 31.
pub fn is_credit_code(code: &str) -> bool {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let bytes = code.as_bytes();
    if bytes.len() != 18 {
        return false;
    }
    let mut sum = 0;
    let mut weight = 1;
    let mut values = [0; 18];
    for (slot, byte) in values.iter_mut().zip(bytes) {
        let Some(value) = ALPHABET.iter().position(|a| a == byte) else { return false };
        *slot = value;
    }
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == values[17]
}

#[cfg(test)]
mod tests {
    use super::is_credit_code;

    #[test]
    fn credit_codes() {
        // The worked example of GB 32100-2015.
        assert!(is_credit_code("91350100M000100Y43"));
        assert!(!is_credit_code("91350100M000100Y44"));
        assert!(!is_credit_code("91350100M000100I43"));
        assert!(!is_credit_code(""));
    }
}
