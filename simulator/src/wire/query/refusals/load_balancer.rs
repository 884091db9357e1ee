//! Calls on load balancers.
//!
//! The API Reference gives the codes; where no text was seen, it is worded here.

use byoip_vocabulary::error_code::ErrorCode;

use super::tag::why_bad;
use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "load-balancer", crate::world::aws::load_balancer::Refusal, _policy;
    BadName { name, why } => [ValidationError, Documented, "ELB API Reference, CreateLoadBalancer, Name"]
        "The load balancer name '{name}' {why}";
    BadTagKey { key, why }, why = why_bad(*why) => [ValidationError, Documented, "ELB API Reference, Tag"]
        "The tag key '{key}' is not valid. {why}";
    LongTagValue { key } => [ValidationError, Documented, "ELB API Reference, Tag"]
        "The value of the tag '{key}' exceeds the maximum length of 256 characters";
    TooManyTags { most } => [TooManyTags, Documented, "ELB API Reference, CreateLoadBalancer, Errors"]
        "The maximum number of tags for a load balancer has been reached: {most}";
    NameTaken { name } => [DuplicateLoadBalancerName, Documented, "ELB API Reference, CreateLoadBalancer, Errors"]
        "A load balancer with the same name '{name}' exists, but with different settings";
    NoSubnet => [ValidationError, Observed, "ansible pull request 42060"]
        "At least one subnet must be specified";
    UnknownSubnet { subnet } => [SubnetNotFound, Documented, "ELB API Reference, CreateLoadBalancer, Errors"]
        "The subnet ID '{subnet}' does not exist";
    SeveralVpcs { one, other } => [InvalidConfigurationRequest, Inferred, "ELB API Reference lists the generic one"]
        "All subnets must belong to the same VPC: '{one}', '{other}'";
    SameZone { zone } => [InvalidConfigurationRequest, Documented, "ELB API Reference, CreateLoadBalancer: one subnet per Availability Zone"]
        "A load balancer cannot be attached to multiple subnets in the same Availability Zone: {zone}";
    TooFewZones => [ValidationError, Observed, "kasmtech/terraform issue 5"]
        "At least two subnets in two different Availability Zones must be specified";
    NoInternetGateway { vpc } => [InvalidSubnet, Documented, "ELB API Reference, CreateLoadBalancer, Errors"]
        "VPC {vpc} has no internet gateway";
    SubnetFull { subnet, wanted } => [InvalidSubnet, Documented, "ELB API Reference, CreateLoadBalancer, Errors"]
        "Not enough IP space available in {subnet}. ELB requires at least {wanted} free IP addresses in each subnet.";
    AddressForApplication => [InvalidConfigurationRequest, Inferred, "ELB API Reference: no Elastic IP addresses for application load balancers; no code"]
        "Elastic IP addresses cannot be specified for load balancers of type 'application'";
    AddressForInternal => [InvalidConfigurationRequest, Inferred, "ELB API Reference: Elastic IP addresses for internet-facing load balancers; no code"]
        "Elastic IP addresses cannot be specified for internal load balancers";
    UnknownAllocation { allocation } => [AllocationIdNotFound, Documented, "ELB API Reference, CreateLoadBalancer, Errors"]
        "The allocation ID '{allocation}' does not exist";
    AddressNotFree => [ResourceInUse, Observed, "terraform-aws-alb issue 171"]
        "The allocation IDs are not available for use";
    OtherBorderGroup { group, zone } => [AvailabilityZoneNotSupported, Inferred, "ELB API Reference, CreateLoadBalancer, Errors; not documented for this"]
        "An address of the network border group {group} cannot be used in the Availability Zone {zone}";
    QuotaReached { most } => [TooManyLoadBalancers, Documented, "ELB API Reference, CreateLoadBalancer, Errors"]
        "The maximum number of load balancers has been reached: {most}";
    UnknownLoadBalancer => [LoadBalancerNotFound, Documented, "ELB API Reference, DescribeLoadBalancers, Errors"]
        "One or more load balancers not found";
    UnknownName { names } => [LoadBalancerNotFound, Documented, "ELB API Reference, DescribeLoadBalancers, Errors"]
        "Load balancers '[{names}]' not found";
    BadArn { arn } => [ValidationError, Inferred, "the code of every malformed parameter"]
        "'{arn}' is not a valid load balancer ARN";
}
