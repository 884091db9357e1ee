use super::*;

#[test]
fn has_its_own_members_in_its_own_order() {
    let network = found(
        Registry::Lacnic,
        "/rdap/ip/198.19.65.0/24",
        &sample::world(),
    );
    assert_eq!(
        members(&network),
        "rdapConformance notices links events objectClassName handle \
         startAddress endAddress ipVersion name type status entities \
         lacnic_originAutnum lacnic_legalRepresentative \
         lacnic_reverseDelegations cidr0_cidrs port43"
    );
    assert_eq!(
        network["rdapConformance"],
        json!(["rdap_level_0", "cidr0", "lacnic_level_0"])
    );
    assert_eq!(network["handle"], "198.19.64.0/22");
    assert_eq!(network["name"], "198.19.64.0 - 198.19.67.255");
    assert_eq!(network["type"], "ALLOCATED");
    let this = "http://127.0.0.1:4566/rdap.lacnic.net/rdap/ip/198.19.64.0/22";
    // The record's own URL stands for the one that was asked.
    assert_eq!(
        network["links"],
        json!([{ "value": this, "rel": "self", "type": MEDIA_TYPE, "href": this }])
    );
    assert_eq!(
        roles(&network),
        [
            ("UY-EXSA-LACNIC", "[\"registrant\"]".to_owned()),
            ("EXL1", "[\"administrative\",\"technical\"]".to_owned()),
            ("EXA1", "[\"abuse\"]".to_owned()),
        ]
    );
}

#[test]
fn shows_the_daily_check_of_name_servers() {
    let network = found(Registry::Lacnic, "/rdap/ip/198.19.64.0", &sample::world());
    let delegations = &network["lacnic_reverseDelegations"];
    assert_eq!(delegations[0]["startAddress"], "198.19.64.0");
    assert_eq!(delegations[0]["endAddress"], "198.19.67.255");
    assert_eq!(
        delegations[0]["nameservers"][0],
        json!({
            "objectClassName": "nameserver",
            "ldhName": "NS1.EXAMPLE.NET.",
            "events": [
                {
                    "eventAction": "delegation check",
                    "eventDate": "2026-01-05T00:00:00Z",
                    "status": ["20260105 AA"],
                },
                {
                    "eventAction": "last correct delegation check",
                    "eventDate": "2026-01-05T00:00:00Z",
                },
            ],
        })
    );
}

/// A child record has a link up to what is on record above it. What the world
/// only has the name of is named, but not linked: the link would lead nowhere.
#[test]
fn links_up() {
    let mut told = sample::genesis();
    let top = told.networks.iter_mut();
    let top = top.filter(|it| it.registry == Registry::Lacnic).last();
    top.unwrap().parent = Some(crate::world::registry::Parent {
        name: "198.0.0.0 - 198.255.255.255".to_owned(),
        handle: "198.0.0.0/8".to_owned(),
    });
    let network = found(Registry::Lacnic, "/rdap/ip/198.19.64.0", &told.begin());
    assert_eq!(network["parentHandle"], "198.0.0.0/8");
    assert_eq!(network["links"].as_array().unwrap().len(), 1);

    let mut genesis = sample::genesis();
    let mut child = genesis
        .networks
        .iter()
        .find(|it| it.registry == Registry::Lacnic)
        .unwrap()
        .clone();
    child.handle = "198.19.65.0/24".to_owned();
    child.prefix = "198.19.65.0/24".parse().unwrap();
    child.status = "REASSIGNED".to_owned();
    genesis.networks.push(child);
    let world = genesis.begin();
    let network = found(Registry::Lacnic, "/rdap/ip/198.19.65.1", &world);
    assert_eq!(network["type"], "REASSIGNED");
    assert_eq!(network["parentHandle"], "198.19.64.0/22");
    let up = &network["links"][1];
    assert_eq!(up["rel"], "up");
    assert_eq!(
        up["href"],
        "http://127.0.0.1:4566/rdap.lacnic.net/rdap/ip/198.19.64.0/22"
    );
    let above = found(Registry::Lacnic, "/rdap/ip/198.19.64.0/22", &world);
    assert_eq!(above["handle"], network["parentHandle"]);
}

#[test]
fn an_as_number_is_named_by_its_number() {
    for path in ["/rdap/autnum/64503", "/rdap/autnum/AS64503"] {
        let autnum = found(Registry::Lacnic, path, &sample::world());
        assert_eq!(
            members(&autnum),
            "rdapConformance notices links events objectClassName handle \
             startAutnum endAutnum name type status entities \
             lacnic_legalRepresentative port43"
        );
        assert_eq!(autnum["name"], "64503");
        assert_eq!(autnum["type"], "DIRECT ALLOCATION");
        assert_eq!(autnum["startAutnum"], 64503);
    }
}

#[test]
fn an_address_has_parts() {
    let organization = found(
        Registry::Lacnic,
        "/rdap/entity/UY-EXSA-LACNIC",
        &sample::world(),
    );
    assert_eq!(
        organization["vcardArray"][1][3],
        json!([
            "adr",
            { "label": "1 Example Street\nSuite 2\nSpringfield\n00000\nUS" },
            "text",
            ["", "1 Example Street", "Suite 2", "Springfield", "VA", "00000", "US"],
        ])
    );
}
