use super::*;

/// The shape of RIPE Database's answers (RIPE Database documentation, "Query
/// Response"), with a value that goes on over lines.
const ANSWER: &str = "\
% This is the RIPE Database query service.

% Information related to '192.0.2.0 - 192.0.2.255'

inetnum:        192.0.2.0 - 192.0.2.255
netname:        EXAMPLE-NL
descr:          Example BV,
                Amsterdam
descr:          second
country:        NL
remarks:        -----BEGIN CERTIFICATE-----MII
+               AB
source:         RIPE # Filtered

organisation:   ORG-EX1-RIPE
remarks:        not the network's
";

#[test]
fn reads_the_fields_of_the_network_alone() {
    let text = |place, lines: &[&str]| Text {
        place,
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
    };
    let expected = vec![
        text(Place::Right, &["Example BV, Amsterdam", "second"]),
        text(
            Place::OtherField("remarks".to_owned()),
            &["-----BEGIN CERTIFICATE-----MII AB"],
        ),
    ];
    assert_eq!(texts(ANSWER), Some(expected));
}

#[test]
fn an_answer_without_a_network_tells_nothing() {
    assert_eq!(texts("%ERROR:101: no entries found\n"), None);
    assert_eq!(texts(""), None);
}

#[tokio::test]
async fn a_server_that_is_not_there_changes_nothing() {
    let mut network = crate::rdap::tests::network(crate::rdap::tests::ripe());
    let before = network.clone();
    let prefix = "203.0.113.0/24".parse().unwrap();
    // Nothing listens on port 1 of this machine.
    tell_apart(&mut network, "127.0.0.1:1", prefix).await;
    assert_eq!(network, before);
}
