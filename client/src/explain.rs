//! Why a range stands where it stands, and what to do next: AWS's word, what its
//! review saw where a simulator tells, what validators say of Amazon's routes and
//! why, and who originates the range now.
//!
//! Sources: EC2 User Guide, "Onboard your address range" and "Use your BYOIP
//! address range"; AWS Knowledge Center, "fix BYOIP configuration"; RFC 6811 for
//! the reasons of a route's state.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::state::ByoipCidrState;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::preflight::roa::{State, Validity};

#[cfg(test)]
mod tests;

/// What was found out about a range.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The range.
    pub cidr: Prefix,
    /// The Region that was asked.
    pub region: String,
    /// AWS's word; none where it knows no such range there.
    pub range: Option<Range>,
    /// What the review saw, where a simulator tells.
    pub evidence: Vec<(Timestamp, String)>,
    /// A validator's word on each route that Amazon announces.
    pub routes: Vec<Validity>,
    /// Who originates it now.
    pub origins: Vec<Asn>,
}

/// AWS's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// As the API spells it.
    pub state: String,
    /// The `StatusMessage`.
    pub message: Option<String>,
}

impl Standing {
    /// The explanation for people.
    pub fn text(&self) -> String {
        let mut text = match &self.range {
            None => format!("{} is not known in {}\n", self.cidr, self.region),
            Some(range) => {
                let message = range.message.as_deref().unwrap_or_default();
                let colon = if message.is_empty() { "" } else { ": " };
                format!("{} is {}{colon}{message}\n", self.cidr, range.state)
            }
        };
        text.push_str(&format!("  {}\n", self.meaning()));
        for (at, evidence) in &self.evidence {
            text.push_str(&format!(
                "  {}  {evidence}\n",
                at.strftime("%Y-%m-%d %H:%M")
            ));
        }
        for route in &self.routes {
            text.push_str(&format!("{}\n", reason(route)));
        }
        let origins: Vec<String> = self.origins.iter().map(Asn::to_string).collect();
        text.push_str(&match origins.as_slice() {
            [] => "nobody originates its addresses now\n".to_owned(),
            some => format!("its addresses are originated by {} now\n", some.join(", ")),
        });
        for step in self.next() {
            text.push_str(&format!("-> {step}\n"));
        }
        text
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let routes: Vec<Value> = self
            .routes
            .iter()
            .map(|route| {
                json!({
                    "prefix": route.prefix,
                    "asn": route.origin,
                    "state": word(route.state),
                    "reason": reason(route),
                })
            })
            .collect();
        json!({
            "format": 1,
            "cidr": self.cidr,
            "region": self.region,
            "state": self.range.as_ref().map(|range| &range.state),
            "status_message": self.range.as_ref().and_then(|range| range.message.as_ref()),
            "meaning": self.meaning(),
            "evidence": self.evidence.iter().map(|(at, text)| json!({ "at": at, "text": text })).collect::<Vec<_>>(),
            "routes": routes,
            "origins": self.origins,
            "next": self.next(),
        })
    }

    fn state(&self) -> Option<ByoipCidrState> {
        self.range.as_ref()?.state.parse().ok()
    }

