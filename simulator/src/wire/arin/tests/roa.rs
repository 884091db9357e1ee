//! ROAs, by transactions.

use super::*;

const LIST: &str = "GET /reg.arin.net/rest/roa/EXAMPLE-1";

fn transaction(content: &str) -> String {
    format!(
        "<rpkiTransaction xmlns=\"http://www.arin.net/regrws/rpki/v1\">{content}</rpkiTransaction>"
    )
}

fn resource(address: &str, length: u8, longest: u8) -> String {
    format!(
        "<roaSpecResource><startAddress>{address}</startAddress><cidrLength>{length}</cidrLength>\
         <maxLength>{longest}</maxLength></roaSpecResource>"
    )
}

fn spec_of(asn: u32, resources: &str) -> String {
    format!(
        "<roaSpec><autoLink>false</autoLink><asNumber>{asn}</asNumber><name>aws</name>\
         <resources>{resources}</resources></roaSpec>"
    )
}

fn spec(asn: u32, address: &str, length: u8) -> String {
    spec_of(asn, &resource(address, length, length))
}

fn add(specs: &str) -> String {
    transaction(&format!("<roaSpecAdd>{specs}</roaSpecAdd>"))
}

fn deletion(handle: &str, attribute: &str) -> String {
    format!("<roaSpecDelete><roaHandle {attribute}>{handle}</roaHandle></roaSpecDelete>")
}

fn post(simulation: &Simulation, body: &str) -> String {
    let answered = call(simulation, &format!("POST {RPKI}"), &[KEY, XML], body);
    assert_eq!(answered.status, 200, "{}", answered.body);
    answered.body
}

fn handle(body: &str) -> String {
    between(body, "<roaHandle>", "</roaHandle>").to_owned()
}

fn list(simulation: &Simulation) -> String {
    call(simulation, LIST, &[KEY], "").body
}

/// Deletions come first, so that one transaction replaces a ROA by its like.
#[test]
fn a_transaction_is_one_step() {
    let simulation = simulation();
    let old = handle(&post(
        &simulation,
        &add(&spec(16509, "198.018.000.000", 24)),
    ));
    assert_eq!(old.len(), 32);
    let again = add(&spec(16509, "198.18.0.0", 24));
    let delete = deletion(&old, "autoLink='false'");
    let replace = again.replace("<roaSpecAdd>", &format!("{delete}<roaSpecAdd>"));
    let answered = post(&simulation, &replace);
    assert!(answered.contains(&format!("<roaHandle autoLink=\"false\">{old}</roaHandle>")));
    let new = handle(&answered);
    assert_ne!(new, old);
    let expected = format!(
        "<roaSpec xmlns=\"http://www.arin.net/regrws/rpki/v1\"><asNumber>16509</asNumber>\
         <name>aws</name><notValidAfter>2026-04-05T05:00:00-04:00</notValidAfter>\
         <notValidBefore>2026-01-05T04:00:00-05:00</notValidBefore><resources>\
         <cidrLength>24</cidrLength><endAddress>198.18.0.255</endAddress><ipVersion>4</ipVersion>\
         <startAddress>198.18.0.0</startAddress><autoLinked>false</autoLinked></resources>\
         <roaHandle>{new}</roaHandle><autoRenewed>true</autoRenewed></roaSpec>"
    );
    let list = list(&simulation);
    assert!(list.contains(&expected), "{list}");
    assert!(!list.contains(&old), "{list}");
}

/// The resources of one roaSpec are one ROA: in the answer, in the list, and when
/// it is deleted.
#[test]
fn several_resources_are_one_roa() {
    let simulation = simulation();
    let before = list(&simulation);
    let two = resource("198.18.0.0", 24, 24) + &resource("198.18.1.0", 24, 25);
    let specs = spec_of(16509, &two) + &spec(14618, "198.18.0.0", 23);
    let answered = post(&simulation, &add(&specs));
    assert_eq!(answered.matches("<roaSpec>").count(), 2, "{answered}");
    assert_eq!(answered.matches("<roaSpecResource>").count(), 3);
    let one = handle(&answered);
    let listed = list(&simulation);
    let (_, rest) = listed.split_once("<asNumber>16509</asNumber>").unwrap();
    let (own, _) = rest.split_once("</roaSpec>").unwrap();
    assert_eq!(own.matches("<resources>").count(), 2, "{own}");
    assert!(own.contains("<maxLength>25</maxLength>"), "{own}");
    assert_eq!(handle(own), one);
    // A part has no handle.
    let line = format!("POST {RPKI}");
    let part = transaction(&deletion(&format!("{one}-1"), ""));
    let outcome = "400 E_ENTITY_VALIDATION";
    check(&simulation, (&line, KEY, &part), outcome, "no ROA");
    let answered = post(&simulation, &transaction(&deletion(&one, "")));
    assert_eq!(answered.matches("<roaHandle").count(), 1, "{answered}");
    let left = list(&simulation);
    assert!(!left.contains(&one), "{left}");
    assert_eq!(
        left.matches("<asNumber>").count(),
        before.matches("<asNumber>").count() + 1
    );
}

