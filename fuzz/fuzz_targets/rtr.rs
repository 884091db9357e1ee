//! What a router sends: it is read, waited for, or answered with a report.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| byoip_simulator::fuzzing::rtr(bytes));
