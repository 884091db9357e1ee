//! What the world refuses, in EC2's codes and words: one total match for each
//! noun. Codes that AWS documents stand here; the others are the policy's.

use byoip_vocabulary::error_code::ErrorCode;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::validity::{InvalidReason, RouteValidity};

use super::Ec2Error;
use crate::world::Refusal;
use crate::world::policy::Policy;
use crate::world::refusal::{AddressRefusal, RangeCall, RangeRefusal};

/// The error of a refusal.
pub(in crate::wire::ec2) fn refused(refusal: &Refusal, action: &str, policy: &Policy) -> Ec2Error {
    let (code, message) = match refusal {
        Refusal::Range(RangeRefusal::NoByoipHere) => return Ec2Error::invalid_action(action),
        Refusal::Range(refusal) => range(refusal, policy),
        Refusal::Address(refusal) => address(refusal, policy),
        // No EC2 action asks for anything at a registry or of the accounts.
        Refusal::Account(_) | Refusal::Holder(_) => (
            ErrorCode::InternalError,
            "An internal error has occurred".to_owned(),
        ),
    };
    Ec2Error::new(code, message)
}

fn range(refusal: &RangeRefusal, policy: &Policy) -> (ErrorCode, String) {
    match refusal {
        RangeRefusal::NoByoipHere => (
            ErrorCode::InvalidAction,
            "BYOIP is not available in this Region".to_owned(),
        ),
        RangeRefusal::TooSpecific { prefix, longest } => (
            ErrorCode::InvalidParameterValue,
            invalid_cidr(
                *prefix,
                &format!("The most specific prefix that can be brought is /{longest}."),
            ),
        ),
        RangeRefusal::AdvertisableOnly { prefix } => (
            ErrorCode::InvalidParameterCombination,
            format!("PubliclyAdvertisable can only be false for an IPv6 CIDR, not for {prefix}"),
        ),
        RangeRefusal::NotPublic { prefix, reserved } => (
            ErrorCode::InvalidParameterValue,
            invalid_cidr(*prefix, &format!("{reserved} is not public address space.")),
        ),
        RangeRefusal::UnknownRange { prefix } => (
            policy.unknown_range_code,
            invalid_cidr(
                *prefix,
                "The CIDR is not provisioned in this account and Region.",
            ),
        ),
        RangeRefusal::WrongState {
            prefix,
            call,
            state,
        } => (
            policy.wrong_state_code,
            format!("The CIDR {prefix} is {state} and cannot be {}", done(*call)),
        ),
        RangeRefusal::QuotaReached { quota: _ } => (
            ErrorCode::ResourceLimitExceeded,
            // Observed text (amazon-ec2-user-guide issue 231).
            "The number of BYOIP CIDRs for this account has reached the maximum allowed limit."
                .to_owned(),
        ),
        RangeRefusal::Overlap { prefix, other } => (
            policy.overlap_code,
            invalid_cidr(
                *prefix,
                &format!(
                    "It overlaps with {other}, which has been brought to AWS or is being brought."
                ),
            ),
        ),
        RangeRefusal::NoAuthorizationContext => (
            ErrorCode::MissingParameter,
            "The request must contain the parameter CidrAuthorizationContext".to_owned(),
        ),
        RangeRefusal::MalformedMessage(malformed) => (
            policy.message_code,
            format!("CidrAuthorizationContext.Message is not valid: {malformed}"),
        ),
        RangeRefusal::WrongMessage(mismatches) => {
            let wrong: Vec<String> = mismatches.iter().map(ToString::to_string).collect();
            (
                policy.message_code,
                format!(
                    "CidrAuthorizationContext.Message is not valid: {}",
                    wrong.join("; ")
                ),
            )
        }
        RangeRefusal::UnknownOrigin { asn } => (
            ErrorCode::InvalidParameterValue,
            format!(
                "Value ({asn}) for parameter Asn is invalid. The ASN is not associated with the CIDR."
            ),
        ),
        RangeRefusal::RouteNotValid(validity) => {
            (policy.route_not_valid_code, route_not_valid(validity))
        }
    }
}

fn invalid_cidr(prefix: Prefix, why: &str) -> String {
    format!("Value ({prefix}) for parameter Cidr is invalid. {why}")
}

const fn done(call: RangeCall) -> &'static str {
    match call {
        RangeCall::Provision => "provisioned",
        RangeCall::Advertise => "advertised",
        RangeCall::Withdraw => "withdrawn",
        RangeCall::Deprovision => "deprovisioned",
    }
}

