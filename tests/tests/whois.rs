//! The five registries' whois, read by the usual client, and the recipes that
//! AWS's guide has for it, the one that is wrong among them.

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

/// A desk whose `whois` asks the simulator, with the client's own options.
fn desk(simulator: &Simulator) -> Desk {
    let mut desk = Desk::at(simulator);
    let (host, port) = simulator.whois();
    desk.set("WHOIS", &format!("whois -h {host} -p {port}"));
    desk
}

/// Each registry's answer to a bare address has its own words for the network
/// and its holder.
#[test]
fn each_registry_speaks_its_own_dialect() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    for (address, network, holder) in [
        (
            "198.18.1.7",
            "NetHandle:      NET-198-18-0-0-1",
            "OrgId:          EXAMPLE-1",
        ),
        (
            "192.0.2.7",
            "inetnum:        192.0.2.0 - 192.0.2.255",
            "organisation:   ORG-EX1-RIPE",
        ),
        (
            "203.0.113.7",
            "inetnum:        203.0.113.0 - 203.0.113.255",
            "organisation:   ORG-EX1-AP",
        ),
        (
            "198.19.64.7",
            "inetnum:     198.19.64/22",
            "ownerid:     UY-EXSA-LACNIC",
        ),
        (
            "198.19.128.7",
            "inetnum:        198.19.128.0 - 198.19.131.255",
            "organisation:   ORG-EX1-AFRINIC",
        ),
    ] {
        let text = desk.ok(&format!("$WHOIS {address}"));
        for line in [network, holder] {
            assert!(
                text.lines().any(|its| its == line),
                "{address}: no `{line}`\n{text}"
            );
        }
    }
}

/// The guide's greps, and what they see of a certificate that is where AWS wants
/// it (EC2 User Guide, "Prepare to use BYOIP").
#[test]
fn the_guides_recipes_find_the_certificate() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    let line = "-----BEGIN CERTIFICATE-----MIIExample-----END CERTIFICATE-----";
    for record in [
        "arin/networks/198.18.0.0/23/comments",
        "ripe/networks/192.0.2.0/24/descr",
        "apnic/networks/203.0.113.0/24/remarks",
    ] {
        let (status, answer) = simulator.control("POST", &format!("registry/{record}"), line);
        assert_eq!(status, 200, "{answer}");
    }
    simulator.advance("1d");
    for (recipe, found) in [
        ("-r 192.0.2.0/24 | grep descr | grep BEGIN", 1),
        ("-r 192.0.2.0/24 | grep remarks | grep BEGIN", 0),
        ("203.0.113.0/24 | grep remarks | grep BEGIN", 1),
        // ARIN's label is `Comment:`; the guide once said otherwise.
        ("'r + 198.18.0.0/23' | grep Comment | grep BEGIN", 1),
        ("'r + 198.18.0.0/23' | grep Comments | grep BEGIN", 0),
    ] {
        let counted = desk.line(&format!("$WHOIS {recipe} | wc -l"));
        assert_eq!(counted.trim(), found.to_string(), "{recipe}");
    }
}

/// What the client sends when it is told the registry's own server, and what it
/// does with a referral: it comes back here, and finds the holder.
#[test]
fn the_clients_own_queries_are_answered() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    let network = desk.ok("$WHOIS 'n + 198.18.1.7'");
    assert!(network.contains("NetHandle:      NET-198-18-0-0-1"));
    let exact = desk.ok("$WHOIS 'r + = 198.18.0.0/24'");
    assert!(
        exact.contains("No match found for r + = 198.18.0.0/24."),
        "{exact}"
    );
    let number = desk.ok("$WHOIS 'a 64500'");
    assert!(number.contains("ASHandle:       AS64500"), "{number}");
    let (host, port) = simulator.whois();
    let referred = desk.ok("$WHOIS 'n + 203.0.113.7'");
    let referral = format!("ReferralServer:  whois://{host}:{port}");
    assert!(referred.contains(&referral), "{referred}");
    let nobody = desk.ok("$WHOIS -- '-V Md5.5 -r 198.51.100.7'");
    assert!(nobody.contains("%ERROR:101: no entries found"), "{nobody}");
}

/// What else the client is asked for: help, a maintainer, a reverse zone with
/// its network, and what would move the cursor.
#[test]
fn whatever_is_typed_is_answered() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    for (asked, line) in [
        ("'?'", "# Usage: [flags] key, such as n + 198.18.1.0"),
        ("EXAMPLE-MNT", "mntner:         EXAMPLE-MNT"),
        (
            "2.0.192.in-addr.arpa",
            "domain:         2.0.192.in-addr.arpa",
        ),
        ("-d 192.0.2.7", "domain:         2.0.192.in-addr.arpa"),
        ("-a 203.0.113.7", "source:         APNIC-GRS"),
        (
            "1.198.in-addr.arpa",
            "No match found for 1.198.in-addr.arpa.",
        ),
        ("\"$(printf 'a\\033[31mb')\"", "No match found for a?[31mb."),
    ] {
        let text = desk.ok(&format!("$WHOIS {asked}"));
        assert!(text.lines().any(|its| its == line), "{asked}:\n{text}");
    }
}

/// A block that went to another region leaves a stub, which is what APNIC shows.
#[test]
fn a_transferred_block_leaves_a_stub() {
    let simulator = Simulator::start();
    let desk = desk(&simulator);
    let holder = desk.ok("$WHOIS 198.19.200.1");
    assert!(
        holder.contains("NetHandle:      NET-198-19-200-0-1"),
        "{holder}"
    );
    let stub = desk.ok("$WHOIS -- '-s APNIC 198.19.200.1'");
    assert!(stub.contains("mnt-by:         APNIC-STUB"), "{stub}");
    assert!(stub.contains("descr:          Transferred to the ARIN region on"));
}
