use super::*;
use crate::registry::tests::{Counter, listing, network, roa};
use byoip_vocabulary::registry::Registry;
use wiremock::ResponseTemplate;

/// As Reg-RWS answers (source: tests of a public client with payloads captured
/// from ARIN): lines out of order, addresses padded, a member unknown here.
const NET: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <ns4:net xmlns:ns4=\"http://www.arin.net/regrws/core/v1\" xmlns:ns2=\"http://www.arin.net/regrws/rpki/v1\">\
    <ns4:pocLinks><ns4:pocLinkRef function=\"T\" handle=\"NOC1-ARIN\"/></ns4:pocLinks>\
    <ns4:comment><ns4:line number=\"1\">b &amp; c </ns4:line><ns4:line number=\"0\">a</ns4:line></ns4:comment>\
    <ns4:netBlocks><ns4:netBlock><ns4:startAddress>198.018.000.000</ns4:startAddress></ns4:netBlock></ns4:netBlocks>\
    <ns4:handle>NET-198-18-0-0-1</ns4:handle></ns4:net>";

const KEY: (&str, &str) = ("authorization", "ApiKey API-1111");

fn xml(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.to_owned(), "application/xml")
}

fn arin(counter: &Counter) -> Desk<'_> {
    counter.desk(Registry::Arin, "API-1111", "EXAMPLE-1")
}

#[tokio::test]
async fn a_record_goes_back_with_nothing_but_its_comments_changed() {
    let counter = Counter::open().await;
    let call = ("GET", "/reg.arin.net/rest/net/NET-198-18-0-0-1");
    counter.answer(call, KEY, xml(200, NET)).await;
    let desk = arin(&counter);
    let network = network(Registry::Arin, "198.18.0.0", "198.18.1.255");
    let record = record(&desk, &network).await.unwrap();
    assert_eq!(record.lines(Field::Comments), ["a", "b & c "]);
    let Document::Xml(net) = &record.document else {
        panic!("ARIN's records are XML");
    };
    let request = update(&desk, net, &["a".to_owned(), "<new>".to_owned()]);
    assert_eq!(
        request.url(),
        "https://reg.arin.net/rest/net/NET-198-18-0-0-1"
    );
    let sent = Element::parse(request.body().unwrap()).unwrap();
    assert_eq!(comments(&sent), ["a", "<new>"]);
    let others = |net: &Element| -> Vec<Element> {
        let others = net.children.iter().filter(|it| it.name() != "comment");
        others.cloned().collect()
    };
    // Blanks between elements are the printer's.
    assert_eq!(others(&sent).len(), others(net).len());
    assert_eq!(sent.value("handle"), net.value("handle"));
    assert!(
        request
            .body()
            .unwrap()
            .contains("xmlns:ns4=\"http://www.arin.net/regrws/core/v1\"")
    );
    assert!(
        request
            .body()
            .unwrap()
            .contains("function=\"T\" handle=\"NOC1-ARIN\"")
    );
}

#[tokio::test]
async fn roas_are_listed_with_their_resources() {
    let list = "<collection xmlns=\"http://www.arin.net/regrws/core/v1\">\
        <roaSpec xmlns=\"http://www.arin.net/regrws/rpki/v1\"><asNumber>64500</asNumber><name>both</name>\
        <resources><cidrLength>24</cidrLength><startAddress>198.18.0.0</startAddress></resources>\
        <resources><cidrLength>24</cidrLength><maxLength>25</maxLength><startAddress>198.18.1.0</startAddress></resources>\
        <roaHandle>58bc</roaHandle></roaSpec></collection>";
    let counter = Counter::open().await;
    let call = ("GET", "/reg.arin.net/rest/roa/EXAMPLE-1");
    counter.answer(call, KEY, xml(200, list)).await;
    let listing = list_of(&arin(&counter)).await;
    let roas = [
        roa("198.18.0.0/24", 24, 64500),
        roa("198.18.1.0/24", 25, 64500),
    ];
    assert_eq!(listing.entries[0].id.as_deref(), Some("58bc"));
    assert_eq!(listing.entries[0].roas, roas);
}

async fn list_of(desk: &Desk<'_>) -> Listing {
    list(desk).await.unwrap()
}

#[test]
fn a_transaction_deletes_before_it_adds() {
    let listing = listing(&[(Some("58bc"), &[roa("198.18.0.0/24", 24, 64500)])]);
    let asked = Change {
        delete: listing.entries.iter().collect(),
        create: vec![
            roa("198.18.1.0/24", 24, 16509),
            roa("198.18.0.0/23", 24, 14618),
        ],
        tag: None,
    };
    let http = crate::http::Http::new(None).unwrap();
    let desk = Desk {
        http: &http,
        registry: Registry::Arin,
        key: crate::registry::key::Key::new("API-1111").unwrap(),
        account: "EXAMPLE-1".to_owned(),
    };
    let request = change(&desk, &asked);
    assert_eq!(request.url(), "https://reg.arin.net/rest/rpki/EXAMPLE-1");
    let body: String = request.body().unwrap().lines().map(str::trim).collect();
    assert!(body.contains(
        "<roaSpecDelete><roaHandle autoLink=\"false\">58bc</roaHandle></roaSpecDelete><roaSpecAdd>"
    ));
    // A maximum length stands where it is not the prefix's own.
    assert!(body.contains("<cidrLength>24</cidrLength></roaSpecResource>"));
    assert!(body.contains("<cidrLength>23</cidrLength><maxLength>24</maxLength>"));
    assert!(body.contains("<name>198-18-1-0-24-AS16509</name>"));
}

#[test]
fn an_error_is_told_in_arins_words() {
    let error = "<error xmlns=\"http://www.arin.net/regrws/core/v1\"><message>The payload entity failed \
        to validate.</message><code>E_ENTITY_VALIDATION</code><components><component><name>netBlocks</name>\
        <message>This element cannot be modified.</message></component></components></error>";
    assert_eq!(
        words(error).unwrap(),
        "E_ENTITY_VALIDATION: The payload entity failed to validate.; netBlocks; \
         This element cannot be modified."
    );
    assert_eq!(words("Service Unavailable"), None);
}

/// What answers with success and is not what was asked for is not taken for it:
/// nothing is written back, and no list is empty for it.
#[tokio::test]
async fn another_payload_is_not_taken_for_ours() {
    let login = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>login</body></html>";
    let other = NET.replace("NET-198-18-0-0-1", "NET-198-19-0-0-1");
    for (answer, expected) in [(login, "`html`, where `net`"), (&other, "another network")] {
        let counter = Counter::open().await;
        let call = ("GET", "/reg.arin.net/rest/net/NET-198-18-0-0-1");
        counter.answer(call, KEY, xml(200, answer)).await;
        let desk = arin(&counter);
        let network = network(Registry::Arin, "198.18.0.0", "198.18.1.255");
        let error = record(&desk, &network).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let counter = Counter::open().await;
    let call = ("GET", "/reg.arin.net/rest/roa/EXAMPLE-1");
    counter.answer(call, KEY, xml(200, NET)).await;
    let error = list(&arin(&counter)).await.unwrap_err().to_string();
    assert!(error.contains("`net`, where `collection`"), "{error}");
}
