use super::*;

fn gather(variables: &Variables, environment: &[(&str, &str)]) -> Result<Gathered, String> {
    let environment = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    variables
        .gather_from(environment)
        .map_err(|failure| failure.to_string())
}

fn options() -> Variables {
    Variables {
        variables: Vec::new(),
        secrets: Vec::new(),
        variables_files: Vec::new(),
        secrets_files: Vec::new(),
    }
}

#[test]
fn what_is_nearer_wins() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("variables");
    std::fs::write(&file, "# ranges\n\na=file\nb = spaced=out\n").unwrap();
    let variables = Variables {
        variables: vec![("a".to_owned(), "option".to_owned())],
        variables_files: vec![file],
        ..options()
    };
    let gathered = gather(
        &variables,
        &[
            ("BYOIP_VARIABLE_a", "environment"),
            ("BYOIP_VARIABLE_c", "environment"),
            ("BYOIP_SECRET_d", "hidden"),
            ("PATH", "/bin"),
        ],
    )
    .unwrap();
    let values: Vec<_> = gathered
        .values
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        values,
        [
            ("a", "option"),
            ("b", "spaced=out"),
            ("c", "environment"),
            ("d", "hidden")
        ]
    );
    assert_eq!(gathered.secrets, ["d".to_owned()].into());
    assert_eq!(gathered.named, ["a"]);
}

#[test]
fn a_line_that_is_no_variable_is_told_by_its_place_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secrets");
    std::fs::write(&file, "a=1\nhunter2\n").unwrap();
    let variables = Variables {
        secrets_files: vec![file],
        ..options()
    };
    let wrong = gather(&variables, &[]).unwrap_err();
    assert!(
        wrong.ends_with("secrets:2: not a variable; write it as NAME=VALUE"),
        "{wrong}"
    );
}
