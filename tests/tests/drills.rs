//! `byoip drill` in the wrong order, twice, with somebody else's files, and for a
//! whole class. The README's example shows one that goes well.

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;
use serde_json::Value;

fn desk(simulator: &Simulator) -> Desk {
    let mut desk = Desk::new();
    desk.set("BYOIP_SIMULATOR_URL", &simulator.url());
    desk
}

#[test]
fn the_wrong_order_is_told() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    for command in ["status", "hint", "check", "give-up", "debrief"] {
        let told = desk.fails(&format!("byoip drill {command}"), 1);
        assert!(
            told.contains("no drill was started in byoip-drill"),
            "{told}"
        );
    }
    let told = desk.fails("byoip drill start no-such-drill", 1);
    assert!(told.contains("no drill `no-such-drill`"), "{told}");
    let told = desk.fails("BYOIP_SIMULATOR_URL= byoip drill start 40", 1);
    assert!(told.contains("no simulator is named"), "{told}");
    desk.fails("byoip drill start 40 --simulator http://127.0.0.1:1", 3);
    desk.fails("ls byoip-drill", 2);
    desk.ok("byoip drill start 40");
    let told = desk.fails("byoip drill start 41", 1);
    assert!(
        told.contains("a drill is under way in byoip-drill"),
        "{told}"
    );
    let told = desk.fails("byoip drill debrief", 1);
    assert!(told.contains("is under way"), "{told}");
    desk.ok("byoip drill hint && byoip drill hint && byoip drill hint");
    let told = desk.fails("byoip drill hint", 4);
    assert!(told.contains("that was the last hint"), "{told}");
    let told = desk.fails("byoip drill check --cause not-provisoned-again", 1);
    assert!(
        told.contains("did you mean `not-provisioned-again`?"),
        "{told}"
    );
    desk.fails("byoip drill check --cause pool-left-out", 4);
    // From inside the folder as well.
    let told = desk.ok("cd byoip-drill && byoip drill give-up");
    assert!(told.contains("outcome         given up"), "{told}");
    assert!(told.contains("score           0 of 100"), "{told}");
    assert!(told.contains("not-provisioned-again"), "{told}");
    let told = desk.fails("byoip drill start 41", 1);
    assert!(told.contains("is not empty"), "{told}");
}

#[test]
fn an_unseen_drill_is_the_same_for_everybody_and_says_nothing() {
    let (one, other) = (Simulator::start(), Simulator::start());
    let briefing = |simulator: &Simulator| {
        let text = desk(simulator).ok("byoip drill start --random --seed 5 --json");
        let started: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(started["number"], Value::Null);
        assert_eq!(started["title"], Value::Null);
        started["briefing"].clone()
    };
    assert_eq!(briefing(&one), briefing(&other));
}

#[test]
fn a_class_is_debriefed_at_once() {
    let simulators = [Simulator::start(), Simulator::start()];
    let desk = Desk::new();
    for (simulator, name) in simulators.iter().zip(["alice", "bob"]) {
        let url = simulator.url();
        desk.ok(&format!(
            "byoip drill start 37 --dir {name} --simulator {url}"
        ));
        desk.ok(&format!("byoip drill give-up --dir {name}"));
    }
    let told = desk.fails("byoip drill debrief alice bob", 1);
    assert!(told.contains("--json"), "{told}");
    let text = desk.ok("byoip drill debrief --json alice bob");
    let class: Value = serde_json::from_str(&text).expect("it is JSON");
    let folders: Vec<&str> = class["class"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["folder"].as_str())
        .collect();
    assert_eq!(folders, ["alice", "bob"]);
    assert_eq!(class["class"][0]["debrief"]["outcome"], "given up");
}

#[test]
fn a_drill_of_ones_own_is_played() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    desk.ok("cat > mine.yaml <<'END'
version: 1
name: Mine
steps:
  - shell: echo broken > state
drill:
  number: 1
  group: operation
  title: A file says that it is broken
  cause: broken-file
  level: 1
  briefing: Look at the file.
  hints: [Which file?]
  diagnosis: The file said so.
  symptom: [ { shell: grep broken state } ]
  check: [ { shell: grep whole state } ]
  mend: [ { shell: echo whole > state } ]
END");
    desk.ok("byoip drill start mine.yaml");
    desk.fails("byoip drill check", 4);
    let told = desk.ok("echo whole > byoip-drill/state; byoip drill check --cause broken-file");
    assert!(told.contains("That is the cause."), "{told}");
    let told = desk.ok("byoip drill debrief");
    assert!(told.contains("score           100 of 100"), "{told}");
    let told = desk.fails("byoip drill start other.yaml --dir other", 2);
    assert!(told.contains("cannot read other.yaml"), "{told}");
    desk.ok("printf 'version: 1\\nname: x\\nsteps: [ { shell: x } ]\\n' > plain.yaml");
    let told = desk.fails("byoip drill start plain.yaml --dir other", 2);
    assert!(told.contains("has no `drill` part"), "{told}");
}

/// Somebody else's world mends nothing, and a simulator that is gone keeps nobody
/// from ending.
#[test]
fn a_world_that_is_gone_is_told() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    desk.ok("byoip drill start 40 --dir one && byoip drill start 41 --dir other");
    let told = desk.fails("byoip drill check --dir one", 3);
    assert!(told.contains("is not this drill's any more"), "{told}");
    drop(simulator);
    desk.ok("byoip drill hint --dir one && byoip drill status --dir one");
    desk.fails("byoip drill check --dir one", 3);
    let told = desk.ok("byoip drill give-up --dir one");
    assert!(told.contains("given up"), "{told}");
    let class = desk.ok("byoip drill debrief --json one other");
    assert!(class.contains("is under way"), "{class}");
}

