//! What a subscription's `path` says of an AS path.

use byoip_vocabulary::asn::Asn;
use serde_json::Value;

/// AS numbers that stand next to each other in a path: at its beginning with `^`,
/// which is the collector's peer, at its end with `$`, which is the origin; with
/// `!` in front, that they do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    is_inverted: bool,
    from_first: bool,
    to_last: bool,
    asns: Vec<Asn>,
}

impl Pattern {
    /// Reads a number or a text, such as `^64500,64501$`.
    pub(super) fn parse(value: &Value) -> Result<Self, String> {
        let text = match value {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                return Err("write an AS number or a pattern, such as \"^64500,64501$\"".to_owned());
            }
        };
        let rest = text.as_str();
        let (is_inverted, rest) = strip(rest, rest.strip_prefix('!'));
        let (from_first, rest) = strip(rest, rest.strip_prefix('^'));
        let (to_last, rest) = strip(rest, rest.strip_suffix('$'));
        let asns = rest.split(',').map(|asn| asn.trim().parse::<Asn>());
        let asns = asns.collect::<Result<_, _>>().map_err(|_| {
            format!(
                "`{text}` is not a pattern; write AS numbers with commas between them, `^` in front for the first of a path, `$` behind for the last"
            )
        })?;
        Ok(Self {
            is_inverted,
            from_first,
            to_last,
            asns,
        })
    }

    /// Whether a path is as the pattern says.
    pub(super) fn matches(&self, path: &[Asn]) -> bool {
        let asns = self.asns.as_slice();
        let is_there = match (self.from_first, self.to_last) {
            (true, true) => path == asns,
            (true, false) => path.starts_with(asns),
            (false, true) => path.ends_with(asns),
            (false, false) => path.windows(asns.len()).any(|part| part == asns),
        };
        is_there != self.is_inverted
    }
}

/// Whether a sign was there, and the text without it.
fn strip<'a>(text: &'a str, without: Option<&'a str>) -> (bool, &'a str) {
    (without.is_some(), without.unwrap_or(text))
}
