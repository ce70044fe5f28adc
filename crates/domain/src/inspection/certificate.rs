//! The certificate of a draw (抽取证书): everything that somebody outside needs to compute it anew.

use super::draw::{DrawProblem, Drawn, Roster, draw};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Name of the form of a certificate.
pub const FORM: &str = "yimen-draw-certificate-1";

/// All attempts of a plan's draw. The last one counts; those before are void and say why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// [`FORM`].
    pub form: String,
    /// From the first one on.
    pub attempts: Vec<Attempt>,
}

/// A draw from its seal to what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// What was frozen.
    pub roster: Roster,
    /// Its digest, as it was sealed.
    pub digest: String,
    /// When it was sealed: milliseconds since 1970, UTC.
    pub sealed_at: i64,
    /// Who sealed it.
    pub sealed_by: String,
    /// What was entered in front of the witnesses.
    pub nonce: String,
    /// Who was there (见证人).
    pub witnesses: Vec<String>,
    /// When it was drawn: milliseconds since 1970, UTC.
    pub drawn_at: i64,
    /// Who entered the nonce.
    pub drawn_by: String,
    /// What came of it.
    pub drawn: Drawn,
    /// Why it does not count (作废原因); empty for the one that does.
    pub void: String,
}

/// Why a certificate proves nothing. Attempts are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CertificateProblem {
    /// Not this form.
    #[error("not a certificate of the form {FORM}: {0}")]
    Form(String),
    /// No attempt at all.
    #[error("the certificate has no attempt")]
    Empty,
    /// The attempts of one plan are not all there, one after the other.
    #[error("attempt {0} is missing, or of another plan")]
    Attempt(usize),
    /// An earlier attempt gives no reason, or the last one is void.
    #[error("attempt {0} has to be void, with a reason, if and only if another one follows")]
    Void(usize),
    /// The nonce was there before the seal.
    #[error("attempt {0} was drawn before it was sealed")]
    Early(usize),
    /// The roster is not what was sealed.
    #[error("the roster of attempt {0} does not have the digest that was sealed")]
    Digest(usize),
    /// Nobody could draw from the roster.
    #[error("the roster of attempt {0}: {1}")]
    Roster(usize, DrawProblem),
    /// Computed anew, something else comes out.
    #[error("computed anew, attempt {0} comes out differently")]
    Drawn(usize),
}

impl Certificate {
    /// Computes all attempts anew.
    ///
    /// # Errors
    ///
    /// The first thing that is not as it has to be.
    pub fn verify(&self) -> Result<(), CertificateProblem> {
        if self.form != FORM {
            return Err(CertificateProblem::Form(self.form.clone()));
        }
        let Some(first) = self.attempts.first() else { return Err(CertificateProblem::Empty) };
        for (attempt, no) in self.attempts.iter().zip(1..) {
            if attempt.roster.attempt as usize != no || attempt.roster.plan != first.roster.plan {
                return Err(CertificateProblem::Attempt(no));
            }
            if attempt.void.trim().is_empty() != (no == self.attempts.len()) {
                return Err(CertificateProblem::Void(no));
            }
            if attempt.drawn_at < attempt.sealed_at {
                return Err(CertificateProblem::Early(no));
            }
            if attempt.roster.digest() != attempt.digest {
                return Err(CertificateProblem::Digest(no));
            }
            match draw(&attempt.roster, &attempt.nonce) {
                Err(problem) => return Err(CertificateProblem::Roster(no, problem)),
                Ok(drawn) if drawn != attempt.drawn => return Err(CertificateProblem::Drawn(no)),
                Ok(_) => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector that is published.
    const VECTOR: &str = include_str!("../../../../docs/draw_vector.json");

    fn attempt(no: u32, nonce: &str, void: &str) -> Attempt {
        let roster = Roster { attempt: no, ..super::super::draw::tests::roster() };
        let at = 1_767_225_600_000 + i64::from(no) * 86_400_000;
        Attempt {
            digest: roster.digest(),
            sealed_at: at,
            sealed_by: "张三".to_owned(),
            nonce: nonce.to_owned(),
            witnesses: vec!["李四".to_owned(), "王五".to_owned()],
            drawn_at: at + 600_000,
            drawn_by: "张三".to_owned(),
            drawn: draw(&roster, nonce).unwrap(),
            void: void.to_owned(),
            roster,
        }
    }

    fn certificate() -> Certificate {
        Certificate { form: FORM.to_owned(), attempts: vec![attempt(1, "3 5 2 6 1 4", "见证人未到齐"), attempt(2, "6 6 1 2", "")] }
    }

    /// What was published once must come out for ever. To make it anew for another algorithm: print it from here.
    #[test]
    fn a_certificate_is_what_was_published() {
        let published: Certificate = serde_json::from_str(VECTOR).unwrap();
        assert!(published == certificate(), "{}", serde_json::to_string_pretty(&certificate()).unwrap());
        assert_eq!(published.verify(), Ok(()));
    }

    #[test]
    fn what_was_changed_is_found() {
        type Change = fn(&mut Certificate);
        let cases: [(Change, CertificateProblem); 14] = [
            (|c| c.form = "2".to_owned(), CertificateProblem::Form("2".to_owned())),
            (|c| c.attempts.clear(), CertificateProblem::Empty),
            (|c| drop(c.attempts.remove(0)), CertificateProblem::Attempt(1)),
            (|c| c.attempts[1].roster.plan = "麻督〔2026〕2号".to_owned(), CertificateProblem::Attempt(2)),
            (|c| c.attempts[0].void.clear(), CertificateProblem::Void(1)),
            (|c| c.attempts[1].void = "不满意".to_owned(), CertificateProblem::Void(2)),
            (|c| c.attempts[1].drawn_at = 0, CertificateProblem::Early(2)),
            (|c| c.attempts[0].roster.objects[7].weight = 2, CertificateProblem::Digest(1)),
            (|c| c.attempts[0].roster.objects[7].excluded = "是亲戚".to_owned(), CertificateProblem::Digest(1)),
            (|c| c.attempts[0].digest = "00".to_owned(), CertificateProblem::Digest(1)),
            (|c| c.attempts[1].nonce = " ".to_owned(), CertificateProblem::Roster(2, DrawProblem::Nonce)),
            (|c| c.attempts[1].nonce = "7".to_owned(), CertificateProblem::Drawn(2)),
            (|c| c.attempts[1].drawn.chosen.swap(0, 1), CertificateProblem::Drawn(2)),
            (|c| c.attempts[1].drawn.seed.clear(), CertificateProblem::Drawn(2)),
        ];
        for (change, wanted) in cases {
            let mut certificate = certificate();
            change(&mut certificate);
            assert_eq!(certificate.verify(), Err(wanted));
        }
    }
}
