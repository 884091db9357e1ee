//! The payloads as lists, in each of Routinator's formats.

use std::fmt::{self, Write};

use byoip_vocabulary::roa::Vrp;

use super::{JSON, Selection, TEXT};
use crate::repository::Times;
use crate::wire::dates;
use crate::wire::relying_party::{RelyingParty, Sources, anchor, arrange};
use crate::world::rpki::payloads::{Attested, Payload, TrustAnchor};

mod aspas;
mod summary;

const CSV: &str = "text/csv;charset=utf-8;header=present";

/// A format. The path is its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    CompatCsv,
    ExtendedCsv,
    Json,
    ExtendedJson,
    /// Of this version (RFC 8416, and its draft successor).
    Slurm(u8),
    Openbgpd,
    Bird1,
    Bird2,
    Rpsl,
    Summary,
    None,
}

impl Format {
    /// The format that a path asks for.
    pub(super) fn of(path: &str) -> Option<Self> {
        Some(match path {
            "/csv" => Self::Csv,
            "/csvcompat" => Self::CompatCsv,
            "/csvext" => Self::ExtendedCsv,
            // The second was the address in RIPE NCC's own validator.
            "/json" | "/api/v1/origins/" => Self::Json,
            "/jsonext" => Self::ExtendedJson,
            "/slurm" => Self::Slurm(1),
            "/slurm2" => Self::Slurm(2),
            "/openbgpd" => Self::Openbgpd,
            "/bird1" => Self::Bird1,
            "/bird2" => Self::Bird2,
            "/rpsl" => Self::Rpsl,
            "/summary" => Self::Summary,
            "/none" => Self::None,
            _ => return None,
        })
    }

    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Csv | Self::CompatCsv | Self::ExtendedCsv => CSV,
            Self::Json | Self::ExtendedJson | Self::Slurm(_) => JSON,
            Self::Openbgpd
            | Self::Bird1
            | Self::Bird2
            | Self::Rpsl
            | Self::Summary
            | Self::None => TEXT,
        }
    }
}

/// Writes the list of what is selected.
pub(super) fn write(format: Format, selection: &Selection, party: &RelyingParty<'_>) -> String {
    let list = List {
        format,
        selection,
        party,
    };
    list.to_string()
}

struct List<'a> {
    format: Format,
    selection: &'a Selection,
    party: &'a RelyingParty<'a>,
}

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.format {
            Format::Csv => {
                f.write_str("ASN,IP Prefix,Max Length,Trust Anchor\n")?;
                self.lines(f, csv)
            }
            Format::CompatCsv => {
                f.write_str("\"ASN\",\"IP Prefix\",\"Max Length\",\"Trust Anchor\"\n")?;
                self.lines(f, compat_csv)
            }
            Format::ExtendedCsv => {
                f.write_str("URI,ASN,IP Prefix,Max Length,Not Before,Not After\n")?;
                let sources = self.party.sources();
                self.lines(f, |f, payload| extended_csv(f, payload, &sources))
            }
            Format::Json => self.json(f, json, aspas::json),
            Format::ExtendedJson => {
                let sources = self.party.sources();
                self.json(
                    f,
                    |f, payload| extended_json(f, payload, &sources),
                    |f, aspa| aspas::extended_json(f, aspa, &sources),
                )
            }
            Format::Slurm(version) => self.slurm(f, version),
            Format::Openbgpd => {
                f.write_str("roa-set {\n")?;
                self.lines(f, openbgpd)?;
                f.write_str("}\n")
            }
            Format::Bird1 => self.lines(f, |f, payload| bird(f, "roa", payload)),
            Format::Bird2 => self.lines(f, |f, payload| bird(f, "route", payload)),
            Format::Rpsl => {
                let now = dates::utc(self.party.world.now());
                self.lines(f, |f, payload| rpsl(f, payload, &now))
            }
            Format::Summary => summary::write(f, self.party),
            Format::None => Ok(()),
        }
    }
}