fn route_not_valid(validity: &RouteValidity) -> String {
    let why = match validity.reason() {
        None => "no ROA covers it",
        Some(InvalidReason::Asn) => "the ROAs that cover it are for other ASNs",
        Some(InvalidReason::Length) => "the ROAs that cover it have a shorter maximum length",
    };
    format!(
        "The ROA is not valid or isn't found for the provided CIDR and Amazon ASNs: {} from {} is {}, {why}",
        validity.prefix,
        validity.origin,
        validity.state()
    )
}

fn address(refusal: &AddressRefusal, policy: &Policy) -> (ErrorCode, String) {
    match refusal {
        AddressRefusal::PoolClosed { prefix, state } => (
            policy.wrong_state_code,
            format!("The CIDR {prefix} is {state} and its addresses cannot be allocated"),
        ),
        AddressRefusal::UnknownPool { pool } => (
            ErrorCode::InvalidPublicIpv4PoolIdNotFound,
            format!("The pool ID '{pool}' does not exist"),
        ),
        AddressRefusal::AddressNotInPool { address } => (
            policy.address_outside_pool_code,
            format!("Address '{address}' not found."),
        ),
        AddressRefusal::AddressTaken { address } => (
            policy.address_taken_code,
            format!("Address '{address}' is already allocated."),
        ),
        AddressRefusal::PoolExhausted { pool } => (
            policy.pool_exhausted_code,
            format!("There are not enough free addresses in the pool '{pool}'."),
        ),
        AddressRefusal::AddressQuotaReached => (
            ErrorCode::AddressLimitExceeded,
            "The maximum number of addresses has been reached.".to_owned(),
        ),
        AddressRefusal::UnknownAllocation { allocation } => (
            ErrorCode::InvalidAllocationIdNotFound,
            format!("The allocation ID '{allocation}' does not exist"),
        ),
        AddressRefusal::UnknownAllocationToRelease { allocation } => (
            ErrorCode::InvalidAddressIdNotFound,
            format!("The allocation ID '{allocation}' does not exist"),
        ),
        AddressRefusal::UnknownAssociation { association } => (
            ErrorCode::InvalidAssociationIdNotFound,
            format!("The association ID '{association}' does not exist"),
        ),
        AddressRefusal::UnknownInstance { instance } => (
            ErrorCode::InvalidInstanceIdNotFound,
            format!("The instance ID '{instance}' does not exist"),
        ),
        AddressRefusal::UnknownNetworkInterface { interface } => (
            ErrorCode::InvalidNetworkInterfaceIdNotFound,
            format!("The networkInterface ID '{interface}' does not exist"),
        ),
        AddressRefusal::NoInternetGateway { vpc } => (
            ErrorCode::GatewayNotAttached,
            format!("Network {vpc} is not attached to any internet gateway"),
        ),
        AddressRefusal::AlreadyAssociated { allocation } => (
            ErrorCode::ResourceAlreadyAssociated,
            format!("resource {allocation} is already associated"),
        ),
        AddressRefusal::UnknownPrivateAddress { address, interface } => (
            ErrorCode::InvalidParameterValue,
            format!("The private IP address {address} is not assigned to interface {interface}"),
        ),
        AddressRefusal::HeldByNatGateway { gateway } => (
            ErrorCode::AuthFailure,
            format!(
                "You do not have permission to access the specified resource: {gateway} holds the address"
            ),
        ),
        AddressRefusal::ServiceOwnedInterface { interface } => (
            ErrorCode::AuthFailure,
            format!(
                "You do not have permission to access the specified resource: {interface} belongs to a NAT gateway"
            ),
        ),
        AddressRefusal::AddressInUse { address } => (
            ErrorCode::InvalidIpAddressInUse,
            format!("Address {address} is in use."),
        ),
        AddressRefusal::TokenUsed => (
            ErrorCode::IdempotentParameterMismatch,
            "The client token was used before with other parameters".to_owned(),
        ),
        AddressRefusal::UnknownSubnet { subnet } => (
            ErrorCode::InvalidSubnetIdNotFound,
            format!("The subnet ID '{subnet}' does not exist"),
        ),
        AddressRefusal::UnknownNatGateway { gateway } => (
            ErrorCode::NatGatewayNotFound,
            format!("The Nat Gateway {gateway} was not found"),
        ),
    }
}
