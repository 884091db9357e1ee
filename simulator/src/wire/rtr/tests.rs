use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::roa::Roa;
use proptest::prelude::*;

use super::query::{Asked, Farewell, Query};
use super::*;

const STATE: State = State {
    session: 0x1234,
    serial: 7,
};

fn vrp(prefix: &str, max_length: u8, asn: u32) -> Vrp {
    Roa::new(prefix.parse().unwrap(), Some(max_length), Asn::new(asn)).unwrap()
}

/// The data units as RFC 8210, sections 5.2 to 5.11, draws them.
#[test]
fn data_units_are_the_rfcs() {
    let v4 = [
        1, 4, 0, 0, 0, 0, 0, 20, // version, type, zero, length
        1, 23, 24, 0, // flags, prefix length, max length, zero
        198, 18, 0, 0, // prefix
        0, 0, 0x40, 0x7D, // AS16509
    ];
    assert_eq!(
        pdu::payloads(
            Version::V1,
            Flag::Announce,
            &[vrp("198.18.0.0/23", 24, 16509)]
        ),
        v4
    );
    let v6 = [
        2, 6, 0, 0, 0, 0, 0, 32, //
        0, 32, 48, 0, //
        0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, //
        0, 0, 0xFB, 0xF5, // AS64501
    ];
    assert_eq!(
        pdu::payloads(
            Version::V2,
            Flag::Withdraw,
            &[vrp("2001:db8::/32", 48, 64501)]
        ),
        v6
    );
    assert_eq!(
        pdu::serial_notify(Version::V1, STATE),
        [1, 0, 0x12, 0x34, 0, 0, 0, 12, 0, 0, 0, 7]
    );
    assert_eq!(
        pdu::cache_response(Version::V0, STATE),
        [0, 3, 0x12, 0x34, 0, 0, 0, 8]
    );
    assert_eq!(pdu::cache_reset(Version::V2), [2, 8, 0, 0, 0, 0, 0, 8]);
}

/// Version 0 has no timers (RFC 6810, section 5.8); the others have RFC 8210's.
#[test]
fn the_end_has_timers_from_version_1_on() {
    assert_eq!(
        pdu::end_of_data(Version::V0, STATE),
        [0, 7, 0x12, 0x34, 0, 0, 0, 12, 0, 0, 0, 7]
    );
    let timers = [0, 0, 0x0E, 0x10, 0, 0, 0x02, 0x58, 0, 0, 0x1C, 0x20];
    for version in [Version::V1, Version::V2] {
        let head = [version.number(), 7, 0x12, 0x34, 0, 0, 0, 24, 0, 0, 0, 7];
        let expected = [head, timers].concat();
        assert_eq!(pdu::end_of_data(version, STATE), expected);
    }
}

#[test]
fn queries_are_read_one_by_one() {
    let bytes = [
        1, 1, 0x12, 0x34, 0, 0, 0, 12, 0, 0, 0, 7, // Serial Query
        1, 2, 0, 0, 0, 0, 0, 8, // Reset Query
    ];
    let asked = |query, length| {
        let version = Version::V1;
        Ok(Some(Asked {
            version,
            query,
            length,
        }))
    };
    assert_eq!(query::read(&bytes, None), asked(Query::Serial(STATE), 12));
    let spoken = Some(Version::V1);
    assert_eq!(query::read(&bytes[12..], spoken), asked(Query::Reset, 8));
    for less in 0..12 {
        assert_eq!(query::read(&bytes[..less], None), Ok(None), "{less} bytes");
    }
}

/// The first eight bytes of what is wrong, what was spoken before, and the version
/// and the code of the report.
#[test]
fn what_is_wrong_is_told_with_its_code() {
    for (wrong, spoken, version, code) in [
        ([3, 2, 0, 0, 0, 0, 0, 8], None, 2, 4),
        ([1, 2, 0, 0, 0, 0, 0, 8], Some(Version::V2), 2, 8),
        ([9, 2, 0, 0, 0, 0, 0, 8], Some(Version::V1), 1, 8),
        // RFC 6810 has no code 8.
        ([1, 2, 0, 0, 0, 0, 0, 8], Some(Version::V0), 0, 4),
        ([1, 2, 0, 0, 0, 0, 0, 12], None, 1, 0),
        ([1, 1, 0, 0, 0, 0, 0, 8], None, 1, 0),
        ([1, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], None, 1, 0),
        ([1, 2, 0, 0, 0, 0, 0, 0], None, 1, 0),
        // Types of caches, and those that the version does not have.
        ([0, 4, 0, 0, 0, 0, 0, 20], None, 0, 3),
        ([1, 9, 0, 0, 0, 0, 0, 123], None, 1, 3),
        ([0, 9, 0, 0, 0, 0, 0, 123], None, 0, 5),
        ([2, 11, 0, 0, 0, 0, 0, 16], None, 2, 3),
        ([1, 11, 0, 0, 0, 0, 0, 16], None, 1, 5),
        ([1, 5, 0, 0, 0, 0, 0, 8], None, 1, 5),
    ] {
        let Err(Farewell(report)) = query::read(&wrong, spoken) else {
            panic!("{wrong:?} is read");
        };
        assert_eq!(report[..4], [version, 10, 0, code], "{wrong:?}");
        let length = u32::from_be_bytes(report[4..8].try_into().unwrap());
        assert_eq!(length as usize, report.len());
        assert_eq!(report[8..12], [0, 0, 0, 8], "what was wrong, in full");
        assert_eq!(report[12..20], wrong);
        let text = u32::from_be_bytes(report[20..24].try_into().unwrap());
        assert_eq!(text as usize, report[24..].len());
    }
}

