//! `ByoipCidr`, the structure that every call on ranges answers with.

use byoip_vocabulary::prefix::Prefix;

use crate::wire::ec2::byoasn;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::range::{self, Lifecycle, Range, RangeKey};
use crate::world::{Command, World};

mod advertise;
mod deprovision;
mod describe;
mod provision;
mod withdraw;

#[cfg(test)]
mod tests;

pub(super) const ACTIONS: &[&Action] = &[
    &advertise::ACTION,
    &deprovision::ACTION,
    &describe::ACTION,
    &provision::ACTION,
    &withdraw::ACTION,
];

/// Performs a call on a range and answers with what it has become.
fn perform(call: &Call<'_>, cidr: Prefix, command: range::Command) -> Result<Xml, ServiceError> {
    let advertised = matches!(
        command,
        range::Command::Advertise { .. } | range::Command::Withdraw { .. }
    );
    call.perform(Command::Range(call.caller.clone(), command))?;
    let key = RangeKey {
        account: call.caller.account(),
        region: call.caller.region.clone(),
        cidr,
    };
    let world = call.read();
    let mut xml = Xml::default();
    xml.element("byoipCidr", |xml| {
        if let Some(range) = world.ranges().range(&key) {
            // Advertise and Withdraw answer without a status message
            // (observed), the describe has it.
            if advertised {
                xml.text("cidr", key.cidr);
                xml.text("state", range.state());
            } else {
                write(xml, &world, &key, range);
            }
        }
    });
    Ok(xml)
}

/// `ByoipCidr`. The real immediate answer to Provision has only `cidr` and
/// `state`; members that say nothing are left out.
fn write(xml: &mut Xml, world: &World, key: &RangeKey, range: &Range) {
    xml.text("cidr", key.cidr);
    xml.optional("description", range.description.as_ref());
    let asns: Vec<_> = world.byoasns().of_range(key).collect();
    if !asns.is_empty() {
        xml.list("asnAssociationSet", asns, |xml, (asn, state)| {
            byoasn::write_association(xml, asn, key.cidr, state);
        });
    }
    xml.optional("statusMessage", status_message(key, range));
    xml.text("state", range.state());
    if range.pool().is_some() {
        xml.text("networkBorderGroup", &range.border_group);
    }
}

/// What a state has to say. The success text is observed for IPv6 and known in
/// its beginning for IPv4.
pub(in crate::wire) fn status_message(key: &RangeKey, range: &Range) -> Option<String> {
    let family = if key.cidr.is_ipv4() { "Ipv4" } else { "Ipv6" };
    match &range.lifecycle {
        Lifecycle::Provisioned { pool }
        | Lifecycle::ProvisionedNotPubliclyAdvertisable { pool }
        | Lifecycle::PendingAdvertising { pool, .. }
        | Lifecycle::Advertised { pool, .. }
        | Lifecycle::PendingWithdrawal { pool, .. } => Some(format!(
            "Cidr successfully provisioned into {family}Pool: {pool}"
        )),
        Lifecycle::FailedProvision { verdict } => Some(verdict.to_string()),
        Lifecycle::FailedDeprovision { left, .. } => {
            Some(format!("Cidr could not be deprovisioned: {left}"))
        }
        Lifecycle::PendingProvision
        | Lifecycle::PendingDeprovision { .. }
        | Lifecycle::Deprovisioned => None,
    }
}
