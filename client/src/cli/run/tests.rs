use std::path::Path;

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

/// One scenario with two steps, of which the second needs the first.
fn two_steps(folder: &Path) -> String {
    let path = folder.join("two.yaml");
    let text = "version: 1\nname: x\nsteps:\n  - name: One\n    describe: caller-identity\n    \
                capture: { who: Account }\n  - name: Two\n    shell: test {{who}} = 7\n";
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn what_does_not_go_together_is_told_before_anything_runs() {
    let folder = tempfile::tempdir().unwrap();
    let file = two_steps(folder.path());
    let file = file.as_str();
    let here = "url=http://127.0.0.1:1";
    for (arguments, told) in [
        (
            vec![file, "--target", here, "--jobs", "2"],
            "--jobs 2: there is one world at url=http://127.0.0.1:1",
        ),
        (
            vec![file, "--target", "aws", "--jobs", "2"],
            "--jobs 2: there is one world at aws",
        ),
        (
            vec![file, "--target", here, "--repeat", "2"],
            "add --seed 1 if that is meant",
        ),
        (
            vec![file, "--target", "aws", "--repeat", "2", "--seed", "1"],
            "real AWS has no seed",
        ),
        (
            vec![file, file, "--from-step", "2"],
            "about the steps of one file",
        ),
        (vec![file, "--from-step", "3"], "the steps 1 to 2"),
        (
            vec![file, "--from-step", "Two"],
            "step 2 (Two) needs `who`, which step 1 (One) captures",
        ),
        (
            vec![file, "--journal", "here"],
            "nobody can go on with an embedded run",
        ),
        (vec!["-", "--watch"], "standard input is read once"),
        (vec![file, "--tag", "drill"], "they have none"),
    ] {
        let failure = run(&arguments).unwrap().execute().unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage, "{arguments:?}");
        let said = failure.to_string();
        assert!(said.contains(told), "{arguments:?}: {said}");
    }
    for arguments in [
        ["a.yaml", "--jobs", "0"],
        ["a.yaml", "--repeat", "0"],
        ["a.yaml", "--watch", "--dry-run"],
    ] {
        assert!(run(&arguments).is_err(), "{arguments:?}");
    }
}

#[test]
fn steps_are_left_out_and_a_variable_stands_for_their_capture() {
    let folder = tempfile::tempdir().unwrap();
    let file = two_steps(folder.path());
    let execute = |arguments: &[&str]| {
        let arguments = [&[file.as_str(), "--quiet"], arguments].concat();
        run(&arguments).unwrap().execute()
    };
    assert_eq!(execute(&["--to-step", "One"]), Ok(Exit::Success));
    assert_eq!(
        execute(&["--from-step", "Two", "--var", "who=7"]),
        Ok(Exit::Success)
    );
    assert_eq!(execute(&[]), Ok(Exit::Assertion));
}

#[test]
fn a_file_is_run_with_one_seed_after_another_and_reports_have_each() {
    let folder = tempfile::tempdir().unwrap();
    let file = two_steps(folder.path());
    let json = folder.path().join("results.json");
    let json_path = json.to_str().unwrap();
    let seeds = |arguments: &[&str]| -> Vec<u64> {
        let fixed = [
            file.as_str(),
            "--quiet",
            "--json",
            json_path,
            "--var",
            "who=7",
        ];
        let _ = run(&[&fixed, arguments].concat()).unwrap().execute();
        let text = std::fs::read_to_string(&json).unwrap();
        let results: serde_json::Value = serde_json::from_str(&text).unwrap();
        let scenarios = results["scenarios"].as_array().unwrap().iter();
        scenarios.map(|it| it["seed"].as_u64().unwrap()).collect()
    };
    assert_eq!(seeds(&["--repeat", "3"]), [1, 2, 3]);
    let two_files = [file.as_str(), "--repeat", "2", "--seed", "7", "--jobs", "2"];
    assert_eq!(seeds(&two_files), [7, 8, 7, 8]);
}

#[test]
fn a_report_of_no_run_or_over_the_scenario_is_refused_before_anything_runs() {
    let folder = tempfile::tempdir().unwrap();
    let story = folder.path().join("story.yaml");
    let text = "version: 1\nname: x\nsteps:\n  - include: part.yaml\n";
    std::fs::write(&story, text).unwrap();
    let part = folder.path().join("part.yaml");
    let steps = "version: 1\nname: y\nsteps:\n  - describe: byoip-cidrs\n";
    std::fs::write(&part, steps).unwrap();
    let report = folder.path().join("report");
    let [story, part, report] = [&story, &part, &report].map(|path| path.to_str().unwrap());
    for (arguments, told) in [
        (["--junit", story].as_slice(), "which the run reads"),
        (&["--html", part], "which the run reads"),
        (&["--junit", report, "--record", report], "are one file"),
        (&["--dry-run", "--tap", report], "--dry-run runs nothing"),
        (&["--dry-run", "--record", report], "--dry-run runs nothing"),
    ] {
        let run = run(&[&[story], arguments].concat()).unwrap();
        let failure = run.execute().unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage, "{arguments:?}");
        assert!(failure.to_string().contains(told), "{failure}");
    }
    assert_eq!(std::fs::read_to_string(part).unwrap(), steps);
    assert!(!Path::new(report).exists());
}

#[test]
fn more_seeds_than_there_are_and_more_runs_than_anybody_keeps_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let story = folder.path().join("story.yaml");
    let text = "version: 1\nname: x\nsteps:\n  - describe: byoip-cidrs\n";
    std::fs::write(&story, text).unwrap();
    let last = u64::MAX.to_string();
    let of = |repeat| run(&[story.to_str().unwrap(), "--repeat", repeat, "--seed", &last]);
    let failure = of("2").unwrap().execute().unwrap_err();
    assert_eq!(failure.exit(), Exit::Usage);
    assert!(
        failure.to_string().contains("there are no 2 seeds"),
        "{failure}"
    );
    for (times, told) in [("100001", "100000 runs at most"), ("0", "from 1 on")] {
        let error = of(times).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}
