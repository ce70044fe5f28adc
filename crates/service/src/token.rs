//! Session tokens and one-time codes: random here, only hashed in the database.

use sha2::{Digest, Sha256};

/// The secret that a door keeps for a signed-in person; never shown, never in the page.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken([u8; 32]);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl SessionToken {
    /// A fresh one.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// What the database keeps.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

/// Letters and digits that can't be taken for one another when read aloud or copied by hand.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A one-time code such as `7KQM-2XHD-9TRB`: 12 characters of 5 bits.
pub(crate) fn one_time_code() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 12];
    getrandom::fill(&mut bytes)?;
    let mut code = String::with_capacity(14);
    for (i, byte) in bytes.iter().enumerate() {
        if i > 0 && i % 4 == 0 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[usize::from(byte & 31)]));
    }
    Ok(code)
}

/// What the database keeps of a code; case, blanks and hyphens don't matter.
pub(crate) fn code_hash(code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    Sha256::digest(plain.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_read_as_they_are_copied() {
        let code = super::one_time_code().unwrap();
        assert_eq!(code.len(), 14);
        assert_eq!(super::code_hash(&code), super::code_hash(&code.to_lowercase().replace('-', " ")));
    }
}
