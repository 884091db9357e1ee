use byoip_vocabulary::roa::Roa;

use super::*;

fn asn(number: u32) -> Asn {
    Asn::new(number)
}

fn prefix(text: &str) -> Prefix {
    text.parse().unwrap()
}

fn route(state: State, vrps: &[(&str, u8, u32)]) -> Validity {
    let vrps: Vec<Roa> = vrps
        .iter()
        .map(|(of, length, origin)| Roa::new(prefix(of), Some(*length), asn(*origin)).unwrap())
        .collect();
    Validity {
        origin: asn(16509),
        prefix: prefix("198.18.1.0/24"),
        state,
        covering: vrps.iter().map(ToString::to_string).collect(),
        vrps,
    }
}

fn standing(state: &str, message: Option<&str>) -> Standing {
    Standing {
        cidr: prefix("198.18.1.0/24"),
        region: "us-east-1".to_owned(),
        range: Some(Range {
            state: state.to_owned(),
            message: message.map(str::to_owned),
        }),
        evidence: Vec::new(),
        routes: vec![route(State::Valid, &[("198.18.1.0/24", 24, 16509)])],
        origins: vec![asn(64500)],
    }
}

#[test]
fn why_a_route_is_what_it_is() {
    for (state, vrps, told) in [
        (State::NotFound, vec![], "is not found: no ROA covers it"),
        (
            State::Invalid,
            vec![("198.18.0.0/23", 23, 16509)],
            "is invalid: it is longer than the maximum length of 198.18.0.0/23-23 => AS16509; a \
             ROA of length 24 is needed",
        ),
        (
            State::Invalid,
            vec![("198.18.0.0/23", 24, 64500)],
            "is invalid: the ROAs that cover it are for others: 198.18.0.0/23-24 => AS64500",
        ),
        (
            State::Valid,
            vec![("198.18.1.0/24", 24, 16509)],
            "is valid: 198.18.1.0/24-24 => AS16509",
        ),
    ] {
        let reason = reason(&route(state, &vrps));
        assert_eq!(reason, format!("198.18.1.0/24 from AS16509 {told}"));
    }
}

#[test]
fn every_state_has_a_meaning_of_its_own() {
    let mut meanings: Vec<&str> = ByoipCidrState::ALL
        .iter()
        .map(|state| standing(state.as_str(), None).meaning())
        .collect();
    meanings.push(standing("pending-transfer", None).meaning());
    let count = meanings.len();
    meanings.sort_unstable();
    meanings.dedup();
    assert_eq!(meanings.len(), count);
}

#[test]
fn a_failed_review_leads_to_its_mend() {
    for (message, mend) in [
        (
            "No X509 certificate could be found in the Whois remarks",
            "byoip registry publish-cert",
        ),
        (
            "The signature in CidrAuthorizationContext could not be verified with the X509 certificates",
            "byoip verify",
        ),
        (
            "The message in CidrAuthorizationContext is not valid for the provided CIDR and account",
            "byoip message",
        ),
        (
            "The IP range is not an acceptable allocation type in the associated Internet Registry",
            "the registry's record says a kind",
        ),
    ] {
        let next = standing("failed-provision", Some(message)).next();
        assert!(
            next.first().unwrap().starts_with(mend),
            "{message}: {next:?}"
        );
        assert!(
            next.last().unwrap().starts_with("provision it again"),
            "{next:?}"
        );
    }
    let text = standing("failed-provision", Some("because")).text();
    assert!(
        text.starts_with("198.18.1.0/24 is failed-provision: because\n"),
        "{text}"
    );
}

#[test]
fn roas_come_before_the_announcement() {
    let mut provisioned = standing("provisioned", None);
    assert_eq!(provisioned.next().len(), 1);
    provisioned.routes = vec![route(State::NotFound, &[])];
    let next = provisioned.next();
    assert!(
        next.first().unwrap().starts_with("byoip roa create"),
        "{next:?}"
    );
}

#[test]
fn a_range_that_is_not_there_may_be_elsewhere() {
    let absent = Standing {
        range: None,
        ..standing("", None)
    };
    let text = absent.text();
    assert!(
        text.starts_with("198.18.1.0/24 is not known in us-east-1\n"),
        "{text}"
    );
    assert!(text.contains("-> look in the other Regions"), "{text}");
    assert_eq!(absent.json().pointer("/state"), Some(&Value::Null));
}
