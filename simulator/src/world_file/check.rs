//! What no single entry of a world file can know: that the parts fit together.
//!
//! Two things of one name would silently be one; a thing that hangs on nothing
//! would be there and never be seen.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::problem::{Misfit, Place};
use crate::world::Genesis;
use crate::world::registry::{Autnum, Network};

/// Where the things that a world begins with stand in the file, in the order of
/// the world's own lists.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) credentials: Vec<Place>,
    pub(super) organizations: Vec<Place>,
    pub(super) networks: Vec<Place>,
    pub(super) autnums: Vec<Place>,
    pub(super) api_keys: Vec<Place>,
    pub(super) roas: Vec<Place>,
    pub(super) routes: Vec<Place>,
    pub(super) partners: Vec<Place>,
    pub(super) vpcs: Vec<Place>,
}

/// Checks a whole world; the error names the first thing that does not fit.
pub(super) fn check(genesis: &Genesis, places: &Places) -> Result<(), Misfit> {
    if genesis.credentials.is_empty() {
        let what = "no account has an access key; nobody could sign a request";
        return Err(Misfit::new("accounts:", what));
    }
    names(genesis, places)?;
    holders(genesis, places)?;
    transfers(genesis, places)?;
    for (place, vpc) in places.vpcs.iter().zip(&genesis.vpcs) {
        let id = &vpc.id;
        let mut accounts = genesis
            .credentials
            .iter()
            .map(|(_, it)| it.principal.account);
        let account = vpc.home.account;
        if !accounts.any(|it| it == account) {
            let what = format!(
                "{id} belongs to {account}, which is not among the accounts with an access key"
            );
            return Err(Misfit::new(account, what).at(*place));
        }
    }
    Ok(())
}

/// No name, and no prefix of a registry, comes twice.
fn names(genesis: &Genesis, places: &Places) -> Result<(), Misfit> {
    let credentials = places.credentials.iter().zip(&genesis.credentials);
    unique("access key", credentials.map(|(at, (key, _))| (*at, key)))?;
    let asns = genesis.byoasns.iter();
    unique(
        "ASN",
        asns.map(|(account, asn)| (None, format!("{} at {account}", asn.number()))),
    )?;
    let organizations = places.organizations.iter().zip(&genesis.organizations);
    unique(
        "organization",
        organizations.map(|(at, it)| (*at, format!("{} at {}", it.handle, it.registry))),
    )?;
    let networks = || places.networks.iter().zip(&genesis.networks);
    unique(
        "network",
        networks().map(|(at, it)| (*at, format!("{} at {}", it.handle, it.registry))),
    )?;
    type Placed<'a> = (&'a Place, &'a Network);
    let (stubs, own): (Vec<Placed<'_>>, Vec<Placed<'_>>) =
        networks().partition(|(_, it)| it.transferred_to.is_some());
    unique("network of", own.iter().map(|(at, it)| (**at, it.prefix)))?;
    unique("stub of", stubs.iter().map(|(at, it)| (**at, it.prefix)))?;
    let keys = places.api_keys.iter().zip(&genesis.api_keys);
    unique("API key", keys.map(|(at, it)| (*at, &it.key)))?;
    let routes = places.routes.iter().zip(&genesis.routes);
    unique("announcement of", routes.map(|(at, it)| (*at, it)))?;
    let partners = places.partners.iter().zip(&genesis.internet.partners);
    unique("partner", partners.map(|(at, it)| (*at, &it.name)))?;
    let roas = places.roas.iter().zip(&genesis.roas);
    unique("ROA", roas.map(|(at, it)| (*at, it)))?;
    let vpcs = places.vpcs.iter().zip(&genesis.vpcs);
    unique("VPC", vpcs.map(|(at, it)| (*at, &it.id)))?;
    let subnets = || genesis.vpcs.iter().flat_map(|vpc| &vpc.subnets);
    unique("subnet", subnets().map(|it| (None, &it.id)))?;
    let instances = || subnets().flat_map(|subnet| &subnet.instances);
    unique("instance", instances().map(|it| (None, &it.id)))?;
    unique("interface", instances().map(|it| (None, &it.interface)))
}

