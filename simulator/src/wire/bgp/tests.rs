//! Bytes of BIRD 2.0.12 and GoBGP 3.10, recorded on a socket, and what the crate
//! `bgpkit-parser`, which has nothing of ours in it, reads in ours.

use bgpkit_parser::Elementor;
use bgpkit_parser::models::{AsnLength, AttributeValue, BgpElem, BgpMessage, ElemType};
use bgpkit_parser::parser::bgp::parse_bgp_message;
use bytes::Bytes;
use proptest::prelude::*;

use super::message::{Message, read};
use super::notification::{Notification, Reason};
use super::*;

mod following;
mod wrong;

fn hex(text: &str) -> Vec<u8> {
    let digits = text.split_whitespace().collect::<String>();
    let octets = (0..digits.len()).step_by(2);
    octets
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

/// A message of a kind with its header, which the recordings below go without.
fn framed(kind: u8, body: &str) -> Vec<u8> {
    message(kind, &hex(body))
}

fn asns(numbers: &[u32]) -> Vec<Asn> {
    numbers.iter().copied().map(Asn::new).collect()
}

fn prefixes(texts: &[&str]) -> Vec<Prefix> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn way(path: &[u32], next_hop: &str) -> Way {
    let path = asns(path);
    let next_hop = next_hop.parse().unwrap();
    Way { path, next_hop }
}

/// What a router of AS64511 is told.
fn terms(numbers: Numbers) -> Terms {
    Terms {
        numbers,
        is_internal: false,
        families: Family::ALL.to_vec(),
        hold_time: None,
    }
}

/// BIRD's, with graceful restart and enhanced refresh besides, and GoBGP's, whose
/// capabilities are a parameter each.
#[test]
fn opens_of_real_routers_are_read() {
    let both = Family::ALL.to_vec();
    for (body, hold_time, identifier) in [
        (
            "04fbff00f0c0000201 1e021c 010400010001 010400020001 0200 40020078 41040000fbff 4600 4700",
            240,
            [192, 0, 2, 1],
        ),
        (
            "04fbff005ac0000202 24 0222 0200 490402766d00 010400010001 010400020001 41040000fbff \
             0506000100010002",
            90,
            [192, 0, 2, 2],
        ),
    ] {
        let bytes = framed(kind::OPEN, body);
        let open = Open {
            asn: Asn::new(64511),
            hold_time,
            identifier: identifier.into(),
            families: both.clone(),
            has_four_octets: true,
        };
        let length = bytes.len();
        assert_eq!(read(&bytes), Ok(Some((Message::Open(open), length))));
    }
}

/// The terms that follow from what a router can do.
#[test]
fn a_router_is_told_what_it_can_read() {
    for (capabilities, hold_time, asn, families, hold) in [
        // Nothing at all is IPv4 with short numbers.
        ("", 0, 64511, &[Family::Ipv4][..], None),
        ("02020200", 30, 64511, &[Family::Ipv4], Some(30)),
        (
            "0206010400020001",
            65535,
            64511,
            &[Family::Ipv6],
            Some(Open::HOLD_TIME),
        ),
        // Multicast of IPv4 is not here.
        ("0206010400010002", 3, 64511, &[], Some(3)),
        // 4200000001, with the length of RFC 9072.
        (
            "ff0009020006 4104fa56ea01",
            90,
            4_200_000_001,
            &[Family::Ipv4],
            Some(90),
        ),
    ] {
        let capabilities = hex(capabilities);
        let length = match capabilities.first() {
            Some(0xff) => 0xff,
            _ => u8::try_from(capabilities.len()).unwrap(),
        };
        let start = format!("04fbff{hold_time:04x}c0000201{length:02x}");
        let body = [hex(&start), capabilities].concat();
        let Ok(Some((Message::Open(open), _))) = read(&message(kind::OPEN, &body)) else {
            panic!("{body:02x?} is no OPEN");
        };
        let terms = Terms::with(&open);
        assert_eq!(open.asn, Asn::new(asn));
        assert_eq!(terms.families(), families);
        assert_eq!(terms.hold_time, hold);
    }
}

#[test]
fn our_open_is_read_back() {
    let ours = Open::of(RIS, [192, 0, 2, 251].into());
    let bytes = ours.bytes();
    let whole = bytes.len();
    let seen = read(&bytes).unwrap();
    assert_eq!(seen, Some((Message::Open(ours), whole)));
    let mut bytes = Bytes::from(bytes);
    let BgpMessage::Open(open) = parse_bgp_message(&mut bytes, false, &AsnLength::Bits16).unwrap()
    else {
        panic!("it is no OPEN");
    };
    assert_eq!(
        (open.version, open.asn.to_u32(), open.hold_time),
        (4, 12654, 90)
    );
    assert_eq!(open.opt_params.len(), 1);
}

/// The same routes as BIRD announces and withdraws them, as AS12654 whose filters
/// put three numbers in front and set the next hop, to a router with numbers of
/// four octets and to one without. BIRD writes the length of what is reached, and no
/// longer reached, by IPv6 in two octets where one is enough; else byte for byte.
#[test]
fn updates_are_those_of_bird() {
    let path = [16509, 4_200_000_008, 64500];
    let ipv4 = (
        way(&path, "192.0.2.5"),
        prefixes(&["198.51.100.0/24", "198.18.0.0/23"]),
    );
    let ipv6 = (way(&path, "2001:db8:ffff::5"), prefixes(&["2001:db8::/32"]));
    let four = "40010100 400212 0204 0000316e 0000407d fa56ea08 0000fbf4";
    let two = "40010100 40020a 0204 316e 407d 5ba0 fbf4";
    let besides = "c01112 0204 0000316e 0000407d fa56ea08 0000fbf4";
    let next_hop = "400304 c0000205";
    let announced = "18c63364 17c61200";
    let reached = "800e1a 0002011020010db8ffff00000000000000000005 00 2020010db8";
    for (numbers, expected_ipv4, expected_ipv6) in [
        (
            Numbers::FourOctets,
            format!("0000 0020 {four} {next_hop} {announced}"),
            format!("0000 0036 {reached} {four}"),
        ),
        (
            Numbers::TwoOctets,
            format!("0000 002d {two} {next_hop} {besides} {announced}"),
            format!("0000 0043 {reached} {two} {besides}"),
        ),
    ] {
        let terms = terms(numbers);
        for ((way, prefixes), expected) in [(&ipv4, expected_ipv4), (&ipv6, expected_ipv6)] {
            let told = update::announced(&terms, way, prefixes);
            assert_eq!(told, framed(kind::UPDATE, &expected), "{numbers:?}");
        }
    }
    let gone = update::withdrawn(&[ipv4.1, ipv6.1].concat());
    let expected = [
        framed(kind::UPDATE, "0008 18c63364 17c61200 0000"),
        framed(kind::UPDATE, "0000 000b 800f08 000201 2020010db8"),
    ];
    assert_eq!(gone, expected.concat());
    let ends = Family::ALL.map(update::end_of_rib);
    assert_eq!(
        ends,
        [
            framed(kind::UPDATE, "0000 0000"),
            framed(kind::UPDATE, "0000 0006 800f03 000201"),
        ]
        .map(|bytes| bytes.to_vec())
    );
}

/// Numbers that have room are not told twice (RFC 6793, section 4.2.2).
#[test]
fn short_numbers_need_no_second_path() {
    let told = update::announced(
        &terms(Numbers::TwoOctets),
        &way(&[16509], "192.0.2.5"),
        &prefixes(&["198.18.0.0/23"]),
    );
    let expected = "0000 0014 40010100 400206 0202 316e 407d 400304 c0000205 17c61200";
    assert_eq!(told, framed(kind::UPDATE, expected));
}

/// To a router of its own AS the collector tells the path as it has it.
#[test]
fn a_router_of_the_same_as_gets_the_path_as_it_is() {
    let mut open = Open::of(RIS, [192, 0, 2, 1].into());
    let way = way(&[16509], "192.0.2.5");
    let routed = prefixes(&["198.18.0.0/23"]);
    let told = update::announced(&Terms::with(&open), &way, &routed);
    let inside = "0000 001b 40010100 400206 0201 0000407d 400304 c0000205 400504 00000064 17c61200";
    assert_eq!(told, framed(kind::UPDATE, inside));
    open.asn = Asn::new(64511);
    let told = update::announced(&Terms::with(&open), &way, &routed);
    let outside = "0000 0018 40010100 40020a 0202 0000316e 0000407d 400304 c0000205 17c61200";
    assert_eq!(told, framed(kind::UPDATE, outside));
}

/// Splits what is told into messages.
fn split(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut messages = Vec::new();
    while !bytes.is_empty() {
        let (_, length) = read(bytes).unwrap().expect("it is whole");
        let (message, rest) = bytes.split_at(length);
        messages.push(message);
        bytes = rest;
    }
    messages
}

/// Reads UPDATEs as the other crate does.
fn elements(bytes: &[u8], length: AsnLength) -> Vec<BgpElem> {
    let peer = "192.0.2.251".parse().unwrap();
    let read = |message: &[u8]| {
        let mut message = Bytes::copy_from_slice(message);
        match parse_bgp_message(&mut message, false, &length).unwrap() {
            BgpMessage::Update(update) => {
                let asn = RIS.number().into();
                Elementor::bgp_update_to_elems(update, 0.0, &peer, &asn)
            }
            other => panic!("{other:?} is no UPDATE"),
        }
    };
    split(bytes).into_iter().flat_map(read).collect()
}

/// Any but the whole internet: the other crate takes its length of zero for the
/// start of a path identifier.
fn any_prefix(family: Family) -> BoxedStrategy<Prefix> {
    match family {
        Family::Ipv4 => (any::<u32>(), 1..=32_u8)
            .prop_map(|(bits, length)| {
                let kept = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
                Prefix::new(std::net::Ipv4Addr::from(bits & kept).into(), length).unwrap()
            })
            .boxed(),
        Family::Ipv6 => (any::<u128>(), 1..=128_u8)
            .prop_map(|(bits, length)| {
                let kept = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
                Prefix::new(std::net::Ipv6Addr::from(bits & kept).into(), length).unwrap()
            })
            .boxed(),
    }
}

proptest! {
    /// However many prefixes and however long the path: no message is too long, and
    /// another reader has what was told.
    #[test]
    fn what_is_told_is_heard(
        (family, prefixes) in proptest::sample::select(Family::ALL.to_vec()).prop_flat_map(|family| {
            (Just(family), proptest::collection::vec(any_prefix(family), 1..900))
        }),
        path in proptest::collection::vec(1..=u32::MAX, 1..300),
    ) {
        let next_hop = match family {
            Family::Ipv4 => "192.0.2.5",
            Family::Ipv6 => "2001:db8:ffff::5",
        };
        let way = way(&path, next_hop);
        let expected: Vec<String> = prefixes.iter().map(Prefix::to_string).collect();
        let told = update::announced(&terms(Numbers::FourOctets), &way, &prefixes);
        let heard = elements(&told, AsnLength::Bits32);
        let seen: Vec<String> = heard.iter().map(|it| it.prefix.to_string()).collect();
        prop_assert_eq!(&seen, &expected);
        let whole = [&[RIS.number()], path.as_slice()].concat();
        for element in heard {
            prop_assert_eq!(element.elem_type, ElemType::ANNOUNCE);
            prop_assert_eq!(element.next_hop, Some(way.next_hop));
            let path = element.as_path.unwrap().to_u32_vec_opt(false).unwrap();
            prop_assert_eq!(path, whole.clone());
        }
        let gone = elements(&update::withdrawn(&prefixes), AsnLength::Bits32);
        prop_assert!(gone.iter().all(|it| it.elem_type == ElemType::WITHDRAW));
        let gone: Vec<String> = gone.iter().map(|it| it.prefix.to_string()).collect();
        prop_assert_eq!(gone, expected);
    }

    /// Whatever comes in is a message, may become one, or ends the session.
    #[test]
    fn anything_is_read(
        is_marked in any::<bool>(),
        length in 0..64_u16,
        kind in 0..8_u8,
        bytes in proptest::collection::vec(any::<u8>(), 0..64),
    ) {
        let head = [&MARKER[..], &length.to_be_bytes(), &[kind]].concat();
        let bytes = if is_marked { [head, bytes].concat() } else { bytes };
        match read(&bytes) {
            Ok(Some((_, length))) => prop_assert!((HEADER..=bytes.len()).contains(&length)),
            Ok(None) => prop_assert!(bytes.len() < MESSAGE_MAX),
            Err(notification) => prop_assert_eq!(notification.bytes()[18], kind::NOTIFICATION),
        }
    }
}

/// An old router puts the path together from both (RFC 6793, section 4.2.3).
#[test]
fn both_paths_are_there_for_old_routers() {
    let path = [16509, 4_200_000_008, 64500];
    let routed = prefixes(&["198.18.0.0/23"]);
    let told = update::announced(
        &terms(Numbers::TwoOctets),
        &way(&path, "192.0.2.5"),
        &routed,
    );
    let mut told = Bytes::from(told);
    let BgpMessage::Update(heard) =
        parse_bgp_message(&mut told, false, &AsnLength::Bits16).unwrap()
    else {
        panic!("it is no UPDATE");
    };
    let paths: Vec<Vec<u32>> = (&heard.attributes)
        .into_iter()
        .filter_map(|it| match it {
            AttributeValue::AsPath(path) | AttributeValue::As4Path(path) => {
                path.to_u32_vec_opt(false)
            }
            _ => None,
        })
        .collect();
    let long = vec![12654, 16509, 4_200_000_008, 64500];
    assert_eq!(paths, [vec![12654, 16509, 23456, 64500], long]);
}
