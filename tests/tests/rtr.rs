//! RTR as a router on another machine meets it: where it is told, and the bytes.
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
    let told = desk.line("echo $BYOIP_RTR_HOST:$BYOIP_RTR_PORT");
    assert_eq!(told, simulator.rtr());
}

#[test]
fn a_validator_that_is_not_there_is_told_with_those_that_are() {
    let told = Desk::new().fails("byoip-sim serve --rtr-validator network-1", 1);
    assert!(
        told.contains("networks-1, networks-2, networks-3"),
        "{told}"
    );
}

/// What follows a cache's header of a version and a type, without the session.
fn expect(stream: &mut TcpStream, version: u8, kind: u8, rest: &[u8]) {
    let mut head = [0; 8];
    stream.read_exact(&mut head).expect("a data unit comes");
    let [its, its_kind, _, _, a, b, c, d] = head;
    assert_eq!((its, its_kind), (version, kind));
    assert_eq!(u32::from_be_bytes([a, b, c, d]) as usize, 8 + rest.len());
    let mut body = vec![0; rest.len()];
    stream.read_exact(&mut body).expect("all of it comes");
    assert_eq!(body, rest);
}

/// Reset Query, Cache Response, prefixes, End of Data; a ROA and its Serial Notify
/// (RFC 8210, sections 5 and 8.1 to 8.2).
#[test]
fn a_router_starts_and_is_notified() {
    let simulator = Simulator::start_with(&["--rtr-validator", "networks-1"]);
    let mut router = TcpStream::connect(simulator.rtr()).expect("it listens");
    router
        .write_all(&[1, 2, 0, 0, 0, 0, 0, 8])
        .expect("it reads");
    expect(&mut router, 1, 3, &[]);
    let ripes = [1, 24, 24, 0, 192, 0, 2, 0, 0, 0, 0xFB, 0xF5];
    expect(&mut router, 1, 4, &ripes);
    let apnics = [1, 24, 24, 0, 203, 0, 113, 0, 0, 0, 0xFB, 0xF6];
    expect(&mut router, 1, 4, &apnics);
    let timers = [0, 0, 0x0E, 0x10, 0, 0, 0x02, 0x58, 0, 0, 0x1C, 0x20];
    expect(&mut router, 1, 7, &[&[0; 4], &timers[..]].concat());
    let roa = r#"{"prefix":"2001:db8::/32","max_length":48,"asn":"AS16509"}"#;
    assert_eq!(simulator.control("POST", "roas", roa).0, 201);
    simulator.advance("1h");
    expect(&mut router, 1, 0, &[0, 0, 0, 1]);
}
