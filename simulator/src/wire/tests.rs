//! Which room answers.

use super::*;

#[track_caller]
fn check(host: &str, path: &str, room: Option<Room>, base: &str, rest: &str) {
    let request = ::http::Request::get(path)
        .header("host", host)
        .body(Bytes::new())
        .unwrap();
    let place = Place::of(&request);
    assert_eq!(place.room, room, "{host} {path}");
    assert_eq!(
        (place.base.as_str(), place.path.as_str()),
        (base, rest),
        "{host} {path}"
    );
}

#[test]
fn by_host_and_by_path() {
    let arin = Some(Room::Rdap(Registry::Arin));
    check(
        "rdap.arin.net",
        "/registry/ip/1",
        arin,
        "http://rdap.arin.net",
        "/registry/ip/1",
    );
    check(
        "127.0.0.1:4566",
        "/rdap.arin.net/registry/ip/1",
        arin,
        "http://127.0.0.1:4566/rdap.arin.net",
        "/registry/ip/1",
    );
    check(
        "[::1]:4566",
        "/stat.ripe.net/data",
        Some(Room::RipeStat),
        "http://[::1]:4566/stat.ripe.net",
        "/data",
    );
    check("localhost", "/", Some(Room::Aws), "http://localhost", "/");
    let ec2 = "ec2.us-east-1.amazonaws.com";
    check(
        ec2,
        "/",
        Some(Room::Aws),
        "http://ec2.us-east-1.amazonaws.com",
        "/",
    );
    check(
        "localhost",
        "/_simulator/clock",
        Some(Room::Control),
        "http://localhost",
        "/clock",
    );
    check(
        "localhost",
        "/nowhere",
        None,
        "http://localhost/nowhere",
        "/",
    );
}
