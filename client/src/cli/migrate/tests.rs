use clap::Parser;

use super::*;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    migrate: Migrate,
}

fn migrate(arguments: &[&str]) -> Result<Migrate, String> {
    Arguments::try_parse_from([&["migrate"], arguments].concat())
        .map(|arguments| arguments.migrate)
        .map_err(|error| error.to_string())
}

#[test]
fn it_takes_what_a_run_takes() {
    assert!(migrate(&["a.yaml", "--careful", "--dry-run", "--seed", "7"]).is_ok());
    assert!(migrate(&[]).is_err());
}

#[test]
fn a_file_with_mistakes_ends_it_before_anything_runs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("move.yaml");
    std::fs::write(&file, "version: 1\nname: x\n").unwrap();
    let file = file.to_str().unwrap();
    for options in [&[file][..], &[file, "--scenario"], &[file, "--dry-run"]] {
        assert_eq!(migrate(options).unwrap().execute(), Ok(Exit::Parse));
    }
}
