//! Reg-RWS at the wire. The shape of the NET is that of a payload captured from
//! the server on 2026-08-12 (github.com/stepbrobd/terraform-provider-arin,
//! arin/registry_test.go), with this world's values.

use byoip_vocabulary::registry::{Field, Registry};

use crate::simulation::Simulation;
use crate::wire::owner::sample::{Answered, call, refused, simulation};
use crate::wire::sample::start;

const KEY: (&str, &str) = ("authorization", "ApiKey API-1111-2222-3333-4444");
const OTHERS: (&str, &str) = ("authorization", "ApiKey API-5555-6666-7777-8888");
const CUSTOMERS: (&str, &str) = ("authorization", "ApiKey API-9999-0000-1111-2222");
const XML: (&str, &str) = ("content-type", "application/xml");
const NET: &str = "/reg.arin.net/rest/net/NET-198-18-0-0-1";
const RPKI: &str = "/reg.arin.net/rest/rpki/EXAMPLE-1";

const SHOWN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <net xmlns=\"http://www.arin.net/regrws/core/v1\"><pocLinks/><comment/>\
    <netBlocks><netBlock><cidrLength>23</cidrLength><description>Direct Allocation</description>\
    <endAddress>198.018.001.255</endAddress><startAddress>198.018.000.000</startAddress>\
    <type>DA</type></netBlock></netBlocks><handle>NET-198-18-0-0-1</handle>\
    <netName>EXAMPLE-NET</netName><orgHandle>EXAMPLE-1</orgHandle><originASes/>\
    <parentNetHandle>NET-198-0-0-0-0</parentNetHandle>\
    <registrationDate>2012-05-01T04:00:00-04:00</registrationDate><version>4</version></net>";

fn typed(simulation: &Simulation) -> Vec<String> {
    let world = simulation.read(start());
    let network = world
        .registries()
        .network(Registry::Arin, "NET-198-18-0-0-1");
    network.unwrap().record.typed(Field::Comments).to_vec()
}

fn net(content: &str) -> String {
    format!("<net xmlns=\"http://www.arin.net/regrws/core/v1\">{content}</net>")
}

fn transaction(content: &str) -> String {
    format!(
        "<rpkiTransaction xmlns=\"http://www.arin.net/regrws/rpki/v1\">{content}</rpkiTransaction>"
    )
}

fn spec(asn: u32, address: &str, length: u8) -> String {
    format!(
        "<roaSpec><autoLink>false</autoLink><asNumber>{asn}</asNumber><name>aws</name><resources>\
         <roaSpecResource><startAddress>{address}</startAddress><cidrLength>{length}</cidrLength>\
         </roaSpecResource></resources></roaSpec>"
    )
}

