//! Which room answers.

use super::*;

#[track_caller]
fn check(host: &str, path: &str, room: Option<Room>, base: &str, rest: &str) {
    let request = ::http::Request::get(path)
        .header("host", host)
        .body(Bytes::new())
        .unwrap();
    let place = Place::of(&request).unwrap();
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
    // A name's case does not matter, and an empty header names nobody.
    check(
        "RDAP.arin.net:80",
        "/registry/ip/1",
        arin,
        "http://rdap.arin.net:80",
        "/registry/ip/1",
    );
    // Nor does it in the path, where a port may be written out.
    check(
        "localhost",
        "/RDAP.ARIN.NET:443/registry/ip/1",
        arin,
        "http://localhost/rdap.arin.net",
        "/registry/ip/1",
    );
    check("", "/", Some(Room::Aws), "http://localhost", "/");
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

/// The registries' hosts for trying things out have the rooms of the others, and
/// the server's certificate is for them.
#[test]
fn hosts_for_trying_things_out() {
    let names = hosts(&"us-east-1".parse().unwrap());
    for (host, room) in [
        ("reg.ote.arin.net", Room::Arin),
        ("rest-test.db.ripe.net", Room::RipeDatabase),
        ("localcert.ripe.net", Room::RipeRpki),
    ] {
        let base = format!("http://{host}");
        check(host, "/x", Some(room), &base, "/x");
        assert!(names.contains(&host.to_owned()), "{host}");
    }
}

/// What is no host reaches no room, and so no link of an answer.
#[test]
fn a_host_that_is_none_is_refused() {
    #[track_caller]
    fn check(hosts: &[&[u8]], is_good: bool) {
        let mut request = ::http::Request::get("/rdap.arin.net/registry/ip/203.0.113.1");
        for host in hosts {
            request = request.header("host", *host);
        }
        let request = request.body(Bytes::new()).unwrap();
        let simulation = sample::simulation();
        let endpoints = sample::endpoints();
        for answer in [
            answer(&simulation, &endpoints, sample::start(), &request),
            refuse_unread(
                &simulation,
                sample::start(),
                &request,
                Unread::TooLong { limit: 1 },
            ),
        ] {
            let refused = answer.status() == 400;
            assert_eq!(refused, !is_good, "{hosts:?}: {answer:?}");
        }
    }
    for good in [
        "localhost",
        "rdap.arin.net:4566",
        "my_host.example.net:",
        "192.0.2.1",
        "[::1]:4566",
    ] {
        check(&[good.as_bytes()], true);
    }
    check(&[], true);
    for bad in [
        "a\"b",
        "a'b",
        "a b",
        "a\tb",
        "a/b",
        "<a>",
        "a@b",
        "a:b",
        "[::1",
        "[localhost]",
        "::1",
        ":80",
        "caf\u{e9}",
    ] {
        check(&[bad.as_bytes()], false);
    }
    check(&[b"localhost", b"localhost"], false);
}
