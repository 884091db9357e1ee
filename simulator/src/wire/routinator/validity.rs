//! What the payloads say of a route: `/api/v1/validity/{asn}/{prefix}`, and
//! `/validity` with a query or a list of routes.
//!
//! A payload that covers the route and is too short for it counts as
//! `unmatched_length` whatever its AS; only then does the AS decide. An invalid
//! route's reason is the AS where any payload was long enough.

use std::fmt::{self, Write};
use std::net::IpAddr;

use ::http::header::CONTENT_TYPE;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::{Prefix, PrefixError};
use byoip_vocabulary::roa::Vrp;
use serde::Deserialize;

use super::{JSON, Refusal};
use crate::wire::dates;
use crate::wire::http::{Answer, Request};
use crate::wire::relying_party::RelyingParty;

/// The longest list of routes that is read: Routinator's own limit.
const BODY_LIMIT: usize = 100_000;

/// Answers `{asn}/{prefix}`. Nothing is decoded: `%2F` is no slash.
pub(super) fn by_path(route: &str, party: &RelyingParty<'_>) -> Result<Answer, Refusal> {
    let (asn, prefix) = route.split_once('/').ok_or(Refusal::NoPrefix)?;
    one(asn, prefix, party)
}

/// Answers `asn=…&prefix=…`; of one that is there twice the last counts.
pub(super) fn by_query(
    request: &Request,
    pairs: &[(String, String)],
    party: &RelyingParty<'_>,
) -> Result<Answer, Refusal> {
    if request.uri().query().is_none() {
        return Err(Refusal::NoArguments);
    }
    let (mut asn, mut prefix) = (None, None);
    for (key, value) in pairs {
        match key.as_str() {
            "asn" => asn = Some(value),
            "prefix" => prefix = Some(value),
            other => return Err(Refusal::Unexpected(other.to_owned())),
        }
    }
    let asn = asn.ok_or(Refusal::Missing("asn"))?;
    let prefix = prefix.ok_or(Refusal::Missing("prefix"))?;
    one(asn, prefix, party)
}

fn one(asn: &str, prefix: &str, party: &RelyingParty<'_>) -> Result<Answer, Refusal> {
    let origin = read_asn(asn).ok_or(Refusal::Asn)?;
    let prefix = read_network(prefix).ok_or(Refusal::Prefix)?;
    let indent = "  ";
    let validity = Validity::of(prefix, origin, party);
    let generated = dates::utc(party.generated());
    let body = format!(
        "{{\n  \"validated_route\": {},\n  \"generatedTime\": \"{generated}\"\n}}\n",
        Shown { validity, indent }
    );
    Ok(Answer::new(200, JSON, body))
}

/// A list of routes, as it is handed in.
#[derive(Deserialize)]
struct Routes {
    routes: Vec<Route>,
}

#[derive(Deserialize)]
struct Route {
    prefix: String,
    asn: Number,
}

/// `64500`, `"64500"` or `"AS64500"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Number(u32),
    Text(String),
}

impl Route {
    fn read(&self) -> Option<(Prefix, Asn)> {
        let asn = match &self.asn {
            Number::Number(number) => Asn::new(*number),
            Number::Text(text) => read_asn(text)?,
        };
        // Host bits are an error here, and pass in a query.
        Some((read_prefix(&self.prefix).ok()?, asn))
    }
}

/// Answers a list of routes in the body.
pub(super) fn batch(request: &Request, party: &RelyingParty<'_>) -> Result<Answer, Refusal> {
    let header = request.headers().get(CONTENT_TYPE);
    let content_type = header.ok_or(Refusal::NoContentType)?;
    let content_type = content_type.to_str().map_err(|_| Refusal::BadContentType)?;
    if !content_type.eq_ignore_ascii_case(JSON) {
        return Err(Refusal::WrongContentType);
    }
    if request.body().len() > BODY_LIMIT {
        return Err(Refusal::Body);
    }
    let list: Routes = serde_json::from_slice(request.body()).map_err(|_| Refusal::Json)?;
    let routes: Option<Vec<(Prefix, Asn)>> = list.routes.iter().map(Route::read).collect();
    let routes = routes.ok_or(Refusal::Json)?;
    let indent = "    ";
    let shown = routes.into_iter().map(|(prefix, origin)| {
        let validity = Validity::of(prefix, origin, party);
        format!("{indent}{}", Shown { validity, indent })
    });
    let shown: Vec<String> = shown.collect();
    let body = format!(
        "{{\n  \"validated_routes\": [\n{}\n  ],\n  \"generatedTime\": \"{}\"\n}}\n",
        shown.join(",\n"),
        dates::utc(party.generated())
    );
    Ok(Answer::new(200, JSON, body))
}

