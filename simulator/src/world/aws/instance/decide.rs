//! The rules of the calls on instances, in the order in which they are checked.

use jiff::Timestamp;

use super::{Command, Fact, Place, Refusal, Request, State};
use crate::world::aws::account::Caller;
use crate::world::aws::ids::{
    AttachmentId, InstanceId, NetworkInterfaceId, ReservationId, SubnetId,
};
use crate::world::aws::network_interface::{self, Places, Role};
use crate::world::aws::owned::Home;
use crate::world::aws::tag::{self, TagSet};
use crate::world::aws::zone::AvailabilityZone;
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World, later};

/// How many instances one call launches at most in this world: more than any
/// rehearsal needs.
const MOST: u32 = 1_000;

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let home = &caller.home();
    match command {
        Command::Run {
            request,
            token,
            tags,
            interface_tags,
        } => {
            if let Some(token) = token
                && let Some(reservation) = world.instances.of_token(home, token)
            {
                return Ok(same_again(world, home, reservation, request)?);
            }
            let launch = Launch {
                home,
                now,
                request,
                token: token.as_deref(),
                tags,
                interface_tags,
            };
            run(world, &launch)
        }
        Command::Terminate(instances) => terminate(world, now, home, instances),
    }
}

/// A client token that was used before: nothing new, if all else is the same.
fn same_again(
    world: &World,
    home: &Home,
    reservation: &ReservationId,
    request: &Request,
) -> Result<Vec<WorldFact>, Refusal> {
    let launched = || world.instances.of_reservation(home, reservation);
    if launched().any(|(_, instance)| instance.request != *request) {
        Err(Refusal::TokenUsed)
    } else if launched().all(|(_, instance)| instance.lifecycle.interface().is_none()) {
        Err(Refusal::TokenTerminated)
    } else {
        Ok(Vec::new())
    }
}

/// One call's launch.
struct Launch<'a> {
    home: &'a Home,
    now: Timestamp,
    request: &'a Request,
    token: Option<&'a str>,
    tags: &'a TagSet,
    interface_tags: &'a TagSet,
}

fn run(world: &World, launch: &Launch<'_>) -> Result<Vec<WorldFact>, WorldRefusal> {
    let request = launch.request;
    let (at_least, at_most) = (request.at_least, request.at_most);
    if at_least == 0 || at_most < at_least {
        return Err(Refusal::Count { at_least, at_most }.into());
    }
    if at_least > MOST {
        return Err(Refusal::TooMany { most: MOST }.into());
    }
    let one_place = match &request.place {
        Place::Subnet {
            private_address, ..
        } => private_address.is_some(),
        Place::Interface { .. } => true,
    };
    if one_place && at_most > 1 {
        return Err(Refusal::OnePlace.into());
    }
    tag::check(launch.tags)?;
    tag::check(launch.interface_tags)?;
    match &request.place {
        Place::Subnet { subnet, .. } => run_in_subnet(world, launch, subnet),
        Place::Interface { interface, .. } => run_on_interface(world, launch, interface),
    }
}

fn run_in_subnet(
    world: &World,
    launch: &Launch<'_>,
    id: &SubnetId,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let subnet = world.subnets.find(launch.home, id)?;
    let mut places = Places::of(world, id, subnet);
    let request = launch.request;
    if places.free() < u64::from(request.at_least) {
        let subnet = id.clone();
        return Err(network_interface::Refusal::SubnetFull { subnet }.into());
    }
    let wish = match &request.place {
        Place::Subnet {
            private_address, ..
        } => *private_address,
        Place::Interface { .. } => None,
    };
    let count = places.free().min(u64::from(request.at_most.min(MOST)));
    let mut facts = Vec::new();
    for number in 0..count {
        let private_address = places.give(wish)?;
        let instance = next_id(world, number);
        let interface = network_interface::next_id(world, number);
        facts.push(WorldFact::NetworkInterface(
            network_interface::Fact::Created {
                interface: interface.clone(),
                home: launch.home.clone(),
                subnet: id.clone(),
                private_address,
                description: String::new(),
                role: role(world, launch, &instance, number, true),
                token: None,
            },
        ));
        facts.extend(tag::on_creation(
            launch.home,
            &interface,
            launch.interface_tags,
        ));
        facts.extend(launched(
            world,
            launch,
            number,
            instance,
            interface,
            subnet.zone.clone(),
        ));
    }
    Ok(facts)
}

