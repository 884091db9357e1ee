//! Migrations played on the simulator in this process.

use super::*;
use crate::scenario::outcome::RunResult;
use crate::scenario::report::text;
use crate::scenario::runner::{self, RunOptions};

async fn play(rest: &str, options: &RunOptions) -> RunResult {
    let scenario = Scenario::parse(migration(rest).scenario(), &[]).unwrap();
    let result = runner::run(&scenario, options, &mut ()).await;
    assert!(result.succeeded(), "{rest}\n{}", text::transcript(&result));
    result
}

/// The place of a step by a part of its name.
fn place(result: &RunResult, part: &str) -> usize {
    let found = result
        .steps
        .iter()
        .position(|step| step.name.contains(part));
    found.unwrap_or_else(|| panic!("no step `{part}`"))
}

#[tokio::test]
async fn both_orders_move_a_prefix_in_halves_and_as_a_whole() {
    for order in ["announce-first", "withdraw-first"] {
        for ranges in [
            "[{ cidr: 198.18.0.0/24 }, { cidr: 198.18.1.0/24 }]",
            "[{ cidr: 198.18.1.0/24 }]",
            "[{ cidr: 198.18.0.0/23 }]",
        ] {
            let rest = format!(
                "registry: arin\nhome: AS64500\nannounced: 198.18.0.0/23\norder: \
                 {order}\nranges: {ranges}\n"
            );
            let result = play(&rest, &RunOptions::default()).await;
            let advertised = place(&result, "advertise 198.18");
            let withdrawn = place(&result, "home takes back");
            assert_eq!(advertised < withdrawn, order == "announce-first");
        }
    }
}

#[tokio::test]
async fn holdings_at_every_registry_that_aws_looks_at_move() {
    for rest in [
        "registry: ripe\nhome: AS64501\nannounced: 192.0.2.0/24\nranges: [{ cidr: 192.0.2.0/24 }]\n",
        "registry: apnic\nnetwork: 203.0.113.0 - 203.0.113.255\nhome: AS64502\nannounced: \
         203.0.113.0/24\norder: withdraw-first\nranges: [{ cidr: 203.0.113.0/24 }]\n",
        "registry: ripe\nranges: [{ cidr: '2001:db8:1::/48' }]\n",
    ] {
        play(rest, &RunOptions::default()).await;
    }
}

const SERVICE: &str = "\
registry: arin
home: AS64500
announced: 198.18.0.0/23
ranges:
  - cidr: 198.18.1.0/24
    addresses: [{ address: 198.18.1.10, instance: i-0123456789abcde01 }]
partners: { downtime: 0s }
";

#[tokio::test]
async fn nobody_is_without_an_answer_when_it_is_announced_first() {
    play(SERVICE, &RunOptions::default()).await;
    let options = RunOptions {
        careful: true,
        seed: Some(5),
        ..RunOptions::default()
    };
    play(SERVICE, &options).await;
}

#[tokio::test]
async fn somebody_is_when_it_is_withdrawn_first_and_the_check_says_so() {
    let rest = SERVICE.replace("ranges:", "order: withdraw-first\nranges:");
    let rest = rest.replace("downtime: 0s", "downtime: 1s");
    let scenario = Scenario::parse(migration(&rest).scenario(), &[]).unwrap();
    let result = runner::run(&scenario, &RunOptions::default(), &mut ()).await;
    let last = result.steps.last().unwrap();
    assert_eq!(
        last.name,
        "Advertising: partners were answered under 198.18.1.10"
    );
    assert!(
        !last.outcome.failures().is_empty(),
        "{}",
        text::transcript(&result)
    );
}

#[tokio::test]
async fn what_is_not_as_the_file_says_ends_it_before_anything_is_changed() {
    for (from, to, step) in [
        ("AS64500", "AS64501", "nobody but home originates"),
        (
            "registry: arin",
            "registry: arin\nnetwork: NET-9",
            "the smallest record",
        ),
        (
            "registry: arin",
            "registry: arin\nregion: us-gov-west-1",
            "who is calling",
        ),
    ] {
        let rest = HALF.replace(from, to);
        let scenario = Scenario::parse(migration(&rest).scenario(), &[]).unwrap();
        let result = runner::run(&scenario, &RunOptions::default(), &mut ()).await;
        let failed = result
            .steps
            .iter()
            .find(|it| !it.outcome.failures().is_empty());
        let failed = failed.unwrap_or_else(|| panic!("{to}: all went well"));
        assert!(failed.name.contains(step), "{to}: {}", failed.name);
    }
}
