//! What AWS checks while a range is pending, and what it concludes.
//!
//! Evidence before verdict: `collect` looks at the registry's public record,
//! the message, the delegation and the validators as they are at that moment and
//! writes down what it finds; [`Evidence::verdict`] derives the outcome from
//! that alone. Sources: EC2 User Guide, "Prepare for BYOIP" and "Onboard"; AWS
//! Knowledge Center, "fix BYOIP configuration", for the five classes of failure.

use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::authorization::AuthorizationMessage;
use byoip_vocabulary::certificate::Dated;
use byoip_vocabulary::certificate::search::{self, Found, Shape};
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::{Partition, Region};
use byoip_vocabulary::registry::{Field, Registry};
use byoip_vocabulary::signature::{Signature, SignatureCheck};
use byoip_vocabulary::validity::{RouteState, RouteValidity};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::range::{AuthorizationContext, Range, RangeKey};
use crate::world::World;
use crate::world::internet::Route;
use crate::world::irr;
use crate::world::policy::{AllocationTypes, IrrObject, Policy};
use crate::world::registry::{Network, Record, shown};
use crate::world::rpki::validator::ValidatorName;

mod verdict;

pub use verdict::Verdict;

#[cfg(test)]
mod tests;

/// What the review of one range saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The record that answers for the range; none where nobody holds it.
    pub record: Option<RecordEvidence>,
    /// The registry that did not answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub silent: Option<Registry>,
    /// What is wrong with the message, in words; empty when nothing is.
    pub message: Vec<String>,
    /// Why the signature's text is no signature, if it is none.
    pub signature: Option<String>,
    /// What the validators say, for each Amazon origin; empty where the range
    /// is not to be announced.
    pub routes: Vec<RouteValidity>,
    /// Route objects by hand that are in the way; none where the setting has the
    /// review not look.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub route_objects: Vec<Route>,
}

/// What the registry's public record showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordEvidence {
    /// The registry.
    pub registry: Registry,
    /// The network's handle.
    pub handle: String,
    /// The delegation.
    pub status: String,
    /// Whether that is acceptable.
    pub status_accepted: bool,
    /// The fields that AWS reads.
    pub fields: Vec<Field>,
    /// The certificates that stand there.
    pub certificates: Vec<CertificateEvidence>,
    /// Where else in the same record or its organisation one stands, which AWS
    /// does not read.
    pub elsewhere: Vec<String>,
}

/// What a certificate in the record turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateEvidence {
    /// The field it stands in.
    pub field: Field,
    /// How it is written.
    pub shape: Shape,
    /// What came of reading it.
    pub outcome: CertificateOutcome,
}

/// What came of reading a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateOutcome {
    /// It is no certificate that AWS can use.
    Unreadable(String),
    /// It was read.
    Read {
        /// Its SHA-256.
        fingerprint: String,
        /// Whether it is good today.
        dated: Dated,
        /// Whether its key made the signature.
        signature: SignatureCheck,
    },
}

impl CertificateEvidence {
    /// Whether AWS sees it at all: a whole certificate on one line.
    fn is_seen(&self) -> bool {
        self.shape == Shape::OneLine
            && match self.outcome {
                CertificateOutcome::Unreadable(_) => false,
                CertificateOutcome::Read { .. } => true,
            }
    }

    fn verifies(&self) -> bool {
        match &self.outcome {
            CertificateOutcome::Unreadable(_) => false,
            CertificateOutcome::Read {
                dated, signature, ..
            } => *dated == Dated::Valid && signature.is_verified(),
        }
    }
}

impl Evidence {
    /// What follows from what was seen; none where the range is accepted.
    pub fn verdict(&self) -> Option<Verdict> {
        let Some(record) = &self.record else {
            return Some(Verdict::NoCertificate);
        };
        let seen = || record.certificates.iter().filter(|found| found.is_seen());
        if seen().next().is_none() {
            Some(Verdict::NoCertificate)
        } else if !self.message.is_empty() {
            Some(Verdict::WrongMessage)
        } else if !seen().any(CertificateEvidence::verifies) {
            Some(Verdict::SignatureNotVerified)
        } else if !record.status_accepted {
            Some(Verdict::AllocationType)
        } else if self
            .routes
            .iter()
            .any(|route| route.state() != RouteState::Valid)
        {
            Some(Verdict::RoaNotValid)
        } else if !self.route_objects.is_empty() {
            Some(Verdict::IrrObject)
        } else {
            None
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.record, self.silent) {
            (Some(record), _) => record.fmt(f)?,
            (None, Some(registry)) => write!(f, "{registry} does not answer")?,
            (None, None) => f.write_str("nobody holds it")?,
        }
        for wrong in &self.message {
            write!(f, "; message: {wrong}")?;
        }
        if let Some(wrong) = &self.signature {
            write!(f, "; signature: {wrong}")?;
        }
        for route in &self.routes {
            write!(f, "; route from {}: {}", route.origin, route.state())?;
        }
        for route in &self.route_objects {
            write!(f, "; {} has a route object of {route}", irr::SOURCE)?;
        }
        Ok(())
    }
}

