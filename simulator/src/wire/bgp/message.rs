//! What a router sends (RFC 4271, section 4). What is wrong with it ends the
//! session, and the router is told why.

use bytes::Buf;

use super::notification::{Notification, Reason};
use super::open::Open;
use super::{Family, HEADER, MARKER, MESSAGE_MAX, kind, message, update};

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    /// Who it is and what it can do.
    Open(Open),
    /// Routes of its own.
    Update,
    /// It ends the session, for the reason with this code and subcode.
    Notification([u8; 2]),
    /// It is still there.
    Keepalive,
    /// It wants to hear everything of a family again; none for one that was not
    /// offered.
    RouteRefresh(Option<Family>),
}

impl Message {
    /// The number of its kind.
    pub(crate) const fn kind(&self) -> u8 {
        match self {
            Self::Open(_) => kind::OPEN,
            Self::Update => kind::UPDATE,
            Self::Notification(_) => kind::NOTIFICATION,
            Self::Keepalive => kind::KEEPALIVE,
            Self::RouteRefresh(_) => kind::ROUTE_REFRESH,
        }
    }
}

/// "I am still here."
pub(crate) fn keepalive() -> Vec<u8> {
    message(kind::KEEPALIVE, &[])
}

/// Reads the message that the bytes begin with, and of how many it is; nothing
/// while they may still become one.
pub(crate) fn read(bytes: &[u8]) -> Result<Option<(Message, usize)>, Notification> {
    // Whoever speaks something else need not say more of it.
    if !bytes.iter().zip(MARKER).all(|(byte, one)| *byte == one) {
        return Err(Reason::NotSynchronized.into());
    }
    let Some((header, rest)) = bytes.split_first_chunk::<HEADER>() else {
        return Ok(None);
    };
    let mut fields = header.as_slice();
    fields.advance(MARKER.len());
    let length = fields.get_u16();
    let kind = fields.get_u8();
    let whole = usize::from(length);
    let shortest = match kind {
        kind::OPEN => 29,
        kind::UPDATE => 23,
        kind::NOTIFICATION => 21,
        kind::KEEPALIVE => HEADER,
        kind::ROUTE_REFRESH => 23,
        kind => return Err(Notification::new(Reason::BadType, &[kind])),
    };
    let longest = match kind {
        kind::KEEPALIVE | kind::ROUTE_REFRESH => shortest,
        _ => MESSAGE_MAX,
    };
    if whole < shortest || whole > longest {
        let told = length.to_be_bytes();
        return Err(Notification::new(Reason::BadLength, &told));
    }
    let Some(body) = rest.get(..whole - HEADER) else {
        return Ok(None);
    };
    Ok(Some((read_body(kind, body)?, whole)))
}

/// Reads what follows a header. It is long enough for its kind.
fn read_body(kind: u8, mut body: &[u8]) -> Result<Message, Notification> {
    Ok(match kind {
        kind::OPEN => Message::Open(Open::read(body)?),
        kind::UPDATE => {
            update::check(body)?;
            Message::Update
        }
        kind::NOTIFICATION => Message::Notification([body.get_u8(), body.get_u8()]),
        kind::ROUTE_REFRESH => {
            let family = body.get_u16();
            // RFC 7313 has meanings for this octet that were not offered.
            body.advance(1);
            Message::RouteRefresh(Family::new(family, body.get_u8()))
        }
        _ => Message::Keepalive,
    })
}
