//! BGP as a router on another machine meets it: where it is told, and the bytes.
//! What real routers make of it is `tests/rpki/routers`'s to show.

use std::io::{Read, Write};
use std::net::TcpStream;

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

/// The first line and the environment name the same place.
#[test]
fn the_environment_names_the_port() {
    let simulator = Simulator::start();
    let desk = Desk::at(&simulator);
    let told = desk.line("echo $BYOIP_BGP_HOST:$BYOIP_BGP_PORT");
    assert_eq!(told, simulator.bgp());
}

#[test]
fn a_collector_that_is_not_there_is_told_with_those_that_are() {
    let told = Desk::new().fails("byoip-sim serve --bgp-collector RRC99", 1);
    assert!(told.contains("RRC00, RRC01, RRC11, RRC23"), "{told}");
}

/// A message's type and what follows its header.
fn hear(stream: &mut TcpStream) -> (u8, Vec<u8>) {
    let mut head = [0; 19];
    stream.read_exact(&mut head).expect("a message comes");
    let [marker @ .., high, low, kind] = head;
    assert_eq!(marker, [0xFF; 16]);
    let length = usize::from(u16::from_be_bytes([high, low]));
    let mut body = vec![0; length - head.len()];
    stream.read_exact(&mut body).expect("all of it comes");
    (kind, body)
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(19 + body.len()).expect("it is short");
    [&[0xFF; 16][..], &length.to_be_bytes(), &[kind], body].concat()
}

/// OPEN, KEEPALIVE, the routes and the end of the table to a router of IPv4 alone
/// with short AS numbers; then a withdrawal; then the world begins anew (RFC 4271,
/// section 4).
#[test]
fn a_router_gets_the_table_and_what_changes() {
    let simulator = Simulator::start();
    let mut router = TcpStream::connect(simulator.bgp()).expect("it listens");
    let (kind, open) = hear(&mut router);
    assert_eq!(kind, 1);
    // Version 4, AS12654, 90 seconds.
    assert_eq!(open[..5], [4, 0x31, 0x6E, 0, 90]);
    let open = [4, 0xFB, 0xFF, 0, 90, 192, 0, 2, 1, 0];
    let said = [message(1, &open), message(4, &[])].concat();
    router.write_all(&said).expect("it reads");
    assert_eq!(hear(&mut router), (4, Vec::new()));
    let mut routes = 0;
    while hear(&mut router) != (2, vec![0; 4]) {
        routes += 1;
    }
    assert!(routes > 0);
    let home = r#"{"prefix":"198.18.0.0/23","asn":"AS64500"}"#;
    assert_eq!(simulator.control("DELETE", "announcements", home).0, 204);
    simulator.advance("1h");
    while hear(&mut router) != (2, vec![0, 4, 23, 198, 18, 0, 0, 0]) {}
    assert_eq!(simulator.control("POST", "reset", "{}").0, 200);
    assert_eq!(hear(&mut router), (3, vec![6, 4]));
}