#[test]
fn whose_roas_are_refused() {
    let simulation = simulation();
    let own = handle(&post(&simulation, &add(&spec(64500, "198.18.0.0", 24))));
    let at = |organization: &str| format!("POST /reg.arin.net/rest/rpki/{organization}");
    let good = add(&spec(16509, "198.18.0.0", 24));
    let strange = "403 E_AUTHENTICATION";
    let check = |organization: &str, key, body: &str, outcome, part: &str| {
        check(&simulation, (&at(organization), key, body), outcome, part);
    };
    check("EXAMPLE-1", OTHERS, &good, strange, "EXAMPLE-1");
    check("OTHER-1", OTHERS, &good, strange, "198.18.0.0/24");
    let delete = transaction(&deletion(&own, ""));
    check("OTHER-1", OTHERS, &delete, strange, &own);
    let entity = "400 E_ENTITY_VALIDATION";
    let passed_on = add(&spec(1, "198.18.1.0", 24));
    check("CUSTOMER-1", CUSTOMERS, &passed_on, entity, "direct holder");
    let nobodys = add(&spec(1, "10.0.0.0", 24));
    check("EXAMPLE-1", KEY, &nobodys, entity, "not registered");
}

/// Neither the same again nor one by which a route is valid twice.
#[test]
fn roas_that_there_are() {
    let simulation = simulation();
    let existing = spec(64500, "198.18.0.0", 24);
    post(&simulation, &add(&existing));
    let good = spec(16509, "198.18.0.0", 24);
    let around = spec_of(64500, &resource("198.18.0.0", 23, 24));
    let longer = spec_of(64500, &resource("198.18.0.0", 24, 25));
    let both = resource("198.18.0.0", 23, 24) + &resource("198.18.1.0", 24, 24);
    let line = format!("POST {RPKI}");
    for (specs, part) in [
        (existing.clone(), "exists"),
        (format!("{good}{good}"), "exists"),
        (format!("{good}{existing}"), "exists"),
        (around, "overlaps with the one for 198.18.0.0/24-24"),
        (longer, "overlaps"),
        (spec_of(1, &both), "overlaps"),
    ] {
        let outcome = "400 E_ENTITY_VALIDATION";
        check(&simulation, (&line, KEY, &add(&specs)), outcome, part);
    }
    // Nothing but the /23 itself is valid by it.
    post(&simulation, &add(&spec(64500, "198.18.0.0", 23)));
}

#[test]
fn specs_that_are_refused() {
    let simulation = simulation();
    let line = format!("POST {RPKI}");
    let good = spec(16509, "198.18.0.0", 24);
    let named = |name: &str| good.replace("aws", name);
    let name = "<name>name</name>";
    for (specs, part) in [
        (spec(1, "198.18.0.1", 24), "cidrLength"),
        (spec(1, "198.18.0.0", 33), "cidrLength"),
        (spec(1, "198.18.0", 24), "startAddress"),
        (spec_of(1, &resource("198.18.0.0", 24, 23)), "maxLength"),
        (good.replace("false", "true"), "autoLink"),
        (named(""), name),
        (named("a\nb"), name),
        (named("a&#9;b"), name),
        (named("a\u{7f}"), name),
        (named("a\u{9b}b"), name),
        (named("caf\u{e9}"), name),
        (named(&"a".repeat(257)), name),
    ] {
        let outcome = "400 E_ENTITY_VALIDATION";
        check(&simulation, (&line, KEY, &add(&specs)), outcome, part);
    }
    post(&simulation, &add(&named("aws 16509")));
}

#[test]
fn transactions_against_the_schema() {
    let simulation = simulation();
    let good = spec(16509, "198.18.0.0", 24);
    let own = handle(&post(&simulation, &add(&spec(64500, "198.18.0.0", 24))));
    let half = deletion(&own, "") + "<roaSpecAdd><roaSpec/></roaSpecAdd>";
    let line = format!("POST {RPKI}");
    for (body, part) in [
        (add(&good.replace("16509", "AS16509")), "asNumber"),
        (add(&good.replace("resources", "resource")), "resource"),
        (add(&spec_of(1, "")), "roaSpecResource"),
        (add(&good.replace("<name>", "<name a=''>")), "attribute"),
        (add(&good.replace(">false<", ">no<")), "autoLink"),
        (add("<roaSpec/>"), "asNumber"),
        (transaction(&half), "asNumber"),
        (transaction(&deletion(&own, "autolink='true'")), "autolink"),
        (transaction(&deletion(&own, "autoLink='yes'")), "autoLink"),
    ] {
        let outcome = "400 E_SCHEMA_VALIDATION";
        check(&simulation, (&line, KEY, &body), outcome, part);
    }
    for (body, part) in [
        (transaction("<aspaAdd/>"), "ASPA"),
        (transaction(&deletion("0", "")), "roaHandle"),
    ] {
        let outcome = "400 E_ENTITY_VALIDATION";
        check(&simulation, (&line, KEY, &body), outcome, part);
    }
}
