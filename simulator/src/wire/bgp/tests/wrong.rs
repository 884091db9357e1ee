//! What a router may not send, and the code it is told (RFC 4271, section 6).

use super::*;

fn told(reason: Reason, data: &[u8]) -> Vec<u8> {
    let farewell = Notification::new(reason, data);
    farewell.bytes()[HEADER..].to_vec()
}

fn refused(bytes: &[u8]) -> Vec<u8> {
    let farewell = read(bytes).unwrap_err();
    farewell.bytes()[HEADER..].to_vec()
}

/// Marker, length and type; the length or type that was wrong is told.
#[test]
fn headers() {
    let header = |length: u16, kind: u8| [&MARKER[..], &length.to_be_bytes(), &[kind]].concat();
    for (bytes, expected) in [
        (header(18, kind::KEEPALIVE), vec![1, 2, 0, 18]),
        (header(20, kind::KEEPALIVE), vec![1, 2, 0, 20]),
        (header(28, kind::OPEN), vec![1, 2, 0, 28]),
        (header(22, kind::UPDATE), vec![1, 2, 0, 22]),
        (header(4097, kind::UPDATE), vec![1, 2, 0x10, 0x01]),
        (header(20, kind::NOTIFICATION), vec![1, 2, 0, 20]),
        (header(24, kind::ROUTE_REFRESH), vec![1, 2, 0, 24]),
        (header(19, 0), vec![1, 3, 0]),
        (header(19, 6), vec![1, 3, 6]),
    ] {
        assert_eq!(refused(&bytes), expected, "{bytes:02x?}");
        for less in 0..HEADER {
            assert_eq!(read(&bytes[..less]), Ok(None), "{less} bytes");
        }
    }
    for bytes in [&b"G"[..], b"\xff\xff\xfe", &[0; 19]] {
        assert_eq!(refused(bytes), [1, 1], "{bytes:02x?}");
    }
}

#[test]
fn opens() {
    for (body, expected) in [
        ("03fbff005ac000020100", vec![2, 1, 0, 4]),
        ("040000005ac000020100", vec![2, 2]),
        // 0 by its capability, though not by the field.
        ("045ba0005ac00002010802064104 00000000", vec![2, 2]),
        ("04fbff005a0000000000", vec![2, 3]),
        // Authentication, which RFC 4271 has done away with.
        ("04fbff005ac0000201 03 010100", vec![2, 4]),
        ("04fbff0001c000020100", vec![2, 6]),
        ("04fbff0002c000020100", vec![2, 6]),
        // Lengths that lead past the end, or not to it.
        ("04fbff005ac0000201 04 0200", vec![2, 0]),
        ("04fbff005ac0000201 00 0200", vec![2, 0]),
        ("04fbff005ac0000201 01 02", vec![2, 0]),
        ("04fbff005ac0000201 02 0201", vec![2, 0]),
        ("04fbff005ac0000201 03 020101", vec![2, 0]),
        ("04fbff005ac0000201 04 02020104", vec![2, 0]),
        ("04fbff005ac0000201 06 0204 41020000", vec![2, 0]),
        ("04fbff005ac0000201 06 0204 01020001", vec![2, 0]),
        ("04fbff005ac0000201 ff ff", vec![2, 0]),
        ("04fbff005ac0000201 ff ff0002 0200", vec![2, 0]),
    ] {
        assert_eq!(refused(&framed(kind::OPEN, body)), expected, "{body}");
    }
}

#[test]
fn updates() {
    for (body, expected) in [
        ("0001 0000", vec![3, 1]),
        ("0000 0001", vec![3, 1]),
        ("0003 18c633 0000", vec![3, 10]),
        ("0000 0000 21c6336400", vec![3, 10]),
        ("0000 0000 18c633", vec![3, 10]),
    ] {
        assert_eq!(refused(&framed(kind::UPDATE, body)), expected, "{body}");
    }
    // A default route, and attributes that nobody knows.
    for body in ["0001 00 0000", "0000 0004 c0ff0100 00", "0000 0000"] {
        let bytes = framed(kind::UPDATE, body);
        assert_eq!(read(&bytes), Ok(Some((Message::Update, bytes.len()))));
    }
}

#[test]
fn the_rest_is_read() {
    for (bytes, expected) in [
        (message::keepalive(), Message::Keepalive),
        (
            framed(kind::NOTIFICATION, "0602 6279652e"),
            Message::Notification([6, 2]),
        ),
        (
            framed(kind::ROUTE_REFRESH, "0002 00 01"),
            Message::RouteRefresh(Some(Family::Ipv6)),
        ),
        (
            framed(kind::ROUTE_REFRESH, "0019 00 46"),
            Message::RouteRefresh(None),
        ),
    ] {
        let length = bytes.len();
        let behind = [bytes.as_slice(), &[0xFF]].concat();
        assert_eq!(read(&behind), Ok(Some((expected, length))));
        assert_eq!(read(&bytes[..length - 1]), Ok(None));
    }
}

/// Codes and subcodes that no message above leads to, by IANA's registry of BGP
/// error codes.
#[test]
fn farewells_have_their_codes() {
    for (reason, expected) in [
        (Reason::HoldTimerExpired, [4, 0]),
        (Reason::UnexpectedInOpenSent, [5, 1]),
        (Reason::UnexpectedInOpenConfirm, [5, 2]),
        (Reason::UnexpectedInEstablished, [5, 3]),
        (Reason::AdministrativeReset, [6, 4]),
    ] {
        assert_eq!(told(reason, &[]), expected);
    }
}
