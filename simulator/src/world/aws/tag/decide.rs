//! The rules of the calls on tags.
//!
//! Source: EC2 User Guide, "Tag restrictions": fifty tags, keys of up to 128
//! characters, values of up to 256, `aws:` is Amazon's.

use std::collections::BTreeMap;

use super::refusal::KeyProblem;
use super::{Command, Fact, Refusal, ResourceType, TagSet, Unwanted};
use crate::world::aws::account::Caller;
use crate::world::aws::address::AllocationId;
use crate::world::aws::ids::{
    InstanceId, InternetGatewayId, NatGatewayId, NetworkInterfaceId, RouteTableId, SubnetId, VpcId,
};
use crate::world::aws::owned::Home;
use crate::world::aws::pool::PoolId;
use crate::world::aws::{instance, internet_gateway, route_table};
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World};

const MOST: usize = 50;
const KEY_LONGEST: usize = 128;
const VALUE_LONGEST: usize = 256;

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<Fact>, WorldRefusal> {
    let home = caller.home();
    match command {
        Command::Create { resources, tags } => {
            check(tags)?;
            for resource in resources {
                known(world, &home, resource)?;
            }
            Ok(added(world, &home, resources, tags)?)
        }
        Command::Delete { resources, tags } => {
            let mut facts = Vec::new();
            for resource in resources {
                known(world, &home, resource)?;
                facts.extend(removed(world, resource, tags));
            }
            Ok(facts)
        }
    }
}

/// The facts that things that are there get these tags.
pub(in crate::world::aws) fn added(
    world: &World,
    home: &Home,
    resources: &[String],
    tags: &TagSet,
) -> Result<Vec<Fact>, Refusal> {
    check(tags)?;
    for resource in resources {
        let present = world.tags.of(resource);
        let more = tags.keys().filter(|key| !present.contains_key(*key));
        if present.len() + more.count() > MOST {
            return Err(Refusal::TooMany { most: MOST });
        }
    }
    Ok(resources
        .iter()
        .map(|resource| Fact::Tagged {
            home: home.clone(),
            resource: resource.clone(),
            tags: tags.clone(),
        })
        .collect())
}

/// The fact that a thing loses these tags, if it has any of them.
pub(in crate::world::aws) fn removed(
    world: &World,
    resource: &str,
    tags: &Unwanted,
) -> Option<Fact> {
    let keys = leaving(world.tags.of(resource), tags);
    let resource = resource.to_owned();
    (!keys.is_empty()).then_some(Fact::Untagged { resource, keys })
}

/// The tags that a thing is made with, as the fact that follows its making.
pub(in crate::world::aws) fn on_creation(
    home: &Home,
    resource: impl ToString,
    tags: &TagSet,
) -> Option<WorldFact> {
    (!tags.is_empty()).then(|| {
        WorldFact::Tag(Fact::Tagged {
            home: home.clone(),
            resource: resource.to_string(),
            tags: tags.clone(),
        })
    })
}

/// Whether tags can be given to anything.
pub(in crate::world::aws) fn check(tags: &TagSet) -> Result<(), Refusal> {
    for (key, value) in tags {
        let bad = |why| Refusal::BadKey {
            key: key.clone(),
            why,
        };
        if key.is_empty() {
            return Err(bad(KeyProblem::Empty));
        }
        if key.chars().count() > KEY_LONGEST {
            return Err(bad(KeyProblem::Long));
        }
        if key
            .get(..4)
            .is_some_and(|it| it.eq_ignore_ascii_case("aws:"))
        {
            return Err(bad(KeyProblem::Reserved));
        }
        if value.chars().count() > VALUE_LONGEST {
            return Err(Refusal::LongValue { key: key.clone() });
        }
    }
    if tags.len() > MOST {
        return Err(Refusal::TooMany { most: MOST });
    }
    Ok(())
}

fn leaving(present: &TagSet, unwanted: &Unwanted) -> Vec<String> {
    let goes = |key: &String, value: &String, keys: &BTreeMap<String, Option<String>>| {
        let wanted = keys.get(key);
        wanted.is_some_and(|wanted| wanted.as_ref().is_none_or(|wanted| wanted == value))
    };
    present
        .iter()
        .filter(|(key, value)| match unwanted {
            Unwanted::All => true,
            Unwanted::Keys(keys) => goes(key, value, keys),
        })
        .map(|(key, _)| key.clone())
        .collect()
}

/// Whether the thing is there; what is not is refused in its own noun's words,
/// as a loop that waits for it to appear looks for them.
fn known(world: &World, home: &Home, resource: &str) -> Result<(), WorldRefusal> {
    let unknown = || Refusal::UnknownResource {
        resource: resource.to_owned(),
    };
    let there = |there: bool, refusal: WorldRefusal| if there { Ok(()) } else { Err(refusal) };
    match ResourceType::of(resource).ok_or_else(unknown)? {
        ResourceType::ElasticIp => {
            let address = world.addresses.at(home, &AllocationId::new(resource));
            there(address.is_some(), unknown().into())
        }
        ResourceType::Ipv4Pool | ResourceType::Ipv6Pool => {
            let pool = world.pools.at(home, &PoolId::new(resource));
            there(pool.is_some(), unknown().into())
        }
        ResourceType::NatGateway => {
            let gateway = world.nat_gateways.at(home, &NatGatewayId::new(resource));
            there(gateway.is_some(), unknown().into())
        }
        ResourceType::Vpc => {
            world.vpcs.find(home, &VpcId::new(resource))?;
            Ok(())
        }
        ResourceType::Subnet => {
            world.subnets.find(home, &SubnetId::new(resource))?;
            Ok(())
        }
        ResourceType::NetworkInterface => {
            let interface = NetworkInterfaceId::new(resource);
            world.network_interfaces.find(home, &interface)?;
            Ok(())
        }
        ResourceType::InternetGateway => {
            let gateway = InternetGatewayId::new(resource);
            let found = world.internet_gateways.at(home, &gateway).is_some();
            let unknown = internet_gateway::Refusal::UnknownInternetGateway { gateway };
            there(found, unknown.into())
        }
        ResourceType::RouteTable => {
            let table = RouteTableId::new(resource);
            let found = world.route_tables.at(home, &table).is_some();
            let unknown = route_table::Refusal::UnknownRouteTable { table };
            there(found, unknown.into())
        }
        ResourceType::Instance => {
            let instance = InstanceId::new(resource);
            let found = world.instances.at(home, &instance).is_some();
            let instances = vec![instance];
            let unknown = instance::Refusal::UnknownInstances { instances };
            there(found, unknown.into())
        }
    }
}
