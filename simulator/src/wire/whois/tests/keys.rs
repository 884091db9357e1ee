//! What can be asked for beside networks and whoever holds them.

use super::*;

#[test]
fn a_question_mark_and_help_say_how_to_ask() {
    let world = sample::world();
    let arin = answer("?\r\n", &world);
    assert!(arin.contains("# Usage: [flags] key"), "{arin}");
    assert!(arin.starts_with("\n#\n# ARIN WHOIS data"), "{arin}");
    for line in ["help", "HELP", "-V Md5.5 help"] {
        let ripe = answer(line, &world);
        assert!(ripe.contains("% Usage: [options] key"), "{line}: {ripe}");
    }
    // Where a kind of record is asked for, a word is a handle.
    let none = answer("o help", &world);
    assert!(none.contains("No match found for o help."), "{none}");
}

/// Each kind of record that RPSL's registries have for whom they believe.
#[test]
fn maintainers() {
    let world = sample::world();
    let expected = "\
mntner:         EXAMPLE-MNT
org:            ORG-EX1-RIPE
admin-c:        EX1-RIPE
tech-c:         EX1-RIPE
auth:           # Filtered
mnt-by:         EXAMPLE-MNT
created:        2012-05-01T08:00:00Z
last-modified:  2025-11-03T15:04:05Z
source:         RIPE # Filtered
";
    for line in ["example-mnt", "-r -T mntner EXAMPLE-MNT"] {
        let text = answer(line, &world);
        assert!(text.contains(expected), "{line}: {text}");
    }
    assert_eq!(
        labelled(&answer("EXAMPLE-MNT", &world), "nic-hdl:").len(),
        1
    );
    for (line, source) in [
        ("-s APNIC EXAMPLE-MNT", "source:         APNIC"),
        (
            "-s AFRINIC EXAMPLE-MNT",
            "source:         AFRINIC # Filtered",
        ),
    ] {
        let text = answer(line, &world);
        assert_eq!(labelled(&text, "mntner:").len(), 1, "{line}: {text}");
        assert_eq!(labelled(&text, "source:")[0], source);
    }
    for (line, none) in [
        ("n EXAMPLE-MNT", "No match found for n EXAMPLE-MNT."),
        ("-s ARIN EXAMPLE-MNT", "No match found for"),
        ("-s LACNIC EXAMPLE-MNT", "% No match for"),
        ("-T role EXAMPLE-MNT", "%ERROR:101"),
    ] {
        let text = answer(line, &world);
        assert!(text.contains(none), "{line}: {text}");
    }
}

#[test]
fn reverse_zones_in_rpsl() {
    let world = sample::world();
    let expected = "\
domain:         1.19.198.in-addr.arpa
org:            ORG-EX1-RIPE
admin-c:        EX1-RIPE
tech-c:         EX1-RIPE
zone-c:         EX1-RIPE
nserver:        ns1.example.net
nserver:        ns2.example.net
mnt-by:         EXAMPLE-MNT
created:        2012-05-01T08:00:00Z
last-modified:  2025-11-03T15:04:05Z
source:         RIPE # Filtered
";
    for line in [
        "1.19.198.in-addr.arpa",
        "-r -T domain 7.1.19.198.IN-ADDR.ARPA.",
    ] {
        let text = answer(line, &world);
        assert!(text.contains(expected), "{line}: {text}");
    }
    let text = answer("113.0.203.in-addr.arpa", &world);
    assert_eq!(labelled(&text, "source:")[0], "source:         APNIC");
}

#[test]
fn reverse_zones_at_arin() {
    let world = sample::world();
    let expected = "\
Name:           1.18.198.in-addr.arpa.
Updated:        2025-11-03
NameServer:     ns1.example.net
NameServer:     ns2.example.net
Ref:            https://rdap.arin.net/registry/domain/1.18.198.in-addr.arpa
";
    for line in [
        "1.18.198.in-addr.arpa",
        "d + 1.18.198.in-addr.arpa",
        "d 198.18.1.0",
    ] {
        let text = answer(line, &world);
        assert!(text.contains(expected), "{line}: {text}");
    }
}

