use super::*;

const HEAD: &str = r#"{"format":"byoip-recording","version":1,"scenario":"x","target":"aws","account":"1","region":"r","ranges":[]}"#;
const LINE: &str = r#"{"kind":"read","at":"2026-01-05T09:00:00Z","url":"https://a.example/","status":200,"body":"x"}"#;

#[test]
fn a_line_cut_in_half_is_the_end_and_any_other_is_a_mistake() {
    let half = LINE.get(..40).unwrap();
    let whole = parse(format!("{HEAD}\n{LINE}\n").as_bytes()).unwrap();
    assert_eq!((whole.entries.len(), whole.is_cut), (1, false));
    let cut = parse(format!("{HEAD}\n{LINE}\n{half}").as_bytes()).unwrap();
    assert_eq!((cut.entries.len(), cut.is_cut), (1, true));
    let broken = parse(format!("{HEAD}\n{half}\n{LINE}\n").as_bytes()).unwrap_err();
    assert!(
        matches!(broken, ReadError::Line { line: 2, .. }),
        "{broken}"
    );
    for text in ["", "version: 1\n", LINE, &HEAD.replace("byoip-", "other-")] {
        let read = parse(text.as_bytes());
        assert!(matches!(read, Err(ReadError::Header)), "{text}");
    }
    let newer = HEAD.replace("\"version\":1", "\"version\":2");
    let read = parse(newer.as_bytes());
    assert!(matches!(read, Err(ReadError::Version(2))));
}

#[test]
fn a_recording_may_be_long_and_no_line_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let lines = format!("{LINE}\n").repeat(20_000);
    assert!(lines.len() > 1 << 20, "longer than any other file may be");
    std::fs::write(&path, format!("{HEAD}\n{lines}")).unwrap();
    assert_eq!(read(&path).unwrap().entries.len(), 20_000);

    let long = "x".repeat(17 << 20);
    std::fs::write(&path, format!("{HEAD}\n{LINE}\n{long}\n")).unwrap();
    let error = read(&path).unwrap_err();
    assert!(matches!(error, ReadError::Long(3)), "{error}");
}

/// Opening a pipe would wait for whoever writes into it.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for path in [&pipe, Path::new("/dev/zero"), folder.path()] {
        let error = read(path).unwrap_err();
        assert!(matches!(error, ReadError::NotFile), "{error}");
    }
}