impl fmt::Display for RecordEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<&str> = self.fields.iter().map(|field| field.as_str()).collect();
        let fields = fields.join(" and ");
        write!(f, "{} ({}, {})", self.handle, self.registry, self.status)?;
        if !self.status_accepted {
            f.write_str(", not an acceptable delegation")?;
        }
        if self.fields.is_empty() {
            f.write_str(", a registry that AWS reads no certificates of")?;
        } else if self.certificates.is_empty() {
            write!(f, ", no certificate in {fields}")?;
        }
        for found in &self.certificates {
            write!(f, ", certificate in {} {}", found.field, found.shape)?;
            match &found.outcome {
                CertificateOutcome::Unreadable(why) => write!(f, ": {why}")?,
                CertificateOutcome::Read {
                    dated, signature, ..
                } => write!(f, ": {dated}, signature {signature}")?,
            }
            if !found.is_seen() {
                f.write_str(", which AWS does not read")?;
            }
        }
        for place in &self.elsewhere {
            write!(
                f,
                ", a certificate stands in {place}, where AWS does not look"
            )?;
        }
        Ok(())
    }
}

/// The registry of the range, if it does not answer, and until when.
pub(super) fn silent(world: &World, prefix: Prefix) -> Option<(Registry, Timestamp)> {
    let registry = world.registries.smallest_covering(prefix)?.registry;
    let until = world.registries.down_until(registry)?;
    Some((registry, until))
}

/// Looks at everything the review looks at; one that is blind does not see what
/// the registry has.
pub(super) fn collect(
    world: &World,
    now: Timestamp,
    key: &RangeKey,
    range: &Range,
    is_blind: bool,
) -> Evidence {
    let unseen = || {
        world
            .registries
            .smallest_covering(key.cidr)
            .map(|it| it.registry)
    };
    let silent = if is_blind {
        unseen()
    } else {
        silent(world, key.cidr).map(|(registry, _)| registry)
    };
    let network = match silent {
        Some(_) => None,
        None => world.registries.smallest_covering(key.cidr),
    };
    let origins = key.region.partition().amazon_origins();
    let seen = world.rpki.seen_by(ValidatorName::AMAZON);
    Evidence {
        record: network.map(|network| record(world, now, network, &range.context)),
        silent,
        message: message(world, now, key, &range.context),
        signature: match range.context.signature.parse::<Signature>() {
            Ok(_) => None,
            Err(malformed) => Some(malformed.to_string()),
        },
        routes: match range.advertisable {
            false => Vec::new(),
            true => origins
                .iter()
                .map(|origin| seen.validity(key.cidr, *origin))
                .collect(),
        },
        route_objects: match range.advertisable {
            false => Vec::new(),
            true => route_objects(world, key),
        },
    }
}

/// The route objects by hand that share addresses with a range and name an AS that
/// Amazon announces from: its own, or one that the account has brought.
fn route_objects(world: &World, key: &RangeKey) -> Vec<Route> {
    if world.policy.irr_object_in_the_way == IrrObject::Ignored {
        return Vec::new();
    }
    let brought: Vec<Asn> = world.byoasns.of(key.account).collect();
    let is_byoip = |origin: Asn| key.is_amazons(origin) || brought.contains(&origin);
    let objects = world.irr.objects().map(|(route, _)| route);
    objects
        .filter(|route| route.prefix.overlaps(key.cidr) && is_byoip(route.origin))
        .collect()
}

fn record(
    world: &World,
    now: Timestamp,
    network: &Network,
    context: &AuthorizationContext,
) -> RecordEvidence {
    let registry = network.registry;
    let fields = fields(registry, &world.policy);
    let mut certificates = Vec::new();
    for field in &fields {
        let mut lines = readable(&world.policy, registry, &network.record, *field);
        if world.registries.writes_dashes(registry) {
            lines = lines.iter().map(|line| shown::with_dashes(line)).collect();
        }
        certificates.extend(search(&lines).into_iter().map(|found| {
            let shape = found.shape;
            let outcome = outcome(world, now, found, context);
            CertificateEvidence {
                field: *field,
                shape,
                outcome,
            }
        }));
    }
    let elsewhere = elsewhere(world, network, &fields);
    RecordEvidence {
        registry,
        handle: network.handle.clone(),
        status: network.status.clone(),
        status_accepted: is_accepted(network, world.policy.allocation_types),
        fields,
        certificates,
        elsewhere,
    }
}