/// Of two things of one name the second is at fault; where it stands is not known
/// of all.
fn unique<P: Into<Option<Place>>, T: Display>(
    kind: &str,
    names: impl Iterator<Item = (P, T)>,
) -> Result<(), Misfit> {
    let mut seen = BTreeSet::new();
    for (place, name) in names {
        let name = name.to_string();
        if seen.contains(&name) {
            // The name without the registry that was added to tell it apart.
            let about = name.split(" at ").next().unwrap_or(&name);
            let about = about.split(" from ").next().unwrap_or(about);
            let misfit = Misfit::new(about, format!("{kind} {name} is there twice"));
            return Err(match place.into() {
                Some(place) => misfit.at(place),
                None => misfit,
            });
        }
        seen.insert(name);
    }
    Ok(())
}

/// Every record has its organisation, no AS number is in two records, every ROA
/// has its network.
fn holders(genesis: &Genesis, places: &Places) -> Result<(), Misfit> {
    let networks = places.networks.iter().zip(&genesis.networks);
    let networks = networks.map(|(at, it)| {
        let what = format!("network {} is held", it.handle);
        (*at, what, it.registry, &it.organization)
    });
    let autnums = places.autnums.iter().zip(&genesis.autnums);
    let autnums = autnums.map(|(at, it)| {
        let what = format!("{} is held", it.first);
        (*at, what, it.registry, &it.organization)
    });
    let keys = places.api_keys.iter().zip(&genesis.api_keys);
    let keys = keys.map(|(at, it)| {
        let what = "an API key is held".to_owned();
        (*at, what, it.member.registry, &it.member.organization)
    });
    for (place, what, registry, handle) in networks.chain(autnums).chain(keys) {
        let held = genesis
            .organizations
            .iter()
            .any(|it| it.registry == registry && it.handle == *handle);
        if !held {
            let what =
                format!("{what} by {handle}, which is not among the organizations of {registry}");
            return Err(Misfit::new(handle, what).at(place));
        }
    }
    let numbers = places.autnums.iter().zip(&genesis.autnums);
    let mut numbers: Vec<(&Place, &Autnum)> = numbers.collect();
    numbers.sort_by_key(|(_, it)| it.first);
    for ((_, one), (place, next)) in numbers.iter().zip(numbers.iter().skip(1)) {
        if next.first <= one.last {
            let what = format!("{} is in two records", next.first);
            return Err(Misfit::new(next.first, what).at(**place));
        }
    }
    for (place, roa) in places.roas.iter().zip(&genesis.roas) {
        let covered = |network: &Network| network.prefix.covers(roa.prefix());
        if !genesis.networks.iter().any(covered) {
            let what = format!("nobody holds {}, so it cannot have a ROA", roa.prefix());
            return Err(Misfit::new(roa.prefix(), what).at(*place));
        }
    }
    Ok(())
}

/// What was handed to another registry is on record there, by however many
/// stubs on the way.
fn transfers(genesis: &Genesis, places: &Places) -> Result<(), Misfit> {
    for (place, stub) in places.networks.iter().zip(&genesis.networks) {
        let mut passed = vec![stub.registry];
        let mut next = stub.transferred_to;
        while let Some(registry) = next {
            let wrong = |what: String| Err(Misfit::new("transferred_to", what).at(*place));
            let handle = &stub.handle;
            if passed.contains(&registry) {
                return wrong(format!(
                    "{handle} is transferred in a circle, back to {registry}; write transferred_to in all but the last of these records"
                ));
            }
            passed.push(registry);
            let there = genesis.networks.iter();
            let mut there = there
                .filter(|it| it.registry == registry && it.prefix.overlaps(stub.prefix))
                .peekable();
            if there.peek().is_none() {
                return wrong(format!(
                    "{handle} is transferred to {registry}, which has no network of {}; write one there, or leave transferred_to out",
                    stub.prefix
                ));
            }
            let is_kept = there.clone().any(|it| it.transferred_to.is_none());
            next = match is_kept {
                true => None,
                false => there.find_map(|it| it.transferred_to),
            };
        }
    }
    Ok(())
}
