//! What there is at Amazon, by account and Region.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::wire::ec2::status_message;
use crate::world::World;
use crate::world::aws::owned::Home;

/// Every account in every Region where something is, by `ACCOUNT/REGION`.
pub(super) fn view(world: &World) -> Map<String, Value> {
    let homes = homes(world).into_iter();
    let views = homes.map(|home| {
        let name = format!("{}/{}", home.account, home.region);
        (name, at(world, &home))
    });
    views.collect()
}

/// Where there is something: all else stands in a VPC.
fn homes(world: &World) -> BTreeSet<Home> {
    let ranges = world.ranges().all().map(|(key, _)| key.home());
    let addresses = world.addresses().homes().cloned();
    let vpcs = world.vpcs().homes().cloned();
    let gateways = world.internet_gateways().homes().cloned();
    let entitled = world.entitlements().homes().cloned();
    let things = ranges.chain(addresses).chain(vpcs).chain(gateways);
    things.chain(entitled).collect()
}

fn at(world: &World, home: &Home) -> Value {
    let mut kinds = Map::new();
    let mut say = |kind: &str, things: Map<String, Value>| {
        if !things.is_empty() {
            kinds.insert(kind.to_owned(), things.into());
        }
    };
    say("ranges", ranges(world, home));
    say("pools", pools(world, home));
    say("addresses", addresses(world, home));
    say("vpcs", vpcs(world, home));
    say("subnets", subnets(world, home));
    say("route_tables", route_tables(world, home));
    say("internet_gateways", internet_gateways(world, home));
    say("network_interfaces", network_interfaces(world, home));
    say("instances", instances(world, home));
    say("nat_gateways", nat_gateways(world, home));
    say("load_balancers", load_balancers(world, home));
    let tags = world.tags().at(home);
    say("tags", named(tags.map(|(id, tags)| (id, json!(tags)))));
    let entitlements = world.entitlements();
    if entitlements.is_port_25_open(home) {
        kinds.insert("port_25_open".to_owned(), true.into());
    }
    if let Some(quota) = entitlements.range_quota(home) {
        kinds.insert("range_quota".to_owned(), quota.into());
    }
    kinds.into()
}

/// Things by their names.
fn named<N: ToString>(things: impl Iterator<Item = (N, Value)>) -> Map<String, Value> {
    things
        .map(|(name, view)| (name.to_string(), view))
        .collect()
}

fn ranges(world: &World, home: &Home) -> Map<String, Value> {
    named(world.ranges().of(home).map(|(key, range)| {
        let view = json!({
            "state": range.state().as_str(),
            "status_message": status_message(key, range),
            "description": range.description,
            "publicly_advertisable": range.advertisable,
            "origin": range.origin(),
            "pool": range.pool(),
            "network_border_group": range.border_group.as_str(),
            "pool_tags": range.tags,
        });
        (key.cidr, view)
    }))
}

fn pools(world: &World, home: &Home) -> Map<String, Value> {
    let pools = world.pools();
    let pools = pools.ipv4_of(home).chain(pools.ipv6_of(home));
    named(pools.map(|(id, pool)| {
        let blocks = pool.blocks();
        let blocks: Map<String, Value> = blocks
            .map(|(block, vpc)| (block.to_string(), vpc.as_str().into()))
            .collect();
        let view = json!({ "cidr": pool.prefix(), "total": pool.total(), "out": pool.out(), "blocks": blocks });
        (id.as_str(), view)
    }))
}

fn addresses(world: &World, home: &Home) -> Map<String, Value> {
    named(world.addresses().of(home).map(|(id, address)| {
        let view = json!({
            "address": address.address,
            "pool": address.pool,
            "network_border_group": address.border_group.as_str(),
            "pointer": address.pointer,
            "association": address.association,
        });
        (id, view)
    }))
}

fn vpcs(world: &World, home: &Home) -> Map<String, Value> {
    named(world.vpcs().of(home).map(|(id, vpc)| {
        let blocks = vpc.blocks.iter().map(|(id, block)| {
            let view =
                json!({ "cidr": block.cidr, "pool": block.pool, "state": block.state.as_str() });
            (id, view)
        });
        (
            id,
            json!({ "cidr": vpc.cidr, "ipv6_blocks": named(blocks) }),
        )
    }))
}

fn subnets(world: &World, home: &Home) -> Map<String, Value> {
    named(world.subnets().of(home).map(|(id, subnet)| {
        let view =
            json!({ "vpc": subnet.vpc, "cidr": subnet.cidr, "zone": subnet.zone.to_string() });
        (id, view)
    }))
}

fn route_tables(world: &World, home: &Home) -> Map<String, Value> {
    named(world.route_tables().of(home).map(|(id, table)| {
        let routes = table.routes.iter();
        let routes = routes.map(|(prefix, target)| (prefix, target.to_string().into()));
        let view = json!({
            "vpc": table.vpc,
            "main": table.is_main(),
            "routes": named(routes),
            "subnets": table.subnets.keys().collect::<Vec<_>>(),
        });
        (id, view)
    }))
}

fn internet_gateways(world: &World, home: &Home) -> Map<String, Value> {
    let gateways = world.internet_gateways().of(home);
    named(gateways.map(|(id, gateway)| (id, json!({ "vpc": gateway.vpc }))))
}

fn network_interfaces(world: &World, home: &Home) -> Map<String, Value> {
    named(world.network_interfaces().of(home).map(|(id, interface)| {
        let view = json!({
            "subnet": interface.subnet,
            "private_address": interface.private_address,
            "description": interface.description,
            "role": interface.role,
        });
        (id, view)
    }))
}

fn instances(world: &World, home: &Home) -> Map<String, Value> {
    named(world.instances().of(home).map(|(id, instance)| {
        let view = json!({
            "state": instance.lifecycle.told().as_str(),
            "interface": instance.lifecycle.interface(),
            "zone": instance.zone.to_string(),
            "launched": instance.launched,
        });
        (id, view)
    }))
}

fn nat_gateways(world: &World, home: &Home) -> Map<String, Value> {
    named(world.nat_gateways().of(home).map(|(id, gateway)| {
        let view = json!({
            "state": gateway.lifecycle.as_str(),
            "subnet": gateway.subnet,
            "connectivity": gateway.connectivity.as_str(),
            "allocation": gateway.connectivity.allocation(),
            "standing": gateway.standing,
            "created": gateway.created,
        });
        (id, view)
    }))
}

fn load_balancers(world: &World, home: &Home) -> Map<String, Value> {
    named(world.load_balancers().of(home).map(|(arn, balancer)| {
        let view = json!({
            "type": balancer.kind.as_str(),
            "scheme": balancer.scheme.as_str(),
            "dns_name": balancer.dns_name,
            "nodes": balancer.nodes,
            "listed": balancer.is_listed(),
            "created": balancer.created,
        });
        (arn.to_string(), view)
    }))
}

/// Every case at Support, which has no Regions.
pub(super) fn cases(world: &World) -> Map<String, Value> {
    named(world.cases().all().map(|(id, case)| {
        let view = json!({
            "display_id": case.display_id,
            "submitted_by": case.submitted_by,
            "ask": case.ask,
            "status": case.lifecycle.as_str(),
            "created": case.created,
        });
        (id.as_str(), view)
    }))
}
