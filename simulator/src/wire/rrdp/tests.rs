use jiff::Timestamp;

use super::*;
use crate::clock::Mode;
use crate::repository::{Places, Repository};
use crate::simulation::Simulation;
use crate::wire::sample;

fn start() -> Timestamp {
    sample::start()
}

/// What is published of a world without a ROA.
fn repository() -> Repository {
    let simulation = Simulation::new(sample::genesis(), Mode::Manual, start());
    let repository = Repository::new(Places::new("https://localhost:4443/"));
    repository.catch_up(&simulation, start()).unwrap();
    repository
}

fn ask(repository: &Repository, line: &str, tag: Option<&str>) -> Response<Bytes> {
    let (method, path) = line.split_once(' ').unwrap();
    let mut request = ::http::Request::builder().method(method).uri(path);
    if let Some(tag) = tag {
        request = request.header("if-none-match", tag);
    }
    let request = request.body(Bytes::new()).unwrap();
    let asked = Asked::of(&request).unwrap_or_else(|| panic!("{line}"));
    let shelf = repository.shelf(asked.registry);
    asked.answer(&request, shelf.as_deref())
}

#[test]
fn what_is_asked_of_a_repository() {
    for (host, path, expected) in [
        (
            "localhost",
            "/_simulator/tals/arin.tal",
            Some((Registry::Arin, None)),
        ),
        ("localhost", "/_simulator/tals/iana.tal", None),
        ("localhost", "/_simulator/clock", None),
        ("localhost", "/rdap.arin.net/tals/arin.tal", None),
        (
            "localhost:1",
            "/rpki.ripe.example/ta/ripe.cer",
            Some((Registry::Ripe, Some("/ta/ripe.cer"))),
        ),
        (
            "rpki.lacnic.example",
            "/rrdp/a",
            Some((Registry::Lacnic, Some("/rrdp/a"))),
        ),
    ] {
        let request = ::http::Request::get(path).header("host", host);
        let asked = Asked::of(&request.body(Bytes::new()).unwrap());
        let asked = asked.map(|asked| (asked.registry, asked.path));
        let expected = expected.map(|(registry, path)| (registry, path.map(str::to_owned)));
        assert_eq!(asked, expected, "{host} {path}");
    }
}

#[test]
fn files_are_where_the_notification_says() {
    let repository = repository();
    let locator = ask(&repository, "GET /_simulator/tals/afrinic.tal", None);
    let text = String::from_utf8(locator.body().to_vec()).unwrap();
    let anchor = text.lines().next().unwrap();
    assert_eq!(
        anchor,
        "https://localhost:4443/rpki.afrinic.example/ta/afrinic.cer"
    );
    let path = anchor.strip_prefix("https://localhost:4443").unwrap();
    let certificate = ask(&repository, &format!("GET {path}"), None);
    assert_eq!(
        certificate.headers()["content-type"],
        "application/pkix-cert"
    );
    let notification = "GET /rpki.afrinic.example/rrdp/notification.xml";
    let notification = ask(&repository, notification, None);
    assert_eq!(notification.headers()["content-type"], "application/xml");
    let text = String::from_utf8(notification.body().to_vec()).unwrap();
    let (_, snapshot) = text
        .split_once(r#"<snapshot uri="https://localhost:4443"#)
        .unwrap();
    let (snapshot, _) = snapshot.split_once('"').unwrap();
    for (line, status) in [
        (format!("GET {snapshot}"), 200),
        (format!("HEAD {snapshot}"), 200),
        (format!("GET {}", snapshot.replace("/1/", "/2/")), 404),
        (
            format!("GET {}", snapshot.replace("snapshot", "delta")),
            404,
        ),
        (format!("GET {}", snapshot.replace("afrinic", "ripe")), 404),
        (format!("POST {snapshot}"), 405),
        ("GET /rpki.afrinic.example/".to_owned(), 404),
    ] {
        assert_eq!(ask(&repository, &line, None).status(), status, "{line}");
    }
}

#[test]
fn who_has_a_file_is_told_so() {
    let repository = repository();
    let line = "GET /rpki.arin.example/rrdp/notification.xml";
    let tag = ask(&repository, line, None).headers()["etag"].clone();
    let tag = tag.to_str().unwrap();
    for (given, status) in [
        (tag.to_owned(), 304),
        (format!("\"other\", {tag}"), 304),
        (format!("W/{tag}"), 304),
        ("*".to_owned(), 304),
        ("\"other\"".to_owned(), 200),
        (tag.trim_matches('"').to_owned(), 200),
    ] {
        let response = ask(&repository, line, Some(&given));
        assert_eq!(response.status(), status, "{given}");
        assert_eq!(response.headers()["etag"], tag, "{given}");
        assert_eq!(response.body().is_empty(), status == 304, "{given}");
    }
}

#[test]
fn nothing_is_there_before_it_is_published() {
    let repository = Repository::new(Places::new("https://localhost:4443"));
    let response = ask(&repository, "GET /_simulator/tals/arin.tal", None);
    assert_eq!(response.status(), 503);
}
