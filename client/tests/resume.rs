//! `byoip run` is killed half-way, and `byoip resume` goes on: real processes
//! against a running simulator.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own files must fail"
)]

use std::ops::Deref;
use std::path::Path;
use std::process::Child;

use rustix::process::{Pid, Signal, kill_process};

mod place;

use place::Place;

/// The step in the middle waits until the file `go` is there: for ever, unless
/// the test makes it.
const STORY: &str = "
version: 1
name: A long story
parameters: [place]
secrets: [word]
steps:
  - key: { file: key.pem }
  - name: Write the message
    message: { cidr: 198.18.1.0/24, expires: '{{today+30d}}' }
    capture: { message: Message }
  - name: Sign it
    sign: { key: key.pem, message: '{{message}}' }
    capture: { signature: Signature }
  - name: Allocate
    allocate: {}
    capture: { allocation: AllocationId }
  - name: Wait for somebody
    shell: touch {{place}}/waiting; until [ -e {{place}}/go ]; do :; done
  - name: Provision
    provision: { cidr: 198.18.1.0/24, message: '{{message}}', signature: '{{signature}}' }
  - name: Look
    describe: addresses
    expect: { Addresses: { count: 1 }, 'Addresses[0].AllocationId': '{{allocation}}' }
teardown:
  - name: Give it back
    release: '{{allocation}}'
";

/// A place with the story.
struct Told(Place);

impl Deref for Told {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Told {
    fn new() -> Self {
        let place = Place::new();
        std::fs::write(place.path("story.yaml"), STORY).unwrap();
        Self(place)
    }

    fn output(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        place::output(&mut self.byoip(arguments))
    }

    /// A run that has come to the step in the middle.
    fn begin(&self) -> Child {
        let target = format!("url={}", self.simulator.endpoint());
        let place = format!("place={}", self.folder.path().display());
        let arguments = ["run", "story.yaml", "--target", &target, "--var", &place];
        let mut run = self
            .byoip(&[&arguments[..], &["--secret", "word=swordfish-and-more"]].concat())
            .spawn()
            .unwrap();
        while !self.path("waiting").exists() {
            assert_eq!(run.try_wait().unwrap(), None, "it ended too early");
            std::thread::yield_now();
        }
        run
    }

    /// The one run's id.
    fn id(&self) -> String {
        let mut runs = std::fs::read_dir(self.path("state/byoip/runs")).unwrap();
        let id = runs.next().unwrap().unwrap().file_name();
        assert!(runs.next().is_none());
        id.into_string().unwrap()
    }

    fn go(&self) {
        std::fs::write(self.path("go"), "").unwrap();
    }
}

impl Drop for Told {
    /// A command that outlived its killed run ends with it.
    fn drop(&mut self) {
        self.go();
    }
}

fn everything_below(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&everything_below(&path));
        } else if path.extension().is_some_and(|it| it == "jsonl") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    text
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let place = Told::new();
    let mut run = place.begin();
    let id = place.id();
    let (_, listed, _) = place.output(&["resume"]);
    assert!(listed.contains("under way"), "{listed}");
    let (code, _, told) = place.output(&["resume", &id, "--secret", "word=x"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("is under way in another process"), "{told}");
    run.kill().unwrap();
    run.wait().unwrap();

    let (_, listed, _) = place.output(&["resume"]);
    let story = place.path("story.yaml").canonicalize().unwrap();
    assert!(listed.starts_with(&format!("{id}  ")), "{listed}");
    assert!(listed.contains("story.yaml") && story.exists(), "{listed}");
    assert!(listed.contains("step 5 (Wait for somebody)"), "{listed}");
    let journal = everything_below(&place.path("state"));
    for secret in ["swordfish-and-more", "PRIVATE KEY", "\"signature\":"] {
        assert!(!journal.contains(secret), "{secret}: {journal}");
    }

    let (code, _, told) = place.output(&["resume", &id]);
    assert_eq!(code, Some(1));
    assert!(
        told.contains("secrets are in no journal; give them again: --secret word=…"),
        "{told}"
    );

    place.go();
    let (code, transcript, told) = place.output(&["resume", &id, "--secret", "word=x"]);
    assert_eq!(code, Some(0), "{transcript}{told}");
    let marks: Vec<&str> = transcript
        .lines()
        .filter_map(|line| ["✓", "–"].into_iter().find(|mark| line.contains(mark)))
        .collect();
    // The signature is in no journal and is made again, the waiting done again.
    assert_eq!(
        marks,
        ["–", "–", "✓", "–", "✓", "✓", "✓", "✓"],
        "{transcript}"
    );
    assert!(told.contains("`Wait for somebody` was under way"), "{told}");

    let (code, _, told) = place.output(&["resume", &id]);
    assert_eq!(code, Some(0));
    assert!(told.contains("has ended, and well"), "{told}");
    let (_, listed, told) = place.output(&["resume"]);
    assert!(
        listed.is_empty() && told.contains("no unfinished run"),
        "{listed}{told}"
    );
}

