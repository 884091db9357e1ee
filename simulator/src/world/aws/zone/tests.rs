//! Whose zone a name is.

use super::*;

#[test]
fn a_zone_is_of_one_region() {
    #[track_caller]
    fn check(zone: &str, region: &str, expected: bool) {
        let zone: AvailabilityZone = zone.parse().unwrap();
        assert_eq!(zone.is_of(&region.parse().unwrap()), expected, "{zone}");
    }
    check("us-east-1a", "us-east-1", true);
    check("us-east-1", "us-east-1", false);
    check("us-east-1ab", "us-east-1", false);
    check("us-east-2a", "us-east-1", false);
    check("us-west-2-lax-1a", "us-west-2", true);
    check("us-west-2-lax-1", "us-west-2", false);
    check("us-west-2-lax-1a", "us-east-1", false);
    check("us-west-2-1a", "us-west-2", false);
    // There is none of that letter, or no such Local Zone.
    check("us-east-1f", "us-east-1", true);
    check("us-east-1g", "us-east-1", false);
    check("us-east-1z", "us-east-1", false);
    check("eu-central-1c", "eu-central-1", true);
    check("eu-central-1d", "eu-central-1", false);
    check("us-east-1-dfw-2a", "us-east-1", true);
    check("us-east-1-dfw-9a", "us-east-1", false);
    check("us-east-1-dfw-2z", "us-east-1", false);
    // A longer Region's zone is not the shorter one's.
    check("us-east-12a", "us-east-1", false);
}

#[test]
fn a_zone_has_an_id() {
    for (zone, id) in [
        ("us-east-1a", "use1-az1"),
        ("us-east-1f", "use1-az6"),
        ("ap-southeast-2b", "apse2-az2"),
        ("eu-central-1c", "euc1-az3"),
        ("us-gov-west-1a", "usgw1-az1"),
        ("cn-northwest-1a", "cnnw1-az1"),
        ("us-west-2-lax-1b", "usw2-lax1-az2"),
    ] {
        let zone: AvailabilityZone = zone.parse().unwrap();
        assert_eq!(zone.id(), id);
    }
}

#[test]
fn what_is_no_name_is_refused() {
    for text in ["", "US-EAST-1A", "us east 1a", &"a".repeat(41)] {
        assert_eq!(text.parse::<AvailabilityZone>(), Err(ParseZoneError));
    }
}