/// Nobody's, undelegated, cut too small, or at a server that takes no zones.
#[test]
fn zones_that_are_not_there() {
    let mut genesis = sample::genesis();
    genesis.networks[1].nameservers.clear();
    let world = genesis.begin();
    for (line, none) in [
        ("2.0.192.in-addr.arpa", "No match found for"),
        ("18.198.in-addr.arpa", "No match found for"),
        ("1.19.198.in-addr.arpa", "%ERROR:101"),
        ("64.19.198.in-addr.arpa", "% No match for"),
        ("example.com", "No match found for example.com."),
    ] {
        let text = answer(line, &world);
        assert!(text.contains(none), "{line}: {text}");
    }
}

/// `-d` looks up networks and zones, whichever is named, and goes as far as the
/// other options say.
#[test]
fn both_ways() {
    let world = sample::world();
    let (network, zones) = (
        "198.19.0.0 - 198.19.3.255",
        ["0", "1", "2", "3"].map(|it| format!("{it}.19.198.in-addr.arpa")),
    );
    let [_, second, ..] = &zones;
    for (line, expected) in [
        ("-r 198.19.1.7", vec![network]),
        ("-r -d 198.19.1.7", vec![network, second]),
        ("-r -d 198.19.0.0/22", vec![network]),
        ("-rd 1.19.198.in-addr.arpa", vec![network, second]),
        ("-r -d -T domain 198.19.1.7", vec![second]),
        ("-rdx 198.19.1.0/24", vec![second]),
        ("-rdl 198.19.1.0/24", vec![network]),
        ("-rdL 198.19.1.7", vec![network, second]),
        (
            "-rdm 198.19.0.0/22",
            zones.iter().map(String::as_str).collect(),
        ),
        (
            "-rdM 198.19.0.0/23",
            zones.iter().take(2).map(String::as_str).collect(),
        ),
    ] {
        let text = answer(line, &world);
        let found: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("inetnum:") || line.starts_with("domain:"))
            .filter_map(|line| line.get(16..))
            .collect();
        assert_eq!(found, expected, "{line}");
    }
}

/// `-a` has RIPE NCC answer with the copies it keeps of others' databases, which
/// are without contacts.
#[test]
fn mirrors() {
    let world = sample::world();
    for (line, source) in [
        ("-a 198.19.0.1", "source:         RIPE # Filtered"),
        ("-a 203.0.113.1", "source:         APNIC-GRS"),
        ("-a 198.19.128.1", "source:         AFRINIC-GRS # Filtered"),
    ] {
        let text = answer(line, &world);
        assert!(text.starts_with("% This is the RIPE Database"), "{text}");
        assert_eq!(labelled(&text, "source:")[0], source, "{line}");
        let contacts = labelled(&text, "nic-hdl:").len();
        assert_eq!(contacts, usize::from(!source.contains("-GRS")), "{line}");
        let abuse = labelled(&text, "% Abuse contact").len();
        assert_eq!(abuse, contacts, "{line}");
    }
    let all = answer("-r -a EXAMPLE-MNT", &world);
    assert_eq!(labelled(&all, "mntner:").len(), 3, "{all}");
}

