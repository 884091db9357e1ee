use super::*;
use crate::wire::sample;

#[test]
fn every_peer_has_an_address_of_its_own() {
    let world = sample::world();
    let peers = Peer::all(world.internet().graph());
    assert_eq!(peers.len(), 40);
    let first = peers[0];
    assert_eq!((first.rrc.name, first.rrc.number()), ("RRC00", "00"));
    assert_eq!(first.address(true).to_string(), "192.0.2.1");
    assert_eq!(peers[39].address(false).to_string(), "2001:db8:ffff::28");
    for (position, peer) in peers.iter().enumerate() {
        let behind = &peers[position + 1..];
        assert!(behind.iter().all(|other| other.node != peer.node));
        assert!(
            behind
                .iter()
                .all(|other| other.address(true) != peer.address(true))
        );
    }
}
