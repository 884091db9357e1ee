//! Advertising: the cut-over, in the order that the file asks for, and whether it
//! has come about.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::duration;
use byoip_vocabulary::prefix::Prefix;
use jiff::SignedDuration;

use super::super::script::Script;
use super::super::{Home, Migration, Order};
use super::{HOME, SPACING, plain, wait_for_state};

/// Why the default order is the default, and what AWS says to it.
const ANNOUNCE_FIRST: &str = "Announced from AWS, then withdrawn at home: whoever has not heard \
    of the new route is still answered at home. AWS advises against two origins at once; if its \
    advice weighs more than a gap without an answer, choose `order: withdraw-first`.";
const WITHDRAW_FIRST: &str = "Withdrawn at home, then announced from AWS at once: never two \
    origins, as AWS advises. In between nobody answers; `order: announce-first` leaves no gap.";

pub(super) fn write(migration: &Migration, script: &mut Script) {
    script.phase(
        "Advertising",
        "from here on the internet's traffic for the ranges goes to AWS.",
    );
    if migration.downtime.is_some() {
        script.step(
            "the cut-over begins",
            "only: simulator\nclock: { advance: 1m }\ncapture: { cutover: now }",
        );
    }
    remainder(migration, script);
    match (migration.home, migration.order) {
        (None, _) => advertise(migration, script),
        (Some(home), Order::AnnounceFirst) => {
            script.comment(ANNOUNCE_FIRST);
            advertise(migration, script);
            arrive(migration, Some(home.asn), "from Amazon", script);
            script.comment(
                "What a looking glass shows, some networks have not heard yet; whoever goes on \
                 later looks again.",
            );
            script.step("let the last network hear of it", "clock: { advance: 10m }");
            arrive(migration, Some(home.asn), "from Amazon still", script);
            withdraw(home, script);
        }
        (Some(home), Order::WithdrawFirst) => {
            script.comment(WITHDRAW_FIRST);
            withdraw(home, script);
            advertise(migration, script);
        }
    }
    arrive(migration, None, "from Amazon alone", script);
    verify(migration, script);
}

/// What stays at home gets routes of its own before the one over all of it goes.
fn remainder(migration: &Migration, script: &mut Script) {
    for part in migration.remainder() {
        let part = plain(&part.to_string());
        script.step(
            &format!("home announces {part}, which stays"),
            &format!("bgp: {{ announce: {{ prefix: {part}, asn: \"{HOME}\" }} }}"),
        );
        script.step(
            &format!("the internet has {part} from home"),
            &format!(
                "wait:\n  for: {{ looking-glass: {part} }}\n  until: {{ origins: [\"{HOME}\"] }}\n  \
                 limit: 1d"
            ),
        );
    }
}

fn advertise(migration: &Migration, script: &mut Script) {
    for (index, range) in migration.ranges.iter().enumerate() {
        if index > 0 {
            script.step("leave ten seconds between two calls, as AWS asks", SPACING);
        }
        let cidr = plain(&range.cidr.to_string());
        script.step(
            &format!("advertise {} from AWS", range.cidr),
            &format!("advertise: {cidr}"),
        );
    }
    for range in &migration.ranges {
        let cidr = plain(&range.cidr.to_string());
        script.step(
            &format!("{} is advertised", range.cidr),
            &wait_for_state(&cidr, "advertised"),
        );
    }
}

/// Waits until the internet goes to Amazon; beside it may be another origin.
fn arrive(migration: &Migration, beside: Option<Asn>, how: &str, script: &mut Script) {
    let origins = migration.partition.amazon_origins();
    let mut sets: Vec<Vec<Asn>> = origins.iter().map(|origin| vec![*origin]).collect();
    if let Some(beside) = beside {
        let both = origins.iter().map(|origin| {
            let mut both = vec![*origin, beside];
            both.sort();
            both
        });
        sets.extend(both.collect::<Vec<_>>());
    }
    let sets: Vec<String> = sets
        .iter()
        .map(|set| {
            let set: Vec<String> = set.iter().map(Asn::to_string).collect();
            format!("[{}]", set.join(", "))
        })
        .collect();
    let sets = sets.join(", ");
    for range in &migration.ranges {
        script.step(
            &format!("the internet has {} {how}", range.cidr),
            &format!(
                "wait:\n  for: {{ looking-glass: {} }}\n  until: {{ origins: {{ one_of: [{sets}] }} \
                 }}\n  limit: 1d",
                plain(&range.cidr.to_string())
            ),
        );
    }
}

fn withdraw(home: Home, script: &mut Script) {
    let announced = home.announced;
    script.step(
        &format!("home takes back {announced}"),
        &format!("bgp: {{ withdraw: {{ prefix: \"{{{{announced}}}}\", asn: \"{HOME}\" }} }}"),
    );
}

/// Everything is as it was to be.
fn verify(migration: &Migration, script: &mut Script) {
    script.comment("Everything is where it was to be.");
    if let Some(home) = migration.home {
        script.step(
            &format!("nobody has {} from home any more", home.announced),
            &format!(
                "wait:\n  for: {{ looking-glass: \"{{{{announced}}}}\" }}\n  until: {{ origins: {{ \
                 lacks: \"{HOME}\" }} }}\n  limit: 1d"
            ),
        );
    }
    for part in migration.remainder() {
        let address = plain(&part.first().to_string());
        script.step(
            &format!("what stays, {part}, comes from home"),
            &format!("looking-glass: {address}\nexpect: {{ origins: [\"{HOME}\"] }}"),
        );
    }
    for range in &migration.ranges {
        valid(range.cidr, migration, script);
    }
    if let Some(downtime) = migration.downtime {
        continuity(migration, downtime, script);
    }
}

fn valid(cidr: Prefix, migration: &Migration, script: &mut Script) {
    for origin in migration.partition.amazon_origins() {
        script.step(
            &format!("{cidr} is valid from {origin}"),
            &format!(
                "validity: {{ prefix: {}, asn: {origin} }}\nexpect: {{ state: valid }}",
                plain(&cidr.to_string())
            ),
        );
    }
}

/// What partners met with; only a simulator knows.
fn continuity(migration: &Migration, downtime: SignedDuration, script: &mut Script) {
    script.step(
        "let the news come to rest",
        "only: simulator\nclock: { advance: 10m }",
    );
    let addresses = migration.ranges.iter().flat_map(|it| &it.addresses);
    for address in addresses.filter(|it| it.value.instance.is_some()) {
        let ip = address.value.address;
        script.step(
            &format!("partners were answered under {ip}"),
            &format!(
                "continuity:\n  address: {ip}\n  from: \"{{{{cutover}}}}\"\n  downtime: {{ at_most: \
                 {} }}",
                duration::display(downtime)
            ),
        );
    }
}