/// A drill with a world of its own, and a set-up's policy, is checked in the world
/// that it left.
#[test]
fn a_drill_with_a_world_of_its_own_is_checked_in_it() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    for drill in ["4", "13", "23", "32", "61"] {
        desk.ok(&format!("byoip drill start {drill} --dir {drill}"));
        let told = desk.fails(&format!("byoip drill check --dir {drill}"), 4);
        assert!(told.ends_with("Not mended yet.\n"), "{told}");
    }
}

/// A way round what a briefing asks for: the drill, what a trainee does, and the
/// step of the check that sees it.
struct Shortcut {
    drill: &'static str,
    deed: &'static str,
    seen: &'static str,
}

const SHORTCUTS: [Shortcut; 8] = [
    Shortcut {
        drill: "29",
        deed: "byoip clock advance 400d",
        seen: "Every partner reaches the service at AWS",
    },
    Shortcut {
        drill: "36",
        deed: "byoip clock advance 6d
aws ec2 advertise-byoip-cidr --cidr 198.18.1.0/24 --region eu-west-1
byoip clock advance 1h",
        seen: "It did before the window of two hours closed",
    },
    Shortcut {
        drill: "43",
        deed: "echo 'echo provisioned > state.txt' > watch.sh",
        seen: "It asks AWS, and writes no state where nobody answers",
    },
    // The default world's second key is not there.
    Shortcut {
        drill: "44",
        deed: "export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
! aws ec2 advertise-byoip-cidr --cidr 198.18.1.0/24",
        seen: "The range is advertised",
    },
    // A key for everything, and gone again.
    Shortcut {
        drill: "44",
        deed: r#"keys=$BYOIP_SIMULATOR_URL/_simulator/access-keys
key='"account": "123456789012", "user": "network-engineer", "secret": "everything"'
curl -sSf -X PUT "$keys/AKIAEVERYTHING" -d "{$key, \"allow\": [\"ec2:*\"]}"
AWS_ACCESS_KEY_ID=AKIAEVERYTHING AWS_SECRET_ACCESS_KEY=everything \
  aws ec2 advertise-byoip-cidr --cidr 198.18.1.0/24
curl -sSf -X DELETE "$keys/AKIAEVERYTHING""#,
        seen: "No key was ever given everything (`*`, `ec2:*`), but actions by their names",
    },
    Shortcut {
        drill: "48",
        deed:
            "id=$(aws ec2 allocate-address --address 198.18.1.10 --query AllocationId --output text)
aws ec2 associate-address --allocation-id $id --instance-id i-0123456789abcde01
: > deploy.sh",
        seen: "The script still allocates and associates, and names no other account's pool",
    },
    // Released and taken again, among sixteen of the test pipeline's.
    Shortcut {
        drill: "49",
        deed: r#"tagged() {
  aws ec2 describe-addresses --filters Name=tag:purpose,Values=$1 --output text \
    --query 'Addresses[:16].AllocationId' | tr '\t' ,
}
curl -sSf --aws-sigv4 aws:amz:us-east-1:ec2 --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
  "$AWS_ENDPOINT_URL/?Action=ReleaseAddress&AllocationId={$(tagged test),$(tagged name-server)}&Version=2016-11-15"
byoip clock advance 3d
aws ec2 allocate-address --address 198.18.1.53 \
  --tag-specifications 'ResourceType=elastic-ip,Tags=[{Key=purpose,Value=name-server}]'"#,
        seen: "The name server's was never given away, not even to be taken again",
    },
    // The one in use goes, and the spare one takes its place.
    Shortcut {
        drill: "50",
        deed: r"used=$(grep -o 'associate-address: eipalloc-[0-9a-f]*' deploy.log | cut -d' ' -f2)
tied=$(aws ec2 describe-addresses --allocation-ids $used --query 'Addresses[0].AssociationId' --output text)
aws ec2 disassociate-address --association-id $tied
aws ec2 release-address --allocation-id $used
byoip clock advance 3d
spare=$(aws ec2 describe-addresses --query 'Addresses[0].AllocationId' --output text)
aws ec2 associate-address --allocation-id $spare --instance-id i-0123456789abcde01",
        seen: "The web server was never off the net; it is the very association that it had",
    },
];

/// What the briefing forbids does not count as a mend, and the check says why.
#[test]
fn a_shortcut_is_no_mend() {
    let simulator = Simulator::start();
    let mut desk = Desk::at(&simulator);
    desk.set("BYOIP_SIMULATOR_URL", &simulator.url());
    for (number, Shortcut { drill, deed, seen }) in SHORTCUTS.iter().enumerate() {
        desk.ok(&format!("byoip drill start {drill} --dir {number}"));
        desk.ok(&format!("set -e; cd {number}; . ./environment.sh\n{deed}"));
        let told = desk.fails(&format!("byoip drill check --dir {number}"), 4);
        let failing: Vec<&str> = told.lines().filter(|it| it.starts_with('✗')).collect();
        assert_eq!(failing, [format!("✗ {seen}")], "drill {drill}: {told}");
    }
}
