//! For programs that measure: an operation from the bytes of its request to the bytes of its reply.

use crate::Desk;
use api::Outcome;
use serde_json::{Value, json};
use std::time::Instant;
use uuid::Uuid;

/// An operation that was answered.
#[derive(Clone, Debug)]
pub struct Timed {
    /// Its reply.
    pub reply: Value,
    /// The reply's bytes.
    pub bytes: usize,
    /// Milliseconds from the request to the reply.
    pub ms: f64,
}

impl Desk {
    /// Calls an operation by its name, and looks at the clock around it. A refusal ends the program.
    #[expect(clippy::disallowed_methods, reason = "measures")]
    pub async fn timed(&mut self, name: &str, body: Value) -> Timed {
        let envelope = Self::envelope(Uuid::now_v7(), name, body);
        let began = Instant::now();
        let answer = self.answer(&envelope).await;
        let ms = began.elapsed().as_secs_f64() * 1e3;
        match Self::outcome(&answer) {
            Outcome::Ok(reply) => Timed { reply, bytes: answer.len(), ms },
            Outcome::Error(error) => panic!("{name}: {error:?}"),
        }
    }
}

/// Rounds before the first that counts.
const WARM_UP: usize = 3;

impl Desk {
    /// Asks each question (what it is called, operation, request) so many times: what it is called, its operation's name, the median in
    /// milliseconds and the bytes of the reply, as `cargo xtask bench` reads them.
    pub async fn medians(&mut self, rounds: usize, asked: impl IntoIterator<Item = (&'static str, &'static str, Value)>) -> Vec<Value> {
        let mut told = Vec::new();
        for (what, name, body) in asked {
            let (mut took, mut bytes) = (Vec::new(), 0);
            for round in 0..WARM_UP + rounds {
                let timed = self.timed(name, body.clone()).await;
                bytes = timed.bytes;
                if round >= WARM_UP {
                    took.push(timed.ms);
                }
            }
            told.push(json!({ "what": what, "name": name, "median_ms": median(took), "bytes": bytes }));
        }
        told
    }
}

/// The value in the middle.
#[expect(clippy::indexing_slicing, reason = "whoever measures nothing has no median")]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
