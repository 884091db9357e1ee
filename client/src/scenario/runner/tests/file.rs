//! The files of a run.

use super::*;

#[tokio::test]
async fn files_stay_in_the_folder_asked_for_and_are_private() {
    let folder = tempfile::tempdir().unwrap();
    let options = RunOptions {
        work_dir: Some(folder.path().join("run")),
        ..RunOptions::default()
    };
    let result = run_with("  - key: { file: private-key.pem }\n", &options).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let file = folder.path().join("run/private-key.pem");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(
        std::fs::read_to_string(file)
            .unwrap()
            .starts_with("-----BEGIN PRIVATE KEY-----")
    );
}

#[tokio::test]
async fn a_file_that_was_there_before_ends_the_run_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("private-key.pem");
    std::fs::write(&file, "mine").unwrap();
    let options = RunOptions {
        work_dir: Some(folder.path().to_owned()),
        ..RunOptions::default()
    };
    let result = run_with("  - key: { file: private-key.pem }\n", &options).await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Runtime);
    let named = format!("{} was there before this run", file.display());
    assert!(said.contains(&named), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");

    let result = run_with("  - key: { file: ../private-key.pem }\n", &options).await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Scenario);
    assert!(said.contains("leads out of the working folder"), "{said}");
}
