//! Calls on VPCs.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "vpc", crate::world::aws::vpc::Refusal, policy;
    Range { cidr } => [InvalidVpcRange, Documented, "EC2 Developer Guide, Error codes"]
        "The CIDR '{cidr}' is invalid.";
    UnknownVpc { vpc } => [InvalidVpcIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The vpc ID '{vpc}' does not exist";
    UnknownAssociation { association } => [InvalidVpcCidrBlockAssociationIdNotFound, Observed, "terraform-provider-aws, errors.go"]
        "The vpc CIDR block association ID '{association}' does not exist";
    UnknownPool { pool } => [policy unknown_ipv6_pool_code]
        "The pool ID '{pool}' does not exist";
    PoolClosed { prefix, state } => [policy wrong_state_code]
        "The CIDR {prefix} is {state} and no block of it can be associated";
    BlockLength { cidr } => [policy ipv6_block_code]
        "Value ({cidr}) for parameter Ipv6CidrBlock is invalid. A VPC takes an IPv6 block of /44, /48, /52, /56 or /60.";
    BlockOutsidePool { cidr, pool } => [policy ipv6_block_code]
        "Value ({cidr}) for parameter Ipv6CidrBlock is invalid. It is not part of the pool {pool}.";
    BlockTaken { cidr, other } => [policy ipv6_block_code]
        "Value ({cidr}) for parameter Ipv6CidrBlock is invalid. {other} is associated with a VPC.";
    PoolExhausted { pool } => [policy pool_exhausted_code]
        "There is no free block in the pool '{pool}'.";
    PrimaryBlock { association } => [OperationNotPermitted, Observed, "VPC User Guide: the CIDR block that a VPC is made with cannot be disassociated; code seen in forums"]
        "The vpc CIDR block with association ID {association} may not be disassociated. It is the primary IPv4 CIDR block of the VPC";
    InUse { vpc } => [DependencyViolation, Documented, "EC2 Developer Guide, Error codes"]
        "The vpc '{vpc}' has dependencies and cannot be deleted.";
}
