//! Two runs with one seed in a world that goes on: what the first one left there is
//! not the second one's. A simulator plays real AWS and says nothing of being one.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own files must fail"
)]

use std::ops::Deref;
use std::process::Command;

mod place;

use place::Place;

/// Brings the range.
const MOVE: &str = "
version: 1
name: A move
registry: arin
home: AS64500
announced: 198.18.0.0/23
ranges: [{ cidr: 198.18.1.0/24 }]
";

const ALLOCATE: &str = "
version: 1
name: An address
steps:
  - describe: public-ipv4-pools
    capture: { pool: 'PublicIpv4Pools[0].PoolId' }
  - name: Allocate
    allocate: { pool: '{{pool}}' }
";

/// So that the second run is killed with its change asked for, and not made.
const THROTTLE: &str = "
version: 1
name: Nobody gets an address
steps:
  - fault: { throttle: { operation: AllocateAddress, times: 1000 } }
";

/// A place where the simulator plays real AWS.
struct Amazon(Place);

impl Deref for Amazon {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Amazon {
    fn byoip(&self, arguments: &[&str]) -> Command {
        let endpoint = self.simulator.endpoint();
        let mut command = self.0.byoip(arguments);
        command
            .env("AWS_ENDPOINT_URL", endpoint)
            .env("BYOIP_SIMULATOR_URL", endpoint)
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_REGION", "us-east-1")
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        command
    }

    fn well(&self, arguments: &[&str]) -> String {
        let (code, told, stderr) = place::output(&mut self.byoip(arguments));
        assert_eq!(code, Some(0), "{arguments:?}: {told}{stderr}");
        told
    }

    /// Plays a file in the simulator's own world.
    fn prepare(&self, command: &str, text: &str) {
        std::fs::write(self.path("prepare.yaml"), text).unwrap();
        let target = format!("url={}", self.simulator.endpoint());
        let arguments = ["prepare.yaml", "--target", &target, "--no-journal"];
        self.well(&[&[command], &arguments[..]].concat());
    }

    /// The one journal in a folder, by its run's id and its text.
    fn journal(&self, folder: &str) -> Option<(String, String)> {
        let entry = std::fs::read_dir(self.path(folder)).ok()?.next()?.unwrap();
        let text = std::fs::read_to_string(entry.path().join("journal.jsonl")).ok()?;
        Some((entry.file_name().into_string().unwrap(), text))
    }
}

#[test]
fn what_an_earlier_run_of_the_seed_left_is_not_taken_for_ones_own() {
    let place = Amazon(Place::new());
    place.prepare("migrate", MOVE);
    std::fs::write(place.path("story.yaml"), ALLOCATE).unwrap();
    let run = |journal| {
        [
            "run",
            "story.yaml",
            "--target",
            "aws",
            "--seed",
            "1",
            "--allow-write",
            "123456789012:198.18.1.0/24",
            "--yes",
            "--journal",
            journal,
        ]
    };
    place.well(&run("first"));

    place.prepare("run", THROTTLE);
    let mut second = place.byoip(&run("second")).spawn().unwrap();
    let has_begun = || {
        let journal = place.journal("second");
        journal.is_some_and(|(_, text)| text.contains(r#""name":"Allocate""#))
    };
    while !has_begun() {
        assert_eq!(second.try_wait().unwrap(), None, "it ended too early");
        std::thread::yield_now();
    }
    second.kill().unwrap();
    second.wait().unwrap();

    place.prepare(
        "run",
        "version: 1\nname: Anybody does\nsteps:\n  - fault: { lift: fault-1 }\n",
    );
    let (id, _) = place.journal("second").unwrap();
    let told = place.well(&["resume", &id, "--journal", "second", "--yes"]);
    assert!(told.contains("is allocated as"), "{told}");
    assert!(!told.contains("done before the interruption"), "{told}");
    place.prepare(
        "run",
        "version: 1\nname: Look\nsteps:\n  - describe: addresses\n    expect: { Addresses: { \
         count: 2 } }\n",
    );
}