fn add(specs: &str) -> String {
    transaction(&format!("<roaSpecAdd>{specs}</roaSpecAdd>"))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

#[test]
fn a_network_is_shown() {
    let simulation = simulation();
    let by_header = call(&simulation, &format!("GET {NET}"), &[KEY], "");
    assert_eq!((by_header.status, by_header.body.as_str()), (200, SHOWN));
    assert_eq!(by_header.headers["content-type"], "application/xml");
    let by_query = format!("GET {NET}?apikey=API-1111-2222-3333-4444");
    assert_eq!(call(&simulation, &by_query, &[], "").body, SHOWN);
}

/// What was got is put back with lines, which are at once what was typed.
#[test]
fn comments_are_replaced() {
    let simulation = simulation();
    let comment = "<comment><line number=\"8\">-----BEGIN &amp;c</line>\
                   <line number=\"1\"> Café </line></comment>";
    let whole = SHOWN.replace("<comment/>", comment);
    let put = format!("PUT {NET}");
    let answered = call(&simulation, &put, &[KEY, XML], &whole);
    let shown = "<comment><line number=\"0\"> Café </line>\
                 <line number=\"1\">-----BEGIN &amp;c</line></comment>";
    assert_eq!(answered.body, SHOWN.replace("<comment/>", shown));
    assert_eq!(typed(&simulation), [" Café ", "-----BEGIN &c"]);
    // Lines alone will do, and addresses need no padding.
    let blocks = "<netBlocks><netBlock><type>DA</type><description/>\
                  <startAddress>198.18.0.0</startAddress><cidrLength>23</cidrLength>\
                  </netBlock></netBlocks><registrationDate>2012-05-01T08:00:00Z</registrationDate>";
    let short = net(&format!(
        "<comment><line number='0'>one</line></comment>{blocks}"
    ));
    assert_eq!(call(&simulation, &put, &[KEY, XML], &short).status, 200);
    assert_eq!(typed(&simulation), ["one"]);
    // A payload without a comment is one of a network without comments.
    assert_eq!(call(&simulation, &put, &[KEY, XML], &net("")).status, 200);
    assert!(typed(&simulation).is_empty());
}

#[test]
fn networks_are_found_by_addresses() {
    let simulation = simulation();
    #[track_caller]
    fn check(simulation: &Simulation, path: &str, handle: Option<&str>) {
        let path = format!("GET /reg.arin.net/rest/net/{path}");
        let answered = call(simulation, &path, &[KEY], "");
        let found = (answered.status == 200)
            .then(|| between(&answered.body, "<handle>", "</handle>").to_owned());
        assert_eq!(found.as_deref(), handle, "{path}");
    }
    let (whole, half) = (Some("NET-198-18-0-0-1"), Some("NET-198-18-1-0-1"));
    check(&simulation, "mostSpecificNet/198.18.1.0/198.18.1.255", half);
    check(
        &simulation,
        "mostSpecificNet/198.018.001.007/198.18.1.9",
        half,
    );
    check(
        &simulation,
        "mostSpecificNet/198.18.0.0/198.18.1.255",
        whole,
    );
    check(&simulation, "mostSpecificNet/198.19.0.0/198.19.0.255", None);
    check(&simulation, "parentNet/198.18.1.0/198.18.1.255", whole);
    check(&simulation, "parentNet/198.18.0.0/198.18.1.255", None);
    check(&simulation, "mostSpecificNet/198.18.1/198.18.1.9", None);
}

/// What was asked, how it is refused.
struct Case<'a> {
    line: &'a str,
    headers: &'a [(&'a str, &'a str)],
    body: &'a str,
    status: u16,
    code: &'a str,
    /// A part of the answer.
    part: &'a str,
}

#[track_caller]
fn check(simulation: &Simulation, case: &Case<'_>) {
    let Answered { status, body, .. } = refused(simulation, case.line, case.headers, case.body);
    let code = between(&body, "<code>", "</code>");
    let asked = (case.line, case.body);
    assert_eq!(
        (status, code),
        (case.status, case.code),
        "{asked:?}\n{body}"
    );
    assert!(body.contains(case.part), "{asked:?}\n{body}");
    assert!(body.contains("<error xmlns=\"http://www.arin.net/regrws/core/v1\">"));
}

#[test]
fn calls_that_are_refused() {
    let simulation = simulation();
    let (get, put) = (format!("GET {NET}"), format!("PUT {NET}"));
    let wrong_key = ("authorization", "ApiKey API-0000-0000-0000-0000");
    let wrong_scheme = ("authorization", "Bearer API-1111-2222-3333-4444");
    let none = "GET /reg.arin.net/rest/net/NET-NONE";
    let nowhere = "GET /reg.arin.net/rest/nowhere";
    let delete = format!("DELETE {NET}");
    let json = ("accept", "application/json");
    let roas = "GET /reg.arin.net/rest/roa/EXAMPLE-1";
    let empty = net("");
    let case = |line, headers, body, status, code| Case {
        line,
        headers,
        body,
        status,
        code,
        part: "<message>",
    };
    for case in [
        case(&get, &[], "", 401, "E_AUTHENTICATION"),
        case(&get, &[wrong_key], "", 401, "E_AUTHENTICATION"),
        case(&get, &[wrong_scheme], "", 401, "E_AUTHENTICATION"),
        case(none, &[KEY], "", 404, "E_OBJECT_NOT_FOUND"),
        case(nowhere, &[KEY], "", 404, "E_BAD_REQUEST"),
        case(&delete, &[KEY], "", 405, "E_METHOD_NOT_ALLOWED"),
        case(&get, &[KEY, json], "", 406, "E_NOT_ACCEPTABLE"),
        case(&put, &[KEY], &empty, 415, "E_UNSUPPORTED_MEDIA_TYPE"),
        case(&put, &[OTHERS, XML], &empty, 403, "E_AUTHENTICATION"),
        case(roas, &[OTHERS], "", 403, "E_AUTHENTICATION"),
    ] {
        check(&simulation, &case);
    }
    let long = crate::wire::arin::refuse_long();
    assert_eq!(long.status, 413);
}

