//! AWS error codes, each with its HTTP status.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(test)]
mod tests;

/// Makes the enum, its names and statuses from one table, so that a code
/// without a status cannot be written.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:literal;)*) => {
        /// A code of an AWS error answer: EC2's, STS's, Elastic Load
        /// Balancing's, Support's.
        ///
        /// Sources: EC2 API Reference, "Error codes" and "Common errors"; where
        /// those give no status, what was observed (facts on the wire
        /// protocol); for the others their API References. There is no
        /// BYOIP-specific code: AWS documents none.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ErrorCode {
            $($(#[$doc])* $variant,)*
        }

        impl ErrorCode {
            /// Every code, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code as the answer spells it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The HTTP status it comes with.
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$variant => $status,)*
                }
            }
        }
    };
}

error_codes! {
    /// The caller may not do this, as every service but EC2 says it.
    AccessDenied = "AccessDenied", 403;
    /// The same as Support says it.
    AccessDeniedException = "AccessDeniedException", 400;
    /// The Elastic IP quota of the account is used up.
    AddressLimitExceeded = "AddressLimitExceeded", 400;
    /// The allocation id is not there, as Elastic Load Balancing says it.
    AllocationIdNotFound = "AllocationIdNotFound", 400;
    /// The credentials could not be validated, or the address is another's.
    AuthFailure = "AuthFailure", 401;
    /// The zone does not do for a load balancer.
    AvailabilityZoneNotSupported = "AvailabilityZoneNotSupported", 400;
    /// The account has too many cases at support.
    CaseCreationLimitExceeded = "CaseCreationLimitExceeded", 400;
    /// The case at support is not there.
    CaseIdNotFound = "CaseIdNotFound", 400;
    /// Something else still depends on it.
    DependencyViolation = "DependencyViolation", 400;
    /// The request would have succeeded, but asked not to.
    DryRunOperation = "DryRunOperation", 412;
    /// The same as Support says it.
    DryRunOperationException = "DryRunOperationException", 400;
    /// A load balancer of that name is there, and it is another.
    DuplicateLoadBalancerName = "DuplicateLoadBalancerName", 400;
    /// A tag's key came twice.
    DuplicateTagKeys = "DuplicateTagKeys", 400;
    /// A temporary credential is over.
    ExpiredToken = "ExpiredToken", 403;
    /// The same as Support says it.
    ExpiredTokenException = "ExpiredTokenException", 400;
    /// The network has no internet gateway.
    GatewayNotAttached = "Gateway.NotAttached", 400;
    /// What the client token launched is terminated.
    IdempotentInstanceTerminated = "IdempotentInstanceTerminated", 400;
    /// A client token came again with other parameters.
    IdempotentParameterMismatch = "IdempotentParameterMismatch", 400;
    /// The request's signature lacks a part.
    IncompleteSignature = "IncompleteSignature", 400;
    /// The instance is in the wrong state for the call.
    IncorrectInstanceState = "IncorrectInstanceState", 400;
    /// The same as Support says it.
    IncompleteSignatureException = "IncompleteSignatureException", 400;
    /// The resource is in the wrong state for the call.
    IncorrectState = "IncorrectState", 400;
    /// The pool has no free address.
    InsufficientAddressCapacity = "InsufficientAddressCapacity", 500;
    /// The subnet has no private address left.
    InsufficientFreeAddressesInSubnet = "InsufficientFreeAddressesInSubnet", 400;
    /// Something broke on the server's side.
    InternalError = "InternalError", 500;
    /// The same as services of the Query protocol say it.
    InternalFailure = "InternalFailure", 500;
    /// The same as Support says it.
    InternalServerError = "InternalServerError", 500;
    /// The action does not exist, or not in this Region.
    InvalidAction = "InvalidAction", 400;
    /// The address cannot be released.
    InvalidAddressLocked = "InvalidAddress.Locked", 400;
    /// The address is not there.
    InvalidAddressNotFound = "InvalidAddress.NotFound", 400;
    /// The allocation id is not there, as ReleaseAddress says it.
    InvalidAddressIdNotFound = "InvalidAddressID.NotFound", 400;
    /// The allocation id is not there, as the other calls say it.
    InvalidAllocationIdNotFound = "InvalidAllocationID.NotFound", 400;
    /// The image's id is none.
    InvalidAmiIdMalformed = "InvalidAMIID.Malformed", 400;
    /// The association id is not there.
    InvalidAssociationIdNotFound = "InvalidAssociationID.NotFound", 400;
    /// The access key is not known.
    InvalidClientTokenId = "InvalidClientTokenId", 403;
    /// The gateway that a route is to lead to is not there.
    InvalidGatewayIdNotFound = "InvalidGatewayID.NotFound", 400;
    /// A load balancer that cannot be as it was asked for.
    InvalidConfigurationRequest = "InvalidConfigurationRequest", 400;
    /// The address is associated or was never the caller's.
    InvalidIpAddressInUse = "InvalidIPAddress.InUse", 400;
    /// What is to be tagged is not there.
    InvalidId = "InvalidID", 400;
    /// The instance's id is none.
    InvalidInstanceIdMalformed = "InvalidInstanceID.Malformed", 400;
    /// The instance is not there.
    InvalidInstanceIdNotFound = "InvalidInstanceID.NotFound", 400;
    /// The internet gateway's id is none.
    InvalidInternetGatewayIdMalformed = "InvalidInternetGatewayId.Malformed", 400;
    /// The internet gateway is not there.
    InvalidInternetGatewayIdNotFound = "InvalidInternetGatewayID.NotFound", 400;
    /// `MaxResults` is outside its range.
    InvalidMaxResults = "InvalidMaxResults", 400;
    /// The NAT gateway that a route is to lead to is not there.
    InvalidNatGatewayIdNotFound = "InvalidNatGatewayID.NotFound", 400;
    /// The NAT gateway's id is none.
    NatGatewayMalformed = "NatGatewayMalformed", 400;
    /// The NAT gateway is not there.
    NatGatewayNotFound = "NatGatewayNotFound", 400;
    /// The network interface's id is none.
    InvalidNetworkInterfaceIdMalformed = "InvalidNetworkInterfaceId.Malformed", 400;
    /// The network interface belongs to something.
    InvalidNetworkInterfaceInUse = "InvalidNetworkInterface.InUse", 400;
    /// The network interface is not there.
    InvalidNetworkInterfaceIdNotFound = "InvalidNetworkInterfaceID.NotFound", 400;
    /// `NextToken` is not one the server gave out.
    InvalidNextToken = "InvalidNextToken", 400;
    /// A parameter is not acceptable.
    InvalidParameter = "InvalidParameter", 400;
    /// Parameters that do not go together.
    InvalidParameterCombination = "InvalidParameterCombination", 400;
    /// A value that is malformed, out of range or not supported.
    InvalidParameterValue = "InvalidParameterValue", 400;
    /// A pool of another kind is not there.
    InvalidPoolIdNotFound = "InvalidPoolID.NotFound", 400;
    /// The address pool is not there.
    InvalidPublicIpv4PoolIdNotFound = "InvalidPublicIpv4PoolID.NotFound", 400;
    /// The form cannot be read.
    InvalidQueryParameter = "InvalidQueryParameter", 400;
    /// The table has no route for the destination.
    InvalidRouteNotFound = "InvalidRoute.NotFound", 400;
    /// The route table's id is none.
    InvalidRouteTableIdMalformed = "InvalidRouteTableId.Malformed", 400;
    /// The route table is not there.
    InvalidRouteTableIdNotFound = "InvalidRouteTableID.NotFound", 400;
    /// The resource is in a state that does not allow it.
    InvalidState = "InvalidState", 400;
    /// The block shares addresses with another subnet's.
    InvalidSubnetConflict = "InvalidSubnet.Conflict", 400;
    /// The subnet's id is none.
    InvalidSubnetIdMalformed = "InvalidSubnetID.Malformed", 400;
    /// The subnet is not there.
    InvalidSubnetIdNotFound = "InvalidSubnetID.NotFound", 400;
    /// The block is no subnet's, or outside its VPC.
    InvalidSubnetRange = "InvalidSubnet.Range", 400;
    /// The VPC's tie to a block is not there.
    InvalidVpcCidrBlockAssociationIdNotFound = "InvalidVpcCidrBlockAssociationID.NotFound", 400;
    /// The VPC's id is none.
    InvalidVpcIdMalformed = "InvalidVpcID.Malformed", 400;
    /// The VPC is not there.
    InvalidVpcIdNotFound = "InvalidVpcID.NotFound", 400;
    /// The block is larger or smaller than a VPC's may be.
    InvalidVpcRange = "InvalidVpcRange", 400;
    /// The scheme is none of a load balancer's.
    InvalidScheme = "InvalidScheme", 400;
    /// The signature is not the request's, as Support says it.
    InvalidSignatureException = "InvalidSignatureException", 400;
    /// The subnet does not do for a load balancer.
    InvalidSubnet = "InvalidSubnet", 400;
    /// The load balancer is not there.
    LoadBalancerNotFound = "LoadBalancerNotFound", 400;
    /// The body or query has a syntax error.
    MalformedQueryString = "MalformedQueryString", 404;
    /// No action was named.
    MissingAction = "MissingAction", 400;
    /// No credentials at all.
    MissingAuthenticationToken = "MissingAuthenticationToken", 403;
    /// The same as Support says it.
    MissingAuthenticationTokenException = "MissingAuthenticationTokenException", 400;
    /// A required parameter is not there.
    MissingParameter = "MissingParameter", 400;
    /// Not allowed for this resource.
    OperationNotPermitted = "OperationNotPermitted", 400;
    /// The request is too long, as the JSON services say it.
    RequestEntityTooLargeException = "RequestEntityTooLargeException", 413;
    /// The request is older than fifteen minutes, or from the future.
    RequestExpired = "RequestExpired", 400;
    /// Too many calls.
    RequestLimitExceeded = "RequestLimitExceeded", 503;
    /// The resource has an association already.
    ResourceAlreadyAssociated = "Resource.AlreadyAssociated", 400;
    /// More than one request may ask for.
    ResourceCountExceeded = "ResourceCountExceeded", 400;
    /// A quota other than the addresses' is used up.
    ResourceLimitExceeded = "ResourceLimitExceeded", 400;
    /// The table has a route for the destination.
    RouteAlreadyExists = "RouteAlreadyExists", 400;
    /// What a load balancer was to have serves something else.
    ResourceInUse = "ResourceInUse", 400;
    /// A JSON body that cannot be read.
    SerializationException = "SerializationException", 400;
    /// The service is down, as every one but EC2 says it.
    ServiceUnavailable = "ServiceUnavailable", 503;
    /// The signature does not fit the request.
    SignatureDoesNotMatch = "SignatureDoesNotMatch", 403;
    /// The subnet is not there, as Elastic Load Balancing says it.
    SubnetNotFound = "SubnetNotFound", 400;
    /// A resource has as many tags as it can have.
    TagLimitExceeded = "TagLimitExceeded", 400;
    /// Too many calls, as services of the Query protocol say it.
    Throttling = "Throttling", 400;
    /// The same as Support says it.
    ThrottlingException = "ThrottlingException", 400;
    /// The quota of load balancers is used up.
    TooManyLoadBalancers = "TooManyLoadBalancers", 400;
    /// A load balancer has as many tags as it can have.
    TooManyTags = "TooManyTags", 400;
    /// The caller may not do this.
    UnauthorizedOperation = "UnauthorizedOperation", 403;
    /// The service is down.
    Unavailable = "Unavailable", 503;
    /// The action does not exist, as Support says it.
    UnknownOperationException = "UnknownOperationException", 400;
    /// A parameter that the action does not have.
    UnknownParameter = "UnknownParameter", 400;
    /// The access key is not known, as Support says it.
    UnrecognizedClientException = "UnrecognizedClientException", 400;
    /// Not possible for this kind of resource.
    UnsupportedOperation = "UnsupportedOperation", 400;
    /// There is no default VPC to launch in.
    VpcIdNotSpecified = "VPCIdNotSpecified", 400;
    /// A parameter of a load balancer's is not there or not acceptable.
    ValidationError = "ValidationError", 400;
    /// A member of a JSON body is not there or not acceptable.
    ValidationException = "ValidationException", 400;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ErrorCode {
    type Err = UnknownErrorCode;

    fn from_str(text: &str) -> Result<Self, UnknownErrorCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or(UnknownErrorCode)
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer)
    }
}

/// A text that is no code known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an error code known here")]
pub struct UnknownErrorCode;
