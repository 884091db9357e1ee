use super::*;
use crate::registry::tests::{listing, roa};

/// RFC 6811: a route that a ROA covers and none matches is invalid.
#[test]
fn the_first_roa_for_somebody_else_makes_a_route_invalid() {
    let prefix: Prefix = "198.18.0.0/23".parse().unwrap();
    let own = roa("198.18.0.0/23", 23, 64500);
    let amazons = roa("198.18.0.0/23", 24, 16509);
    let half = roa("198.18.1.0/24", 24, 16509);
    for (before, kept, delete, create, expected) in [
        // The trap.
        (&[][..], &[][..], &[][..], &[amazons][..], true),
        // One's own comes along, or is on its way, or is there.
        (&[], &[], &[], &[amazons, own], false),
        (&[], &[own], &[], &[amazons], false),
        (&[own], &[], &[], &[amazons], false),
        // A longer prefix's covers no shorter route.
        (&[], &[], &[], &[half], false),
        // The last that matches goes, and another stays or does not.
        (&[own, amazons], &[], &[own], &[], true),
        (&[own], &[], &[own], &[], false),
        // It is invalid already.
        (&[amazons], &[], &[], &[half], false),
    ] {
        let listing = listing(&[(None, delete)]);
        let change = Change {
            delete: if delete.is_empty() {
                Vec::new()
            } else {
                listing.entries.iter().collect()
            },
            create: create.to_vec(),
            tag: None,
        };
        let found = becomes_invalid(prefix, Asn::new(64500), before, kept, &change);
        assert_eq!(found, expected, "{before:?} {kept:?} {change:?}");
    }
}
