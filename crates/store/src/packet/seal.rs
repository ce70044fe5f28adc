//! The file of a packet: a line that says what it is, a line of its head in clear, a line with the signature, then the body.
//!
//! The signature (ed25519) is over everything else, so that whoever reads it knows who made it before anything is opened. The body is JSON,
//! compressed by zstd and, but for a request, encrypted by age to those who may read it; it repeats what the head says, so that nobody can sign
//! another's body as his own.

use crate::error::StoreError;
use crate::keys::{Former, Keys, Trust, hex, unhex};
use age::x25519::Recipient;
use age::{DecryptError, Decryptor, Encryptor};
use domain::packet::{FORMAT, Head, PacketKind};
use domain::time::Instant;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::str::FromStr;
use uuid::Uuid;

/// How every packet begins; what follows is the number of its form.
const MAGIC: &str = "YIMEN PACKET ";
/// Most bytes of a file.
pub const MOST: u64 = 64 << 20;
/// Most bytes of a file of a kind, and of its body once it was unpacked: a hostile file could ask for all memory. What is opened before anybody's
/// signature is known holds little.
fn most(kind: PacketKind) -> (u64, u64) {
    match kind {
        PacketKind::Request => (64 << 10, 64 << 10),
        PacketKind::Grant => (8 << 20, 64 << 20),
        PacketKind::Out | PacketKind::Back => (MOST, 256 << 20),
    }
}
/// How hard zstd tries.
const LEVEL: i32 = 3;
/// Most bytes of a line before the body.
const LINE: usize = 4_096;