/// The fields in which a certificate counts: the documented one, and those that
/// a setting adds.
fn fields(registry: Registry, policy: &Policy) -> Vec<Field> {
    let mut fields: Vec<Field> = registry.certificate_field().into_iter().collect();
    let remarks = match registry {
        Registry::Ripe => policy.ripe_remarks_accepted,
        Registry::Afrinic => policy.afrinic_remarks_accepted,
        Registry::Arin | Registry::Apnic | Registry::Lacnic => false,
    };
    if remarks {
        fields.push(Field::Remarks);
    }
    fields
}

/// What can be read of a field from outside: as RDAP shows it, and where that
/// has no whole certificate, by the setting, as whois does.
fn readable(policy: &Policy, registry: Registry, record: &Record, field: Field) -> Vec<String> {
    let of_field = |lines: Vec<shown::Line>| -> Vec<String> {
        let own = lines.into_iter().filter(|line| line.field == field);
        own.map(|line| line.text).collect()
    };
    let remarks = shown::rdap(registry, record).into_iter();
    let rdap = of_field(remarks.flat_map(|remark| remark.lines).collect());
    let whole = |found: &Found| found.shape == Shape::OneLine;
    if policy.review_reads_whois && !search(&rdap).iter().any(whole) {
        of_field(shown::whois(record))
    } else {
        rdap
    }
}

fn search(lines: &[String]) -> Vec<Found> {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    search::find(&lines)
}

fn outcome(
    world: &World,
    now: Timestamp,
    found: Found,
    context: &AuthorizationContext,
) -> CertificateOutcome {
    let certificate = match found.outcome {
        Ok(certificate) => certificate,
        Err(unreadable) => return CertificateOutcome::Unreadable(unreadable.to_string()),
    };
    let key = certificate.public_key();
    let signature = match context.signature.parse::<Signature>() {
        Ok(signature) => match signature.check(key, &context.message) {
            SignatureCheck::OtherSaltLength(_) if world.policy.other_salt_lengths_accepted => {
                SignatureCheck::Verified
            }
            check => check,
        },
        Err(_) => SignatureCheck::NoMatch,
    };
    CertificateOutcome::Read {
        fingerprint: certificate.fingerprint(),
        dated: certificate.valid_at(now),
        signature,
    }
}

/// The mistakes that are worth telling apart: the right certificate in a place
/// where AWS does not look.
fn elsewhere(world: &World, network: &Network, fields: &[Field]) -> Vec<String> {
    let holds = |lines: &[String]| !search(lines).is_empty();
    let mut places = Vec::new();
    for field in network.registry.network_fields() {
        if !fields.contains(field) && holds(network.record.public(*field)) {
            places.push(format!("{field} of {}", network.handle));
        }
    }
    if let Some(organization) = world.registries.holder(network) {
        for field in network.registry.organization_fields() {
            if holds(organization.record.public(*field)) {
                places.push(format!("{field} of {}", organization.handle));
            }
        }
    }
    places
}

fn message(
    world: &World,
    now: Timestamp,
    key: &RangeKey,
    context: &AuthorizationContext,
) -> Vec<String> {
    let partition = message_partition(&key.region, &world.policy);
    match AuthorizationMessage::parse(&context.message) {
        Err(malformed) => vec![malformed.to_string()],
        Ok(message) => message
            .mismatches(key.account, key.cidr, partition, now)
            .iter()
            .map(ToString::to_string)
            .collect(),
    }
}

/// The partition that a message for a Region names.
pub(super) fn message_partition(region: &Region, policy: &Policy) -> Partition {
    match region.partition() {
        Partition::AwsEusc if policy.eusc_message_says_aws => Partition::Aws,
        partition => partition,
    }
}

/// Which delegations pass. The strict list is the one that the EC2 User Guide
/// had until October 2021 and Global Accelerator still has.
fn is_accepted(network: &Network, types: AllocationTypes) -> bool {
    let status = network.status.to_uppercase();
    let strict: &[&str] = match network.registry {
        Registry::Arin => &["DIRECT ALLOCATION", "DIRECT ASSIGNMENT"],
        Registry::Ripe => &["ALLOCATED PA", "LEGACY", "ASSIGNED PI", "ALLOCATED-BY-RIR"],
        Registry::Apnic => &["ALLOCATED PORTABLE", "ASSIGNED PORTABLE"],
        // AWS has never listed any of theirs.
        Registry::Lacnic | Registry::Afrinic => &[],
    };
    match types {
        AllocationTypes::Strict => strict.contains(&status.as_str()),
        AllocationTypes::Relaxed => {
            let passed_on = [
                "REALLOCATION",
                "REASSIGNMENT",
                "SUB-ALLOCATED PA",
                "REALLOCATED",
                "REASSIGNED",
            ];
            !passed_on.contains(&status.as_str()) && !status.ends_with("NON-PORTABLE")
        }
    }
}
