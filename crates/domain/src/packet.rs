//! 离线包: what goes from one installation to another and comes back, without a network between them.
//!
//! An inspector's laptop (外出设备) is an installation of its own. What it is given are visits; what it gives back are the operations that were
//! done there, in order, each with the id of its request and the version upon which it was made. In the office they are done again by the same
//! handlers. See docs/decisions/0037.

use crate::catalogue::codes::coded;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The form of packets that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
/// Most characters of an installation's name.
pub const NAME_LIMIT: usize = 40;
/// Most days for which a packet can be taken in.
pub const VALID_DAYS_MOST: i64 = 90;
/// Days for which it can be, unless it is said otherwise.
pub const VALID_DAYS: i64 = 14;
/// Most visits of a packet.
pub const VISITS_MOST: usize = 200;
/// Keys of what is made outside begin here: in the office nothing has such a key, so that both can lie beside each other.
pub const MADE_OUTSIDE: i64 = 1 << 40;

coded! {
    /// What a packet is for.
    PacketKind {
        /// 登记申请: what a new laptop says of itself.
        #[default]
        Request => "packet_request",
        /// 登记凭证: the office's answer.
        Grant => "packet_grant",
        /// 外出包: visits, from the office to a laptop.
        Out => "packet_out",
        /// 带回包: what was done there, from a laptop to the office.
        Back => "packet_back",
    }
    /// What has become of an operation that was brought back.
    OpState {
        /// 待合并
        #[default]
        Waiting => "op_waiting",
        /// 已合并: done again here, or done already.
        Done => "op_done",
        /// 有冲突: something else stands there.
        Conflict => "op_conflict",
        /// 不能合并: refused, with the reason.
        Failed => "op_failed",
        /// 已保留本单位的: somebody chose what stands here.
        Settled => "op_settled",
    }
}

impl OpState {
    /// Nothing more is to be decided about it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Settled)
    }
}

/// What a packet says of itself in clear, beside what is encrypted. All of it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Which form it has: [`FORMAT`].
    pub format: u32,
    /// What it is for.
    pub kind: PacketKind,
    /// Names it.
    pub id: Uuid,
    /// The key that signed it.
    pub signer: String,
    /// Bytes of what follows the signature: one that was cut off is told from one that was altered.
    pub bytes: u64,
}

/// The public half of an installation: whose signature is believed, and to whom is encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installation {
    /// Names it.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// The name of the key that signs.
    pub signer: String,
    /// The key that signs, hexadecimal.
    pub signing: String,
    /// The key that others encrypt to: an age recipient.
    pub encryption: String,
}

impl Installation {
    /// What two people compare by eye, over the telephone if need be: thirty digits of both keys (about 100 bits).
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::new()
            .chain_update(b"yimen installation 1\n")
            .chain_update(self.id.as_bytes())
            .chain_update(self.signing.as_bytes())
            .chain_update(b"\n")
            .chain_update(self.encryption.as_bytes())
            .finalize();
        let group = |bytes: &[u8]| bytes.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte)) % 100_000;
        let groups: Vec<String> = digest.chunks(5).take(6).map(|bytes| format!("{:05}", group(bytes))).collect();
        groups.join(" ")
    }
}

/// The operations that are kept on a laptop to be brought back.
pub const BROUGHT_BACK: [&str; 6] = [
    "inspection.visit.begin",
    "inspection.party.save",
    "inspection.answer.save",
    "inspection.finding.save",
    "inspection.finding.withdraw",
    "inspection.visit.submit",
];

/// What else a laptop may write: what concerns itself, not the district.
const OWN: [&str; 7] = ["session.", "packet.", "draft.", "view.", "notice.", "backup.", "diagnosis."];

/// Whether an operation that writes may be done on a laptop. Everything else would never come back, so it is not begun there.
pub fn may_write_outside(operation: &str) -> bool {
    BROUGHT_BACK.contains(&operation) || OWN.iter().any(|own| operation.starts_with(own))
}

/// What an operation that was brought back wrote upon: chains of versions are of one of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The visit as a whole: begun, handed in.
    Visit(i64),
    /// Who was there.
    Party(i64),
    /// The answer to a line.
    Answer(i64, String),
    /// A finding, by its key where it was done; none: a new one.
    Finding(i64, Option<i64>),
}

impl Subject {
    /// Of an operation's body; none if it is none of [`BROUGHT_BACK`], or not of its form.
    pub fn of(operation: &str, body: &serde_json::Value) -> Option<Self> {
        let number = |name: &str| body.get(name).and_then(serde_json::Value::as_i64);
        Some(match operation {
            "inspection.visit.begin" | "inspection.visit.submit" => Self::Visit(number("id")?),
            "inspection.party.save" => Self::Party(number("visit")?),
            "inspection.answer.save" => Self::Answer(number("visit")?, body.get("line")?.as_str()?.to_owned()),
            "inspection.finding.save" => Self::Finding(number("visit")?, number("id")),
            "inspection.finding.withdraw" => Self::Finding(number("visit")?, Some(number("id")?)),
            _ => return None,
        })
    }

