//! Calls on AS numbers.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "byoasn", crate::world::aws::byoasn::Refusal, policy;
    NotBrought { asn }, asn = asn.number() => [InvalidParameterValue, Inferred, "IPAM guide, BYOASN: the ASN is provisioned first; no code is published"]
        "Value ({asn}) for parameter Asn is invalid. The ASN is not provisioned in this account.";
    UnknownRange { prefix } => [policy unknown_range_code]
        "Value ({prefix}) for parameter Cidr is invalid. The CIDR is not provisioned in this account and Region, so no ASN can be associated with it.";
    NotAdvertisable { prefix } => [policy not_advertisable_code]
        "The CIDR {prefix} was provisioned as not publicly advertisable; no ASN can be associated with it";
    WrongState { prefix, state } => [policy wrong_state_code]
        "The CIDR {prefix} is {state}; no ASN can be associated with it";
    AlreadyAssociated { asn, prefix, state }, asn = asn.number() => [ResourceAlreadyAssociated, Inferred, "Error codes lists the generic one; no code is published for ASNs"]
        "The ASN {asn} and the CIDR {prefix} are {state}";
    NotAssociated { asn, prefix }, asn = asn.number() => [InvalidParameterValue, Inferred, "no code is published; Error codes lists the generic one"]
        "Value ({asn}) for parameter Asn is invalid. It is not associated with the CIDR {prefix}.";
    Unsettled { asn, prefix, state }, asn = asn.number() => [policy wrong_state_code]
        "The ASN {asn} and the CIDR {prefix} are {state} and cannot be disassociated";
    StillAdvertised { asn, prefix }, asn = asn.number() => [DependencyViolation, Inferred, "IPAM guide, BYOASN: advertised from another ASN or withdrawn first; no code is published"]
        "The CIDR {prefix} is advertised from the ASN {asn}; advertise it from another or withdraw it first";
}
