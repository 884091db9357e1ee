//! The README's first example prints what the README says it prints.

use std::path::Path;
use std::process::Command;

use byoip_tests::binary;
use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

#[test]
fn the_first_example_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace's folder");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("there is a README");
    let (_, block) = readme
        .split_once("```console\n$ cargo run --bin byoip -- ")
        .expect("it begins with an example");
    let (arguments, rest) = block.split_once('\n').expect("a command and its output");
    let (written, _) = rest.split_once("\n```").expect("the block ends");
    let output = Command::new(binary::path("byoip"))
        .args(arguments.split(' '))
        .current_dir(root)
        .output()
        .expect("byoip runs");
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    assert_eq!(printed.trim_end(), written);
    assert!(output.status.success());
}

/// The drill goes as it is told, from its start to its debriefing. What the reader
/// takes for it in real time is the only thing that may differ.
#[test]
fn the_drill_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace's folder");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("there is a README");
    let (_, block) = readme
        .split_once("```console\n$ byoip drill start")
        .expect("it has a drill");
    let (written, _) = block.split_once("\n```").expect("the block ends");
    let written = format!("$ byoip drill start{written}");
    let simulator = Simulator::start_with(&["--start", "2026-01-05T09:00:00Z"]);
    let mut desk = Desk::new();
    desk.set("BYOIP_SIMULATOR_URL", &simulator.url());
    desk.set("NO_COLOR", "1");
    // One shell for all, as a reader has; each line says itself first.
    let mut script = String::from("set +e\n");
    for line in written.lines().filter_map(|line| line.strip_prefix("$ ")) {
        script.push_str(&format!("cat <<'END'\n$ {line}\nEND\n{line} 2>&1\n"));
    }
    let printed = desk.ok(&script);
    let timeless = |text: &str| -> Vec<String> {
        let lines = text.trim_end().lines();
        lines
            .map(|line| match line.split_once(" of the world's time, ") {
                Some((before, _)) => before.to_owned(),
                None => line.to_owned(),
            })
            .collect()
    };
    if std::env::var_os("BLESS").is_some() {
        let blessed = readme.replace(&written, printed.trim_end());
        std::fs::write(root.join("README.md"), blessed).expect("the README can be written");
        return;
    }
    assert_eq!(timeless(&printed), timeless(&written));
}

/// The picture is what the scenario beside it draws.
#[test]
fn the_picture_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace's folder");
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(binary::path("byoip"))
        .args(["run", "scenarios/cutover/withdraw-first.yaml", "--work-dir"])
        .arg(folder.path())
        .current_dir(root)
        .output()
        .expect("byoip runs");
    assert!(output.status.success());
    let read = |path: &Path| std::fs::read_to_string(path).expect("there is a picture");
    let drawn = read(&folder.path().join("continuity.svg"));
    assert_eq!(drawn, read(&root.join("docs/continuity.svg")));
}

/// Every path that a document at the root links to is there.
#[test]
fn links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace's folder");
    for document in [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "scenarios/README.md",
    ] {
        let path = root.join(document);
        let text = std::fs::read_to_string(&path).expect(document);
        let folder = path.parent().expect("a document is in a folder");
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let is_url = link.starts_with("http") || link.starts_with('#');
            assert!(
                is_url || folder.join(link).exists(),
                "{document} links to {link}"
            );
        }
    }
}
