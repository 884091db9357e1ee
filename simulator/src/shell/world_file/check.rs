//! What no single entry of a world file can know: that the parts fit together.
//!
//! Two things of one name would silently be one; a thing that hangs on nothing
//! would be there and never be seen.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::problem::Misfit;
use crate::world::Genesis;
use crate::world::registry::{Autnum, Network};

/// Checks a whole world; the error names the first thing that does not fit.
pub(super) fn check(genesis: &Genesis) -> Result<(), Misfit> {
    if genesis.credentials.is_empty() {
        let what = "no account has an access key; nobody could sign a request";
        return Err(Misfit::new("accounts:", what));
    }
    names(genesis)?;
    holders(genesis)?;
    for vpc in &genesis.vpcs {
        let id = &vpc.id;
        let mut accounts = genesis
            .credentials
            .iter()
            .map(|(_, it)| it.principal.account);
        if !accounts.any(|account| account == vpc.home.account) {
            let what = format!(
                "{id} belongs to {}, which is not among the accounts with an access key",
                vpc.home.account
            );
            return Err(Misfit::new(id, what));
        }
    }
    Ok(())
}

/// No name, and no prefix of a registry, comes twice.
fn names(genesis: &Genesis) -> Result<(), Misfit> {
    unique("access key", genesis.credentials.iter().map(|(key, _)| key))?;
    let asns = genesis.byoasns.iter();
    unique(
        "ASN",
        asns.map(|(account, asn)| format!("{} at {account}", asn.number())),
    )?;
    let organizations = genesis.organizations.iter();
    unique(
        "organization",
        organizations.map(|it| format!("{} at {}", it.handle, it.registry)),
    )?;
    let networks = || genesis.networks.iter();
    unique(
        "network",
        networks().map(|it| format!("{} at {}", it.handle, it.registry)),
    )?;
    let (stubs, own): (Vec<&Network>, Vec<&Network>) =
        networks().partition(|it| it.transferred_to.is_some());
    unique("network of", own.iter().map(|it| it.prefix))?;
    unique("stub of", stubs.iter().map(|it| it.prefix))?;
    unique("API key", genesis.api_keys.iter().map(|it| &it.key))?;
    unique("announcement of", genesis.routes.iter())?;
    unique("ROA", genesis.roas.iter())?;
    unique("VPC", genesis.vpcs.iter().map(|it| &it.id))?;
    let subnets = || genesis.vpcs.iter().flat_map(|vpc| &vpc.subnets);
    unique("subnet", subnets().map(|it| &it.id))?;
    let instances = || subnets().flat_map(|subnet| &subnet.instances);
    unique("instance", instances().map(|it| &it.id))?;
    unique("interface", instances().map(|it| &it.interface))
}

fn unique<T: Display>(kind: &str, names: impl Iterator<Item = T>) -> Result<(), Misfit> {
    let mut seen = BTreeSet::new();
    for name in names {
        let name = name.to_string();
        if seen.contains(&name) {
            // The name without the registry that was added to tell it apart.
            let about = name.split(" at ").next().unwrap_or(&name);
            let about = about.split(" from ").next().unwrap_or(about);
            return Err(Misfit::new(about, format!("{kind} {name} is there twice")));
        }
        seen.insert(name);
    }
    Ok(())
}

/// Every record has its organisation, no AS number is in two records, every ROA
/// has its network.
fn holders(genesis: &Genesis) -> Result<(), Misfit> {
    let networks = genesis.networks.iter().map(|it| {
        let what = format!("network {} is held", it.handle);
        (what, it.registry, &it.organization)
    });
    let autnums = genesis.autnums.iter().map(|it| {
        let what = format!("{} is held", it.first);
        (what, it.registry, &it.organization)
    });
    let keys = genesis.api_keys.iter().map(|it| {
        let what = "an API key is held".to_owned();
        (what, it.member.registry, &it.member.organization)
    });
    for (what, registry, handle) in networks.chain(autnums).chain(keys) {
        let held = genesis
            .organizations
            .iter()
            .any(|it| it.registry == registry && it.handle == *handle);
        if !held {
            let what =
                format!("{what} by {handle}, which is not among the organizations of {registry}");
            return Err(Misfit::new(handle, what));
        }
    }
    let mut numbers: Vec<&Autnum> = genesis.autnums.iter().collect();
    numbers.sort_by_key(|it| it.first);
    for (one, next) in numbers.iter().zip(numbers.iter().skip(1)) {
        if next.first <= one.last {
            let what = format!("{} is in two records", next.first);
            return Err(Misfit::new(next.first, what));
        }
    }
    for roa in &genesis.roas {
        let covered = |network: &Network| network.prefix.covers(roa.prefix());
        if !genesis.networks.iter().any(covered) {
            let what = format!("nobody holds {}, so it cannot have a ROA", roa.prefix());
            return Err(Misfit::new(roa.prefix(), what));
        }
    }
    Ok(())
}
