use super::*;

fn call(action: &str) -> Call {
    Call {
        account: "123456789012".parse().unwrap(),
        region: "us-east-1".parse().unwrap(),
        action: action.to_owned(),
        is_unfiltered: false,
    }
}

fn start() -> Timestamp {
    "2026-01-05T09:00:00Z".parse().unwrap()
}

fn after(milliseconds: i64) -> Timestamp {
    start() + SignedDuration::from_millis(milliseconds)
}

/// How many calls go through at one moment.
fn burst(throttle: &mut Throttle, now: Timestamp, call: &Call) -> i32 {
    let taken = (0..1_000).take_while(|_| throttle.take(now, call.clone()));
    i32::try_from(taken.count()).unwrap()
}

/// The documented sizes: so many at once, then one more after so long and not a
/// millisecond earlier.
#[test]
fn buckets_have_their_documented_sizes() {
    for (action, is_unfiltered, size, refill) in [
        ("ProvisionByoipCidr", false, 1, 10_000),
        ("AdvertiseByoipCidr", false, 1, 10_000),
        ("WithdrawByoipCidr", false, 1, 10_000),
        ("DeprovisionByoipCidr", false, 1, 10_000),
        ("DescribeByoipCidrs", false, 1, 2_000),
        ("DescribeMovingAddresses", false, 1, 1_000),
        ("CreateNatGateway", false, 10, 1_000),
        ("AllocateAddress", true, 50, 200),
        ("DescribeAddresses", false, 100, 50),
        ("DescribeAddresses", true, 50, 100),
        ("GetAssociatedIpv6PoolCidrs", false, 100, 50),
    ] {
        let mut throttle = Throttle::default();
        let call = Call {
            is_unfiltered,
            ..call(action)
        };
        assert_eq!(burst(&mut throttle, start(), &call), size, "{action}");
        assert!(!throttle.take(after(refill - 1), call.clone()), "{action}");
        assert!(throttle.take(after(refill), call.clone()), "{action}");
        assert!(!throttle.take(after(refill), call.clone()), "{action}");
        // Full again, and no fuller.
        let later = after(refill * (i64::from(size) + 5));
        assert_eq!(burst(&mut throttle, later, &call), size, "{action}");
    }
}

/// Each row of the table is of some call, and each call of some row.
#[test]
fn no_row_stands_behind_one_that_has_all_its_calls() {
    for row in ROWS {
        let (action, is_unfiltered) = match row.calls {
            Calls::Action(action) => (action, true),
            Calls::ReadingAll => ("DescribeAddresses", true),
            Calls::Reading => ("DescribeAddresses", false),
            Calls::Changing => ("AllocateAddress", true),
        };
        let bucket = Bucket::of(action, is_unfiltered);
        assert_eq!(bucket, row.bucket, "{}", row.calls);
    }
}

#[test]
fn each_account_region_and_action_has_its_own() {
    let mut throttle = Throttle::default();
    let first = call("ProvisionByoipCidr");
    let account = Call {
        account: "210987654321".parse().unwrap(),
        ..first.clone()
    };
    let region = Call {
        region: "us-west-2".parse().unwrap(),
        ..first.clone()
    };
    for call in [first.clone(), account, region, call("AdvertiseByoipCidr")] {
        assert!(throttle.take(start(), call.clone()), "{call:?}");
        assert!(!throttle.take(start(), call.clone()), "{call:?}");
    }
}

/// A wall clock may be set back; then the wait begins anew and grows no longer.
#[test]
fn a_clock_that_is_set_back_does_not_lock_out() {
    let mut throttle = Throttle::default();
    let call = call("ProvisionByoipCidr");
    assert!(throttle.take(after(3_600_000), call.clone()));
    assert!(!throttle.take(start(), call.clone()));
    assert!(throttle.take(after(3_610_000), call.clone()));
    assert!(throttle.take(Timestamp::MAX, call));
}

/// Regions are made up as easily as names; what is full is forgotten.
#[test]
fn memory_is_bounded() {
    let mut throttle = Throttle::default();
    for number in 0..(2 * BUCKETS_MAX) {
        let region = format!("us-east-{number}").parse().unwrap();
        let now = after(i64::try_from(number).unwrap() * 10);
        throttle.take(
            now,
            Call {
                region,
                ..call("DescribeByoipCidrs")
            },
        );
    }
    assert!(
        throttle.full_at.len() <= BUCKETS_MAX,
        "{}",
        throttle.full_at.len()
    );
}
