//! Networks' records.

use super::*;

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
}

/// A payload without a comment is one of a network without comments, unless the
/// policy has it otherwise.
#[test]
fn a_payload_without_a_comment() {
    for (empties, left) in [("true", vec![]), ("false", vec!["one"])] {
        let mut genesis = genesis();
        let set = genesis.policy.set("arin_missing_comment_empties", empties);
        set.unwrap();
        let simulation = Simulation::new(genesis, Mode::Manual, start());
        let put = format!("PUT {NET}");
        let one = net("<comment><line number='0'>one</line></comment>");
        for body in [&one, &net("")] {
            assert_eq!(call(&simulation, &put, &[KEY, XML], body).status, 200);
        }
        assert_eq!(typed(&simulation), left, "{empties}");
        let none = net("<comment/>");
        assert_eq!(call(&simulation, &put, &[KEY, XML], &none).status, 200);
        assert!(typed(&simulation).is_empty());
    }
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
    // A handle has no case.
    check(&simulation, "net-198-18-1-0-1", half);
    for kind in ["mostSpecificNet", "parentNet"] {
        let line = format!("GET /reg.arin.net/rest/net/{kind}/198.18.1.9/198.18.1.0");
        let answered = refused(&simulation, &line, &[KEY], "");
        assert_eq!(answered.status, 400, "{line}");
        let text = "198.18.1.9 - 198.18.1.0 is not a range of IP addresses.";
        assert!(answered.body.contains(text), "{}", answered.body);
    }
}

/// Checks payloads by the code and a part of the answer.
#[track_caller]
fn check_payloads(outcome: &str, cases: &[(&str, &str)]) {
    let simulation = simulation();
    let line = format!("PUT {NET}");
    for (content, part) in cases {
        let body = net(content);
        check(&simulation, (&line, KEY, &body), outcome, part);
    }
}

#[test]
fn payloads_that_are_no_net() {
    let simulation = simulation();
    let line = format!("PUT {NET}");
    for (body, part) in [
        ("", "there is no element"),
        ("<net>", "not well-formed"),
        ("<net/>", "in the namespace"),
        ("<!DOCTYPE net><net/>", "document type"),
    ] {
        let outcome = "400 E_SCHEMA_VALIDATION";
        check(&simulation, (&line, KEY, body), outcome, part);
    }
}

/// ARIN's schema says which elements and attributes stand where.
#[test]
fn payloads_against_the_schema() {
    let unexpected = "not allowed in this context";
    check_payloads(
        "400 E_SCHEMA_VALIDATION",
        &[
            ("<descr>a</descr>", "element &quot;descr&quot; not allowed"),
            ("<comment xmlns=''/>", unexpected),
            ("<comment><p/></comment>", unexpected),
            ("<netName><b/></netName>", unexpected),
            ("<netBlocks><type/></netBlocks>", unexpected),
            (
                "<netBlocks><netBlock><a/></netBlock></netBlocks>",
                unexpected,
            ),
            (
                "<originASes><originAS a=''>1</originAS></originASes>",
                unexpected,
            ),
            ("<pocLinks><pocLinkRef role=''/></pocLinks>", unexpected),
            (
                "<version a='b'>4</version>",
                "attribute &quot;a&quot; not allowed",
            ),
            ("<comment a=''/>", unexpected),
            (
                "<comment><line number='0' id='1'>a</line></comment>",
                unexpected,
            ),
            ("a", "text not allowed"),
            ("<comment>a</comment>", "text not allowed"),
            ("<version>4</version><version>4</version>", "more than once"),
            ("<comment><line>a</line></comment>", "&quot;number&quot;"),
        ],
    );
    let simulation = simulation();
    let line = format!("PUT {NET}");
    let attribute = net("").replace("<net ", "<net lang='en' ");
    let outcome = "400 E_SCHEMA_VALIDATION";
    check(&simulation, (&line, KEY, &attribute), outcome, unexpected);
}

/// The schema lets elements of other namespaces stand, which say nothing.
#[test]
fn foreign_elements_say_nothing() {
    let simulation = simulation();
    let body = net("<x:comment xmlns:x='urn:example' a='b'><p/></x:comment>\
                    <comment><line number='0'>one</line></comment>");
    let answered = call(&simulation, &format!("PUT {NET}"), &[KEY, XML], &body);
    assert_eq!(answered.status, 200, "{}", answered.body);
    assert_eq!(typed(&simulation), ["one"]);
}

#[test]
fn comments_that_are_refused() {
    check_payloads(
        "400 E_ENTITY_VALIDATION",
        &[
            (
                "<comment><line number='0'>a\nb</line></comment>",
                "<name>comment</name>",
            ),
            (
                "<comment><line number='0'>\u{2603}</line></comment>",
                "accented",
            ),
            (
                "<comment><line number='0'>\u{9b}</line></comment>",
                "accented",
            ),
            (
                "<comment><line number='0'>a</line><line number='0'>b</line></comment>",
                "unique",
            ),
        ],
    );
}

#[test]
fn what_is_not_modified() {
    let fixed = "<message>This element cannot be modified.</message>";
    let ours = "not simulated";
    let block = |inner: &str| format!("<netBlocks><netBlock>{inner}</netBlock></netBlocks>");
    let moved = block("<startAddress>198.018.000.001</startAddress>");
    let longer = block("<cidrLength>24</cidrLength>");
    check_payloads(
        "400 E_ENTITY_VALIDATION",
        &[
            ("<version>6</version>", fixed),
            ("<orgHandle>OTHER-1</orgHandle>", fixed),
            ("<customerHandle>C1</customerHandle>", fixed),
            ("<customer><a/></customer>", fixed),
            ("<parentNetHandle>NET-1</parentNetHandle>", fixed),
            ("<handle>NET-1</handle>", fixed),
            ("<registrationDate>2012-05-02</registrationDate>", fixed),
            (&moved, "<name>netBlocks</name>"),
            (&longer, fixed),
            ("<netName>NEW</netName>", ours),
            ("<messages><a/></messages>", ours),
            (
                "<originASes><originAS>AS64500</originAS></originASes>",
                ours,
            ),
        ],
    );
}
