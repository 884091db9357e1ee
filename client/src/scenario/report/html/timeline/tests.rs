use jiff::Timestamp;
use serde_json::json;

use super::*;
use crate::scenario::outcome::tests::{happening, sample};

const NINE: &str = "2026-01-05T09:00:00Z";

/// The timeline of a run in whose one step these events happened, a second
/// after each other.
fn timeline(events: &[Value]) -> Timeline {
    let mut run = sample();
    run.steps.truncate(1);
    let begin: Timestamp = NINE.parse().unwrap();
    run.steps[0].events = (0..)
        .zip(events)
        .map(|(second, event)| {
            let mut event = event.clone();
            if event.get("text").is_none() {
                event["text"] = json!("something happens");
            }
            let mut event = happening(NINE, &event);
            event.at = begin + jiff::SignedDuration::from_secs(second);
            event
        })
        .collect();
    Timeline::of(&run)
}

/// Each lane as its name and its spans, `label from-to` in seconds.
fn shown(timeline: &Timeline) -> Vec<String> {
    let begin: Timestamp = NINE.parse().unwrap();
    let second = |moment: &Option<Moment>| {
        moment.map_or(String::new(), |it| {
            it.at.duration_since(begin).as_secs().to_string()
        })
    };
    let span = |span: &Span| format!("{} {}-{}", span.label, second(&span.from), second(&span.to));
    let lanes = timeline.lanes.iter().map(|lane| {
        let spans: Vec<String> = lane.spans.iter().map(span).collect();
        format!("{}: {}", lane.name, spans.join(", "))
    });
    lanes.collect()
}

fn range(fact: &str) -> Value {
    json!({ "noun": "range", "fact": fact, "cidr": "198.18.1.0/24", "advertisable": true })
}

#[test]
fn every_state_of_a_range_by_its_name_at_aws() {
    let facts = [
        "submitted",
        "reviewed",
        "provisioned",
        "advertising-started",
        "advertised",
        "origin-changed",
        "withdrawal-started",
        "withdrawn",
        "deprovision-started",
        "deprovision-failed",
        "deprovision-started",
        "deprovisioned",
        "forgotten",
    ];
    assert_eq!(
        shown(&timeline(&facts.map(range))),
        [
            "198.18.1.0/24: pending-provision 0-2, provisioned 2-3, pending-advertising 3-4, \
          advertised 4-5, advertised 5-6, pending-withdrawal 6-7, provisioned 7-8, \
          pending-deprovision 8-9, failed-deprovision 9-10, pending-deprovision 10-11, \
          deprovisioned 11-12"
        ]
    );
    assert_eq!(
        shown(&timeline(&["submitted", "provision-failed"].map(range))),
        ["198.18.1.0/24: pending-provision 0-1, failed-provision 1-"]
    );
}

#[test]
fn a_range_that_the_internet_is_not_to_see_is_provisioned_so() {
    let mut submitted = range("submitted");
    submitted["advertisable"] = json!(false);
    assert_eq!(
        shown(&timeline(&[submitted, range("provisioned")])),
        ["198.18.1.0/24: pending-provision 0-1, provisioned-not-publicly-advertisable 1-"]
    );
}

#[test]
fn routes_by_who_announces_them() {
    let route = |fact: &str, origin: &str, by: Value| {
        json!({
            "noun": "internet", "fact": fact, "prefix": "198.18.1.0/24", "origin": origin,
            "by": by,
        })
    };
    let events = [
        route("announced", "AS14618", json!("amazon")),
        route("withdrawn", "AS64500", json!("home")),
        route("announced", "AS14618", json!({ "impostor": "AS64511" })),
        route("withdrawn", "AS14618", json!({ "impostor": "AS64511" })),
        route("announced", "AS64500", json!("home")),
    ];
    assert_eq!(
        shown(&timeline(&events)),
        [
            "198.18.1.0/24 AS14618 at Amazon: announced 0-",
            "198.18.1.0/24 AS64500 at home: since before the run -1, announced 4-",
            "198.18.1.0/24 AS14618 by AS64511: impostor 2-3",
        ]
    );
}

#[test]
fn misfortunes_come_last_each_with_its_end() {
    let events = [
        json!({ "noun": "outage", "fact": "failed", "registry": "arin" }),
        json!({ "noun": "validator", "fact": "failed", "validator": "amazon" }),
        json!({ "noun": "premises", "fact": "stopped", "prefix": "198.18.1.0/24" }),
        json!({ "noun": "internet", "fact": "leaked", "prefix": "198.18.0.0/23",
            "network": "AS64499" }),
        json!({ "noun": "roa", "fact": "expired", "text": "the ROA has ended" }),
        range("submitted"),
        json!({ "noun": "outage", "fact": "recovered", "registry": "arin" }),
        json!({ "noun": "internet", "fact": "leak-ended", "prefix": "198.18.0.0/23",
            "network": "AS64499" }),
        json!({ "noun": "pool", "fact": "created", "pool": "ipv4pool-ec2-0123456789abcdef0" }),
    ];
    let timeline = timeline(&events);
    assert_eq!(
        shown(&timeline),
        [
            "198.18.1.0/24: pending-provision 5-",
            "Registry arin: does not answer 0-6",
            "Validator amazon: learns nothing new 1-",
            "198.18.1.0/24 at home: nothing answers 2-",
            "AS64499 leaks 198.18.0.0/23: leaks 3-7",
            "At one moment: the ROA has ended 4-4",
        ]
    );
}

#[test]
fn a_declared_fault_waits_and_its_strikes_are_marks() {
    let fault =
        |fact: &str| json!({ "noun": "misfortune", "fact": fact, "id": "fault-1", "text": fact });
    let facts = ["declared", "struck", "spared", "missed", "spent"];
    assert_eq!(
        shown(&timeline(&facts.map(fault))),
        ["fault-1: declared 0-4, struck 1-1, missed 3-3"]
    );
}

#[test]
fn what_has_no_room_is_counted() {
    let events: Vec<Value> = (0..MOST_LANES + 3)
        .map(|number| json!({ "noun": "range", "fact": "submitted", "cidr": number.to_string() }))
        .collect();
    let timeline = timeline(&events);
    assert_eq!((timeline.lanes.len(), timeline.left_out), (MOST_LANES, 3));
}
