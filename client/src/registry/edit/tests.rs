use std::sync::Mutex;

use byoip_vocabulary::registry::Registry;
use reqwest::Method;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Request as Call, ResponseTemplate};

use super::super::tests::{Counter, network};
use super::*;
use crate::registry::{Submitted, arin, ripe};

/// A record that everybody writes whole, and others who write it too: what they
/// make of it at once after each of our changes.
struct Shared {
    registry: Registry,
    lines: Mutex<Vec<String>>,
    others: Mutex<Vec<Vec<&'static str>>>,
}

impl Shared {
    fn respond(&self, call: &Call) -> ResponseTemplate {
        let mut lines = self.lines.lock().unwrap();
        if call.method != Method::PUT {
            return self.answer(&lines);
        }
        *lines = self.written(&String::from_utf8_lossy(&call.body));
        let answer = self.answer(&lines);
        let mut others = self.others.lock().unwrap();
        if !others.is_empty() {
            *lines = strings(&others.remove(0));
        }
        answer
    }

    fn written(&self, body: &str) -> Vec<String> {
        let texts = match self.registry {
            Registry::Arin => arin::answered(body),
            _ => ripe::answered(body),
        };
        texts.unwrap().remove(0).1
    }

    fn answer(&self, lines: &[String]) -> ResponseTemplate {
        let answer = ResponseTemplate::new(200);
        if self.registry == Registry::Arin {
            let lines: String = (0..)
                .zip(lines)
                .map(|(number, line): (u32, _)| format!("<line number=\"{number}\">{line}</line>"))
                .collect();
            return answer.set_body_string(format!(
                "<net xmlns=\"http://www.arin.net/regrws/core/v1\"><comment>{lines}</comment>\
                 <handle>NET-198-18-0-0-1</handle></net>"
            ));
        }
        let mut list = vec![json!({ "name": "inetnum", "value": "198.18.0.0 - 198.18.1.255" })];
        list.extend(
            lines
                .iter()
                .map(|line| json!({ "name": "descr", "value": line })),
        );
        let object = json!({ "attributes": { "attribute": list } });
        answer.set_body_json(json!({ "objects": { "object": [object] } }))
    }
}

