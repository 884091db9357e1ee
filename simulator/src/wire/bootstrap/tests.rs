use super::*;
use crate::wire::sample;

fn file(base: &str, path: &str, world: &World) -> Value {
    let query = Query {
        base,
        path,
        pairs: &[],
    };
    let answer = answer(&query, world);
    assert_eq!(answer.status, 200, "{path}");
    serde_json::from_slice(&answer.body).unwrap()
}

const LOCAL: &str = "http://127.0.0.1:4566/data.iana.org";

#[test]
fn has_a_row_for_each_registry() {
    let ipv4 = file(LOCAL, "/rdap/ipv4.json", &sample::world());
    assert_eq!(ipv4["version"], "1.0");
    assert_eq!(ipv4["publication"], "2026-01-05T00:00:00Z");
    let base = "http://127.0.0.1:4566";
    assert_eq!(
        ipv4["services"],
        json!([
            [
                ["198.18.0.0/23"],
                [format!("{base}/rdap.arin.net/registry")]
            ],
            [["198.19.0.0/22"], [format!("{base}/rdap.db.ripe.net/")]],
            [["203.0.113.0/24"], [format!("{base}/rdap.apnic.net/")]],
            [
                ["198.19.64.0/22"],
                [format!("{base}/rdap.lacnic.net/rdap/")]
            ],
            [
                ["198.19.128.0/22"],
                [format!("{base}/rdap.afrinic.net/rdap/")]
            ],
        ])
    );
    let ipv6 = file("https://data.iana.org", "/rdap/ipv6.json", &sample::world());
    assert_eq!(
        ipv6["services"],
        json!([[["2001:db8:100::/40"], ["https://rdap.db.ripe.net/"]]])
    );
}

/// IANA does not know what registries hand to each other.
#[test]
fn a_block_that_was_transferred_stays_where_it_was() {
    let mut genesis = sample::genesis();
    let mut stub = genesis.networks[3].clone();
    stub.handle = "198.18.0.0 - 198.18.1.255".to_owned();
    stub.prefix = "198.18.0.0/23".parse().unwrap();
    stub.transferred_to = Some(Registry::Arin);
    genesis.networks.push(stub);
    let ipv4 = file(LOCAL, "/rdap/ipv4.json", &genesis.begin());
    let row = |name: &str| {
        let rows = ipv4["services"].as_array().unwrap().clone();
        rows.into_iter()
            .find(|row| row[1].to_string().contains(name))
    };
    assert_eq!(row("arin"), None);
    let apnic = row("apnic").unwrap();
    assert_eq!(apnic[0], json!(["198.18.0.0/23", "203.0.113.0/24"]));
}

#[test]
fn neighbours_are_one() {
    let mut genesis = sample::genesis();
    genesis
        .networks
        .push(sample::arin("NET-198-18-2-0-1", "198.18.2.0/23"));
    let mut autnum = genesis.autnums[0].clone();
    autnum.first = "AS64499".parse().unwrap();
    autnum.last = autnum.first;
    genesis.autnums.push(autnum);
    let world = genesis.begin();
    let ipv4 = file(LOCAL, "/rdap/ipv4.json", &world);
    assert_eq!(ipv4["services"][0][0], json!(["198.18.0.0/22"]));
    let asn = file(LOCAL, "/rdap/asn.json", &world);
    assert_eq!(asn["services"][0][0], json!(["64499-64500"]));
    assert_eq!(asn["services"][1][0], json!(["64501"]));
}

#[test]
fn names_no_other_file() {
    let query = Query {
        base: LOCAL,
        path: "/rdap/",
        pairs: &[],
    };
    assert_eq!(answer(&query, &sample::world()).status, 404);
}
