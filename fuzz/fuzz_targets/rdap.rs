//! A path of RDAP at one registry: whatever it holds, the answer is JSON, or a
//! redirection that is the last.
//!
//! The input is the registry's name, a blank and the path: `arin /registry/help`.

#![no_main]

use byoip_simulator::fuzzing::Rdap;
use byoip_vocabulary::registry::Registry;
use libfuzzer_sys::{Corpus, fuzz_target};

thread_local! {
    static RDAP: Rdap = Rdap::begin();
}

fuzz_target!(|input: &str| -> Corpus {
    let Some((registry, path)) = input.split_once(' ') else {
        return Corpus::Reject;
    };
    let Ok(registry) = registry.parse::<Registry>() else {
        return Corpus::Reject;
    };
    RDAP.with(|rdap| rdap.look_up(registry, path));
    Corpus::Keep
});
