//! Calls on addresses.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "address", crate::world::aws::address::Refusal, policy;
    WrongPool { pool } => [InvalidParameterValue, Observed, "terraform-provider-aws issue 39449"]
        "invalid value for parameter pool: {pool}";
    PoolClosed { prefix, state } => [policy wrong_state_code]
        "The CIDR {prefix} is {state} and its addresses cannot be allocated";
    UnknownPool { pool } => [InvalidPublicIpv4PoolIdNotFound, Observed, "terraform-provider-aws, errors.go"]
        "The pool ID '{pool}' does not exist";
    UnknownIpv6Pool { pool } => [policy unknown_ipv6_pool_code]
        "The pool ID '{pool}' does not exist";
    AddressNotInPool { address } => [policy address_outside_pool_code]
        "Address '{address}' not found.";
    AddressTaken { address } => [policy address_taken_code]
        "Address '{address}' is already allocated.";
    PoolExhausted { pool } => [policy pool_exhausted_code]
        "There are not enough free addresses in the pool '{pool}'.";
    AddressQuotaReached => [AddressLimitExceeded, Observed, "streisand issue 566"]
        "The maximum number of addresses has been reached.";
    NotInGroup { group } => [policy border_group_code]
        "Value ({group}) for parameter NetworkBorderGroup is invalid. The address cannot be allocated there.";
    UnknownAllocation { allocation } => [InvalidAllocationIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The allocation ID '{allocation}' does not exist";
    UnknownAllocationToRelease { allocation } => [InvalidAddressIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The allocation ID '{allocation}' does not exist";
    NotYours { address } => [AuthFailure, Documented, "EC2 Developer Guide, Error codes; EC2 User Guide, Elastic IP addresses"]
        "The address '{address}' does not belong to you.";
    ReleasedByAddress => [InvalidParameterValue, Observed, "fog issue 879; boto issue 2727"]
        "You must specify an allocation id when releasing a VPC elastic IP address";
    DisassociatedByAddress => [InvalidParameterValue, Inferred, "as ReleaseAddress has it"]
        "You must specify an association id when unmapping an address from a VPC instance";
    UnknownAssociation { association } => [InvalidAssociationIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The association ID '{association}' does not exist";
    NoInternetGateway { vpc } => [GatewayNotAttached, Documented, "EC2 Developer Guide, Error codes"]
        "Network {vpc} is not attached to any internet gateway";
    OtherGroup { address, group, zone } => [policy association_group_code]
        "The address {address} is in the network border group {group}, the resource in {zone}";
    AlreadyAssociated { allocation } => [ResourceAlreadyAssociated, Documented, "EC2 Developer Guide, Error codes"]
        "resource {allocation} is already associated";
    UnknownPrivateAddress { address, interface } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "The private IP address {address} is not assigned to interface {interface}";
    HeldByNatGateway { gateway } => [AuthFailure, Observed, "terraform-provider-aws pull request 4675"]
        "You do not have permission to access the specified resource: {gateway} holds the address";
    HeldByLoadBalancer { load_balancer } => [AuthFailure, Observed, "terraform-provider-aws pull request 4675"]
        "You do not have permission to access the specified resource: {load_balancer} holds the address";
    ServiceOwnedInterface { interface } => [AuthFailure, Observed, "terraform-provider-aws pull request 4675"]
        "You do not have permission to access the specified resource: {interface} belongs to a service of AWS";
    AddressInUse { address } => [InvalidIpAddressInUse, Documented, "EC2 Developer Guide, Error codes"]
        "Address {address} is in use.";
    Locked { address: _ } => [InvalidAddressLocked, Documented, "EC2 Developer Guide, Error codes"]
        "The address cannot be released because it is locked to your account.";
    PointerElsewhere { address } => [policy reverse_dns_code]
        "The reverse DNS record of {address} is kept by the holder of its address range.";
    NotTransferable { address } => [policy transfer_byoip_code]
        "The address {address} belongs to an address range that was brought to AWS and cannot be transferred.";
    TransferNotSimulated => [UnsupportedOperation, Unknown, "a gap of this simulator"]
        "The transfer of one of Amazon's own addresses is not simulated yet";
}
