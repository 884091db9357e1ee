use byoip_vocabulary::registry::Field;
use proptest::prelude::*;

use super::*;
use crate::wire::sample;

mod keys;

/// The text of an answer.
fn answer(line: &str, world: &World) -> String {
    let here = "127.0.0.1:4343".parse().unwrap();
    reply(line, world, here).text
}

const PEM: &str = "-----BEGIN CERTIFICATE-----MIIExample-----END CERTIFICATE-----";

/// The lines that bear a label, as `grep` finds them.
fn labelled<'a>(text: &'a str, label: &str) -> Vec<&'a str> {
    text.lines()
        .filter(|line| line.starts_with(label))
        .collect()
}

#[test]
fn arin_writes_the_network_then_the_organisation_then_its_contacts() {
    let mut world = sample::world();
    sample::publish(&mut world, "NET-198-18-0-0-1", Field::Comments, &[PEM]);
    let text = answer("n + 198.18.1.0\r\n", &world);
    let banner = "
#
# ARIN WHOIS data and services are subject to the Terms of Use
# available at: https://www.arin.net/resources/registry/whois/tou/
#
# If you see inaccuracies in the results, please report at
# https://www.arin.net/resources/registry/whois/inaccuracy_reporting/
#
# Copyright 1997-2026, American Registry for Internet Numbers, Ltd.
#

";
    let expected = format!(
        "{banner}
NetRange:       198.18.0.0 - 198.18.1.255
CIDR:           198.18.0.0/23
NetName:        EXAMPLE-NET
NetHandle:      NET-198-18-0-0-1
Parent:         NET198 (NET-198-0-0-0-0)
NetType:        Direct Allocation
OriginAS:       {empty}
Organization:   Example Networks (EXAMPLE-1)
RegDate:        2012-05-01
Updated:        2026-01-05
Comment:        {PEM}
Ref:            https://rdap.arin.net/registry/ip/198.18.0.0


OrgName:        Example Networks
OrgId:          EXAMPLE-1
Address:        1 Example Street
Address:        Suite 2
City:           Springfield
StateProv:      VA
PostalCode:     00000
Country:        US
RegDate:        2012-05-01
Updated:        2025-11-03
Ref:            https://rdap.arin.net/registry/entity/EXAMPLE-1


OrgTechHandle: NOC1-ARIN
OrgTechName:   Network Operations
OrgTechPhone:  +1-555-0100
OrgTechEmail:  noc@example.net
OrgTechRef:    https://rdap.arin.net/registry/entity/NOC1-ARIN

OrgAbuseHandle: ABUSE1-ARIN
OrgAbuseName:   Abuse Desk
OrgAbusePhone:  +1-555-0100
OrgAbuseEmail:  abuse@example.net
OrgAbuseRef:    https://rdap.arin.net/registry/entity/ABUSE1-ARIN

{banner}",
        empty = ""
    );
    assert_eq!(text, expected);
}

/// The label is `Comment:`; the guide's `grep Comments` finds nothing.
#[test]
fn arin_has_no_comments_label() {
    let mut world = sample::world();
    sample::publish_at_organization(&mut world, &[PEM]);
    let text = answer("r + 198.18.0.0/23", &world);
    assert_eq!(labelled(&text, "Comments"), [""; 0]);
    assert_eq!(
        labelled(&text, "Comment:"),
        [format!("Comment:        {PEM}")]
    );
    let (network, organization) = text.split_once("OrgName:").unwrap();
    assert!(!network.contains(PEM));
    assert!(organization.contains(PEM));
}

#[test]
fn ripe_writes_the_object_and_filters() {
    let mut world = sample::world();
    let handle = "198.19.0.0 - 198.19.3.255";
    sample::publish(&mut world, handle, Field::Descr, &["Example # BV", PEM]);
    sample::publish(&mut world, handle, Field::Remarks, &["twice", "twice"]);
    let expected = format!(
        "% This is the RIPE Database query service.
% The objects are in RPSL format.
%
% The RIPE Database is subject to Terms and Conditions.
% See https://docs.db.ripe.net/terms-conditions.html

% Note: this output has been filtered.
%       To receive output for a database update, use the \"-B\" flag.

% Information related to '198.19.0.0 - 198.19.3.255'

% Abuse contact for '198.19.0.0 - 198.19.3.255' is 'abuse@example.net'

inetnum:        198.19.0.0 - 198.19.3.255
netname:        EXAMPLE-NET
descr:          Example # BV
descr:          {PEM}
country:        NL
org:            ORG-EX1-RIPE
admin-c:        EX1-RIPE
tech-c:         EX1-RIPE
status:         ALLOCATED PA
remarks:        twice
remarks:        twice
mnt-by:         EXAMPLE-MNT
created:        2012-05-01T08:00:00Z
last-modified:  2026-01-06T09:00:00Z
source:         RIPE # Filtered

% This query was served by the RIPE Database Query Service version 1.124 (SIMULATOR)


"
    );
    assert_eq!(answer("-V Md5.5 -r 198.19.0.0/22", &world), expected);
}

