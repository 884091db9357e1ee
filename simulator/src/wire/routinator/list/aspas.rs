//! ASPAs in the formats that have them.

use std::fmt::{self, Write};

use super::source;
use crate::wire::relying_party::{Sources, anchor};
use crate::world::rpki::payloads::Attested;

/// What the two kinds of JSON begin an item with.
fn attestation(f: &mut fmt::Formatter<'_>, (aspa, _): &Attested) -> fmt::Result {
    write!(
        f,
        "    {{ \"customer\": \"{}\", \"providers\": [",
        aspa.customer
    )?;
    for (index, provider) in aspa.providers.iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        write!(f, "{comma}\"{provider}\"")?;
    }
    f.write_str("], ")
}

pub(super) fn json(f: &mut fmt::Formatter<'_>, attested: &Attested) -> fmt::Result {
    attestation(f, attested)?;
    write!(f, "\"ta\": \"{}\" }}", anchor(attested.1))
}

pub(super) fn extended_json(
    f: &mut fmt::Formatter<'_>,
    attested: &Attested,
    sources: &Sources<'_>,
) -> fmt::Result {
    attestation(f, attested)?;
    f.write_str("\"source\": [")?;
    let times = sources.times_of_aspa(&attested.0);
    source(f, "aspa", anchor(attested.1), times)?;
    f.write_str("] }")
}

/// An assertion of a SLURM file, with the blanks that Routinator has at the ends
/// of some lines.
pub(super) fn assertion(f: &mut fmt::Formatter<'_>, (aspa, ta): &Attested) -> fmt::Result {
    let customer = aspa.customer.number();
    write!(f, "      {{ \n        \"customerAsn\": {customer}, ")?;
    f.write_str("\n        \"providerAsns\": [")?;
    for (index, provider) in aspa.providers.iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        write!(f, "{comma}\n          {}", provider.number())?;
    }
    f.write_str("\n        ],\n        \"comment\": \"")?;
    write!(f, "{}\"\n      }}", anchor(*ta))
}

/// One after the other, with commas between them.
pub(super) fn items(
    f: &mut fmt::Formatter<'_>,
    aspas: &[&Attested],
    item: impl Fn(&mut fmt::Formatter<'_>, &Attested) -> fmt::Result,
) -> fmt::Result {
    for (index, attested) in aspas.iter().enumerate() {
        if index > 0 {
            f.write_str(",\n")?;
        }
        item(f, attested)?;
    }
    f.write_char('\n')
}
