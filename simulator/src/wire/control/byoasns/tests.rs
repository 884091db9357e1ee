//! AS numbers brought and given back, and what EC2's calls make of them.

use ::http::Method;

use crate::wire::ec2::tests::{ask, signed, simulation, wall};
use crate::wire::sample::control;

#[test]
fn an_as_number_comes_and_goes() {
    let simulation = simulation();
    let (status, body) = control(&simulation, Method::PUT, "byoasns/123456789012/64500", "");
    assert_eq!(status, 200, "{body}");
    let shown = r#"{"account":"123456789012","asn":"AS64500","associations":[]}"#;
    assert_eq!(body, shown);
    let list = control(&simulation, Method::GET, "byoasns", "").1;
    assert_eq!(list, format!(r#"{{"byoasns":[{shown}]}}"#));

    let request = signed("Version=2016-11-15&Action=DescribeIpamByoasn", "test");
    let described = crate::wire::aws::answer(&simulation, wall(), &request);
    let body = String::from_utf8(described.body).unwrap();
    let item = body.split_whitespace().collect::<String>();
    assert!(
        item.contains("<item><asn>64500</asn><state>provisioned</state></item>"),
        "{body}"
    );

    let remove = || {
        control(
            &simulation,
            Method::DELETE,
            "byoasns/123456789012/AS64500",
            "",
        )
    };
    assert_eq!(remove().0, 204);
    let (status, body) = remove();
    assert_eq!(status, 404);
    assert!(
        body.contains("AS64500 is not brought for 123456789012"),
        "{body}"
    );
}

/// A permission is asked for as for any action.
#[test]
fn an_association_is_a_permission_of_its_own() {
    let simulation = simulation();
    let body = r#"{"account": "123456789012", "user": "trainee", "secret": "test",
        "deny": ["ec2:AssociateIpamByoasn"]}"#;
    let put = control(&simulation, Method::PUT, "access-keys/test", body);
    assert_eq!(put.0, 200, "{}", put.1);
    let associate = "Action=AssociateIpamByoasn&Cidr=198.18.1.0/24&Asn=64500";
    let refused = (403, "UnauthorizedOperation".to_owned());
    assert_eq!(ask(&simulation, associate), refused);
}

#[test]
fn what_is_no_account_or_as_number_is_refused() {
    let simulation = simulation();
    for (path, status, expected) in [
        ("byoasns/12/64500", 400, "account `12`: "),
        ("byoasns/123456789012/x", 400, "asn `x`: not an AS number"),
        ("byoasns/123456789012", 405, "PUT is not for this path"),
    ] {
        let (seen, body) = control(&simulation, Method::PUT, path, "");
        assert_eq!(seen, status, "{path}: {body}");
        assert!(body.contains(expected), "{path}: {body}");
    }
    assert!(simulation.read(wall()).log().is_empty());
}
