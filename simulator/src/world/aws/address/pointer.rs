//! Reverse records of addresses: the name that a look-up of the address answers.
//!
//! Sources: EC2 API Reference, ModifyAddressAttribute, ResetAddressAttribute;
//! EC2 User Guide, "Use reverse DNS for email applications". A record locks its
//! address: it cannot be released while there is one. Not here: the forward
//! record that AWS looks for, as this world has no DNS.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AllocationId, Fact, Refusal};
use crate::world::aws::account::Caller;
use crate::world::{World, later};

/// A fully qualified domain name, with the dot at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainName(String);

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no domain name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a domain name; write it like mail.example.com")]
pub struct ParseDomainNameError;

impl FromStr for DomainName {
    type Err = ParseDomainNameError;

    /// RFC 1123: labels of letters, digits and inner hyphens, at most 63 long,
    /// at least two of them, at most 253 characters in all, and the last one no
    /// number, which would be an address.
    fn from_str(text: &str) -> Result<Self, ParseDomainNameError> {
        let name = text.strip_suffix('.').unwrap_or(text);
        let labels: Vec<&str> = name.split('.').collect();
        let sound = |label: &&str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let is_number = |label: &&str| label.bytes().all(|b| b.is_ascii_digit());
        if labels.last().is_some_and(is_number) {
            return Err(ParseDomainNameError);
        }
        if labels.len() >= 2 && name.len() <= 253 && labels.iter().all(sound) {
            Ok(Self(format!("{}.", name.to_ascii_lowercase())))
        } else {
            Err(ParseDomainNameError)
        }
    }
}

/// An address's reverse record, and the change that is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pointer {
    /// What it says.
    pub name: Option<DomainName>,
    /// What it will say, or that it will be gone.
    pub pending: Option<Option<DomainName>>,
}

impl Pointer {
    /// Whether it keeps the address from being released.
    pub const fn locks(&self) -> bool {
        self.name.is_some() || matches!(self.pending, Some(Some(_)))
    }
}

/// Decides the change of a reverse record.
pub(super) fn set(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    id: &AllocationId,
    name: Option<&DomainName>,
) -> Result<Vec<Fact>, Refusal> {
    let Some(address) = world.addresses.at(&caller.home(), id) else {
        let allocation = id.clone();
        return Err(Refusal::UnknownAllocation { allocation });
    };
    if address.pool.is_some() && !world.policy.reverse_dns_for_byoip {
        let address = address.address;
        return Err(Refusal::PointerElsewhere { address });
    }
    Ok(vec![Fact::PointerRequested {
        allocation: id.clone(),
        address: address.address,
        name: name.cloned(),
        settles_at: later(now, world.policy.reverse_dns_duration),
    }])
}

/// The change has been made.
pub(in crate::world) fn wake(world: &World, id: &AllocationId) -> Option<Fact> {
    let address = world.addresses.allocated(id)?;
    address.pointer.pending.as_ref()?;
    Some(Fact::PointerSet {
        allocation: id.clone(),
        address: address.address,
    })
}