/// An AS number as Routinator reads it, which takes a plus sign too.
pub(super) fn read_asn(text: &str) -> Option<Asn> {
    let digits = match text.split_at_checked(2) {
        Some((start, rest)) if start.eq_ignore_ascii_case("AS") => rest,
        Some(_) | None => text,
    };
    digits.parse().ok().map(Asn::new)
}

/// A prefix as Routinator reads it, with leading zeros or a plus sign in the
/// length. An error without a reason is a text that is none.
pub(super) fn read_prefix(text: &str) -> Result<Prefix, Option<PrefixError>> {
    let (address, length) = text.split_once('/').ok_or(None)?;
    let address: IpAddr = address.parse().map_err(|_| None)?;
    let length: u8 = length.parse().map_err(|_| None)?;
    Prefix::new(address, length).map_err(Some)
}

/// The same, with host bits dropped.
fn read_network(text: &str) -> Option<Prefix> {
    match read_prefix(text) {
        Err(Some(PrefixError::HostBits { network })) => Some(network),
        read => read.ok(),
    }
}

/// What the payloads say of a route.
struct Validity {
    prefix: Prefix,
    origin: Asn,
    matched: Vec<Vrp>,
    unmatched_as: Vec<Vrp>,
    unmatched_length: Vec<Vrp>,
}

impl Validity {
    /// Sorts the payloads that cover a route. The vocabulary sorts alike, but for
    /// AS 0, which it never has match.
    fn of(prefix: Prefix, origin: Asn, party: &RelyingParty<'_>) -> Self {
        let mut validity = Self {
            prefix,
            origin,
            matched: Vec::new(),
            unmatched_as: Vec::new(),
            unmatched_length: Vec::new(),
        };
        for (vrp, _) in party.covering(prefix) {
            let heap = if prefix.length() > vrp.max_length() {
                &mut validity.unmatched_length
            } else if vrp.asn() != origin {
                &mut validity.unmatched_as
            } else {
                &mut validity.matched
            };
            heap.push(vrp);
        }
        validity
    }

    /// State, reason and description.
    fn verdict(&self) -> (&'static str, Option<&'static str>, &'static str) {
        if !self.matched.is_empty() {
            let description = "At least one VRP Matches the Route Prefix";
            return ("valid", None, description);
        }
        if !self.unmatched_as.is_empty() {
            let description = "At least one VRP Covers the Route Prefix, but no VRP ASN matches \
                               the route origin ASN";
            return ("invalid", Some("as"), description);
        }
        if !self.unmatched_length.is_empty() {
            let description = "At least one VRP Covers the Route Prefix, but the Route Prefix \
                               length is greater than the maximum length allowed by VRP(s) \
                               matching this route origin ASN";
            return ("invalid", Some("length"), description);
        }
        ("not-found", None, "No VRP Covers the Route Prefix")
    }
}

/// The same in Routinator's layout, behind an indent.
struct Shown {
    validity: Validity,
    indent: &'static str,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { validity, indent } = self;
        let (state, reason, description) = validity.verdict();
        writeln!(f, "{{\n{indent}  \"route\": {{")?;
        writeln!(f, "{indent}    \"origin_asn\": \"{}\",", validity.origin)?;
        writeln!(f, "{indent}    \"prefix\": \"{}\"", validity.prefix)?;
        writeln!(f, "{indent}  }},\n{indent}  \"validity\": {{")?;
        writeln!(f, "{indent}    \"state\": \"{state}\",")?;
        if let Some(reason) = reason {
            writeln!(f, "{indent}    \"reason\": \"{reason}\",")?;
        }
        writeln!(f, "{indent}    \"description\": \"{description}\",")?;
        writeln!(f, "{indent}    \"VRPs\": {{")?;
        self.heap(f, "matched", &validity.matched)?;
        f.write_str(",\n")?;
        self.heap(f, "unmatched_as", &validity.unmatched_as)?;
        f.write_str(",\n")?;
        self.heap(f, "unmatched_length", &validity.unmatched_length)?;
        write!(f, "\n{indent}    }}\n{indent}  }}\n{indent}}}")
    }
}

impl Shown {
    /// One heap of payloads. Their maximum length is a string here, and a number
    /// in the lists.
    fn heap(&self, f: &mut fmt::Formatter<'_>, name: &str, vrps: &[Vrp]) -> fmt::Result {
        let indent = self.indent;
        write!(f, "{indent}      \"{name}\": [")?;
        for (index, vrp) in vrps.iter().enumerate() {
            if index > 0 {
                f.write_char(',')?;
            }
            write!(f, "\n{indent}        {{")?;
            write!(f, "\n{indent}          \"asn\": \"{}\",", vrp.asn())?;
            write!(f, "\n{indent}          \"prefix\": \"{}\",", vrp.prefix())?;
            let length = vrp.max_length();
            write!(f, "\n{indent}          \"max_length\": \"{length}\"")?;
            write!(f, "\n{indent}        }}")?;
        }
        write!(f, "\n{indent}      ]")
    }
}
