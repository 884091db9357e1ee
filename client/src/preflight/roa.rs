//! Whether ROAs let Amazon announce the range, and whether the present
//! announcement survives them.
//!
//! The validator answers as Routinator does (`/api/v1/validity`). Its words
//! stand; the state is not computed again here.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Partition;
use byoip_vocabulary::roa::Roa;
use serde::Deserialize;

use super::Finding;
use crate::http::{Http, HttpError};

#[cfg(test)]
mod tests;

const WHAT: &str = "roa";

/// The validator that AWS names.
pub const VALIDATOR: &str = "https://rpki-validator.ripe.net";

/// What a validator says of one route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The route's origin.
    pub origin: Asn,
    /// The route's prefix.
    pub prefix: Prefix,
    /// Its state.
    pub state: State,
    /// The ROAs that make it so, as `prefix-length AS`: of a valid route those
    /// that match, else all that cover it.
    pub covering: Vec<String>,
    /// All that cover it.
    pub vrps: Vec<Roa>,
}

/// The state of a route in Routinator's spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A ROA matches.
    Valid,
    /// ROAs cover the route, but none matches.
    Invalid,
    /// No ROA covers the route.
    NotFound,
}

/// Asks the validator for a route.
pub async fn fetch(
    http: &Http,
    validator: &str,
    origin: Asn,
    prefix: Prefix,
) -> Result<Validity, HttpError> {
    let validator = validator.trim_end_matches('/');
    let url = format!("{validator}/api/v1/validity/{origin}/{prefix}");
    let answer: Option<Answer> = http.get(&url, "application/json").await?;
    let validity = answer.ok_or_else(|| HttpError::missing(&url))?;
    let Judgement { state, vrps } = validity.validated_route.validity;
    let all = vrps.all().map(|vrp| {
        let roa = vrp.roa();
        roa.ok_or_else(|| HttpError::shape(&url, format!("a VRP {} that is none", vrp.text())))
    });
    Ok(Validity {
        vrps: all.collect::<Result<_, _>>()?,
        origin,
        prefix,
        state,
        covering: vrps.reasons(state).map(|vrp| vrp.text()).collect(),
    })
}

/// Judges a route that Amazon will announce.
pub fn amazon_finding(validity: &Validity) -> Finding {
    let Validity { origin, prefix, .. } = validity;
    match validity.state {
        State::Valid => Finding::ok(WHAT, validity.text()),
        State::Invalid | State::NotFound => Finding::error(
            WHAT,
            validity.text(),
            format!(
                "create a ROA for {prefix}, maximum length {}, {origin}; \
                 Amazon sees it within a day",
                prefix.length()
            ),
        ),
    }
}

/// Judges the route that is announced today.
pub fn present_finding(validity: &Validity) -> Finding {
    let Validity { origin, prefix, .. } = validity;
    let mend = format!(
        "create a ROA for {prefix}, maximum length {}, {origin}",
        prefix.length()
    );
    match validity.state {
        State::Valid => Finding::ok(WHAT, validity.text()),
        State::Invalid => Finding::error(
            WHAT,
            format!(
                "{}; networks that validate drop the present announcement",
                validity.text()
            ),
            format!("{mend}, at once"),
        ),
        State::NotFound => Finding::warning(
            WHAT,
            format!(
                "{}; the present announcement becomes invalid with the first ROA for Amazon",
                validity.text()
            ),
            format!("{mend}, before any other"),
        ),
    }
}

/// Nobody said who announces the range today.
pub fn no_present_origin() -> Finding {
    Finding::warning(
        WHAT,
        "the present origin was not named",
        "where the range is announced today, give its AS with --origin: \
         ROAs for Amazon alone make that announcement invalid",
    )
}

/// Amazon announces nothing there.
pub fn no_amazon_origin(partition: Partition) -> Finding {
    Finding::error(
        WHAT,
        format!("partition {partition} has no BYOIP"),
        "bring the range to another partition",
    )
}

impl Validity {
    fn text(&self) -> String {
        let Self {
            origin,
            prefix,
            state,
            covering,
            ..
        } = self;
        let state = match state {
            State::Valid => "valid",
            State::Invalid => "invalid",
            State::NotFound => "not found",
        };
        if covering.is_empty() {
            format!("{prefix} from {origin} is {state}: no ROA covers it")
        } else {
            format!("{prefix} from {origin} is {state}: {}", covering.join(", "))
        }
    }
}

#[derive(Debug, Deserialize)]
struct Answer {
    validated_route: ValidatedRoute,
}

#[derive(Debug, Deserialize)]
struct ValidatedRoute {
    validity: Judgement,
}

#[derive(Debug, Deserialize)]
struct Judgement {
    state: State,
    #[serde(rename = "VRPs", default)]
    vrps: Vrps,
}

#[derive(Debug, Default, Deserialize)]
struct Vrps {
    #[serde(default)]
    matched: Vec<Vrp>,
    #[serde(default)]
    unmatched_as: Vec<Vrp>,
    #[serde(default)]
    unmatched_length: Vec<Vrp>,
}

impl Vrps {
    fn all(&self) -> impl Iterator<Item = &Vrp> {
        let unmatched = self.unmatched_as.iter().chain(&self.unmatched_length);
        self.matched.iter().chain(unmatched)
    }

    fn reasons(self, state: State) -> impl Iterator<Item = Vrp> {
        let unmatched = match state {
            State::Valid => Vec::new(),
            State::Invalid | State::NotFound => [self.unmatched_as, self.unmatched_length].concat(),
        };
        self.matched.into_iter().chain(unmatched)
    }
}

#[derive(Clone, Debug, Deserialize)]
struct Vrp {
    asn: Asn,
    prefix: Prefix,
    /// A string in this one answer of Routinator's, a number in all its others.
    max_length: serde_json::Value,
}

impl Vrp {
    fn length(&self) -> String {
        match &self.max_length {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    fn roa(&self) -> Option<Roa> {
        Roa::new(self.prefix, Some(self.length().parse().ok()?), self.asn).ok()
    }

    fn text(&self) -> String {
        format!("{}-{} {}", self.prefix, self.length(), self.asn)
    }
}
