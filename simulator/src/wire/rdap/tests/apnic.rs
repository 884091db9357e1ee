use super::*;

#[test]
fn apnic_has_two_titled_remarks() {
    let mut world = sample::world();
    let handle = "203.0.113.0 - 203.0.113.255";
    sample::publish(&mut world, handle, Field::Remarks, &[PEM, PEM]);
    sample::publish(&mut world, handle, Field::Descr, &["Example   Pty # Ltd"]);
    let network = found(Registry::Apnic, "/ip/203.0.113.0/24", &world);
    assert_eq!(
        members(&network),
        "rdapConformance notices country name status events links remarks \
         entities handle type startAddress endAddress objectClassName \
         ipVersion cidr0_cidrs port43"
    );
    assert_eq!(
        network["remarks"],
        json!([
            { "title": "description", "description": ["Example Pty # Ltd"] },
            { "title": "remarks", "description": [PEM, PEM] },
        ])
    );
    assert_eq!(
        roles(&network),
        [
            ("IRT-EX-AU", "[\"abuse\"]".to_owned()),
            ("ORG-EX1-AP", "[\"registrant\"]".to_owned()),
            ("EX1-AP", "[\"administrative\",\"technical\"]".to_owned()),
        ]
    );
}

#[test]
fn apnic_shows_as_numbers_teams_and_zones() {
    let world = sample::world();
    let autnum = found(Registry::Apnic, "/autnum/64502", &world);
    assert_eq!(
        members(&autnum),
        "rdapConformance notices country name status events links entities \
         handle startAutnum endAutnum objectClassName port43"
    );
    assert_eq!(
        autnum["rdapConformance"][2],
        "nro_rdap_profile_asn_hierarchical_0"
    );
    let team = found(Registry::Apnic, "/entity/IRT-EX-AU", &world);
    assert_eq!(team["objectClassName"], "entity");
    let zone = found(Registry::Apnic, "/domain/113.0.203.in-addr.arpa", &world);
    assert_eq!(
        members(&zone),
        "rdapConformance notices events links entities handle nameservers \
         network objectClassName ldhName port43"
    );
    assert_eq!(
        zone["nameservers"][1],
        json!({ "ldhName": "ns2.example.net.", "objectClassName": "nameserver" })
    );
}