#[test]
fn ripe_adds_organisation_and_role_unless_told_not_to() {
    let world = sample::world();
    for (line, objects, emails, notes, source) in [
        ("198.19.0.1", 3, 0, 1, "source:         RIPE # Filtered"),
        ("-r 198.19.0.1", 1, 0, 1, "source:         RIPE # Filtered"),
        ("-B 198.19.0.1", 3, 1, 0, "source:         RIPE"),
        ("-rB 198.19.0.1", 1, 0, 0, "source:         RIPE"),
    ] {
        let text = answer(line, &world);
        assert_eq!(labelled(&text, "source:"), vec![source; objects], "{line}");
        assert_eq!(labelled(&text, "e-mail:").len(), emails, "{line}");
        assert_eq!(labelled(&text, "% Note:").len(), notes, "{line}");
    }
}

#[test]
fn ripe_writes_inet6num() {
    let text = answer("2001:db8:100::/48", &sample::world());
    assert_eq!(
        labelled(&text, "inet6num:"),
        ["inet6num:       2001:db8:100::/40"]
    );
}

#[test]
fn apnic_writes_the_object() {
    let mut world = sample::world();
    let handle = "203.0.113.0 - 203.0.113.255";
    sample::publish(&mut world, handle, Field::Remarks, &[PEM]);
    let expected = format!(
        "% [whois.apnic.net]
% Whois data copyright terms    http://www.apnic.net/db/dbcopyright.html

% Information related to '203.0.113.0 - 203.0.113.255'

% Abuse contact for '203.0.113.0 - 203.0.113.255' is 'abuse@example.net'

inetnum:        203.0.113.0 - 203.0.113.255
netname:        EXAMPLE-NET
country:        NL
org:            ORG-EX1-AP
admin-c:        EX1-AP
tech-c:         EX1-AP
status:         ASSIGNED PORTABLE
remarks:        {PEM}
mnt-by:         EXAMPLE-MNT
mnt-irt:        IRT-EX-AU
last-modified:  2026-01-05T09:00:00Z
source:         APNIC

% This query was served by the APNIC Whois Service version 1.88.34 (SIMULATOR)


"
    );
    assert_eq!(answer("-r 203.0.113.7", &world), expected);
    let full = answer("203.0.113.7", &world);
    let classes: Vec<&str> = ["inetnum:", "irt:", "organisation:", "role:"]
        .into_iter()
        .filter(|class| labelled(&full, class).len() == 1)
        .collect();
    assert_eq!(classes, ["inetnum:", "irt:", "organisation:", "role:"]);
}

#[test]
fn shows_what_is_published_and_not_what_is_typed() {
    let mut world = sample::world();
    sample::edit(&mut world, "NET-198-18-0-0-1", Field::Comments, &[PEM]);
    assert!(!answer("198.18.1.0", &world).contains(PEM));
}

#[test]
fn finds_the_smallest_network_or_exactly_the_one() {
    let mut genesis = sample::genesis();
    let child = sample::arin("NET-198-18-1-0-1", "198.18.1.0/24");
    genesis.networks.push(child);
    let world = genesis.begin();
    for (line, handle) in [
        ("198.18.1.7", Some("NET-198-18-1-0-1")),
        ("198.18.0.7", Some("NET-198-18-0-0-1")),
        ("r + = 198.18.0.0/23", Some("NET-198-18-0-0-1")),
        ("r + = 198.18.0.0/24", None),
        ("r + 198.18.0.0/24", Some("NET-198-18-0-0-1")),
        ("n ! net-198-18-1-0-1", Some("NET-198-18-1-0-1")),
        ("NET-198-18-1-0-1", Some("NET-198-18-1-0-1")),
    ] {
        let text = answer(line, &world);
        let found: Vec<&str> = labelled(&text, "NetHandle:")
            .into_iter()
            .filter_map(|line| line.split_whitespace().nth(1))
            .collect();
        assert_eq!(found, Vec::from_iter(handle), "{line}");
    }
}

