//! Commands: how they are fed, how they end, how they are ended.

use super::*;

#[tokio::test]
async fn a_command_must_succeed_unless_the_step_speaks_of_its_status() {
    let result = run_steps(
        "  - shell: exit 3\n    expect: { status: 3 }\n  - shell: echo why >&2; exit 4\n",
    )
    .await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Assertion);
    assert!(said.contains("status is 4"), "{said}");
    assert!(said.contains("= why"), "{said}");
}

#[tokio::test]
async fn a_command_without_end_is_ended_with_all_it_started() {
    for (command, said) in [
        (
            "sleep 600 & sleep 600",
            "does not end within 1 s; it was ended",
        ),
        ("yes | cat", "prints more than 8388608 bytes; it was ended"),
    ] {
        let limit = if command.starts_with("yes") {
            "5m"
        } else {
            "1s"
        };
        let step = format!("  - shell: {{ command: {command:?}, limit: {limit} }}\n");
        let result = run_steps(&step).await;
        let (kind, text) = only_failure(&result);
        assert_eq!(kind, FailureKind::Runtime);
        assert!(text.contains(said), "{text}");
    }
}

#[tokio::test]
async fn a_command_may_be_fed_more_than_a_pipe_holds() {
    let long = "x".repeat(400_000);
    let result = run_steps(&format!(
        "  - shell: {{ command: cat, stdin: {long} }}\n    capture: {{ long: stdout }}\n  \
         - shell: {{ command: wc -c, stdin: \"{{{{long}}}}\" }}\n    \
         expect: {{ stdout: {{ contains: 400000 }} }}\n"
    ))
    .await;
    assert!(result.succeeded(), "{}", text::footer(&result));
}

#[tokio::test]
async fn a_killed_command_is_told_as_killed() {
    let result = run_steps("  - shell: kill -KILL $$\n").await;
    let (_, said) = only_failure(&result);
    assert!(
        said.contains("the command was killed by signal 9"),
        "{said}"
    );
    assert_eq!(
        result.steps.first().unwrap().said,
        "killed by signal 9",
        "{said}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn an_interrupt_at_once_ends_a_command_with_all_it_started() {
    use std::io::Read;

    let folder = tempfile::tempdir().unwrap();
    let options = RunOptions {
        work_dir: Some(folder.path().to_owned()),
        ..RunOptions::default()
    };
    // Whoever holds the pipe open lives; its end says that all of them are gone.
    let (pipe, end) = std::io::pipe().unwrap();
    let descriptor = std::os::fd::AsRawFd::as_raw_fd(&end);
    let steps = format!(
        "  - shell: sleep 600 3>/proc/{}/fd/{descriptor} & touch started; wait\n",
        std::process::id()
    );
    let interrupt = options.interrupt.clone();
    let watcher = async {
        while !folder.path().join("started").exists() {
            tokio::task::yield_now().await;
        }
        interrupt.ask_at_once();
    };
    let (result, ()) = tokio::join!(run_with(&steps, &options), watcher);
    assert!(result.interrupted);
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Interrupted);
    assert!(said.contains("interrupted before its end"), "{said}");
    drop(end);
    let mut pipe = pipe;
    assert_eq!(pipe.read(&mut [0]).unwrap(), 0);
}