impl List<'_> {
    fn payloads(&self) -> Vec<Payload> {
        if !self.selection.origins {
            return Vec::new();
        }
        if let Some(prefixes) = self.selection.covered() {
            let found = prefixes.iter().flat_map(|it| self.party.covering(*it));
            let mut found: Vec<Payload> = found.collect();
            arrange(&mut found);
            return found;
        }
        let mut payloads = self.party.payloads();
        payloads.retain(|(vrp, _)| self.selection.takes(vrp));
        payloads
    }

    fn aspas(&self) -> Vec<&Attested> {
        let mut aspas = self.party.aspas();
        aspas.retain(|(aspa, _)| self.selection.takes_aspa(aspa));
        aspas
    }

    fn lines(
        &self,
        f: &mut fmt::Formatter<'_>,
        line: impl Fn(&mut fmt::Formatter<'_>, Payload) -> fmt::Result,
    ) -> fmt::Result {
        self.payloads()
            .into_iter()
            .try_for_each(|payload| line(f, payload))
    }

    /// The same with commas between them.
    fn items(
        &self,
        f: &mut fmt::Formatter<'_>,
        item: impl Fn(&mut fmt::Formatter<'_>, Payload) -> fmt::Result,
    ) -> fmt::Result {
        for (index, payload) in self.payloads().into_iter().enumerate() {
            if index > 0 {
                f.write_str(",\n")?;
            }
            item(f, payload)?;
        }
        f.write_char('\n')
    }

    fn json(
        &self,
        f: &mut fmt::Formatter<'_>,
        item: impl Fn(&mut fmt::Formatter<'_>, Payload) -> fmt::Result,
        aspa: impl Fn(&mut fmt::Formatter<'_>, &Attested) -> fmt::Result,
    ) -> fmt::Result {
        let generated = self.party.generated();
        let (seconds, moment) = (generated.as_second(), dates::utc(generated));
        writeln!(f, "{{\n  \"metadata\": {{\n    \"generated\": {seconds},")?;
        write!(f, "    \"generatedTime\": \"{moment}\"\n  }}")?;
        if self.selection.origins {
            f.write_str(",\n  \"roas\": [\n")?;
            self.items(f, item)?;
            f.write_str("  ]")?;
        }
        if self.selection.router_keys {
            f.write_str(",\n  \"routerKeys\": [\n\n  ]")?;
        }
        if self.selection.aspas {
            f.write_str(",\n  \"aspas\": [\n")?;
            aspas::items(f, &self.aspas(), aspa)?;
            f.write_str("  ]")?;
        }
        f.write_str("\n}\n")
    }

    fn slurm(&self, f: &mut fmt::Formatter<'_>, version: u8) -> fmt::Result {
        let has_aspas = version > 1;
        writeln!(f, "{{\n  \"slurmVersion\": {version},")?;
        f.write_str("  \"validationOutputFilters\": {\n    \"prefixFilters\": [ ],\n")?;
        f.write_str("    \"bgpsecFilters\": [ ]")?;
        if has_aspas {
            f.write_str(",\n    \"aspaFilters\": [ ]")?;
        }
        f.write_str("\n  },\n  \"locallyAddedAssertions\": {\n    \"prefixAssertions\": [\n")?;
        self.items(f, assertion)?;
        f.write_str("    ],\n    \"bgpsecAssertions\": [\n\n    ]")?;
        if has_aspas {
            f.write_str(",\n    \"aspaAssertions\": [\n")?;
            let aspas = match self.selection.aspas {
                true => self.aspas(),
                false => Vec::new(),
            };
            aspas::items(f, &aspas, aspas::assertion)?;
            f.write_str("    ]")?;
        }
        f.write_str("\n  }\n}\n")
    }
}

fn parts(vrp: Vrp) -> (String, String, u8) {
    let (asn, prefix) = (vrp.asn().to_string(), vrp.prefix().to_string());
    (asn, prefix, vrp.max_length())
}

fn csv(f: &mut fmt::Formatter<'_>, (vrp, ta): Payload) -> fmt::Result {
    let (asn, prefix, length) = parts(vrp);
    writeln!(f, "{asn},{prefix},{length},{}", anchor(ta))
}

fn compat_csv(f: &mut fmt::Formatter<'_>, (vrp, ta): Payload) -> fmt::Result {
    let (asn, prefix, length) = parts(vrp);
    let ta = anchor(ta);
    writeln!(f, "\"{asn}\",\"{prefix}\",\"{length}\",\"{ta}\"")
}

/// The object's address is not known here, as of what a SLURM file says.
fn extended_csv(
    f: &mut fmt::Formatter<'_>,
    payload: Payload,
    sources: &Sources<'_>,
) -> fmt::Result {
    let (asn, prefix, length) = parts(payload.0);
    write!(f, "N/A,{asn},{prefix},{length},")?;
    match sources.times(payload).first() {
        Some(times) => {
            let moment = |at: jiff::Timestamp| at.strftime("%Y-%m-%d %H:%M:%S").to_string();
            writeln!(f, "{},{}", moment(times.from), moment(times.to))
        }
        None => f.write_str("N/A,N/A\n"),
    }
}

fn json(f: &mut fmt::Formatter<'_>, (vrp, ta): Payload) -> fmt::Result {
    origin(f, vrp)?;
    write!(f, "\"ta\": \"{}\" }}", anchor(ta))
}

fn extended_json(
    f: &mut fmt::Formatter<'_>,
    payload: Payload,
    sources: &Sources<'_>,
) -> fmt::Result {
    origin(f, payload.0)?;
    f.write_str("\"source\": [")?;
    if payload.1 == TrustAnchor::Local {
        f.write_str(" { \"type\": \"exception\", \"path\": null }")?;
    }
    for (index, times) in sources.times(payload).into_iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        source(f, "roa", anchor(payload.1), times)?;
    }
    f.write_str("] }")
}

/// What the two kinds of JSON begin an item with.
fn origin(f: &mut fmt::Formatter<'_>, vrp: Vrp) -> fmt::Result {
    let (asn, prefix, length) = parts(vrp);
    write!(
        f,
        "    {{ \"asn\": \"{asn}\", \"prefix\": \"{prefix}\", \"maxLength\": {length}, "
    )
}

/// An object behind a payload. Its chain is as good as it is itself.
fn source(f: &mut fmt::Formatter<'_>, kind: &str, tal: &str, times: Times) -> fmt::Result {
    let [from, to, stale] = [times.from, times.to, times.stale].map(dates::utc);
    let validity = format!("{{ \"notBefore\": \"{from}\", \"notAfter\": \"{to}\" }}");
    write!(
        f,
        " {{ \"type\": \"{kind}\", \"uri\": null, \"tal\": \"{tal}\", \"validity\": {validity}, "
    )?;
    write!(
        f,
        "\"chainValidity\": {validity}, \"stale\": \"{stale}\" }}"
    )
}

/// An assertion of a SLURM file, with the maximum length where it is said: in a
/// ROA of this world it always is.
fn assertion(f: &mut fmt::Formatter<'_>, (vrp, ta): Payload) -> fmt::Result {
    let (asn, prefix, length) = (vrp.asn().number(), vrp.prefix(), vrp.max_length());
    writeln!(f, "      {{\n        \"asn\": {asn},")?;
    writeln!(f, "        \"prefix\": \"{prefix}\",")?;
    writeln!(f, "        \"maxPrefixLength\": {length},")?;
    write!(f, "        \"comment\": \"{}\"\n      }}", anchor(ta))
}

fn openbgpd(f: &mut fmt::Formatter<'_>, (vrp, _): Payload) -> fmt::Result {
    write!(f, "    {}", vrp.prefix())?;
    if vrp.max_length() > vrp.prefix().length() {
        write!(f, " maxlen {}", vrp.max_length())?;
    }
    writeln!(f, " source-as {}", vrp.asn().number())
}

fn bird(f: &mut fmt::Formatter<'_>, word: &str, (vrp, _): Payload) -> fmt::Result {
    let (prefix, length, asn) = (vrp.prefix(), vrp.max_length(), vrp.asn().number());
    writeln!(f, "{word} {prefix} max {length} as {asn};")
}

/// A route object; both its dates are the moment of the question.
fn rpsl(f: &mut fmt::Formatter<'_>, (vrp, ta): Payload, now: &str) -> fmt::Result {
    let class = if vrp.prefix().is_ipv4() {
        "route"
    } else {
        "route6"
    };
    writeln!(f, "\n{class}: {}\norigin: {}", vrp.prefix(), vrp.asn())?;
    writeln!(f, "descr: RPKI attestation\nmnt-by: NA\ncreated: {now}")?;
    let root = anchor(ta).to_uppercase();
    writeln!(f, "last-modified: {now}\nsource: ROA-{root}-RPKI-ROOT\n")
}
