//! Which ROAs a holder may create and delete, and when that shows.
//!
//! Sources: ARIN, RPKI FAQ, and RIPE NCC, resource certification: a ROA is made
//! by whoever has the space in its resource certificate, which is whom a
//! registry gave it to, not whom that holder passed it on to.

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;

use super::{Command, Draft, Entry, Fact, Refusal, RoaId};
use crate::world::draw::{Branch, Spread};
use crate::world::policy::Policy;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::{self, Member, Network};
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
            return Err(Refusal::NoSuchRoa { id: id.clone() }.into());
        }
        facts.push(delete(world, now, command, id, position)?);
    }
    let (mut head, mut part) = (0, 0);
    for (position, draft) in (0u64..).zip(&command.create) {
        (head, part) = match draft.joined {
            true => (head, part + 1),
            false => (position, 0),
        };
        let (earlier, _) = command.create.split_at(facts.len() - command.delete.len());
        facts.push(create(world, now, command, draft, earlier, (head, part))?);
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
        return Err(Refusal::NoSuchRoa { id: id.clone() }.into());
    };
    if let Some(by) = &command.by
        && entry.member != *by
    {
        let (what, member) = (id.to_string(), by.clone());
        return Err(Refusal::NotYours { what, member }.into());
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

/// `place` is the position of the first draft of the same ROA, and the number of
/// drafts from there.
fn create(
    world: &World,
    now: Timestamp,
    command: &Command,
    draft: &Draft,
    earlier: &[Draft],
    place: (u64, u64),
) -> Result<Fact, HolderRefusal> {
    let roa = draft.roa;
    let member = certified(world, command.by.as_ref(), roa.prefix())?;
    world.registries.check_up(member.registry)?;
    check_room(world, command, roa, &member, earlier)?;
    let (head, part) = place;
    let spread = publication(member.registry, &world.policy);
    let draw = world.rpki.created.saturating_add(head);
    let delay = world.draw.duration(Branch::RoaPublication, draw, spread);
    let handle = world.draw.uuid(Branch::Roa, draw).replace('-', "");
    let shown_at = || route_object(world, now, command, draft, member.registry);
    let route_object = draft.route_object.then(shown_at);
    Ok(Fact::Created {
        id: RoaId::new(&match part {
            0 => handle,
            part => format!("{handle}-{part}"),
        }),
        member,
        name: draft.name.clone(),
        until: draft.until,
        roa,
        published_at: later(now, delay),
        route_object,
    })
}

/// Checks that no ROA says the same, of those on record but for what the command
/// deletes, and of those before it in the command; and at a registry that takes
/// no overlapping ones of one organisation, that none overlaps.
fn check_room(
    world: &World,
    command: &Command,
    roa: Roa,
    member: &Member,
    earlier: &[Draft],
) -> Result<(), Refusal> {
    let stays = |(id, entry): &(&RoaId, &Entry)| entry.is_wanted() && !command.delete.contains(id);
    let staying = || world.rpki.entries().filter(stays).map(|(_, entry)| entry);
    let drafted = || earlier.iter().map(|draft| draft.roa);
    let mut others = staying().map(|entry| entry.roa).chain(drafted());
    if others.any(|other| other == roa) {
        return Err(Refusal::RoaExists { roa });
    }
    let is_strict = command.by.is_some()
        && member.registry == Registry::Arin
        && world.policy.arin_overlapping_roas_refused;
    if !is_strict {
        return Ok(());
    }
    let own = staying().filter(|entry| entry.member == *member);
    let mut others = own.map(|entry| entry.roa).chain(drafted());
    match others.find(|other| overlap(roa, *other)) {
        Some(other) => Err(Refusal::RoaOverlaps { roa, other }),
        None => Ok(()),
    }
}

/// Whether one route is valid by both ROAs.
fn overlap(one: Roa, other: Roa) -> bool {
    let holds = |outer: Roa, inner: Roa| {
        outer.prefix().covers(inner.prefix()) && inner.prefix().length() <= outer.max_length()
    };
    one.asn() == other.asn() && (holds(one, other) || holds(other, one))
}

/// From when on whois shows the route object of a draft. One that is there, of
/// a ROA that this one takes the place of, stays.
fn route_object(
    world: &World,
    now: Timestamp,
    command: &Command,
    draft: &Draft,
    registry: Registry,
) -> Timestamp {
    let route = |roa: &Roa| (roa.prefix(), roa.asn());
    let replaced = command.delete.iter().filter_map(|id| world.rpki.entry(id));
    let mut same = replaced.filter(|entry| route(&entry.roa) == route(&draft.roa));
    let kept = same.find_map(|entry| entry.route_object);
    kept.unwrap_or_else(|| later(now, registry::publication(registry, &world.policy)))
}

/// In whose resource certificate the prefix is, if that is whoever asks.
fn certified(world: &World, by: Option<&Member>, prefix: Prefix) -> Result<Member, Refusal> {
    let registries = &world.registries;
    let Some(network) = registries.certified(prefix) else {
        return Err(Refusal::NotHeld { prefix });
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
                Refusal::PassedOn { prefix, upstream }
            } else {
                Refusal::NotYours {
                    what: prefix.to_string(),
                    member: by.clone(),
                }
            })
        }
        Some(_) | None => Ok(member),
    }
}

/// From a creation to the publication point.
pub(super) fn publication(registry: Registry, policy: &Policy) -> Spread {
    match registry {
        Registry::Arin => policy.arin_roa_publication,
        Registry::Ripe => policy.ripe_roa_publication,
        Registry::Apnic => policy.apnic_roa_publication,
        Registry::Lacnic => policy.lacnic_roa_publication,
        Registry::Afrinic => policy.afrinic_roa_publication,
    }
}

/// From a deletion to the publication point.
pub(super) fn removal(registry: Registry, policy: &Policy) -> Spread {
    match registry {
        Registry::Arin => policy.arin_roa_removal,
        Registry::Ripe => policy.ripe_roa_removal,
        Registry::Apnic => policy.apnic_roa_removal,
        Registry::Lacnic => policy.lacnic_roa_removal,
        Registry::Afrinic => policy.afrinic_roa_removal,
    }
}