#[test]
fn payloads_that_are_refused() {
    let simulation = simulation();
    let line = format!("PUT {NET}");
    let schema = "E_SCHEMA_VALIDATION";
    let entity = "E_ENTITY_VALIDATION";
    let fixed = "<message>This element cannot be modified.</message>";
    let moved = SHOWN.replace("198.018.000.000", "198.018.000.001");
    let longer = SHOWN.replace(">23<", ">24<");
    for (body, code, part) in [
        ("", schema, "there is no element"),
        ("<net>", schema, "not well-formed"),
        ("<net/>", schema, "in the namespace"),
        (&net("<descr>a</descr>"), schema, "&lt;descr&gt;"),
        (
            &net("<version>4</version><version>4</version>"),
            schema,
            "more than once",
        ),
        (&net("<comment>a</comment>"), schema, "text in"),
        (
            &net("<comment><line>a</line></comment>"),
            schema,
            "attribute number",
        ),
        (
            &net("<comment><line number='0'>a\nb</line></comment>"),
            entity,
            "<name>comment</name>",
        ),
        (
            &net("<comment><line number='0'>\u{2603}</line></comment>"),
            entity,
            "accented",
        ),
        (
            &net("<comment><line number='0'>a</line><line number='0'>b</line></comment>"),
            entity,
            "unique",
        ),
        (&net("<version>6</version>"), entity, fixed),
        (&net("<orgHandle>OTHER-1</orgHandle>"), entity, fixed),
        (&net("<customerHandle>C1</customerHandle>"), entity, fixed),
        (
            &net("<parentNetHandle>NET-1</parentNetHandle>"),
            entity,
            fixed,
        ),
        (&net("<handle>NET-1</handle>"), entity, fixed),
        (
            &net("<registrationDate>2012-05-02</registrationDate>"),
            entity,
            fixed,
        ),
        (&moved, entity, "<name>netBlocks</name>"),
        (&longer, entity, fixed),
        (&net("<netName>NEW</netName>"), entity, "not simulated"),
        (
            &net("<originASes><originAS>AS64500</originAS></originASes>"),
            entity,
            "not simulated",
        ),
    ] {
        let headers = &[KEY, XML];
        let case = Case {
            line: &line,
            headers,
            body,
            status: 400,
            code,
            part,
        };
        check(&simulation, &case);
    }
}

/// Deletions come first, so that one transaction replaces a ROA by its like.
#[test]
fn a_transaction_is_one_step() {
    let simulation = simulation();
    let post = format!("POST {RPKI}");
    let resources = "<roaSpecResource><startAddress>198.18.0.0</startAddress>\
        <cidrLength>23</cidrLength><maxLength>24</maxLength></roaSpecResource>";
    let two = spec(16509, "198.018.000.000", 24)
        .replace("</resources>", &format!("{resources}</resources>"));
    let answered = call(&simulation, &post, &[KEY, XML], &add(&two));
    assert_eq!(answered.status, 200, "{}", answered.body);
    assert_eq!(answered.body.matches("<roaHandle>").count(), 2);
    let handle = between(&answered.body, "<roaHandle>", "</roaHandle>").to_owned();
    assert_eq!(handle.len(), 32);
    let delete = format!(
        "<roaSpecDelete><roaHandle autoLink=\"false\">{handle}</roaHandle></roaSpecDelete>"
    );
    let again = spec(16509, "198.18.0.0", 24);
    let replace = transaction(&format!("{delete}<roaSpecAdd>{again}</roaSpecAdd>"));
    let answered = call(&simulation, &post, &[KEY, XML], &replace);
    assert_eq!(answered.status, 200, "{}", answered.body);
    let new = between(&answered.body, "<roaHandle>", "</roaHandle>").to_owned();
    assert_ne!(new, handle);
    let list = call(
        &simulation,
        "GET /reg.arin.net/rest/roa/EXAMPLE-1",
        &[KEY],
        "",
    );
    let expected = format!(
        "<roaSpec xmlns=\"http://www.arin.net/regrws/rpki/v1\"><asNumber>16509</asNumber>\
         <name>aws</name><notValidAfter>2026-04-05T05:00:00-04:00</notValidAfter>\
         <notValidBefore>2026-01-05T04:00:00-05:00</notValidBefore><resources>\
         <cidrLength>24</cidrLength><endAddress>198.18.0.255</endAddress><ipVersion>4</ipVersion>\
         <startAddress>198.18.0.0</startAddress><autoLinked>false</autoLinked></resources>\
         <roaHandle>{new}</roaHandle><autoRenewed>true</autoRenewed></roaSpec>"
    );
    assert!(list.body.contains(&expected), "{}", list.body);
    assert!(
        list.body.contains("<maxLength>24</maxLength>"),
        "{}",
        list.body
    );
    assert!(!list.body.contains(&handle), "{}", list.body);
}

