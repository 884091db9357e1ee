//! Finding the programs under test. Cargo tells a package only the programs of
//! its own, so they are looked for beside the test.

use std::env;
use std::path::PathBuf;

/// The path of one of this workspace's programs, in the profile the test runs in.
///
/// # Panics
///
/// If it has not been built: `cargo nextest run --workspace` builds it, a run
/// of this package alone does not.
pub fn path(name: &str) -> PathBuf {
    match find(name) {
        Some(path) => path,
        None => panic!("no program {name} beside the test; run cargo build --workspace"),
    }
}

/// The same path, if the program has been built.
///
/// # Panics
///
/// If the system does not tell where the running test lies.
pub fn find(name: &str) -> Option<PathBuf> {
    let test = env::current_exe().expect("a test that runs has a path");
    // target/debug/deps/the_test-0123 stands beside target/debug/byoip.
    test.ancestors()
        .skip(1)
        .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
}
