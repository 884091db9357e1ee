use super::super::problem::Source;
use super::*;

fn plan(steps: &str) -> Plan {
    let text = format!(
        "version: 1\nname: A move\nvariables: {{ range: 198.18.1.0/24 }}\nsecrets: [word]\nsteps:\n{steps}"
    );
    let path = "move.yaml".to_owned();
    let scenario = Scenario::parse(Source { path, text }, &[]).unwrap();
    Plan::of(&scenario, [])
}

#[test]
fn every_step_has_its_line() {
    let plan = plan(
        "
  - name: Make a key
    key: { file: key.pem }
  - roa: { create: { prefix: 198.18.1.0/24, asn: AS16509 } }
  - name: Advertise {{range}} {{word}}
    advertise: '{{range}}'
  - name: Leave time
    clock: { advance: 1d }
  - clock: { to: next-event }
  - only: simulator
    clock: { advance: 3h }
  - clock: { to: 2026-02-01T00:00:00Z }
  - shell: 'true'
teardown:
  - withdraw: '{{range}}'
",
    );
    assert!(plan.changes());
    let text = plan.text();
    assert_eq!(
        text,
        "\
A move
move.yaml · 9 steps

   1  here       Make a key
   2  by hand    roa
   3  changes    Advertise {{range}} {{word}}
                 ec2:AdvertiseByoipCidr, ec2:DescribeByoipCidrs
                 the internet's traffic for the range goes to AWS from here on
   4  waits      Leave time (1d)
   5  simulator  clock
   6  simulator  clock
   7  waits      clock (until 2026-02-01T00:00:00Z)
   8  command    shell
In the end
   9  changes    withdraw 198.18.1.0/24
                 ec2:WithdrawByoipCidr, ec2:DescribeByoipCidrs
                 whoever does not reach the range elsewhere does not reach it at all
"
    );
}

/// Whoever confirms a plan has to see what is changed.
#[test]
fn a_change_without_a_name_names_what_it_changes() {
    let plan = plan(
        "
  - provision: { cidr: '{{range}}', message: m, signature: s }
  - each: { half: [198.18.0.0/24, 198.18.1.0/24] }
    steps:
      - advertise: '{{half}}'
  - allocate: { pool: ipv4pool-ec2-1, address: 198.18.1.10 }
    capture: { web: AllocationId }
  - allocate: { pool: ipv4pool-ec2-1 }
  - associate: { allocation: '{{web}}', instance: i-1 }
  - nat-gateway: { create: { subnet: subnet-1, allocation: '{{web}}' } }
  - name: The web server's
    release: '{{web}}'
  - release: '{{web}}'
",
    );
    let text = plan.text();
    let lines = text
        .lines()
        .filter_map(|line| line.split_once("changes    "));
    assert_eq!(
        lines.map(|(_, what)| what).collect::<Vec<_>>(),
        [
            "provision 198.18.1.0/24",
            "advertise 198.18.0.0/24",
            "advertise 198.18.1.0/24",
            "allocate 198.18.1.10",
            "allocate ipv4pool-ec2-1",
            "associate {{web}} i-1",
            "nat-gateway subnet-1 {{web}}",
            "The web server's",
            "release {{web}}",
        ]
    );
}

#[test]
fn the_policy_has_each_action_once_and_no_other() {
    let plan = plan(
        "  - describe: byoip-cidrs\n  - advertise: a\n  - wait: { for: { describe: addresses }, until: { Addresses: { count: 1 } } }\n",
    );
    assert_eq!(
        least_policy([&plan]).unwrap(),
        json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Action": ["ec2:AdvertiseByoipCidr", "ec2:DescribeAddresses", "ec2:DescribeByoipCidrs"],
                "Resource": "*",
            }],
        })
    );
}

#[test]
fn a_plan_that_needs_nothing_allows_nothing() {
    let plan = plan("  - key: { file: key.pem }\n");
    assert!(!plan.changes());
    assert!(!plan.has_commands());
    assert_eq!(least_policy([&plan]), None);
    assert!(plan.text().contains(" · 1 step\n"));
}

#[test]
fn of_commands_nobody_knows_what_they_call() {
    let plan = plan("  - shell: aws ec2 create-route\n");
    assert!(plan.has_commands());
    assert_eq!(least_policy([&plan]), None);
}
