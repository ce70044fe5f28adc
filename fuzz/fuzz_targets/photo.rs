#![no_main]

#[path = "../src/hook.rs"]
mod hook;
#[path = "../src/documents.rs"]
mod target;

libfuzzer_sys::fuzz_target!(init: hook::set(), |bytes: &[u8]| target::photo(bytes));
