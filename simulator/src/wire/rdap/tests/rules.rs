use proptest::prelude::*;

use super::*;

#[test]
fn a_child_record_hides_its_parent() {
    let mut genesis = sample::genesis();
    let child = sample::arin("NET-198-18-1-0-1", "198.18.1.0/24");
    genesis.networks.push(child);
    let mut world = genesis.begin();
    sample::publish(&mut world, "NET-198-18-0-0-1", Field::Comments, &[PEM]);
    for (path, handle, has_text) in [
        ("/registry/ip/198.18.1.7", "NET-198-18-1-0-1", false),
        ("/registry/ip/198.18.1.0/24", "NET-198-18-1-0-1", false),
        ("/registry/ip/198.18.1.0/25", "NET-198-18-1-0-1", false),
        ("/registry/ip/198.18.0.0/24", "NET-198-18-0-0-1", true),
        // No child encompasses the whole /23.
        ("/registry/ip/198.18.0.0/23", "NET-198-18-0-0-1", true),
    ] {
        let network = found(Registry::Arin, path, &world);
        assert_eq!(network["handle"], handle, "{path}");
        assert_eq!(network.get("remarks").is_some(), has_text, "{path}");
    }
}

#[test]
fn shows_what_is_published_and_not_what_is_typed() {
    let mut world = sample::world();
    sample::edit(&mut world, "NET-198-18-0-0-1", Field::Comments, &[PEM]);
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0", &world);
    assert!(network.get("remarks").is_none());
}

#[test]
fn redirects_to_the_registry_that_has_it() {
    let world = sample::world();
    let location = |registry, base: &str, path: &str| {
        let query = Query {
            base,
            path,
            pairs: &[],
        };
        let answer = answer(registry, &query, &world);
        assert_eq!(answer.status, 301);
        let header = answer.headers.iter().find(|(name, _)| *name == "location");
        header.unwrap().1.clone()
    };
    for (registry, base, path, to) in [
        (
            Registry::Ripe,
            "https://rdap.db.ripe.net",
            "/ip/198.18.1.0/24",
            "https://rdap.arin.net/registry/ip/198.18.1.0/24",
        ),
        (
            Registry::Arin,
            "http://127.0.0.1:4566/rdap.arin.net",
            "/registry/ip/203.0.113.9",
            "http://127.0.0.1:4566/rdap.apnic.net/ip/203.0.113.9",
        ),
        (
            Registry::Apnic,
            "http://rdap.apnic.net:4566",
            "/ip/2001:db8:100::",
            "http://rdap.db.ripe.net:4566/ip/2001:db8:100::",
        ),
        // Only the last host is the registry's, and only a URL is a location.
        (
            Registry::Arin,
            "http://rdap.arin.net.example/rdap.arin.net",
            "/registry/ip/203.0.113.9%25\"é",
            "http://rdap.arin.net.example/rdap.apnic.net/ip/203.0.113.9%25%22%C3%A9",
        ),
    ] {
        assert_eq!(location(registry, base, path), to);
    }
}

#[test]
fn reads_every_spelling_of_an_address() {
    let world = sample::world();
    for path in [
        "/ip/2001:db8:100::1",
        "/ip/2001%3Adb8%3A100%3A%3A1",
        "/ip/2001:db8:100::1%25eth0",
        "/ip/2001:0db8:0100:0000::/64",
    ] {
        let network = found(Registry::Ripe, path, &world);
        assert_eq!(network["handle"], "2001:db8:100::/40", "{path}");
    }
}

proptest! {
    /// Whatever a path holds, the answer is JSON with a status that RFC 7480
    /// knows; only a redirection has no body.
    #[test]
    fn answers_any_path(path in "(/registry|/rdap)?(/ip|/help|/autnum|/entity|/domain|/ips/rirSearch1/rdap-down)?/[0-9a-f.:/%]{0,20}\\PC{0,8}") {
        let world = sample::world();
        for registry in Registry::ALL {
            let answer = ask(registry, &path, &world);
            match answer.status {
                301 => prop_assert!(answer.body.is_empty()),
                status => {
                    prop_assert!([200, 400, 404, 501].contains(&status));
                    serde_json::from_slice::<Value>(&answer.body).unwrap();
                }
            }
        }
    }
}

/// What another registry has, whatever is asked for, and a block that has gone:
/// the stub says where to.
#[test]
fn redirects_whatever_is_asked() {
    let mut genesis = sample::genesis();
    let mut stub = genesis.networks[3].clone();
    stub.handle = "198.18.0.0 - 198.18.1.255".to_owned();
    stub.prefix = "198.18.0.0/23".parse().unwrap();
    stub.transferred_to = Some(Registry::Arin);
    genesis.networks.push(stub.clone());
    // Nobody has this one on record, but its stub says where it went.
    stub.handle = "192.0.2.0 - 192.0.2.255".to_owned();
    stub.prefix = "192.0.2.0/24".parse().unwrap();
    stub.transferred_to = Some(Registry::Lacnic);
    genesis.networks.push(stub);
    let world = genesis.begin();
    for (path, to) in [
        (
            "/ip/198.18.1.0/24",
            "rdap.arin.net/registry/ip/198.18.1.0/24",
        ),
        ("/ip/192.0.2.0/24", "rdap.lacnic.net/rdap/ip/192.0.2.0/24"),
        ("/autnum/64504", "rdap.afrinic.net/rdap/autnum/64504"),
        (
            "/domain/0.18.198.in-addr.arpa",
            "rdap.arin.net/registry/domain/0.18.198.in-addr.arpa",
        ),
    ] {
        let answer = ask(Registry::Apnic, path, &world);
        assert_eq!((answer.status, answer.body.len()), (301, 0), "{path}");
        let location = ("location", format!("http://127.0.0.1:4566/{to}"));
        assert!(answer.headers.contains(&location), "{path}");
    }
}
