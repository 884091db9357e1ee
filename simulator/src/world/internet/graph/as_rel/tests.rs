use proptest::prelude::*;

use super::super::seeded::{self, Shape};
use super::*;

fn kind(graph: &Graph, number: u32) -> Kind {
    graph.network(graph.find(Asn::new(number)).unwrap()).kind
}

#[test]
fn both_serials_are_read() {
    let serial_1 = "# a comment\n64496|64497|0\n64496|64498|-1\n\n64498|64499|-1\n64498|64500|0\n";
    let serial_2 = "# source:topology|BGP\r\n64496|64497|0|bgp\r\n64496|64498|-1|bgp\r\n\
                    64498|64499|-1|mlp\r\n64498|64500|0|mlp\r\n";
    let graph = read(serial_1).unwrap();
    assert_eq!(graph, read(serial_2).unwrap());
    let node = graph.find(Asn::new(64498)).unwrap();
    let find = |number| graph.find(Asn::new(number)).unwrap();
    assert_eq!(graph.providers(node), [find(64496)]);
    assert_eq!(graph.peers(node), [find(64500)]);
    assert_eq!(graph.customers(node), [find(64499)]);
    assert_eq!(kind(&graph, 64496), Kind::Tier1);
    assert_eq!(kind(&graph, 64497), Kind::Content);
    assert_eq!(kind(&graph, 64498), Kind::Transit);
    assert_eq!(kind(&graph, 64499), Kind::Stub);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let cases = [
        (
            "64496|64497\n",
            "line 1: not three or four fields between `|`, as in `3356|64500|-1`",
        ),
        (
            "#\n64496|64497|0|bgp|\n",
            "line 2: not three or four fields between `|`, as in `3356|64500|-1`",
        ),
        (
            "64496|AS64497|0",
            "line 1: `AS64497` is not an AS number; write the bare number",
        ),
        (
            "4294967296|64497|0",
            "line 1: `4294967296` is not an AS number; write the bare number",
        ),
        (
            "64496|64497|1",
            "line 1: unknown relation `1`; write -1 (provider|customer) or 0 (peers)",
        ),
        (
            "64496|64497|0\n64498|64498|0",
            "line 2: AS64498 cannot be its own neighbour",
        ),
        (
            "64496|64497|0\n#\n64497|64496|-1",
            "line 3: line 1 says already what AS64496 and AS64497 are to each other",
        ),
        (
            "64496|64497|-1\n64497|64498|-1\n64498|64496|-1",
            "AS64498, AS64497, AS64496 buy transit in a circle; no network may be, however far \
             up, a provider of its own providers",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text).unwrap_err().to_string(), expected, "{text:?}");
    }
}

#[test]
fn what_is_written_can_be_read() {
    let mut graph = seeded::graph(3, Shape::default());
    let number = Asn::new(64500);
    graph.attach(number, &[Asn::new(3356)]).unwrap();
    let text = AsRel(&graph).to_string();
    let again = read(&text).unwrap();
    assert_eq!(AsRel(&again).to_string(), text);
    assert_eq!(again.size(), graph.size());
    assert_eq!(again.directed_links(), graph.directed_links());
    assert!(text.contains("\n3356|64500|-1\n"));
    assert!(text.contains("\n16509|14618|-1\n"));
    assert!(text.contains("\n174|701|0\n"));
}

proptest! {
    /// Nonsense is refused, and what is taken is written the same again.
    #[test]
    fn any_text_is_read_or_refused(text in "([0-9]{1,2}\\|[0-9]{1,2}\\|(0|-1|1)(\\|bgp)?\n){0,12}") {
        if let Ok(graph) = read(&text) {
            let written = AsRel(&graph).to_string();
            prop_assert_eq!(AsRel(&read(&written).unwrap()).to_string(), written);
        }
    }
}
