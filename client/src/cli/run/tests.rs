use clap::Parser;

use super::*;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    run: Run,
}

fn run(arguments: &[&str]) -> Result<Run, String> {
    Arguments::try_parse_from([&["run"], arguments].concat())
        .map(|arguments| arguments.run)
        .map_err(|error| error.to_string())
}

#[test]
fn targets_and_variables_are_read_at_the_door() {
    let read = run(&[
        "a.yaml",
        "--target",
        "url=http://127.0.0.1:4566",
        "--var",
        "a=b=c",
    ])
    .unwrap();
    assert_eq!(read.target, Target::Url("http://127.0.0.1:4566".to_owned()));
    let gathered = read.variables.gather().unwrap();
    assert_eq!(gathered.values.get("a").map(String::as_str), Some("b=c"));
    assert_eq!(run(&["a.yaml"]).unwrap().target, Target::Embedded);
    assert!(run(&[]).is_err());
    assert!(
        run(&["a.yaml", "--target", "moon"])
            .unwrap_err()
            .contains("no such target")
    );
    assert!(
        run(&["a.yaml", "--var", "a"])
            .unwrap_err()
            .contains("NAME=VALUE")
    );
}

#[test]
fn mistakes_and_missing_files_end_before_anything_runs() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.yaml");
    std::fs::write(&broken, "version: 1\nname: x\nsteps: []\n").unwrap();
    let broken = broken.to_str().unwrap();
    assert_eq!(run(&[broken]).unwrap().execute(), Ok(Exit::Parse));
    let missing = run(&[broken, "nowhere.yaml"])
        .unwrap()
        .execute()
        .unwrap_err();
    assert_eq!(missing.exit(), Exit::Parse);
    assert!(
        missing
            .to_string()
            .starts_with("cannot read nowhere.yaml: ")
    );
}

#[test]
fn the_highest_code_of_several_files_wins_and_reports_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, step: &str| {
        let path = folder.path().join(name);
        std::fs::write(
            &path,
            format!("version: 1\nname: {name}\nsteps:\n  - {step}\n"),
        )
        .unwrap();
        path.to_str().unwrap().to_owned()
    };
    let good = write("good.yaml", "describe: byoip-cidrs");
    let unmet = write(
        "unmet.yaml",
        "{ describe: byoip-cidrs, expect: { ByoipCidrs: { count: 1 } } }",
    );
    let late = write(
        "late.yaml",
        "wait: { for: { describe: byoip-cidrs }, until: { ByoipCidrs: { count: 1 } } }",
    );
    let json = folder.path().join("results.json");
    let json_path = json.to_str().unwrap();
    let execute = |files: &[&str]| {
        run(&[files, &["--quiet", "--json", json_path]].concat())
            .unwrap()
            .execute()
    };
    assert_eq!(execute(&[&good]), Ok(Exit::Success));
    assert_eq!(execute(&[&good, &unmet]), Ok(Exit::Assertion));
    assert_eq!(execute(&[&late, &unmet, &good]), Ok(Exit::Timeout));
    let results: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap();
    let succeeded: Vec<_> = results["scenarios"]
        .as_array()
        .unwrap()
        .iter()
        .map(|scenario| scenario["succeeded"].as_bool().unwrap())
        .collect();
    assert_eq!(succeeded, [false, false, true]);
}

#[test]
fn a_variable_that_no_scenario_knows_is_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let text = "version: 1\nname: x\nvariables: { range: 198.18.1.0/24 }\nsteps:\n  \
                - describe: { byoip-cidrs: { cidr: \"{{other}}\" } }\n";
    std::fs::write(&path, text).unwrap();
    let execute = |name: &str| {
        let variable = format!("{name}=198.18.0.0/24");
        let other = "other=198.18.0.0/24";
        run(&[
            path.to_str().unwrap(),
            "--quiet",
            "--var",
            other,
            "--var",
            &variable,
        ])
        .unwrap()
        .execute()
    };
    let mistyped = execute("rnage").unwrap_err();
    assert_eq!(mistyped.exit(), Exit::Usage);
    assert_eq!(
        mistyped.to_string(),
        "no scenario has a variable `rnage`; did you mean `range`?"
    );
    assert!(execute("account").is_err(), "what is built in is not set");
    assert_eq!(execute("range"), Ok(Exit::Success));
}
