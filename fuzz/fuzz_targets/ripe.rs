//! The body of an update by a holder: an object in JSON or XML, or a set of ROAs, to RIPE NCC. It is taken
//! or refused, and refused it changes nothing.

#![no_main]

use std::cell::RefCell;

use byoip_simulator::fuzzing::Owner;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static OWNER: RefCell<Owner> = RefCell::new(Owner::begin());
}

fuzz_target!(|body: &[u8]| OWNER.with_borrow(|owner| owner.ripe(body)));
