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
  - clock: { advance: 1d }
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
move.yaml · 6 steps

   1  here       Make a key
   2  by hand    roa
   3  changes    Advertise {{range}} {{word}}
                 ec2:AdvertiseByoipCidr, ec2:DescribeByoipCidrs
                 the internet's traffic for the range goes to AWS from here on
   4  simulator  clock
   5  command    shell
In the end
   6  changes    withdraw
                 ec2:WithdrawByoipCidr, ec2:DescribeByoipCidrs
                 whoever does not reach the range elsewhere does not reach it at all
"
    );
}

#[test]
fn the_policy_has_each_action_once_and_no_other() {
    let plan = plan(
        "  - describe: byoip-cidrs\n  - advertise: a\n  - wait: { for: { describe: addresses }, until: { Addresses: { count: 1 } } }\n",
    );
    assert_eq!(
        plan.policy(),
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
    let nothing = json!({ "Version": "2012-10-17", "Statement": [] });
    assert_eq!(plan.policy(), nothing);
}
