//! OPEN: who a speaker is and what it can do (RFC 4271, section 4.2), with
//! capabilities (RFC 5492) and optional parameters of any length (RFC 9072).

use std::net::Ipv4Addr;

use byoip_vocabulary::asn::Asn;
use bytes::{Buf, TryGetError};

use super::notification::{Notification, Reason};
use super::{Family, kind, message};

/// Who a speaker is and what it can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    /// Its AS.
    pub(crate) asn: Asn,
    /// After how many seconds of silence it takes the other for gone; never, if
    /// that is zero.
    pub(crate) hold_time: u16,
    /// Its identifier.
    pub(crate) identifier: Ipv4Addr,
    /// What it wants to hear of.
    pub(crate) families: Vec<Family>,
    /// Whether it can read AS numbers of four octets.
    pub(crate) has_four_octets: bool,
}

/// The version of the protocol.
const VERSION: u8 = 4;
/// Stands where an AS number has no room (RFC 6793).
pub(super) const AS_TRANS: u16 = 23_456;
/// The one optional parameter.
const CAPABILITIES: u8 = 2;
/// Says that lengths of two octets follow (RFC 9072).
const EXTENDED: u8 = 255;

/// The capabilities that mean something here, by their numbers of IANA's.
mod capability {
    pub(super) const MULTIPROTOCOL: u8 = 1;
    pub(super) const ROUTE_REFRESH: u8 = 2;
    pub(super) const FOUR_OCTETS: u8 = 65;
}

impl Open {
    /// What RFC 4271 suggests, in seconds (section 10).
    pub(crate) const HOLD_TIME: u16 = 90;

    /// The OPEN of a speaker that can do all that is here.
    pub(crate) fn of(asn: Asn, identifier: Ipv4Addr) -> Self {
        Self {
            asn,
            hold_time: Self::HOLD_TIME,
            identifier,
            families: Family::ALL.to_vec(),
            has_four_octets: true,
        }
    }

    /// The message. Route refresh is offered to everybody.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut capabilities = Vec::new();
        for family in &self.families {
            let (number, part) = family.numbers();
            capabilities.extend([capability::MULTIPROTOCOL, 4]);
            capabilities.extend(number.to_be_bytes());
            capabilities.extend([0, part]);
        }
        capabilities.extend([capability::ROUTE_REFRESH, 0]);
        if self.has_four_octets {
            capabilities.extend([capability::FOUR_OCTETS, 4]);
            capabilities.extend(self.asn.number().to_be_bytes());
        }
        let length = u8::try_from(capabilities.len()).unwrap_or(u8::MAX);
        let short = u16::try_from(self.asn.number()).unwrap_or(AS_TRANS);
        let mut body = vec![VERSION];
        body.extend(short.to_be_bytes());
        body.extend(self.hold_time.to_be_bytes());
        body.extend(self.identifier.octets());
        body.extend([length.saturating_add(2), CAPABILITIES, length]);
        body.extend(capabilities);
        message(kind::OPEN, &body)
    }

    /// Reads what follows the header.
    pub(super) fn read(mut body: &[u8]) -> Result<Self, Notification> {
        let version = body.try_get_u8().map_err(malformed)?;
        if version != VERSION {
            let ours = u16::from(VERSION).to_be_bytes();
            return Err(Notification::new(Reason::UnsupportedVersion, &ours));
        }
        let asn = body.try_get_u16().map_err(malformed)?;
        let hold_time = body.try_get_u16().map_err(malformed)?;
        let identifier = body.try_get_u32().map_err(malformed)?;
        let offered = Offered::read(body)?;
        let asn = offered.asn.unwrap_or(u32::from(asn));
        if asn == 0 {
            return Err(Reason::BadPeerAs.into());
        }
        if matches!(hold_time, 1 | 2) {
            return Err(Reason::UnacceptableHoldTime.into());
        }
        if identifier == 0 {
            return Err(Reason::BadIdentifier.into());
        }
        Ok(Self {
            asn: Asn::new(asn),
            hold_time,
            identifier: Ipv4Addr::from_bits(identifier),
            families: offered.families(),
            has_four_octets: offered.asn.is_some(),
        })
    }
}

/// What the capabilities of an OPEN say.
#[derive(Default)]
struct Offered {
    /// The families named, known or not; none where nothing is said of any.
    families: Option<Vec<Option<Family>>>,
    asn: Option<u32>,
}

impl Offered {
    /// Reads the optional parameters, from their length on.
    fn read(mut bytes: &[u8]) -> Result<Self, Notification> {
        let short = bytes.try_get_u8().map_err(malformed)?;
        let is_extended = short == EXTENDED && bytes.first() == Some(&EXTENDED);
        let length = if is_extended {
            bytes.advance(1);
            usize::from(bytes.try_get_u16().map_err(malformed)?)
        } else {
            usize::from(short)
        };
        if bytes.len() != length {
            return Err(Reason::MalformedOpen.into());
        }
        let mut offered = Self::default();
        while bytes.has_remaining() {
            let parameter = bytes.get_u8();
            let length = if is_extended {
                usize::from(bytes.try_get_u16().map_err(malformed)?)
            } else {
                usize::from(bytes.try_get_u8().map_err(malformed)?)
            };
            let value = take(&mut bytes, length)?;
            if parameter != CAPABILITIES {
                return Err(Reason::UnsupportedParameter.into());
            }
            offered.add(value)?;
        }
        Ok(offered)
    }

    /// Reads the capabilities of one parameter. Those that are not known are
    /// nothing to either (RFC 5492, section 3).
    fn add(&mut self, mut bytes: &[u8]) -> Result<(), Notification> {
        while bytes.has_remaining() {
            let code = bytes.get_u8();
            let length = bytes.try_get_u8().map_err(malformed)?;
            let mut value = take(&mut bytes, length.into())?;
            match code {
                capability::MULTIPROTOCOL => {
                    let family = value.try_get_u16().map_err(malformed)?;
                    let _reserved = value.try_get_u8().map_err(malformed)?;
                    let part = value.try_get_u8().map_err(malformed)?;
                    let families = self.families.get_or_insert_default();
                    families.push(Family::new(family, part));
                }
                capability::FOUR_OCTETS => {
                    self.asn = Some(value.try_get_u32().map_err(malformed)?);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// IPv4 alone is for those who say nothing (RFC 4760, section 8).
    fn families(&self) -> Vec<Family> {
        let Some(named) = &self.families else {
            return vec![Family::Ipv4];
        };
        let wanted = |family: &Family| named.contains(&Some(*family));
        Family::ALL.into_iter().filter(wanted).collect()
    }
}

/// Takes so many bytes off the front.
fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Result<&'a [u8], Notification> {
    let (taken, rest) = bytes
        .split_at_checked(length)
        .ok_or(Reason::MalformedOpen)?;
    *bytes = rest;
    Ok(taken)
}

fn malformed(_: TryGetError) -> Notification {
    Reason::MalformedOpen.into()
}