#[test]
fn says_what_it_did_not_find() {
    let world = sample::world();
    for (line, text) in [
        ("a 64499\r\n", "\nNo match found for a 64499.\n"),
        ("192.0.2.1", "\nNo match found for 192.0.2.1.\n"),
        ("198.18.1.7/24", "\nNo match found for 198.18.1.7/24.\n"),
        (
            "-V Md5.5 192.0.2.1",
            "\n%ERROR:101: no entries found\n%\n% No entries found in source RIPE.\n",
        ),
        (
            "-T route 198.19.0.0/22",
            "\n%ERROR:101: no entries found\n%\n% No entries found in source RIPE.\n",
        ),
        (
            "",
            "\n%ERROR:106: no search key specified\n%\n% No search key specified\n",
        ),
        (
            "-a 198.18.1.0",
            "\n%ERROR:101: no entries found\n%\n% No entries found in source RIPE,APNIC-GRS,AFRINIC-GRS.\n",
        ),
        (
            "-T foo 198.19.0.0/22",
            "\n%ERROR:103: unknown object type 'foo'\n%\n% There are as-block, ",
        ),
        (
            "-i 198.19.0.0/22",
            "\n%ERROR:111: invalid option supplied\n%\n% -i is not simulated; there are -r, -B, -x, -l, -L, -m, -M, -d, -K, -T, -s and -a.\n",
        ),
        (
            "-s NOWHERE 198.19.0.0/22",
            "\n%ERROR:102: unknown source\n%\n% \"NOWHERE\" is not a known source; there are RIPE, APNIC, AFRINIC, ARIN and LACNIC.\n",
        ),
    ] {
        let answer = answer(line, &world);
        assert!(answer.contains(text), "{line}: {answer}");
    }
}

proptest! {
    /// Whatever a line holds, there is an answer, and it ends as whois answers
    /// end: with an empty line.
    #[test]
    fn answers_any_line(line in "(-?[a-zA-Z]{0,3}[ +=<>-]{0,3}){0,3}\\PC{0,24}") {
        let text = answer(&line, &sample::world());
        prop_assert!(text.ends_with("\n\n"), "{line}: {text}");
    }
}

/// Who answers: whoever the client names, else whoever holds it.
#[test]
fn the_server_is_the_one_that_is_meant() {
    let world = sample::world();
    let here = "127.0.0.1:4343".parse().unwrap();
    for (line, registry) in [
        ("198.18.1.0", Registry::Arin),
        ("198.19.0.1", Registry::Ripe),
        ("203.0.113.1", Registry::Apnic),
        ("198.19.64.1", Registry::Lacnic),
        ("198.19.128.1", Registry::Afrinic),
        ("AS64501", Registry::Ripe),
        ("EX1-AP", Registry::Apnic),
        ("org-ex1-afrinic", Registry::Afrinic),
        ("-r 198.18.1.0", Registry::Arin),
        ("n + 203.0.113.1", Registry::Arin),
        ("a 64501", Registry::Arin),
        ("-s APNIC 198.18.1.0", Registry::Apnic),
        ("192.0.2.1", Registry::Arin),
        ("-r 192.0.2.1", Registry::Ripe),
    ] {
        let answered = reply(line, &world, here).registry;
        assert_eq!(answered, Some(registry), "{line}");
    }
}

/// ARIN knows who keeps what it does not.
#[test]
fn arin_refers() {
    let world = sample::world();
    let text = answer("n + 203.0.113.1", &world);
    assert_eq!(
        labelled(&text, "ReferralServer:"),
        ["ReferralServer:  whois://127.0.0.1:4343"]
    );
    assert_eq!(
        labelled(&text, "Organization:"),
        ["Organization:   Asia Pacific Network Information Centre (APNIC)"]
    );
    assert_eq!(
        labelled(&text, "NetHandle:"),
        ["NetHandle:      NET-203-0-113-0-1"]
    );
    let text = answer("n + 2001:db8:100::1", &world);
    assert_eq!(
        labelled(&text, "NetHandle:"),
        ["NetHandle:      NET6-2001-DB8-100-1"]
    );
}

