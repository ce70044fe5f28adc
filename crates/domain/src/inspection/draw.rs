//! The provable draw (随机抽取): which stations are visited, in which order, and by whom, so that anybody can compute it anew.
//!
//! A [`Roster`] is frozen as canonical JSON and its digest is sealed. Only then a nonce is entered in front of witnesses; [`draw`] makes the
//! [`Drawn`] of both. Nothing else goes in: no clock, no random numbers of the system, no hash whose order may change. The algorithm has a
//! name, [`ALGORITHM`]; a later one gets another, and old certificates stay what they are. `docs/draw_verify.py` says the same in Python.

mod quota;
mod stream;

pub use stream::Stream;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Name of the algorithm.
pub const ALGORITHM: &str = "yimen-draw-1";
/// At least so many inspectors go to an object (双人检查).
pub const INSPECTORS_LEAST: u32 = 2;
/// Weights are whole numbers up to this.
pub const WEIGHT_MOST: u32 = 1_000;

/// Everything that the draw depends on but the nonce.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// [`ALGORITHM`].
    pub algorithm: String,
    /// Number of the plan (方案编号).
    pub plan: String,
    /// Which attempt this is, from 1 on.
    pub attempt: u32,
    /// What can be drawn (检查对象名录), by code.
    pub objects: Vec<Object>,
    /// Who can be drawn (检查人员名录), by code.
    pub inspectors: Vec<Inspector>,
    /// How many objects are drawn.
    pub take: u32,
    /// How many more of each stratum stand by (备选), in the order in which they step in.
    pub standby: u32,
    /// How many inspectors go to an object.
    pub per_object: u32,
}

/// Something that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// Its code, once in a roster.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Code of its stratum: its town.
    pub stratum: String,
    /// How likely it is drawn beside the others of its stratum, 1 to [`WEIGHT_MOST`]; all alike where risk does not count.
    pub weight: u32,
    /// Why it can't be drawn; empty if it can.
    pub excluded: String,
}

/// Somebody who can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Inspector {
    /// Number of the account or of the licence, once in a roster.
    pub code: String,
    /// Name.
    pub name: String,
    /// Codes of objects and strata where he does not go (回避): his own village, his own town.
    pub recused: BTreeSet<String>,
}

/// An object that was drawn and who goes there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// Code of the object.
    pub object: String,
    /// Codes of the inspectors, in the order in which they were drawn.
    pub inspectors: Vec<String>,
}

/// What came of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// SHA-256 from which all else follows, in hexadecimal.
    pub seed: String,
    /// Those drawn, stratum by stratum, each in the order in which they came.
    pub chosen: Vec<Chosen>,
    /// Those that stand by, in each stratum in the order in which they step in.
    pub standby: BTreeMap<String, Vec<String>>,
}

/// Why a roster can't be drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DrawProblem {
    /// Another algorithm made it.
    #[error("algorithm {0} is not known")]
    Algorithm(String),
    /// Objects or inspectors are not in the order of their codes, or one is there twice.
    #[error("{0} is twice on the roster, or out of order")]
    Order(String),
    /// A weight is 0 or too high.
    #[error("the weight of {0} is not between 1 and {WEIGHT_MOST}")]
    Weight(String),
    /// Nothing is to be drawn, or more than there is.
    #[error("{take} are to be drawn, {there} can be")]
    Take {
        /// To be drawn.
        take: u32,
        /// Can be drawn.
        there: u32,
    },
    /// Fewer than two inspectors are to go.
    #[error("at least {INSPECTORS_LEAST} inspectors go to an object")]
    PerObject,
    /// There are not enough inspectors for an object that may be drawn.
    #[error("too few inspectors may go to {0}")]
    Inspectors(String),
    /// Nothing was entered in front of the witnesses.
    #[error("the nonce is empty")]
    Nonce,
}

