//! No private key, pass-phrase, signature or credential is in anything that
//! `byoip` prints or writes: transcripts, every report, the journal, the recording,
//! the plan, what a resumed run and a replay say, the world's event log. The
//! secrets are looked for in every spelling that a report could give them, and
//! each is known to exist.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use byoip_tests::binary;
use byoip_tests::simulator::Simulator;
use serde_json::json;

/// Looks like nothing else, and needs escaping everywhere.
const PASSWORD: &str = "correct/horse ü&<battery>\"staple";
const ACCESS_KEY: &str = "AKIAEXAMPLEOFSECRETS";
const SECRET_KEY: &str = "q7Zw1+veryUnlikelyElsewhere/Yp3kD9xL4mN";
const SESSION_TOKEN: &str = "FwoGZXtokenThatNobodyElseHas//////////wEaDK2";

/// A folder with all that runs leave behind.
struct Desk {
    folder: tempfile::TempDir,
    simulator: Simulator,
}

impl Desk {
    fn new() -> Self {
        let simulator = Simulator::start_with(&["--start", "2026-01-05T09:00:00Z"]);
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            simulator,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Has the world know the caller; a world that is begun anew does not.
    fn know_caller(&self) {
        let path = format!("access-keys/{ACCESS_KEY}");
        let key = json!({ "account": "123456789012", "secret": SECRET_KEY, "user": "rehearser", "session_token": SESSION_TOKEN });
        let (status, answer) = self.simulator.control("PUT", &path, &key.to_string());
        assert_eq!(status, 200, "{answer}");
    }

    /// `byoip` with a command line; what it prints stays beside its reports.
    fn byoip(&self, name: &str, arguments: &[&str]) -> i32 {
        let url = self.simulator.url();
        let output = Command::new(binary::path("byoip"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("BYOIP_SECRET_password", PASSWORD)
            .env("AWS_ACCESS_KEY_ID", ACCESS_KEY)
            .env("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
            .env("AWS_SESSION_TOKEN", SESSION_TOKEN)
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ENDPOINT_URL", &url)
            .env("BYOIP_SIMULATOR_URL", &url)
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_STEP_SUMMARY", self.path(&format!("{name}.md")))
            .output()
            .expect("byoip runs");
        fs::write(self.path(&format!("{name}.out")), &output.stdout).expect("it is written");
        fs::write(self.path(&format!("{name}.err")), &output.stderr).expect("it is written");
        output.status.code().expect("nobody killed it")
    }

    /// A scenario with every report there is, in a work folder of its own.
    fn run(&self, name: &str, more: &[&str]) -> i32 {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/secrets/{name}.yaml"));
        let file = file.to_string_lossy().into_owned();
        let target = format!("url={}", self.simulator.url());
        let [junit, json, tap, html, record, work] =
            ["xml", "json", "tap", "html", "jsonl", "work"].map(|kind| format!("{name}.{kind}"));
        let reports = [
            "run",
            "--seed",
            "1",
            "--target",
            &target,
            "--journal",
            "journal",
            "--junit",
            &junit,
            "--json",
            &json,
            "--tap",
            &tap,
            "--html",
            &html,
            "--github-summary",
            "--record",
            &record,
            "--work-dir",
            &work,
        ];
        self.byoip(name, &[&reports, more, &[&file]].concat())
    }

    /// Every file that was left behind but those that hold the secrets.
    fn left(&self) -> Vec<(PathBuf, String)> {
        let mut folders = vec![self.folder.path().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                match path.is_dir() {
                    true if path.extension().is_some_and(|it| it == "work") => {}
                    true => folders.push(path),
                    false => {
                        let bytes = fs::read(&path).expect("a file");
                        files.push((path, String::from_utf8_lossy(&bytes).into_owned()));
                    }
                }
            }
        }
        files
    }

    /// What must be nowhere, each with what it is.
    fn secrets(&self) -> Vec<(String, String)> {
        let mut secrets = vec![
            ("the secret access key".to_owned(), SECRET_KEY.to_owned()),
            ("the session token".to_owned(), SESSION_TOKEN.to_owned()),
        ];
        secrets.extend(spellings(PASSWORD));
        for name in ["signs", "shows"] {
            let work = self.path(&format!("{name}.work"));
            let read = |file: &str| fs::read_to_string(work.join(file)).expect("it was made");
            let signature = read("signature.txt");
            assert!(signature.len() > 300, "{signature}");
            // What a signature looks like before it is fit for a URL.
            let plain = signature
                .replace('-', "+")
                .replace('~', "/")
                .replace('_', "=");
            secrets.push((format!("{name}: the signature"), signature));
            secrets.push((format!("{name}: the signature in base64"), plain));
            let der = der(&work.join("private-key.pem"));
            secrets.push((format!("{name}: the key's DER"), der));
            for kind in ["pkcs8", "traditional"] {
                let pem = key(&work.join("private-key.pem"), kind);
                let lines = pem.lines().filter(|line| !line.starts_with('-'));
                for line in lines.filter(|line| line.len() >= 16) {
                    secrets.push((format!("{name}: the {kind} key"), line.to_owned()));
                }
            }
        }
        secrets
    }
}

/// The second line of a key's DER as `base64` writes it, at another width than PEM.
fn der(file: &Path) -> String {
    let mut command = Command::new("sh");
    command.args(["-c", "openssl pkey -outform DER -in \"$0\" | base64 -w 76"]);
    let output = command.arg(file).output().expect("sh is there");
    let text = String::from_utf8(output.stdout).expect("base64 is text");
    text.lines().nth(1).expect("it has many lines").to_owned()
}

/// A key as openssl writes it.
fn key(file: &Path, kind: &str) -> String {
    let mut openssl = Command::new("openssl");
    openssl.args(["rsa", "-in"]).arg(file);
    if kind == "traditional" {
        openssl.arg("-traditional");
    }
    let output = openssl.output().expect("openssl is there");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("PEM is text")
}

/// A text as reports may write it.
fn spellings(secret: &str) -> Vec<(String, String)> {
    let json = json!(secret).to_string();
    let json = json.trim_matches('"').to_owned();
    let html = secret
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let xml = html.replace('"', "&quot;");
    let url: String = secret
        .bytes()
        .map(|byte| match byte.is_ascii_alphanumeric() {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect();
    let form = url.replace("%20", "+");
    let named = [
        ("as it is", secret),
        ("in JSON", &json),
        ("in HTML", &html),
        ("in XML", &xml),
        ("in a URL", &url),
        ("in a form", &form),
    ];
    let named = named.map(|(how, text)| (format!("the password {how}"), text.to_owned()));
    named.to_vec()
}

#[test]
fn no_secret_is_told() {
    let desk = Desk::new();
    assert_eq!(desk.run("signs", &[]), 0, "{:?}", desk.left());
    // The event log as everybody can read it.
    let (_, events) = desk.simulator.control("GET", "events", "");
    fs::write(desk.path("events.json"), events.to_string()).expect("it is written");
    assert_eq!(desk.run("shows", &["--careful"]), 4);
    desk.know_caller();
    let shows = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/secrets/shows.yaml");
    let shows = shows.to_string_lossy().into_owned();
    for (name, arguments, code) in [
        ("plan", vec!["run", "--dry-run", &shows], 0),
        (
            "plan-aws",
            vec!["run", "--dry-run", "--target", "aws", &shows],
            0,
        ),
        // Real AWS's path, on which commands have the caller's own credentials.
        (
            "aws",
            vec![
                "run",
                "--target",
                "aws",
                "--journal",
                "journal",
                "--allow-shell",
                "--allow-write",
                "123456789012:198.18.1.0/24",
                "--yes",
                &shows,
            ],
            4,
        ),
        ("resume", vec!["resume", "--journal", "journal"], 0),
        // A secret description cannot be asked for again.
        ("replay", vec!["replay", "signs.jsonl"], 4),
        ("check", vec!["check", &shows], 0),
    ] {
        let seen = desk.byoip(name, &arguments);
        let told =
            ["err", "out"].map(|kind| fs::read_to_string(desk.path(&format!("{name}.{kind}"))));
        assert_eq!(seen, code, "{name}: {told:?}");
    }
    // Commands had the credentials, and the test looks where they were quoted.
    let told = fs::read_to_string(desk.path("aws.out")).expect("text");
    assert!(told.contains("seen: *** ***\n"), "{told}");
    let left = desk.left();
    for (what, secret) in desk.secrets() {
        for (path, text) in &left {
            // The world cannot know that somebody's description is a secret.
            let is_told = what.contains("password") && path.ends_with("events.json");
            assert!(
                is_told || !text.contains(&secret),
                "{what} is in {}",
                path.display()
            );
        }
    }
}

/// The test above looks where secrets would be: they are quoted there, hidden.
#[test]
fn secrets_are_quoted_hidden() {
    let desk = Desk::new();
    assert_eq!(desk.run("shows", &[]), 4);
    for name in [
        "shows.out",
        "shows.xml",
        "shows.json",
        "shows.tap",
        "shows.html",
        "shows.md",
    ] {
        let text = fs::read_to_string(desk.path(name)).expect("it was written");
        assert!(text.contains("***"), "{name}: {text}");
    }
    let files = desk.left();
    let journal = files
        .iter()
        .filter(|(path, _)| path.starts_with(desk.path("journal")));
    assert!(journal.count() > 0);
}
