//! A ROA as a body has it, and what is wrong with one, in the authority's words
//! (RIPE-NCC/rpki-core, `Utils`).

use std::collections::BTreeSet;
use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use serde_json::Value;

use crate::wire::owner::json::{Fault, Object};

/// A ROA with whatever it says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoaDocument {
    asn: Option<String>,
    prefix: Option<String>,
    maximal_length: Option<i64>,
}

impl fmt::Display for RoaDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "null".to_owned());
        let length = self.maximal_length.map(|length| length.to_string());
        let (asn, prefix, length) = (shown(&self.asn), shown(&self.prefix), shown(&length));
        write!(
            f,
            "ROA{{asn='{asn}', prefix='{prefix}', maximalLength={length}}}"
        )
    }
}

impl RoaDocument {
    /// Reads one; members that are no ROA's are passed over.
    pub(super) fn read(object: &Object) -> Result<Self, Fault> {
        Ok(Self {
            asn: object.optional("asn", "text", text)?,
            prefix: object.optional("prefix", "text", text)?,
            maximal_length: object.optional("maximalLength", "a whole number", number)?,
        })
    }

    /// The ROA; an error is everything that is wrong with it.
    pub(super) fn roa(&self) -> Result<Roa, Vec<String>> {
        match (self.asn(), self.range()) {
            (Ok(asn), Ok((prefix, length))) => {
                // The length was held against the prefix.
                Roa::new(prefix, Some(length), asn).map_err(|error| vec![error.to_string()])
            }
            (asn, range) => Err(asn.err().into_iter().chain(range.err()).collect()),
        }
    }

    fn asn(&self) -> Result<Asn, String> {
        let asn = self.asn.as_ref();
        let asn = asn.ok_or_else(|| format!("ASN is empty in ({self})"))?;
        asn.parse()
            .map_err(|_| format!("ASN '{asn}' is invalid in ({self})"))
    }

    fn range(&self) -> Result<(Prefix, u8), String> {
        let prefix = self.prefix.as_ref();
        let prefix = prefix.ok_or_else(|| format!("Prefix is empty in ({self})"))?;
        let range: Prefix = prefix
            .parse()
            .map_err(|_| format!("Prefix '{prefix}' is invalid in ({self})"))?;
        let bounds = format!(
            "must be between {} and {} for prefix '{range}'",
            range.length(),
            range.longest()
        );
        let length = self.maximal_length;
        let length = length.ok_or_else(|| format!("Max length must be specified and {bounds}"))?;
        let fits = |short: &u8| (range.length()..=range.longest()).contains(short);
        let short = u8::try_from(length).ok().filter(fits);
        let short = short.ok_or_else(|| format!("Max length '{length}' {bounds}"))?;
        Ok((range, short))
    }
}

/// The ROAs of a list; an error is everything that is wrong with any of them.
pub(super) fn set(sent: &[RoaDocument]) -> Result<BTreeSet<Roa>, String> {
    let mut roas = BTreeSet::new();
    let mut wrong = Vec::new();
    for document in sent {
        match document.roa() {
            Ok(roa) => drop(roas.insert(roa)),
            Err(faults) => wrong.extend(faults),
        }
    }
    if wrong.is_empty() {
        Ok(roas)
    } else {
        Err(wrong.join(", "))
    }
}

/// A text, or a number that stands for one.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A whole number, or a text that is one.
fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