fn run_on_interface(
    world: &World,
    launch: &Launch<'_>,
    id: &NetworkInterfaceId,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let found = world.network_interfaces.find(launch.home, id)?;
    if found.role != Role::Spare {
        let interface = id.clone();
        return Err(Refusal::InterfaceInUse { interface }.into());
    }
    let subnet = world.subnets.find(launch.home, &found.subnet)?;
    let ends_with_it = match &launch.request.place {
        Place::Interface { ends_with_it, .. } => *ends_with_it,
        Place::Subnet { .. } => false,
    };
    let instance = next_id(world, 0);
    let mut facts = vec![WorldFact::NetworkInterface(
        network_interface::Fact::Became {
            interface: id.clone(),
            role: role(world, launch, &instance, 0, ends_with_it),
        },
    )];
    let zone = subnet.zone.clone();
    facts.extend(launched(world, launch, 0, instance, id.clone(), zone));
    Ok(facts)
}

fn next_id(world: &World, number: u64) -> InstanceId {
    let position = world.instances.launched + number;
    InstanceId::new(&world.draw.id("i-", Branch::Instance, position))
}

fn role(
    world: &World,
    launch: &Launch<'_>,
    instance: &InstanceId,
    number: u64,
    ends_with_it: bool,
) -> Role {
    let position = world.instances.launched + number;
    let attachment = world.draw.id("eni-attach-", Branch::Attachment, position);
    Role::Instance {
        instance: instance.clone(),
        attachment: AttachmentId::new(&attachment),
        since: launch.now,
        ends_with_it,
    }
}

/// The facts that an instance is starting, the `number`th of its launch.
fn launched(
    world: &World,
    launch: &Launch<'_>,
    number: u64,
    instance: InstanceId,
    interface: NetworkInterfaceId,
    zone: AvailabilityZone,
) -> impl Iterator<Item = WorldFact> {
    let first = world.instances.launched;
    let reservation = world.draw.id("r-", Branch::Reservation, first);
    let duration = world.draw.duration(
        Branch::InstanceDuration,
        first + number,
        world.policy.instance_launch_duration,
    );
    let tagged = tag::on_creation(launch.home, &instance, launch.tags);
    let launched = WorldFact::Instance(Fact::Launched {
        instance,
        home: launch.home.clone(),
        reservation: ReservationId::new(&reservation),
        request: Box::new(launch.request.clone()),
        token: launch.token.map(str::to_owned),
        interface,
        zone,
        settles_at: later(launch.now, duration),
    });
    std::iter::once(launched).chain(tagged)
}

fn terminate(
    world: &World,
    now: Timestamp,
    home: &Home,
    ids: &[InstanceId],
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let unknown: Vec<InstanceId> = ids
        .iter()
        .filter(|id| world.instances.at(home, id).is_none())
        .cloned()
        .collect();
    if !unknown.is_empty() {
        return Err(Refusal::UnknownInstances { instances: unknown }.into());
    }
    let mut facts = Vec::new();
    let mut named = std::collections::BTreeSet::new();
    for id in ids {
        let Some(instance) = world.instances.at(home, id).filter(|_| named.insert(id)) else {
            continue;
        };
        let before = instance.lifecycle.told();
        match before {
            State::Pending | State::Running => {
                let duration = world.draw.duration(
                    Branch::TerminationDuration,
                    world.instances.launched,
                    world.policy.instance_termination_duration,
                );
                facts.push(WorldFact::Instance(Fact::ShuttingDown {
                    instance: id.clone(),
                    before,
                    settles_at: later(now, duration),
                }));
            }
            // Terminating twice is terminating once.
            State::ShuttingDown | State::Terminated => {}
        }
    }
    Ok(facts)
}
