//! A line of whois: whatever it holds, it is answered.

#![no_main]

use std::sync::LazyLock;

use byoip_simulator::fuzzing::Whois;
use libfuzzer_sys::fuzz_target;

static SERVICE: LazyLock<Whois> = LazyLock::new(Whois::begin);

fuzz_target!(|line: &str| SERVICE.ask(line));
