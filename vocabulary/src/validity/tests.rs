use super::*;

/// Writes VRPs as `prefix-max => asn` and the expected heaps as counts.
#[track_caller]
fn check(
    route: (&str, u32),
    vrps: &[(&str, u8, u32)],
    state: RouteState,
    reason: Option<InvalidReason>,
    [matched, asn, length]: [usize; 3],
) {
    let vrps: Vec<Vrp> = vrps
        .iter()
        .map(|&(prefix, max, asn)| {
            Vrp::new(prefix.parse().unwrap(), Some(max), Asn::new(asn)).unwrap()
        })
        .collect();
    let validity = RouteValidity::new(route.0.parse().unwrap(), Asn::new(route.1), &vrps);
    assert_eq!(validity.state(), state);
    assert_eq!(validity.reason(), reason);
    assert_eq!(validity.matched.len(), matched, "matched");
    assert_eq!(validity.unmatched_asn.len(), asn, "wrong origin");
    assert_eq!(validity.unmatched_length.len(), length, "too long");
}

#[test]
fn states() {
    use InvalidReason::{Asn as ByAsn, Length};
    use RouteState::{Invalid, NotFound, Valid};
    let half = ("198.18.1.0/24", 16509);
    check(half, &[], NotFound, None, [0, 0, 0]);
    check(
        half,
        &[("198.18.4.0/24", 24, 16509)],
        NotFound,
        None,
        [0, 0, 0],
    );
    check(
        half,
        &[("198.18.1.0/25", 25, 16509)],
        NotFound,
        None,
        [0, 0, 0],
    );
    check(
        half,
        &[("198.18.1.0/24", 24, 16509)],
        Valid,
        None,
        [1, 0, 0],
    );
    check(
        half,
        &[("198.18.0.0/23", 24, 16509)],
        Valid,
        None,
        [1, 0, 0],
    );
    check(
        half,
        &[("198.18.0.0/23", 23, 16509)],
        Invalid,
        Some(Length),
        [0, 0, 1],
    );
    check(
        half,
        &[("198.18.0.0/23", 24, 64500)],
        Invalid,
        Some(ByAsn),
        [0, 1, 0],
    );
    // One match wins over any number of others.
    check(
        half,
        &[
            ("198.18.0.0/23", 23, 64500),
            ("198.18.0.0/23", 24, 64500),
            ("198.18.0.0/23", 24, 16509),
        ],
        Valid,
        None,
        [1, 1, 1],
    );
}

/// The example of the Routinator sources: too long comes before the wrong AS.
#[test]
fn length_is_looked_at_before_the_origin() {
    check(
        ("203.0.112.0/23", 16509),
        &[("203.0.112.0/22", 22, 64500)],
        RouteState::Invalid,
        Some(InvalidReason::Length),
        [0, 0, 1],
    );
}

/// The trap of every BYOIP move: Amazon's ROA alone makes today's route invalid.
#[test]
fn the_first_roa_invalidates_the_present_origin() {
    let vrps = [("198.18.0.0/23", 24, 16509)];
    check(
        ("198.18.0.0/23", 64500),
        &vrps,
        RouteState::Invalid,
        Some(InvalidReason::Asn),
        [0, 1, 0],
    );
}

#[test]
fn as0_never_matches() {
    let vrps = [("198.18.0.0/23", 24, 0)];
    check(
        ("198.18.0.0/23", 0),
        &vrps,
        RouteState::Invalid,
        Some(InvalidReason::Asn),
        [0, 1, 0],
    );
}
