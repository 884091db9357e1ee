//! Whether the registry's record is one that AWS can read a certificate from:
//! whose it is, how the range lies in it, how it was given out.

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};

use super::Finding;
use crate::http::Http;
use crate::rdap::{Lookup, Network};
use crate::registry::OTHER_ROAD;

#[cfg(test)]
mod tests;

const WHAT: &str = "registry";

/// The field AWS reads the certificate from (EC2 User Guide, "Prepare for
/// BYOIP"), in the registry's words; none where it reads none.
pub fn field(registry: Registry) -> Option<&'static str> {
    match (registry, registry.certificate_field()?) {
        (Registry::Arin, _) => Some("the public comments of the network"),
        (_, Field::Descr) => Some("a descr: attribute of the inetnum"),
        (_, Field::Comments | Field::Remarks) => Some("a remarks: attribute of the inetnum"),
    }
}

/// The kinds of allocation that AWS once listed and Global Accelerator still
/// does.
fn allocations(registry: Registry) -> &'static [&'static str] {
    match registry {
        Registry::Arin => &["DIRECT ALLOCATION", "DIRECT ASSIGNMENT"],
        Registry::Ripe => &["ALLOCATED PA", "ASSIGNED PI", "LEGACY", "ALLOCATED-BY-RIR"],
        Registry::Apnic => &["ALLOCATED PORTABLE", "ASSIGNED PORTABLE"],
        Registry::Lacnic | Registry::Afrinic => &[],
    }
}

/// Judges the way to the record: who sent on to whom.
pub fn way(http: &Http, lookup: &Lookup) -> Option<Finding> {
    let [from, .., to] = lookup.way.as_slice() else {
        return None;
    };
    let name = |url: &String| {
        let registry = Registry::ALL.into_iter().find(|registry| {
            let service = format!("https://{}/", registry.rdap_host());
            url.starts_with(&http.place(&service))
        });
        registry.map_or_else(|| url.clone(), |registry| registry.to_string())
    };
    let seen = format!("{} sends on to {}, which has it now", name(from), name(to));
    Some(Finding::ok(WHAT, seen))
}

/// Judges the record itself.
pub fn findings(network: &Network, prefix: Prefix) -> Vec<Finding> {
    let Network {
        handle,
        first,
        last,
        allocation,
        ..
    } = network;
    let record =
        |registry: &dyn std::fmt::Display| format!("{handle} at {registry}, {first} to {last}");
    let Some(registry) = network.registry else {
        let mend = "name the service of the registry in charge with --rdap";
        let seen = record(&"a registry that is not known here");
        return vec![Finding::error(WHAT, seen, mend)];
    };
    let record = record(&registry);
    if let Some(region) = network.transferred_to() {
        let seen = format!("{record}: a stub; the block was transferred to the {region} region");
        let mend = "ask the registry that has it now: name its service with --rdap, and put \
                    the certificate there";
        return vec![Finding::error(WHAT, seen, mend)];
    }
    if registry.certificate_field().is_none() {
        let seen = format!("{record}; AWS reads no certificate at {registry}");
        return vec![Finding::error(WHAT, seen, OTHER_ROAD)];
    }
    let mut findings = Vec::new();
    if prefix.first() < *first || prefix.last() > *last {
        let mend = format!(
            "{prefix} is not whole inside it; bring a range that one record holds, \
             or put the certificate into each"
        );
        findings.push(Finding::warning(WHAT, record, mend));
    } else {
        findings.push(Finding::ok(WHAT, record));
    }
    findings.push(judge_allocation(registry, allocation));
    findings
}

fn judge_allocation(registry: Registry, allocation: &str) -> Finding {
    let known = allocations(registry);
    let is = |one: &&str| one.eq_ignore_ascii_case(allocation);
    if known.iter().any(is) {
        return Finding::ok("allocation", allocation);
    }
    let seen = format!("{allocation}, which is not among {}", known.join(", "));
    let passed_on = ["REALLOCATION", "REASSIGNMENT"].iter().any(is);
    let mend = if registry == Registry::Arin && passed_on {
        "the provider who passed it on brings it, or lets you: at ARIN only the direct holder \
         creates ROAs for it"
    } else {
        "ask the registry's holder to bring it, or AWS whether it takes this kind"
    };
    Finding::warning("allocation", seen, mend)
}

/// No service knows the range.
pub fn unknown(way: &[String], prefix: Prefix) -> Finding {
    Finding::error(
        WHAT,
        format!("no record of {prefix} at {}", way.join(", ")),
        "check the range; where it is right, name the registry's service with --rdap",
    )
}