/// Several sources are all heard, in their order; one that has nothing is passed
/// over.
#[test]
fn sources() {
    let world = sample::world();
    let both = answer("-r -s RIPE,APNIC EXAMPLE-MNT", &world);
    let sources = labelled(&both, "source:");
    assert_eq!(
        sources,
        [
            "source:         RIPE # Filtered",
            "source:         APNIC-GRS"
        ]
    );
    let second = answer("-r -s RIPE,APNIC 203.0.113.1", &world);
    assert_eq!(labelled(&second, "inetnum:").len(), 1, "{second}");
    assert!(second.starts_with("% [whois.apnic.net]"), "{second}");
    let none = answer("-s RIPE,APNIC 198.18.0.1", &world);
    assert!(none.contains("in source RIPE,APNIC-GRS."), "{none}");
    let wrong = answer("-s RIPE,NOWHERE 198.19.0.1", &world);
    assert!(
        wrong.contains("\"NOWHERE\" is not a known source"),
        "{wrong}"
    );
}

/// ARIN's flags also take names, which several records may have.
#[test]
fn names_at_arin() {
    let mut genesis = sample::genesis();
    let twin = sample::arin("NET-198-18-2-0-1", "198.18.2.0/24");
    genesis.networks.push(twin);
    let world = genesis.begin();
    for (line, label, count) in [
        ("n example-net", "NetHandle:", 2),
        ("o Example Networks", "OrgId:", 1),
        ("c Example Networks", "OrgId:", 1),
        ("p Abuse Desk", "Handle:", 1),
        ("e NOC@example.net", "Handle:", 1),
    ] {
        let text = answer(line, &world);
        assert_eq!(labelled(&text, label).len(), count, "{line}: {text}");
    }
    for line in ["example-net", "n Example Networks", "e abuse"] {
        assert!(answer(line, &world).contains("No match found"), "{line}");
    }
}

/// An AS number of another registry's is referred, as a network is.
#[test]
fn a_number_that_arin_has_not() {
    let text = answer("a 64502", &sample::world());
    assert_eq!(labelled(&text, "ASHandle:"), ["ASHandle:       AS64502"]);
    let referral = "ReferralServer:  whois://127.0.0.1:4343";
    assert_eq!(labelled(&text, "ReferralServer:"), [referral], "{text}");
}

/// LACNIC's own way to write a prefix is a key too.
#[test]
fn a_prefix_in_short() {
    let world = sample::world();
    let text = answer("198.19.64/22", &world);
    assert_eq!(labelled(&text, "inetnum:").len(), 1, "{text}");
    assert_eq!(
        text,
        answer("198.19.64.0/22", &world).replace("198.19.64.0/22", "198.19.64/22")
    );
}

/// An incident response team has a class of its own.
#[test]
fn teams() {
    let world = sample::world();
    for line in ["IRT-EX-AU", "-T irt IRT-EX-AU"] {
        let text = answer(line, &world);
        let team = labelled(&text, "irt:");
        assert_eq!(team, ["irt:            IRT-EX-AU"], "{line}: {text}");
    }
    assert!(answer("-T role IRT-EX-AU", &world).contains("%ERROR:101"));
    // One that answers for operation as well is a role.
    let mut genesis = sample::genesis();
    genesis.organizations[2].contacts[0].abuse = true;
    let world = genesis.begin();
    let text = answer("-T role EX1-AP", &world);
    assert_eq!(labelled(&text, "nic-hdl:").len(), 1, "{text}");
}

/// What would control a terminal is not sent back to it.
#[test]
fn nothing_of_a_query_controls_a_terminal() {
    let world = sample::world();
    for (line, echo) in [
        ("a\u{1b}[31mb", "No match found for a?[31mb."),
        ("n + \u{7}\u{9b}x", "No match found for n + ??x."),
        ("n\t+\tNOBODY", "No match found for n + NOBODY."),
        ("-\u{8}", "-? is not simulated"),
        ("-s A\u{0}B 198.19.0.1", "\"A?B\" is not a known source"),
        ("-s LACNIC x\u{1b}c", "% No match for \"-s LACNIC x?c\""),
    ] {
        let text = answer(line, &world);
        assert!(text.contains(echo), "{line:?}: {text}");
        assert!(
            text.chars().all(|it| it == '\n' || !it.is_control()),
            "{text:?}"
        );
    }
}
