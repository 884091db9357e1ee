//! What a router sends: messages, the start of one, or something that ends the
//! session.

#![no_main]

use byoip_simulator::fuzzing::bgp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| bgp(bytes));