#[test]
fn a_run_that_a_shutdown_ends_clears_nothing_away_and_says_how_to_go_on() {
    let place = Told::new();
    let run = place.begin();
    let process = Pid::from_child(&run);
    kill_process(process, Signal::TERM).unwrap();
    let output = run.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let transcript = String::from_utf8(output.stdout).unwrap();
    let id = place.id();
    assert!(
        transcript.contains(&format!("to go on with it: byoip resume {id}")),
        "{transcript}"
    );
    assert!(!transcript.contains("is released"), "{transcript}");

    place.go();
    let (code, transcript, told) = place.output(&["resume", &id, "--secret", "word=x"]);
    assert_eq!(code, Some(0), "{transcript}{told}");
    assert!(transcript.contains("is released"), "{transcript}");
}

#[test]
fn a_changed_file_is_told_and_a_run_nobody_made_too() {
    let place = Told::new();
    let mut run = place.begin();
    run.kill().unwrap();
    run.wait().unwrap();
    let id = place.id();
    let story = std::fs::read_to_string(place.path("story.yaml")).unwrap();
    std::fs::write(place.path("story.yaml"), story.replace("30d", "31d")).unwrap();
    place.go();
    let (code, _, told) = place.output(&["resume", &id, "--secret", "word=x"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("story.yaml; put it back"), "{told}");
    let (code, transcript, _) = place.output(&["resume", &id, "--secret", "word=x", "--force"]);
    assert_eq!(code, Some(0), "{transcript}");

    let (code, _, told) = place.output(&["resume", "yesterday"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("their world ends with the process"), "{told}");
    let (code, _, told) = place.output(&["resume", &format!("../runs/{id}")]);
    assert_eq!(code, Some(1));
    assert!(told.contains("is no run's id"), "{told}");
    let (code, _, told) =
        place.output(&["run", "story.yaml", "--journal", "here", "--var", "place=."]);
    assert_eq!(code, Some(1));
    assert!(
        told.contains("nobody can go on with an embedded run"),
        "{told}"
    );
}

const MOVE: &str = "
version: 1
name: A move
registry: arin
home: AS64500
announced: 198.18.0.0/23
ranges: [{ cidr: 198.18.1.0/24 }]
";

/// A step at the routers of somebody who has no right to the range.
fn impostor(verb: &str) -> String {
    format!(
        "version: 1\nname: x\nsteps:\n  - bgp: {{ {verb}: {{ prefix: 198.18.1.0/24, asn: AS64500, \
         impostor: AS64511 }} }}\n  - clock: {{ advance: 1h }}\n"
    )
}

#[test]
fn a_migration_goes_on_from_its_short_file() {
    let place = Told::new();
    let target = format!("url={}", place.simulator.endpoint());
    for (name, text) in [
        ("move.yaml", MOVE.to_owned()),
        ("in.yaml", impostor("announce")),
        ("out.yaml", impostor("withdraw")),
    ] {
        std::fs::write(place.path(name), text).unwrap();
    }
    let other = |file: &str| {
        let arguments = ["run", file, "--target", &target, "--no-journal"];
        assert_eq!(place.output(&arguments).0, Some(0), "{file}");
    };
    other("in.yaml");
    let (code, transcript, _) = place.output(&["migrate", "move.yaml", "--target", &target]);
    assert_eq!(code, Some(4), "{transcript}");
    let repeat = format!("to repeat this run: byoip migrate move.yaml --target {target}");
    assert!(transcript.contains(&repeat), "{transcript}");
    other("out.yaml");
    let recording = place.path("rest.jsonl");
    let arguments = [
        "resume",
        &place.id(),
        "--record",
        recording.to_str().unwrap(),
    ];
    let (code, transcript, told) = place.output(&arguments);
    assert_eq!(code, Some(0), "{transcript}{told}");
    let recorded = std::fs::read_to_string(recording).unwrap();
    assert!(recorded.contains("AdvertiseByoipCidr"), "{recorded}");
}
