//! The parameters of a Query request: whatever text comes, they are read or
//! refused, and each that was read can be asked for by its name.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| byoip_simulator::fuzzing::form(text));