impl Roster {
    /// What keeps it from being drawn from. Asked before it is sealed: afterwards a draw can't fail.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), DrawProblem> {
        if self.algorithm != ALGORITHM {
            return Err(DrawProblem::Algorithm(self.algorithm.clone()));
        }
        in_order(self.objects.iter().map(|object| object.code.as_str()))?;
        in_order(self.inspectors.iter().map(|inspector| inspector.code.as_str()))?;
        if let Some(wrong) = self.objects.iter().find(|object| object.weight == 0 || object.weight > WEIGHT_MOST) {
            return Err(DrawProblem::Weight(wrong.code.clone()));
        }
        let open = || self.objects.iter().filter(|object| object.excluded.is_empty());
        let there = u32::try_from(open().count()).unwrap_or(u32::MAX);
        if self.take == 0 || self.take > there {
            return Err(DrawProblem::Take { take: self.take, there });
        }
        if self.per_object < INSPECTORS_LEAST {
            return Err(DrawProblem::PerObject);
        }
        // Most recuse from nothing: those suffice for most objects, and nobody else is asked.
        let free = self.inspectors.iter().filter(|inspector| inspector.recused.is_empty()).count();
        if free < self.per_object as usize
            && let Some(object) = open().find(|object| self.going_to(object).count() < self.per_object as usize)
        {
            return Err(DrawProblem::Inspectors(object.code.clone()));
        }
        Ok(())
    }

    /// The text that is sealed: JSON as RFC 8785 has it, that is keys in order, no blanks, whole numbers only.
    pub fn canonical(&self) -> String {
        canonical(self)
    }

    /// SHA-256 of the canonical text, in hexadecimal.
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.canonical()))
    }

    fn going_to(&self, object: &Object) -> impl Iterator<Item = &Inspector> {
        self.inspectors.iter().filter(|inspector| {
            inspector.recused.is_empty() || !(inspector.recused.contains(&object.code) || inspector.recused.contains(&object.stratum))
        })
    }
}

/// The seed: SHA-256 of the canonical JSON of `[digest, plan, attempt, nonce]`.
fn seed(roster: &Roster, nonce: &str) -> [u8; 32] {
    Sha256::digest(canonical(&(roster.digest(), &roster.plan, roster.attempt, nonce))).into()
}

/// Draws. The nonce counts as it is typed, without blanks around it.
///
/// Strata come in the order of their codes; each gets its share of `take` by the largest remainder, at least one. In each, objects are drawn
/// one after the other, with chances by weight among those that are left, then those that stand by. Then, for one object after the other,
/// inspectors are drawn among those who may go there and have the fewest objects so far.
///
/// # Errors
///
/// What [`Roster::check`] says; an empty nonce.
pub fn draw(roster: &Roster, nonce: &str) -> Result<Drawn, DrawProblem> {
    roster.check()?;
    let nonce = nonce.trim();
    if nonce.is_empty() {
        return Err(DrawProblem::Nonce);
    }
    let seed = seed(roster, nonce);
    let mut stream = Stream::new(seed);
    let mut strata: BTreeMap<&str, (u32, Vec<&Object>)> = BTreeMap::new();
    for object in &roster.objects {
        let (size, open) = strata.entry(&object.stratum).or_default();
        *size += 1;
        if object.excluded.is_empty() {
            open.push(object);
        }
    }
    let sizes: Vec<(u32, u32)> = strata.values().map(|(size, open)| (*size, u32::try_from(open.len()).unwrap_or(u32::MAX))).collect();
    let quotas = quota::shares(roster.take, &sizes);
    let mut objects = Vec::new();
    let mut standby = BTreeMap::new();
    for ((stratum, (_, mut open)), quota) in strata.into_iter().zip(quotas) {
        objects.extend(successive(&mut stream, &mut open, quota));
        let next = successive(&mut stream, &mut open, roster.standby);
        standby.insert(stratum.to_owned(), next.into_iter().map(|object| object.code.clone()).collect());
    }
    let mut load: BTreeMap<&str, u32> = BTreeMap::new();
    let chosen = objects.into_iter().map(|object| pair(roster, &mut stream, &mut load, object)).collect();
    Ok(Drawn { seed: hex(&seed), chosen, standby })
}

