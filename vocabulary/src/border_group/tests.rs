//! Groups, Regions and zones.

use super::*;

fn region(text: &str) -> Region {
    text.parse().unwrap()
}

#[test]
fn a_zone_is_in_its_group() {
    for (zone, group) in [
        ("us-east-1a", "us-east-1"),
        ("us-west-2-lax-1a", "us-west-2-lax-1"),
        ("eu-central-1-ist-1a", "eu-central-1-ist-1"),
    ] {
        assert_eq!(BorderGroup::of_zone(zone).as_str(), group);
    }
}

#[test]
fn a_group_belongs_to_one_region() {
    let los_angeles: BorderGroup = "us-west-2-lax-1".parse().unwrap();
    assert!(los_angeles.is_local_zone_of(&region("us-west-2")));
    assert!(!los_angeles.is_local_zone_of(&region("us-west-1")));
    assert!(!los_angeles.is_of_region(&region("us-west-2")));
    let own = BorderGroup::of_region(&region("us-west-2"));
    assert!(own.is_of_region(&region("us-west-2")));
    assert!(!own.is_local_zone_of(&region("us-west-2")));
    // A Local Zone that is not on the list.
    let other: BorderGroup = "us-west-2-xyz-1".parse().unwrap();
    assert!(!other.is_local_zone_of(&region("us-west-2")));
    for text in ["", "useast1", "us east 1", "us-east-1a", "US-EAST-1"] {
        assert_eq!(
            text.parse::<BorderGroup>(),
            Err(ParseBorderGroupError),
            "{text}"
        );
    }
}
