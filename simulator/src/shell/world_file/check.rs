//! What no single entry of a world file can know: that the parts fit together.
//!
//! Two things of one name would silently be one; a thing that hangs on nothing
//! would be there and never be seen.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::problem::Misfit;
use crate::world::Genesis;
use crate::world::registry::Network;

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
    unique("network of", networks().map(|it| it.prefix))?;
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

/// Every network has its organisation, every ROA its network.
fn holders(genesis: &Genesis) -> Result<(), Misfit> {
    for network in &genesis.networks {
        let held = genesis.organizations.iter().any(|organization| {
            organization.registry == network.registry && organization.handle == network.organization
        });
        if !held {
            let what = format!(
                "network {} is held by {}, which is not among the organizations of {}",
                network.handle, network.organization, network.registry
            );
            return Err(Misfit::new(&network.organization, what));
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
