//! A world file: it is a world, or an error that names the file and says what is
//! wrong.

#![no_main]

use byoip_simulator::shell::world_file::WorldFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match WorldFile::parse(text, "world.yaml") {
    Ok(world) => drop(world.genesis.begin()),
    Err(error) => assert!(error.to_string().starts_with("world.yaml"), "{error}"),
});
