use serde_json::json;

use super::*;

/// The report of two partners, one of them without an answer for ninety seconds.
fn report() -> Value {
    let outage = json!({
        "from": "2026-01-06T09:00:00Z", "to": "2026-01-06T09:01:30Z",
        "seconds": 90.0, "why": ["no route", "it goes round in a circle"],
    });
    let connection = json!({
        "from": "2026-01-06T09:00:00Z", "to": "2026-01-06T09:00:05Z",
        "open": false, "source": null, "text": "port 25 is blocked for this account",
    });
    let outbound = json!({ "downtime_seconds": 5.25, "spans": [connection] });
    json!({ "partners": {
        "partner-a": { "downtime_seconds": 0.0, "outages": [], "outbound": outbound },
        "partner-b": { "downtime_seconds": 90.0, "outages": [outage] },
    } })
}

fn judge(
    what: What,
    partner: Option<&str>,
    at_least: Option<i64>,
    at_most: Option<i64>,
) -> Result<(), Trouble> {
    let demand = Demand {
        what,
        place: Place::start(),
        partner: None,
        at_least: None,
        at_most: None,
    };
    let bounds = Bounds {
        at_least: at_least.map(SignedDuration::from_secs),
        at_most: at_most.map(SignedDuration::from_secs),
    };
    demand.judge(&report(), partner, bounds)
}

#[test]
fn bounds_are_kept_or_not() {
    use What::{Answer, Connection};
    let (a, b) = (Some("partner-a"), Some("partner-b"));
    for (what, partner, least, most, holds) in [
        (Answer, None, None, Some(90), true),
        (Answer, None, None, Some(89), false),
        (Answer, a, None, Some(0), true),
        (Answer, a, Some(1), None, false),
        (Answer, b, Some(60), Some(120), true),
        (Answer, b, Some(91), Some(120), false),
        // Every one of them has to be.
        (Answer, None, Some(60), None, false),
        (Connection, a, Some(5), Some(6), true),
        (Connection, a, None, Some(5), false),
    ] {
        let outcome = judge(what, partner, least, most);
        assert_eq!(outcome.is_ok(), holds, "{what:?} {partner:?} {outcome:?}");
    }
}

/// What is not so is told with the reasons.
#[test]
fn an_outage_is_told_with_its_reasons() {
    let outcome = judge(What::Answer, None, Some(0), Some(30));
    let Err(Trouble::Unmet(report)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(report.what, "how long partner-b was not answered");
    assert_eq!(report.wanted, "at least 0s and at most 30s");
    assert_eq!(report.seen, "1m30s");
    assert_eq!(
        report.notes,
        ["2026-01-06T09:00:00Z to 2026-01-06T09:01:30Z: no route, then it goes round in a circle"]
    );
    let outcome = judge(What::Connection, Some("partner-a"), None, Some(0));
    let Err(Trouble::Unmet(report)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(report.seen, "5s250ms");
    assert!(report.notes[0].ends_with("port 25 is blocked for this account"));
    let outcome = judge(What::Answer, Some("partner-z"), None, Some(0));
    let Err(Trouble::Unfit(problem)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(problem.what, "there is no partner `partner-z`");
}
