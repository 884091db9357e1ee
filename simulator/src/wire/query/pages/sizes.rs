//! How large a page of each describe may be.
//!
//! One table: from a row come the range that the describe reads its size by and
//! the line of the fidelity ledger.

use std::ops::RangeInclusive;

use crate::world::policy::Grade;

/// The sizes of an action's pages, as the ledger tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// The service's name in a signature's scope.
    pub(crate) service: &'static str,
    pub(crate) action: &'static str,
    /// What the size is called in a request.
    pub(crate) parameter: &'static str,
    pub(crate) range: RangeInclusive<u32>,
    /// How well the range is known.
    pub(crate) grade: Grade,
    /// Where it comes from.
    pub(crate) source: &'static str,
}

macro_rules! sizes {
    ($($name:ident: $service:literal $action:literal $parameter:literal
        = $range:expr; $grade:ident, $source:literal;)*) => {
        $(pub(in crate::wire) const $name: RangeInclusive<u32> = $range;)*

        /// The table, as the ledger tells it.
        pub(crate) const ALL: &[Sizes] = &[$(Sizes {
            service: $service,
            action: $action,
            parameter: $parameter,
            range: $name,
            grade: Grade::$grade,
            source: $source,
        },)*];
    };
}

sizes! {
    DESCRIBE_ADDRESSES_ATTRIBUTE: "ec2" "DescribeAddressesAttribute" "MaxResults" = 1..=1000;
        Documented, "EC2 API Reference, DescribeAddressesAttribute";
    DESCRIBE_BYOIP_CIDRS: "ec2" "DescribeByoipCidrs" "MaxResults" = 1..=100;
        Documented, "EC2 API Reference, DescribeByoipCidrs";
    DESCRIBE_INSTANCES: "ec2" "DescribeInstances" "MaxResults" = 5..=1000;
        Inferred, "EC2 API Reference, DescribeInstances: no range; that of the describes of subnets and VPCs";
    DESCRIBE_INTERNET_GATEWAYS: "ec2" "DescribeInternetGateways" "MaxResults" = 5..=1000;
        Documented, "EC2 API Reference, DescribeInternetGateways";
    DESCRIBE_IPAM_BYOASN: "ec2" "DescribeIpamByoasn" "MaxResults" = 1..=100;
        Documented, "EC2 API Reference, DescribeIpamByoasn";
    DESCRIBE_IPV6_POOLS: "ec2" "DescribeIpv6Pools" "MaxResults" = 1..=1000;
        Documented, "EC2 API Reference, DescribeIpv6Pools";
    DESCRIBE_NAT_GATEWAYS: "ec2" "DescribeNatGateways" "MaxResults" = 5..=1000;
        Documented, "EC2 API Reference, DescribeNatGateways";
    DESCRIBE_NETWORK_INTERFACES: "ec2" "DescribeNetworkInterfaces" "MaxResults" = 5..=1000;
        Documented, "EC2 API Reference, DescribeNetworkInterfaces";
    DESCRIBE_PUBLIC_IPV4_POOLS: "ec2" "DescribePublicIpv4Pools" "MaxResults" = 1..=10;
        Documented, "EC2 API Reference, DescribePublicIpv4Pools";
    DESCRIBE_ROUTE_TABLES: "ec2" "DescribeRouteTables" "MaxResults" = 5..=100;
        Documented, "EC2 API Reference, DescribeRouteTables";
    DESCRIBE_SUBNETS: "ec2" "DescribeSubnets" "MaxResults" = 5..=1000;
        Documented, "EC2 API Reference, DescribeSubnets";
    DESCRIBE_TAGS: "ec2" "DescribeTags" "MaxResults" = 5..=1000;
        Documented, "EC2 API Reference, DescribeTags";
    DESCRIBE_VPCS: "ec2" "DescribeVpcs" "MaxResults" = 5..=1000;
        Documented, "EC2 API Reference, DescribeVpcs";
    GET_ASSOCIATED_IPV6_POOL_CIDRS: "ec2" "GetAssociatedIpv6PoolCidrs" "MaxResults" = 1..=1000;
        Documented, "EC2 API Reference, GetAssociatedIpv6PoolCidrs";
    DESCRIBE_LOAD_BALANCERS: "elasticloadbalancing" "DescribeLoadBalancers" "PageSize" = 1..=400;
        Documented, "Elastic Load Balancing API Reference, DescribeLoadBalancers";
    DESCRIBE_CASES: "support" "DescribeCases" "maxResults" = 10..=100;
        Documented, "Support API Reference, DescribeCases";
}