/// Why a packet can't be made or read.
#[derive(Debug, thiserror::Error)]
pub enum PacketError {
    /// It is no packet of this program.
    #[error("not a packet")]
    NotOurs,
    /// Made by a newer program.
    #[error("the packet has form {found}, this program knows {known}")]
    Newer {
        /// The packet's.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// It was cut off while it was copied.
    #[error("half of a packet")]
    Half,
    /// It is not what was signed.
    #[error("altered: {0}")]
    Altered(&'static str),
    /// It was encrypted to somebody else.
    #[error("for another installation")]
    Other,
    /// It is larger than any packet.
    #[error("too large")]
    TooLarge,
    /// Keys or files of this installation.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is in the body: the head's words once more, and what it is about.
#[derive(Serialize, Deserialize)]
struct Inside<T> {
    kind: PacketKind,
    id: Uuid,
    signer: String,
    body: T,
}

/// Makes a packet: signed by this installation, encrypted to recipients; in clear if there are none.
pub fn write<T: Serialize>(keys: &Keys, kind: PacketKind, id: Uuid, to: &[String], body: &T) -> Result<Vec<u8>, PacketError> {
    let signer = keys.signer()?;
    let inside = Inside { kind, id, signer: signer.id().to_owned(), body };
    let json = serde_json::to_vec(&inside).map_err(|_| PacketError::Altered("body"))?;
    let packed = zstd::bulk::compress(&json, LEVEL).map_err(StoreError::from)?;
    let body = if to.is_empty() { packed } else { encrypted(&packed, to)? };
    let head = Head { format: FORMAT, kind, id, signer: signer.id().to_owned(), bytes: body.len() as u64 };
    let mut out = format!("{MAGIC}{FORMAT}\n").into_bytes();
    out.extend(serde_json::to_vec(&head).map_err(|_| PacketError::Altered("head"))?);
    out.push(b'\n');
    let signature = signer.sign(&signed(&out, &body));
    out.extend(hex(&signature).into_bytes());
    out.push(b'\n');
    out.extend(body);
    Ok(out)
}

/// What is signed: both lines and the body.
fn signed(lines: &[u8], body: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(lines.len() + body.len());
    all.extend_from_slice(lines);
    all.extend_from_slice(body);
    all
}

fn encrypted(packed: &[u8], to: &[String]) -> Result<Vec<u8>, PacketError> {
    let recipients: Vec<Recipient> =
        to.iter().map(|one| Recipient::from_str(one)).collect::<Result<_, _>>().map_err(|_| PacketError::Other)?;
    let all = recipients.iter().map(|one| one as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(all).map_err(|_| PacketError::Other)?;
    let sealed = || -> std::io::Result<Vec<u8>> {
        let mut out = encryptor.wrap_output(Vec::with_capacity(packed.len() + 1_024))?;
        out.write_all(packed)?;
        out.finish()
    };
    Ok(sealed().map_err(StoreError::from)?)
}

/// Whether something can be encrypted to this key.
pub fn is_recipient(key: &str) -> bool {
    Recipient::from_str(key).is_ok()
}

/// A packet whose lines were read; nothing of it is believed yet.
#[derive(Debug)]
pub struct Sealed<'p> {
    /// What it says of itself.
    pub head: Head,
    lines: &'p [u8],
    signature: Vec<u8>,
    body: &'p [u8],
}

/// The next line and what follows it.
fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().take(LINE).position(|byte| *byte == b'\n')?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}

impl<'p> Sealed<'p> {
    /// Reads the lines of a packet.
    pub fn read(bytes: &'p [u8]) -> Result<Self, PacketError> {
        if !bytes.starts_with(MAGIC.as_bytes()) {
            // What was cut off within its first words can't be told from anything else.
            return Err(PacketError::NotOurs);
        }
        if bytes.len() as u64 > MOST {
            return Err(PacketError::TooLarge);
        }
        let (first, rest) = line(bytes).ok_or(PacketError::Half)?;
        let form = std::str::from_utf8(first).ok().and_then(|text| text.strip_prefix(MAGIC));
        match form.and_then(|text| text.parse::<u32>().ok()) {
            Some(FORMAT) => {}
            Some(found) if found > FORMAT => return Err(PacketError::Newer { found, known: FORMAT }),
            _ => return Err(PacketError::NotOurs),
        }
        let (second, rest) = line(rest).ok_or(PacketError::Half)?;
        let head: Head = serde_json::from_slice(second).map_err(|_| PacketError::Altered("head"))?;
        if serde_json::to_vec(&head).ok().as_deref() != Some(second) || head.format != FORMAT {
            return Err(PacketError::Altered("head"));
        }
        if bytes.len() as u64 > most(head.kind).0 {
            return Err(PacketError::TooLarge);
        }
        let lines = bytes.get(..first.len() + second.len() + 2).ok_or(PacketError::Half)?;
        let (third, body) = line(rest).ok_or(PacketError::Half)?;
        let signature = std::str::from_utf8(third).ok().filter(|text| !text.bytes().any(|byte| byte.is_ascii_uppercase())).and_then(unhex);
        let signature = signature.ok_or(PacketError::Altered("signature"))?;
        match (body.len() as u64).cmp(&head.bytes) {
            std::cmp::Ordering::Less => Err(PacketError::Half),
            std::cmp::Ordering::Greater => Err(PacketError::Altered("length")),
            std::cmp::Ordering::Equal => Ok(Self { head, lines, signature, body }),
        }
    }

    /// Refused unless the key that the head names signed it.
    pub fn verify(&self, public: &str) -> Result<(), PacketError> {
        let key = Former { id: self.head.signer.clone(), public: public.to_owned(), until: Instant(0) };
        let trust = Trust::of_signers(&[key]).map_err(|_| PacketError::Altered("signer"))?;
        let is_signed = trust.signed(&self.head.signer, &signed(self.lines, self.body), &self.signature);
        if is_signed { Ok(()) } else { Err(PacketError::Altered("signature")) }
    }

    /// What is in it, opened by this installation's key.
    pub fn open<T: DeserializeOwned>(&self, keys: &Keys) -> Result<T, PacketError> {
        let opener = keys.opener()?;
        let decryptor = Decryptor::new_buffered(self.body).map_err(|_| PacketError::Altered("body"))?;
        let opened = decryptor.decrypt(std::iter::once(opener.identity() as &dyn age::Identity));
        let opened = opened.map_err(|error| match error {
            DecryptError::NoMatchingKeys => PacketError::Other,
            _ => PacketError::Altered("body"),
        })?;
        self.inside(opened)
    }

    /// What is in one that is not encrypted.
    pub fn clear<T: DeserializeOwned>(&self) -> Result<T, PacketError> {
        self.inside(self.body)
    }

    fn inside<T: DeserializeOwned>(&self, packed: impl Read) -> Result<T, PacketError> {
        let (mut json, (_, most)) = (Vec::new(), most(self.head.kind));
        let unpacked = zstd::stream::read::Decoder::new(packed).and_then(|decoder| decoder.take(most).read_to_end(&mut json));
        unpacked.map_err(|_| PacketError::Altered("body"))?;
        if json.len() as u64 >= most {
            return Err(PacketError::TooLarge);
        }
        let inside: Inside<T> = serde_json::from_slice(&json).map_err(|_| PacketError::Altered("body"))?;
        let is_same = inside.kind == self.head.kind && inside.id == self.head.id && inside.signer == self.head.signer;
        if is_same { Ok(inside.body) } else { Err(PacketError::Altered("head")) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

    use super::*;
    use proptest::prelude::*;

    struct Two {
        _folders: [tempfile::TempDir; 2],
        office: Keys,
        laptop: Keys,
    }

    impl Two {
        fn new() -> Self {
            let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
            let of = |n: usize| Keys::of(folders[n].path().to_path_buf());
            Self { office: of(0), laptop: of(1), _folders: folders }
        }

        fn packet(&self, words: &str) -> Vec<u8> {
            let to = self.laptop.record().unwrap().encryption.public;
            write(&self.office, PacketKind::Out, Uuid::from_u128(7), &[to], &words.to_owned()).unwrap()
        }

        fn read(&self, bytes: &[u8]) -> Result<String, PacketError> {
            let sealed = Sealed::read(bytes)?;
            sealed.verify(&self.office.record().unwrap().signing.public)?;
            sealed.open(&self.laptop)
        }
    }

    #[test]
    fn what_was_written_is_read_by_whom_it_is_for_and_by_nobody_else() {
        let two = Two::new();
        let packet = two.packet("暗访任务");
        assert_eq!(two.read(&packet).unwrap(), "暗访任务");
        assert!(!packet.windows(6).any(|part| part == "暗访".as_bytes()));
        let sealed = Sealed::read(&packet).unwrap();
        assert!(matches!(sealed.open::<String>(&two.office), Err(PacketError::Other)));
        assert!(matches!(sealed.verify(&two.laptop.record().unwrap().signing.public), Err(PacketError::Altered("signer"))));
    }

    #[test]
    fn another_s_body_can_t_be_signed_as_one_s_own() {
        let two = Two::new();
        let packet = two.packet("任务");
        let of_office = Sealed::read(&packet).unwrap();
        let signer = two.laptop.signer().unwrap();
        let head = Head { signer: signer.id().to_owned(), ..of_office.head.clone() };
        let mut forged = format!("{MAGIC}{FORMAT}\n{}\n", serde_json::to_string(&head).unwrap()).into_bytes();
        let signature = hex(&signer.sign(&signed(&forged, of_office.body)));
        forged.extend(format!("{signature}\n").into_bytes());
        forged.extend_from_slice(of_office.body);
        let sealed = Sealed::read(&forged).unwrap();
        sealed.verify(&two.laptop.record().unwrap().signing.public).unwrap();
        assert!(matches!(sealed.open::<String>(&two.laptop), Err(PacketError::Altered("head"))));
    }

    #[test]
    fn what_was_cut_off_or_is_newer_is_told() {
        let two = Two::new();
        let packet = two.packet("任务");
        for length in MAGIC.len()..packet.len() {
            assert!(matches!(two.read(&packet[..length]), Err(PacketError::Half)), "{length}");
        }
        let longer = [packet.as_slice(), b"x"].concat();
        assert!(matches!(two.read(&longer), Err(PacketError::Altered("length"))));
        let newer = [format!("{MAGIC}{}", FORMAT + 1).as_bytes(), &packet[MAGIC.len() + 1..]].concat();
        assert!(matches!(two.read(&newer), Err(PacketError::Newer { found, .. }) if found == FORMAT + 1));
        assert!(matches!(two.read(b"PK\x03\x04"), Err(PacketError::NotOurs)));
        assert!(matches!(two.read(b""), Err(PacketError::NotOurs)));
    }

    #[test]
    fn any_byte_that_is_altered_is_refused() {
        let two = Two::new();
        let packet = two.packet("任务");
        for at in 0..packet.len() {
            for flip in [1_u8, 0x20, 0x80] {
                let mut altered = packet.clone();
                altered[at] ^= flip;
                assert!(two.read(&altered).is_err(), "byte {at} ^ {flip}");
            }
        }
    }

    #[test]
    fn what_is_opened_before_it_is_believed_is_small() {
        let two = Two::new();
        let long = "长".repeat(30_000);
        let request = write(&two.laptop, PacketKind::Request, Uuid::from_u128(7), &[], &long).unwrap();
        assert!(request.len() < 1_000, "zstd makes little of it");
        assert!(matches!(Sealed::read(&request).unwrap().clear::<String>(), Err(PacketError::TooLarge)));
        let record = two.laptop.record().unwrap();
        assert!(is_recipient(&record.encryption.public) && !is_recipient(&record.signing.public) && !is_recipient("age1"));
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_are_reading_ends(bytes in proptest::collection::vec(any::<u8>(), 0..400), has_magic in any::<bool>()) {
            let start: &[u8] = if has_magic { b"YIMEN PACKET 1\n" } else { b"" };
            prop_assert!(Sealed::read(&[start, &bytes].concat()).is_err());
        }
    }
}
