//! Measures, as a table and as `target/bench.json`.

use anyhow::Result;
use serde::Serialize;

/// One measure.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Measure {
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
    /// What it must not exceed; none for a figure that is only told.
    pub(crate) bar: Option<f64>,
    pub(crate) ok: bool,
    /// What it was compared with in the same run.
    pub(crate) versus: String,
}

/// All measures of a run.
#[derive(Default)]
pub(crate) struct Measures(Vec<Measure>);

impl Measures {
    /// Adds a measure that must not exceed its bar.
    pub(crate) fn add(&mut self, name: &str, value: f64, unit: &str, bar: Option<f64>, versus: &str) {
        let ok = bar.is_none_or(|bar| value <= bar);
        let measure = Measure { name: name.to_owned(), value, unit: unit.to_owned(), bar, ok, versus: versus.to_owned() };
        println!("{}", line(&measure));
        self.0.push(measure);
    }

    /// Prints the table, writes the file, and fails if a bar was missed.
    pub(crate) fn finish(self) -> Result<()> {
        println!();
        for measure in &self.0 {
            println!("{}", line(measure));
        }
        std::fs::write("target/bench.json", serde_json::to_vec_pretty(&self.0)?)?;
        let missed: Vec<&str> = self.0.iter().filter(|m| !m.ok).map(|m| m.name.as_str()).collect();
        println!("target/bench.json: {} measures, {} over their bar", self.0.len(), missed.len());
        if missed.is_empty() { Ok(()) } else { anyhow::bail!("over the bar: {}", missed.join(", ")) }
    }
}

fn line(m: &Measure) -> String {
    let bar = m.bar.map_or_else(|| "-".to_owned(), |b| format!("{b}"));
    let mark = if m.ok { "ok" } else { "OVER" };
    format!("{:<52} {:>12.3} {:<6} bar {:>8}  {mark:<4} {}", m.name, m.value, m.unit, bar, m.versus)
}