fn strings(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

/// Adds "ours" to a record of "theirs", while others do the same; how it ends,
/// how often it was sent, and the record.
async fn add_ours(
    registry: Registry,
    others: &[&[&'static str]],
) -> (Result<End<()>, DeskError>, usize, Vec<String>) {
    let counter = Counter::open().await;
    let shared = std::sync::Arc::new(Shared {
        registry,
        lines: Mutex::new(strings(&["theirs"])),
        others: Mutex::new(others.iter().map(|lines| lines.to_vec()).collect()),
    });
    let answering = std::sync::Arc::clone(&shared);
    counter
        .mount(any(), move |call: &Call| answering.respond(call))
        .await;
    let desk = counter.desk(registry, "KEY:secret", "EXAMPLE-1");
    let network = network(registry, "198.18.0.0", "198.18.1.255");
    let edit = Edit {
        desk: &desk,
        network: &network,
        field: registry.certificate_field().unwrap(),
        change: |lines: &[String]| {
            let ours = "ours".to_owned();
            (!lines.contains(&ours)).then(|| [lines, &[ours]].concat())
        },
        settling: Duration::ZERO,
    };
    let sent = Mutex::new(0);
    let send = async |request: &Request| {
        *sent.lock().unwrap() += 1;
        match desk.submit(request).await? {
            Submitted::Done(answer) => Ok(Sent::Done(answer)),
            Submitted::Pending(_) => Ok::<_, DeskError>(Sent::Otherwise(())),
        }
    };
    let edited = edit.make(send).await;
    let lines = shared.lines.lock().unwrap().clone();
    let sent = *sent.lock().unwrap();
    (edited.map(|edited| edited.end), sent, lines)
}

const BOTH: [Registry; 2] = [Registry::Arin, Registry::Ripe];

#[tokio::test]
async fn a_change_that_lasts_is_made_once() {
    for registry in BOTH {
        let (end, sent, lines) = add_ours(registry, &[]).await;
        assert_eq!((end, sent), (Ok(End::Done), 1));
        assert_eq!(lines, ["theirs", "ours"]);
    }
}

/// Another read the record before this change, and wrote it afterwards.
#[tokio::test]
async fn a_change_lost_to_a_simultaneous_one_is_made_again() {
    for registry in BOTH {
        let (end, sent, lines) = add_ours(registry, &[&["theirs", "others"]]).await;
        assert_eq!((end, sent), (Ok(End::Done), 2), "{registry}");
        assert_eq!(lines, ["theirs", "others", "ours"]);
    }
}

#[tokio::test]
async fn a_change_that_is_lost_each_time_is_no_success() {
    for registry in BOTH {
        let (end, sent, _) = add_ours(registry, &[&["theirs"] as &[_]; 9]).await;
        assert_eq!(sent, 3);
        let error = end.unwrap_err();
        assert!(matches!(error, DeskError::Lost { .. }), "{error}");
    }
}

/// What somebody else took away is not put back, and not passed over either.
#[tokio::test]
async fn a_line_that_went_meanwhile_is_told() {
    for registry in BOTH {
        let (end, sent, lines) = add_ours(registry, &[&["ours"]]).await;
        assert_eq!((sent, lines), (1, strings(&["ours"])));
        let error = end.unwrap_err().to_string();
        assert!(
            error.contains("has lost what stood there before, `theirs`"),
            "{error}"
        );
    }
}

/// At APNIC the record is as it is to be, and an open task makes it otherwise:
/// that nothing is to change would be wrong a moment later.
#[tokio::test]
async fn an_open_task_keeps_a_record_from_being_called_right() {
    let object = |remarks: &[&str]| {
        let name = json!({ "name": "inetnum", "value": "198.18.0.0 - 198.18.1.255" });
        let remarks = remarks
            .iter()
            .map(|text| json!({ "name": "remarks", "value": text }));
        let list: Vec<Value> = [name].into_iter().chain(remarks).collect();
        json!({ "attributes": list })
    };
    for (now, later, is_told) in [
        // An open removal, and the other way round an open addition.
        (vec!["ours", "theirs"], vec!["theirs"], true),
        // One that leaves ours where it is.
        (vec!["ours"], vec!["ours", "theirs"], false),
    ] {
        let counter = Counter::open().await;
        let task = json!({
            "_links": { "self": { "href": "https://registry-api.apnic.net/task/1" } },
            "operation": "put_whois_object",
            "request": { "content": object(&later) },
            "status": "pending",
        });
        let tasks = json!({ "_embedded": { "task": [task] } });
        let record = object(&now);
        counter
            .mount(any(), move |call: &Call| {
                let is_task = call.url.path().ends_with("/task");
                ResponseTemplate::new(200).set_body_json(if is_task { &tasks } else { &record })
            })
            .await;
        let desk = counter.desk(Registry::Apnic, "token", "EXAMPLE-AU");
        let network = network(Registry::Apnic, "198.18.0.0", "198.18.1.255");
        let edit = Edit {
            desk: &desk,
            network: &network,
            field: Field::Remarks,
            change: |lines: &[String]| {
                let ours = "ours".to_owned();
                (!lines.contains(&ours)).then(|| [lines, &[ours]].concat())
            },
            settling: Duration::ZERO,
        };
        let send = async |_: &Request| Ok::<Sent<()>, DeskError>(Sent::Done(String::new()));
        match edit.make(send).await {
            Ok(edited) => assert_eq!((is_told, edited.end), (false, End::Unchanged)),
            Err(error) => {
                assert!(is_told, "{error}");
                assert!(error.to_string().contains("is open at APNIC"), "{error}");
            }
        }
    }
}
