use super::*;

#[test]
fn ripe_merges_descr_and_remarks_without_a_title() {
    let mut world = sample::world();
    let handle = "198.19.0.0 - 198.19.3.255";
    sample::publish(&mut world, handle, Field::Remarks, &[PEM]);
    sample::publish(
        &mut world,
        handle,
        Field::Descr,
        &[
            "Example  Networks # since 2012",
            "EXAMPLE networks",
            "Data centre",
        ],
    );
    let network = found(Registry::Ripe, "/ip/198.19.1.0/24", &world);
    assert_eq!(
        members(&network),
        "handle startAddress endAddress ipVersion name type country \
         lang cidr0_cidrs status entities remarks links events \
         rdapConformance notices redacted port43 objectClassName"
    );
    assert_eq!(network["handle"], handle);
    assert_eq!(network["type"], "ALLOCATED PA");
    assert_eq!(network["lang"], "en");
    assert_eq!(
        network["remarks"],
        json!([{ "description": ["Example Networks", "Data centre", PEM] }])
    );
    assert_eq!(
        network["events"][0],
        json!({ "eventAction": "registration", "eventDate": "2012-05-01T08:00:00Z" })
    );
    assert_eq!(
        roles(&network),
        [
            ("EX1-RIPE", "[\"administrative\",\"technical\"]".to_owned()),
            ("EXAMPLE-MNT", "[\"registrant\"]".to_owned()),
            ("ORG-EX1-RIPE", "[\"registrant\"]".to_owned()),
            ("AR1-RIPE", "[\"abuse\"]".to_owned()),
        ]
    );
    let titles: Vec<&Value> = network["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| &notice["title"])
        .collect();
    assert_eq!(
        titles,
        [
            "Filtered",
            "Whois Inaccuracy Reporting",
            "Source",
            "Terms and Conditions"
        ]
    );
}

/// Two certificates broken over lines: the set of values keeps one BEGIN and one
/// END.
#[test]
fn ripe_drops_repeated_lines() {
    let mut world = sample::world();
    let lines = [
        "-----BEGIN CERTIFICATE-----",
        "MIIOne",
        "-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----",
        "MIITwo",
        "-----END CERTIFICATE-----",
    ];
    sample::publish(&mut world, "2001:db8:100::/40", Field::Descr, &lines);
    let network = found(Registry::Ripe, "/ip/2001:db8:100::/48", &world);
    assert_eq!(network["ipVersion"], "v6");
    assert_eq!(
        network["cidr0_cidrs"],
        json!([{ "v6prefix": "2001:db8:100::", "length": 40 }])
    );
    assert_eq!(
        network["remarks"][0]["description"],
        json!([
            "-----BEGIN CERTIFICATE-----",
            "MIIOne",
            "-----END CERTIFICATE-----",
            "MIITwo"
        ])
    );
}

/// Every relation that the answer links leads somewhere.
#[test]
fn ripe_follows_its_own_relations() {
    let mut genesis = sample::genesis();
    let own = |prefix: &str, handle: &str| {
        let mut network = sample::genesis().networks[1].clone();
        network.prefix = prefix.parse().unwrap();
        network.handle = handle.to_owned();
        network
    };
    genesis.networks.extend([
        own("198.19.0.0/23", "198.19.0.0 - 198.19.1.255"),
        own("198.19.0.0/24", "198.19.0.0 - 198.19.0.255"),
        own("198.19.2.0/24", "198.19.2.0 - 198.19.2.255"),
    ]);
    let world = genesis.begin();
    let base = "http://127.0.0.1:4566/rdap.db.ripe.net";
    let network = found(Registry::Ripe, "/ip/198.19.1.0", &world);
    assert_eq!(network["handle"], "198.19.0.0 - 198.19.1.255");
    let mut led = Vec::new();
    for link in network["links"].as_array().unwrap() {
        let href = link["href"].as_str().unwrap();
        let Some(path) = href.strip_prefix(base) else {
            continue;
        };
        let path = path.split('?').next().unwrap();
        // The handle and not a prefix, as in recorded answers.
        if link["rel"] == "rdap-up" {
            assert_eq!(
                path,
                "/ips/rirSearch1/rdap-up/198.19.0.0%20-%20198.19.1.255"
            );
        }
        let answer = found(Registry::Ripe, path, &world);
        let one = answer["handle"].as_str().map(str::to_owned);
        let handles = one.unwrap_or_else(|| {
            let results = answer["ipSearchResults"].as_array().unwrap().iter();
            let handles: Vec<&str> = results.map(|it| it["handle"].as_str().unwrap()).collect();
            handles.join(", ")
        });
        led.push((link["rel"].as_str().unwrap(), handles));
    }
    let led: Vec<(&str, &str)> = led.iter().map(|(rel, to)| (*rel, to.as_str())).collect();
    assert_eq!(
        led,
        [
            ("rdap-up", "198.19.0.0 - 198.19.3.255"),
            ("rdap-up rdap-active", "198.19.0.0 - 198.19.3.255"),
            ("rdap-down", "198.19.0.0 - 198.19.0.255"),
            ("rdap-top", "198.19.0.0 - 198.19.3.255"),
            ("rdap-top rdap-active", "198.19.0.0 - 198.19.3.255"),
            ("rdap-bottom", "198.19.0.0 - 198.19.0.255"),
            ("self", "198.19.0.0 - 198.19.1.255"),
        ]
    );
    let all = found(
        Registry::Ripe,
        "/ips/rirSearch1/rdap-down/198.19.0.0/22",
        &world,
    );
    assert_eq!(all["ipSearchResults"].as_array().unwrap().len(), 2);
}

/// A role's address for mail is kept back where the role is named, and shown
/// where it is looked up.
#[test]
fn ripe_keeps_addresses_for_mail_back() {
    let world = sample::world();
    let network = found(Registry::Ripe, "/ip/198.19.1.0", &world);
    assert!(
        !network["entities"][0]
            .to_string()
            .contains("noc@example.net")
    );
    assert!(
        network["entities"][3]
            .to_string()
            .contains("abuse@example.net")
    );
    let role = found(Registry::Ripe, "/entity/EX1-RIPE", &world);
    assert!(role["vcardArray"].to_string().contains("noc@example.net"));
    assert_eq!(role["redacted"], json!([]));
}

/// Where an answer says that it keeps an address back.
fn withheld(answer: &Value) -> Vec<&str> {
    let redacted = answer["redacted"].as_array().unwrap().iter();
    redacted.map(|it| it["prePath"].as_str().unwrap()).collect()
}

/// The words are those of a recorded answer. What is kept back is told of every
/// object of an answer, whether it stands in it or in another.
#[test]
fn ripe_says_what_it_keeps_back() {
    let world = sample::world();
    let network = found(Registry::Ripe, "/ip/198.19.1.0", &world);
    let role = ".entities[?(@.handle=='EX1-RIPE')].vcardArray[1][?(@[0]=='e-mail')]";
    assert_eq!(
        network["redacted"],
        json!([{
            "name": { "description": "Personal e-mail information" },
            "reason": { "description": "Personal data" },
            "prePath": format!("${role}"),
            "method": "removal",
        }])
    );
    let ipv4 = "[?(@.handle=='198.19.0.0 - 198.19.3.255')]";
    for (path, places) in [
        ("/autnum/64501", vec!["$".to_owned()]),
        (
            "/domain/1.19.198.in-addr.arpa",
            vec!["$".to_owned(), "$.network".to_owned()],
        ),
        (
            "/entity/ORG-EX1-RIPE",
            vec![
                "$".to_owned(),
                format!("$.networks{ipv4}"),
                "$.networks[?(@.handle=='2001:db8:100::/40')]".to_owned(),
                "$.autnums[?(@.handle=='AS64501')]".to_owned(),
            ],
        ),
    ] {
        let answer = found(Registry::Ripe, path, &world);
        let expected: Vec<String> = places.iter().map(|at| format!("{at}{role}")).collect();
        assert_eq!(withheld(&answer), expected, "{path}");
        assert!(!answer.to_string().contains("noc@example.net"), "{path}");
    }
    let mut genesis = sample::genesis();
    let mut child = genesis.networks[1].clone();
    child.prefix = "198.19.0.0/23".parse().unwrap();
    child.handle = "198.19.0.0 - 198.19.1.255".to_owned();
    genesis.networks.push(child);
    let below = "/ips/rirSearch1/rdap-down/198.19.0.0/22";
    let list = found(Registry::Ripe, below, &genesis.begin());
    assert_eq!(withheld(&list["ipSearchResults"][0]), [format!("${role}")]);
}

/// A role that takes complaints has its address shown, so nothing is said to be
/// kept back.
#[test]
fn ripe_names_nothing_that_it_shows() {
    let mut genesis = sample::genesis();
    for organization in &mut genesis.organizations {
        for contact in &mut organization.contacts {
            contact.abuse = true;
            contact.technical = true;
        }
    }
    let network = found(Registry::Ripe, "/ip/198.19.1.0", &genesis.begin());
    assert!(network.to_string().contains("noc@example.net"));
    assert_eq!(network["redacted"], json!([]));
}

#[test]
fn ripe_shows_as_numbers_maintainers_and_zones() {
    let world = sample::world();
    let autnum = found(Registry::Ripe, "/autnum/64501", &world);
    assert_eq!(
        members(&autnum),
        "handle startAutnum endAutnum name status entities links events \
         rdapConformance notices redacted port43 objectClassName"
    );
    assert_eq!(
        autnum["rdapConformance"],
        json!([
            "nro_rdap_profile_asn_flat_0",
            "rirSearch1",
            "autnums",
            "cidr0",
            "rdap_level_0",
            "nro_rdap_profile_0",
            "redacted"
        ])
    );
    let maintainer = found(Registry::Ripe, "/entity/example-mnt", &world);
    assert_eq!(maintainer["handle"], "EXAMPLE-MNT");
    let zone = found(Registry::Ripe, "/domain/7.1.19.198.in-addr.arpa", &world);
    assert_eq!(zone["handle"], "1.19.198.in-addr.arpa");
    assert_eq!(zone["ldhName"], "1.19.198.in-addr.arpa.");
    assert_eq!(zone["network"]["handle"], "198.19.0.0 - 198.19.3.255");
    let zone = found(
        Registry::Ripe,
        "/domain/1.0.8.b.d.0.1.0.0.2.ip6.arpa",
        &world,
    );
    assert_eq!(zone["handle"], "1.0.8.b.d.0.1.0.0.2.ip6.arpa");
    let organization = found(Registry::Ripe, "/entity/ORG-EX1-RIPE", &world);
    assert_eq!(organization["networks"].as_array().unwrap().len(), 2);
    assert_eq!(organization["autnums"][0]["handle"], "AS64501");
}