/// Networks above and below, in each manner.
#[test]
fn looks_up_and_down() {
    let mut genesis = sample::genesis();
    for (handle, prefix) in [
        ("NET-198-18-0-0-2", "198.18.0.0/24"),
        ("NET-198-18-1-0-2", "198.18.1.0/24"),
        ("NET-198-18-1-0-3", "198.18.1.0/25"),
    ] {
        genesis.networks.push(sample::arin(handle, prefix));
    }
    let world = genesis.begin();
    let (parent, first, second, small) = (
        "NET-198-18-0-0-1",
        "NET-198-18-0-0-2",
        "NET-198-18-1-0-2",
        "NET-198-18-1-0-3",
    );
    for (line, handles) in [
        ("n + > 198.18.0.0/23", vec![first, second, small]),
        ("n + < 198.18.1.0/25", vec![second]),
        ("n + = 198.18.1.0/25", vec![small]),
        ("-l 198.18.1.0/24", vec![parent]),
        ("-L 198.18.1.0/25", vec![parent, second, small]),
        ("-m 198.18.0.0/23", vec![first, second]),
        ("-M 198.18.0.0/23", vec![first, second, small]),
        ("-M 198.18.1.0/26", vec![]),
    ] {
        let text = answer(line, &world);
        let found: Vec<&str> = labelled(&text, "NetHandle:")
            .into_iter()
            .filter_map(|line| line.split_whitespace().nth(1))
            .collect();
        assert_eq!(found, handles, "{line}");
    }
    let brief = answer("n - > 198.18.0.0/24", &world);
    assert!(!brief.contains("NetHandle"), "{brief}");
}

/// What a bare key was taken for, said by ARIN alone.
#[test]
fn arin_says_what_it_assumed() {
    let world = sample::world();
    for (line, flag) in [
        ("198.18.1.0", Some("n")),
        ("AS64500", Some("a")),
        ("EXAMPLE-1", Some("o")),
        ("NOC1-ARIN", Some("p")),
        ("n + 198.18.1.0", None),
    ] {
        let text = answer(line, &world);
        let assumed = labelled(&text, "#     \"");
        let expected = flag.map(|flag| format!("#     \"{flag} {line}\""));
        assert_eq!(assumed, Vec::from_iter(expected), "{line}");
    }
}

/// Each registry's own objects by their handles.
#[test]
fn shows_numbers_organisations_and_contacts() {
    let world = sample::world();
    for (line, label, expected) in [
        ("a 64500", "ASHandle:", "ASHandle:       AS64500"),
        ("o EXAMPLE-1", "OrgId:", "OrgId:          EXAMPLE-1"),
        ("p NOC1-ARIN", "Handle:", "Handle:         NOC1-ARIN"),
        ("AS64501", "aut-num:", "aut-num:        AS64501"),
        (
            "-T organisation ORG-EX1-RIPE",
            "organisation:",
            "organisation:   ORG-EX1-RIPE",
        ),
        ("EX1-AP", "nic-hdl:", "nic-hdl:        EX1-AP"),
        ("AS64503", "aut-num:", "aut-num:     AS64503"),
        ("UY-EXSA-LACNIC", "ownerid:", "ownerid:     UY-EXSA-LACNIC"),
        (
            "-K 198.19.0.1",
            "inetnum:",
            "inetnum:        198.19.0.0 - 198.19.3.255",
        ),
    ] {
        let text = answer(line, &world);
        assert_eq!(labelled(&text, label), [expected], "{line}: {text}");
    }
    let keys = answer("-K 198.19.0.1", &world);
    assert!(!keys.contains("netname"), "{keys}");
}

/// LACNIC has no field for a text; AFRINIC shows the parent behind the source.
#[test]
fn lacnic_and_afrinic_write_their_own() {
    let mut world = sample::world();
    let handle = "198.19.128.0 - 198.19.131.255";
    sample::publish(&mut world, handle, Field::Remarks, &[PEM]);
    let text = answer("-V Md5.5 -r 198.19.128.1", &world);
    assert!(text.contains(&format!("remarks:        {PEM}\n")), "{text}");
    assert!(!text.contains("last-modified"), "{text}");
    let text = answer("198.19.64.1", &world);
    assert_eq!(labelled(&text, "inetnum:"), ["inetnum:     198.19.64/22"]);
    assert_eq!(
        labelled(&text, "created:").first(),
        Some(&"created:     20120501")
    );
    assert!(!text.contains("remarks") && !text.contains("Comment"));
}

/// Continuation lines stand below their attribute's name.
#[test]
fn a_value_goes_on_below() {
    let mut world = sample::world();
    let handle = "198.19.0.0 - 198.19.3.255";
    sample::publish(&mut world, handle, Field::Descr, &["one\n+two\n three"]);
    let text = answer("-r 198.19.0.1", &world);
    let expected = "descr:          one\n                two\n                three\n";
    assert!(text.contains(expected), "{text}");
}

/// RIPE's port 43 has Latin-1, and a question mark for the rest.
#[test]
fn ripe_writes_latin_1() {
    let letters = "é€";
    assert_eq!(encode(Registry::Ripe, letters), [0xE9, b'?']);
    assert_eq!(encode(Registry::Apnic, letters), letters.as_bytes());
}
