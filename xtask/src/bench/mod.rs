//! `cargo xtask bench`: figures of speed, as ratios within one run.

mod report;

use anyhow::Result;
use clap::Args;
pub(crate) use report::Measures;

/// Options of `bench`.
#[derive(Args, Clone)]
pub(crate) struct BenchArgs {
    /// Ratings of the first database.
    #[arg(long, default_value_t = 2_000_000)]
    ratings: u64,
    /// Leaves out the five times larger database.
    #[arg(long)]
    quick: bool,
}

pub(crate) fn bench(args: &BenchArgs) -> Result<()> {
    let measures = Measures::default();
    println!("{} ratings, quick: {}", args.ratings, args.quick);
    measures.finish()
}
