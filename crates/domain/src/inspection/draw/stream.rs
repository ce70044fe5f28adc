//! Numbers out of a seed.

use sha2::{Digest, Sha256};

/// The stream of a seed: block n is SHA-256(seed ‖ n as eight bytes, big-endian), and its first eight bytes are a number.
#[derive(Clone, Debug)]
pub struct Stream {
    seed: [u8; 32],
    next: u64,
}

impl Stream {
    /// From its beginning.
    pub fn new(seed: [u8; 32]) -> Self {
        Self { seed, next: 0 }
    }

    fn number(&mut self) -> u64 {
        let block = Sha256::new().chain_update(self.seed).chain_update(self.next.to_be_bytes()).finalize();
        self.next += 1;
        block.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }

    /// A number below `n`, each as likely as another: numbers above the last multiple of `n` are thrown away. 0 for 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        // The last 2^64 mod n numbers would make the first ones likelier.
        let surplus = (u64::MAX % n + 1) % n;
        loop {
            let number = self.number();
            if number <= u64::MAX - surplus {
                return number % n;
            }
        }
    }
}
