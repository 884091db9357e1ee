use proptest::prelude::*;

use super::*;

fn vrp(prefix: &str, max_length: u8, asn: u32) -> Payload {
    let prefix = prefix.parse().unwrap();
    let vrp = Vrp::new(prefix, Some(max_length), Asn::new(asn)).unwrap();
    (vrp, Registry::Arin.into())
}

/// A moment keeps what it had, whatever comes and goes after it.
#[test]
fn each_moment_has_its_own() {
    let mut payloads = Payloads::default();
    let (old, new) = (
        vrp("198.18.0.0/23", 23, 64500),
        vrp("198.18.0.0/23", 24, 16509),
    );
    payloads.add(old);
    payloads.add(new);
    payloads.remove(old);
    let all: Vec<Vec<Payload>> = (0..=3).map(|serial| payloads.at(serial).all()).collect();
    assert_eq!(all, [vec![], vec![old], vec![old, new], vec![new]]);
    assert_eq!(payloads.between(0, 3), (vec![new], vec![]));
    assert_eq!(payloads.between(1, 3), (vec![new], vec![old]));
    assert_eq!(payloads.between(3, 3), (vec![], vec![]));
}

/// Of two that say the same one can go.
#[test]
fn twins_go_one_by_one() {
    let mut payloads = Payloads::default();
    let twin = vrp("2001:db8::/32", 48, 64500);
    payloads.add(twin);
    payloads.add(twin);
    payloads.remove(twin);
    assert_eq!(payloads.at(2).all(), [twin]);
    assert_eq!(payloads.at(3).all(), [twin]);
    assert_eq!(payloads.between(1, 3), (vec![], vec![]));
    payloads.remove(twin);
    assert_eq!(payloads.at(4).all(), []);
    assert_eq!(payloads.between(3, 4), (vec![], vec![twin]));
}

/// Prefixes of either family that often cover each other, the longest and the
/// shortest among them.
fn prefixes() -> impl Strategy<Value = Prefix> {
    let v4 = (0_u32..8, 0_u8..=32).prop_map(|(low, length)| {
        let bits = 0xC612_0000 | (low << 8) | (low & 1);
        ipnet::Ipv4Net::new(bits.into(), length)
            .unwrap()
            .trunc()
            .into()
    });
    let v6 = (0_u128..8, 0_u8..=128).prop_map(|(low, length)| {
        let bits = (0x2001_0DB8 << 96) | (low << 80) | (low & 1);
        ipnet::Ipv6Net::new(bits.into(), length)
            .unwrap()
            .trunc()
            .into()
    });
    let net = prop_oneof![v4, v6];
    net.prop_map(|net: ipnet::IpNet| Prefix::new(net.addr(), net.prefix_len()).unwrap())
}

fn payload() -> impl Strategy<Value = Payload> {
    (prefixes(), 0_u8..=128, 0_u32..3, any::<bool>()).prop_map(|(prefix, extra, asn, ripe)| {
        let max_length = prefix.length().saturating_add(extra).min(prefix.longest());
        let vrp = Vrp::new(prefix, Some(max_length), Asn::new(asn)).unwrap();
        let registry = if ripe { Registry::Ripe } else { Registry::Arin };
        (vrp, registry.into())
    })
}

proptest! {
    /// At every moment the index says what a plain list of that moment says.
    #[test]
    fn the_index_is_the_list(
        changes in prop::collection::vec((payload(), any::<prop::sample::Index>(), 0..4), 0..60),
        routes in prop::collection::vec((prefixes(), 0_u32..3), 1..20),
    ) {
        let mut payloads = Payloads::default();
        let mut list: Vec<Payload> = Vec::new();
        let mut lists = vec![list.clone()];
        for (new, which, kind) in changes {
            if kind == 0 && !list.is_empty() {
                let gone = list.remove(which.index(list.len()));
                payloads.remove(gone);
            } else {
                list.push(new);
                payloads.add(new);
            }
            lists.push(list.clone());
        }
        for (serial, mut list) in (0..).zip(lists) {
            list.sort_unstable();
            list.dedup();
            let view = payloads.at(serial);
            prop_assert_eq!(&view.all(), &list);
            let mut vrps: Vec<Vrp> = list.iter().map(|(vrp, _)| *vrp).collect();
            vrps.dedup();
            for (prefix, asn) in &routes {
                let wanted = RouteValidity::new(*prefix, Asn::new(*asn), &vrps);
                prop_assert_eq!(view.state(*prefix, Asn::new(*asn)), wanted.state());
                prop_assert_eq!(view.validity(*prefix, Asn::new(*asn)), wanted);
            }
        }
    }
}
