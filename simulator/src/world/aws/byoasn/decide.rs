//! The rules of bringing AS numbers and of associating them with ranges, in the
//! order in which they are checked.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use jiff::Timestamp;

use super::{Association, AssociationState, Command, Fact, Refusal, RemovalRefusal};
use crate::world::aws::range::{self, Lifecycle, Range};
use crate::world::{Refusal as WorldRefusal, World, later};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, WorldRefusal> {
    match command {
        Command::Bring { account, asn } => Ok(bring(world, *account, *asn)),
        Command::Remove { account, asn } => Ok(vec![remove(world, *account, *asn)?]),
        Command::Associate(association) => {
            check_region(world, association, "AssociateIpamByoasn")?;
            check_associable(world, association)?;
            Ok(vec![Fact::AssociationStarted {
                association: association.clone(),
                settles_at: later(now, world.policy.asn_association_duration),
            }])
        }
        Command::Disassociate(association) => {
            check_region(world, association, "DisassociateIpamByoasn")?;
            check_separable(world, association)?;
            Ok(vec![Fact::DisassociationStarted {
                association: association.clone(),
                settles_at: later(now, world.policy.asn_association_duration),
            }])
        }
    }
}

/// To bring what is brought already changes nothing.
fn bring(world: &World, account: AccountId, asn: Asn) -> Vec<Fact> {
    if world.byoasns.of(account).any(|own| own == asn) {
        return Vec::new();
    }
    vec![Fact::Brought { account, asn }]
}

/// One that a range is associated with stays (IPAM guide, BYOASN: only once it
/// is disassociated from all of them).
fn remove(world: &World, account: AccountId, asn: Asn) -> Result<Fact, RemovalRefusal> {
    if !world.byoasns.of(account).any(|own| own == asn) {
        return Err(RemovalRefusal::NotBrought { account, asn });
    }
    let mut associations = world.byoasns.associations();
    match associations.find(|(it, _)| it.range.account == account && it.asn == asn) {
        Some((association, _)) => Err(RemovalRefusal::Associated {
            asn,
            range: association.range.clone(),
        }),
        None => Ok(Fact::Removed { account, asn }),
    }
}

fn check_region(
    world: &World,
    association: &Association,
    action: &'static str,
) -> Result<(), range::Refusal> {
    if range::is_available(&world.policy, &association.range.region) {
        Ok(())
    } else {
        Err(range::Refusal::NoByoipHere { action })
    }
}

fn check_associable(world: &World, association: &Association) -> Result<(), Refusal> {
    let (asn, prefix) = (association.asn, association.range.cidr);
    let mut own = world.byoasns.of(association.range.account);
    if !own.any(|own| own == asn) {
        return Err(Refusal::NotBrought { asn });
    }
    let range = world.ranges.range(&association.range);
    let range = range.ok_or(Refusal::UnknownRange { prefix })?;
    match range.lifecycle {
        Lifecycle::Provisioned { .. } | Lifecycle::Advertised { .. } => {}
        Lifecycle::FailedDeprovision { .. } if world.policy.failed_deprovision_usable => {}
        Lifecycle::ProvisionedNotPubliclyAdvertisable { .. } => {
            return Err(Refusal::NotAdvertisable { prefix });
        }
        Lifecycle::PendingProvision
        | Lifecycle::FailedProvision { .. }
        | Lifecycle::PendingAdvertising { .. }
        | Lifecycle::PendingWithdrawal { .. }
        | Lifecycle::PendingDeprovision { .. }
        | Lifecycle::FailedDeprovision { .. }
        | Lifecycle::Deprovisioned => {
            let state = range.state();
            return Err(Refusal::WrongState { prefix, state });
        }
    }
    match world.byoasns.state(association) {
        Some(state) => Err(Refusal::AlreadyAssociated { asn, prefix, state }),
        None => Ok(()),
    }
}

/// An association goes in any state of its range but while the range is
/// announced from the AS, so that nothing stands in a deprovisioning's way for
/// good.
fn check_separable(world: &World, association: &Association) -> Result<(), Refusal> {
    let (asn, prefix) = (association.asn, association.range.cidr);
    match world.byoasns.state(association) {
        Some(AssociationState::Associated) => {}
        Some(
            state
            @ (AssociationState::PendingAssociation | AssociationState::PendingDisassociation),
        ) => return Err(Refusal::Unsettled { asn, prefix, state }),
        None => return Err(Refusal::NotAssociated { asn, prefix }),
    }
    let range = world.ranges.range(&association.range);
    if range.and_then(Range::origin) == Some(asn) {
        return Err(Refusal::StillAdvertised { asn, prefix });
    }
    Ok(())
}
