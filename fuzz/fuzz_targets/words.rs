#![no_main]

#[path = "../src/hook.rs"]
mod hook;
#[path = "../src/domain.rs"]
mod target;

libfuzzer_sys::fuzz_target!(init: hook::set(), |bytes: &[u8]| target::words(bytes));