    /// Of which visit.
    pub fn visit(&self) -> i64 {
        match self {
            Self::Visit(visit) | Self::Party(visit) | Self::Answer(visit, _) | Self::Finding(visit, _) => *visit,
        }
    }

    /// The word stored.
    pub fn code(&self) -> String {
        match self {
            Self::Visit(visit) => format!("visit:{visit}"),
            Self::Party(visit) => format!("party:{visit}"),
            Self::Answer(visit, line) => format!("answer:{visit}:{line}"),
            Self::Finding(visit, Some(id)) => format!("finding:{visit}:{id}"),
            Self::Finding(visit, None) => format!("finding:{visit}:new"),
        }
    }
}

/// What a reply says came of an operation: the version that stands now, and the key of what was made.
pub fn came_of(operation: &str, reply: &serde_json::Value) -> (i64, Option<i64>) {
    let at = |path: &str| reply.pointer(path).and_then(serde_json::Value::as_i64);
    match operation {
        "inspection.visit.begin" | "inspection.visit.submit" => (at("/visit/version").unwrap_or(0), None),
        "inspection.party.save" => (at("/party/version").unwrap_or(0), None),
        "inspection.answer.save" => (at("/answer/version").unwrap_or(0), None),
        _ => (at("/version").unwrap_or(0), at("/id")),
    }
}

/// The version upon which an operation was made; 0 where nothing stood.
pub fn made_upon(body: &serde_json::Value) -> i64 {
    body.get("version").and_then(serde_json::Value::as_i64).unwrap_or(0)
}

/// When an operation was done, as the office takes it: clocks of laptops run ahead, and nothing is done in the future.
pub fn moment(said: Instant, now: Instant) -> Instant {
    said.min(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn installation(n: u128) -> Installation {
        Installation {
            id: Uuid::from_u128(n),
            name: "外勤一号".to_owned(),
            signer: "a".to_owned(),
            signing: "ab".to_owned(),
            encryption: "age1".to_owned(),
        }
    }

    #[test]
    fn a_fingerprint_is_of_keys_and_not_of_names() {
        let one = installation(1);
        let print = one.fingerprint();
        assert_eq!(print.split(' ').map(str::len).collect::<Vec<_>>(), [5; 6]);
        assert!(print.chars().all(|c| c.is_ascii_digit() || c == ' '));
        assert_eq!(Installation { name: "另一个名称".to_owned(), ..one.clone() }.fingerprint(), print);
        for other in [
            Installation { id: Uuid::from_u128(2), ..one.clone() },
            Installation { signing: "ac".to_owned(), ..one.clone() },
            Installation { encryption: "age2".to_owned(), ..one.clone() },
            Installation { signing: "a".to_owned(), encryption: "bage1".to_owned(), ..one.clone() },
        ] {
            assert_ne!(other.fingerprint(), print);
        }
    }

    #[test]
    fn what_would_not_come_back_is_not_begun_outside() {
        assert!(BROUGHT_BACK.iter().all(|name| may_write_outside(name)));
        assert!(["session.open", "packet.back.make", "draft.keep", "backup.make"].iter().all(|name| may_write_outside(name)));
        for name in
            ["inspection.plan.save", "inspection.visit.review", "account.create", "item.save", "rating.standing.set", "setup.finish"]
        {
            assert!(!may_write_outside(name), "{name}");
        }
    }

    #[test]
    fn an_operation_says_what_it_is_about() {
        let of = |name: &str, body: serde_json::Value| Subject::of(name, &body).map(|subject| (subject.visit(), subject.code()));
        assert_eq!(of("inspection.visit.begin", json!({ "id": 7, "version": 1 })), Some((7, "visit:7".to_owned())));
        assert_eq!(of("inspection.party.save", json!({ "visit": 7 })), Some((7, "party:7".to_owned())));
        assert_eq!(of("inspection.answer.save", json!({ "visit": 7, "line": "1.1" })), Some((7, "answer:7:1.1".to_owned())));
        assert_eq!(of("inspection.finding.save", json!({ "visit": 7, "id": null })), Some((7, "finding:7:new".to_owned())));
        assert_eq!(of("inspection.finding.withdraw", json!({ "visit": 7, "id": 9 })), Some((7, "finding:7:9".to_owned())));
        assert_eq!(of("inspection.finding.withdraw", json!({ "visit": 7 })), None);
        assert_eq!(of("inspection.visit.review", json!({ "id": 7 })), None);
        assert_eq!(came_of("inspection.answer.save", &json!({ "answer": { "version": 3 } })), (3, None));
        assert_eq!(came_of("inspection.finding.save", &json!({ "id": 5, "version": 1 })), (1, Some(5)));
        assert_eq!(made_upon(&json!({ "version": 4 })), 4);
        assert_eq!(moment(Instant(9), Instant(5)), Instant(5), "nothing is done in the future");
    }
}
