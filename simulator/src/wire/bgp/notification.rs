//! Why a session ends, as the other end is told (RFC 4271, section 4.5): a code, a
//! subcode and what was wrong.

use super::{kind, message};

/// A farewell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notification {
    reason: Reason,
    data: Vec<u8>,
}

/// Why a session ends. Without another source it is RFC 4271, section 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The marker is not all ones.
    NotSynchronized,
    /// A message is shorter or longer than its kind can be.
    BadLength,
    /// There is no such kind of message.
    BadType,
    /// An OPEN whose parts do not fit together.
    MalformedOpen,
    /// Another version than 4.
    UnsupportedVersion,
    /// AS 0 (RFC 7607).
    BadPeerAs,
    /// No identifier.
    BadIdentifier,
    /// Something else than capabilities.
    UnsupportedParameter,
    /// One or two seconds.
    UnacceptableHoldTime,
    /// The parts of an UPDATE do not fit together.
    MalformedAttributes,
    /// A prefix longer than its family has bits.
    InvalidNetwork,
    /// Nothing was heard for as long as was agreed.
    HoldTimerExpired,
    /// Something else than an OPEN (RFC 6608).
    UnexpectedInOpenSent,
    /// Something else than a KEEPALIVE (RFC 6608).
    UnexpectedInOpenConfirm,
    /// An OPEN again (RFC 6608).
    UnexpectedInEstablished,
    /// The speaker begins anew (RFC 4486).
    AdministrativeReset,
}

impl Reason {
    /// Code and subcode.
    const fn numbers(self) -> [u8; 2] {
        match self {
            Self::NotSynchronized => [1, 1],
            Self::BadLength => [1, 2],
            Self::BadType => [1, 3],
            Self::MalformedOpen => [2, 0],
            Self::UnsupportedVersion => [2, 1],
            Self::BadPeerAs => [2, 2],
            Self::BadIdentifier => [2, 3],
            Self::UnsupportedParameter => [2, 4],
            Self::UnacceptableHoldTime => [2, 6],
            Self::MalformedAttributes => [3, 1],
            Self::InvalidNetwork => [3, 10],
            Self::HoldTimerExpired => [4, 0],
            Self::UnexpectedInOpenSent => [5, 1],
            Self::UnexpectedInOpenConfirm => [5, 2],
            Self::UnexpectedInEstablished => [5, 3],
            Self::AdministrativeReset => [6, 4],
        }
    }
}

impl Notification {
    /// A farewell with what was wrong, as far as the RFC has it sent.
    pub(crate) fn new(reason: Reason, data: &[u8]) -> Self {
        let data = data.to_vec();
        Self { reason, data }
    }

    /// The message.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let body = [&self.reason.numbers(), self.data.as_slice()].concat();
        message(kind::NOTIFICATION, &body)
    }
}

impl From<Reason> for Notification {
    fn from(reason: Reason) -> Self {
        Self::new(reason, &[])
    }
}
