use super::*;

#[test]
fn arin_has_its_own_members_in_its_own_order() {
    let mut world = sample::world();
    sample::publish(
        &mut world,
        "NET-198-18-0-0-1",
        Field::Comments,
        &[PEM, "", "trailing  "],
    );
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0/24", &world);
    assert_eq!(
        members(&network),
        "rdapConformance notices handle startAddress endAddress \
         ipVersion name type parentHandle remarks events links entities \
         port43 status objectClassName cidr0_cidrs \
         arin_originas0_originautnums"
    );
    assert_eq!(
        network["rdapConformance"],
        json!([
            "nro_rdap_profile_0",
            "rdap_level_0",
            "cidr0",
            "arin_originas0"
        ])
    );
    assert_eq!(network["handle"], "NET-198-18-0-0-1");
    assert_eq!(network["startAddress"], "198.18.0.0");
    assert_eq!(network["endAddress"], "198.18.1.255");
    assert_eq!(network["type"], "DIRECT ALLOCATION");
    assert_eq!(network["parentHandle"], "NET-198-0-0-0-0");
    assert_eq!(
        network["remarks"],
        json!([{ "title": "Registration Comments", "description": [PEM, "", "trailing  "] }])
    );
    assert_eq!(
        network["cidr0_cidrs"],
        json!([{ "v4prefix": "198.18.0.0", "length": 23 }])
    );
    // The edit was at nine in the morning, UTC.
    assert_eq!(
        network["events"],
        json!([
            { "eventAction": "last changed", "eventDate": "2026-01-05T04:00:00-05:00" },
            { "eventAction": "registration", "eventDate": "2012-05-01T04:00:00-04:00" },
        ])
    );
    let base = "http://127.0.0.1:4566";
    assert_eq!(
        network["links"],
        json!([
            {
                "value": format!("{base}/rdap.arin.net/registry/ip/198.18.1.0/24"),
                "rel": "self",
                "type": "application/rdap+json",
                "href": format!("{base}/rdap.arin.net/registry/ip/198.18.0.0"),
            },
        ])
    );
}

#[test]
fn arin_shows_the_organisation_and_its_contacts() {
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0", &sample::world());
    let registrant = &network["entities"][0];
    assert_eq!(
        members(registrant),
        "handle vcardArray roles links events entities port43 \
         objectClassName"
    );
    let label = "1 Example Street\nSuite 2\nSpringfield\nVA\n00000\nUS";
    assert_eq!(
        registrant["vcardArray"],
        json!(["vcard", [
            ["version", {}, "text", "4.0"],
            ["fn", {}, "text", "Example Networks"],
            ["adr", { "label": label }, "text", ["", "", "", "", "", "", ""]],
            ["kind", {}, "text", "org"],
        ]])
    );
    assert_eq!(
        roles(registrant),
        [
            ("NOC1-ARIN", "[\"technical\"]".to_owned()),
            ("ABUSE1-ARIN", "[\"abuse\"]".to_owned()),
        ]
    );
}

/// The classic mistake: the same title, but one level down.
#[test]
fn arin_organisation_comments_land_on_the_entity() {
    let mut world = sample::world();
    sample::publish_at_organization(&mut world, &[PEM]);
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0", &world);
    assert!(network.get("remarks").is_none());
    assert_eq!(
        network["entities"][0]["remarks"],
        json!([{ "title": "Registration Comments", "description": [PEM] }])
    );
}

#[test]
fn arin_shows_as_numbers_and_pocs() {
    let world = sample::world();
    let autnum = found(Registry::Arin, "/registry/autnum/64500", &world);
    assert_eq!(
        members(&autnum),
        "rdapConformance notices handle startAutnum endAutnum name events \
         links entities port43 status objectClassName"
    );
    assert_eq!(autnum["handle"], "AS64500");
    assert_eq!(autnum["rdapConformance"][2], "nro_rdap_profile_asn_flat_0");
    let poc = found(Registry::Arin, "/registry/entity/noc1-arin", &world);
    assert_eq!(poc["handle"], "NOC1-ARIN");
    assert_eq!(poc["status"], json!(["validated"]));
    let organization = found(Registry::Arin, "/registry/entity/EXAMPLE-1", &world);
    assert_eq!(organization["networks"][0]["handle"], "NET-198-18-0-0-1");
    assert_eq!(organization["autnums"][0]["handle"], "AS64500");
}

#[test]
fn arin_lists_the_origins_of_a_network() {
    let mut genesis = sample::genesis();
    genesis.networks[0].origins = vec!["AS64500".parse().unwrap()];
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0", &genesis.begin());
    assert_eq!(network["arin_originas0_originautnums"], json!([64500]));
}
