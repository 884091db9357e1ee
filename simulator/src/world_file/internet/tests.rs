use byoip_vocabulary::asn::Asn;

use crate::world::Genesis;
use crate::world::internet::graph::Kind;
use crate::world_file::{DEFAULT, WorldFile, WorldFileError};

/// The default world with this in the place of its internet.
fn read(internet: &str, place: &str) -> Result<Genesis, WorldFileError> {
    let (before, rest) = DEFAULT.split_once("internet:\n").unwrap();
    let (_, behind) = rest.split_once("\n\n").unwrap();
    let text = format!("{before}internet: {internet}\n\n{behind}");
    WorldFile::parse(&text, place).map(|world| world.genesis)
}

#[test]
fn an_internet_is_as_large_as_the_file_says() {
    for (networks, expected) in [("400", 400), ("2000", 2000), ("50", 50)] {
        let genesis = read(&format!("{{ networks: {networks} }}"), "world.yaml").unwrap();
        let routes = genesis.routes.len();
        let world = genesis.begin();
        let size = world.internet().graph().size();
        assert!((expected..=expected + routes).contains(&size), "{size}");
    }
}

/// Amazon comes to an internet that does not have it, as do partners; who sells
/// transit there is drawn for those who validate.
#[test]
fn an_internet_can_be_known() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("world.yaml");
    let place = place.to_str().unwrap();
    let known = "# as-rel\n64496|64497|0\n64496|64505|-1\n64497|64506|-1\n64505|64507|-1\n";
    std::fs::write(folder.path().join("known.txt"), known).unwrap();
    let partners = "partners: [{ name: far, asn: AS64507 }, { name: new, asn: AS64508 }]";
    let genesis = read(&format!("{{ as_rel: known.txt, {partners} }}"), place).unwrap();
    let world = genesis.begin();
    let graph = world.internet().graph();
    let find = |asn| graph.find(Asn::new(asn)).unwrap();
    assert_eq!(graph.network(find(64496)).kind, Kind::Tier1);
    assert!(!graph.providers(find(16509)).is_empty());
    assert!(!graph.providers(find(64508)).is_empty());
    let prefix = "198.18.0.0/23".parse().unwrap();
    assert_eq!(world.routing(prefix).shares().1, 0, "everybody has a route");
}

#[test]
fn a_partner_listens_to_whom_the_file_says() {
    let listener = "{ name: b, asn: AS64497, validator: networks-3 }";
    let genesis = read(&format!("{{ partners: [{listener}] }}"), "world.yaml").unwrap();
    let world = genesis.begin();
    let graph = world.internet().graph();
    let network = graph.network(graph.find(Asn::new(64497)).unwrap());
    let names = crate::world::rpki::validator::ValidatorName::NETWORKS;
    let listens = network.validator.map(|number| names[usize::from(number)]);
    assert_eq!(listens, Some("networks-3"));
}

#[test]
fn what_is_no_internet_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("world.yaml");
    let place = place.to_str().unwrap();
    for (name, text) in [
        ("garbage.txt", "64496|64497\n"),
        (
            "circle.txt",
            "64496|64497|-1\n64497|64498|-1\n64498|64496|-1\n",
        ),
        ("empty.txt", "# nobody\n"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    for (internet, expected) in [
        (
            "{ networks: 100001 }",
            "100001 networks cannot be drawn; write 50 to 100000",
        ),
        ("{ networks: -1 }", "networks"),
        (
            "{ networks: 400, as_rel: circle.txt }",
            "write networks or as_rel, not both",
        ),
        ("{ as_rel: absent.txt }", "absent.txt"),
        (
            "{ as_rel: garbage.txt }",
            "line 1: not three or four fields",
        ),
        ("{ as_rel: circle.txt }", "buy transit in a circle"),
        ("{ as_rel: empty.txt }", "nobody sells transit"),
        (
            "{ partners: [{ name: a, asn: AS1, validator: network-1 }] }",
            "did you mean `networks-1`?",
        ),
        (
            "{ partners: [{ name: a, asn: AS1 }, { name: a, asn: AS2 }] }",
            "partner a is there twice",
        ),
        (
            "{ partners: [{ name: \"\", asn: AS1 }] }",
            "a partner has a name on one line",
        ),
    ] {
        let error = read(internet, place).unwrap_err().to_string();
        assert!(error.contains(expected), "{internet}\n{error}");
    }
}
