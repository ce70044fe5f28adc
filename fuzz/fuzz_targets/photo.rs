#![no_main]

#[path = "../src/documents.rs"]
mod target;
#[path = "../src/hook.rs"]
mod hook;

libfuzzer_sys::fuzz_target!(init: hook::set(), |bytes: &[u8]| target::photo(bytes));
