//! The steps of a migration, in AWS's phases.
//!
//! AWS names four: preparing, provisioning, advertising, allocating (EC2 User
//! Guide, "Bring your own IP addresses"). Here addresses are allocated before they
//! are advertised, as its API reference advises under AdvertiseByoipCidr: whoever
//! arrives at AWS in the first second is to find somebody who answers.

use super::script::{self, Script, quoted};
use super::{Home, Migration, Range};

mod advertising;
mod allocating;
mod preparing;
mod provisioning;

/// The name that steps of home's have it by.
const HOME: &str = "{{home}}";

/// How far apart AWS wants two calls on ranges.
const SPACING: &str = "clock: { advance: 10s }";

/// The scenario of a migration.
pub(super) fn write(migration: &Migration) -> String {
    let mut script = Script::default();
    script.lines(&head(migration));
    preparing::write(migration, &mut script);
    provisioning::write(migration, &mut script);
    allocating::write(migration, &mut script);
    advertising::write(migration, &mut script);
    script.into_text()
}

/// Everything above the steps.
fn head(migration: &Migration) -> String {
    let mut text = String::new();
    let from = format!(
        "Written by `byoip migrate --scenario {}`. It can be changed and run like any other \
         scenario.",
        migration.source.path
    );
    script::comment(&mut text, "", &from);
    text.push_str("version: 1\n");
    text.push_str(&format!("name: {}\n", quoted(&migration.name)));
    if let Some(description) = &migration.description {
        text.push_str(&format!("description: {}\n", quoted(description)));
    }
    let mut variables = Vec::new();
    if let Some(Home { asn, announced }) = migration.home {
        variables.push(format!("home: {asn}"));
        variables.push(format!("announced: {}", plain(&announced.to_string())));
    }
    if let Some(network) = &migration.network {
        variables.push(format!("network: {}", quoted(network)));
    }
    if !variables.is_empty() {
        text.push_str("\nvariables:\n");
        for variable in variables {
            text.push_str(&format!("  {variable}\n"));
        }
    }
    text.push_str("\nsteps:\n");
    text
}

/// A prefix or an address as a scalar: the colons of IPv6 mean something in YAML.
fn plain(text: &str) -> String {
    match text.contains(':') {
        true => quoted(text),
        false => text.to_owned(),
    }
}

/// The ranges with numbers from 1, for the names of what belongs to each.
fn numbered(migration: &Migration) -> impl Iterator<Item = (usize, &Range)> {
    (1..).zip(&migration.ranges)
}

/// A wait for a range's state. It looks at the range and not at the answer of the
/// call before, which may still name the old state.
fn wait_for_state(cidr: &str, state: &str) -> String {
    format!(
        "wait:\n  for: {{ describe: {{ byoip-cidrs: {{ cidr: {cidr} }} }} }}\n  until: {{ \
         \"ByoipCidrs[0].State\": {state} }}\n  limit: 8d\n"
    )
}
