use reqwest::Method;
use serde_json::json;

use super::*;
use crate::registry::apnic::change;
use crate::registry::tests::{Counter, body, json_answer, listing, roa};

const KEY: (&str, &str) = ("authorization", "Bearer token");
const ACCOUNT: &str = "/registry-api.apnic.net/v1/EXAMPLE-AU";

fn apnic(counter: &Counter) -> Desk<'_> {
    counter.desk(Registry::Apnic, "token", "EXAMPLE-AU")
}

/// A request of a body's object.
fn put(desk: &Desk<'_>, remarks: &str) -> Request {
    let body = json!({ "attributes": [
        { "name": "inetnum", "value": "203.0.113.0 - 203.0.113.255" },
        { "name": "remarks", "value": remarks },
    ]});
    super::super::request(desk, Method::PUT, "https://registry-api.apnic.net/v1/x")
        .with_body("application/json", body.to_string())
}

async fn has_tasks(counter: &Counter, tasks: &Value) {
    let list = json!({ "_embedded": { "task": tasks } });
    let at = format!("{ACCOUNT}/task");
    let answer = json_answer(200, &list);
    counter.answer(("GET", &at), KEY, answer).await;
}

#[tokio::test]
async fn a_change_is_a_task_that_is_looked_at() {
    let counter = Counter::open().await;
    has_tasks(&counter, &json!([])).await;
    let task = format!("{}{ACCOUNT}/task/1", counter.uri());
    let accepted = json_answer(202, &json!({})).insert_header("location", task.as_str());
    let route = format!("{ACCOUNT}/route");
    counter.answer(("POST", &route), KEY, accepted).await;
    let done = json!({ "status": "completed", "response": {
        "status_code": 400,
        "content": { "type": "failed-whois-update", "title": "Failed Whois update", "errors": ["No source: found"] }
    }});
    let at = format!("{ACCOUNT}/task/1");
    counter
        .answer(("GET", &at), KEY, json_answer(200, &done))
        .await;
    let desk = apnic(&counter);
    let wanted = [roa("203.0.113.0/24", 24, 16509)];
    let request = change(&desk, &listing(&[]).creation(&wanted));
    assert_eq!(body(&request)["create"][0]["autnum"], 16509);
    let submitted = desk.submit(&request).await.unwrap();
    assert_eq!(submitted, Submitted::Pending(task.clone()));
    let error = finish(&desk, &task, LOOKS).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "APNIC did not do it: Failed Whois update: No source: found"
    );
}

/// A task that stays open is told, after as many looks as were asked for.
#[tokio::test]
async fn a_task_that_stays_open() {
    let counter = Counter::open().await;
    let at = format!("{ACCOUNT}/task/1");
    let pending = json_answer(200, &json!({ "status": "pending" }));
    counter.answer(("GET", &at), KEY, pending).await;
    let desk = apnic(&counter);
    let task = format!("{}{at}", counter.uri());
    let seen = finish(&desk, &task, 1).await.unwrap();
    assert_eq!(seen, Submitted::Pending(task));
}

/// Nothing but the list of tasks is asked for: there is no answer to a change.
#[tokio::test]
async fn what_is_open_is_not_handed_in_again() {
    let counter = Counter::open().await;
    let desk = apnic(&counter);
    let (same, other) = (put(&desk, "one"), put(&desk, "two"));
    let task = |id: u32, operation: &str, request: &Request| {
        json!({
            "_links": { "self": { "href": format!("https://registry-api.apnic.net/task/{id}") } },
            "operation": operation,
            "request": { "content": body(request) },
            "status": "pending",
        })
    };
    let mut ended = task(1, "put_whois_object", &same);
    ended["status"] = json!("completed");
    ended["response"] = json!({ "status_code": 201 });
    let tried = task(2, "post_route_prevalidation", &same);
    let open = task(3, "put_whois_object", &same);
    has_tasks(&counter, &json!([ended, tried, open])).await;
    let submitted = desk.submit(&same).await.unwrap();
    let there = "https://registry-api.apnic.net/task/3".to_owned();
    assert_eq!(submitted, Submitted::Pending(there.clone()));
    // Made of the object as it was before, it would undo the open change.
    let registry = Registry::Apnic;
    let error = desk.submit(&other).await.unwrap_err();
    assert_eq!(
        error,
        DeskError::Open {
            registry,
            what: "203.0.113.0 - 203.0.113.255".to_owned(),
            task: there
        }
    );
}

/// A ROA that an open task creates is not in the list yet, and one that it
/// deletes is: neither says what will be.
#[tokio::test]
async fn an_open_task_keeps_roas_from_being_judged() {
    let counter = Counter::open().await;
    let desk = apnic(&counter);
    let there = roa("203.0.113.0/24", 24, 16509);
    let new = roa("203.0.113.0/24", 24, 14618);
    let none = listing(&[]);
    let some = listing(&[(Some("7"), &[there])]);
    let creation = change(&desk, &none.creation(&[new]));
    let deletion = change(&desk, &some.deletion(Registry::Apnic, &[there]).unwrap());
    let open = |request: &Request| Open {
        task: "https://registry-api.apnic.net/task/3".to_owned(),
        content: body(request),
    };
    let longer = roa("203.0.113.0/24", 25, 14618);
    for (name, task, listing, wanted, requests, is_told) in [
        ("it is to go", &creation, &none, new, vec![], true),
        ("at another length", &creation, &none, longer, vec![], true),
        ("it is to stay", &deletion, &some, there, vec![], true),
        (
            "it is this one",
            &creation,
            &none,
            new,
            vec![creation.clone()],
            false,
        ),
        ("of another route", &deletion, &some, new, vec![], false),
        ("of another ROA", &creation, &some, there, vec![], false),
    ] {
        let told = listing.check_open(&[open(task)], &[wanted], &requests);
        assert_eq!(told.is_err(), is_told, "{name}");
    }
    let error = none
        .check_open(&[open(&creation)], &[new], &[])
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "another change of 203.0.113.0/24-24 => AS14618 is open at APNIC, \
         https://registry-api.apnic.net/task/3; repeat the command when it has ended"
    );
}

/// An answer's link must not carry the key away.
#[tokio::test]
async fn the_key_goes_to_the_registry_alone() {
    let counter = Counter::open().await;
    let desk = apnic(&counter);
    let elsewhere = format!("{}/elsewhere.example.net/task/1", counter.uri());
    for task in [elsewhere.as_str(), "https://elsewhere.example.net/task/1"] {
        let error = finish(&desk, task, 1).await.unwrap_err();
        assert!(error.to_string().contains("leads away"), "{error}");
    }
}
