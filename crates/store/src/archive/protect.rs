//! Protecting an archive: nothing, a passphrase, or the key of the installation. The form is age's, so that its own program
//! opens it.

use super::error::ArchiveError;
use crate::keys::Keys;
use age::secrecy::SecretString;
use age::x25519::Recipient;
use age::{DecryptError, Decryptor, Encryptor};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::str::FromStr;

/// How an archive is protected.
#[derive(Clone)]
pub enum Protection {
    /// Whoever has the file reads it.
    None,
    /// Whoever knows the passphrase.
    Passphrase(String),
    /// Whoever has the secret of this age recipient: the installation's own.
    Key(String),
}

/// What opens an archive that is protected.
#[derive(Default)]
pub struct Opening {
    /// For one with a passphrase.
    pub passphrase: Option<String>,
    /// For one that was encrypted to this installation.
    pub keys: Option<Keys>,
}

/// scrypt's work when opening, as a power of two: a hostile file could ask for hours. Ours ask for about a second's.
const MOST_WORK: u8 = 22;

/// Where a protected archive is written to.
pub(super) enum Sealed<W: Write> {
    Plain(W),
    Age(age::stream::StreamWriter<W>),
}

impl<W: Write> Sealed<W> {
    pub(super) fn new(out: W, protection: Protection) -> Result<Self, ArchiveError> {
        let encryptor = match protection {
            Protection::None => return Ok(Self::Plain(out)),
            Protection::Passphrase(passphrase) => Encryptor::with_user_passphrase(SecretString::from(passphrase)),
            Protection::Key(recipient) => {
                let recipient = Recipient::from_str(&recipient).map_err(|_| ArchiveError::OtherKey)?;
                let all = std::iter::once(&recipient as &dyn age::Recipient);
                Encryptor::with_recipients(all).map_err(|e| ArchiveError::File(io::Error::other(e.to_string())))?
            }
        };
        Ok(Self::Age(encryptor.wrap_output(out)?))
    }

    pub(super) fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(out) => Ok(out),
            Self::Age(out) => out.finish(),
        }
    }
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Age(out) => out.write(bytes),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Age(out) => out.flush(),
        }
    }
}

/// Where an archive is read from.
pub(super) enum Opened<R: Read + Seek> {
    Plain(BufReader<R>),
    Age(Box<age::stream::StreamReader<BufReader<R>>>),
}

/// How an age file begins.
const AGE: &[u8] = b"age-encryption.org/";

impl<R: Read + Seek> Opened<R> {
    /// The opened archive, and whether it was protected.
    pub(super) fn new(file: R, opening: &Opening) -> Result<(Self, bool), ArchiveError> {
        let mut file = BufReader::with_capacity(1 << 16, file);
        let mut begins = [0; AGE.len()];
        let read = read_all(&mut file, &mut begins)?;
        file.seek(SeekFrom::Start(0))?;
        if begins.get(..read) != Some(AGE) {
            return Ok((Self::Plain(file), false));
        }
        let decryptor = Decryptor::new_buffered(file).map_err(undecrypted)?;
        let opened = if decryptor.is_scrypt() {
            let Some(passphrase) = &opening.passphrase else { return Err(ArchiveError::PassphraseNeeded) };
            let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.clone()));
            identity.set_max_work_factor(MOST_WORK);
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity))
        } else {
            let Some(keys) = &opening.keys else { return Err(ArchiveError::OtherKey) };
            let opener = keys.opener()?;
            decryptor.decrypt(std::iter::once(opener.identity() as &dyn age::Identity))
        };
        Ok((Self::Age(Box::new(opened.map_err(undecrypted)?)), true))
    }
}

fn read_all(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<usize> {
    let mut at = 0;
    while let Some(rest) = bytes.get_mut(at..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            n => at += n,
        }
    }
    Ok(at)
}

fn undecrypted(error: DecryptError) -> ArchiveError {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => ArchiveError::PassphraseWrong,
        DecryptError::NoMatchingKeys => ArchiveError::OtherKey,
        DecryptError::Io(io) if io.kind() == io::ErrorKind::UnexpectedEof => ArchiveError::Damaged("cut off".to_owned()),
        DecryptError::Io(io) => io.into(),
        other => ArchiveError::Damaged(other.to_string()),
    }
}

impl<R: Read + Seek> Read for Opened<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.read(bytes),
            Self::Age(file) => file.read(bytes),
        }
    }
}

impl<R: Read + Seek> Seek for Opened<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Plain(file) => file.seek(to),
            Self::Age(file) => file.seek(to),
        }
    }
}
