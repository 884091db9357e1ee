use super::route::with;
use super::*;

/// A task as a route's is, after which there is no route.
#[test]
fn a_route_is_tried() {
    let simulation = simulation();
    let body = json!({ "create": [with("autnum", json!(64496))] });
    let task = done(&simulation, "POST", "route-prevalidation", &body);
    assert_eq!(task["operation"], "post_route_prevalidation");
    assert_eq!(task["response"]["status_code"], 200, "{task}");
    assert_eq!(
        task["response"]["content"],
        json!({ "type": "success-response" })
    );
    assert_eq!(get(&simulation, "route")["_embedded"]["route"], json!([]));
}

/// What has changed between the call and the task's end is in the task.
#[test]
fn a_route_that_comes_too_late() {
    let simulation = simulation();
    let body = json!({ "create": [with("autnum", json!(64496))] });
    assert_eq!(ask(&simulation, "POST", "route", &body).status, 202);
    let task = done(&simulation, "POST", "route-prevalidation", &body);
    assert_eq!(task["response"]["status_code"], 400, "{task}");
    assert_eq!(task["response"]["content"]["type"], "failed-route-update");
    let call = "POST route-prevalidation";
    wrong(&simulation, KEY, call, &body, (409, "conflict"));
}