/// RFC 8210, section 5.11: no report answers a report.
#[test]
fn a_report_is_not_answered() {
    let report = [1, 10, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(query::read(&report, None), Err(Farewell(Vec::new())));
}

#[test]
fn longer_prefixes_come_first_and_nothing_twice() {
    let (short, long) = (
        vrp("198.18.0.0/15", 24, 64500),
        vrp("198.18.0.0/23", 24, 64500),
    );
    let other = vrp("198.18.0.0/23", 24, 16509);
    let v6 = vrp("2001:db8::/32", 32, 64500);
    let ordered = announced(vec![short, other, long, v6, short]);
    assert_eq!(*ordered, [v6, other, long, short]);
    let update = Update::new(STATE, vec![short], vec![long, v6]);
    let kinds: Vec<Vec<u8>> = update.chunks(Version::V1).collect();
    let expected = [
        pdu::cache_response(Version::V1, STATE),
        pdu::payloads(Version::V1, Flag::Announce, &[short]),
        pdu::payloads(Version::V1, Flag::Withdraw, &[long, v6]),
        pdu::end_of_data(Version::V1, STATE),
    ];
    assert_eq!(kinds, expected);
}

proptest! {
    /// Whatever comes in is a query, may become one, or is reported; a query is
    /// never longer than what came.
    #[test]
    fn anything_is_read(
        bytes in proptest::collection::vec(any::<u8>(), 0..64),
        spoken in proptest::sample::select(vec![None, Some(Version::V0), Some(Version::V2)]),
    ) {
        match query::read(&bytes, spoken) {
            Ok(Some(asked)) => prop_assert!(asked.length <= bytes.len()),
            Ok(None) => prop_assert!(bytes.len() < 12),
            Err(Farewell(report)) => prop_assert!(report.is_empty() || report[1] == 10),
        }
    }
}

fn aspa(customer: u32, providers: &[u32]) -> Aspa {
    Aspa {
        customer: Asn::new(customer),
        providers: providers.iter().copied().map(Asn::new).collect(),
    }
}

/// As draft-ietf-sidrops-8210bis, section 5.12, draws it, and as the crate that
/// Routinator is built on writes it. The versions before have no such thing.
#[test]
fn aspas_are_the_drafts() {
    let all = [aspa(64500, &[174, 1299])];
    let announced = [
        2, 11, 1, 0, 0, 0, 0, 20, // version, type, flags, zero, length
        0, 0, 0xFB, 0xF4, // customer
        0, 0, 0, 0xAE, 0, 0, 0x05, 0x13, // providers
    ];
    assert_eq!(pdu::aspas(Version::V2, Flag::Announce, &all), announced);
    let withdrawn = [2, 11, 0, 0, 0, 0, 0, 12, 0, 0, 0xFB, 0xF4];
    assert_eq!(pdu::aspas(Version::V2, Flag::Withdraw, &all), withdrawn);
    for version in [Version::V0, Version::V1] {
        assert!(pdu::aspas(version, Flag::Announce, &all).is_empty());
    }
}

/// What a router is told of ASPAs stands between the payloads and the end.
#[test]
fn aspas_come_after_the_payloads() {
    let update = Update::new(STATE, vec![vrp("198.18.0.0/23", 24, 16509)], Vec::new());
    let update = update.with_aspas(vec![aspa(64500, &[174])], vec![aspa(64501, &[174])]);
    let kinds = |version| {
        let bytes: Vec<u8> = update.chunks(version).flatten().collect();
        let mut rest = bytes.as_slice();
        let mut kinds = Vec::new();
        while let Some(([_, kind, _, _, length @ ..], _)) = rest.split_first_chunk::<8>() {
            kinds.push(*kind);
            let length = usize::try_from(u32::from_be_bytes(*length)).unwrap();
            rest = &rest[length..];
        }
        kinds
    };
    assert_eq!(kinds(Version::V2), [3, 4, 11, 11, 7]);
    assert_eq!(kinds(Version::V1), [3, 4, 7]);
}
