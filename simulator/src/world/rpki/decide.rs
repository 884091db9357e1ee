//! Which ROAs a holder may create and delete, and when that shows.
//!
//! Sources: ARIN, RPKI FAQ, and RIPE NCC, resource certification: a ROA is made
//! by whoever has the space in its resource certificate, which is whom a
//! registry gave it to, not whom that holder passed it on to.

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;

use super::{Command, Draft, Entry, Fact, RoaId};
use crate::world::draw::{Branch, Spread};
use crate::world::policy::Policy;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::{Member, Network};
use crate::world::{World, later};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, HolderRefusal> {
    let mut facts = Vec::new();
    for (position, id) in (0u64..).zip(&command.delete) {
        let (earlier, _) = command.delete.split_at(facts.len());
        if earlier.contains(id) {
            return Err(HolderRefusal::NoSuchRoa { id: id.clone() });
        }
        facts.push(delete(world, now, command, id, position)?);
    }
    for (position, draft) in (0u64..).zip(&command.create) {
        let (earlier, _) = command.create.split_at(facts.len() - command.delete.len());
        if earlier.iter().any(|other| other.roa == draft.roa) {
            return Err(HolderRefusal::RoaExists { roa: draft.roa });
        }
        facts.push(create(world, now, command, draft, position)?);
    }
    Ok(facts)
}

fn delete(
    world: &World,
    now: Timestamp,
    command: &Command,
    id: &RoaId,
    position: u64,
) -> Result<Fact, HolderRefusal> {
    let rpki = &world.rpki;
    let Some(entry) = rpki.entries.get(id).filter(|entry| entry.is_wanted()) else {
        return Err(HolderRefusal::NoSuchRoa { id: id.clone() });
    };
    if let Some(by) = &command.by
        && entry.member != *by
    {
        return Err(HolderRefusal::NotYours {
            what: id.to_string(),
            member: by.clone(),
        });
    }
    world.registries.check_up(entry.member.registry)?;
    let spread = removal(entry.member.registry, &world.policy);
    let draw = rpki.deleted.saturating_add(position);
    let delay = world.draw.duration(Branch::RoaRemoval, draw, spread);
    Ok(Fact::Deleted {
        id: id.clone(),
        roa: entry.roa,
        removed_at: later(now, delay),
    })
}

fn create(
    world: &World,
    now: Timestamp,
    command: &Command,
    draft: &Draft,
    position: u64,
) -> Result<Fact, HolderRefusal> {
    let roa = draft.roa;
    let member = certified(world, command.by.as_ref(), roa.prefix())?;
    world.registries.check_up(member.registry)?;
    let same = |(id, entry): (&RoaId, &Entry)| {
        entry.roa == roa && entry.is_wanted() && !command.delete.contains(id)
    };
    if world.rpki.entries().any(same) {
        return Err(HolderRefusal::RoaExists { roa });
    }
    let spread = publication(member.registry, &world.policy);
    let draw = world.rpki.created.saturating_add(position);
    let delay = world.draw.duration(Branch::RoaPublication, draw, spread);
    Ok(Fact::Created {
        id: RoaId::new(&world.draw.uuid(Branch::Roa, draw).replace('-', "")),
        member,
        name: draft.name.clone(),
        until: draft.until,
        roa,
        published_at: later(now, delay),
    })
}

/// In whose resource certificate the prefix is, if that is whoever asks.
fn certified(world: &World, by: Option<&Member>, prefix: Prefix) -> Result<Member, HolderRefusal> {
    let registries = &world.registries;
    let Some(network) = registries.certified(prefix) else {
        return Err(HolderRefusal::NotHeld { prefix });
    };
    let member = Member {
        registry: network.registry,
        organization: network.organization.clone(),
    };
    match by {
        Some(by) if *by != member => {
            let holds = |network: &Network| {
                network.registry == by.registry && network.organization == by.organization
            };
            let passed_on = registries.smallest_covering(prefix).is_some_and(holds);
            Err(if passed_on {
                let upstream = member.organization;
                HolderRefusal::PassedOn { prefix, upstream }
            } else {
                HolderRefusal::NotYours {
                    what: prefix.to_string(),
                    member: by.clone(),
                }
            })
        }
        Some(_) | None => Ok(member),
    }
}

/// From a creation to the publication point.
fn publication(registry: Registry, policy: &Policy) -> Spread {
    match registry {
        Registry::Arin => policy.arin_roa_publication,
        Registry::Ripe => policy.ripe_roa_publication,
        Registry::Apnic => policy.apnic_roa_publication,
        Registry::Lacnic => policy.lacnic_roa_publication,
        Registry::Afrinic => policy.afrinic_roa_publication,
    }
}

/// From a deletion to the publication point.
fn removal(registry: Registry, policy: &Policy) -> Spread {
    match registry {
        Registry::Arin => policy.arin_roa_removal,
        Registry::Ripe => policy.ripe_roa_removal,
        Registry::Apnic => policy.apnic_roa_removal,
        Registry::Lacnic => policy.lacnic_roa_removal,
        Registry::Afrinic => policy.afrinic_roa_removal,
    }
}
