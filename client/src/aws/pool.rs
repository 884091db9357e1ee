//! The pools that provisioned ranges feed: DescribePublicIpv4Pools.

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{PublicIpv4Pool, PublicIpv4PoolRange};
use serde_json::{Value, json};

use super::{CallError, Members};

/// Every pool, or the one named.
pub(crate) async fn describe(ec2: &Client, pool: Option<String>) -> Result<Value, CallError> {
    let mut pages = ec2
        .describe_public_ipv4_pools()
        .set_pool_ids(pool.map(|pool| vec![pool]))
        .into_paginator()
        .items()
        .send();
    let mut pools = Vec::new();
    while let Some(pool) = pages.next().await {
        pools.push(members(&pool?));
    }
    Ok(json!({ "PublicIpv4Pools": pools }))
}

fn members(pool: &PublicIpv4Pool) -> Value {
    Members::default()
        .put("PoolId", pool.pool_id())
        .put("Description", pool.description())
        .list(
            "PoolAddressRanges",
            pool.pool_address_ranges().iter().map(range),
        )
        .put("TotalAddressCount", pool.total_address_count())
        .put(
            "TotalAvailableAddressCount",
            pool.total_available_address_count(),
        )
        .put("NetworkBorderGroup", pool.network_border_group())
        .build()
}

fn range(range: &PublicIpv4PoolRange) -> Value {
    Members::default()
        .put("FirstAddress", range.first_address())
        .put("LastAddress", range.last_address())
        .put("AddressCount", range.address_count())
        .put("AvailableAddressCount", range.available_address_count())
        .build()
}
