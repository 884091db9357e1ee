use super::*;
use crate::world::policy::Policy;

fn at(seconds: i64) -> Timestamp {
    Timestamp::constant(1_767_603_600, 0) + SignedDuration::from_secs(seconds)
}

#[test]
fn lacnic_answers_ten_a_minute() {
    let rates = Policy::default().lacnic_query_rate;
    let mut queries = Queries::default();
    for _ in 0..10 {
        assert_eq!(queries.count(at(0), Registry::Lacnic, &rates), Ok(()));
    }
    let six = SignedDuration::from_secs(6);
    assert_eq!(queries.count(at(0), Registry::Lacnic, &rates), Err(six));
    assert_eq!(
        queries.count(at(5), Registry::Lacnic, &rates),
        Err(SignedDuration::from_secs(1))
    );
    assert_eq!(queries.count(at(6), Registry::Lacnic, &rates), Ok(()));
    assert!(queries.count(at(6), Registry::Lacnic, &rates).is_err());
}

#[test]
fn each_registry_counts_for_itself() {
    let policy = Policy::default();
    let mut queries = Queries::default();
    for _ in 0..10 {
        let counted = queries.count(at(0), Registry::Lacnic, &policy.lacnic_query_rate);
        assert_eq!(counted, Ok(()));
    }
    for _ in 0..60 {
        let counted = queries.count(at(0), Registry::Ripe, &policy.registry_query_rate);
        assert_eq!(counted, Ok(()));
    }
    let counted = queries.count(at(0), Registry::Ripe, &policy.registry_query_rate);
    assert_eq!(counted, Err(SignedDuration::from_secs(1)));
}

/// At the fastest that the minute allows, the hour's rate is what stops.
#[test]
fn every_rate_must_hold() {
    let mut policy = Policy::default();
    policy.set("lacnic_query_rate", "10/1m, 100/1h").unwrap();
    let mut queries = Queries::default();
    let mut answered = 0;
    for second in 0..3_600 {
        let counted = queries.count(at(second), Registry::Lacnic, &policy.lacnic_query_rate);
        answered += i32::from(counted.is_ok());
    }
    // A full bucket and what fills in the hour.
    assert_eq!(answered, 199);
}
