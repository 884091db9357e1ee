//! Calls on network interfaces.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "network-interface", crate::world::aws::network_interface::Refusal, policy;
    TokenUsed => [IdempotentParameterMismatch, Documented, "EC2 Developer Guide, Idempotency"]
        "The client token was used before for a network interface in another subnet";
    UnknownNetworkInterface { interface } => [InvalidNetworkInterfaceIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The networkInterface ID '{interface}' does not exist";
    OutsideSubnet { address } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "Address {address} does not fall within the subnet's address range";
    KeptAddress { address } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "Address {address} is in subnet's reserved address range";
    AddressInUse { address } => [InvalidIpAddressInUse, Documented, "EC2 Developer Guide, Error codes"]
        "Address {address} is assigned to another network interface.";
    SubnetFull { subnet } => [InsufficientFreeAddressesInSubnet, Documented, "EC2 Developer Guide, Error codes"]
        "The specified subnet {subnet} does not have enough free addresses to satisfy the request.";
    Managed { interface } => [policy managed_interface_code]
        "The network interface '{interface}' is managed by a service and cannot be deleted.";
    InUse { interface } => [InvalidParameterValue, Documented, "EC2 Developer Guide, Error codes: InvalidNetworkInterface.InUse or this"]
        "Network interface '{interface}' is currently in use.";
}
