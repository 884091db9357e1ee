use super::*;
use crate::preflight::tests::{ONE_LINE, golden, lines, question};
use crate::rdap::Text;

fn network(registry: Registry, texts: &[(Place, &[&str])]) -> Network {
    Network {
        registry: Some(registry),
        registrant: None,
        handle: "NET-198-18-0-0-1".to_owned(),
        first: "198.18.0.0".parse().unwrap(),
        last: "198.18.1.255".parse().unwrap(),
        allocation: "DIRECT ALLOCATION".to_owned(),
        texts: texts
            .iter()
            .map(|(place, lines)| Text {
                place: place.clone(),
                lines: lines.iter().map(|&line| line.to_owned()).collect(),
            })
            .collect(),
    }
}

/// What is found where no signature was given yet.
#[track_caller]
fn check(network: &Network, now: &str, expected: &[&str]) {
    let mut question = question();
    question.authorization = None;
    question.now = now.parse().unwrap();
    assert_eq!(lines(&findings(network, &[], &question)), expected);
}

const NOW: &str = "2026-12-01T00:00:00Z";

const SUBJECT: &str = "/C=US/ST=Example State/L=Example City/O=Example Corp/OU=Network\
                       /CN=byoip.example.com/emailAddress=noc@example.com";

#[test]
fn none_at_all() {
    let network = network(Registry::Apnic, &[(Place::Right, &["Example Corp", ""])]);
    check(
        &network,
        NOW,
        &[
            "error    certificate  none in the text of NET-198-18-0-0-1",
            "                      -> put the line that byoip cert new writes \
             into a remarks: attribute of the inetnum: byoip registry publish-cert",
        ],
    );
}

#[test]
fn in_a_wrong_place() {
    let on_entity = Place::Entity("EXAMPLE-1".to_owned());
    check(
        &network(Registry::Arin, &[(on_entity, &[ONE_LINE])]),
        NOW,
        &[
            "error    certificate  on EXAMPLE-1, not on the network",
            "                      -> move it into the public comments of the network",
        ],
    );
    let in_descr = Place::OtherField("description".to_owned());
    check(
        &network(Registry::Apnic, &[(in_descr, &[ONE_LINE])]),
        NOW,
        &[
            "error    certificate  in the field `description`",
            "                      -> move it into a remarks: attribute of the inetnum",
        ],
    );
}

#[test]
fn broken_over_lines() {
    let pem: Vec<&str> = golden!("certificate.pem").lines().collect();
    check(
        &network(Registry::Arin, &[(Place::Right, &pem)]),
        NOW,
        &[
            &format!(
                "error    certificate  broken over {} lines, in the public comments of the network",
                pem.len()
            ),
            "                      -> write it as one line, markers included: \
             tr -d \"\\n\" < certificate.pem",
        ],
    );
}

#[test]
fn unreadable() {
    let without_end = ONE_LINE.replace("-----END CERTIFICATE-----", "");
    check(
        &network(Registry::Arin, &[(Place::Right, &[&without_end])]),
        NOW,
        &[
            "error    certificate  unreadable, in the public comments of the network: \
             no -----END CERTIFICATE----- stands behind it",
            "                      -> replace it by the line that byoip cert new writes",
        ],
    );
}

#[test]
fn out_of_date() {
    let network = network(Registry::Arin, &[(Place::Right, &[ONE_LINE])]);
    let anew = "                      -> make a new certificate of the same key \
                with byoip cert new and put it there";
    check(
        &network,
        "2026-11-23T07:26:16Z",
        &[
            &format!("error    certificate  {SUBJECT}: not valid before 2026-11-23T07:26:17Z"),
            anew,
        ],
    );
    check(
        &network,
        "2027-11-23T07:26:18Z",
        &[
            &format!("error    certificate  {SUBJECT}: expired at 2027-11-23T07:26:17Z"),
            anew,
        ],
    );
    check(
        &network,
        "2027-11-16T07:26:18Z",
        &[
            &format!("warning  certificate  {SUBJECT}: valid until 2027-11-23T07:26:17Z"),
            "                      -> a review takes up to a week and needs it; make a new one",
        ],
    );
    check(
        &network,
        "2027-11-16T07:26:17Z",
        &[&format!(
            "ok       certificate  {SUBJECT}, on one line, in the public comments of the network"
        )],
    );
}

