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
    // A longer Region's zone is not the shorter one's.
    check("us-east-12a", "us-east-1", false);
}

#[test]
fn what_is_no_name_is_refused() {
    for text in ["", "US-EAST-1A", "us east 1a", &"a".repeat(41)] {
        assert_eq!(text.parse::<AvailabilityZone>(), Err(ParseZoneError));
    }
}
