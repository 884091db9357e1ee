//! Takes the drills of `scenarios/drills` into the program, so that `byoip drill`
//! needs no checkout.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let root = Path::new(&manifest).join("../scenarios/drills");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&root).map_err(io::Error::other)?;
        let name = name.display().to_string().replace('\\', "/");
        let path = file.canonicalize()?;
        let line = format!(
            "    ({name:?}, include_str!({:?})),",
            path.display().to_string()
        );
        writeln!(code, "{line}").map_err(io::Error::other)?;
    }
    code.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("drills.rs"), code)
}

/// The YAML and JSON files of a folder and those below it. A folder that changes is read
/// again.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|it| it == "yaml" || it == "json")
        {
            files.push(path);
        }
    }
    Ok(())
}
