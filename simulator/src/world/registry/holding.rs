//! Who holds what: networks, AS numbers, and the organisations they are
//! registered to.

use std::ops::RangeInclusive;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;

use super::record::Record;

/// A network on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Whose record it is.
    pub registry: Registry,
    /// `NET-198-18-0-0-1` at ARIN, `first - last` or the IPv6 prefix in RPSL,
    /// the prefix at LACNIC.
    pub handle: String,
    /// The name: ARIN's NetName, RPSL's netname.
    pub name: String,
    /// The addresses.
    pub prefix: Prefix,
    /// The delegation as whois writes it: `Direct Allocation`, `ALLOCATED PA`.
    pub status: String,
    /// The handle of the organisation that holds it.
    pub organization: String,
    /// RPSL's country; ARIN's networks have none.
    pub country: Option<String>,
    /// The next less specific network where that is not on record here.
    pub parent: Option<Parent>,
    /// RPSL's mntner.
    pub maintainer: Option<String>,
    /// The AS numbers that its holder says it is announced from.
    pub origins: Vec<Asn>,
    /// The name servers of its reverse zones; none where it has no delegation.
    pub nameservers: Vec<String>,
    /// The registry that keeps the record now, where this one has only a stub
    /// of it.
    pub transferred_to: Option<Registry>,
    /// The dates and the free text.
    pub record: Record,
}

impl Network {
    /// Whether the registry itself gave it out: its own holder has it in its
    /// resource certificate, where what a holder passed on has not (ARIN, RPKI
    /// FAQ: no ROAs for reassigned space; RIPE NCC: resources in your
    /// certificate).
    pub fn is_direct(&self) -> bool {
        let status = self.status.to_uppercase();
        let passed_on: &[&str] = match self.registry {
            Registry::Arin => &["REALLOCATION", "REASSIGNMENT"],
            Registry::Ripe | Registry::Afrinic => &[
                "SUB-ALLOCATED PA",
                "ASSIGNED PA",
                "LIR-PARTITIONED PA",
                "AGGREGATED-BY-LIR",
                "ALLOCATED-BY-LIR",
                "ASSIGNED",
            ],
            Registry::Apnic => &["ALLOCATED NON-PORTABLE", "ASSIGNED NON-PORTABLE"],
            Registry::Lacnic => &["REALLOCATED", "REASSIGNED"],
        };
        !passed_on.contains(&status.as_str())
    }
}

/// The next less specific network, by name and handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parent {
    /// Its name, such as `NET198`.
    pub name: String,
    /// Its handle, such as `NET-198-0-0-0-0`.
    pub handle: String,
}

/// AS numbers on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Autnum {
    /// Whose record it is.
    pub registry: Registry,
    /// The first of them; a record is of one as a rule.
    pub first: Asn,
    /// The last of them.
    pub last: Asn,
    /// The name: ARIN's ASName, RPSL's as-name.
    pub name: String,
    /// The handle of the organisation that holds them.
    pub organization: String,
    /// RPSL's country.
    pub country: Option<String>,
    /// RPSL's mntner.
    pub maintainer: Option<String>,
    /// The dates and the free text.
    pub record: Record,
}

impl Autnum {
    /// `AS64500`.
    pub fn handle(&self) -> String {
        self.first.to_string()
    }

    /// The numbers.
    pub fn numbers(&self) -> RangeInclusive<Asn> {
        self.first..=self.last
    }
}

/// An organisation on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Whose record it is.
    pub registry: Registry,
    /// `EXAMPLE-1` at ARIN, `ORG-EX1-RIPE` in RPSL.
    pub handle: String,
    /// The legal name.
    pub name: String,
    /// Street, as one or more lines.
    pub street: Vec<String>,
    /// City.
    pub city: String,
    /// State or province, as ARIN has it.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// Country, two letters.
    pub country: String,
    /// The contacts, in the record's order.
    pub contacts: Vec<Contact>,
    /// The dates and the free text.
    pub record: Record,
}

/// A point of contact: ARIN's POC, RPSL's role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// `NOC1-ARIN`, `EX1-RIPE`.
    pub handle: String,
    /// The name.
    pub name: String,
    /// The telephone number.
    pub phone: String,
    /// The address for mail.
    pub email: String,
    /// Whether complaints go here.
    pub abuse: bool,
    /// Whether questions of operation go here.
    pub technical: bool,
}