    /// What the state means, and how long it lasts.
    fn meaning(&self) -> &'static str {
        use ByoipCidrState as S;
        if self.range.is_none() {
            return "nobody handed it in with this account in this Region, or it was given back";
        }
        match self.state() {
            None => "this program does not know the state; the API may have newer ones",
            Some(S::PendingProvision) => {
                "AWS reviews it: mostly two hours, up to a week; certificate and ROAs must stay until then"
            }
            Some(S::FailedProvision) => {
                "the review is over and does not look again by itself; it has to be handed in anew"
            }
            Some(S::Provisioned) => "addresses can be allocated; the internet does not see it yet",
            Some(S::ProvisionedNotPubliclyAdvertisable) => {
                "it is for private use and can never be advertised"
            }
            Some(S::Advertised) => "Amazon announces it",
            Some(S::PendingAdvertising) => {
                "the announcement takes up to five working days there and cannot be cancelled"
            }
            Some(S::PendingWithdrawal) => {
                "the withdrawal takes up to five working days there and cannot be cancelled"
            }
            Some(S::PendingDeprovision) => "it is being given back, which takes up to a day",
            Some(S::FailedDeprovision) => "something of it is still in use",
            Some(S::Deprovisioned) => "it was given back",
        }
    }

    /// What to do, the first thing first.
    fn next(&self) -> Vec<String> {
        use ByoipCidrState as S;
        let cidr = self.cidr;
        let mut steps = Vec::new();
        let invalid = self.routes.iter().any(|route| route.state != State::Valid);
        let roas =
            format!("byoip roa create --cidr {cidr}, and up to a day until Amazon sees them");
        match self.state() {
            None if self.range.is_none() => {
                steps.push(
                    "look in the other Regions: a range is where it was handed in".to_owned(),
                );
                steps.push(format!("byoip preflight --cidr {cidr}, then provision it"));
            }
            None => {}
            Some(S::PendingProvision) if invalid => steps.push(roas),
            Some(S::PendingProvision) => {
                steps.push("wait; after a week ask Support".to_owned());
            }
            Some(S::FailedProvision) => {
                steps.extend(self.mends());
                if invalid {
                    steps.push(roas);
                }
                steps.push(format!(
                    "byoip preflight --cidr {cidr} until it finds nothing"
                ));
                steps.push(
                    "provision it again, with the same message while its date is to come"
                        .to_owned(),
                );
            }
            Some(S::Provisioned) => {
                if invalid {
                    steps.push(format!("{roas}; before it is advertised"));
                }
                steps.push(format!(
                    "aws ec2 advertise-byoip-cidr --cidr {cidr}, when home stops announcing it"
                ));
            }
            Some(S::Advertised) => {
                if invalid {
                    steps.push(format!("{roas}; networks that validate drop it"));
                }
                let foreign = |asn: &&Asn| !self.routes.iter().any(|route| route.origin == **asn);
                steps.extend(self.origins.iter().find(foreign).map(|asn| {
                    format!("{asn} announces it as well; withdraw it there, unless it is AWS's announcement from your own number")
                }));
            }
            Some(S::FailedDeprovision) => {
                steps.push(
                    "withdraw it, release every address, then deprovision it again".to_owned(),
                );
            }
            Some(
                S::ProvisionedNotPubliclyAdvertisable
                | S::PendingAdvertising
                | S::PendingWithdrawal
                | S::PendingDeprovision
                | S::Deprovisioned,
            ) => {}
        }
        steps
    }

    /// What a StatusMessage of a failed review speaks of, and how to mend it.
    fn mends(&self) -> Vec<String> {
        let message = self
            .range
            .as_ref()
            .and_then(|range| range.message.as_deref());
        let message = message.unwrap_or_default();
        let cidr = self.cidr;
        let known = [
            (
                "X509 certificate could be found",
                format!("byoip registry publish-cert --cidr {cidr} --cert certificate.pem"),
            ),
            (
                "signature",
                "byoip verify: the signature, the message and the certificate in the record must be of one key".to_owned(),
            ),
            (
                "message",
                "byoip message: account, range and date must be these, and nothing else changed".to_owned(),
            ),
            (
                "allocation type",
                "the registry's record says a kind of delegation that AWS does not take; whoever holds the parent block may bring it".to_owned(),
            ),
            (
                "route object",
                "take the route object that somebody made by hand out of the IRR".to_owned(),
            ),
        ];
        let found = known.into_iter().find(|(word, _)| message.contains(word));
        found.map(|(_, mend)| mend).into_iter().collect()
    }
}

/// A route's state with the rule of RFC 6811 that makes it so.
pub fn reason(route: &Validity) -> String {
    let Validity {
        origin,
        prefix,
        state,
        vrps,
        ..
    } = route;
    let head = format!("{prefix} from {origin} is {}", word(*state));
    let roas = |list: Vec<String>| list.join(", ");
    match state {
        State::Valid => format!("{head}: {}", roas(route.covering.clone())),
        State::NotFound => format!("{head}: no ROA covers it"),
        State::Invalid => {
            let own = vrps.iter().filter(|roa| roa.asn() == *origin);
            let short: Vec<String> = own.map(ToString::to_string).collect();
            if short.is_empty() {
                let others: Vec<String> = vrps.iter().map(ToString::to_string).collect();
                format!(
                    "{head}: the ROAs that cover it are for others: {}",
                    roas(others)
                )
            } else {
                format!(
                    "{head}: it is longer than the maximum length of {}; a ROA of length {} is needed",
                    roas(short),
                    prefix.length()
                )
            }
        }
    }
}

const fn word(state: State) -> &'static str {
    match state {
        State::Valid => "valid",
        State::Invalid => "invalid",
        State::NotFound => "not found",
    }
}