#[test]
fn transactions_that_are_refused() {
    let simulation = simulation();
    let post = format!("POST {RPKI}");
    let existing = spec(64500, "198.18.0.0", 24);
    let answered = call(&simulation, &post, &[KEY, XML], &add(&existing));
    let handle = between(&answered.body, "<roaHandle>", "</roaHandle>").to_owned();
    let deletion = |handle: &str, attribute: &str| {
        format!("<roaSpecDelete><roaHandle {attribute}>{handle}</roaHandle></roaSpecDelete>")
    };
    let (schema, entity) = ("E_SCHEMA_VALIDATION", "E_ENTITY_VALIDATION");
    let customer = "POST /reg.arin.net/rest/rpki/CUSTOMER-1";
    let other = "POST /reg.arin.net/rest/rpki/OTHER-1";
    let good = spec(16509, "198.18.0.0", 24);
    let linked = good.replace("false", "true");
    for (line, key, body, status, code, part) in [
        (
            &*post,
            OTHERS,
            add(&good),
            403,
            "E_AUTHENTICATION",
            "EXAMPLE-1",
        ),
        (
            other,
            OTHERS,
            add(&good),
            403,
            "E_AUTHENTICATION",
            "198.18.0.0/24",
        ),
        (
            customer,
            CUSTOMERS,
            add(&spec(1, "198.18.1.0", 24)),
            400,
            entity,
            "direct holder",
        ),
        (
            &*post,
            KEY,
            add(&spec(1, "10.0.0.0", 24)),
            400,
            entity,
            "not registered",
        ),
        (&*post, KEY, add(&existing), 400, entity, "exists"),
        (
            &*post,
            KEY,
            add(&format!("{good}{good}")),
            400,
            entity,
            "exists",
        ),
        (
            &*post,
            KEY,
            add(&format!("{good}{existing}")),
            400,
            entity,
            "exists",
        ),
        (
            &*post,
            KEY,
            add(&spec(1, "198.18.0.1", 24)),
            400,
            entity,
            "cidrLength",
        ),
        (
            &*post,
            KEY,
            add(&spec(1, "198.18.0.0", 33)),
            400,
            entity,
            "cidrLength",
        ),
        (&*post, KEY, add(&linked), 400, entity, "autoLink"),
        (
            &*post,
            KEY,
            add(&good.replace("aws", "")),
            400,
            entity,
            "<name>name</name>",
        ),
        (
            &*post,
            KEY,
            add(&good.replace("16509", "AS16509")),
            400,
            schema,
            "asNumber",
        ),
        (
            &*post,
            KEY,
            add(&good.replace("resources", "resource")),
            400,
            schema,
            "resource",
        ),
        (&*post, KEY, add("<roaSpec/>"), 400, schema, "asNumber"),
        (&*post, KEY, transaction("<aspaAdd/>"), 400, entity, "ASPA"),
        (
            &*post,
            KEY,
            transaction(&deletion(&handle, "autolink='true'")),
            400,
            schema,
            "autoLink",
        ),
        (
            &*post,
            KEY,
            transaction(&deletion("0", "")),
            400,
            entity,
            "roaHandle",
        ),
        (
            &*post,
            KEY,
            transaction(&format!(
                "{}{}",
                deletion(&handle, ""),
                "<roaSpecAdd><roaSpec/></roaSpecAdd>"
            )),
            400,
            schema,
            "asNumber",
        ),
        (
            other,
            OTHERS,
            transaction(&deletion(&handle, "")),
            403,
            "E_AUTHENTICATION",
            &handle,
        ),
    ] {
        let headers = &[key, XML];
        let case = Case {
            line,
            headers,
            body: &body,
            status,
            code,
            part,
        };
        check(&simulation, &case);
    }
}
