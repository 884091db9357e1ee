use super::*;
use crate::preflight::tests::{arin, lines};
use crate::rdap::tests::{apnic, network, ripe};
use serde_json::{Value, json};

#[test]
fn judges_the_record() {
    #[track_caller]
    fn check(answer: Value, prefix: &str, expected: &[&str]) {
        let findings = findings(&network(answer), prefix.parse().unwrap());
        assert_eq!(lines(&findings), expected);
    }
    check(
        ripe(),
        "203.0.113.0/24",
        &[
            "ok       registry    203.0.113.0 - 203.0.113.255 at RIPE NCC, \
             203.0.113.0 to 203.0.113.255",
            "ok       allocation  ASSIGNED PI",
        ],
    );
    let mut reassigned = arin(&[]);
    reassigned["type"] = "REASSIGNMENT".into();
    check(
        reassigned,
        "198.18.0.0/22",
        &[
            "warning  registry    NET-198-18-0-0-1 at ARIN, 198.18.0.0 to 198.18.1.255",
            "                     -> 198.18.0.0/22 is not whole inside it; bring a range that \
             one record holds, or put the certificate into each",
            "warning  allocation  REASSIGNMENT, which is not among \
             DIRECT ALLOCATION, DIRECT ASSIGNMENT",
            "                     -> the provider who passed it on brings it, or lets you: at \
             ARIN only the direct holder creates ROAs for it",
        ],
    );
    let mut lacnic = ripe();
    lacnic["port43"] = "whois.lacnic.net".into();
    check(
        lacnic,
        "203.0.113.0/24",
        &[
            "error    registry  203.0.113.0 - 203.0.113.255 at LACNIC, 203.0.113.0 to \
             203.0.113.255; AWS reads no certificate at LACNIC",
            &format!("                   -> {OTHER_ROAD}"),
        ],
    );
    let mut stub = apnic();
    stub["remarks"] = json!([{
        "title": "description",
        "description": ["Transferred to the ARIN region on 2021-09-14T14:00:00Z."]
    }]);
    check(
        stub,
        "203.0.113.0/24",
        &[
            "error    registry  203.0.113.0 - 203.0.113.255 at APNIC, 203.0.113.0 to 203.0.113.255: \
             a stub; the block was transferred to the ARIN region",
            "                   -> ask the registry that has it now: name its service with --rdap, \
             and put the certificate there",
        ],
    );
}

#[test]
fn who_sends_on_is_told() {
    let http = Http::new(Some("http://192.0.2.1")).unwrap();
    let lookup = |way: &[&str]| Lookup {
        way: way.iter().map(|&url| url.to_owned()).collect(),
        network: None,
    };
    let to_arin = "http://192.0.2.1/rdap.arin.net/registry/ip/198.19.200.0/22";
    let from_apnic = "http://192.0.2.1/rdap.apnic.net/ip/198.19.200.0/22";
    assert_eq!(way(&http, &lookup(&[to_arin])), None);
    let told = way(&http, &lookup(&[from_apnic, to_arin])).unwrap();
    assert_eq!(told.seen, "APNIC sends on to ARIN, which has it now");
}
