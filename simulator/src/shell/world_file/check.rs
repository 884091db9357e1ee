//! What no single entry of a world file can know: that the parts fit together.
//!
//! Two things of one name would silently be one; a thing that hangs on nothing
//! would be there and never be seen.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::world::Genesis;
use crate::world::registry::Network;

/// Checks a whole world; the error names the first thing that does not fit.
pub(super) fn check(genesis: &Genesis) -> Result<(), String> {
    if genesis.credentials.is_empty() {
        return Err("no account has an access key; nobody could sign a request".to_owned());
    }
    names(genesis)?;
    holders(genesis)?;
    for (id, vpc) in &genesis.vpcs {
        let mut accounts = genesis
            .credentials
            .iter()
            .map(|(_, it)| it.principal.account);
        if !accounts.any(|account| account == vpc.account) {
            return Err(format!(
                "{id} belongs to {}, which is not among the accounts with an access key",
                vpc.account
            ));
        }
    }
    Ok(())
}

/// No name, and no prefix of a registry, comes twice.
fn names(genesis: &Genesis) -> Result<(), String> {
    unique("access key", genesis.credentials.iter().map(|(key, _)| key))?;
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
    unique("VPC", genesis.vpcs.iter().map(|(id, _)| id))?;
    unique("subnet", genesis.subnets.iter().map(|(id, _)| id))?;
    let instances = || genesis.instances.iter();
    unique("instance", instances().map(|(id, _)| id))?;
    unique("interface", instances().map(|(_, it)| &it.interface))
}

fn unique<T: Display>(kind: &str, names: impl Iterator<Item = T>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        let name = name.to_string();
        if seen.contains(&name) {
            return Err(format!("{kind} {name} is there twice"));
        }
        seen.insert(name);
    }
    Ok(())
}

/// Every network has its organisation, every ROA its network.
fn holders(genesis: &Genesis) -> Result<(), String> {
    for network in &genesis.networks {
        let held = genesis.organizations.iter().any(|organization| {
            organization.registry == network.registry && organization.handle == network.organization
        });
        if !held {
            return Err(format!(
                "network {} is held by {}, which is not among the organizations of {}",
                network.handle, network.organization, network.registry
            ));
        }
    }
    for roa in &genesis.roas {
        let covered = |network: &Network| network.prefix.covers(roa.prefix());
        if !genesis.networks.iter().any(covered) {
            return Err(format!(
                "nobody holds {}, so it cannot have a ROA",
                roa.prefix()
            ));
        }
    }
    Ok(())
}
