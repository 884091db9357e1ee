//! What `byoip-sim` says of its own configuration: files that are wrong, ports
//! that are taken, policies that are changed.

use std::path::Path;

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

fn desk() -> Desk {
    let mut desk = Desk::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let world = root.join("simulator/worlds/default.yaml");
    desk.set("WORLD", &world.display().to_string());
    desk
}

#[test]
fn a_broken_world_file_is_told_with_its_place() {
    let desk = desk();
    desk.ok("sed 's/^accounts:/acounts:/' \"$WORLD\" > world.yaml");
    let told = desk.fails("byoip-sim serve --listen 127.0.0.1:0 --world world.yaml", 2);
    assert!(
        told.starts_with("byoip-sim: world.yaml:8:1: unknown field `acounts`"),
        "{told}"
    );
    assert!(told.contains("did you mean `accounts`?"), "{told}");
    assert!(told.contains("8 | acounts:\n  | ^"), "{told}");
    let told = desk.fails("byoip-sim serve --world missing.yaml", 1);
    assert!(told.contains("cannot read missing.yaml"), "{told}");
}

#[test]
fn a_world_file_replaces_the_world() {
    let desk = desk();
    desk.ok("sed 's/seed: 1/seed: 99/; s/EXAMPLE-NET/OTHER-NET/' \"$WORLD\" > world.yaml");
    let world = desk.path().join("world.yaml").display().to_string();
    let simulator = Simulator::start_with(&["--world", &world]);
    let (status, network) = simulator.control("GET", "registry/arin/networks/198.18.0.0/23", "");
    assert_eq!(status, 200);
    assert_eq!(
        network.pointer("/name").and_then(|name| name.as_str()),
        Some("OTHER-NET")
    );
}

#[test]
fn a_policy_file_changes_what_it_names() {
    let desk = desk();
    desk.ok("echo 'review_duration: 3h' > policy.yaml");
    let table = desk.ok("byoip-sim fidelity --policy policy.yaml");
    assert!(table.contains("review_duration = 3h (changed)"), "{table}");
    assert!(table.contains("range_quota = 5\n"), "{table}");
    for line in [
        "ProvisionByoipCidr: 1 at once, one more every 10 s\n",
        "ec2 DescribePublicIpv4Pools: MaxResults 1 to 10\n",
    ] {
        assert!(table.contains(line), "{table}");
    }
    desk.ok("echo 'review_durations: 3h' > policy.yaml");
    let told = desk.fails("byoip-sim fidelity --policy policy.yaml", 2);
    assert!(
        told.contains("no policy is called `review_durations`; did you mean `review_duration`?"),
        "{told}"
    );
    desk.ok("echo 'review_duration: soon' > policy.yaml");
    let told = desk.fails("byoip-sim fidelity --policy policy.yaml", 2);
    assert!(told.contains("it takes a duration such as 2h"), "{told}");
    assert!(!told.contains("did you mean"), "{told}");
}

#[test]
fn a_taken_port_and_a_missing_server_are_told() {
    let simulator = Simulator::start();
    let mut desk = desk();
    desk.set("URL", &simulator.url());
    let told = desk.fails(
        "byoip-sim serve --listen \"${URL#http://}\" --tls 127.0.0.1:0 --whois 127.0.0.1:0",
        3,
    );
    assert!(told.contains("cannot listen on 127.0.0.1:"), "{told}");
    assert_eq!(desk.ok("byoip-sim healthcheck --url \"$URL\""), "");
    drop(simulator);
    desk.fails("byoip-sim healthcheck --url \"$URL\"", 3);
    let told = desk.fails("byoip-sim env --url \"$URL\"", 3);
    assert!(told.contains("start one with `byoip-sim serve`"), "{told}");
    desk.fails("byoip-sim serve --clock fast", 1);
    desk.fails("byoip-sim nonsense", 1);
}

/// What cannot be written is told, by whichever command prints.
#[test]
fn a_full_disk_is_told() {
    let simulator = Simulator::start();
    let mut desk = desk();
    desk.set("URL", &simulator.url());
    for command in [
        "byoip-sim fidelity",
        "byoip-sim fidelity --json",
        "byoip-sim env --url \"$URL\"",
        "byoip-sim serve --listen 127.0.0.1:0 --tls 127.0.0.1:0 --whois 127.0.0.1:0",
    ] {
        let told = desk.fails(&format!("{command} > /dev/full"), 3);
        let expected = "byoip-sim: cannot write to stdout: No space left on device";
        assert!(told.starts_with(expected), "{command}: {told}");
    }
    // Whoever reads has had enough.
    desk.ok("byoip-sim fidelity | head -n 1");
}
