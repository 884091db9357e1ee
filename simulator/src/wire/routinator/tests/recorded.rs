//! Byte for byte what Routinator 0.16.0-rc1 answered with the same payloads, but
//! for the times; `tests/golden/SOURCES.md` tells how they were recorded.

use super::*;

#[test]
fn answers_as_recorded() {
    let world = recorded_world();
    let none = format!(
        "/json-delta?session={}&serial=0",
        sample::start().as_second()
    );
    for (name, path) in [
        ("valid.json", "/api/v1/validity/AS16509/198.18.1.0/24"),
        ("invalid-as.json", "/api/v1/validity/14618/198.18.1.1/24"),
        (
            "invalid-length.json",
            "/api/v1/validity/as16509/198.19.0.0/25",
        ),
        ("not-found.json", "/validity?prefix=192.0.2.0/24&asn=64500"),
        ("as-0.json", "/validity?asn=0&prefix=203.0.113.0/24"),
        ("list-json.txt", "/json"),
        ("list-json.txt", "/api/v1/origins/"),
        ("list-csv.txt", "/csv"),
        ("list-csvext.txt", "/csvext"),
        ("list-csvcompat.txt", "/csvcompat"),
        ("list-slurm.txt", "/slurm"),
        ("list-slurm2.txt", "/slurm2"),
        ("list-openbgpd.txt", "/openbgpd"),
        ("list-bird1.txt", "/bird1"),
        ("list-bird2.txt", "/bird2"),
        ("list-rpsl.txt", "/rpsl"),
        ("list-none.txt", "/none"),
        (
            "list-selected.txt",
            "/json?select-prefix=198.18.1.0/24&exclude=aspas",
        ),
        (
            "list-more-specific.txt",
            "/csv?select-prefix=198.18.0.0/23&include=more-specifics&select-asn=0",
        ),
        ("list-nothing.txt", "/json?exclude=routeOrigins,routerKeys"),
        ("delta-all.json", "/json-delta"),
        ("delta-none.json", &none),
        ("notify.json", "/json-delta/notify"),
        ("log.txt", "/log"),
        ("version.txt", "/version"),
    ] {
        let answer = ask(path, &world);
        assert_eq!(text(answer), (200, golden(name)), "{path}");
    }
}

#[test]
fn answers_a_list_of_routes_as_recorded() {
    let routes = r#"{"routes":[{"asn":"AS16509","prefix":"198.18.1.0/24"},{"asn":64500,"prefix":"2001:db8:1::/48"},{"asn":"64500","prefix":"192.0.2.0/24"}]}"#;
    let answer = post(routes, &recorded_world());
    assert_eq!(answer.content_type, JSON);
    assert_eq!(text(answer), (200, golden("validity-post.json")));
}

#[test]
fn says_of_what_type_it_is() {
    let world = recorded_world();
    for (path, content_type) in [
        ("/json", "application/json"),
        ("/slurm", "application/json"),
        ("/csv", "text/csv;charset=utf-8;header=present"),
        ("/bird2", "text/plain;charset=utf-8"),
        ("/version", "text/plain;charset=utf-8"),
        ("/metrics", "text/plain; version=0.0.4"),
    ] {
        let answer = ask(path, &world);
        assert_eq!(answer.content_type, content_type, "{path}");
        assert_eq!(header(&answer, "access-control-allow-origin"), Some("*"));
    }
}
