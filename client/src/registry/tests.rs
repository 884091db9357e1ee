//! Each desk against a service that answers as the registry's does. The bodies
//! have the shapes that each module's source shows; names and numbers are
//! invented.

use byoip_vocabulary::registry::{Field, Registry};
use byoip_vocabulary::roa::Roa;
use serde_json::{Value, json};
use wiremock::matchers::{header, method, path};
use wiremock::{Match, Mock, MockServer, Respond, ResponseTemplate};

use super::key::Key;
use super::roa::Listing;
use super::*;

/// A registry with one answer to each call that is expected.
pub(super) struct Counter {
    server: MockServer,
    http: Http,
}

impl Counter {
    pub(super) async fn open() -> Self {
        let server = MockServer::start().await;
        let http = Http::new(Some(&server.uri())).unwrap();
        Self { server, http }
    }

    /// Answers calls that come with the key, as this header has it.
    pub(super) async fn answer(
        &self,
        call: (&str, &str),
        key: (&'static str, &str),
        template: ResponseTemplate,
    ) {
        Mock::given(method(call.0))
            .and(path(call.1))
            .and(header(key.0, key.1))
            .respond_with(template)
            .mount(&self.server)
            .await;
    }

    /// Answers such calls, with or without a key, by what was called before.
    pub(super) async fn mount(&self, calls: impl Match + 'static, answer: impl Respond + 'static) {
        let mock = Mock::given(calls).respond_with(answer);
        mock.mount(&self.server).await;
    }

    pub(super) fn uri(&self) -> String {
        self.server.uri()
    }

    pub(super) fn desk(&self, registry: Registry, key: &str, account: &str) -> Desk<'_> {
        Desk {
            http: &self.http,
            registry,
            key: Key::new(key).unwrap(),
            account: account.to_owned(),
        }
    }
}

pub(super) fn json_answer(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

pub(super) fn network(registry: Registry, first: &str, last: &str) -> Network {
    Network {
        registry: Some(registry),
        handle: "NET-198-18-0-0-1".to_owned(),
        first: first.parse().unwrap(),
        last: last.parse().unwrap(),
        allocation: String::new(),
        registrant: Some("EXAMPLE-1".to_owned()),
        texts: Vec::new(),
    }
}

pub(super) fn roa(prefix: &str, longest: u8, asn: u32) -> Roa {
    let asn = byoip_vocabulary::asn::Asn::new(asn);
    Roa::new(prefix.parse().unwrap(), Some(longest), asn).unwrap()
}

/// What a request has as its body, if that is JSON.
pub(super) fn body(request: &Request) -> Value {
    serde_json::from_str(request.body().unwrap()).unwrap()
}

pub(super) fn listing(entries: &[(Option<&str>, &[Roa])]) -> Listing {
    let entries = entries.iter().map(|(id, roas)| roa::Listed {
        id: id.map(str::to_owned),
        name: None,
        roas: roas.to_vec(),
    });
    Listing {
        entries: entries.collect(),
        tag: None,
    }
}

/// AWS reads nothing there, and the reason is told before anything is sent.
#[tokio::test]
async fn two_registries_have_no_record_to_write() {
    let counter = Counter::open().await;
    for (registry, expected) in [
        (Registry::Lacnic, DeskError::NoPlace(Registry::Lacnic)),
        (Registry::Afrinic, DeskError::NoInterface),
    ] {
        let desk = counter.desk(registry, "key", "EXAMPLE-1");
        let network = network(registry, "198.19.64.0", "198.19.67.255");
        let error = record::read(&desk, &network).await.unwrap_err();
        assert_eq!(error, expected);
    }
    assert!(
        DeskError::NoPlace(Registry::Lacnic)
            .to_string()
            .contains("DNS token")
    );
    assert_eq!(counter.server.received_requests().await.unwrap().len(), 0);
}

#[test]
fn a_desk_needs_an_account() {
    let http = Http::new(None).unwrap();
    let key = Key::new("key").unwrap();
    let mut network = network(Registry::Apnic, "203.0.113.0", "203.0.113.255");
    let named = Desk::of(&http, Registry::Apnic, &network, key.clone(), None).unwrap();
    assert_eq!(named.account, "EXAMPLE-1");
    network.registrant = None;
    let error = Desk::of(&http, Registry::Apnic, &network, key, None).unwrap_err();
    assert!(error.to_string().ends_with("with --account"), "{error}");
}

/// What stands in a record behind its certificate stays behind it.
#[test]
fn lines_take_the_place_of_the_fields_first() {
    let attribute = |(name, value): &(&str, &str)| record::Attribute {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
    };
    let names = |list: &[record::Attribute]| -> Vec<String> {
        list.iter()
            .map(|it| format!("{}={}", it.name, it.value))
            .collect()
    };
    let lines = ["a".to_owned(), "b".to_owned()];
    for (before, field, after) in [
        (
            vec![
                ("inetnum", "1"),
                ("netname", "2"),
                ("descr", "3"),
                ("country", "4"),
                ("descr", "5"),
            ],
            Field::Descr,
            vec!["inetnum=1", "netname=2", "descr=a", "descr=b", "country=4"],
        ),
        (
            vec![("inetnum", "1"), ("netname", "2"), ("country", "4")],
            Field::Descr,
            vec!["inetnum=1", "netname=2", "descr=a", "descr=b", "country=4"],
        ),
        (
            vec![
                ("inetnum", "1"),
                ("tech-c", "2"),
                ("status", "3"),
                ("mnt-by", "4"),
            ],
            Field::Remarks,
            vec![
                "inetnum=1",
                "tech-c=2",
                "status=3",
                "remarks=a",
                "remarks=b",
                "mnt-by=4",
            ],
        ),
    ] {
        let before: Vec<record::Attribute> = before.iter().map(attribute).collect();
        assert_eq!(names(&record::replaced(&before, field, &lines)), after);
    }
}

#[test]
fn a_text_is_one_part_of_a_path() {
    assert_eq!(
        segment("192.0.2.0 - 192.0.2.255"),
        "192.0.2.0%20-%20192.0.2.255"
    );
    assert_eq!(segment("a?b#c%"), "a%3Fb%23c%25");
    assert_eq!(segment("../net/X"), "..%2Fnet%2FX");
    assert_eq!(object_key("2001:db8::/32"), "2001:db8::/32");
    assert_eq!(object_key("../../x/32"), "..%2F..%2Fx%2F32");
    assert_eq!(
        body(&Request::new(reqwest::Method::PUT, "x").with_body("y", "{}")),
        json!({})
    );
}
