use ::http::Method;
use serde_json::Value;

use crate::wire::ec2::tests::simulation;
use crate::wire::sample::control;

#[test]
fn a_packet_is_followed() {
    let simulation = simulation();
    let path = "ways?from=AS174&to=198.18.0.7";
    let (status, body) = control(&simulation, Method::GET, path, "");
    assert_eq!(status, 200, "{body}");
    let way: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (&way["end"], &way["at"], &way["answer"]["by"]),
        (&"delivered".into(), &"home".into(), &"home".into())
    );
    let networks = way["networks"].as_array().unwrap();
    assert_eq!(networks.first(), Some(&"AS174".into()));
    assert_eq!(networks.last(), Some(&"AS64500".into()));
}

#[test]
fn refuses() {
    let simulation = simulation();
    for (path, status, expected) in [
        ("ways?from=AS174", 400, "to is missing"),
        ("ways?from=x&to=198.18.0.7", 400, "from: "),
        (
            "ways?from=AS174&to=198.18.0.0/24",
            400,
            "198.18.0.0/24 is no address",
        ),
        (
            "ways?from=AS65000&to=198.18.0.7",
            404,
            "there is no AS65000 on this internet",
        ),
    ] {
        let (seen, text) = control(&simulation, Method::GET, path, "");
        assert_eq!(seen, status, "{text}");
        assert!(text.contains(expected), "{text}");
    }
}
