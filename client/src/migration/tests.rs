//! Broken short files and what is said of them, each pair golden (to take in new
//! texts, run with `BYOIP_BLESS=1` and read the difference); what a whole one is
//! written out as.

use std::path::Path;

use super::*;
use crate::scenario::document::Scenario;
use crate::scenario::format;
use crate::scenario::plan::Plan;

mod runs;
mod special;

/// A short file of these lines behind its name.
pub(super) fn migration(rest: &str) -> Migration {
    let text = format!("version: 1\nname: A test\n{rest}");
    let path = "move.yaml".to_owned();
    Migration::parse(Source { path, text }).unwrap_or_else(|Unreadable { source, problems }| {
        panic!("{}", problems.first().unwrap().render(&source))
    })
}

const HALF: &str = "\
registry: arin
home: AS64500
announced: 198.18.0.0/23
ranges: [{ cidr: 198.18.1.0/24 }]
";

#[test]
fn every_broken_file_is_told_its_mistakes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/migration/tests");
    for stem in [
        "values", "keys", "rules", "pairs", "space", "empty", "scenario",
    ] {
        let path = format!("{stem}.yaml");
        let text = std::fs::read_to_string(folder.join(&path)).unwrap();
        let unreadable = Migration::parse(Source { path, text }).unwrap_err();
        let said: String = unreadable
            .problems
            .iter()
            .map(|problem| format!("{}\n\n", problem.render(&unreadable.source)))
            .collect();
        let golden = folder.join(format!("{stem}.err"));
        if std::env::var_os("BYOIP_BLESS").is_some() {
            std::fs::write(&golden, &said).unwrap();
        }
        let wanted = std::fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(said, wanted, "{stem}.yaml");
    }
}

#[test]
fn what_stays_at_home_is_announced_in_as_few_prefixes_as_there_can_be() {
    for (announced, ranges, left) in [
        ("198.18.0.0/23", "198.18.1.0/24", "198.18.0.0/24"),
        ("198.18.0.0/23", "198.18.0.0/24 198.18.1.0/24", ""),
        ("198.18.0.0/23", "198.18.0.0/23", ""),
        (
            "198.18.0.0/21",
            "198.18.5.0/24",
            "198.18.0.0/22 198.18.4.0/24 198.18.6.0/23",
        ),
        ("2001:db8::/47", "2001:db8:1::/48", "2001:db8::/48"),
    ] {
        let ranges: Vec<String> = ranges
            .split(' ')
            .map(|it| format!("{{cidr: '{it}'}}"))
            .collect();
        let ranges = ranges.join(", ");
        let read = migration(&format!(
            "registry: ripe\nhome: AS64500\nannounced: '{announced}'\nranges: [{ranges}]\n"
        ));
        let shown: Vec<String> = read.remainder().iter().map(ToString::to_string).collect();
        assert_eq!(shown.join(" "), left, "{announced}");
    }
}

#[test]
fn every_kind_of_file_becomes_a_scenario_that_is_laid_out_as_it_should_be() {
    for rest in [
        HALF,
        "registry: apnic\nranges: [{ cidr: 203.0.113.0/24 }]\n",
        "registry: ripe\nregion: us-gov-west-1\nranges: [{ cidr: '2001:db8::/48' }]\n",
        "registry: arin\nnetwork: NET-1\nhome: AS64500\nannounced: 198.18.0.0/15\n\
         order: withdraw-first\ndescription: 'a \"b\" # c'\npartners: { downtime: 90s }\n\
         ranges:\n  - cidr: 198.18.0.0/16\n    description: 'x: y'\n    addresses: [198.18.0.1, \
         { address: 198.18.9.9, instance: i-0123456789abcde01 }]\n  - cidr: 198.19.0.0/16\n",
    ] {
        let source = migration(rest).scenario();
        let scenario = Scenario::parse(source.clone(), &[]);
        let scenario = scenario.unwrap_or_else(|it| panic!("{:?}\n{}", it.problems, source.text));
        assert_eq!(scenario.name, "A test");
        assert_eq!(format::format(&source.text).unwrap(), source.text);
    }
}

