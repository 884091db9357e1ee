use super::*;

fn folder(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.yaml");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn execute(path: &std::path::Path, variables: &[&str]) -> Exit {
    let check = Check {
        files: vec![path.to_owned()],
        variables: variables.iter().map(|&it| it.to_owned()).collect(),
        json: false,
    };
    check.execute().unwrap()
}

#[test]
fn a_mistake_is_2_and_none_is_0() {
    let (_folder, path) = folder("version: 1\nname: x\nsteps: [ { advertise: '{{range}}' } ]\n");
    assert_eq!(execute(&path, &[]), Exit::Parse);
    assert_eq!(execute(&path, &["range"]), Exit::Success);
    assert_eq!(execute(&path, &["range=198.18.1.0/24"]), Exit::Success);
}

#[test]
fn every_member_of_format_1() {
    let source = Source {
        path: "story.yaml".to_owned(),
        text: "version: 1\nnmae: x\nrequires: [opensssl]\nsteps: []\n".to_owned(),
    };
    let findings = check(&source, &[], None);
    assert_eq!(
        document(&[(source, findings)]),
        json!({
            "format": 1,
            "files": [{
                "file": "story.yaml",
                "problems": [
                    {
                        "severity": "error",
                        "line": 2,
                        "column": 1,
                        "bytes": { "start": 11, "end": 15 },
                        "what": "`scenario` has no `nmae`",
                        "label": null,
                        "notes": ["did you mean `name`?"],
                    },
                    {
                        "severity": "error",
                        "line": 4,
                        "column": 8,
                        "bytes": { "start": 47, "end": 48 },
                        "what": "a scenario without steps",
                        "label": null,
                        "notes": [],
                    },
                    {
                        "severity": "warning",
                        "line": 3,
                        "column": 12,
                        "bytes": { "start": 30, "end": 38 },
                        "what": "`opensssl` is not installed here; a run would skip the scenario",
                        "label": null,
                        "notes": ["did you mean `openssl`?"],
                    },
                ],
            }],
        })
    );
}
