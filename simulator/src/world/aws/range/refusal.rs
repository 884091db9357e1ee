//! Why a call on ranges is refused, in order of precedence.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::authorization::{MalformedMessage, Mismatch};
use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::signature::ParseSignatureError;
use byoip_vocabulary::state::ByoipCidrState;
use byoip_vocabulary::validity::RouteValidity;
use jiff::Timestamp;

/// A call on a range, named in refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeCall {
    /// ProvisionByoipCidr.
    Provision,
    /// AdvertiseByoipCidr.
    Advertise,
    /// WithdrawByoipCidr.
    Withdraw,
    /// DeprovisionByoipCidr.
    Deprovision,
}

/// A refused call on ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The partition has no BYOIP.
    NoByoipHere {
        /// The call, as the API names it.
        action: &'static str,
    },
    /// More specific than AWS takes.
    TooSpecific {
        /// The range asked for.
        prefix: Prefix,
        /// The longest prefix length taken.
        longest: u8,
    },
    /// Addresses that nobody can be given.
    NotPublic {
        /// The range asked for.
        prefix: Prefix,
        /// The reserved block it shares addresses with.
        reserved: Prefix,
    },
    /// Ranges cannot be brought to this border group from here.
    NoSuchGroup {
        /// The group asked for.
        group: BorderGroup,
    },
    /// Only IPv6 ranges may be kept from the internet.
    AdvertisableOnly {
        /// The range asked for.
        prefix: Prefix,
    },
    /// The range was never provisioned here.
    UnknownRange {
        /// The range asked for.
        prefix: Prefix,
    },
    /// The range was provisioned for another border group.
    OtherGroup {
        /// The range.
        prefix: Prefix,
        /// The group it was provisioned for.
        group: BorderGroup,
    },
    /// The range was provisioned never to be announced.
    NotAdvertisable {
        /// The range.
        prefix: Prefix,
    },
    /// The range's state does not allow the call.
    WrongState {
        /// The range.
        prefix: Prefix,
        /// The call.
        call: RangeCall,
        /// The state it is in.
        state: ByoipCidrState,
    },
    /// Addresses of the range are still out.
    StillInUse {
        /// The range.
        prefix: Prefix,
        /// How many.
        out: u64,
    },
    /// AS numbers are still associated with the range.
    StillAssociated {
        /// The range.
        prefix: Prefix,
        /// The first of them.
        asn: Asn,
    },
    /// The range quota is used up.
    QuotaReached {
        /// How many are allowed.
        quota: u32,
    },
    /// The range shares addresses with one that is here already.
    Overlap {
        /// The range asked for.
        prefix: Prefix,
        /// The one that is here.
        other: Prefix,
    },
    /// No message and signature.
    NoAuthorizationContext,
    /// The message is not one.
    MalformedMessage(MalformedMessage),
    /// The message is for something else.
    WrongMessage(Vec<Mismatch>),
    /// The signature is not of the documented form.
    MalformedSignature(ParseSignatureError),
    /// An origin that is not Amazon's has to be associated first.
    UnknownOrigin {
        /// The range.
        prefix: Prefix,
        /// The AS asked for.
        asn: Asn,
    },
    /// In its border group no other AS takes over while it is announced.
    OriginFixed {
        /// The range.
        prefix: Prefix,
        /// The group.
        group: BorderGroup,
    },
    /// An AS of the holder's own took over a moment ago.
    OriginChangedLately {
        /// The range.
        prefix: Prefix,
        /// When one may again.
        until: Timestamp,
    },
    /// Validators do not call the route from Amazon's AS valid.
    RouteNotValid(Box<RouteValidity>),
    /// Validators do not call the route from the holder's own AS valid.
    OwnRouteNotValid(Box<RouteValidity>),
}