/// Takes up to `n` out of `open`, one after the other, with chances by weight.
fn successive<'a>(stream: &mut Stream, open: &mut Vec<&'a Object>, n: u32) -> Vec<&'a Object> {
    let mut taken = Vec::new();
    let mut total: u64 = open.iter().map(|object| u64::from(object.weight)).sum();
    for _ in 0..n {
        if open.is_empty() {
            break;
        }
        let mut at = stream.below(total);
        let mut index = 0;
        while let Some(object) = open.get(index)
            && at >= u64::from(object.weight)
        {
            at -= u64::from(object.weight);
            index += 1;
        }
        let object = open.remove(index);
        total -= u64::from(object.weight);
        taken.push(object);
    }
    taken
}

/// Who goes to an object: one after the other, each among those with the fewest objects so far.
fn pair<'a>(roster: &'a Roster, stream: &mut Stream, load: &mut BTreeMap<&'a str, u32>, object: &Object) -> Chosen {
    let mut able: Vec<&Inspector> = roster.going_to(object).collect();
    let mut inspectors = Vec::new();
    for _ in 0..roster.per_object {
        let of = |inspector: &Inspector, load: &BTreeMap<&str, u32>| load.get(inspector.code.as_str()).copied().unwrap_or(0);
        let Some(least) = able.iter().map(|inspector| of(inspector, load)).min() else { break };
        let idle: Vec<usize> = able.iter().enumerate().filter(|(_, one)| of(one, load) == least).map(|(at, _)| at).collect();
        let picked = usize::try_from(stream.below(idle.len() as u64)).unwrap_or(0);
        let Some(at) = idle.get(picked) else { break };
        let one = able.remove(*at);
        *load.entry(&one.code).or_default() += 1;
        inspectors.push(one.code.clone());
    }
    Chosen { object: object.code.clone(), inspectors }
}

/// Who goes to an object that stood by and steps in (替补): those who were to go to the one before it. For whoever may not go there somebody else
/// goes, who has the fewest objects so far (`load`); among equals the first on the roster, so that nobody chooses him. `may` says who can still be
/// sent; where somebody does not go (回避) the roster says.
///
/// # Errors
///
/// Those who may not go there and for whom there is nobody, by name.
pub fn step_in(
    roster: &Roster,
    object: &str,
    before: &[String],
    load: &BTreeMap<String, i64>,
    may: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Vec<String>> {
    let object = roster.objects.iter().find(|one| one.code == object);
    let able: Vec<&Inspector> = object.into_iter().flat_map(|object| roster.going_to(object)).filter(|one| may(&one.code)).collect();
    let goes = |code: &str| able.iter().any(|one| one.code == code);
    let name = |code: &str| roster.inspectors.iter().find(|one| one.code == code).map_or_else(|| code.to_owned(), |one| one.name.clone());
    let mut taken: BTreeSet<&str> = before.iter().map(String::as_str).filter(|code| goes(code)).collect();
    let (mut going, mut barred) = (Vec::with_capacity(before.len()), Vec::new());
    for code in before {
        if goes(code) {
            going.push(code.clone());
            continue;
        }
        let idle = able.iter().filter(|one| !taken.contains(one.code.as_str()));
        match idle.min_by_key(|one| load.get(&one.code).copied().unwrap_or(0)) {
            Some(one) => {
                taken.insert(&one.code);
                going.push(one.code.clone());
            }
            None => barred.push(name(code)),
        }
    }
    if barred.is_empty() { Ok(going) } else { Err(barred) }
}

fn in_order<'a>(mut codes: impl Iterator<Item = &'a str>) -> Result<(), DrawProblem> {
    let Some(mut last) = codes.next() else { return Ok(()) };
    for code in codes {
        if code <= last {
            return Err(DrawProblem::Order(code.to_owned()));
        }
        last = code;
    }
    Ok(())
}

/// JSON with its keys in order. Values go by way of `serde_json::Value`, whose objects are kept in order.
pub(super) fn canonical(value: &impl Serialize) -> String {
    serde_json::to_value(value).map(|value| value.to_string()).unwrap_or_default()
}

/// Of a text that was sealed; the same digest as [`Roster::digest`] makes.
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
pub(super) mod tests;
