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
use crate::world::{Fact as WorldFact, World};

const MOST: usize = 50;
const KEY_LONGEST: usize = 128;
const VALUE_LONGEST: usize = 256;

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<Fact>, Refusal> {
    let home = caller.home();
    match command {
        Command::Create { resources, tags } => {
            check(tags)?;
            for resource in resources {
                known(world, &home, resource)?;
            }
            added(world, &home, resources, tags)
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

fn known(world: &World, home: &Home, resource: &str) -> Result<(), Refusal> {
    let there = ResourceType::of(resource).is_some_and(|kind| exists(world, home, kind, resource));
    if there {
        Ok(())
    } else {
        let resource = resource.to_owned();
        Err(Refusal::UnknownResource { resource })
    }
}

fn exists(world: &World, home: &Home, kind: ResourceType, id: &str) -> bool {
    match kind {
        ResourceType::ElasticIp => world.addresses.at(home, &AllocationId::new(id)).is_some(),
        ResourceType::Ipv4Pool | ResourceType::Ipv6Pool => {
            world.pools.at(home, &PoolId::new(id)).is_some()
        }
        ResourceType::NatGateway => {
            let gateways = &world.nat_gateways;
            gateways.at(home, &NatGatewayId::new(id)).is_some()
        }
        ResourceType::Vpc => world.vpcs.at(home, &VpcId::new(id)).is_some(),
        ResourceType::Subnet => world.subnets.at(home, &SubnetId::new(id)).is_some(),
        ResourceType::InternetGateway => {
            let gateways = &world.internet_gateways;
            gateways.at(home, &InternetGatewayId::new(id)).is_some()
        }
        ResourceType::RouteTable => {
            let tables = &world.route_tables;
            tables.at(home, &RouteTableId::new(id)).is_some()
        }
        ResourceType::NetworkInterface => {
            let interfaces = &world.network_interfaces;
            interfaces.at(home, &NetworkInterfaceId::new(id)).is_some()
        }
        ResourceType::Instance => world.instances.at(home, &InstanceId::new(id)).is_some(),
    }
}