#[test]
fn a_wrong_one_beside_a_right_one_is_a_warning() {
    let broken = ONE_LINE.replacen("MII", "M*I", 1);
    let found = findings(
        &network(Registry::Arin, &[(Place::Right, &[&broken, ONE_LINE])]),
        &[],
        &question(),
    );
    let severities: Vec<Severity> = found.iter().map(|finding| finding.severity).collect();
    // The broken one, the right one, the signature.
    assert_eq!(severities, [Severity::Warning, Severity::Ok, Severity::Ok]);
}

#[test]
fn at_ripe_rdap_cannot_tell_the_field() {
    check(
        &network(Registry::Ripe, &[(Place::Merged, &[ONE_LINE])]),
        NOW,
        &[
            &format!("ok       certificate  {SUBJECT}, on one line, in descr: or remarks:"),
            "warning  certificate  it stands in descr: or remarks:; RDAP cannot tell which",
            "                      -> AWS reads descr: alone; look with \
             whois -r -h whois.ripe.net 198.18.1.0/24 | grep descr",
        ],
    );
}

#[test]
fn the_signature_is_checked_with_what_is_there() {
    #[track_caller]
    fn check(texts: &[(Place, &[&str])], signature: &str, expected: &[&str]) {
        let mut question = question();
        if let Some(authorization) = &mut question.authorization {
            authorization.signature = Some(signature.to_owned());
        }
        let found: Vec<Finding> = findings(&network(Registry::Arin, texts), &[], &question)
            .into_iter()
            .filter(|finding| finding.what == "signature")
            .collect();
        assert_eq!(lines(&found), expected);
    }
    let there: &[(Place, &[&str])] = &[(Place::Right, &[ONE_LINE])];
    let good = golden!("signature.txt");
    check(
        there,
        good,
        &[&format!("ok       signature  verifies with {SUBJECT}")],
    );
    check(
        &[],
        good,
        &[
            "error    signature  not checked, for want of a right certificate in the record",
            "                    -> mend the certificate first",
        ],
    );
    let resign = "                    -> sign this very message with byoip sign \
                  and the key of the certificate";
    check(
        there,
        golden!("signature-trailing-newline.txt"),
        &[
            "error    signature  verifies with no certificate of the record: the signed text \
             has a line end behind the message; use printf %s or echo -n",
            resign,
        ],
    );
    check(
        there,
        "AAAA",
        &[
            "error    signature  verifies with no certificate of the record: \
             another key signed it, or this key signed another message",
            resign,
        ],
    );
    check(
        there,
        golden!("signature-standard-base64.txt"),
        &[
            "error    signature  `+` at character 7 is standard base64; \
             run it through tr -- '+=/' '-_~'",
            "                    -> sign again with byoip sign",
        ],
    );
}

/// AWS reads the smallest record around the range, and no other.
#[test]
fn a_child_without_one_hides_its_parents() {
    let mut child = network(Registry::Arin, &[(Place::Right, &["Example Corp"])]);
    child.handle = "NET-198-18-1-0-1".to_owned();
    let parent = network(Registry::Arin, &[(Place::Right, &[ONE_LINE])]);
    let found = findings(&child, &[parent], &question());
    assert_eq!(
        lines(&found)[..4],
        [
            "error    certificate  none in the text of NET-198-18-1-0-1",
            "                      -> put the line that byoip cert new writes into the public \
             comments of the network: byoip registry publish-cert",
            "error    certificate  one stands on NET-198-18-0-0-1, 198.18.0.0 to 198.18.1.255, \
             where NET-198-18-1-0-1 hides it",
            "                      -> put it into NET-198-18-1-0-1 too, or have that record removed",
        ]
    );
}

/// One on the parent's organisation would not be found there either.
#[test]
fn what_is_on_the_parents_organisation_is_not_told() {
    let child = network(Registry::Arin, &[]);
    let on_entity = Place::Entity("EXAMPLE-1".to_owned());
    let parent = network(Registry::Arin, &[(on_entity, &[ONE_LINE])]);
    let mut question = question();
    question.authorization = None;
    assert_eq!(findings(&child, &[parent], &question).len(), 1);
}

#[test]
fn two_that_are_right_are_both_fine() {
    let mut question = question();
    question.authorization = None;
    let two: &[(Place, &[&str])] = &[(Place::Right, &[ONE_LINE, ONE_LINE])];
    let found = findings(&network(Registry::Arin, two), &[], &question);
    let severities: Vec<Severity> = found.iter().map(|one| one.severity).collect();
    assert_eq!(severities, [Severity::Ok, Severity::Ok]);
}
