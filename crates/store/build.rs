//! Migrations are embedded at compile time; a changed file must rebuild this crate.
fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
