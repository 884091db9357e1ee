//! Where to look something up in RDAP, as IANA publishes it (RFC 9224; RFC 8521
//! for the tags of handles): `data.iana.org/rdap/`.
//!
//! The files are made from the world's holdings. IANA knows to which registry it
//! once gave a block and not what registries have transferred among each other
//! since, so that a client must follow a redirection: what a registry keeps a
//! stub of is in that registry's row. Services are linked in the form of the
//! request, so that a client stays in this world.
//!
//! Absent: services of domain names (the file is there, without any).

use std::collections::BTreeMap;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde_json::{Value, json};

use super::http::{Answer, Query};
use super::{control, dates};
use crate::world::World;
use crate::world::registry::Registries;

#[cfg(test)]
mod tests;

const HOST: &str = "data.iana.org";

/// Answers with one file.
pub(super) fn answer(query: &Query<'_>, world: &World) -> Answer {
    let registries = world.registries();
    let (description, rows) = match query.path {
        "/rdap/ipv4.json" => (
            "RDAP bootstrap file for IPv4 address allocations",
            services(query, &ipv4(registries)),
        ),
        "/rdap/ipv6.json" => (
            "RDAP bootstrap file for IPv6 address allocations",
            services(query, &ipv6(registries)),
        ),
        "/rdap/asn.json" => (
            "RDAP bootstrap file for Autonomous System Number allocations",
            services(query, &numbers(registries)),
        ),
        "/rdap/dns.json" => (
            "RDAP bootstrap file for Domain Name System registrations",
            Vec::new(),
        ),
        "/rdap/object-tags.json" => (
            "RDAP bootstrap file for service provider object tags",
            tags(query),
        ),
        _ => {
            let what = "no such file; there are /rdap/ipv4.json, ipv6.json, asn.json, dns.json \
                        and object-tags.json";
            return control::error(404, what);
        }
    };
    let day = dates::utc_day(world.now());
    let file = json!({
        "description": description,
        "publication": format!("{day}T00:00:00Z"),
        "services": rows,
        "version": "1.0",
    });
    Answer::json(200, &file).with("access-control-allow-origin", "*")
}

/// What each registry is in charge of.
type Keys = BTreeMap<Registry, Vec<String>>;

/// A row for each registry that has keys.
fn services(query: &Query<'_>, keys: &Keys) -> Vec<Value> {
    let rows = keys.iter().filter(|(_, keys)| !keys.is_empty());
    rows.map(|(registry, keys)| json!([keys, [base(query, *registry)]]))
        .collect()
}

/// Whoever runs a service, the tags at the end of its handles, and where it is.
fn tags(query: &Query<'_>) -> Vec<Value> {
    let tag = |registry| match registry {
        Registry::Arin => "ARIN",
        Registry::Ripe => "RIPE",
        Registry::Apnic => "AP",
        Registry::Lacnic => "LACNIC",
        Registry::Afrinic => "AFRINIC",
    };
    let contact = |registry: Registry| format!("rdap@{}", registry.rdap_host());
    Registry::ALL
        .into_iter()
        .map(|it| json!([[contact(it)], [tag(it)], [base(query, it)]]))
        .collect()
}

/// A registry's base URL, in the form of the request. All end in a slash but
/// ARIN's.
fn base(query: &Query<'_>, registry: Registry) -> String {
    let host = query.base_at(HOST, registry.rdap_host());
    let slash = match registry {
        Registry::Arin => "",
        Registry::Ripe | Registry::Apnic | Registry::Lacnic | Registry::Afrinic => "/",
    };
    format!("{host}{}{slash}", registry.rdap_root())
}

fn ipv4(registries: &Registries) -> Keys {
    keys(blocks(registries), |nets| {
        let nets: Vec<Ipv4Net> = nets
            .into_iter()
            .filter_map(|net| match net {
                IpNet::V4(net) => Some(net),
                IpNet::V6(_) => None,
            })
            .collect();
        let nets = Ipv4Net::aggregate(&nets);
        nets.iter().map(ToString::to_string).collect()
    })
}

fn ipv6(registries: &Registries) -> Keys {
    keys(blocks(registries), |nets| {
        let nets: Vec<Ipv6Net> = nets
            .into_iter()
            .filter_map(|net| match net {
                IpNet::V6(net) => Some(net),
                IpNet::V4(_) => None,
            })
            .collect();
        let nets = Ipv6Net::aggregate(&nets);
        nets.iter().map(ToString::to_string).collect()
    })
}

fn keys<T>(of: BTreeMap<Registry, T>, write: impl Fn(T) -> Vec<String>) -> Keys {
    of.into_iter()
        .map(|(registry, them)| (registry, write(them)))
        .collect()
}

/// Each network, at the registry that IANA gave its block to.
fn blocks(registries: &Registries) -> BTreeMap<Registry, Vec<IpNet>> {
    let mut blocks: BTreeMap<Registry, Vec<IpNet>> = BTreeMap::new();
    for network in registries.networks() {
        let registry = origin(registries, network.registry, network.prefix);
        blocks
            .entry(registry)
            .or_default()
            .push(network.prefix.into());
    }
    blocks
}

/// The registry that keeps a stub of the block, else the one that has it.
fn origin(registries: &Registries, holder: Registry, prefix: Prefix) -> Registry {
    let mut others = Registry::ALL.into_iter();
    others
        .find(|registry| registries.stub(*registry, prefix).is_some())
        .unwrap_or(holder)
}

/// AS numbers, those next to each other as one range.
fn numbers(registries: &Registries) -> Keys {
    let mut ranges: BTreeMap<Registry, Vec<(u32, u32)>> = BTreeMap::new();
    for autnum in registries.autnums() {
        let (first, last) = (autnum.first.number(), autnum.last.number());
        let ranges = ranges.entry(autnum.registry).or_default();
        match ranges.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
            Some(_) | None => ranges.push((first, last)),
        }
    }
    keys(ranges, |ranges| {
        let write = |(first, last): &(u32, u32)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}-{last}")
            }
        };
        ranges.iter().map(write).collect()
    })
}