#[test]
fn roas_are_for_the_partition_of_the_region() {
    let roas = |rest: &str| -> Vec<String> {
        let text = migration(rest).scenario().text;
        let lines = text.lines().filter(|line| line.contains("roa: { create"));
        lines.map(|line| line.trim().to_owned()).collect()
    };
    assert_eq!(
        roas(HALF),
        [
            "roa: { create: { prefix: \"{{announced}}\", asn: \"{{home}}\", max-length: 24, if-absent: true } }",
            "roa: { create: { prefix: 198.18.1.0/24, asn: AS16509, if-absent: true } }",
            "roa: { create: { prefix: 198.18.1.0/24, asn: AS14618, if-absent: true } }",
        ]
    );
    assert_eq!(
        roas("registry: arin\nregion: us-gov-east-1\nranges: [{ cidr: 198.18.1.0/24 }]\n"),
        ["roa: { create: { prefix: 198.18.1.0/24, asn: AS8987, if-absent: true } }"]
    );
}

#[test]
fn an_advertise_may_answer_with_the_old_state_and_the_wait_behind_it_may_not() {
    let text = migration(HALF).scenario().text;
    let (_, rest) = text.split_once("    advertise: 198.18.1.0/24\n").unwrap();
    // No demand of the answer.
    assert!(rest.starts_with("\n"), "{rest}");
    let waits = "for: { describe: { byoip-cidrs: { cidr: 198.18.1.0/24 } } }\n      until: { \
                 \"ByoipCidrs[0].State\": advertised }";
    assert!(rest.contains(waits), "{rest}");
}

/// The steps whose names have one of these words, in the file's order.
fn order(text: &str, words: &[&str]) -> Vec<String> {
    let names = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- name: "));
    let found = names.filter_map(|name| words.iter().find(|word| name.contains(**word)));
    found.map(|word| (*word).to_owned()).collect()
}

/// What a rehearsal leaves time for, real AWS gets the time for, too.
#[test]
fn margins_stand_before_what_they_protect() {
    let text = migration(HALF).scenario().text;
    let wanted = [
        "ROA for home",
        "RIPEstat says so of 198.18.0.0/23",
        "have it before any other",
        "ROA for 198.18.1.0/24 from AS16509",
        "RIPEstat says so of 198.18.1.0/24 from AS16509",
        "have them, which takes up to a day",
        "bring 198.18.1.0/24",
        "advertise 198.18.1.0/24",
        "from Amazon\"",
        "let the last network hear of it",
        "from Amazon still",
        "home takes back",
        "from Amazon alone",
    ];
    assert_eq!(order(&text, &wanted), wanted);
    let scenario = Scenario::parse(migration(HALF).scenario(), &[]).unwrap();
    let plan = Plan::of(&scenario, []).text();
    for row in [
        "waits      Preparing: let every validator have it before any other (3h)",
        "waits      Preparing: let every validator have them, which takes up to a day (25h)",
        "waits      Advertising: let the last network hear of it (10m)",
    ] {
        assert!(plan.contains(row), "{row}\n{plan}");
    }
}

#[test]
fn every_instance_is_looked_for_before_anything_is_changed() {
    let rest = format!(
        "{}addresses: [{{ address: 198.18.1.10, instance: i-0123456789abcde01 }}] }}]\n",
        HALF.trim_end().trim_end_matches(" }]").to_owned() + ", "
    );
    let text = migration(&rest).scenario().text;
    let order = order(
        &text,
        &["is there to take", "make the key pair", "on its instance"],
    );
    assert_eq!(
        order,
        ["is there to take", "make the key pair", "on its instance"]
    );
}

#[test]
fn a_short_file_is_told_from_a_scenario() {
    assert!(is_short(&format!("version: 1\n{HALF}")));
    assert!(!is_short("version: 1\nsteps:\n  - describe: byoip-cidrs\n"));
    assert!(!is_short(&migration(HALF).scenario().text));
}
