//! Calls on ranges.

use byoip_vocabulary::authorization::Mismatch;
use byoip_vocabulary::error_code::ErrorCode;
use byoip_vocabulary::validity::{InvalidReason, RouteValidity};

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::aws::range::RangeCall;
use crate::world::policy::{Grade, Policy};

refusals! {
    "range", crate::world::aws::range::Refusal, policy;
    NoByoipHere { action } => [InvalidAction, Observed, "cloudquery issue 190: where there is no BYOIP, its calls are not there"]
        "The action {action} is not valid for this web service.";
    TooSpecific { prefix, longest } => [InvalidParameterValue, Inferred, "EC2 API Reference, ProvisionByoipCidr, has the rule; no code is published"]
        "Value ({prefix}) for parameter Cidr is invalid. The most specific prefix that can be brought is /{longest}.";
    NotPublic { prefix, reserved } => [InvalidParameterValue, Inferred, "EC2 User Guide, BYOIP, has the rule; no code is published"]
        "Value ({prefix}) for parameter Cidr is invalid. {reserved} is not public address space.";
    AdvertisableOnly { prefix } => [InvalidParameterCombination, Inferred, "EC2 API Reference, ProvisionByoipCidr: IPv6 only; no code is published"]
        "PubliclyAdvertisable can only be false for an IPv6 CIDR, not for {prefix}";
    NoSuchGroup { group } => [policy border_group_code]
        "Value ({group}) for parameter NetworkBorderGroup is invalid. Ranges cannot be brought to this network border group.";
    UnknownRange { prefix } => [policy unknown_range_code]
        "Value ({prefix}) for parameter Cidr is invalid. The CIDR is not provisioned in this account and Region.";
    OtherGroup { prefix, group } => [policy border_group_code]
        "The CIDR {prefix} was provisioned for the network border group {group}; NetworkBorderGroup has to name it.";
    NotAdvertisable { prefix } => [policy not_advertisable_code]
        "The CIDR {prefix} was provisioned as not publicly advertisable and cannot be advertised";
    WrongState { prefix, call, state }, done = done(*call) => [policy wrong_state_code]
        "The CIDR {prefix} is {state} and cannot be {done}";
    StillInUse { prefix, out }, what = if prefix.is_ipv4() { "addresses" } else { "blocks" } => [policy still_in_use_code]
        "The CIDR {prefix} has {out} {what} that are still in use";
    StillAssociated { prefix, asn }, asn = asn.number() => [policy still_in_use_code]
        "The CIDR {prefix} is still associated with the ASN {asn}";
    QuotaReached { quota: _ } => [ResourceLimitExceeded, Observed, "amazon-ec2-user-guide issue 231"]
        "The number of BYOIP CIDRs for this account has reached the maximum allowed limit.";
    Overlap { prefix, other } => [policy overlap_code]
        "Value ({prefix}) for parameter Cidr is invalid. It overlaps with {other}, which has been brought to AWS or is being brought.";
    NoAuthorizationContext => [MissingParameter, Inferred, "the model leaves it optional; Error codes lists the generic one"]
        "The request must contain the parameter CidrAuthorizationContext";
    MalformedMessage(malformed) => [policy message_code]
        "CidrAuthorizationContext.Message is not valid: {malformed}";
    WrongMessage(mismatches), wrong = joined(mismatches) => [policy message_code]
        "CidrAuthorizationContext.Message is not valid: {wrong}";
    MalformedSignature(malformed) => [policy message_code]
        "CidrAuthorizationContext.Signature is not valid: {malformed}";
    UnknownOrigin { prefix, asn }, asn = asn.number() => [InvalidParameterValue, Inferred, "IPAM guide, BYOASN: the ASN is associated first; no code is published"]
        "Value ({asn}) for parameter Asn is invalid. The ASN is not associated with the CIDR {prefix}.";
    OriginFixed { prefix, group } => [OperationNotPermitted, Inferred, "EC2 User Guide, BYOIP, has the rule; no code is published"]
        "The ASN of the CIDR {prefix} cannot be changed while it is advertised in {group}; withdraw it, then advertise it from the other ASN";
    OriginChangedLately { prefix, until } => [OperationNotPermitted, Inferred, "IPAM guide, BYOASN: once every hour; no code is published"]
        "The ASN of the CIDR {prefix} was changed a short while ago; it can be changed to an ASN of your own again at {until}";
    RouteNotValid(validity), why = why(validity), prefix = validity.prefix, origin = validity.origin, state = validity.state()
        => [policy route_not_valid_code]
        "The ROA is not valid or isn't found for the provided CIDR and Amazon ASNs: {prefix} from {origin} is {state}, {why}";
    OwnRouteNotValid(validity), why = why(validity), prefix = validity.prefix, origin = validity.origin, state = validity.state()
        => [policy route_not_valid_code]
        "The ROA is not valid or isn't found for the provided CIDR and ASN: {prefix} from {origin} is {state}, {why}";
}

const fn done(call: RangeCall) -> &'static str {
    match call {
        RangeCall::Provision => "provisioned",
        RangeCall::Advertise => "advertised",
        RangeCall::Withdraw => "withdrawn",
        RangeCall::Deprovision => "deprovisioned",
    }
}

fn joined(mismatches: &[Mismatch]) -> String {
    let texts: Vec<String> = mismatches.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

fn why(validity: &RouteValidity) -> &'static str {
    match validity.reason() {
        None => "no ROA covers it",
        Some(InvalidReason::Asn) => "the ROAs that cover it are for other ASNs",
        Some(InvalidReason::Length) => "the ROAs that cover it have a shorter maximum length",
    }
}
